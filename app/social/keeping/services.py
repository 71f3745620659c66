"""What can be done about keeping a case? Withdraw it, explain what must stay, hold it, wish a correction, copy it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from app.common.asking import needed, not_future, unless, wrong
from app.common.calendar import WorkCalendar
from app.common.dates import start_of_day
from app.common.deadlines import DayOff, due
from app.common.i18n import N_
from app.common.permissions import require
from app.common.text import nfc
from app.social.cases import record, rules
from app.social.cases.changing import note_event, open_act, open_change
from app.social.cases.detail import detail_of
from app.social.cases.models import Case, Consent
from app.social.cases.terms import KIND, ConsentState, State
from app.social.cases.values import CaseDetail, Changed
from app.social.keeping import retention
from app.social.keeping.models import CorrectionWish, LegalHold, RetentionRule
from app.social.keeping.unnamed import names_nobody
from app.social.masking import show
from app.vault.compartments import Compartment
from app.vault.errors import Invalid, NotFound
from app.vault.session import Session

LONGEST_KEPT = 100


@dataclass(frozen=True)
class ToErase:
    """A case that waits for its erasure, by which day, and why: withdrawal, or retention that ran out."""

    case_id: int
    code: str
    by: date
    ground: str
    late: bool


@dataclass(frozen=True)
class Kept:
    """A case that is not erased: withdrawn, and the law obliges to keep it, or held by law; the reason is masked."""

    case_id: int
    code: str
    withdrawn_on: date | None
    reason: str
    held: bool


def erase_by(withdrawn_on: date) -> date:
    """The last of the 15 days of a withdrawal; calendar days, whatever day they end on."""
    return due(rules.WITHDRAWAL, start_of_day(withdrawn_on), WorkCalendar({}, {}, frozenset()), DayOff.SAME_DAY).on


def withdraw_case(session: Session, case_id: int, on: date, note: str = "") -> Changed:
    """Record that the person withdrew their consent in writing: every consent ends, no list shows the case any more,
    and 15 days begin in which it is erased, or what the law obliges to keep is explained.

    Raises Refused, Invalid.
    """
    require(session, "cases.consent")
    with session.work(Compartment.SOCIAL) as work:
        change = open_change(work, case_id)
        case = change.case
        unless(rules.why_not_step(record.standing(case), "withdraw", session.account))
        case.withdrawn_on = not_future(work, on, "on")
        case.erase_by = erase_by(on)
        case.state_before, case.state = case.state, State.WITHDRAWN.value
        same = record.same_case(work.db, case_id)
        for row in work.db.scalars(select(Consent).where(Consent.case_id.in_(same))):
            if row.state == ConsentState.GIVEN:
                row.state, row.withdrawn_on = ConsentState.WITHDRAWN.value, on
        return change.done("withdraw", nfc(note).strip())


def explain_kept(session: Session, case_id: int, reason: str) -> Changed:
    """Say what of a withdrawn case the law obliges to keep, and why; then it waits for no erasure."""
    with session.work(Compartment.SOCIAL) as work:
        change = open_act(work, case_id, "keep", "cases.keep")
        change.case.kept_reason = needed(reason, "reason")
        return change.done("keep")


def hold(session: Session, case_id: int, reason: str) -> Changed:
    """Hold a case by law: it may not be erased. Raises Refused, Invalid without a reason."""
    with session.work(Compartment.SOCIAL) as work:
        change = open_act(work, case_id, "hold", "cases.keep")
        reason = needed(reason, "reason")
        work.db.add(LegalHold(case_id=case_id, reason=reason, placed_at=work.now, placed_by=session.account.id))
        return change.done("hold", reason)


def end_hold(session: Session, case_id: int, reason: str) -> Changed:
    """End every hold on a case and on what was merged into it. Raises Refused, Invalid without a reason."""
    with session.work(Compartment.SOCIAL) as work:
        change = open_act(work, case_id, "hold", "cases.keep")
        reason = needed(reason, "reason")
        same = record.same_case(work.db, case_id)
        standing = select(LegalHold).where(LegalHold.case_id.in_(same), LegalHold.ended_at.is_(None))
        for row in work.db.scalars(standing):
            row.ended_at, row.ended_by = work.now, session.account.id
        return change.done("end_hold", reason)


def set_retention(session: Session, record_kind: str, years: int, basis: str) -> None:
    """For how many years after closure the office keeps a type of record. Raises Invalid."""
    require(session, "cases.keep")
    if record_kind not in retention.RECORD_KINDS:
        raise wrong({"record_kind": Invalid(N_("Choose a type of record from the list."))})
    if not 1 <= years <= LONGEST_KEPT:
        raise wrong({"years": Invalid(N_("Enter a number of years."))})
    with session.work(Compartment.SOCIAL) as work:
        row = work.db.get(RetentionRule, record_kind) or RetentionRule(record_kind=record_kind)
        row.years, row.basis = years, needed(basis, "basis")
        names_nobody(work, row.basis, "basis")
        row.changed_at, row.changed_by = work.now, session.account.id
        work.db.add(row)
        work.audit("cases.retention", KIND, record_kind=record_kind, years=years, basis=row.basis)


def to_erase(session: Session) -> list[ToErase]:
    """The cases that wait for their erasure, the earliest first. Leads only."""
    require(session, "cases.erase")
    today = session.today()
    with session.read() as db:
        withdrawn = select(Case).where(
            Case.state == State.WITHDRAWN,
            Case.kept_reason == "",
            Case.id.not_in(retention.held()),
            Case.erase_by.is_not(None),
        )
        found = [
            ToErase(case.id, case.code, case.erase_by, "withdrawal", case.erase_by < today)
            for case in db.scalars(withdrawn)
            if case.erase_by is not None
        ]
        found += [
            ToErase(case.id, case.code, last, "retention", late=False) for case, last in retention.run_out(db, today)
        ]
    return sorted(found, key=lambda each: (each.by, each.code))


def kept(session: Session) -> list[Kept]:
    """The withdrawn cases that are not erased because the law obliges to keep or to hold them. Leads only."""
    require(session, "cases.erase")
    with session.read() as db:
        holding = retention.held()
        standing = select(LegalHold).where(LegalHold.ended_at.is_(None)).order_by(LegalHold.id)
        held = {record.home_of(db, row.case_id).id: row.reason for row in db.scalars(standing)}
        stays = or_(Case.kept_reason != "", Case.id.in_(holding))
        query = select(Case).where(or_(Case.state == State.WITHDRAWN, Case.id.in_(holding)), stays).order_by(Case.seq)
        return [
            Kept(
                case.id,
                case.code,
                case.withdrawn_on,
                show(case.kept_reason or held.get(case.id, ""), record.words_of(db, case.id), revealed=False),
                held=case.id in held,
            )
            for case in db.scalars(query)
        ]


def wish_correction(session: Session, case_id: int, wish: str) -> int:
    """Record what a person wants corrected; its id."""
    with session.work(Compartment.SOCIAL) as work:
        case = open_act(work, case_id, "correct", "cases.edit").case
        row = CorrectionWish(
            case_id=case_id, wish=needed(wish, "wish"), state="open", at=work.now, by=session.account.id
        )
        work.db.add(row)
        note_event(work, case, "wish", row.wish)
        work.db.flush()
        return row.id


def answer_correction(session: Session, wish_id: int, state: str, answer: str) -> None:
    """Answer a wish: `done` (the correction itself is `correct_case`) or `declined`, with the reason."""
    require(session, "cases.edit")
    with session.work(Compartment.SOCIAL) as work:
        row = work.db.get(CorrectionWish, wish_id)
        if row is None or row.state != "open" or state not in ("done", "declined"):
            raise NotFound(N_("There is no such wish, or it was answered already."))
        case = open_act(work, row.case_id, "correct", "cases.edit").case
        row.state, row.answer = state, needed(answer, "answer")
        row.answered_at, row.answered_by = work.now, session.account.id
        note_event(work, case, "answer_wish", row.answer, answer=state)


def client_copy(session: Session, case_id: int, reason: str) -> CaseDetail:
    """Everything held in the case, for the person's own copy; audited before it is given.

    Raises Refused, Invalid without a reason.
    """
    require(session, "cases.copy")
    with session.work(Compartment.SOCIAL) as work:
        case = open_act(work, case_id, "reveal", "cases.reveal").case
        note_event(work, case, "copy", needed(reason, "reason"))
    with session.read() as db:
        return detail_of(session, db, record.find(db, case_id), revealed=True)
