"""Which columns does the list of clients have, what stands in each cell, and which go first when it is narrow?"""

from collections.abc import Callable

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.common.text import highlight_spans
from app.desktop.health.clients.words import STATE_TONES, URGENT, coming, coming_tone, safe_words
from app.desktop.widgets import Column
from app.health.clients.declared import ClientRow, Sort
from app.health.clients.terms import AGE_BAND_NAMES, SEX_NAMES, SOURCE_NAMES, STATE_NAMES, AgeBand
from app.vault.session import Session

# A narrow list gives these up, in this order; the opened record shows them all.
GIVEN_UP = ("source", "first", "last", "who", "safe", "due")
ORDERS: dict[str, tuple[Sort, Sort | None]] = {
    "flags": (Sort.RANK, None),
    "code": (Sort.CODE, None),
    "due": (Sort.DUE, None),
    "last": (Sort.LAST, None),
    "first": (Sort.NEWEST, None),
}


def columns(session: Session, words: Callable[[], str]) -> list[Column[ClientRow]]:
    """The columns; `words` are those of the quick search, marked where they are found."""
    today = session.today
    return [
        Column("flags", N_("Flags"), lambda row: "", 48, icons=lambda row: [("warn", "bad")] if row.urgent else [],
               sortable=True, tight=True),
        Column("code", N_("Code"), lambda row: row.code, 108, look="strong", sortable=True,
               spans=lambda row: highlight_spans(row.code, words())),
        Column("state", N_("State"), lambda row: tr(STATE_NAMES[row.state]), 136,
               tone=lambda row: STATE_TONES[row.state]),
        Column("due", N_("Expected"), lambda row: coming(row.next_visit_on, today()), 140, sortable=True,
               tone=lambda row: coming_tone(row.next_visit_on, today())),
        Column("safe", N_("Safe contact"), lambda row: safe_words(row.safe_way, row.safe_when), 180, stretch=True),
        Column("who", N_("Sex, age"), who, 108),
        Column("last", N_("Last here"), lambda row: show_date(row.last_visit_on), 136, sortable=True),
        Column("first", N_("First visit"), lambda row: show_date(row.first_on), 132, sortable=True),
        Column("source", N_("Came through"), lambda row: tr(SOURCE_NAMES[row.source]), 160),
    ]  # fmt: skip


# A cell is narrow: the figures say what the words of the opened record say.
AGE_FIGURES: dict[AgeBand, str] = {
    AgeBand.UNDER_15: "< 15",
    AgeBand.TO_19: "15–19",
    AgeBand.TO_24: "20–24",
    AgeBand.TO_49: "25–49",
    AgeBand.FROM_50: "≥ 50",
}


def who(row: ClientRow) -> str:
    """What care needs to know at a glance."""
    parts = (tr(SEX_NAMES[row.sex]) if row.sex else "", AGE_FIGURES[row.age_band] if row.age_band else "")
    return " · ".join(part for part in parts if part)


def second_line(row: ClientRow) -> str:
    """Under the code where the list is narrow; it begins as the main column does."""
    return " · ".join(part for part in (safe_words(row.safe_way, row.safe_when), who(row)) if part)


def tip(row: ClientRow, key: str) -> str:
    """What a cell says when the pointer rests on it."""
    if key == "flags":
        return tr(URGENT) if row.urgent else ""
    if key == "safe":
        return safe_words(row.safe_way, row.safe_when)
    if key == "who" and row.age_band is not None:
        return tr(AGE_BAND_NAMES[row.age_band])
    if key == "source":
        return tr(SOURCE_NAMES[row.source])
    if key == "state" and row.next_step is not None:
        return tr("Next: {step}", step=tr(row.next_step.label))
    return ""
