"""What is a loan? Its fields, each said once: in clear the audit tells its state, all else under its case's key."""

from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session as Orm

from app.common.i18n import N_
from app.common.records import fields as f
from app.common.records.declared import May, Records, Searched
from app.common.records.filters import filter_of
from app.common.text import fold
from app.registry import queries as registry
from app.registry.conditions import names_in
from app.registry.references import ACCOUNT, item
from app.social.case_fields import case_field, worker_field
from app.social.cases.intake import workers
from app.social.cases.models import Case
from app.social.cases.of_cases import of_a_listed_case, of_cases
from app.social.cases.rules import tidy_code
from app.social.loans.models import Loan, Sort
from app.social.loans.rows import rows_of
from app.social.loans.rules import OWED, WAITING
from app.social.loans.terms import (
    DAY_COUNT_NAMES,
    EVERY_NAMES,
    GRACE_NAMES,
    KIND,
    METHOD_NAMES,
    ORDER_NAMES,
    STATE_NAMES,
)
from app.social.loans.values import NewLoan
from app.vault.compartments import Compartment
from app.vault.session import Session


def _due_by(day: date) -> ColumnElement[bool]:
    return Loan.due_sort <= day


def _late(session: Session) -> ColumnElement[bool]:
    return Loan.due_sort < session.today()


def _unfinished(_session: Session) -> ColumnElement[bool]:
    return Loan.state.in_(sorted(WAITING | OWED))


# fmt: off
FIELDS: tuple[f.Field, ...] = (
    f.Text("number", N_("Number"), audit=f.SILENT, entered=False, export=14, documents=f.LIST),
    case_field(Loan.case_id),
    f.Ref("programme", N_("Loan programme"), "programmes", audit=f.LOCKED, documents=f.LIST,
          filter=f.AnyOf("programmes", takes=N_("the code of a loan programme; several with commas"))),
    f.Text("programme_name", N_("Loan programme"), audit=f.LOCKED, entered=False, export=40, documents=f.LIST),
    f.Coded("state", N_("State"), STATE_NAMES, audit=f.CLEAR, entered=False, export=22, documents=f.LIST,
            filter=f.AnyOf("states", chip=N_("State: {name}"))),
    worker_field(Loan.case_id),
    f.Text("lender", N_("Lender"), audit=f.LOCKED, documents=f.SHOW),
    f.Text("purpose", N_("What the loan is for"), audit=f.LOCKED),
    f.Whole("amount_asked", N_("Amount asked for"), audit=f.LOCKED, documents=f.SHOW, unknown=True),
    f.Text("note", N_("Note"), audit=f.LOCKED),
    f.Whole("amount", N_("Amount of the loan"), audit=f.LOCKED, entered=False, export=16, documents=f.LIST),
    # Hundredths of a percent a year: 660 is 6,6 %.
    f.Whole("rate", N_("Interest of a year"), audit=f.LOCKED, entered=False, documents=f.SHOW),
    f.Whole("periods", N_("Number of periods"), audit=f.LOCKED, entered=False, documents=f.SHOW, unknown=True),
    f.Coded("method", N_("How it is repaid"), METHOD_NAMES, audit=f.LOCKED, entered=False),
    f.Coded("every", N_("How often an instalment is due"), EVERY_NAMES, audit=f.LOCKED, entered=False),
    f.Whole("grace", N_("Periods of grace"), audit=f.LOCKED, entered=False),
    f.Coded("grace_kind", N_("What is paid in the periods of grace"), GRACE_NAMES, audit=f.LOCKED, entered=False),
    f.Coded("day_count", N_("How interest is counted"), DAY_COUNT_NAMES, audit=f.LOCKED, entered=False),
    f.Whole("unit", N_("Rounded to"), audit=f.LOCKED, entered=False),
    f.Coded("pay_order", N_("What a payment settles first"), ORDER_NAMES, audit=f.LOCKED, entered=False),
    f.Day("first_due", N_("First instalment due on"), audit=f.LOCKED, entered=False),
    f.Whole("each", N_("Amount of an instalment"), audit=f.LOCKED, entered=False),
    f.YesNo("by_lender", N_("The lender's own schedule"), audit=f.LOCKED, entered=False, documents=f.SHOW),
    f.Day("submitted_on", N_("Submitted on"), audit=f.LOCKED, entered=False, documents=f.SHOW),
    f.Day("appraised_on", N_("Appraised on"), audit=f.LOCKED, entered=False, documents=f.SHOW),
    f.Day("disbursed_on", N_("Paid out on"), audit=f.LOCKED, entered=False, export=13, documents=f.LIST),
    f.Day("ended_on", N_("Ended on"), audit=f.LOCKED, entered=False, documents=f.SHOW),
    f.Text("ended_reason", N_("Reason"), audit=f.LOCKED, entered=False),
    f.Day("next_due_on", N_("Next instalment on"), audit=f.SILENT, entered=False, export=13, documents=f.LIST,
          filter=f.Until("due_by", N_("Something is due by"), N_("Due by {date}"), "due",
                         N_("something is due on this day or earlier"), _due_by)),
    f.Whole("next_due_amount", N_("Next instalment"), audit=f.SILENT, entered=False, export=16, documents=f.LIST,
            unknown=True),
    f.Whole("arrears", N_("Arrears"), audit=f.SILENT, entered=False, export=16, documents=f.LIST,
            filter=f.IsSet("late", title=N_("In arrears"), term=_late)),
    f.Whole("overdue_days", N_("Days overdue"), audit=f.SILENT, entered=False, documents=f.LIST),
    f.Day("settled_on", N_("Paid off on"), audit=f.LOCKED, entered=False, export=13,
          export_as=N_("Repaid in full on"), documents=f.LIST),
    f.YesNo("unfinished", N_("Unfinished only"), audit=f.SILENT, entered=False,
            filter=f.IsSet(title=N_("Not finished yet"), term=_unfinished)),
)
# fmt: on


