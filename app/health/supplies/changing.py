"""How is a change to an item written? Version compared, event and movements kept, the stock reckoned anew, audited.

The audit hears the act, the day and the amounts, never the note: free text may name somebody.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from app.common.asking import unless
from app.common.i18n import N_
from app.common.permissions import require
from app.common.records.fields import Audit
from app.common.records.ledger import BOOKKEEPING, subject
from app.common.rows import columns
from app.common.text import nfc
from app.health.supplies import record, rules
from app.health.supplies.declared import SUPPLY_ITEMS
from app.health.supplies.detail import detail_of
from app.health.supplies.models import SupplyEvent, SupplyItem, SupplyMovement
from app.health.supplies.stock import Taken
from app.health.supplies.terms import KIND
from app.health.supplies.values import SupplyChanged
from app.vault.errors import Conflict
from app.vault.session import Work

# What undo does not put back, and what follows from other columns.
SILENT = BOOKKEEPING | SUPPLY_ITEMS.audited[Audit.SILENT] | {"sort_key"}
# Acts that change no field of their own; what undo puts back stands in the audit where it was changed.
_UNDOES = frozenset({"undo"})


@dataclass
class Change:
    """A change to one item under way, inside one transaction."""

    work: Work
    item: SupplyItem
    before: dict[str, Any]
    event: SupplyEvent = field(default_factory=SupplyEvent)
    moved: int = 0

    def move(self, taken: Iterable[Taken], sign: int) -> None:
        """Keep the movements of the event: `sign` 1 came in, -1 went."""
        self.event.item_id = self.item.id
        self._begin()
        for each in taken:
            self.moved += sign * each.quantity
            self.work.db.add(
                SupplyMovement(
                    event_id=self.event.id,
                    item_id=self.item.id,
                    batch_id=each.batch_id,
                    on=self.event.on,
                    change=sign * each.quantity,
                )
            )

    def _begin(self) -> None:
        event, work = self.event, self.work
        if event.id is None:
            event.at, event.by, event.action = work.now, work.session.account.id, event.action or ""
            work.db.add(event)
            work.db.flush()

    def done(self, action: str, note: str = "", /, **told: Any) -> SupplyChanged:
        """Keep the event, reckon the stock anew, audit what changed."""
        work, item, event = self.work, self.item, self.event
        item.version += 1
        item.updated_at = work.now
        work.db.flush()
        event.item_id, event.action, event.note = item.id, action, nfc(note).strip()
        event.detail = {"quantity": self.moved} if self.moved or action == "count" else {}
        record.refresh(work.db, item)
        after = stored(item)
        changed = {name: [self.before.get(name), after[name]] for name in after if self.before.get(name) != after[name]}
        if action in _UNDOES:
            changed = {}
        elif self.before and changed:
            event.before = self.before
        changes = {name: pair for name, pair in changed.items() if name != "note"}
        self._begin()
        if event.on is not None:
            told["on"] = event.on.isoformat()
        if self.moved:
            told["quantity"] = self.moved
        if changes:
            told["changes"] = changes
        work.audit(f"{KIND}.{action}", subject(SUPPLY_ITEMS, item), **told)
        work.db.flush()
        return SupplyChanged(item.id, item.number, item.version, action, item.left)


def stored(item: SupplyItem) -> dict[str, Any]:
    """What undo puts back."""
    return columns(item, SILENT)


def open_act(work: Work, item_id: int, act: str, expected_version: int | None = None) -> Change:
    """Load an item to do an act of the table to it. Raises NotFound, Refused, Conflict."""
    require(work.session, rules.ACTS[act].permission)
    item = record.find(work.db, item_id)
    if expected_version is not None and item.version != expected_version:
        raise Conflict(
            N_(
                "Somebody else has saved this item meanwhile. Nothing was overwritten: compare both versions and"
                " decide."
            ),
            theirs=detail_of(work.session, work.db, item),
        )
    unless(rules.why_not(act, record.standing(work.db, item), work.session.account))
    return Change(work, item, stored(item))
