"""What do the shared lists say: villages, premises, catalogues, the office, the calendar, the time limits?

Every function reads inside a session the caller has open (`with session.read() as db:`), so that a unit joins
them to its own records in one consistent view. Lists, calendar and time limits come as they were signed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.common.calendar import WorkCalendar
from app.common.deadlines import DayOff, Rule
from app.common.i18n import N_
from app.common.text import fold
from app.registry import signed
from app.registry.establishments.models import Establishment
from app.registry.models import CalendarDay, CalendarYear, CatalogueItem, DeadlineRule, OfficeFact, Village
from app.vault.people import Unit

ESTABLISHMENT_TYPES = "establishment_types"
DECLINE_GROUNDS = "decline_grounds"
SOURCES = "sources"
AUTHORITIES = "authorities"
VIOLATION_KINDS = "violation_kinds"
CHECKLIST_ITEMS = "checklist_items"
MEASURES = "measures"
SURVEY_GROUPS = "survey_groups"
NEED_KINDS = "need_kinds"
LOAN_PROGRAMMES = "loan_programmes"
HEALTH_SERVICES = "health_services"
COUNSELLING_TOPICS = "counselling_topics"
CRISIS_CONTACTS = "crisis_contacts"
SCREENING_TESTS = "screening_tests"
CONFIRMING_LABORATORIES = "confirming_laboratories"
CATALOGUES = (
    ESTABLISHMENT_TYPES,
    DECLINE_GROUNDS,
    SOURCES,
    AUTHORITIES,
    VIOLATION_KINDS,
    CHECKLIST_ITEMS,
    MEASURES,
    SURVEY_GROUPS,
    NEED_KINDS,
    LOAN_PROGRAMMES,
    HEALTH_SERVICES,
    COUNSELLING_TOPICS,
    CRISIS_CONTACTS,
    SCREENING_TESTS,
    CONFIRMING_LABORATORIES,
)
# How the lists are called, in the order in which they are shown.
CATALOGUE_NAMES: dict[str, str] = {
    DECLINE_GROUNDS: N_("Grounds for declining"),
    AUTHORITIES: N_("Receiving authorities"),
    SOURCES: N_("Ways in which reports come"),
    ESTABLISHMENT_TYPES: N_("Types of establishments"),
    VIOLATION_KINDS: N_("Kinds of violations"),
    CHECKLIST_ITEMS: N_("Checklist of an inspection"),
    MEASURES: N_("Measures after an inspection"),
    SURVEY_GROUPS: N_("Groups of needs surveys"),
    NEED_KINDS: N_("Needs asked in surveys"),
    LOAN_PROGRAMMES: N_("Loan programmes"),
    HEALTH_SERVICES: N_("Kinds of care of the health station"),
    COUNSELLING_TOPICS: N_("Topics of counselling"),
    CRISIS_CONTACTS: N_("Whom to call when somebody may harm themselves"),
    SCREENING_TESTS: N_("Screening tests"),
    CONFIRMING_LABORATORIES: N_("Laboratories that confirm HIV"),
}
# Lists that one unit keeps for itself: its leads alone change them.
KEPT_BY: dict[str, Unit] = dict.fromkeys(
    (COUNSELLING_TOPICS, CRISIS_CONTACTS, SCREENING_TESTS, CONFIRMING_LABORATORIES), Unit.HEALTH
)


@dataclass(frozen=True)
class VillageInfo:
    """A village as lists show it."""

    id: int
    name: str
    active: bool


@dataclass(frozen=True)
class EstablishmentInfo:
    """Premises as a report needs them."""

    id: int
    name: str
    type_code: str
    village_id: int | None
    address: str
    responsible: str
    phone: str
    active: bool


@dataclass(frozen=True)
class Item:
    """An entry of a catalogue, in the office's own words (never translated).

    `facts` is what one list knows beside: of a violation `fine_from`, `fine_to` (đồng) and `organisation_doubles`,
    of a check the `types` of premises that it is for (none: all).
    """

    code: str
    name: str
    active: bool
    basis: str
    verified: bool
    in_force_from: date | None = None
    in_force_to: date | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)

    def in_force(self, day: date) -> bool:
        """Whether the law behind it is in force on that day."""
        return (self.in_force_from or day) <= day <= (self.in_force_to or day)


@dataclass(frozen=True)
class Office:
    """What stands at the head and the foot of a unit's documents; empty where nobody filled it in yet."""

    superior: str = ""
    name: str = ""
    place: str = ""
    signer_title: str = ""
    signer_name: str = ""
    # What follows the number: CAX in 12/TB-CAX.
    symbol: str = ""


