"""What do the plans of cases give to the day's work? Actions past their day, reviews due, plans half written."""

from dataclasses import dataclass
from datetime import date

from app.common.dates import show_date
from app.common.drafts import Draft
from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.records.leads import Lead
from app.desktop.social.support_plans import drafts
from app.desktop.social.support_plans.drafts import DRAFTS
from app.desktop.social.visits.words import late_words
from app.desktop.theme import Tone
from app.desktop.today.source import OVERDUE, TITLES, TODAY, WEEK, Group, Line, Next, Source, Work
from app.social.support_plans.queries import PlanDue, PlanWork, work_today
from app.social.support_plans.rules import ACTS
from app.vault.session import Session

PLACE = "cases"
# The part of the work, the group of the day's work that it stands in with its title, its words, the act it leads to.
GROUPS: tuple[tuple[str, str, str, Tone, str, str], ...] = (
    ("actions_late", OVERDUE, TITLES[OVERDUE], Tone.BAD, N_("{code} · {count} actions of the plan"),
     "plan_action_done"),
    ("reviews_late", OVERDUE, TITLES[OVERDUE], Tone.BAD, N_("{code} · review of the plan"), "plan_review"),
    ("reviews_today", TODAY, TITLES[TODAY], Tone.WARN, N_("{code} · review of the plan"), "plan_review"),
    ("reviews_soon", WEEK, TITLES[WEEK], Tone.NEUTRAL, N_("{code} · review of the plan"), "plan_review"),
    ("to_agree", "plans_to_agree", N_("Support plans to agree on"), Tone.NEUTRAL,
     N_("{code} · support plan being written"), "plan_agree"),
)  # fmt: skip


@dataclass(frozen=True)
class Waiting:
    """What waits, and what was left half typed."""

    work: PlanWork
    drafts: tuple[Draft, ...]


def read(session: Session) -> Waiting:
    """Asked off the window's thread; plans are read by those who open cases."""
    if not may(session, "cases.open"):
        return Waiting(PlanWork((), (), (), (), ()), ())
    return Waiting(work_today(session), tuple(each for each in DRAFTS.read(session) if drafts.is_mine(each)))


def show(session: Session, waiting: Waiting) -> Work:
    """The same in words."""
    groups, today = [], session.today()
    for part, key, title, tone, words, act in GROUPS:
        rows: tuple[PlanDue, ...] = getattr(waiting.work, part)
        if rows:
            lines = [line_of(row, tone, words, act, today) for row in rows]
            groups.append(Group(key, title, tone, lines, len(rows)))
    late = len(waiting.work.actions_late) + len(waiting.work.reviews_late)
    due = len(waiting.work.reviews_today)
    return Work(groups, [draft_line(each) for each in waiting.drafts], late=late, due=due)


def line_of(row: PlanDue, tone: Tone, said: str, act: str, today: date) -> Line:
    """A case whose plan waits; its button leads straight to the act."""
    title = tr(said, code=row.code, count=row.count)
    words = tr("Worker: {name}", name=row.worker) if row.worker else tr("No worker")
    late = tone is Tone.BAD and row.day is not None
    chip = None
    if row.day is not None:
        chip = (late_words(row.day, today) if late else show_date(row.day), tone)
    step = Next(ACTS[act].label, Lead(PLACE, "act", (row.case_id, act)))
    return Line(title, words, Lead(PLACE, "open", (row.case_id,)), chip, step, row.code)


def draft_line(draft: Draft) -> Line:
    """A half-written form, and where it goes on."""
    title, words = drafts.words(draft)
    lead = Lead(PLACE, "act", (int(draft.record_id), drafts.act_of(draft)))
    return Line(title, words, lead, next=Next(N_("Go on"), lead))


PLAN_WORK = Source(read, show)
