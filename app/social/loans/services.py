"""What can a person do with a loan? Prepare it, take it through the lender's decisions, record what is repaid.

Each verb checks the permission and the rules, works in one transaction, notes the event and audits it.
"""

from collections.abc import Sequence
from datetime import date

from app.common.choices import chosen, one_of
from app.common.desk import Desk
from app.common.i18n import N_
from app.common.money import MOST_DONG, TOO_MUCH
from app.common.permissions import require
from app.common.rows import columns, fill_defaults
from app.common.text import nfc
from app.registry import queries as registry
from app.social.cases import rules as case_rules
from app.social.cases.consents import consent_for
from app.social.cases.models import Case
from app.social.cases.terms import State as CaseState
from app.social.loans import record, rules, schedule
from app.social.loans.changing import Change, open_change
from app.social.loans.models import Loan, LoanPayment, LoanVersion
from app.social.loans.owing import Order
from app.social.loans.schedule import Terms, Then
from app.social.loans.terms import KIND, SHARE_LENDER, LoanState
from app.social.loans.values import LoanChanged, NewLoan
from app.social.models import Draft, SavedFilter
from app.vault.compartments import Compartment
from app.vault.errors import AppError, Conflict, Invalid, NotFound, Refused
from app.vault.session import Session, Work

DESK = Desk(KIND, Compartment.SOCIAL, Draft, SavedFilter, typing="loans.edit", listing="loans.list")
Rows = Sequence[tuple[date, int, int]]
_NEEDED = N_("This is needed.")


def apply(session: Session, new: NewLoan) -> LoanChanged:
    """Begin to prepare an application for a client. Raises Invalid at each field, Refused when the case has ended."""
    require(session, "loans.edit")
    with session.work(Compartment.SOCIAL) as work:
        case = work.db.get(Case, new.case_id)
        if case is None or not case.listed:
            raise NotFound(N_("There is no such case. Nothing was changed."))
        if CaseState(case.state) not in case_rules.OPEN:
            raise Refused(N_("The case has ended. Reopen it before a loan is applied for."))
        _unless(rules.why_not_act(LoanState.DRAFT, "edit", session.account, case.worker_id))
        loan = Loan(case_id=case.id, state=LoanState.DRAFT.value, created_at=work.now, updated_at=work.now, rate=None)
        fill_defaults(loan)
        loan.version = 0
        _write(work, loan, new)
        record.give_number(work, loan)
        work.db.add(loan)
        work.db.flush()
        return Change(work, loan, case, {"loan": {}}, undoable=False).done("apply")


def edit_loan(session: Session, loan_id: int, expected_version: int, new: NewLoan) -> LoanChanged:
    """Change an application that was not submitted yet. Raises Conflict, Invalid, Refused."""
    require(session, "loans.edit")
    with session.work(Compartment.SOCIAL) as work:
        change = _act(open_change(work, loan_id, expected_version), "edit")
        _write(work, change.loan, new)
        return change.done("edit")


def typed_application(session: Session, loan_id: int) -> NewLoan:
    """An application as it was typed, for the form of whoever works on the case; audited. Raises Refused, NotFound."""
    require(session, "loans.edit")
    with session.work(Compartment.SOCIAL) as work:
        change = _act(open_change(work, loan_id), "edit")
        loan = change.loan
        work.audit(f"{KIND}.open", f"{KIND}/{loan.number}", case=change.case.code, typed=True)
        return NewLoan(loan.case_id, loan.programme, loan.lender, loan.purpose, loan.amount_asked, loan.note)


