"""What do visits give to the day's work? Those not written up, those of today and of the week, half-typed acts."""

from dataclasses import dataclass

from app.common.dates import show_date
from app.common.drafts import Draft
from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.records.leads import Lead
from app.desktop.theme import Tone
from app.desktop.today.source import Group, Line, Next, Source, Work
from app.desktop.visits import drafts
from app.desktop.visits.drafts import DRAFTS
from app.social.visits.queries import VisitFilter, VisitWork, work_today
from app.social.visits.rules import ACTS
from app.social.visits.terms import WAY_NAMES
from app.social.visits.values import VisitRow
from app.vault.session import Session

PLACE = "visits"
LATE = Lead(PLACE, "show_filtered", (VisitFilter(late=True),))
GROUPS: tuple[tuple[str, str, Tone, Lead | None], ...] = (
    ("late", N_("Visits whose day is over, not written up"), Tone.BAD, LATE),
    ("today", N_("Visits today"), Tone.WARN, None),
    ("week", N_("Visits in the next seven days"), Tone.NEUTRAL, None),
)


@dataclass(frozen=True)
class Waiting:
    """What waits, and what was left half typed."""

    work: VisitWork
    drafts: tuple[Draft, ...]


def read(session: Session) -> Waiting:
    """Asked off the window's thread."""
    if not may(session, "visits.open"):
        return Waiting(VisitWork((), (), ()), ())
    return Waiting(work_today(session), tuple(each for each in DRAFTS.read(session) if drafts.is_mine(each)))


def show(_session: Session, waiting: Waiting) -> Work:
    """The same in words."""
    groups = []
    for key, title, tone, every in GROUPS:
        rows: tuple[VisitRow, ...] = getattr(waiting.work, key)
        if rows:
            groups.append(Group(f"visits_{key}", title, tone, [line_of(row, tone) for row in rows], len(rows), every))
    late, due = len(waiting.work.late), len(waiting.work.today)
    return Work(groups, [draft_line(each) for each in waiting.drafts], late=late, due=due)


def line_of(row: VisitRow, tone: Tone) -> Line:
    """A visit; its button leads straight to what is done about it."""
    act = "visit_move" if tone is Tone.NEUTRAL else "visit_done"
    hour = f"{row.planned_at:%H:%M}" if row.planned_at else ""
    title = " · ".join(part for part in (row.number, tr(WAY_NAMES[row.way]), hour) if part)
    words = " · ".join(part for part in (row.worker, row.village) if part)
    step = Next(ACTS[act].label, Lead(PLACE, "act", (row.id, act)))
    return Line(title, words, Lead(PLACE, "open", (row.id,)), (show_date(row.day), tone), step, row.number)


def draft_line(draft: Draft) -> Line:
    """A half-typed act: it goes on where it was typed, at the visit or on the page of the case."""
    title, words = drafts.words(draft)
    visit, act = drafts.visit_of(draft), drafts.base(draft.form)
    lead = Lead(PLACE, "act", (visit, act)) if visit is not None else Lead("cases", "act", (int(draft.record_id), act))
    return Line(title, words, lead, next=Next(N_("Go on"), lead))


VISIT_WORK = Source(read, show)
