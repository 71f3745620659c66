"""What do visits give to the day's work? Those not written up, those of today and of the week, half-typed acts."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.common.dates import show_date
from app.common.drafts import Draft
from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.records.leads import Lead
from app.desktop.social.visits import drafts
from app.desktop.social.visits.drafts import DRAFTS
from app.desktop.social.visits.words import late_words
from app.desktop.theme import Tone
from app.desktop.today.source import OVERDUE, TITLES, TODAY, WEEK, Group, Line, Next, Source, Work
from app.social.visits.declared import VisitFilter
from app.social.visits.queries import WEEK as A_WEEK
from app.social.visits.queries import VisitWork, work_today
from app.social.visits.rules import ACTS
from app.social.visits.terms import WAY_NAMES, VisitState
from app.social.visits.values import VisitRow
from app.vault.session import Session

PLACE = "visits"
PLANNED = VisitFilter(states=frozenset({VisitState.PLANNED}))
# The part of the work, and the group of the day's work that it stands in.
GROUPS: tuple[tuple[str, str, Tone], ...] = (
    ("late", OVERDUE, Tone.BAD),
    ("today", TODAY, Tone.WARN),
    ("week", WEEK, Tone.NEUTRAL),
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


def show(session: Session, waiting: Waiting) -> Work:
    """The same in words."""
    groups, today = [], session.today()
    own = None if may(session, "cases.transfer") else session.account.id
    lists = {
        "late": VisitFilter(late=True),
        "today": replace(PLANNED, day_from=today, day_to=today),
        "week": replace(PLANNED, day_from=today + timedelta(days=1), day_to=today + A_WEEK),
    }
    for part, key, tone in GROUPS:
        rows: tuple[VisitRow, ...] = getattr(waiting.work, part)
        if rows:
            lines = [line_of(row, tone, today) for row in rows]
            every = Lead(PLACE, "show_filtered", (replace(lists[part], worker_id=own),))
            groups.append(Group(key, TITLES[key], tone, lines, len(rows), every))
    late, due = len(waiting.work.late), len(waiting.work.today)
    return Work(groups, [draft_line(each) for each in waiting.drafts], late=late, due=due)


def line_of(row: VisitRow, tone: Tone, today: date) -> Line:
    """A visit; its button leads straight to what is done about it."""
    act = "visit_move" if row.day > today else "visit_done"
    hour = f"{row.planned_at:%H:%M}" if row.planned_at else ""
    title = " · ".join(part for part in (row.number, tr("Visit"), tr(WAY_NAMES[row.way]).lower(), hour) if part)
    words = " · ".join(part for part in (row.worker, row.village) if part)
    chip = late_words(row.day, today) if row.day < today else tr("Today") if row.day == today else show_date(row.day)
    step = Next(ACTS[act].label, Lead(PLACE, "act", (row.id, act)))
    return Line(title, words, Lead(PLACE, "open", (row.id,)), (chip, tone), step, row.number)


def draft_line(draft: Draft) -> Line:
    """A half-typed act: it goes on where it was typed, at the visit or on the page of the case."""
    title, words = drafts.words(draft)
    visit, act = drafts.visit_of(draft), drafts.base(draft.form)
    lead = Lead(PLACE, "act", (visit, act)) if visit is not None else Lead("cases", "act", (int(draft.record_id), act))
    return Line(title, words, lead, next=Next(N_("Go on"), lead))


VISIT_WORK = Source(read, show)
