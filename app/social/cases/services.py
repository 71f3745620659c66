"""What can a person do with a case? Open it with consent, read it, see who it is, edit it, take its next step.

Each verb checks the permission and the rules, works in one transaction, notes the event and audits it. Consents are in
`consents`, merging in `services_merging`, files in `services_files`; withdrawal and erasure in app.social.keeping.
"""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.common.asking import NEEDED, needed, not_future, unless, wrong
from app.common.choices import chosen
from app.common.i18n import N_
from app.common.permissions import may, require
from app.common.rows import columns, fill_defaults, write
from app.common.shredding import new_secret, unlocked
from app.common.text import nfc
from app.social.cases import consents, intake, record, rules
from app.social.cases.changing import Change, note_event, open_act, open_change, stored, typed
from app.social.cases.detail import detail_of, last_act
from app.social.cases.models import Case, CaseEvent, CaseVersion, Identity
from app.social.cases.terms import Outcome, State
from app.social.cases.values import CaseDetail, CaseFacts, Changed, Likely, NewCase, Person, StepFacts
from app.vault.compartments import Compartment
from app.vault.errors import Conflict, Invalid, Refused
from app.vault.people import Level
from app.vault.session import Session, Work

NO_FACTS = StepFacts()
# So long after a reason was given a page may read the person again without another.
REVEAL_LASTS = timedelta(minutes=30)


def open_case(session: Session, new: NewCase) -> Changed:
    """Open a case, once the person agreed that a record is kept. It gets the next code of the year.

    Raises Refused without consent or another basis, Invalid with an error for each field that is wrong.
    """
    require(session, "cases.intake")
    with session.work(Compartment.SOCIAL) as work:
        return open_in(work, new)


def open_in(work: Work, new: NewCase) -> Changed:
    """The same, inside a transaction that the caller has open."""
    session = work.session
    worker = new.worker_id or session.account.id
    if worker != session.account.id:
        require(session, "cases.transfer")
    new = chosen(new)
    today = session.today()
    intake.consent_first(new)
    if found := intake.person_problems(new.person, today) | intake.fact_problems(work.db, new.facts):
        raise wrong(found)
    if worker not in intake.workers(session):
        raise wrong({"worker_id": Invalid(N_("That person cannot be in charge of a case."))})
    opened_on = not_future(work, new.opened_on or today, "opened_on")
    case = Case(
        state=State.INTAKE.value,
        worker_id=worker,
        opened_on=opened_on,
        last_contact_on=opened_on,
        basis=new.basis.value,
        basis_note=nfc(new.basis_note).strip(),
        secret=new_secret(),
        created_at=work.now,
        updated_at=work.now,
    )
    fill_defaults(case)
    intake.write_facts(work.db, case, new.facts)
    record.give_code(work, case)
    record.refresh(case)
    work.db.add(case)
    work.db.flush()
    identity = Identity(case_id=case.id)
    fill_defaults(identity)
    _write_person(case, identity, new.person)
    work.db.add(identity)
    for each in new.consents:
        consents.add(work, case, each)
    # Given is not enough: it must not have run out, nor been refused since.
    consents.may_keep(work.db, case, today)
    codes = stored(work, case)
    told = {name: value for name, value in typed(work, case).items() if value}
    note_event(work, case, "intake", "", told, opened={name: value for name, value in codes.items() if value})
    record.index_words(work.db, case)
    work.db.flush()
    return Changed(case.id, case.code, case.version, State.INTAKE, "intake")


def _write_person(case: Case, row: Identity, person: Person) -> None:
    record.write_person(row, intake.tidy(person))
    case.birth_decade = row.birth_year // 10 * 10 if row.birth_year else None


def likely_duplicates(session: Session, person: Person, but: int | None = None) -> list[Likely]:
    """Codes of cases whose person may be this one, while somebody types; no name is given away."""
    require(session, "cases.intake")
    with session.read() as db:
        return intake.likely_the_same(db, person, but)


def find_code(session: Session, code: str) -> int:
    """The id behind a code as typed. Raises NotFound."""
    require(session, "cases.list")
    with session.read() as db:
        return record.find_code(db, code).id


def show_case(session: Session, case_id: int) -> CaseDetail:
    """Everything about a case with the person hidden; the opening is audited. Raises NotFound, Refused."""
    require(session, "cases.open")
    with session.work(Compartment.SOCIAL) as work:
        case = record.find(work.db, case_id)
        work.audit("cases.open", record.subject(case))
        return detail_of(session, work.db, case)


def read_again(session: Session, case_id: int) -> CaseDetail:
    """The case as it is now, for a person who has it open already. Not audited."""
    require(session, "cases.open")
    with session.read() as db:
        return detail_of(session, db, record.find(db, case_id))


