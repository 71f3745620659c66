"""What is entered about a group session, and what is told of it? Numbers, never people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from app.common.steps import Possible
from app.health.group_sessions.terms import Audience, Form, TestKind, Topic

# (sex, age band) → people
Reached = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class SessionEntry:
    """A session as it is entered. `handed_out` is item id → quantity; what is 0 is left out."""

    on: date
    form: Form
    audience: Audience
    place: str
    village_id: int | None = None
    topics: frozenset[Topic] = frozenset()
    reached: Reached = field(default_factory=dict)
    handed_out: Mapping[int, int] = field(default_factory=dict)
    tests: Mapping[TestKind, int] = field(default_factory=dict)
    staff: str = ""
    collaborators: int = 0
    note: str = ""


@dataclass(frozen=True)
class SessionChanged:
    """What a verb did."""

    id: int
    number: str
    version: int
    action: str


@dataclass(frozen=True)
class SessionRow:
    """A line of the list."""

    id: int
    version: int
    number: str
    on: date
    form: Form
    audience: Audience
    place: str
    village: str
    reached: int
    tests: int
    staff: str
    removed: bool
    key: tuple[Any, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Given:
    """What was handed out of an item."""

    item_id: int
    number: str
    name: str
    unit: str
    quantity: int


@dataclass(frozen=True)
class SessionEvent:
    """A line of the timeline. A session has no states."""

    id: int
    at: datetime
    by: str
    action: str
    label: str
    note: str
    detail: Mapping[str, Any]
    undone: bool = False
    from_state: None = None
    to_state: None = None


@dataclass(frozen=True)
class SessionDetail:
    """Everything about a session."""

    id: int
    version: int
    number: str
    entry: SessionEntry
    village: str
    reached: int
    given: tuple[Given, ...]
    removed: bool
    timeline: tuple[SessionEvent, ...]
    acts: tuple[Possible, ...]
    next_step: Possible | None = None
    steps: tuple[Possible, ...] = ()
