"""What does a person see who opens a session? The facts, the instruments as they were answered, alerts first."""

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.common.records.opened import Event
from app.common.steps import Possible
from app.health.clients.models import Client
from app.health.counselling import record, rules
from app.health.counselling.models import CounsellingEvent, CounsellingSession, CounsellingVersion, SelfHarmAlert
from app.health.counselling.terms import ACT_NAMES, CRISIS_CONTACTS, TOPICS, State
from app.health.counselling.values import (
    AlertInfo,
    NewSession,
    NewTaken,
    SessionDetail,
    TakenInfo,
    VersionInfo,
)
from app.health.instruments.catalogue import instruments
from app.health.instruments.scoring import Scored, scored
from app.registry import queries as registry
from app.vault.session import Session


def detail_of(session: Session, db: Orm, row: CounsellingSession) -> SessionDetail:
    """Everything about a session. The reading is audited by the service, not here."""
    people = {account.id: account.full_name for account in session.accounts()}
    client = db.get_one(Client, row.client_id)
    forms = record.taken(db, row.id)
    names = {item.code: item.name for item in registry.whole_catalogue(db, TOPICS)}
    offered = acts_of(session, db, row)
    return SessionDetail(
        id=row.id,
        number=row.number,
        version=row.version,
        state=State(row.state),
        client_id=client.id,
        client=client.code,
        facts=NewSession(
            held_on=row.held_on,
            minutes=row.minutes,
            counsellor_id=row.counsellor_id,
            topics=tuple(row.topics),
            taken=tuple(NewTaken(each.instrument, tuple(each.answers), each.difficulty) for each in forms),
            agreed=row.agreed,
            follow_up=row.follow_up,
            next_visit_on=row.next_visit_on,
            note=row.note,
        ),
        counsellor=people.get(row.counsellor_id, row.counsellor_id),
        topics=tuple(names.get(code, code) for code in row.topics),
        taken=tuple(
            TakenInfo(
                each.id,
                each.instrument,
                each.edition,
                tuple(each.answers),
                each.difficulty,
                as_it_was(each.instrument, tuple(each.answers), each.score, each.band),
            )
            for each in forms
        ),
        alerts=tuple(alert_info(db, alert, people) for alert in record.alerts(db, row.id)),
        recorded_at=row.created_at,
        recorded_by=people.get(row.created_by, row.created_by),
        versions=_versions(db, row, people),
        timeline=_timeline(db, row, people),
        acts=offered,
        contacts=_contacts(db, row),
        next_step=next((each for each in offered if each.name == "alert" and each.allowed), None),
    )


def as_it_was(instrument: str, answers: tuple[int | None, ...], score: int | None, band: str) -> Scored:
    """What the form says, with the score and the band that were kept with it."""
    now = scored(instruments()[instrument], answers)
    return Scored(now.answered, now.questions, score, band or None, now.at_least, now.alert, now.alert_unasked)


def acts_of(session: Session, db: Orm, row: CounsellingSession) -> tuple[Possible, ...]:
    """What can be done with it now, or why not; of editing and correcting the one that is due."""
    where, today = record.standing(db, row), session.today()
    edits = "edit" if today <= where.recorded_on else "correct"
    names = [name for name in rules.ACTS if name not in ("edit", "correct") or name == edits]
    shown = [name for name in names if State(row.state) in rules.ACTS[name].states]
    return tuple(
        Possible(name, rules.ACTS[name].label, rules.ACTS[name].needs, why)
        for name in shown
        if (why := rules.why_not(where, name, session.account, today)) is None or name != "alert"
    )


def alert_info(db: Orm, alert: SelfHarmAlert, people: dict[str, str]) -> AlertInfo:
    """An alert as it stands."""
    row = db.get_one(CounsellingSession, alert.session_id)
    return AlertInfo(
        alert.id,
        alert.client_id,
        db.get_one(Client, alert.client_id).code,
        row.id,
        row.number,
        alert.raised_at,
        people.get(alert.raised_by, alert.raised_by),
        alert.noted_at,
        people.get(alert.noted_by, alert.noted_by),
        alert.done,
    )


def _contacts(db: Orm, row: CounsellingSession) -> tuple[str, ...]:
    if all(alert.noted_at is not None for alert in record.alerts(db, row.id)):
        return ()
    return tuple(item.name for item in registry.catalogue(db, CRISIS_CONTACTS))


def _versions(db: Orm, row: CounsellingSession, people: dict[str, str]) -> tuple[VersionInfo, ...]:
    query = select(CounsellingVersion).where(CounsellingVersion.session_id == row.id)
    return tuple(
        VersionInfo(each.version, each.at, people.get(each.by, each.by), each.reason, each.record)
        for each in db.scalars(query.order_by(CounsellingVersion.id.desc()))
    )


def _timeline(db: Orm, row: CounsellingSession, people: dict[str, str]) -> tuple[Event, ...]:
    query = select(CounsellingEvent).where(CounsellingEvent.session_id == row.id).order_by(CounsellingEvent.id)
    return tuple(
        Event(
            each.id,
            each.at,
            people.get(each.by, each.by),
            each.action,
            ACT_NAMES.get(each.action, each.action),
            each.note,
            from_state=State(each.from_state) if each.from_state else None,
            to_state=State(each.to_state) if each.to_state else None,
        )
        for each in db.scalars(query)
    )
