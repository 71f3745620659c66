"""What can a person do with a support service? Propose it, take it through its life, correct it, take an act back.

Each verb checks the permission and the rules, works in one transaction, notes the event and audits it. Checks on a job
are in `services_jobs`.
"""

from dataclasses import fields
from datetime import date, timedelta
from typing import Any

from app.common.asking import needed, unless, wrong
from app.common.choices import chosen
from app.common.i18n import N_
from app.common.permissions import require
from app.common.rows import fill_defaults
from app.common.text import fold, nfc
from app.social.cases import record as case_record
from app.social.cases import rules as case_rules
from app.social.cases.consents import consent_for
from app.social.cases.models import Case
from app.social.cases.terms import State as CaseState
from app.social.support_services import record, rules
from app.social.support_services.changing import Change, open_act, open_step
from app.social.support_services.lives import LIVES, Step
from app.social.support_services.models import Service, ServiceVersion
from app.social.support_services.terms import ServiceKind, State
from app.social.support_services.values import Correction, Facts, NewService, ServiceChanged, StepFacts
from app.vault.compartments import Compartment
from app.vault.errors import AppError, Conflict, Invalid, Refused
from app.vault.session import Session

NO_FACTS = StepFacts()


def propose(session: Session, new: NewService) -> ServiceChanged:
    """Begin a service for a case; nobody outside hears of it yet. It gets the next number of the year.

    Raises Invalid at each field, Refused when the case has ended or is another worker's.
    """
    require(session, "services.edit")
    with session.work(Compartment.SOCIAL) as work:
        case = case_record.find(work.db, new.case_id)
        if CaseState(case.state) not in case_rules.OPEN:
            raise Refused(N_("The case has ended. Reopen it before new support begins."))
        unless(rules.why_not_worker(session.account, case.worker_id))
        new = chosen(new)
        life = LIVES[new.kind]
        service = Service(
            case_id=case.id,
            kind=new.kind.value,
            state=life.start.value,
            opened_on=session.today(),
            created_at=work.now,
            updated_at=work.now,
        )
        fill_defaults(service)
        service.version = 0
        _write(service, new.facts, life.required, session.today())
        record.give_number(work, service)
        work.db.add(service)
        work.db.flush()
        return Change(work, service, case, {}, undoable=False).done("propose")


def edit_service(
    session: Session, service_id: int, facts: Facts, expected_version: int | None = None
) -> ServiceChanged:
    """Change what is prepared, before anything came of it. Raises Conflict, Invalid, Refused."""
    with session.work(Compartment.SOCIAL) as work:
        change = open_act(work, service_id, "edit", expected_version)
        _write(change.service, facts, LIVES[ServiceKind(change.service.kind)].required, session.today())
        return change.done("edit")


def take_step(
    session: Session, service_id: int, step: str, facts: StepFacts = NO_FACTS, expected_version: int | None = None
) -> ServiceChanged:
    """Take a step of the service's life. Raises Refused, also unless the person agreed that the provider may know of
    them; Invalid at each field.
    """
    with session.work(Compartment.SOCIAL) as work:
        change = open_step(work, service_id, step, expected_version)
        service, case, facts = change.service, change.case, chosen(facts)
        kind = ServiceKind(service.kind)
        row = LIVES[kind].steps[State(service.state), step]
        on = facts.on or session.today()
        entered = _entered(row, facts) | {"on": on, "reason": nfc(facts.reason).strip()}
        found = rules.missing(service, row.needs, entered)
        if problem := rules.day_problem(service, row, on, session.today()):
            found["on"] = problem
        for name, value in entered.items():
            if name not in ("on", "reason", "note"):
                setattr(service, name, value)
        found |= rules.problems(kind, service, session.today())
        _refuse(found)
        if row.share and service.provider:
            # Agreed now, and on the day on which somebody was told: neither makes good for the other.
            for day in sorted({on, session.today()}):
                consent_for(work.db, case.id, LIVES[kind].purpose, service.provider, day)
        _write_days(change, row, on, facts)
        service.state = row.to.value
        note = entered["reason"] or nfc(facts.note).strip()
        return change.done(step, note, {"on": on.isoformat()})


def _entered(step: Step, facts: StepFacts) -> dict[str, Any]:
    """What was entered of what the step may have, tidied."""
    asked = {*step.needs, *step.also}
    values = {each.name: getattr(facts, each.name) for each in fields(facts) if each.name in asked}
    return {
        name: " ".join(nfc(value).split()) if isinstance(value, str) else value
        for name, value in values.items()
        if value is not None
    }


def _write_days(change: Change, step: Step, on: date, facts: StepFacts) -> None:
    service = change.service
    for name in step.writes:
        setattr(service, name, on)
    service.ended_reason = nfc(facts.reason).strip() if "reason" in step.needs else ""
    if "expected_on" in step.also or step.expect:
        default = on + timedelta(days=step.expect) if step.expect else service.expected_on
        service.expected_on = facts.expected_on or default
        if service.expected_on is not None and service.expected_on < on:
            raise wrong({"expected_on": Invalid(N_("It is expected only after this step."))})
    if step.to is State.PLACED:
        record.set_checks(change.work.db, service, on)
    if "attended" in (*step.needs, *step.also) and facts.attended is not None:
        service.counted_on = on


