"""What does the page of a group session show? Numbers, what was handed out, and what became of it."""

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.common.steps import Possible
from app.health.group_sessions import record, rules
from app.health.group_sessions.models import GroupSession, GroupSessionEvent
from app.health.group_sessions.terms import ACT_NAMES
from app.health.group_sessions.values import Given, SessionDetail, SessionEvent
from app.health.supplies import taking
from app.health.supplies.models import SupplyItem
from app.registry import queries as registry
from app.vault.session import Session


def detail_of(session: Session, db: Orm, row: GroupSession) -> SessionDetail:
    """The session as it stands."""
    given = taking.taken(db, [row.id]).get(row.id, {})
    items = db.scalars(select(SupplyItem).where(SupplyItem.id.in_(given)).order_by(SupplyItem.sort_key))
    names = {account.id: account.full_name for account in session.accounts()}
    events = db.scalars(
        select(GroupSessionEvent).where(GroupSessionEvent.session_id == row.id).order_by(GroupSessionEvent.id)
    )
    acts = tuple(
        Possible(act.name, act.label, act.needs, rules.why_not(act.name, session.account, removed=row.removed))
        for act in rules.ACTS.values()
    )
    return SessionDetail(
        id=row.id,
        version=row.version,
        number=row.number,
        entry=record.entry_of(row, given),
        village=registry.village_name(db, row.village_id),
        reached=row.reached_total,
        given=tuple(Given(item.id, item.number, item.name, item.unit, given[item.id]) for item in items),
        removed=row.removed,
        timeline=tuple(_event(each, names) for each in events),
        acts=acts,
        next_step=next((act for act in acts if act.name == "restore" and act.allowed), None),
    )


def _event(event: GroupSessionEvent, names: dict[str, str]) -> SessionEvent:
    return SessionEvent(
        id=event.id,
        at=event.at,
        by=names.get(event.by, ""),
        action=event.action,
        label=ACT_NAMES[event.action],
        note=event.note,
        detail=event.detail,
    )
