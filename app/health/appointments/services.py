"""What can a person do about an appointment? Make it, move it, remind, say whether the client came.

Whoever records something else (a counselling session) arranges the next visit with `arrange`, in its own transaction.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Orm

from app.common.asking import not_future, unless, wrong
from app.common.i18n import N_
from app.common.permissions import require
from app.common.text import nfc
from app.health.appointments import rules
from app.health.appointments.models import Appointment
from app.health.appointments.terms import KIND, AppointmentState
from app.health.clients.changing import Change, open_act
from app.health.clients.models import Client
from app.health.clients.rules import SERVED
from app.health.clients.terms import SafeWay
from app.health.clients.values import Changed
from app.vault.compartments import Compartment
from app.vault.errors import AppError, Invalid, NotFound
from app.vault.session import Session, Work

# A reminder is due this long before.
AHEAD = timedelta(days=1)
_EDIT = "health-clients.edit"


@dataclass(frozen=True)
class NewAppointment:
    """What is arranged with a client."""

    on: date
    at: str = ""
    remind: bool = False
    note: str = ""


@dataclass(frozen=True)
class AppointmentInfo:
    """An appointment as the client's page shows it."""

    id: int
    on: date
    at: str
    state: AppointmentState
    late: bool
    remind: bool
    reminded_on: date | None
    ended_on: date | None
    note: str


@dataclass(frozen=True)
class Expected:
    """A client whom the day's work names: the code and how they may be reached, never what for."""

    appointment_id: int
    client_id: int
    code: str
    on: date
    at: str
    remind: bool
    reminded_on: date | None
    safe_way: SafeWay | None
    safe_when: str


def arrange(change: Change, new: NewAppointment) -> Appointment:
    """Write an appointment into a change to the client that is under way; `done` is the caller's. Raises Invalid."""
    work, client = change.work, change.client
    _checked(work, client, new)
    row = Appointment(
        client_id=client.id,
        on=new.on,
        at=" ".join(nfc(new.at).split()),
        state=AppointmentState.PLANNED.value,
        remind=new.remind,
        note=nfc(new.note).strip(),
        made_at=work.now,
        made_by=work.session.account.id,
    )
    work.db.add(row)
    _copy(work.db, client)
    return row


def rearrange(change: Change, before: date, on: date) -> Appointment:
    """Move the appointment that was arranged for a day, where it still waits; else arrange another. Raises Invalid."""
    query = select(Appointment).where(
        Appointment.client_id == change.client.id,
        Appointment.on == before,
        Appointment.state == AppointmentState.PLANNED,
    )
    row = change.work.db.scalars(query.order_by(Appointment.id.desc()).limit(1)).first()
    if row is None:
        return arrange(change, NewAppointment(on))
    _checked(change.work, change.client, NewAppointment(on))
    row.on, row.reminded_on = on, None
    _copy(change.work.db, change.client)
    return row


def _checked(work: Work, client: Client, new: NewAppointment) -> None:
    found: dict[str, AppError] = {}
    if new.on < work.session.today():
        found["on"] = Invalid(N_("This day has passed."))
    why = rules.why_no_reminder(SafeWay(client.safe_way) if client.safe_way else None) if new.remind else None
    if why is not None:
        found["remind"] = why
    if found:
        raise wrong(found)


def _copy(db: Orm, client: Client) -> None:
    db.flush()
    planned = select(func.min(Appointment.on)).where(
        Appointment.client_id == client.id, Appointment.state == AppointmentState.PLANNED
    )
    client.next_visit_on = db.scalar(planned)


def make(session: Session, client_id: int, new: NewAppointment, expected_version: int | None = None) -> Changed:
    """Arrange a day with a client. Raises Invalid, Refused, Conflict."""
    with session.work(Compartment.HEALTH) as work:
        change = open_act(work, client_id, "appoint", _EDIT, expected_version)
        arrange(change, new)
        return change.done("make", kind=KIND)