def note_attendance(session: Session, service_id: int, on: date, attended: int, note: str = "") -> ServiceChanged:
    """Record how many of the planned sessions somebody has attended by a day. Raises Refused, Invalid."""
    with session.work(Compartment.SOCIAL) as work:
        change = open_act(work, service_id, "attend")
        service, today = change.service, session.today()
        before, service.attended = service.attended, attended
        found = rules.problems(ServiceKind(service.kind), service, today)
        if on > today:
            found["on"] = Invalid(N_("This day lies in the future."))
        elif (service.begun_on and on < service.begun_on) or (service.counted_on and on < service.counted_on):
            found["on"] = Invalid(N_("This day lies before the step before it."))
        if before is not None and attended < before:
            found["attended"] = Invalid(N_("{count} sessions are recorded already. Enter them all."), count=before)
        _refuse(found)
        service.counted_on = on
        return change.done("attend", nfc(note).strip(), {"on": on.isoformat(), "attended": attended})


def put_off(session: Session, service_id: int, expected_on: date, note: str = "") -> ServiceChanged:
    """Enter a new day by which something is expected. Raises Refused, Invalid."""
    with session.work(Compartment.SOCIAL) as work:
        change = open_act(work, service_id, "put_off")
        since = change.service.begun_on or change.service.sent_on
        if since is not None and expected_on < since:
            raise wrong({"expected_on": Invalid(N_("This day lies before the step before it."))})
        change.service.expected_on = expected_on
        return change.done("put_off", nfc(note).strip(), {"expected_on": expected_on.isoformat()})


def correct_service(
    session: Session, service_id: int, as_it_was: Correction, reason: str, expected_version: int | None = None
) -> ServiceChanged:
    """Set right what was written wrongly; the service as it stood is kept with the reason. Raises Invalid, Refused."""
    with session.work(Compartment.SOCIAL) as work:
        change = open_act(work, service_id, "correct", expected_version, "services.correct")
        service, db, today = change.service, work.db, session.today()
        reason = needed(reason, "reason")
        db.add(
            ServiceVersion(
                case_id=service.case_id,
                service_id=service.id,
                version=service.version,
                at=work.now,
                by=session.account.id,
                reason=reason,
                record=change.before,
            )
        )
        found = _days_corrected(change, as_it_was, today)
        if as_it_was.attended is not None:
            service.attended = as_it_was.attended
        if as_it_was.certificate is not None:
            service.certificate = nfc(as_it_was.certificate).strip()
        if as_it_was.received_by is not None:
            service.received_by = " ".join(nfc(as_it_was.received_by).split())
        service.certified_on = as_it_was.certified_on or service.certified_on
        told = fold(service.provider)
        _write(service, as_it_was.facts, LIVES[ServiceKind(service.kind)].required, today, found)
        if service.provider and fold(service.provider) != told:
            _agreed_to_another(change)
        if service.kind == ServiceKind.JOB and service.begun_on is not None:
            record.set_checks(db, service, service.begun_on)
            if any(each.answered_on and each.answered_on < each.due_on for each in record.checks(db, service.id)):
                raise wrong({"begun_on": Invalid(N_("A check would have been answered before it was due."))})
        return change.done("correct", reason)


def _agreed_to_another(change: Change) -> None:
    """A provider set right is another who heard of the person: by then they had agreed to that one."""
    service, purpose = change.service, LIVES[ServiceKind(change.service.kind)].purpose
    if purpose:
        since = service.sent_on or service.begun_on or change.work.session.today()
        consent_for(change.work.db, change.case.id, purpose, service.provider, since)


def _days_corrected(change: Change, as_it_was: Correction, today: date) -> dict[str, AppError]:
    service, found = change.service, {}
    for name in ("begun_on", "ended_on"):
        day: date | None = getattr(as_it_was, name)
        if day is None:
            continue
        if getattr(service, name) is None:
            found[name] = Invalid(N_("This has not happened yet. Take the step instead."))
        elif day > today:
            found[name] = Invalid(N_("This day lies in the future."))
        else:
            setattr(service, name, day)
    if service.begun_on and service.ended_on and service.ended_on < service.begun_on:
        found["ended_on"] = Invalid(N_("It would end before it begins."))
    return dict(found)


def undo_last(session: Session, service_id: int, event_id: int | None = None) -> ServiceChanged:
    """Take back the person's own last act. Raises Refused for somebody else's, Conflict when it is not the last."""
    with session.work(Compartment.SOCIAL) as work:
        change = open_act(work, service_id, "undo")
        last = record.last_event(work.db, service_id)
        if last is None or (event_id is not None and last.id != event_id):
            raise Conflict(N_("Nothing has been done to this support that could be undone."))
        if last.by != session.account.id:
            raise Refused(N_("The last act is somebody else's. Only they can undo it."))
        if last.before is None:
            raise Refused(N_("This act cannot be undone."))
        change.undoable = False
        record.put_back(work.db, change.service, last.before)
        last.undone_at = work.now
        return change.done("undo", "", {"of": last.action})


def _write(
    service: Service,
    facts: Facts,
    required: tuple[str, ...],
    today: date,
    found: dict[str, AppError] | None = None,
) -> None:
    """Put what was entered into the row: what the kind asks for, and nothing else."""
    kind = ServiceKind(service.kind)
    for name in LIVES[kind].facts:
        value = getattr(facts, name)
        if isinstance(value, str):
            value = nfc(value).strip() if name == "note" else " ".join(nfc(value).split())
        setattr(service, name, value)
    wrong_ones = rules.missing(service, required, {}) | rules.problems(kind, service, today)
    _refuse({**wrong_ones, **(found or {})})


def _refuse(found: dict[str, AppError]) -> None:
    if found:
        raise wrong(found)


def case_of(db: Any, service_id: int) -> Case:
    """The case that a service belongs to now."""
    return record.find(db, service_id)[1]
