"""Which papers can the station make for a client? Each numbered, its copy counted, in the timeline and in the audit.

The audit hears the client's code, or the number of the test, and that a paper was printed; of a result slip that
somebody looked, too. The Word file is made of them by `app/exchange/word.py`; here nothing knows how a paper looks.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from app.common.i18n import N_
from app.common.papers import Paper
from app.common.permissions import require
from app.health import document_numbers as numbers
from app.health.appointments.models import Appointment
from app.health.appointments.terms import AppointmentState
from app.health.care.models import Care
from app.health.care.terms import CareState
from app.health.clients import rules as client_rules
from app.health.clients.changing import note_event, open_act
from app.health.clients.consents import consent_for
from app.health.clients.models import Client
from app.health.clients.terms import KIND, REFER_FACILITY, How
from app.health.clients.terms import State as ClientState
from app.health.models import DocumentNumber
from app.health.papers import words
from app.health.papers.facts import (
    AppointmentFacts,
    CardFacts,
    ConsentFacts,
    ReferralFacts,
    ResultFacts,
    TestLine,
)
from app.health.screenings import record as screening_record
from app.health.screenings.models import Screening
from app.health.screenings.terms import HIV, SHOWN, TESTS, Result, Shown, State
from app.health.screenings.terms import KIND as SCREENINGS
from app.registry import queries as registry
from app.vault.compartments import Compartment
from app.vault.errors import NotFound, Refused
from app.vault.session import Session, Work

CARD, APPOINTMENT, CONSENT, RESULT, REFERRAL = "card", "appointment", "test_consent", "result_slip", "referral"
BLANK_CONSENT = "blank_test_consent"
NAMES: dict[str, str] = {
    CARD: N_("Card with the code"),
    APPOINTMENT: N_("Appointment slip"),
    CONSENT: N_("Consent to tests"),
    BLANK_CONSENT: N_("Consent to tests, to be filled in by hand"),
    RESULT: N_("Result slip for the client"),
    REFERRAL: N_("Referral slip"),
}
PRINT, LOOK = "health-clients.print", "screenings.look"
# A result that there is, and that nobody took back; who refused or withdrew has none.
_WITH_RESULT = frozenset({State.RESULTED, State.TO_CONFIRM, State.CONFIRMED, State.TOLD, State.CLOSED})


@dataclass(frozen=True)
class _Kind:
    template: str
    file_name: str
    action: str
    symbol: str = ""
    numbered: bool = True
    each_day: bool = False


_KINDS: dict[str, _Kind] = {
    # What is saved is called neutrally, too.
    CARD: _Kind("health_card", "the", "print", numbered=False),
    APPOINTMENT: _Kind("health_appointment", "phieu-hen", "print_appointment", numbered=False),
    CONSENT: _Kind("health_consent", "phieu-dong-y", "print_consent", "PĐY", each_day=True),
    BLANK_CONSENT: _Kind("health_consent", "phieu-dong-y-de-trong", "print_consent", "PĐY"),
    RESULT: _Kind("health_result", "phieu-tra-loi", "print", "PKQ"),
    REFERRAL: _Kind("health_referral", "phieu-chuyen-gui", "print_referral", "PCG"),
}


@dataclass(frozen=True)
class Printable:
    """What can be printed for a client now. Ids and days alone: of a test neither its kind nor its result."""

    card: bool = False
    appointments: tuple[tuple[int, date], ...] = ()
    referrals: tuple[tuple[int, str], ...] = ()
    results: tuple[tuple[int, str], ...] = ()
    consented: bool = False


def printable(session: Session, client_id: int) -> Printable:
    """Which papers the client can have now; nothing for whoever may print none. Not audited: the page was."""
    require(session, "health-clients.open")
    with session.read() as db:
        client = db.get(Client, client_id)
        if client is None or client_rules.why_not_act(ClientState(client.state), "print", session.account) is not None:
            return Printable()
        planned = select(Appointment).where(
            Appointment.client_id == client_id,
            Appointment.state == AppointmentState.PLANNED,
            Appointment.on >= session.today(),
        )
        referred = select(Care).where(
            Care.client_id == client_id, Care.state == CareState.REFERRED, Care.facility != ""
        )
        tests = db.scalars(
            select(Screening).where(Screening.client_id == client_id, Screening.listed).order_by(Screening.id.desc())
        ).all()
        # What is awaited and what waits to be confirmed look alike: both are offered, and whoever asks has looked.
        ready = (Shown.WAITING, Shown.READY, Shown.TOLD, Shown.CLOSED)
        return Printable(
            card=True,
            appointments=tuple((row.id, row.on) for row in db.scalars(planned.order_by(Appointment.on))),
            referrals=tuple((row.id, row.facility) for row in db.scalars(referred.order_by(Care.id.desc()))),
            results=tuple((row.id, row.number) for row in tests if SHOWN[State(row.state)] in ready),
            consented=bool(tests),
        )


# --- card and slips ----------------------------------------------------------------------------------------


def card(session: Session, client_id: int) -> Paper:
    """The card that the client keeps: a code, and nothing that says what for."""
    with session.work(Compartment.HEALTH) as work:
        client = open_act(work, client_id, "print", PRINT).client
        return _made(work, CARD, client, CardFacts(client.code), KIND, client.id)


def appointment(session: Session, appointment_id: int) -> Paper:
    """A slip with the day and the hour that were arranged, and nothing else. Raises NotFound, Refused."""
    require(session, PRINT)
    with session.work(Compartment.HEALTH) as work:
        row = work.db.get(Appointment, appointment_id)
        if row is None:
            raise NotFound(N_("There is no such appointment."))
        client = open_act(work, row.client_id, "print", PRINT).client
        if row.state != AppointmentState.PLANNED:
            raise Refused(N_("This appointment is over. Arrange another one first."))
        facts = AppointmentFacts(client.code, row.on, words.weekday(row.on), row.at)
        return _made(work, APPOINTMENT, client, facts, "appointments", row.id)


def referral(session: Session, care_id: int) -> Paper:
    """The slip that the client takes to a facility: by code, with the consent that it may be told. Raises Refused."""
    require(session, PRINT)
    with session.work(Compartment.HEALTH) as work:
        row = work.db.get(Care, care_id)
        if row is None or not row.facility:
            raise NotFound(N_("There is no such referral to a facility."))
        client = open_act(work, row.client_id, "print", PRINT).client
        agreed = consent_for(work.db, client.id, REFER_FACILITY, row.facility, session.today())
        facts = ReferralFacts(
            code=client.code,
            facility=row.facility,
            service=row.service_name,
            referred_on=row.referred_on,
            agreed_on=agreed.given_on,
            agreed_how=words.AGREED[How(agreed.how)] if agreed.how else "",
            staff=session.account.full_name,
        )
        return _made(work, REFERRAL, client, facts, "care", row.id)


# --- tests -------------------------------------------------------------------------------------------------


def consent_form(session: Session, client_id: int) -> Paper:
    """What the client answered to the tests that they were offered last. Raises Refused where none was."""
    with session.work(Compartment.HEALTH) as work:
        client = open_act(work, client_id, "print", PRINT).client
        asked = select(Screening).where(Screening.client_id == client_id, Screening.listed)
        rows = list(work.db.scalars(asked.order_by(Screening.asked_on.desc(), Screening.id)))
        if not rows:
            raise Refused(N_("No test was offered to this client yet. Print the form to be filled in by hand."))
        last = [row for row in rows if row.asked_on == rows[0].asked_on]
        facts = ConsentFacts(
            blank=False,
            code=client.code,
            asked_on=last[0].asked_on,
            tests=tuple(_answer(row) for row in last),
            child=screening_record.is_child(session, client),
            guardian=next((row.consent_guardian for row in last if row.consent_guardian), ""),
            staff=_name(session, last[0].asked_by),
        )
        return _made(work, CONSENT, client, facts, KIND, client.id)


def blank_consent_form(session: Session) -> Paper:
    """The form to take along, with the station's list of tests; about nobody."""
    require(session, PRINT)
    with session.work(Compartment.HEALTH) as work:
        line = numbers.give(work, BLANK_CONSENT, KIND, 0)
        tests = tuple(TestLine(item.name) for item in registry.catalogue(work.db, TESTS))
        facts = ConsentFacts(True, "", None, tests, child=False, guardian="", staff="")
        work.audit(f"{KIND}.print_consent", KIND, copy=line.copy)
        return _paper(work, BLANK_CONSENT, line, facts, numbers.blank(work, _KINDS[BLANK_CONSENT].symbol))