def reveal_identity(session: Session, case_id: int, reason: str) -> Person:
    """Who the person of a case is: to its worker or a lead, for a reason; audited before anything is shown.

    Raises Refused, Invalid without a reason.
    """
    with session.work(Compartment.SOCIAL) as work:
        case = open_act(work, case_id, "reveal", "cases.reveal").case
        note_event(work, case, "reveal", needed(reason, "reason"))
    with session.read() as db:
        row = db.get(Identity, case_id)
        return record.person_of(row) if row is not None else Person()


def show_revealed(session: Session, case_id: int, reason: str) -> CaseDetail:
    """The case with the person and every free text as typed, on the same terms as `reveal_identity`."""
    reveal_identity(session, case_id, reason)
    with session.read() as db:
        return detail_of(session, db, record.find(db, case_id), revealed=True)


def revealed_lately(session: Session, db: Orm, case_id: int) -> bool:
    """Whether this person asked a short while ago, with a reason, to see who the person of this case is.

    What belongs to a case (a visit, a plan) shows its free text as typed on the same terms.
    """
    since = session.clock() - REVEAL_LASTS
    query = select(CaseEvent.id).where(
        CaseEvent.case_id == case_id,
        CaseEvent.action == "reveal",
        CaseEvent.by == session.account.id,
        CaseEvent.at >= since,
    )
    case = record.find(db, case_id)
    allowed = rules.why_not_act(record.standing(case), "reveal", session.account) is None
    return allowed and may(session, "cases.reveal") and db.scalar(query.limit(1)) is not None


def read_revealed(session: Session, case_id: int) -> CaseDetail:
    """The case as it is now, for a person who has it open with the person shown; masked again after a while."""
    require(session, "cases.open")
    with session.read() as db:
        shown = revealed_lately(session, db, case_id)
        return detail_of(session, db, record.find(db, case_id), revealed=shown)


def edit_case(session: Session, case_id: int, facts: CaseFacts, expected_version: int | None = None) -> Changed:
    """Change the facts of an open case. Raises Conflict, Invalid, Refused."""
    with session.work(Compartment.SOCIAL) as work:
        change = open_act(work, case_id, "edit", "cases.edit", expected_version)
        facts = chosen(facts)
        if found := intake.fact_problems(work.db, facts):
            raise wrong(found)
        intake.write_facts(work.db, change.case, facts)
        return change.done("edit")


def edit_identity(session: Session, case_id: int, person: Person, expected_version: int | None = None) -> Changed:
    """Change who the person is; the audit keeps old and new under the case's key. Raises Conflict, Invalid, Refused."""
    with session.work(Compartment.SOCIAL) as work:
        change = open_act(work, case_id, "identify", "cases.edit", expected_version)
        if found := intake.person_problems(person, session.today()):
            raise wrong(found)
        row = work.db.get_one(Identity, case_id)
        _write_person(change.case, row, person)
        return change.done("identify")


def correct_case(
    session: Session,
    case_id: int,
    facts: CaseFacts,
    person: Person | None,
    reason: str,
    expected_version: int | None = None,
) -> Changed:
    """Correct a case, ended ones too: the version before is kept with the reason. Without a person it stays who it is.

    Raises Conflict, Invalid, Refused.
    """
    with session.work(Compartment.SOCIAL) as work:
        change = open_act(work, case_id, "correct", "cases.edit", expected_version)
        facts = chosen(facts)
        found = intake.person_problems(person, session.today()) if person is not None else {}
        if found := found | intake.fact_problems(work.db, facts):
            raise wrong(found)
        case, reason = change.case, needed(reason, "reason")
        row = work.db.get_one(Identity, case_id)
        old: dict[str, Any] = {"case": columns(case, frozenset({"secret"})), "identity": columns(row)}
        work.db.add(
            CaseVersion(
                case_id=case.id,
                version=case.version,
                at=work.now,
                by=session.account.id,
                reason=reason,
                record=old,
            )
        )
        intake.write_facts(work.db, case, facts)
        if person is not None:
            _write_person(case, row, person)
        return change.done("correct", reason)


def take_step(
    session: Session, case_id: int, step: str, facts: StepFacts = NO_FACTS, expected_version: int | None = None
) -> Changed:
    """Take a step of rules.TRANSITIONS: assess, support, follow, close, transfer_out, reopen.

    Raises Refused with the reason, Invalid naming what is lacking, Conflict.
    """
    require(session, "cases.edit")
    with session.work(Compartment.SOCIAL) as work:
        facts = chosen(facts)
        unless(rules.why_not_plainly(step))
        if why := rules.why_not_ended_so(step, facts.outcome):
            raise wrong({"outcome": why})
        return _step(open_change(work, case_id, expected_version), step, facts)


