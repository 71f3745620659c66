"""What does an opened record have? Its entry, what happened to it, and what can be done with it now."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm import Session as Orm

from app.common.records.fields import Lists
from app.common.steps import Possible
from app.vault.session import Session

Entry = TypeVar("Entry")
Own = TypeVar("Own")


@dataclass(frozen=True)
class Event:
    """A line of the timeline: what was done, its words (source; empty where another kind knows them), by whom."""

    id: int
    at: datetime
    by: str
    action: str
    label: str
    note: str = ""
    # Which fields changed, and what else its words need.
    detail: Mapping[str, Any] = field(default_factory=dict)
    undone: bool = False
    # Of a record with states.
    from_state: Any = None
    to_state: Any = None


@dataclass(frozen=True)
class Opened(Generic[Entry, Own]):
    """Everything about a record without states. `own` is what the type has beside its fields.

    `lists` are the names behind what the fields refer to; whoever has a record restored restores it first.
    """

    id: int
    version: int
    number: str
    entry: Entry
    removed: bool
    timeline: tuple[Event, ...]
    acts: tuple[Possible, ...]
    own: Own
    lists: Lists = field(default_factory=dict, repr=False)
    steps: tuple[Possible, ...] = ()

    @property
    def next_step(self) -> Possible | None:
        """The act that stands in front: putting back what lies in the bin."""
        return next((act for act in self.acts if act.name == "restore" and act.allowed), None)


def timeline(
    session: Session, db: Orm, of: InstrumentedAttribute[int], record_id: int, names: Mapping[str, str]
) -> tuple[Event, ...]:
    """What happened to a record, oldest first: `of` is the events' column that points to it, `names` the words."""
    people = {account.id: account.full_name for account in session.accounts()}
    events: Any = of.class_
    return tuple(
        Event(
            id=each.id,
            at=each.at,
            by=people.get(each.by, ""),
            action=each.action,
            label=names[each.action],
            note=each.note,
            detail=each.detail,
            undone=each.undone_at is not None,
        )
        for each in db.scalars(select(events).where(of == record_id).order_by(events.id))
    )