def move(session: Session, appointment_id: int, new: NewAppointment) -> Changed:
    """Put an appointment on another day; it waits for its reminder anew. Raises Invalid, Refused."""
    with session.work(Compartment.HEALTH) as work:
        row, change = _opened(work, appointment_id, "came")
        _checked(work, change.client, new)
        row.on, row.at, row.remind = new.on, " ".join(nfc(new.at).split()), new.remind
        row.note, row.reminded_on = nfc(new.note).strip(), None
        _copy(work.db, change.client)
        return change.done("move", kind=KIND)


def end(session: Session, appointment_id: int, step: str, on: date | None = None) -> Changed:
    """Say what became of it: `came`, `missed` or `cancel`. Who came was here on that day. Raises Invalid, Refused."""
    with session.work(Compartment.HEALTH) as work:
        row, change = _opened(work, appointment_id, step)
        row.state = rules.TRANSITIONS[AppointmentState(row.state), step][0].value
        row.ended_on = not_future(work, on or session.today(), "on")
        if step == "came":
            change.client.last_visit_on = max(change.client.last_visit_on, row.ended_on)
        _copy(work.db, change.client)
        return change.done(step, kind=KIND)


def remind(session: Session, appointment_id: int) -> Changed:
    """Note that the client was reminded, in their own way, of an appointment and of nothing else."""
    with session.work(Compartment.HEALTH) as work:
        row, change = _opened(work, appointment_id, "came")
        client = change.client
        unless(rules.why_no_reminder(SafeWay(client.safe_way) if client.safe_way else None))
        row.reminded_on = session.today()
        return change.done("remind", kind=KIND)


def _opened(work: Work, appointment_id: int, step: str) -> tuple[Appointment, Change]:
    require(work.session, _EDIT)
    row = work.db.get(Appointment, appointment_id)
    if row is None:
        raise NotFound(N_("There is no such appointment."))
    change = open_act(work, row.client_id, "appoint", _EDIT)
    unless(rules.why_not(AppointmentState(row.state), step))
    return row, change


# --- reading -------------------------------------------------------------------------------------------


def of_client(session: Session, client_id: int) -> tuple[AppointmentInfo, ...]:
    """A client's appointments, the one that comes next first. Not audited: the page was."""
    require(session, "health-clients.open")
    today = session.today()
    with session.read() as db:
        rows = db.scalars(select(Appointment).where(Appointment.client_id == client_id)).all()
        waiting = sorted((row for row in rows if row.state == AppointmentState.PLANNED), key=lambda row: row.on)
        over = sorted(
            (row for row in rows if row.state != AppointmentState.PLANNED), key=lambda row: row.on, reverse=True
        )
        return tuple(
            AppointmentInfo(
                row.id,
                row.on,
                row.at,
                AppointmentState(row.state),
                row.state == AppointmentState.PLANNED and row.on < today,
                row.remind,
                row.reminded_on,
                row.ended_on,
                row.note,
            )
            for row in (*waiting, *over)
        )


def expected(session: Session, until: date) -> list[Expected]:
    """Who is expected up to a day, those of days past first; how they may be reached is no viewer's."""
    require(session, "health-clients.open")
    query = (
        select(Appointment, Client)
        .join(Client, Client.id == Appointment.client_id)
        .where(
            Appointment.state == AppointmentState.PLANNED,
            Appointment.on <= until,
            Client.listed,
            Client.state.in_(sorted(SERVED)),
        )
        .order_by(Appointment.on, Appointment.id)
    )
    with session.read() as db:
        return [
            Expected(
                row.id,
                client.id,
                client.code,
                row.on,
                row.at,
                row.remind,
                row.reminded_on,
                SafeWay(client.safe_way) if client.safe_way else None,
                client.safe_when,
            )
            for row, client in db.execute(query)
        ]


def to_remind(session: Session) -> list[Expected]:
    """Who wished to be reminded and is expected by tomorrow, not yet reminded."""
    today = session.today()
    return [
        each
        for each in expected(session, today + AHEAD)
        if each.remind and each.reminded_on is None and each.on >= today and each.safe_way in rules.REACHED
    ]
