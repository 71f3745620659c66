"""What did a client agree to, and does it cover what somebody wants to do? Whatever leaves the station asks here."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.common.asking import EARLIEST, TOO_FAR_BACK, not_future, wrong
from app.common.choices import chosen
from app.common.i18n import N_
from app.common.permissions import require
from app.common.text import fold, nfc
from app.health.clients import rules
from app.health.clients.changing import open_act
from app.health.clients.models import Client, Consent
from app.health.clients.terms import KEEP_RECORD, Basis, ConsentState, purposes
from app.health.clients.values import Changed, NewConsent
from app.vault.compartments import Compartment
from app.vault.errors import AppError, Invalid, NotFound, Refused
from app.vault.session import Session, Work

ALL_OF_IT = N_("This withdraws the whole record. Use the withdrawal of the record: it starts the 15 days.")


def consent_for(db: Orm, client_id: int, purpose: str, to: str, day: date) -> Consent:
    """The consent that covers this purpose and recipient on that day.

    The latest answer counts, for this recipient before the one given for everybody, unless that is a later refusal.
    Raises Refused, saying what would be needed.
    """
    answers = db.scalars(
        select(Consent)
        .where(Consent.client_id == client_id, Consent.purpose == purpose, Consent.given_on <= day)
        .order_by(Consent.given_on.desc(), Consent.id.desc())
    ).all()
    own = next((each for each in answers if each.recipient and fold(each.recipient) == fold(to)), None)
    for_all = next((each for each in answers if not each.recipient), None)
    latest = own or for_all
    # Who says "nobody" after having said "these" means these as well.
    if own is not None and for_all is not None and for_all.state == ConsentState.REFUSED:
        latest = for_all if (for_all.given_on, for_all.id) > (own.given_on, own.id) else own
    name = purposes().get(purpose, purpose)
    if latest is None:
        raise Refused(
            N_("There is no consent to “{purpose}” yet. Ask the person, and record what they answer."), purpose=name
        )
    if latest.state == ConsentState.REFUSED:
        raise Refused(N_("The person refused “{purpose}”. It takes a new answer of theirs."), purpose=name)
    if latest.withdrawn_on is not None and latest.withdrawn_on <= day:
        raise Refused(N_("The consent to “{purpose}” was withdrawn. A new consent is needed."), purpose=name)
    if latest.until is not None and latest.until < day:
        raise Refused(N_("The consent to “{purpose}” has run out. Ask the person again."), purpose=name)
    return latest


def problems(new: NewConsent, today: date) -> dict[str, AppError]:
    """What is wrong with an answer, by field."""
    found: dict[str, AppError] = {}
    if new.purpose not in purposes():
        found["purpose"] = Invalid(N_("Choose a purpose from the list."))
    if new.given_on > today:
        found["given_on"] = Invalid(N_("This day lies in the future."))
    elif new.given_on < EARLIEST:
        found["given_on"] = Invalid(TOO_FAR_BACK)
    if new.state is ConsentState.WITHDRAWN:
        found["state"] = Invalid(N_("A consent is withdrawn where it stands, not entered as withdrawn."))
    if new.state is ConsentState.GIVEN:
        if new.how is None:
            found["how"] = Invalid(N_("Say how it was given."))
        if new.until is not None and new.until < new.given_on:
            found["until"] = Invalid(N_("It would have run out before it was given."))
    return found


def add(work: Work, client: Client, new: NewConsent) -> Consent:
    """Write an answer. Raises Invalid with an error for each field that is wrong."""
    new = chosen(new)
    if found := problems(new, work.session.today()):
        raise wrong(found)
    row = Consent(
        client_id=client.id,
        purpose=new.purpose,
        recipient=" ".join(nfc(new.recipient).split()),
        state=new.state.value,
        how=new.how.value if new.how else "",
        given_on=new.given_on,
        until=new.until,
        note=nfc(new.note).strip(),
        at=work.now,
        by=work.session.account.id,
    )
    work.db.add(row)
    work.db.flush()
    return row


def record_consent(session: Session, client_id: int, new: NewConsent, expected_version: int | None = None) -> Changed:
    """Record what somebody answered to one purpose: given, or refused, one as easily as the other.

    Raises Invalid, Refused, Conflict.
    """
    with session.work(Compartment.HEALTH) as work:
        change = open_act(work, client_id, "consent", "health-clients.edit", expected_version)
        new = chosen(new)
        if new.purpose == KEEP_RECORD and new.state is ConsentState.REFUSED and change.client.basis == Basis.CONSENT:
            raise Refused(ALL_OF_IT)
        if why := rules.why_not_asked(new.purpose):
            raise wrong({"purpose": why})
        add(work, change.client, new)
        return change.done("consent")


def withdraw_consent(session: Session, consent_id: int, on: date) -> Changed:
    """End one consent from a day on. For keeping the record itself the whole record is withdrawn (`withdraw`)."""
    require(session, "health-clients.edit")
    with session.work(Compartment.HEALTH) as work:
        row = work.db.get(Consent, consent_id)
        if row is None or row.state != ConsentState.GIVEN:
            raise NotFound(N_("There is no such consent, or it was ended already."))
        if row.purpose == KEEP_RECORD:
            raise Refused(ALL_OF_IT)
        change = open_act(work, row.client_id, "consent", "health-clients.edit")
        row.withdrawn_on, row.state = not_future(work, on, "on"), ConsentState.WITHDRAWN.value
        return change.done("withdraw_consent")
