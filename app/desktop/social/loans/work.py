"""What do the loans give to the day's work? What is late, what is due within a week, applications that wait."""

from dataclasses import dataclass
from datetime import date

from app.common.dates import show_date
from app.common.drafts import Draft
from app.common.i18n import N_, tr
from app.common.money import show_dong
from app.common.permissions import may
from app.desktop.records.leads import Lead
from app.desktop.social.loans.columns import STATE_TONES, overdue_words
from app.desktop.social.loans.drafts import DRAFTS, words
from app.desktop.theme import Tone
from app.desktop.today.source import OVERDUE, TITLES, Group, Line, Next, Source, Work, draft_line
from app.social.loans.declared import LoanFilter
from app.social.loans.queries import LoanWork, work_today
from app.social.loans.rules import ACTS, WAITING
from app.social.loans.terms import STATE_NAMES
from app.social.loans.values import LoanRow
from app.vault.session import Session

PLACE = "loans"
NO_WORK = LoanWork((), (), (), {})


@dataclass(frozen=True)
class Waiting:
    """What was read."""

    work: LoanWork
    drafts: tuple[Draft, ...] = ()


def read(session: Session) -> Waiting:
    """Off the window's thread; a viewer has no work here."""
    if not may(session, "loans.open"):
        return Waiting(NO_WORK)
    return Waiting(work_today(session), tuple(DRAFTS.read(session)))


def show(session: Session, waiting: Waiting) -> Work:
    """The same in words."""
    work, today = waiting.work, session.today()
    late, soon = work.counts.get("late", 0), work.counts.get("soon", 0)
    groups = [
        Group(OVERDUE, TITLES[OVERDUE], Tone.BAD, [late_line(row) for row in work.late], late,
              Lead(PLACE, "show_filtered", (LoanFilter(late=True),))),
        Group("loans_soon", N_("Instalments due within 7 days"), Tone.WARN,
              [soon_line(row, today) for row in work.soon], soon),
        Group("loans_waiting", N_("Loan applications under way"), Tone.NEUTRAL,
              [waiting_line(row) for row in work.waiting], work.counts.get("waiting", 0),
              Lead(PLACE, "show_filtered", (LoanFilter(states=frozenset(WAITING)),))),
    ]  # fmt: skip
    due = sum(row.next_due_on == today for row in work.soon)
    offered = [draft_line(words(draft), Lead(PLACE, "resume_draft", (draft,))) for draft in waiting.drafts]
    return Work([group for group in groups if group.lines], offered, late=late, due=due)


def late_line(row: LoanRow) -> Line:
    """A loan with arrears: how much, for how long."""
    told = tr("Loan with {amount} đ in arrears", amount=show_dong(row.arrears))
    return _line(row, told, (overdue_words(row.overdue_days), Tone.BAD))


def soon_line(row: LoanRow, today: date) -> Line:
    """A loan with an instalment in the days to come."""
    told = tr("Loan: {amount} đ due", amount=show_dong(row.next_due_amount))
    day = row.next_due_on
    if day is None:
        return _line(row, told, None)
    return _line(row, told, (show_date(day), Tone.WARN if day == today else Tone.NEUTRAL))


def waiting_line(row: LoanRow) -> Line:
    """An application, and what follows."""
    return _line(row, row.programme_name, (tr(STATE_NAMES[row.state]), STATE_TONES[row.state]))


def _line(row: LoanRow, told: str, chip: tuple[str, Tone] | None) -> Line:
    step, button = row.next_step, None
    if step is not None and step.allowed:
        button = Next(step.label, Lead(PLACE, "act" if step.name in ACTS else "step", (row.id, step.name)))
    return Line(f"{row.number} · {row.case}", told, Lead(PLACE, "open", (row.id,)), chip, button, row.number)


LOAN_WORK = Source(read, show)
