"""Which columns does the list of group sessions have?"""

from collections.abc import Callable

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.common.money import show_dong
from app.common.text import highlight_spans
from app.desktop.widgets import Column
from app.health.group_sessions.queries import Sort
from app.health.group_sessions.terms import AUDIENCE_NAMES, FIELD_NAMES, FORM_NAMES
from app.health.group_sessions.values import SessionRow
from app.vault.session import Session

GIVEN_UP = ("tests", "village", "number", "audience", "form")
ORDERS: dict[str, tuple[Sort, Sort | None]] = {
    "on": (Sort.NEWEST, Sort.OLDEST),
    "reached": (Sort.REACHED, None),
}


def columns(_session: Session, words: Callable[[], str]) -> list[Column[SessionRow]]:
    """The columns; `words` are those of the quick search, marked where they are found."""
    return [
        Column("on", FIELD_NAMES["on"], lambda row: show_date(row.on), 104, look="strong", sortable=True),
        Column("place", FIELD_NAMES["place"], lambda row: row.place, 150, stretch=True,
               spans=lambda row: highlight_spans(row.place, words())),
        Column("form", FIELD_NAMES["form"], lambda row: tr(FORM_NAMES[row.form]), 168),
        Column("reached", N_("People there"), lambda row: show_dong(row.reached), 96, sortable=True),
        Column("audience", FIELD_NAMES["audience"], lambda row: tr(AUDIENCE_NAMES[row.audience]), 210),
        Column("village", N_("Village"), lambda row: row.village, 110),
        Column("tests", N_("Number of tests"), lambda row: show_dong(row.tests) if row.tests else "", 96),
        Column("number", N_("Number"), lambda row: row.number, 92,
               spans=lambda row: highlight_spans(row.number, words())),
    ]  # fmt: skip
