"""What is an item of the supplies? Its fields, each said once, and who may do what; nothing in it names anybody."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement

from app.common.conditions import codes, yes
from app.common.i18n import N_
from app.common.records import fields as f
from app.common.records.declared import May, OwnFilter, Records
from app.common.records.filters import YES, filter_of
from app.health.supplies.models import SupplyItem
from app.health.supplies.terms import KIND, LEVEL_NAMES, MOST, MOVE_NAMES, NEVER, SOON, TYPE_NAMES, Level, SupplyType
from app.vault.compartments import Compartment
from app.vault.session import Session


@dataclass(frozen=True)
class ItemEntry:
    """An item as it is entered. `low_level` 0: nobody watches it."""

    name: str
    unit: str
    type: SupplyType = SupplyType.OTHER
    low_level: int = 0
    note: str = ""


class Sort(StrEnum):
    """The orders of the list."""

    NAME = "name"
    NUMBER = "number"
    LEFT = "left"
    MOST = "most"
    EXPIRES = "expires"  # what expires first


@dataclass(frozen=True)
class _Watched(f.Whole):
    """0 is nothing, in an export too."""

    def cell(self, value: Any, lists: f.Lists) -> Any:
        return value or None


@dataclass(frozen=True)
class _End(f.Day):
    """A day that never comes is none."""

    def loaded(self, stored: Any) -> date | None:
        return None if stored == NEVER else stored


def _at_level(session: Session, level: Level) -> ColumnElement[bool]:
    match level:
        case Level.LOW:
            return SupplyItem.low.is_(True)
        case Level.OUT:
            return SupplyItem.left == 0
        case Level.EXPIRING:
            return SupplyItem.first_expires_on <= session.today() + timedelta(days=SOON)
    return SupplyItem.first_expires_on < session.today()


# fmt: off
FIELDS: tuple[f.Field, ...] = (
    f.Text("number", N_("Number"), audit=f.SILENT, entered=False, export=10, documents=f.BOTH),
    f.Text("name", N_("Name of the item"), audit=f.CLEAR, required=True, export=44, documents=f.BOTH),
    f.Coded("type", N_("Type of supplies"), TYPE_NAMES, audit=f.CLEAR, required=True, export=24, documents=f.BOTH,
            filter=f.AnyOf("types")),
    f.Text("unit", N_("Unit of count"), audit=f.CLEAR, required=True, export=12, documents=f.BOTH,
           hint=N_("One piece, such as chiếc, tờ, bộ.")),
    f.Whole("left", N_("In stock"), audit=f.SILENT, entered=False, export=12, documents=f.BOTH),
    _Watched("low_level", N_("Low below"), audit=f.CLEAR, export=12, documents=f.BOTH, most=MOST, blank=True,
             unknown=True, hint=N_("Below this it stands in the day's work; left empty: nobody watches it.")),
    f.YesNo("low", LEVEL_NAMES[Level.LOW], audit=f.SILENT, entered=False, documents=f.BOTH),
    _End("first_expires_on", N_("First to expire"), audit=f.SILENT, entered=False, export=14, documents=f.LIST),
    f.YesNo("active", N_("In use"), audit=f.CLEAR, entered=False, documents=f.BOTH),
    f.Text("note", N_("Note"), audit=f.LOCKED, lines=3),
)
# fmt: on

SUPPLY_ITEMS: Records[SupplyItem, ItemEntry] = Records(
    KIND,
    Compartment.HEALTH,
    SupplyItem,
    ItemEntry,
    FIELDS,
    orders={
        Sort.NAME: ((SupplyItem.sort_key, SupplyItem.id), False),
        Sort.NUMBER: ((SupplyItem.seq,), False),
        Sort.LEFT: ((SupplyItem.left, SupplyItem.id), False),
        Sort.MOST: ((SupplyItem.left, SupplyItem.id), True),
        Sort.EXPIRES: ((SupplyItem.first_expires_on, SupplyItem.id), False),
    },
    usual=Sort.NUMBER,
    may=May(f"{KIND}.list", enter=f"{KIND}.items", export=f"{KIND}.export"),
    one=N_("Item of the supplies"),
    many=N_("Supplies"),
    none_such=N_("There is no such item among the supplies."),
    no_number=N_("There is no item with the number {number}."),
    own_filters=(
        OwnFilter(
            "level",
            Level | None,
            None,
            _at_level,
            typed=lambda _session, text: next(iter(codes(Level, {"level": text}, "level")), None),
            takes=", ".join(Level),
            loaded=Level,
        ),
        OwnFilter(
            "unused",
            bool,
            False,
            lambda _session, unused: SupplyItem.active.is_(not unused),
            typed=lambda _session, text: yes(text),
            takes=YES,
        ),
    ),
    bin="",
    whole=lambda _session, where: [SupplyItem.active.is_(not where.unused)],
)
SupplyFilter = filter_of(SUPPLY_ITEMS)
FIELD_NAMES = SUPPLY_ITEMS.labels | MOVE_NAMES