def _write(work: Work, loan: Loan, new: NewLoan) -> None:
    wrong: dict[str, AppError] = {}
    # A programme that is used no longer may stay where it stands.
    name = next(
        (
            item.name
            for item in registry.whole_catalogue(work.db, registry.LOAN_PROGRAMMES)
            if item.code == new.programme and (item.active or item.code == loan.programme)
        ),
        None,
    )
    if new.case_id != loan.case_id:
        wrong["case"] = Invalid(N_("An application stays with the case that it was begun for."))
    if name is None:
        wrong["programme"] = Invalid(N_("Choose a programme of the list."))
    if new.amount_asked < 0:
        wrong["amount_asked"] = Invalid(N_("Enter an amount above zero."))
    elif new.amount_asked > MOST_DONG:
        wrong["amount_asked"] = Invalid(TOO_MUCH)
    if wrong:
        raise Invalid(N_("Nothing was saved. Correct what is marked."), wrong)
    loan.programme, loan.programme_name, loan.amount_asked = new.programme, name or "", new.amount_asked
    loan.lender, loan.purpose, loan.note = nfc(new.lender).strip(), nfc(new.purpose).strip(), nfc(new.note).strip()


# --- the lender's decisions ----------------------------------------------------------------------------


def submit(session: Session, loan_id: int, on: date, expected_version: int | None = None) -> LoanChanged:
    """Submit the application. Raises Refused unless the client agreed that this lender may know of them."""
    require(session, "loans.edit")
    with session.work(Compartment.SOCIAL) as work:
        change = _step(open_change(work, loan_id, expected_version), "submit")
        loan = change.loan
        wrong = _not_in_future(session, "submitted_on", on)
        wrong |= {name: Invalid(_NEEDED) for name in ("lender", "amount_asked") if not getattr(loan, name)}
        _refuse_wrong(wrong)
        # Agreed now, and on the day on which the lender was told: neither makes good for the other.
        for day in sorted({on, session.today()}):
            consent_for(work.db, loan.case_id, SHARE_LENDER, loan.lender, day)
        loan.submitted_on, loan.state = on, rules.SUBMIT.to.value
        return change.done("submit")


def appraise(session: Session, loan_id: int, on: date, amount: int, expected_version: int | None = None) -> LoanChanged:
    """The lender agrees to an amount."""
    require(session, "loans.edit")
    with session.work(Compartment.SOCIAL) as work:
        change = _step(open_change(work, loan_id, expected_version), "appraise")
        loan = change.loan
        wrong = _not_in_future(session, "appraised_on", on)
        if loan.submitted_on is not None and on < loan.submitted_on:
            wrong["appraised_on"] = Invalid(N_("That day lies before the application was submitted."))
        if amount <= 0:
            wrong["amount"] = Invalid(N_("Enter an amount above zero."))
        elif amount > MOST_DONG:
            wrong["amount"] = Invalid(TOO_MUCH)
        _refuse_wrong(wrong)
        loan.appraised_on, loan.amount, loan.state = on, amount, rules.APPRAISE.to.value
        return change.done("appraise")


def end(
    session: Session, loan_id: int, step: str, on: date, reason: str, expected_version: int | None = None
) -> LoanChanged:
    """The lender refuses, the client withdraws, or the lender writes the debt off: `step` says which."""
    require(session, "loans.edit")
    with session.work(Compartment.SOCIAL) as work:
        change = _step(open_change(work, loan_id, expected_version), step)
        _unless(rules.why_not_ended_by(step))
        wrong = _not_in_future(session, "ended_on", on)
        if not (reason := nfc(reason).strip()):
            wrong["reason"] = Invalid(_NEEDED)
        _refuse_wrong(wrong)
        loan = change.loan
        state = LoanState(loan.state)
        loan.ended_on, loan.ended_reason = on, reason
        loan.state = rules.TRANSITIONS[state, step].to.value
        return change.done(step, reason)


