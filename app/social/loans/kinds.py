"""How do loans appear to scripts and in exports? The kind `loans` as it is registered; nothing in it names anybody."""

from app.common.i18n import N_
from app.common.kinds import Document
from app.common.records import documents
from app.common.records.kind import kind_of
from app.social.keeping.unnamed import names_nobody
from app.social.loans import declared, queries, rules, services
from app.social.loans.record import STAYS
from app.social.papers.kinds import NAMES as PAPER_NAMES
from app.vault.session import Session


def show_document(session: Session, number: str) -> Document:
    """A loan with its schedule and payments; the opening is audited. Free text is left out: it may name somebody."""
    loan = queries.open_loan(session, queries.find_number(session, number))
    return {
        **documents.list_document(declared.LOANS, loan.row),
        **documents.show_document(declared.LOANS, loan),
        "principal_left": loan.owing.principal_left,
        "interest_left": loan.owing.interest_left,
        "instalments": [
            {
                "due_on": line.due_on.isoformat(),
                "principal": line.principal,
                "interest": line.interest,
                "balance": line.balance,
                "early": line.early,
                "paid_principal": share.principal,
                "paid_interest": share.interest,
                "settled_on": share.settled_on.isoformat() if share.settled_on else None,
            }
            for line, share in zip(loan.lines, loan.owing.shares, strict=True)
        ],
        "payments": [{"paid_on": each.paid_on.isoformat(), "amount": each.amount} for each in loan.payments],
        "version": loan.version,
    }


LOANS = kind_of(
    declared.LOANS,
    actions=rules.AUDITED,
    show=show_document,
    search=queries.search_loans,
    snippet=lambda row: f"{row.case} · {row.programme_name}",
    note_search=services.DESK.note_search,
    fields=declared.FIELD_NAMES | {"due": N_("Due on"), "changed": N_("Changed")},
    codes={"document": PAPER_NAMES, "worker": {"none": N_("nobody")}},
    silent=STAYS,
    fit=names_nobody,
)
