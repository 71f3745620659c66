"""What does a person see who opens a loan: terms, schedule, payments, what happened, what can be done?"""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.common.steps import Undoable
from app.registry import queries as registry
from app.social.cases.consents import consent_for
from app.social.cases.models import Case
from app.social.cases.record import words_of
from app.social.loans import record, rules
from app.social.loans.models import Loan, LoanEvent
from app.social.loans.owing import Order, Paid, left_over_time, owing
from app.social.loans.rows import row_of
from app.social.loans.rules import ACTS, TRANSITIONS, WAITING
from app.social.loans.schedule import Schedule
from app.social.loans.terms import OTHER_ACTIONS, SHARE_LENDER, LoanState
from app.social.loans.values import LoanDetail, NewLoan, Payment, TimelineEntry
from app.social.masking import IdentityWords, show
from app.vault.errors import AppError, Refused
from app.vault.session import Session

ACTION_NAMES: dict[str, str] = {
    **{step.name: step.label for step in TRANSITIONS.values()},
    **{act.name: act.label for act in ACTS.values()},
    **OTHER_ACTIONS,
}


def detail_of(session: Session, db: Orm, loan: Loan, case: Case, *, revealed: bool = False) -> LoanDetail:
    """Everything about a loan. Reading it is audited by the service, not here."""
    today, me, words = session.today(), session.account, words_of(db, case.id)
    people = {account.id: account.full_name for account in session.accounts()}
    lines = tuple(record.line(each) for each in record.instalments(db, loan.id))
    rows, order, state = record.payments(db, loan.id), Order(loan.pay_order), LoanState(loan.state)
    paid = [Paid(each.paid_on, each.amount) for each in rows]
    return LoanDetail(
        row=row_of(session, db, loan),
        version=loan.version,
        entry=NewLoan(
            case.id,
            loan.programme,
            show(loan.lender, words, revealed=revealed),
            show(loan.purpose, words, revealed=revealed),
            loan.amount_asked,
            show(loan.note, words, revealed=revealed),
        ),
        ended_reason=show(loan.ended_reason, words, revealed=revealed),
        rate=loan.rate,
        periods=loan.periods,
        by_lender=loan.by_lender,
        submitted_on=loan.submitted_on,
        appraised_on=loan.appraised_on,
        ended_on=loan.ended_on,
        lines=lines,
        owing=owing(lines, paid, today, order),
        payments=tuple(
            Payment(
                each.id,
                each.paid_on,
                each.amount,
                show(each.receipt, words, revealed=revealed),
                show(each.note, words, revealed=revealed),
            )
            for each in rows
        ),
        pay_order=order,
        schedule=Schedule(record.terms_of(loan), lines, loan.each, loan.by_lender) if lines else None,
        left=left_over_time(lines, paid, today, order),
        programme_verified=_verified(db, loan.programme),
        lacks=_lacks(session, db, loan) if state in WAITING else None,
        worker=people.get(case.worker_id or "", ""),
        timeline=_timeline(db, loan, people, words, revealed=revealed),
        next_step=rules.next_step(state, me, case.worker_id),
        steps=rules.possible_steps(state, me, case.worker_id),
        acts=rules.possible_acts(state, me, case.worker_id),
        undoable=undoable(db, loan, me.id),
    )


def _verified(db: Orm, code: str) -> bool:
    return any(each.verified for each in registry.whole_catalogue(db, registry.LOAN_PROGRAMMES) if each.code == code)


def _lacks(session: Session, db: Orm, loan: Loan) -> AppError | None:
    """Why the lender may not hear of the client today."""
    try:
        consent_for(db, loan.case_id, SHARE_LENDER, loan.lender, session.today())
    except Refused as why_not:
        return why_not
    return None


def _timeline(
    db: Orm, loan: Loan, people: Mapping[str, str], words: IdentityWords, *, revealed: bool
) -> tuple[TimelineEntry, ...]:
    query = select(LoanEvent).where(LoanEvent.loan_id == loan.id, LoanEvent.action != "open").order_by(LoanEvent.id)
    return tuple(
        TimelineEntry(
            id=row.id,
            at=row.at,
            by=people.get(row.by, row.by),
            action=row.action,
            label=ACTION_NAMES.get(row.action, row.action),
            from_state=LoanState(row.from_state) if row.from_state else None,
            to_state=LoanState(row.to_state) if row.to_state else None,
            note=show(row.note, words, revealed=revealed),
            detail=row.detail,
            undone=row.undone_at is not None,
        )
        for row in db.scalars(query)
    )


def undoable(db: Orm, loan: Loan, account_id: str) -> Undoable | None:
    """The person's own last act, if nothing came after it and it left what it takes to go back."""
    last = record.last_act(db, loan.id)
    if last is None or last.by != account_id or last.before is None:
        return None
    return Undoable(last.id, ACTION_NAMES.get(last.action, last.action), last.at)