def disburse(
    session: Session,
    loan_id: int,
    terms: Terms,
    rows: Rows | None = None,
    order: Order = Order.INTEREST_FIRST,
    expected_version: int | None = None,
) -> LoanChanged:
    """The money was paid out: from `terms.start` the schedule runs, the lender's own (`rows`) before the formula's."""
    require(session, "loans.edit")
    with session.work(Compartment.SOCIAL) as work:
        change = _step(open_change(work, loan_id, expected_version), "disburse")
        loan, terms, order = change.loan, chosen(terms), one_of(Order, order, "pay_order")
        wrong = _not_in_future(session, "disbursed_on", terms.start)
        if loan.appraised_on is not None and terms.start < loan.appraised_on:
            wrong["disbursed_on"] = Invalid(N_("That day lies before the appraisal."))
        _refuse_wrong(wrong)
        made = schedule.make(terms)
        record.write_terms(loan, terms)
        loan.pay_order = order.value
        record.write_schedule(work.db, loan, schedule.lenders(terms, rows) if rows else made)
        loan.state = rules.DISBURSE.to.value
        return change.done("disburse")


# --- repayment -----------------------------------------------------------------------------------------


def record_payment(
    session: Session,
    loan_id: int,
    paid_on: date,
    amount: int,
    receipt: str = "",
    note: str = "",
    expected_version: int | None = None,
) -> LoanChanged:
    """Money that the lender received; the last instalment settles the loan. Raises Invalid beyond what is owed."""
    require(session, "loans.edit")
    with session.work(Compartment.SOCIAL) as work:
        change = _act(open_change(work, loan_id, expected_version), "pay")
        _add_payment(change, paid_on, amount, receipt, note)
        record.reckon(work.db, change.loan, session.today())
        return change.done("pay", nfc(note).strip(), {"paid_on": paid_on.isoformat(), "amount": amount})


def repay_early(
    session: Session,
    loan_id: int,
    paid_on: date,
    principal: int,
    then: Then,
    receipt: str = "",
    expected_version: int | None = None,
) -> LoanChanged:
    """Principal repaid before its time, with the interest that ran until that day; the rest is scheduled anew.

    Raises Refused while something due by that day is unpaid, or something was paid ahead or later.
    """
    require(session, "loans.edit")
    with session.work(Compartment.SOCIAL) as work:
        change = _act(open_change(work, loan_id, expected_version), "repay_early")
        loan, db, then = change.loan, work.db, one_of(Then, then, "then")
        before = record.schedule_of(db, loan)
        _refuse_wrong(_not_in_future(session, "paid_on", paid_on))
        due = sum(line.total for line in before.lines if line.due_on <= paid_on)
        paid = sum(each.amount for each in record.payments(db, loan.id))
        _unless(rules.why_not_early(due, paid))
        after = schedule.repay_early(before, paid_on, principal, then)
        total = sum(line.total for line in after.lines if line.due_on <= paid_on) - due
        record.write_schedule(db, loan, after)
        _add_payment(change, paid_on, total, receipt, "")
        record.reckon(db, loan, session.today())
        return change.done("repay_early", "", {"paid_on": paid_on.isoformat(), "principal": principal, "then": then})


def replace_schedule(session: Session, loan_id: int, rows: Rows, expected_version: int | None = None) -> LoanChanged:
    """Put the lender's own schedule in force, of the whole loan from its start; what was paid counts anew."""
    require(session, "loans.edit")
    with session.work(Compartment.SOCIAL) as work:
        change = _act(open_change(work, loan_id, expected_version), "replace_schedule")
        loan = change.loan
        record.write_schedule(work.db, loan, schedule.lenders(record.terms_of(loan), rows))
        record.reckon(work.db, loan, session.today())
        return change.done("replace_schedule")


