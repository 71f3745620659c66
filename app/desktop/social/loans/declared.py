"""What do the loans declare, so that their screens are assembled? See app/desktop/records."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.records.filter_fields import Day, Named, OneOf, Several, Switch
from app.desktop.records.list_table import usual_verbs
from app.desktop.records.record_type import (
    Alike,
    Empty,
    Export,
    Menu,
    NoneOpen,
    RecordDetail,
    RecordList,
    RecordType,
    SavedIn,
    Verb,
)
from app.desktop.social.loans import form
from app.desktop.social.loans.columns import GIVEN_UP, ORDERS, columns, second_line, tip
from app.desktop.social.loans.drafts import DRAFTS
from app.desktop.social.loans.sections import head_of, notices_of, sections_of
from app.desktop.social.loans.steps import STEPS
from app.desktop.social.papers.of_loan import print_letter
from app.registry import queries as registry
from app.social.cases.intake import workers
from app.social.loans import queries, services, services_desk
from app.social.loans.detail import ACTION_NAMES
from app.social.loans.queries import LoanFilter, Sort, count_loans, list_loans
from app.social.loans.terms import FIELD_NAMES, STATE_NAMES
from app.social.loans.values import LoanChanged, LoanDetail, LoanRow
from app.vault.session import Session


def programmes(session: Session) -> list[tuple[str, str]]:
    """The programmes as the office calls them, those no longer in use too: old loans have them."""
    with session.read() as db:
        return [(item.code, item.name) for item in registry.whole_catalogue(db, registry.LOAN_PROGRAMMES)]


FIELDS = (
    Several("states", N_("State"), STATE_NAMES, chip=N_("State: {name}")),
    OneOf("programmes", FIELD_NAMES["programme"], programmes, in_set=True),
    OneOf("worker_id", N_("Worker in charge"), lambda session: list(workers(session).items())),
    Day("due_by", N_("Something is due by"), N_("Due by {date}")),
    Switch("late", N_("In arrears")),
    Switch("unfinished", N_("Not finished yet")),
    Named("case", lambda _session, code: str(code) or "?", N_("Case {name}")),
)
ALIKE: tuple[Alike[LoanRow, LoanFilter], ...] = (
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


LIST: RecordList[LoanRow, LoanFilter, Sort] = RecordList(
    title=N_("Loans"),
    name=N_("Loans"),
    icon="money",
    count=(N_("{count} loan"), N_("{count} loans")),
    show=(N_("Show 1 loan"), N_("Show {count} loans")),
    search=N_("Search the list; marks are not needed (F3)"),
    columns=columns,
    main="about",
    given_up=GIVEN_UP,
    orders=ORDERS,
    usual=("number", Sort.NEWEST),
    everything=LoanFilter(),
    fields=FIELDS,
    page=list_loans,
    total=count_loans,
    empty=Empty(
        N_("No loan yet"),
        N_("Begin an application here, or on the page of the case that it is for."),
        N_("The loans of your unit's cases will stand here."),
        N_("No loan matches"),
    ),
    saved=SavedIn(services_desk.list_filters, services_desk.save_filter, services_desk.delete_filter),
    note=services_desk.note_search,
    new=lambda session: N_("New loan application") if may(session, "loans.edit") else "",
    open_action="loans.open",
    tip=tip,
    second=second_line,
    alike=ALIKE,
    verbs=_verbs,
    export=Export(
        "loans",
        "loans.export",
        "khoan-vay",
        N_(
            "The Excel file is not encrypted: whoever can open the folder can read every line of it. What was exported,"
            " by whom and why is written to the audit."
        ),
    ),
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
    need_names={**FIELD_NAMES, "amount": N_("Amount")},
    undo=services.undo_last,
)


def _form(parent: QWidget, session: Session, detail: LoanDetail | None, draft: Any) -> QWidget:
    return form.form_page(parent, session, detail, draft)


LOANS: RecordType[LoanRow, LoanFilter, Sort, LoanDetail] = RecordType(
    key="loans",
    help="loans",
    list=LIST,
    detail=DETAIL,
    changed=LoanChanged,
    id_of=lambda changed: changed.id,
    action_words=ACTION_NAMES,
    form=_form,
    drafts=DRAFTS,
    steps=STEPS,
    acts={"print": print_letter},
    edits=frozenset({"edit"}),
    shown=frozenset({"apply"}),
    show_key=N_("Show or hide the opened loan"),
    next_key=N_("Next step of the loan"),
)
