"""Is the person still at the job? What is heard after 1, 3, 6 and 12 months, and how an answer is set right."""

from datetime import date

from app.common.asking import NEEDED, needed, wrong
from app.common.choices import chosen
from app.common.dates import show_date
from app.common.i18n import N_
from app.common.text import nfc
from app.social.support_services import record
from app.social.support_services.changing import Change, open_act
from app.social.support_services.models import JobCheck, ServiceVersion
from app.social.support_services.terms import Answer, State
from app.social.support_services.values import NewAnswer, ServiceChanged
from app.vault.compartments import Compartment
from app.vault.errors import AppError, Invalid, NotFound, Refused
from app.vault.session import Session


def answer_check(
    session: Session, service_id: int, new: NewAnswer, expected_version: int | None = None
) -> ServiceChanged:
    """Record what was heard. With six months kept the job counts as kept; with "no" it has ended.

    Raises Invalid before the months are over, and without the day and reason of a job that ended; Refused for a check
    that was answered (`correct_check` sets it right).
    """
    with session.work(Compartment.SOCIAL) as work:
        change = open_act(work, service_id, "check", expected_version)
        service, row, new = change.service, _check(change, new.months), chosen(new)
        if row.answer in (Answer.YES, Answer.NO):
            raise Refused(N_("This check was answered. Correct the answer if it is wrong."))
        found = _problems(row, new, session.today())
        if new.answer is Answer.NO:
            found |= _lost(change, new)
        if found:
            raise wrong(found)
        _write(row, new)
        if new.answer is Answer.NO:
            service.ended_on, service.ended_reason = new.lost_on, nfc(new.reason).strip()
            service.state = State.ENDED.value
        note = nfc(new.reason if new.answer is Answer.NO else new.note).strip()
        return change.done("check", note, {"months": new.months, "answer": new.answer.value})


def correct_check(session: Session, service_id: int, new: NewAnswer, reason: str) -> ServiceChanged:
    """Set right what was heard at a check; the service as it stood is kept with the reason. Raises Invalid, Refused."""
    with session.work(Compartment.SOCIAL) as work:
        change = open_act(work, service_id, "correct_check", permission="services.correct")
        row, reason, new = _check(change, new.months), needed(reason, "reason"), chosen(new)
        if not row.answer:
            raise Refused(N_("This check was not answered yet, so there is nothing to correct. Record what was heard."))
        if new.answer is Answer.NO and change.service.ended_on is None:
            raise Refused(N_("The job has not ended. Record that it ended instead."))
        if found := _problems(row, new, session.today()):
            raise wrong(found)
        work.db.add(
            ServiceVersion(
                case_id=change.service.case_id,
                service_id=service_id,
                version=change.service.version,
                at=work.now,
                by=session.account.id,
                reason=reason,
                record=change.before,
            )
        )
        _write(row, new)
        return change.done("correct_check", reason, {"months": new.months, "answer": new.answer.value})


def _check(change: Change, months: int) -> JobCheck:
    found = [each for each in record.checks(change.work.db, change.service.id) if each.months == months]
    if not found:
        raise NotFound(N_("There is no such check. Nothing was changed."))
    return found[0]


def _problems(row: JobCheck, new: NewAnswer, today: date) -> dict[str, AppError]:
    if new.on > today:
        return {"on": Invalid(N_("This day lies in the future."))}
    if new.on < row.due_on and new.answer is not Answer.NO:
        return {
            "on": Invalid(
                N_("The {months} months are not over before {day}."), months=row.months, day=show_date(row.due_on)
            )
        }
    return {}


def _lost(change: Change, new: NewAnswer) -> dict[str, AppError]:
    found: dict[str, AppError] = {}
    if not new.reason.strip():
        found["reason"] = Invalid(NEEDED)
    if new.lost_on is None:
        found["lost_on"] = Invalid(NEEDED)
    elif new.lost_on > new.on:
        found["lost_on"] = Invalid(N_("The job cannot have ended after the day on which it was heard."))
    elif change.service.begun_on is not None and new.lost_on < change.service.begun_on:
        found["lost_on"] = Invalid(N_("It would end before it begins."))
    return found


def _write(row: JobCheck, new: NewAnswer) -> None:
    row.answer, row.answered_on, row.note = new.answer.value, new.on, nfc(new.note).strip()
