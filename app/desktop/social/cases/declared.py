"""What do the support cases declare, so that their screens are assembled? See app/desktop/records."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.records.declared_list import filter_fields
from app.desktop.records.filter_fields import Choices
from app.desktop.records.list_table import usual_verbs
from app.desktop.records.page_parts import acts_with, detail_of, icons_with, opened_with, sections_with, under
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
    Under,
    Verb,
)
from app.desktop.social.cases import revealing
from app.desktop.social.cases.columns import GIVEN_UP, ORDERS, columns, second_line, tip
from app.desktop.social.cases.drafts import DRAFTS
from app.desktop.social.cases.parts import PAPERS, PARTS, SUPPORT
from app.desktop.social.cases.sections import foot_sections, head_of, notices_of, own_sections
from app.desktop.social.cases.steps import STEPS
from app.social.cases import services, services_desk
from app.social.cases.declared import SUPPORT_CASES
from app.social.cases.detail import ACTION_NAMES
from app.social.cases.queries import CaseFilter, CaseRow, Sort, count_cases, list_cases
from app.social.cases.values import CaseDetail, Changed
from app.vault.session import Session

# What the unit narrows by every day stands first.
FIRST = ("state", "worker_id", "flags", "village_id", "source", "outcome")


def _same_village(row: CaseRow, where: Any, choices: Choices) -> Any:
    ids = {name: village_id for village_id, name in choices.get("village_id", ())}
    return replace(where, village_id=ids.get(row.village))


ALIKE: tuple[Alike[CaseRow, Any], ...] = (
    Alike(lambda row: tr("In this state"), lambda row, where, _: replace(where, states=frozenset({row.state}))),
    Alike(lambda row: row.worker, lambda row, where, _: replace(where, worker_id=row.worker_id or "")),
    Alike(lambda row: row.village, _same_village),
)


def _verbs(session: Session, row: CaseRow) -> list[Verb | None]:
    """The usual ones; a case has no bin, and no paper of its own yet."""
    may_open = may(session, "cases.open")
    found = usual_verbs(row, may_open=may_open, prints=False, icon="person")
    return [each for each in found if each is None or each.name != "remove"]


LIST: RecordList[CaseRow, Any, Sort] = RecordList(
    title=N_("Support cases"),
    name=N_("Support cases"),
    icon="person",
    count=(N_("{count} case"), N_("{count} cases")),
    show=(N_("Show 1 case"), N_("Show {count} cases")),
    search=N_("Search the list; marks are not needed (F3)"),
    columns=columns,
    main="worker",
    given_up=GIVEN_UP,
    orders=ORDERS,
    usual=("flags", Sort.RANK),
    everything=CaseFilter(),
    fields=filter_fields(SUPPORT_CASES, FIRST),
    page=list_cases,
    total=count_cases,
    empty=Empty(
        N_("No case yet"),
        N_("Open one once a person asked for help and agreed that a record is kept."),
        N_("The cases of your unit will stand here under their codes."),
        N_("No case matches"),
    ),
    saved=SavedIn(services_desk.list_filters, services_desk.save_filter, services_desk.delete_filter),
    note=services_desk.note_search,
    new=lambda session: N_("New support case") if may(session, "cases.intake") else "",
    open_action="cases.open",
    tip=tip,
    second=second_line,
    alike=ALIKE,
    verbs=_verbs,
    export=Export(
        "cases",
        "cases.export",
        "ho-so-ho-tro",
        N_(
            "The Excel file has codes and no names, but it is not encrypted: whoever can open the folder can read every"
            " line of it. What was exported, by whom and why is written to the audit."
        ),
    ),
)

ICONS: dict[str, str] = {
    "edit": "edit",
    "identify": "person",
    "correct": "edit",
    "reveal": "eye",
    "consent": "check",
    "withdraw_consent": "close",
    "contact": "clock",
    "check": "check",
    "wish": "edit",
    "answer_wish": "check",
    "transfer": "transfer",
    "attach": "attachment",
    "merge": "folder",
    "unmerge": "undo",
    "keep": "lock",
    "hold": "lock",
    "end_hold": "unlock",
    "erase": "trash",
    "close": "check",
    "transfer_out": "transfer",
    "reopen": "refresh",
    "withdraw": "close",
}
GROUPS: tuple[tuple[str, ...] | Under, ...] = (
    ("reveal", "edit", "identify", "correct"),
    ("contact", "check", "attach"),
    under(N_("Needs, plan and support"), SUPPORT),
    Under(N_("Consent"), ("consent", "withdraw_consent")),
    under(N_("Papers"), PAPERS),
    Under(N_("Wishes for correction"), ("wish", "answer_wish")),
    Under(N_("Hand over and merge"), ("transfer", "merge", "unmerge")),
    Under(N_("Keep and erase"), ("keep", "hold", "end_hold", "erase")),
)
KEYS = {"edit": "F2", "correct": "F2", "reveal": "Ctrl+Shift+R", "attach": "Ctrl+Shift+A", "print": "Ctrl+P"}
NEED_NAMES: dict[str, str] = SUPPORT_CASES.labels | {
    "reason": N_("Reason"),
    "note": N_("Note"),
    "on": N_("Day"),
}

DETAIL: RecordDetail[CaseDetail] = RecordDetail(
    open=opened_with(services.show_case, PARTS),
    read=opened_with(services.read_again, PARTS),
    read_revealed=revealing.read_revealed,
    detail_of=detail_of,
    head=head_of,
    sections=sections_with(own_sections, PARTS, foot_sections),
    notices=notices_of,
    none=NoneOpen(
        N_("No case is open"),
        N_("Choose one in the list. It opens when the cursor rests on it, or at once with Enter."),
        N_("Cases are opened by officers and leads"),
        N_("Your account sees the list and the figures. To read a case, ask the lead of your unit."),
    ),
    waiting=lambda row: (row.code, ""),
    menu=Menu(icons=icons_with(ICONS, PARTS), groups=GROUPS, keys=KEYS),
    need_names=NEED_NAMES,
    undo=services.undo_last,
)


def _form(parent: QWidget, session: Session, detail: CaseDetail | None, draft: Any) -> QWidget:
    from app.desktop.social.cases.form import form_page

    return form_page(parent, session, detail, draft)


def _identify(page: Any, session: Session, detail: CaseDetail, then: Any) -> None:
    from app.desktop.social.cases.form import identify

    identify(page, session, detail, then)


def _erase(page: Any, session: Session, detail: CaseDetail, _then: Any) -> None:
    from app.desktop.social.cases import erasing

    erasing.ask(page, session, detail)


CASES: RecordType[CaseRow, Any, Sort, CaseDetail] = RecordType(
    key="cases",
    help="cases",
    list=LIST,
    detail=DETAIL,
    changed=Changed,
    id_of=lambda changed: changed.id,
    action_words=ACTION_NAMES,
    form=_form,
    drafts=DRAFTS,
    steps=STEPS,
    acts=acts_with({"reveal": revealing.ask, "identify": _identify, "erase": _erase}, PARTS),
    edits=frozenset({"edit", "correct"}),
    quiet=frozenset({"attach", "detach"}),
    shown=frozenset({"intake", "unmerge"}),
    show_key=N_("Show or hide the opened case"),
    next_key=N_("Next step of the case"),
)
