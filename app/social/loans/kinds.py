"""How do loans appear to scripts and in exports? The kind `loans` as it is registered; nothing in it names anybody."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.common.conditions import account, codes, day, known, yes
from app.common.i18n import N_, tr
from app.common.kinds import Document, Export, ExportColumn, Kind, documents, every_row, exports_noted
from app.common.permissions import require
from app.social.keeping.unnamed import names_nobody
from app.social.loans import audited, queries
from app.social.loans.models import Loan
from app.social.loans.queries import LoanFilter, Sort
from app.social.loans.services_desk import note_search
from app.social.loans.terms import KIND, STATE_NAMES, LoanState
from app.social.loans.values import LoanRow
from app.vault.compartments import Compartment
from app.vault.session import Session

CONDITIONS: dict[str, str] = {
    "state": N_("draft, submitted, appraised, disbursed, repaying, settled, refused, withdrawn, written_off"),
    "case": N_("the code of a case"),
    "programme": N_("the code of a loan programme; several with commas"),
    "worker": N_("a user name, or “none”"),
    "late": N_("yes"),
    "due": N_("something is due on this day or earlier"),
    "unfinished": N_("yes"),
    "text": N_("a number, the code of a case, or words of the programme"),
    "sort": N_("newest, number, due"),
}
_PAGE = 500


def list_documents(session: Session, conditions: Mapping[str, str], limit: int | None) -> list[Document]:
    """The loans that the conditions let through, as scripts get them."""
    return documents(rows(session, conditions), document, limit)


def rows(session: Session, conditions: Mapping[str, str]) -> Iterator[LoanRow]:
    """The rows of the list, page by page. Raises Invalid for a condition that there is not."""
    require(session, "loans.list")
    known(conditions, CONDITIONS)
    where = LoanFilter(
        states=frozenset(codes(LoanState, conditions, "state")),
        programmes=frozenset(each.strip() for each in conditions.get("programme", "").split(",") if each.strip()),
        case=conditions.get("case", "").strip() or None,
        worker_id=account(session, conditions.get("worker")),
        late=yes(conditions.get("late")),
        due_by=day(conditions.get("due"), session.today()),
        unfinished=yes(conditions.get("unfinished")),
        text=conditions.get("text", ""),
    )
    sort = next(iter(codes(Sort, conditions, "sort")), Sort.NEWEST)
    return every_row(lambda after: queries.list_loans(session, where, sort, after, _PAGE))


def document(row: LoanRow) -> Document:
    """A line of the list."""
    return {
        "number": row.number,
        "case": row.case,
        "programme": row.programme,
        "programme_name": row.programme_name,
        "state": row.state.value,
        "amount": row.amount,
        "disbursed_on": _day(row.disbursed_on),
        "next_due_on": _day(row.next_due_on),
        "next_due_amount": row.next_due_amount or None,
        "arrears": row.arrears,
        "overdue_days": row.overdue_days,
        "settled_on": _day(row.settled_on),
    }


def show_document(session: Session, number: str) -> Document:
    """A loan with its schedule and payments; the opening is audited. Free text is left out: it may name somebody."""
    loan = queries.open_loan(session, queries.find_number(session, number))
    return {
        **document(loan.row),
        "lender": loan.lender or None,
        "amount_asked": loan.amount_asked or None,
        # Hundredths of a percent a year: 660 is 6,6 %.
        "rate": loan.rate,
        "periods": loan.periods or None,
        "by_lender": loan.by_lender,
        "submitted_on": _day(loan.submitted_on),
        "appraised_on": _day(loan.appraised_on),
        "ended_on": _day(loan.ended_on),
        "principal_left": loan.owing.principal_left,
        "interest_left": loan.owing.interest_left,
        "instalments": [
            {
                "due_on": _day(line.due_on),
                "principal": line.principal,
                "interest": line.interest,
                "balance": line.balance,
                "early": line.early,
                "paid_principal": share.principal,
                "paid_interest": share.interest,
                "settled_on": _day(share.settled_on),
            }
            for line, share in zip(loan.lines, loan.owing.shares, strict=True)
        ],
        "payments": [{"paid_on": _day(each.paid_on), "amount": each.amount} for each in loan.payments],
        "version": loan.version,
    }


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


def search_documents(session: Session, text: str) -> list[Document]:
    """Loans by their number, their case's code or the programme's name; the term is noted in the audit."""
    found = queries.search_loans(session, text)
    note_search(session, text, len(found))
    return [{"kind": KIND, "number": row.number, "snippet": f"{row.case} · {row.programme_name}"} for row in found]


def export_rows(session: Session, conditions: Mapping[str, str]) -> Iterator[LoanRow]:
    """What an export holds: what the list shows. A viewer may not."""
    require(session, "loans.export")
    return rows(session, conditions)


note_export = exports_noted(Compartment.SOCIAL, KIND, frozenset({"text"}), names_nobody)


EXPORT_COLUMNS: tuple[ExportColumn, ...] = (
    ExportColumn(N_("Number"), lambda row: row.number, 14),
    ExportColumn(N_("Support case"), lambda row: row.case, 14),
    ExportColumn(N_("Loan programme"), lambda row: row.programme_name, 40),
    ExportColumn(N_("State"), lambda row: tr(STATE_NAMES[row.state]), 22),
    ExportColumn(N_("Amount of the loan"), lambda row: row.amount, 16),
    ExportColumn(N_("Paid out on"), lambda row: row.disbursed_on, 13),
    ExportColumn(N_("Next instalment on"), lambda row: row.next_due_on, 13),
    ExportColumn(N_("Next instalment"), lambda row: row.next_due_amount, 16),
    ExportColumn(N_("Arrears"), lambda row: row.arrears, 16),
    ExportColumn(N_("Repaid in full on"), lambda row: row.settled_on, 13),
)


LOANS = Kind(
    name=KIND,
    label=N_("Loans"),
    compartment=Compartment.SOCIAL,
    conditions=CONDITIONS,
    list=list_documents,
    show=show_document,
    search=search_documents,
    importing=None,
    export=Export(EXPORT_COLUMNS, export_rows, note_export),
    one=N_("Loan"),
    fields=audited.FIELDS,
    values=audited.VALUES,
    actions=audited.ACTIONS,
    codes=audited.CODES,
    references=audited.REFERENCES,
    row=Loan,
    silent=audited.SILENT,
)
