"""Which columns does the list of loans have, and how do instalments and arrears read?"""

from collections.abc import Callable

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.common.money import show_dong
from app.common.text import highlight_spans
from app.desktop.theme import Tone
from app.desktop.widgets import Column
from app.social.loans.models import Sort
from app.social.loans.terms import STATE_NAMES, LoanState
from app.social.loans.values import LoanRow
from app.vault.session import Session

GIVEN_UP = ("overdue", "amount", "next", "state")
ORDERS: dict[str, tuple[Sort, Sort | None]] = {
    "number": (Sort.NUMBER, Sort.NEWEST),
    "next": (Sort.DUE, None),
}
STATE_TONES: dict[LoanState, Tone] = {
    LoanState.DRAFT: Tone.NEUTRAL,
    LoanState.SUBMITTED: Tone.INFO,
    LoanState.APPRAISED: Tone.INFO,
    LoanState.DISBURSED: Tone.WARN,
    LoanState.REPAYING: Tone.WARN,
    LoanState.SETTLED: Tone.GOOD,
    LoanState.REFUSED: Tone.BAD,
    LoanState.WITHDRAWN: Tone.NEUTRAL,
    LoanState.WRITTEN_OFF: Tone.BAD,
}


def columns(session: Session, words: Callable[[], str]) -> list[Column[LoanRow]]:
    """The columns; `words` are those of the quick search, marked where they are found."""
    return [
        Column("number", N_("Number"), lambda row: row.number, 88, look="strong", sortable=True,
               spans=lambda row: highlight_spans(row.number, words())),
        Column("about", N_("Case and programme"), about, 128, stretch=True,
               spans=lambda row: highlight_spans(about(row), words())),
        Column("state", N_("State"), lambda row: tr(STATE_NAMES[row.state]), 178,
               tone=lambda row: STATE_TONES[row.state]),
        Column("amount", N_("Amount"), lambda row: show_dong(row.amount) if row.amount else "", 104,
               right=True),
        Column("next", N_("Next instalment"), next_words, 184, sortable=True),
        Column("arrears", N_("Arrears"), lambda row: show_dong(row.arrears) if row.arrears else "", 104,
               tone=lambda row: Tone.BAD if row.arrears else None),
        Column("overdue", N_("Days overdue"), lambda row: str(row.overdue_days) if row.overdue_days else "", 108,
               right=True),
    ]  # fmt: skip


def about(row: LoanRow) -> str:
    """Whose loan it is, by the code of the case, and of which programme."""
    return f"{row.case} · {row.programme_name}"


def next_words(row: LoanRow) -> str:
    """The day and the amount of what is due next."""
    if row.next_due_on is None:
        return ""
    return f"{show_date(row.next_due_on)} · {show_dong(row.next_due_amount)}"


def overdue_words(days: int) -> str:
    """For how long something is late."""
    return tr("Overdue by 1 day") if days == 1 else tr("Overdue by {days} days", days=days)


def tip(row: LoanRow, key: str) -> str:
    """What a cell says when the pointer rests on it."""
    if key == "state" and row.next_step is not None:
        return tr("Next: {step}", step=tr(row.next_step.label))
    if key in ("arrears", "overdue") and row.arrears:
        return f"{overdue_words(row.overdue_days)}: {show_dong(row.arrears)} đ"
    return about(row) if key == "about" else ""
