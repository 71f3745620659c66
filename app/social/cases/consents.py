"""What did a person agree to, and does it cover what somebody wants to do now? Every share and service asks here."""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session as Orm

from app.common.asking import EARLIEST, TOO_FAR_BACK, not_future, wrong
from app.common.choices import chosen
from app.common.i18n import N_
from app.common.permissions import require
from app.common.text import fold, nfc
from app.social.cases import record
from app.social.cases.changing import Change, open_act
from app.social.cases.models import Case, CaseAttachment, Consent
from app.social.cases.terms import KEEP_RECORD, Basis, ConsentState, How, purposes
from app.social.cases.values import Changed, NewConsent
from app.vault.compartments import Compartment
from app.vault.errors import AppError, Invalid, NotFound, Refused
from app.vault.session import Session, Work

ALL_OF_IT = N_("This withdraws the whole case. Use the withdrawal of the case: it starts the 15 days.")


def consent_for(db: Orm, case_id: int, purpose: str, to: str, day: date) -> Consent:
    """The consent that covers this purpose and recipient on that day.

    The latest answer counts, for this recipient before the one given for everybody, unless that is a later refusal.
    Raises Refused, saying what would be needed.
    """
    answers = db.scalars(
        select(Consent)
        .where(
            Consent.case_id.in_(record.same_case(db, case_id)),
            Consent.purpose == purpose,
            Consent.given_on <= day,
        )
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


def may_keep(db: Orm, case: Case, day: date) -> None:
    """Raises Refused unless there is consent, or another basis, for keeping the record."""
    if case.basis == Basis.CONSENT:
        consent_for(db, case.id, KEEP_RECORD, "", day)


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
        if new.how is How.ORAL and not new.witness.strip():
            found["witness"] = Invalid(N_("An oral consent needs a witness."))
        if new.until is not None and new.until < new.given_on:
            found["until"] = Invalid(N_("It would have run out before it was given."))
    return found


def add(work: Work, case: Case, new: NewConsent) -> Consent:
    """Write an answer. Raises Invalid with an error for each field that is wrong."""
    new = chosen(new)
    found = problems(new, work.session.today())
    if new.attachment_id is not None:
        file = work.db.get(CaseAttachment, new.attachment_id)
        if file is None or file.case_id != case.id:
            found["attachment_id"] = Invalid(N_("That file is not with this case."))
    if found:
        raise wrong(found)
    row = Consent(
        case_id=case.id,
        purpose=new.purpose,
        recipient=" ".join(nfc(new.recipient).split()),
        state=new.state.value,
        how=new.how.value if new.how else "",
        witness=" ".join(nfc(new.witness).split()),
        attachment_id=new.attachment_id,
        given_on=new.given_on,
        until=new.until,
        note=nfc(new.note).strip(),
        at=work.now,
        by=work.session.account.id,
    )
    work.db.add(row)
    work.db.flush()
    return row


def record_consent(session: Session, case_id: int, new: NewConsent, expected_version: int | None = None) -> Changed:
    """Record what somebody answered to one purpose: given, or refused, one as easily as the other.

    Raises Invalid, Refused, Conflict.
    """
    with session.work(Compartment.SOCIAL) as work:
        change = open_act(work, case_id, "consent", "cases.consent", expected_version)
        new = chosen(new)
        if new.purpose == KEEP_RECORD and new.state is ConsentState.REFUSED and change.case.basis == Basis.CONSENT:
            raise Refused(ALL_OF_IT)
        row = add(work, change.case, new)
        return _answered(change, row, "consent")


def withdraw_consent(session: Session, consent_id: int, on: date, note: str = "") -> Changed:
    """End one consent from a day on. For keeping the record itself the whole case is withdrawn (`withdraw_case`)."""
    require(session, "cases.consent")
    with session.work(Compartment.SOCIAL) as work:
        row = work.db.get(Consent, consent_id)
        if row is None or row.state != ConsentState.GIVEN:
            raise NotFound(N_("There is no such consent, or it was ended already."))
        if row.purpose == KEEP_RECORD:
            raise Refused(ALL_OF_IT)
        change = open_act(work, row.case_id, "consent", "cases.consent")
        row.withdrawn_on, row.state = not_future(work, on, "on"), ConsentState.WITHDRAWN.value
        return _answered(change, row, "withdraw_consent", note)


def _answered(change: Change, row: Consent, action: str, note: str = "") -> Changed:
    typed = {"recipient": row.recipient, "witness": row.witness, "consent_note": row.note}
    return change.done(
        action,
        nfc(note).strip(),
        {name: text for name, text in typed.items() if text},
        purpose=row.purpose,
        consent=row.state,
        until=row.until.isoformat() if row.until else None,
    )


def expiring(db: Orm, before: date) -> list[Consent]:
    """The consents of listed cases that run out before a day, the earliest first; what was renewed is left out."""
    later = select(Consent.id).where(
        Consent.state == ConsentState.GIVEN, or_(Consent.until.is_(None), Consent.until >= before)
    )
    query = (
        select(Consent)
        .join(Case, Case.id == Consent.case_id)
        .where(Consent.state == ConsentState.GIVEN, Consent.until < before, Case.listed)
        .order_by(Consent.until, Consent.id)
    )
    kept = {
        (row.case_id, row.purpose, row.recipient) for row in db.scalars(select(Consent).where(Consent.id.in_(later)))
    }
    return [row for row in db.scalars(query) if (row.case_id, row.purpose, row.recipient) not in kept]
