"""How is a record opened, changed, its change noted and taken back? Said once; a unit gives its own tables.

    LEDGER = Ledger(GROUP_SESSIONS, GroupSessionEvent.session_id, rules.ACTS, detail_of)

    with session.work(Compartment.HEALTH) as work:
        change = LEDGER.open(work, session_id, "edit", expected_version)    # permission first, then NotFound, Conflict
        entering.write(GROUP_SESSIONS, change.row, new)
        return change.done("edit")                                           # version, event, audit, words

No change is without its line in the timeline and its audit entry. Of a field the audit holds what the field says: old
and new in the clear, that it changed alone, or nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm import Session as Orm

from app.common.asking import unless
from app.common.i18n import N_
from app.common.permissions import require
from app.common.records import entering, listing
from app.common.records.acts import Act, why_not
from app.common.records.changed import Changed
from app.common.records.declared import Records
from app.common.records.fields import Audit
from app.common.rows import columns, fill_defaults
from app.vault.errors import Conflict
from app.vault.session import Work

Row = TypeVar("Row")
# What the table keeps of a record beside its fields; no timeline and no comparison tells of it.
BOOKKEEPING = frozenset({"id", "version", "number", "year", "seq", "created_at", "updated_at", "folded"})
SAVED_MEANWHILE = N_(
    "Somebody else has saved this record meanwhile. Nothing was overwritten: compare both versions and decide."
)


@dataclass
class Change(Generic[Row]):
    """A change to one record under way, inside one transaction; `before` is how it stood: empty for a new one."""

    ledger: "Ledger[Row]"
    work: Work
    row: Row
    before: dict[str, Any] = field(default_factory=dict)

    def done(self, action: str, note: str = "", **told: Any) -> Changed:
        """Raise the version, note the event, audit what each field says, index the words. `told` goes to the audit."""
        row: Any = self.row
        ledger, work, records = self.ledger, self.work, self.ledger.records
        row.version += 1
        row.updated_at = work.now
        entering.index_words(records, work, row)
        work.db.flush()
        after = ledger.stored(work.db, row)
        changed = {name: [self.before.get(name), after[name]] for name in after if self.before.get(name) != after[name]}
        events: Any = ledger.of.class_
        event = events(
            at=work.now,
            by=work.session.account.id,
            action=action,
            note=note,
            detail={"changed": sorted(changed)},
            before=self.before or None,
            **{ledger.of.key: row.id},
        )
        work.db.add(event)
        clear, locked = records.audited[Audit.CLEAR], records.audited[Audit.LOCKED]
        work.audit(
            f"{records.kind}.{action}",
            subject(records, row),
            changes={name: pair for name, pair in changed.items() if name in clear},
            changed=sorted(name for name in changed if name in locked),
            **told,
        )
        work.db.flush()
        return Changed(records.kind, row.id, row.number, row.version, action)


@dataclass(frozen=True, eq=False)
class Ledger(Generic[Row]):
    """The changes of a record type. `of` is the column of its table of events that points to the record.

    `detail_of(session, db, row)` is what a conflict shows of the other version; `also_stored(db, row)` is what the
    timeline keeps of the record that lies in other tables.
    """

    records: Records[Row, Any]
    of: InstrumentedAttribute[int]
    acts: Mapping[str, Act]
    detail_of: Callable[[Any, Orm, Row], Any]
    also_stored: Callable[[Orm, Row], dict[str, Any]] = lambda db, row: {}

    def stored(self, db: Orm, row: Any) -> dict[str, Any]:
        """The record as plain values, as its timeline keeps it."""
        return columns(row, BOOKKEEPING) | self.also_stored(db, row)

    def begin(self, work: Work, **values: Any) -> Change[Row]:
        """A new record, not yet added: `done` notes it once it has been written and flushed."""
        make: Any = self.records.table
        row = make(created_at=work.now, updated_at=work.now, **values)
        fill_defaults(row)
        row.version = 0
        return Change(self, work, row)

    def open(self, work: Work, record_id: int, act: str, expected_version: int | None = None) -> Change[Row]:
        """A record to do an act to. Raises Refused with the reason, NotFound, Conflict."""
        require(work.session, self.acts[act].permission)
        row = listing.find(self.records, work.db, record_id)
        if expected_version is not None and row.version != expected_version:
            raise Conflict(SAVED_MEANWHILE, theirs=self.detail_of(work.session, work.db, row))
        unless(why_not(self.acts[act], work.session.account, removed=row.removed))
        return Change(self, work, row, self.stored(work.db, row))


def subject(records: Records[Any, Any], row: Any) -> str:
    """What the audit calls a record."""
    return f"{records.kind}/{row.number}"