def _answer(row: Screening) -> TestLine:
    agreed = row.consent_on is not None and row.withdrawn_on is None
    return TestLine(row.test_name, "x" if agreed else "", "" if agreed else "x")


def result_slip(session: Session, screening_id: int) -> Paper:
    """The slip that the person tested is given; printing it is a look at the result, and audited as one.

    Raises Refused while there is no result that may be told.
    """
    require(session, LOOK)
    with session.work(Compartment.HEALTH) as work:
        row = screening_record.find(work.db, screening_id)
        open_act(work, row.client_id, "print", PRINT)
        # Kept even if there is nothing to print: that there is no result is told, too.
        work.audit(f"{SCREENINGS}.look", screening_record.subject(row))
    with session.work(Compartment.HEALTH) as work:
        row = screening_record.find(work.db, screening_id)
        client = open_act(work, row.client_id, "print", PRINT).client
        subject = screening_record.subject(row)
        if not row.listed or State(row.state) not in _WITH_RESULT or not row.result:
            raise Refused(N_("There is no result that could be given to the client yet."))
        result = Result(row.result)
        facts = ResultFacts(
            code=client.code,
            number=row.number,
            test=row.test_name,
            sample_on=row.sample_on,
            place=row.place,
            result=words.result(row.way, result),
            result_on=row.result_on,
            to_confirm=row.way == HIV and result in (Result.REACTIVE, Result.INDETERMINATE) and not row.confirmed,
            confirmed=words.RESULTS[Result(row.confirmed)] if row.confirmed else "",
            confirmed_on=row.confirmed_on,
            lab=row.lab,
            lab_number=row.lab_number,
            counselled=row.way == HIV,
            child=screening_record.is_child(session, client),
            staff=session.account.full_name,
        )
        return _made(work, RESULT, client, facts, SCREENINGS, row.id, subject)


def _name(session: Session, account_id: str) -> str:
    return next((each.full_name for each in session.accounts() if each.id == account_id), "")


# --- numbered, counted, noted ------------------------------------------------------------------------------


def _made(
    work: Work, kind: str, client: Client, facts: Any, record_kind: str, record_id: int, subject: str = ""
) -> Paper:
    """Give the number and the copy, leave a line in the client's timeline, audit the code and the action."""
    shape = _KINDS[kind]
    line = numbers.give(work, kind, record_kind, record_id, each_day=shape.each_day)
    of_kind = SCREENINGS if kind == RESULT else KIND
    note_event(work, client, shape.action, kind=of_kind, subject=subject)
    return _paper(work, kind, line, facts, numbers.written(work, line.seq, shape.symbol) if shape.numbered else "")


def _paper(work: Work, kind: str, line: DocumentNumber, facts: Any, number: str) -> Paper:
    shape = _KINDS[kind]
    return Paper(
        template=shape.template,
        name=shape.file_name,
        number=number,
        dated=work.session.today(),
        office=numbers.head(work),
        facts=facts,
        stamp=numbers.stamp(work, line.copy),
        seq=line.seq,
    )
