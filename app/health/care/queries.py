"""What does the client's page and the day's work say of care?"""

from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session as Orm

from app.common.permissions import require
from app.health.care.models import Care, CareCheck, PartnerChoiceMade
from app.health.care.terms import CareOutcome, CareState, Kept, PartnerChoice
from app.health.care.values import CareDue, CareInfo, CareOfClient, CheckInfo, PartnerInfo
from app.health.clients.models import Client
from app.health.clients.rules import SERVED
from app.vault.session import Session

_WAITING = sorted((CareState.REFERRED, CareState.NOT_GONE))
_AFTER_BEGIN = timedelta(days=7)


def of_client(session: Session, client_id: int) -> CareOfClient:
    """The care of one client, the newest first. Not audited: the page was."""
    require(session, "health-clients.open")
    with session.read() as db:
        rows = db.scalars(select(Care).where(Care.client_id == client_id).order_by(Care.id.desc())).all()
        chosen = select(PartnerChoiceMade).where(PartnerChoiceMade.client_id == client_id)
        partners = db.scalars(chosen.order_by(PartnerChoiceMade.id.desc())).all()
        return CareOfClient(
            tuple(_info(session, db, row) for row in rows),
            tuple(PartnerInfo(row.id, PartnerChoice(row.choice), row.chosen_on, row.done_on) for row in partners),
        )


def _info(session: Session, db: Orm, row: Care) -> CareInfo:
    today, state = session.today(), CareState(row.state)
    waiting = row.begin_by is not None and state in (CareState.REFERRED, CareState.NOT_GONE)
    checks = db.scalars(select(CareCheck).where(CareCheck.care_id == row.id).order_by(CareCheck.months))
    return CareInfo(
        id=row.id,
        service=row.service,
        service_name=row.service_name,
        facility=row.facility,
        state=state,
        referred_on=row.referred_on,
        news_by=row.news_by,
        news_late=row.news_by is not None and row.news_by < today,
        begin_by=row.begin_by,
        urgent=waiting and row.begin_by is not None and row.begin_by >= session.clock(),
        too_late=waiting and row.begin_by is not None and row.begin_by < session.clock(),
        arrived_on=row.arrived_on,
        ended_on=row.ended_on,
        outcome=CareOutcome(row.outcome) if row.outcome else None,
        note=row.note,
        checks=tuple(
            CheckInfo(
                each.id,
                each.months,
                each.due_on,
                not each.kept and each.due_on <= today and state is CareState.IN_CARE,
                Kept(each.kept) if each.kept else None,
                each.checked_on,
            )
            for each in checks
        ),
    )


def urgent(session: Session) -> list[CareDue]:
    """Prophylaxis after an exposure that has not begun, the hours running or just over; the nearest end first."""
    require(session, "health-clients.open")
    since: datetime = session.clock() - _AFTER_BEGIN
    query = (
        _of_served()
        .where(Care.state.in_(_WAITING), Care.begin_by.is_not(None), Care.begin_by > since)
        .order_by(Care.begin_by)
    )
    with session.read() as db:
        return [
            CareDue(row.id, client.id, client.code, row.referred_on, row.begin_by) for row, client in db.execute(query)
        ]


def without_news(session: Session) -> list[CareDue]:
    """Referrals of which nobody has heard whether the client went, the longest ago first."""
    require(session, "health-clients.open")
    query = _of_served().where(Care.state == CareState.REFERRED, Care.news_by < session.today()).order_by(Care.news_by)
    with session.read() as db:
        return [CareDue(row.id, client.id, client.code, row.referred_on) for row, client in db.execute(query)]


def checks_due(session: Session) -> list[CareDue]:
    """Checks after some months that are due, the longest ago first."""
    require(session, "health-clients.open")
    query = (
        select(CareCheck, Client)
        .join(Care, Care.id == CareCheck.care_id)
        .join(Client, Client.id == CareCheck.client_id)
        .where(
            CareCheck.kept == "",
            CareCheck.due_on <= session.today(),
            Care.state == CareState.IN_CARE,
            Client.listed,
            Client.state.in_(sorted(SERVED)),
        )
        .order_by(CareCheck.due_on)
    )
    with session.read() as db:
        return [
            CareDue(row.care_id, client.id, client.code, row.due_on, None, row.months)
            for row, client in db.execute(query)
        ]


def _of_served() -> Select[Care, Client]:
    return (
        select(Care, Client)
        .join(Client, Client.id == Care.client_id)
        .where(Client.listed, Client.state.in_(sorted(SERVED)))
    )
