"""Which columns does the list of tests have? Codes, days, how far each is; never a result."""

from collections.abc import Callable

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.common.text import highlight_spans
from app.desktop.health.screenings.words import STATE_TONES
from app.desktop.theme import Tone
from app.desktop.widgets import Column
from app.health.screenings.queries import ScreeningRow, Sort
from app.health.screenings.terms import FIELD_NAMES, SHOWN_NAMES, Shown
from app.vault.session import Session

GIVEN_UP = ("sample", "asked", "due", "client")
ORDERS: dict[str, tuple[Sort, Sort | None]] = {
    "number": (Sort.NUMBER, None),
    "asked": (Sort.OLDEST, Sort.NEWEST),
    "due": (Sort.DUE, None),
}
DUE = N_("Due since")


def columns(_session: Session, words: Callable[[], str]) -> list[Column[ScreeningRow]]:
    """The columns; `words` are those of the quick search, marked where they are found."""
    return [
        Column("number", N_("Number"), lambda row: row.number, 96, look="strong", sortable=True,
               spans=lambda row: highlight_spans(row.number, words())),
        Column("client", FIELD_NAMES["client"], lambda row: row.client, 112,
               spans=lambda row: highlight_spans(row.client, words())),
        Column("test", FIELD_NAMES["test"], lambda row: row.test, 150, stretch=True),
        Column("state", N_("State"), lambda row: tr(SHOWN_NAMES[row.state]), 196,
               tone=lambda row: STATE_TONES[row.state]),
        Column("due", DUE, lambda row: show_date(row.due_on) if row.due_on else "", 112, sortable=True,
               tone=lambda row: Tone.BAD if row.late and row.state is not Shown.CONSENTED else None),
        Column("asked", FIELD_NAMES["asked_on"], lambda row: show_date(row.asked_on), 116, sortable=True),
        Column("sample", FIELD_NAMES["sample_on"], lambda row: show_date(row.sample_on) if row.sample_on else "", 112),
    ]  # fmt: skip


def second_line(row: ScreeningRow) -> str:
    """Under the number where the list is narrow."""
    return row.test
