"""What goes into the services of counselling and comes out of them? Frozen dataclasses, nothing stored here."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.common.records.opened import Event
from app.common.steps import Possible
from app.health.counselling.terms import State
from app.health.instruments.scoring import Scored


@dataclass(frozen=True)
class NewTaken:
    """An instrument as it was filled in: an answer of 0 to 3 for each question, None where there is none."""

    instrument: str
    answers: tuple[int | None, ...]
    difficulty: int | None = None


@dataclass(frozen=True)
class NewSession:
    """A session as a person enters it. `minutes` None is not known; no counsellor is whoever enters it."""

    held_on: date
    minutes: int | None = None
    counsellor_id: str | None = None
    topics: tuple[str, ...] = ()
    taken: tuple[NewTaken, ...] = ()
    agreed: str = ""
    follow_up: str = ""
    next_visit_on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Changed:
    """What a service tells of a session after a change. `alerts` are those that it raised."""

    id: int
    number: str
    client_id: int
    version: int
    state: State
    action: str
    alerts: tuple[int, ...] = ()


@dataclass(frozen=True)
class TakenInfo:
    """An instrument that was taken, with the score and the band as they were reckoned then."""

    id: int
    instrument: str
    edition: str
    answers: tuple[int | None, ...]
    difficulty: int | None
    scored: Scored


@dataclass(frozen=True)
class AlertInfo:
    """A self-harm alert: raised with a session, open until somebody has noted what was done."""

    id: int
    client_id: int
    client: str
    session_id: int
    number: str
    raised_at: datetime
    raised_by: str
    noted_at: datetime | None = None
    noted_by: str = ""
    done: str = ""

    @property
    def open(self) -> bool:
        return self.noted_at is None


@dataclass(frozen=True)
class VersionInfo:
    """A session as it stood before it was corrected."""

    version: int
    at: datetime
    by: str
    reason: str
    record: Any


@dataclass(frozen=True)
class SessionDetail:
    """A session as it opens."""

    id: int
    number: str
    version: int
    state: State
    client_id: int
    client: str
    facts: NewSession
    counsellor: str
    topics: tuple[str, ...]
    taken: tuple[TakenInfo, ...]
    alerts: tuple[AlertInfo, ...]
    recorded_at: datetime
    recorded_by: str
    versions: tuple[VersionInfo, ...] = ()
    timeline: tuple[Event, ...] = ()
    steps: tuple[Possible, ...] = ()
    acts: tuple[Possible, ...] = ()
    next_step: Possible | None = None
    undoable: None = None
    # Whom the office would call, as long as an alert is open.
    contacts: tuple[str, ...] = ()