def correct_payment(
    session: Session,
    loan_id: int,
    payment_id: int,
    paid_on: date,
    amount: int,
    reason: str,
    expected_version: int | None = None,
) -> LoanChanged:
    """Set a payment right that was typed wrongly; 0 takes it out. The loan as it stood is kept with the reason."""
    require(session, "loans.correct")
    with session.work(Compartment.SOCIAL) as work:
        change = _act(open_change(work, loan_id, expected_version), "correct_payment")
        loan, db = change.loan, work.db
        payment = db.get(LoanPayment, payment_id)
        if payment is None or payment.loan_id != loan.id:
            raise NotFound(N_("There is no such payment. Nothing was changed."))
        wrong = _payment_errors(change, paid_on, amount or 1)
        if not (reason := nfc(reason).strip()):
            wrong["reason"] = Invalid(_NEEDED)
        _refuse_wrong(wrong)
        db.add(
            LoanVersion(
                case_id=loan.case_id,
                loan_id=loan.id,
                version=loan.version,
                at=work.now,
                by=session.account.id,
                reason=reason,
                record={**change.before, "loan": columns(loan)},
            )
        )
        if amount:
            payment.paid_on, payment.amount = paid_on, amount
        else:
            db.delete(payment)
        record.reckon(db, loan, session.today())
        return change.done("correct_payment", reason, {"paid_on": paid_on.isoformat(), "amount": amount})


def undo_last(session: Session, loan_id: int, event_id: int | None = None) -> LoanChanged:
    """Take back the person's own last act on the loan. Raises Refused for somebody else's, or what cannot be undone.

    `event_id` is the act the person saw offered; another one in its place is a Conflict.
    """
    require(session, "loans.edit")
    with session.work(Compartment.SOCIAL) as work:
        change = _act(open_change(work, loan_id), "undo")
        last = record.last_act(work.db, loan_id)
        if last is None:
            raise Conflict(N_("Nothing has been done to this loan that could be undone."))
        if event_id is not None and last.id != event_id:
            raise Conflict(N_("Something else happened to this loan meanwhile, so nothing was undone."))
        if last.by != session.account.id:
            raise Refused(N_("The last act on this loan is somebody else's. Only they can undo it."))
        if last.before is None:
            raise Refused(N_("This act cannot be undone."))
        change.undoable = False
        record.put_back(work.db, change.loan, last.before)
        last.undone_at = work.now
        return change.done("undo", "", {"of": last.action})


# --- what the verbs share ------------------------------------------------------------------------------


def _add_payment(change: Change, paid_on: date, amount: int, receipt: str, note: str) -> None:
    _refuse_wrong(_payment_errors(change, paid_on, amount))
    work = change.work
    work.db.add(
        LoanPayment(
            case_id=change.loan.case_id,
            loan_id=change.loan.id,
            paid_on=paid_on,
            amount=amount,
            receipt=nfc(receipt).strip(),
            note=nfc(note).strip(),
            at=work.now,
            by=work.session.account.id,
        )
    )


def _payment_errors(change: Change, paid_on: date, amount: int) -> dict[str, AppError]:
    wrong = _not_in_future(change.work.session, "paid_on", paid_on)
    if change.loan.disbursed_on is not None and paid_on < change.loan.disbursed_on:
        wrong["paid_on"] = Invalid(N_("That day lies before the money was paid out."))
    if amount <= 0:
        wrong["amount"] = Invalid(N_("Enter an amount above zero."))
    return wrong


def _not_in_future(session: Session, name: str, day: date) -> dict[str, AppError]:
    return {name: Invalid(N_("That day lies in the future."))} if day > session.today() else {}


def _refuse_wrong(wrong: dict[str, AppError]) -> None:
    if wrong:
        raise Invalid(N_("Nothing was saved. Correct what is marked."), wrong)


def _step(change: Change, name: str) -> Change:
    who, state = change.work.session.account, LoanState(change.loan.state)
    _unless(rules.why_not_step(state, name, who, change.case.worker_id))
    return change


def _act(change: Change, name: str) -> Change:
    who, state = change.work.session.account, LoanState(change.loan.state)
    _unless(rules.why_not_act(state, name, who, change.case.worker_id))
    return change


def _unless(why_not: AppError | None) -> None:
    if why_not is not None:
        raise why_not