@dataclass(frozen=True)
class Day:
    """A day that is not as its weekday says."""

    day: date
    working: bool
    label: str


def villages(db: Orm) -> list[VillageInfo]:
    """The villages in use, in the Vietnamese order."""
    return [village for village in every_village(db) if village.active]


def every_village(db: Orm) -> list[VillageInfo]:
    """The villages in the Vietnamese order, with those that are used no longer."""
    query = select(Village).order_by(Village.sort_key)
    return [VillageInfo(row.id, row.name, row.active) for row in db.scalars(query)]


def village_name(db: Orm, village_id: int | None) -> str:
    """The name of a village, or an empty text when there is none."""
    row = db.get(Village, village_id) if village_id is not None else None
    return row.name if row else ""


def establishments(db: Orm, text: str = "", limit: int = 50) -> list[EstablishmentInfo]:
    """Active premises whose name holds the text, marks or not; for choosing one while typing."""
    query = select(Establishment).where(Establishment.active).order_by(Establishment.sort_key).limit(limit)
    if text.strip():
        query = query.where(Establishment.folded.contains(fold(text), autoescape=True))
    return [_establishment(row) for row in db.scalars(query)]


def establishment(db: Orm, establishment_id: int | None) -> EstablishmentInfo | None:
    """One of the premises, or None."""
    row = db.get(Establishment, establishment_id) if establishment_id is not None else None
    return _establishment(row) if row else None


def _establishment(row: Establishment) -> EstablishmentInfo:
    return EstablishmentInfo(
        row.id, row.name, row.type_code, row.village_id, row.address, row.responsible, row.phone, row.active
    )


def catalogue(db: Orm, name: str) -> list[Item]:
    """A catalogue's entries in use, in the office's order."""
    return [item for item in whole_catalogue(db, name) if item.active]


def in_force(db: Orm, name: str, day: date) -> list[Item]:
    """A catalogue's entries in use whose law is in force on a day, in the office's order."""
    return [item for item in catalogue(db, name) if item.in_force(day)]


def whole_catalogue(db: Orm, name: str) -> list[Item]:
    """A catalogue's entries in the office's order, with those that are used no longer."""
    rows = [row for row in signed.rows(db, CatalogueItem) if row.catalogue == name]
    return [
        Item(
            row.code,
            row.name,
            row.active,
            row.basis,
            row.verified,
            row.in_force_from,
            row.in_force_to,
            dict(row.facts),
        )
        for row in sorted(rows, key=lambda row: (row.position, row.id))
    ]


def item_name(db: Orm, catalogue_name: str, code: str) -> str:
    """What the office calls an entry; the code itself when it is free text."""
    return next((item.name for item in whole_catalogue(db, catalogue_name) if item.code == code), code)


def office(db: Orm, unit: Unit) -> Office:
    """The facts that a unit's documents carry."""
    rows = [row for row in signed.rows(db, OfficeFact) if row.unit == unit.value]
    return replace(Office(), **{row.name: row.value for row in rows})


def calendar_days(db: Orm, year: int) -> list[Day]:
    """The days off and the worked Saturdays of a year."""
    days = [Day(row.day, row.working, row.label) for row in signed.rows(db, CalendarDay) if row.day.year == year]
    return sorted(days, key=lambda day: day.day)


def work_calendar(db: Orm) -> WorkCalendar:
    """The office's working days, as corrected by hand."""
    off: dict[date, str] = {}
    worked: dict[date, str] = {}
    for row in signed.rows(db, CalendarDay):
        (worked if row.working else off)[row.day] = row.label
    years = frozenset(row.year for row in signed.rows(db, CalendarYear))
    return WorkCalendar(off, worked, years)


def deadline_rules(db: Orm) -> list[Rule]:
    """Every time limit ever kept, those no longer in force too."""
    return [Rule.from_json(row.rule) for row in sorted(signed.rows(db, DeadlineRule), key=lambda row: row.id)]


def day_off(db: Orm) -> DayOff:
    """Where the office lets a limit end whose last day is a day off."""
    rows = signed.rows(db, OfficeFact)
    value = next((row.value for row in rows if (row.unit, row.name) == ("office", "day_off")), "")
    return DayOff(value) if value else DayOff.NEXT_WORKING_DAY
