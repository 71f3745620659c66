"""What goes into the services of care and comes out of them? Frozen dataclasses, nothing stored here."""

from dataclasses import dataclass
from datetime import date, datetime

from app.health.care.terms import CareOutcome, CareState, Kept, PartnerChoice


@dataclass(frozen=True)
class Service:
    """A kind of care as the office's list has it."""

    code: str
    name: str
    # Months after which somebody asks whether the client is still in care.
    checks: tuple[int, ...] = ()
    # Within how many hours of an exposure it must begin.
    hours: int | None = None
    news: int | None = None


@dataclass(frozen=True)
class NewCare:
    """What somebody is referred to; without a facility the station gives it itself, from that day."""

    service: str
    facility: str = ""
    referred_on: date | None = None
    exposed_at: datetime | None = None
    note: str = ""


@dataclass(frozen=True)
class CareFacts:
    """What a step may need."""

    on: date | None = None
    outcome: CareOutcome | None = None
    note: str = ""


@dataclass(frozen=True)
class CheckInfo:
    """A check after some months."""

    id: int
    months: int
    due_on: date
    due: bool
    kept: Kept | None
    checked_on: date | None


@dataclass(frozen=True)
class CareInfo:
    """Care as the client's page shows it."""

    id: int
    service: str
    service_name: str
    facility: str
    state: CareState
    referred_on: date
    news_by: date | None
    news_late: bool
    begin_by: datetime | None
    # Post-exposure prophylaxis that has not begun: still in time, or no longer.
    urgent: bool
    too_late: bool
    arrived_on: date | None
    ended_on: date | None
    outcome: CareOutcome | None
    note: str
    checks: tuple[CheckInfo, ...] = ()


@dataclass(frozen=True)
class PartnerInfo:
    """A choice about partners."""

    id: int
    choice: PartnerChoice
    chosen_on: date
    done_on: date | None


@dataclass(frozen=True)
class CareOfClient:
    """All of it for one client."""

    care: tuple[CareInfo, ...] = ()
    partners: tuple[PartnerInfo, ...] = ()


@dataclass(frozen=True)
class CareDue:
    """What the day's work says of care: a code and a day, never the kind of care."""

    care_id: int
    client_id: int
    code: str
    on: date
    at: datetime | None = None
    months: int = 0
