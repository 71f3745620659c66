"""Which columns does the list of supplies have?"""

from collections.abc import Callable

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.common.text import highlight_spans
from app.desktop.health.supplies.words import amount, end_tone
from app.desktop.theme import Tone
from app.desktop.widgets import Column
from app.health.supplies.queries import Sort
from app.health.supplies.terms import FIELD_NAMES, TYPE_NAMES, Level
from app.health.supplies.values import SupplyRow
from app.vault.session import Session

GIVEN_UP = ("type", "number", "expires")
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
        Column("left", FIELD_NAMES["left"], _left_words, 150, sortable=True, tone=_level_tone),
        Column("expires", N_("First to expire"), lambda row: _day(row), 142, sortable=True,
               tone=lambda row: end_tone(row.first_expires_on, today())),
        Column("type", FIELD_NAMES["type"], lambda row: tr(TYPE_NAMES[row.type]), 150),
    ]  # fmt: skip


def _day(row: SupplyRow) -> str:
    return show_date(row.first_expires_on) if row.first_expires_on else ""


def _left_words(row: SupplyRow) -> str:
    level = level_of(row)
    if level is Level.OUT:
        return tr("none left")
    words = amount(row.left, row.unit)
    return tr("{amount}, running low", amount=words) if level is Level.LOW else words


def _level_tone(row: SupplyRow) -> Tone | None:
    level = level_of(row)
    if level is Level.OUT:
        return Tone.BAD if row.low_level else Tone.NEUTRAL
    return Tone.WARN if level is Level.LOW else None


def tip(row: SupplyRow, key: str) -> str:
    """From what level on it runs low."""
    if key == "left" and row.low_level:
        return tr("Low below {amount}", amount=amount(row.low_level, row.unit))
    return ""
