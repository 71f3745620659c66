"""What can a person do with group sessions? Enter one, correct it, remove and restore it.

What was handed out there leaves the stock in the same transaction: neither is ever without the other.
"""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Orm

from app.common.asking import needed
from app.common.desk import Desk
from app.common.permissions import require
from app.common.records import entering
from app.common.records.changed import Changed
from app.common.records.ledger import Change, Ledger
from app.health.group_sessions import rules
from app.health.group_sessions.declared import GROUP_SESSIONS, SessionEntry
from app.health.group_sessions.queries import detail_of
from app.health.group_sessions.tables import GroupSession, GroupSessionEvent
from app.health.group_sessions.terms import KIND, show_number
from app.health.models import Draft, SavedFilter
from app.health.supplies import taking
from app.vault.compartments import Compartment
from app.vault.session import Session, Work

MAY = GROUP_SESSIONS.may
DESK = Desk(KIND, Compartment.HEALTH, Draft, SavedFilter, typing=MAY.list, listing=MAY.list)


def _given(db: Orm, row: GroupSession) -> dict[str, Any]:
    taken = taking.taken(db, [row.id]).get(row.id, {})
    return {"handed_out": GROUP_SESSIONS.field("handed_out").stored(taken)}


LEDGER = Ledger(GROUP_SESSIONS, GroupSessionEvent.session_id, rules.ACTS, detail_of, _given)


def add_session(session: Session, new: SessionEntry) -> Changed:
    """Enter a session. Raises Invalid at each field; under "handed_out" when there is not enough of an item."""
    require(session, MAY.enter)
    with session.work(Compartment.HEALTH) as work:
        new = entering.checked(GROUP_SESSIONS, work, new)
        change = LEDGER.begin(work, on=new.on, year=new.on.year)
        _give_number(work.db, change.row)
        _write(change, new)
        work.db.add(change.row)
        work.db.flush()
        _take(work, change.row, new)
        return change.done("add")


def edit_session(session: Session, session_id: int, expected_version: int, new: SessionEntry) -> Changed:
    """Correct a session; what it had taken from the stock is put back and taken anew. Raises Conflict, Invalid."""
    with session.work(Compartment.HEALTH) as work:
        change = LEDGER.open(work, session_id, "edit", expected_version)
        row, had = change.row, change.before["handed_out"]
        before = entering.entry_of(GROUP_SESSIONS, row, handed_out={int(item): amount for item, amount in had.items()})
        new = entering.checked(GROUP_SESSIONS, work, new, before)
        changed_stock = row.on != new.on or had != GROUP_SESSIONS.field("handed_out").stored(new.handed_out)
        if changed_stock:
            taking.give_back(work, row.id, row.number)
        _write(change, new)
        if changed_stock:
            _take(work, row, new)
        return change.done("edit")


def remove_session(session: Session, session_id: int, reason: str) -> Changed:
    """Remove a session that was entered by mistake; what it handed out is in stock again. It can be restored."""
    with session.work(Compartment.HEALTH) as work:
        change = LEDGER.open(work, session_id, "remove")
        why = needed(reason, "reason")
        taking.give_back(work, change.row.id, change.row.number)
        change.row.removed = True
        return change.done("remove", why)


def restore_session(session: Session, session_id: int) -> Changed:
    """Restore a removed session with what it handed out. Raises Invalid when there is not enough of it any more."""
    with session.work(Compartment.HEALTH) as work:
        change = LEDGER.open(work, session_id, "restore")
        row = change.row
        row.removed = False
        work.db.flush()
        taking.take(work, row.id, row.number, row.on, _last_given(work.db, row.id))
        return change.done("restore")


# --- what the verbs share ----------------------------------------------------------------------------------


def _write(change: Change[GroupSession], new: SessionEntry) -> None:
    entering.write(GROUP_SESSIONS, change.row, new)
    change.row.reached_total, change.row.tests_total = sum(new.reached.values()), sum(new.tests.values())


def _give_number(db: Orm, row: GroupSession) -> None:
    """The next number of the year of its day; a removed session keeps its own."""
    last = db.scalar(select(func.max(GroupSession.seq)).where(GroupSession.year == row.year)) or 0
    row.seq, row.number = last + 1, show_number(last + 1, row.year)


def _take(work: Work, row: GroupSession, new: SessionEntry) -> None:
    taking.take(work, row.id, row.number, new.on, {item: amount for item, amount in new.handed_out.items() if amount})


def _last_given(db: Orm, session_id: int) -> dict[int, int]:
    """What a removed session had handed out: its last event knows."""
    query = select(GroupSessionEvent).where(
        GroupSessionEvent.session_id == session_id, GroupSessionEvent.action == "remove"
    )
    last = db.scalars(query.order_by(GroupSessionEvent.id.desc()).limit(1)).first()
    before = (last.before or {}) if last is not None else {}
    return {int(item): quantity for item, quantity in before.get("handed_out", {}).items()}
