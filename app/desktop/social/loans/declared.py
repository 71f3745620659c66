"""What do the loans declare, so that their screens are assembled? See app/desktop/records."""

from dataclasses import replace
from typing import Any

from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.records import declared_list, declared_page
from app.desktop.records.list_table import usual_verbs
from app.desktop.records.record_type import Alike, Empty, Menu, NoneOpen, RecordDetail, RecordList, RecordType, Verb
from app.desktop.social.loans import form
from app.desktop.social.loans.columns import GIVEN_UP, ORDERS, about, columns, tip
from app.desktop.social.loans.drafts import DRAFTS, NEW_WORDS
from app.desktop.social.loans.sections import head_of, notices_of, sections_of
from app.desktop.social.loans.steps import STEPS
from app.desktop.social.papers.of_loan import print_letter
from app.social.loans import declared, queries, services
from app.social.loans.detail import ACTION_NAMES
from app.social.loans.models import Sort
from app.social.loans.queries import count_loans, list_loans
from app.social.loans.values import LoanChanged, LoanDetail, LoanRow
from app.vault.session import Session

ALIKE: tuple[Alike[LoanRow, Any], ...] = (
    Alike(lambda row: tr("In this state"), lambda row, where, _: replace(where, states=frozenset({row.state}))),
    Alike(lambda row: row.programme_name, lambda row, where, _: replace(where, programmes=frozenset({row.programme}))),
    Alike(lambda row: tr("Case {name}", name=row.case), lambda row, where, _: replace(where, case=row.case)),
)


def _verbs(session: Session, row: LoanRow) -> list[Verb | None]:
    """Open, the next step, copy, show only; a loan is not moved to a bin."""
    verbs = usual_verbs(row, may_open=may(session, "loans.open"), prints=False, icon="money")
    kept = [verb for verb in verbs if verb is None or verb.name != "remove"]
    while kept and kept[-1] is None:
        kept.pop()
    return kept


LIST: RecordList[LoanRow, Any, Sort] = declared_list.record_list(
    declared.LOANS,
    services.DESK,
    icon="money",
    shown=(),
    columns=columns,
    main="about",
    given_up=GIVEN_UP,
    orders=ORDERS,
    usual="number",
    fields=declared_list.filter_fields(
        declared.LOANS, ("state", "programme", "worker_id", "next_due_on", "arrears", "unfinished")
    ),
    count=(N_("{count} loan"), N_("{count} loans")),
    show=(N_("Show 1 loan"), N_("Show {count} loans")),
    empty=Empty(
        N_("No loan yet"),
        N_("Begin an application here, or on the page of the case that it is for."),
        N_("The loans of your unit's cases will stand here."),
        N_("No loan matches"),
    ),
    note=services.DESK.note_search,
    new=NEW_WORDS,
    file="khoan-vay",
    page=list_loans,
    total=count_loans,
    open_action="loans.open",
    tip=tip,
    second=about,
    alike=ALIKE,
    verbs=_verbs,
)

MENU = Menu(
    icons={
        "edit": "edit",
        "submit": "transfer",
        "appraise": "check",
        "disburse": "money",
        "refuse": "close",
        "withdraw": "close",
        "write_off": "close",
        "pay": "money",
        "repay_early": "money",
        "replace_schedule": "calendar",
        "correct_payment": "edit",
        "print": "print",
    },
    groups=(("edit",), ("pay", "repay_early"), ("replace_schedule", "correct_payment"), ("print",)),
    keys={"edit": "F2", "print": "Ctrl+P"},
)

DETAIL: RecordDetail[LoanDetail] = RecordDetail(
    open=queries.open_loan,
    read=queries.read_again,
    head=head_of,
    sections=sections_of,
    notices=notices_of,
    none=NoneOpen(
        N_("No loan is open"),
        N_("Choose one in the list. It opens when the cursor rests on it, or at once with Enter."),
        N_("Loans are opened by officers and leads"),
        N_("Your account sees the list and the figures. To read a loan, ask the lead of your unit."),
    ),
    waiting=lambda row: (row.number, row.case),
    menu=MENU,
    need_names={**declared.FIELD_NAMES, "amount": N_("Amount")},
    undo=services.undo_last,
)


LOANS: RecordType[LoanRow, Any, Sort, LoanDetail] = RecordType(
    key="loans",
    help="loans",
    list=LIST,
    detail=DETAIL,
    changed=LoanChanged,
    id_of=lambda changed: changed.id,
    action_words=ACTION_NAMES,
    form=form.form_page,
    drafts=DRAFTS,
    steps=STEPS,
    acts={"print": print_letter},
    edits=frozenset({"edit"}),
    shown=frozenset({"apply"}),
    show_key=N_("Show or hide the opened loan"),
    next_key=N_("Next step of the loan"),
)
LOAN_FINDER = declared_page.finder(
    declared.LOANS,
    "loans",
    "money",
    queries.search_loans,
    lambda row: f"{row.case} · {row.programme_name}",
    services.DESK.note_search,
)
