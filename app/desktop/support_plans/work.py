"""What do the plans of cases give to the day's work? Actions past their day, reviews due, plans half written."""

from dataclasses import dataclass

from app.common.dates import show_date
from app.common.drafts import Draft
from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.records.leads import Lead
from app.desktop.support_plans import drafts
from app.desktop.support_plans.drafts import DRAFTS
from app.desktop.theme import Tone
from app.desktop.today.source import Group, Line, Next, Source, Work
from app.social.support_plans.queries import PlanDue, PlanWork, work_today
from app.social.support_plans.rules import ACTS
from app.vault.session import Session

PLACE = "cases"
GROUPS: tuple[tuple[str, str, Tone, str], ...] = (
    ("actions_late", N_("Actions of support plans past their day"), Tone.BAD, "plan_action_done"),
    ("reviews_late", N_("Reviews of support plans overdue"), Tone.BAD, "plan_review"),
    ("reviews_soon", N_("Reviews of support plans this week"), Tone.WARN, "plan_review"),
    ("to_agree", N_("Support plans to agree on"), Tone.NEUTRAL, "plan_agree"),
)


@dataclass(frozen=True)
class Waiting:
    """What waits, and what was left half typed."""

    work: PlanWork
    drafts: tuple[Draft, ...]


def read(session: Session) -> Waiting:
    """Asked off the window's thread; plans are read by those who open cases."""
    if not may(session, "cases.open"):
        return Waiting(PlanWork((), (), (), ()), ())
    return Waiting(work_today(session), tuple(each for each in DRAFTS.read(session) if drafts.is_mine(each)))


def show(_session: Session, waiting: Waiting) -> Work:
    """The same in words."""
    groups = []
    for key, title, tone, act in GROUPS:
        rows: tuple[PlanDue, ...] = getattr(waiting.work, key)
        if rows:
            groups.append(Group(f"plans_{key}", title, tone, [line_of(row, tone, act) for row in rows], len(rows)))
    late = len(waiting.work.actions_late) + len(waiting.work.reviews_late)
    return Work(groups, [draft_line(each) for each in waiting.drafts], late=late)


def line_of(row: PlanDue, tone: Tone, act: str) -> Line:
    """A case whose plan waits; its button leads straight to the act."""
    title = tr("{code} · {count} actions", code=row.code, count=row.count) if row.count else row.code
    words = tr("Worker: {name}", name=row.worker) if row.worker else tr("No worker")
    chip = (show_date(row.day), tone) if row.day is not None else None
    step = Next(ACTS[act].label, Lead(PLACE, "act", (row.case_id, act)))
    return Line(title, words, Lead(PLACE, "open", (row.case_id,)), chip, step, row.code)


def draft_line(draft: Draft) -> Line:
    """A half-written form, and where it goes on."""
    title, words = drafts.words(draft)
    lead = Lead(PLACE, "act", (int(draft.record_id), drafts.act_of(draft)))
    return Line(title, words, lead, next=Next(N_("Go on"), lead))


PLAN_WORK = Source(read, show)