def _with_words(_session: Session, db: Orm, text: str) -> Searched:
    """By number, by the case's code, or by the programme's name: the office has a handful of programmes."""
    wanted, code = fold(text), tidy_code(fold(text))
    names = [name for name in db.scalars(select(Loan.programme_name).distinct()) if wanted in fold(name)]
    of_case = of_cases(Loan.case_id, Case.code.contains(code, autoescape=True))
    return Searched((or_(Loan.number.contains(code, autoescape=True), of_case, Loan.programme_name.in_(names)),))


LOANS: Records[Loan, NewLoan] = Records(
    KIND,
    Compartment.SOCIAL,
    Loan,
    NewLoan,
    FIELDS,
    orders={
        Sort.NEWEST: ((Loan.year, Loan.seq), True),
        Sort.NUMBER: ((Loan.year, Loan.seq), False),
        Sort.DUE: ((Loan.due_sort, Loan.id), False),
    },
    usual=Sort.NEWEST,
    may=May("loans.list", enter="loans.edit", export="loans.export"),
    one=N_("Loan"),
    many=N_("Loans"),
    none_such=N_("There is no such loan. Nothing was changed."),
    no_number=N_("There is no loan with the number {number}."),
    lists={"programmes": names_in(registry.LOAN_PROGRAMMES), "workers": lambda session, _db: workers(session)},
    references={"programmes": item(registry.LOAN_PROGRAMMES), "workers": ACCOUNT},
    lines=rows_of,
    searched=_with_words,
    text_takes=N_("a number, the code of a case, or words of the programme"),
    tidy=tidy_code,
    bin="",
    always=(of_a_listed_case(Loan.case_id),),
)
LoanFilter = filter_of(LOANS)
# The fields, and what steps ask beside them.
FIELD_NAMES = LOANS.labels | {
    "paid_on": N_("Day of the payment"),
    "principal": N_("Principal"),
    "reason": N_("Reason"),
}
