"""What can a person do with group sessions? Enter one, correct it, remove and restore it.

What was handed out there leaves the stock in the same transaction: neither is ever without the other.
"""

from typing import Any

from sqlalchemy import select

from app.common.asking import NEEDED
from app.common.i18n import N_
from app.common.permissions import require
from app.common.rows import fill_defaults
from app.common.text import nfc
from app.health.group_sessions import record, rules
from app.health.group_sessions.models import GroupSession, GroupSessionEvent
from app.health.group_sessions.terms import GROUPS, KIND, MOST
from app.health.group_sessions.values import SessionChanged, SessionEntry
from app.health.supplies import taking
from app.registry import queries as registry
from app.vault.compartments import Compartment
from app.vault.errors import AppError, Conflict, Invalid
from app.vault.session import Session, Work

# What was typed stands in no audit.
_TYPED = frozenset({"note", "staff", "place"})


def add_session(session: Session, new: SessionEntry) -> SessionChanged:
    """Enter a session. Raises Invalid at each field; under "handed_out" when there is not enough of an item."""
    require(session, "health-sessions.enter")
    with session.work(Compartment.HEALTH) as work:
        _check(work, new)
        row = GroupSession(created_at=work.now, updated_at=work.now, on=new.on)
        fill_defaults(row)
        row.version = 0
        record.give_number(work.db, row)
        record.write(work.db, row, new)
        work.db.add(row)
        work.db.flush()
        _take(work, row, new)
        return _done(work, row, "add", {})


def edit_session(session: Session, session_id: int, expected_version: int, new: SessionEntry) -> SessionChanged:
    """Correct a session; what it had taken from the stock is put back and taken anew. Raises Conflict, Invalid."""
    require(session, "health-sessions.enter")
    with session.work(Compartment.HEALTH) as work:
        row, before = _open(work, session_id, "edit", expected_version)
        _check(work, new)
        had = taking.taken(work.db, [row.id]).get(row.id, {})
        changed_stock = row.on != new.on or had != {item: amount for item, amount in new.handed_out.items() if amount}
        if changed_stock:
            taking.give_back(work, row.id, row.number)
        record.write(work.db, row, new)
        if changed_stock:
            _take(work, row, new)
        return _done(work, row, "edit", before)


def remove_session(session: Session, session_id: int, reason: str) -> SessionChanged:
    """Remove a session that was entered by mistake; what it handed out is in stock again. It can be restored."""
    require(session, "health-sessions.remove")
    with session.work(Compartment.HEALTH) as work:
        row, before = _open(work, session_id, "remove")
        if not nfc(reason).strip():
            raise Invalid(N_("Nothing was saved. Correct what is marked."), {"reason": Invalid(NEEDED)})
        taking.give_back(work, row.id, row.number)
        row.removed = True
        return _done(work, row, "remove", before, nfc(reason).strip())


def restore_session(session: Session, session_id: int) -> SessionChanged:
    """Restore a removed session with what it handed out. Raises Invalid when there is not enough of it any more."""
    require(session, "health-sessions.remove")
    with session.work(Compartment.HEALTH) as work:
        row, before = _open(work, session_id, "restore")
        row.removed = False
        work.db.flush()
        given = _last_given(work, row.id)
        taking.take(work, row.id, row.number, row.on, given)
        return _done(work, row, "restore", before)


def _last_given(work: Work, session_id: int) -> dict[int, int]:
    """What a removed session had handed out: its last event knows."""
    query = select(GroupSessionEvent).where(
        GroupSessionEvent.session_id == session_id, GroupSessionEvent.action == "remove"
    )
    last = work.db.scalars(query.order_by(GroupSessionEvent.id.desc()).limit(1)).first()
    before = (last.before or {}) if last is not None else {}
    return {int(item): quantity for item, quantity in before.get("handed_out", {}).items()}


# --- what the verbs share ----------------------------------------------------------------------------------


def _open(work: Work, session_id: int, act: str, expected_version: int | None = None) -> tuple[GroupSession, Any]:
    row = record.find(work.db, session_id)
    if expected_version is not None and row.version != expected_version:
        from app.health.group_sessions.detail import detail_of

        raise Conflict(
            N_(
                "Somebody else has saved this session meanwhile. Nothing was overwritten: compare both versions and"
                " decide."
            ),
            theirs=detail_of(work.session, work.db, row),
        )
    if (why := rules.why_not(act, work.session.account, removed=row.removed)) is not None:
        raise why
    return row, record.stored(row, taking.taken(work.db, [row.id]).get(row.id, {}))


def _take(work: Work, row: GroupSession, new: SessionEntry) -> None:
    taking.take(work, row.id, row.number, new.on, {item: amount for item, amount in new.handed_out.items() if amount})


def _check(work: Work, new: SessionEntry) -> None:
    wrong: dict[str, AppError] = {}
    if new.on > work.session.today():
        wrong["on"] = Invalid(N_("This day lies in the future."))
    if not nfc(new.place).strip():
        wrong["place"] = Invalid(NEEDED)
    if new.village_id is not None and not registry.village_name(work.db, new.village_id):
        wrong["village_id"] = Invalid(N_("Choose a village of the list."))
    for name, numbers in (("reached", new.reached), ("tests", new.tests), ("handed_out", new.handed_out)):
        if any(not 0 <= number <= MOST for number in numbers.values()):
            wrong[name] = Invalid(N_("Enter 0 or a whole number above it."))
    if any(group not in GROUPS for group in new.reached):
        wrong["reached"] = Invalid(N_("Choose a sex and an age band of the list."))
    if not 0 <= new.collaborators <= MOST:
        wrong["collaborators"] = Invalid(N_("Enter 0 or a whole number above it."))
    if wrong:
        raise Invalid(N_("Nothing was saved. Correct what is marked."), wrong)


def _done(work: Work, row: GroupSession, action: str, before: dict[str, Any], note: str = "") -> SessionChanged:
    """Keep the event, audit what changed but for what was typed."""
    row.version += 1
    row.updated_at = work.now
    after = record.stored(row, taking.taken(work.db, [row.id]).get(row.id, {}))
    changes = {name: [before.get(name), after[name]] for name in after if before.get(name) != after[name]}
    work.db.add(
        GroupSessionEvent(
            session_id=row.id,
            at=work.now,
            by=work.session.account.id,
            action=action,
            note=note,
            detail={"changed": sorted(changes)},
            before=before or None,
        )
    )
    told = {name: pair for name, pair in changes.items() if name not in _TYPED}
    work.audit(f"{KIND}.{action}", record.subject(row), changes=told, changed=sorted(set(changes) & _TYPED))
    work.db.flush()
    return SessionChanged(row.id, row.number, row.version, action)
