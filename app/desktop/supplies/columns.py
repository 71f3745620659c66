"""Which columns does the list of supplies have?"""

from collections.abc import Callable

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.common.text import highlight_spans
from app.desktop.supplies.words import amount, end_tone
from app.desktop.theme import Tone
from app.desktop.widgets import Column
from app.health.supplies.queries import Sort
from app.health.supplies.terms import FIELD_NAMES, LEVEL_NAMES, TYPE_NAMES, Level
from app.health.supplies.values import SupplyRow
from app.vault.session import Session

GIVEN_UP = ("type", "level", "expires", "number")
ORDERS: dict[str, tuple[Sort, Sort | None]] = {
    "number": (Sort.NUMBER, None),
    "name": (Sort.NAME, None),
    "left": (Sort.LEFT, Sort.MOST),
    "expires": (Sort.EXPIRES, None),
}


def level_of(row: SupplyRow) -> Level | None:
    """What the list says beside the amount: none left, or running low."""
    if not row.left:
        return Level.OUT
    return Level.LOW if row.low else None


def columns(session: Session, words: Callable[[], str]) -> list[Column[SupplyRow]]:
    """The columns; `words` are those of the quick search, marked where they are found."""
    today = session.today
    return [
        Column("number", N_("Number"), lambda row: row.number, 84, look="strong", sortable=True,
               spans=lambda row: highlight_spans(row.number, words())),
        Column("name", FIELD_NAMES["name"], lambda row: row.name, 150, stretch=True, sortable=True,
               spans=lambda row: highlight_spans(row.name, words())),
        Column("left", FIELD_NAMES["left"], lambda row: amount(row.left, row.unit), 122, sortable=True),
        Column("level", N_("Stock level"), _level_words, 110, tone=_level_tone),
        Column("expires", N_("First to expire"), lambda row: _day(row), 142, sortable=True,
               tone=lambda row: end_tone(row.first_expires_on, today())),
        Column("type", FIELD_NAMES["type"], lambda row: tr(TYPE_NAMES[row.type]), 150),
    ]  # fmt: skip


def _day(row: SupplyRow) -> str:
    return show_date(row.first_expires_on) if row.first_expires_on else ""


def _level_words(row: SupplyRow) -> str:
    level = level_of(row)
    return tr(LEVEL_NAMES[level]) if level is not None else ""


def _level_tone(row: SupplyRow) -> Tone | None:
    level = level_of(row)
    if level is None:
        return None
    return Tone.BAD if level is Level.OUT and row.low_level else Tone.WARN if level is Level.LOW else Tone.NEUTRAL


def tip(row: SupplyRow, key: str) -> str:
    """From what level on it runs low."""
    if key == "level" and row.low_level:
        return tr("Low below {amount}", amount=amount(row.low_level, row.unit))
    return ""
