"""Which columns does the list of counselling sessions have? Codes and days; nothing of what was said."""

from collections.abc import Callable

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.common.text import highlight_spans
from app.desktop.theme import Tone
from app.desktop.widgets import Column
from app.health.counselling.queries import SessionRow, Sort
from app.health.counselling.terms import FIELD_NAMES
from app.vault.session import Session

GIVEN_UP = ("instruments", "minutes", "counsellor", "next")
ORDERS: dict[str, tuple[Sort, Sort | None]] = {
    "number": (Sort.NUMBER, None),
    "held": (Sort.OLDEST, Sort.NEWEST),
    "next": (Sort.NEXT, None),
}
ALERT = N_("Alert open")


def columns(_session: Session, words: Callable[[], str]) -> list[Column[SessionRow]]:
    """The columns; `words` are those of the quick search, marked where they are found."""
    return [
        Column("number", N_("Number"), lambda row: row.number, 96, look="strong", sortable=True,
               spans=lambda row: highlight_spans(row.number, words())),
        Column("client", FIELD_NAMES["client"], lambda row: row.client, 112,
               spans=lambda row: highlight_spans(row.client, words())),
        Column("held", FIELD_NAMES["held_on"], lambda row: show_date(row.held_on), 132, sortable=True),
        Column("counsellor", FIELD_NAMES["counsellor_id"], lambda row: row.counsellor, 150, stretch=True),
        Column("minutes", FIELD_NAMES["minutes"], lambda row: str(row.minutes or ""), 76, right=True),
        Column("instruments", FIELD_NAMES["instruments"], lambda row: str(row.instruments or ""), 96, right=True),
        Column("next", FIELD_NAMES["next_visit_on"],
               lambda row: show_date(row.next_visit_on) if row.next_visit_on else "", 116, sortable=True),
        Column("alert", N_("Alert"), lambda row: tr(ALERT) if row.alert_open else "", 136,
               tone=lambda row: Tone.BAD if row.alert_open else None),
    ]  # fmt: skip


def second_line(row: SessionRow) -> str:
    """Under the number where the list is narrow."""
    return row.counsellor