def close_in(work: Work, case_id: int, outcome: Outcome, on: date) -> Changed:
    """Close a case as a register tells it, inside the transaction of an import; "handed over" is an outcome there."""
    return _step(open_change(work, case_id), rules.CLOSE.name, StepFacts(outcome, on=on))


def _step(change: Change, step: str, facts: StepFacts) -> Changed:
    work, case = change.work, change.case
    unless(rules.why_not_step(record.standing(case), step, work.session.account))
    row = rules.TRANSITIONS[State(case.state), step]
    if "outcome" in row.needs and facts.outcome is None:
        raise wrong({"outcome": Invalid(NEEDED)})
    if "reason" in row.needs:
        needed(facts.reason, "reason")
    on = not_future(work, facts.on or work.session.today(), "on")
    if row.to not in rules.ENDED:
        consents.may_keep(work.db, case, work.session.today())
    _write_step(case, row.name, facts.outcome, on)
    case.state = row.to.value
    return change.done(step, nfc(facts.reason or facts.note).strip())


def _write_step(case: Case, step: str, outcome: Outcome | None, on: date) -> None:
    if step in ("close", "transfer_out"):
        case.outcome = outcome.value if outcome else Outcome.TRANSFERRED.value
        case.closed_on = on
        case.check_on = rules.check_due(on) if step == "close" and outcome is not Outcome.DIED else None
        case.checked_on = None
    elif step == "reopen":
        case.outcome, case.closed_on, case.check_on, case.checked_on = "", None, None, None


def check_after_closure(session: Session, case_id: int, on: date, note: str) -> Changed:
    """Record how it goes six months after closure. Raises Refused, Invalid."""
    with session.work(Compartment.SOCIAL) as work:
        change = open_act(work, case_id, "check", "cases.edit")
        change.case.checked_on = not_future(work, on, "on")
        return change.done("check", needed(note, "note"))


def note_contact(session: Session, case_id: int, on: date, note: str = "") -> Changed:
    """Note that there was contact: the case is no longer quiet. Raises Refused, Invalid."""
    with session.work(Compartment.SOCIAL) as work:
        change = open_act(work, case_id, "contact", "cases.edit")
        change.case.last_contact_on = max(change.case.last_contact_on, not_future(work, on, "on"))
        return change.done("contact", nfc(note).strip())


def transfer_case(session: Session, case_id: int, worker_id: str, reason: str = "") -> Changed:
    """Hand a case to another worker; its history goes with it. Raises Refused, Invalid."""
    with session.work(Compartment.SOCIAL) as work:
        change = open_act(work, case_id, "transfer", "cases.transfer")
        if worker_id not in intake.workers(session):
            raise wrong({"worker_id": Invalid(N_("That person cannot be in charge of a case."))})
        if worker_id == change.case.worker_id:
            raise wrong({"worker_id": Invalid(N_("That person is in charge of the case already."))})
        change.case.worker_id = worker_id
        return change.done("transfer", nfc(reason).strip())


def undo_last(session: Session, case_id: int, event_id: int | None = None) -> Changed:
    """Take back the person's own last act on the case, if nothing came after it; both stay in the timeline.

    `event_id` is the act the person saw offered; another one in its place is a Conflict. Raises Refused when the last
    act is somebody else's or cannot be taken back.
    """
    require(session, "cases.edit")
    with session.work(Compartment.SOCIAL) as work:
        change = open_change(work, case_id)
        last = last_act(work.db, case_id)
        if last is None or (event_id is not None and last.id != event_id):
            raise Conflict(
                N_("Something else happened to this case meanwhile, so nothing was undone."),
                theirs=detail_of(session, work.db, change.case),
            )
        if last.by != session.account.id:
            raise Refused(N_("The last act on this case is somebody else's. Only they can undo it."))
        if last.before is None:
            raise Refused(N_("This act cannot be undone."))
        write(change.case, last.before)
        last.undone_at = work.now
        return change.done("undo", "", of=last.action)


def audited_words(session: Session, code: str, box: str) -> dict[str, Any] | None:
    """What a locked part of the audit says of a case, to a lead; None once the case is erased."""
    require(session, "audit.read")
    with session.read() as db:
        return unlocked(record.find_code(db, code).secret, box)


def may_see_names(session: Session, case: Case) -> bool:
    """Whether this person could ask to see who somebody is."""
    return may(session, "cases.reveal") and (
        session.account.level is Level.LEAD or case.worker_id == session.account.id
    )
