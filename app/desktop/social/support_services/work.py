"""What do support services give to the day's work? Answers and outcomes awaited, checks on jobs, trainings that end."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.common.drafts import Draft
from app.common.i18n import tr
from app.common.permissions import may
from app.desktop.records.leads import Lead
from app.desktop.social.support_services import drafts
from app.desktop.social.support_services.drafts import step_label
from app.desktop.social.support_services.job_checks import months_words
from app.desktop.social.support_services.words import PLACE, left_words
from app.desktop.theme import Tone
from app.desktop.today.source import OVERDUE, TITLES, TODAY, WEEK, Group, Line, Next, Source, Work, draft_line
from app.social.support_services import queries
from app.social.support_services.declared import ServiceFilter
from app.social.support_services.terms import DUE_NAMES, KIND_NAMES, Due
from app.social.support_services.values import DueRow
from app.vault.people import Level
from app.vault.session import Session

MOST = 20
# What the button of a line asks for; what is not here opens the page, where the answer decides the step.
_ASKS = {Due.CHECK: "check", Due.ATTENDANCE: "attend", Due.START: "start", Due.GIVE: "give", Due.APPROVE: "approve"}


@dataclass(frozen=True)
class Waiting:
    """What is due by the end of the week."""

    rows: tuple[DueRow, ...] = ()
    drafts: tuple[Draft, ...] = ()


def sunday(today: date) -> date:
    """The last day of the week."""
    return today + timedelta(days=6 - today.weekday())


def read(session: Session) -> Waiting:
    """Asked off the window's thread: of one's own cases, for a lead of all."""
    if not may(session, "services.edit"):
        return Waiting()
    lead = session.account.level is Level.LEAD
    found = queries.due(session, sunday(session.today()), None if lead else session.account.id)
    # What only the lead decides is the lead's work.
    rows = tuple(row for row in found if lead or row.due_for is not Due.APPROVE)
    return Waiting(rows, tuple(drafts.DRAFTS.read(session)))


def show(session: Session, waiting: Waiting) -> Work:
    """The same in words."""
    today = session.today()
    late = [row for row in waiting.rows if row.due_on < today]
    due = [row for row in waiting.rows if row.due_on == today]
    week = [row for row in waiting.rows if row.due_on > today]
    own = None if session.account.level is Level.LEAD else session.account.id
    groups = [
        Group(OVERDUE, TITLES[OVERDUE], Tone.BAD, [line(row, today) for row in late[:MOST]], len(late),
              Lead(PLACE, "show_filtered", (ServiceFilter(late=True, worker_id=own),))),
        Group(TODAY, TITLES[TODAY], Tone.WARN, [line(row, today) for row in due[:MOST]], len(due)),
        Group(WEEK, TITLES[WEEK], Tone.NEUTRAL, [line(row, today) for row in week[:MOST]], len(week),
              Lead(PLACE, "show_filtered",
                   (ServiceFilter(due_until=sunday(today), worker_id=own),))),
    ]  # fmt: skip
    offered = [draft_line(drafts.words(draft), Lead(PLACE, "resume_draft", (draft,))) for draft in waiting.drafts]
    return Work([group for group in groups if group.lines], offered, late=len(late), due=len(due))


def line(row: DueRow, today: date) -> Line:
    """What is awaited, of which service and case; its button asks for it where one step answers it."""
    what = tr(DUE_NAMES[row.due_for])
    if row.months is not None:
        what = tr("Ask after {months}: is the job kept?", months=months_words(row.months))
    name = _ASKS.get(row.due_for)
    verb = "act" if name in ("check", "attend") else "step"
    step = Next(step_label(name), Lead(PLACE, verb, (row.service_id, name))) if name else None
    words = f"{tr(KIND_NAMES[row.kind])} · {row.case}"
    lead = Lead(PLACE, "open", (row.service_id,))
    return Line(f"{row.number} · {what}", words, lead, left_words(row.due_on, today), step, row.number)


SERVICE_WORK = Source(read, show)
