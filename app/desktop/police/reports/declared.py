"""What do the reports declare, so that their screens are assembled? Each line is explained in app/desktop/records."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.police.reports import form, steps_doing, steps_facts, steps_fields
from app.desktop.police.reports.detail_facts import notices_of
from app.desktop.police.reports.detail_head import head_of
from app.desktop.police.reports.detail_reading import open_it, read_it
from app.desktop.police.reports.detail_sections import cover_reporter, sections_of
from app.desktop.police.reports.drafts import DRAFTS, STEP, step_label
from app.desktop.police.reports.list_columns import GIVEN_UP, ORDERS, columns, tip
from app.desktop.police.reports.list_words import flag_words, kind_words
from app.desktop.records import declared_list
from app.desktop.records.filter_fields import Choices, Day, Named, Switch
from app.desktop.records.list_table import usual_verbs
from app.desktop.records.record_type import (
    Alike,
    Empty,
    Export,
    Menu,
    NoneOpen,
    RecordDetail,
    RecordList,
    RecordSteps,
    RecordType,
    Then,
    Verb,
)
from app.police.reports import services_review
from app.police.reports.declared import DESK, FIELD_NAMES, REPORTS, Sort
from app.police.reports.detail import ACTION_NAMES
from app.police.reports.lines import ReportRow
from app.police.reports.queries import count_reports, list_reports
from app.police.reports.values import Changed, ReportDetail
from app.registry import queries as registry
from app.vault.session import Session

# --- the list --------------------------------------------------------------------------------------------


def establishment_name(session: Session, establishment_id: int) -> str:
    with session.read() as db:
        found = registry.establishment(db, establishment_id)
    return found.name if found is not None else "?"


FIELDS = (
    *declared_list.filter_fields(REPORTS, ("kind", "state", "flags", "urgency", "village_id", "officer_id")),
    Named("establishment_id", establishment_name, chip=N_("About {name}")),
    Day("due_until", "", N_("Due until {date}"), in_panel=False),
    Switch("in_bin", N_("In the bin")),
)


def _same_village(row: ReportRow, where: Any, choices: Choices) -> Any:
    ids = {name: village_id for village_id, name in choices.get("village_id", ())}
    return replace(where, village_id=ids.get(row.village))


ALIKE: tuple[Alike[ReportRow, Any], ...] = (
    Alike(lambda row: tr("Of this kind"), lambda row, where, _: replace(where, kinds=frozenset({row.kind}))),
    Alike(lambda row: tr("In this state"), lambda row, where, _: replace(where, states=frozenset({row.state}))),
    Alike(lambda row: row.village, _same_village),
    Alike(lambda row: row.officer, lambda row, where, _: replace(where, officer_id=row.officer_id or "")),
)


def _verbs(session: Session, row: ReportRow) -> list[Verb | None]:
    return usual_verbs(row, may_open=may(session, "reports.open"))


LIST: RecordList[ReportRow, Any, Sort] = declared_list.record_list(
    REPORTS,
    DESK,
    icon="reports",
    shown=(),
    main="content",
    given_up=GIVEN_UP,
    orders=ORDERS,
    usual="flags",
    count=(N_("{count} report"), N_("{count} reports")),
    show=(N_("Show 1 report"), N_("Show {count} reports")),
    empty=Empty(
        N_("No report yet"),
        N_("Take in the first one, or import the Excel register you have kept so far."),
        N_("What your unit takes in will stand here."),
        N_("No report matches"),
    ),
    note=DESK.note_search,
    new=N_("New report"),
    file="tin-bao",
    page=list_reports,
    total=count_reports,
    title=N_("Reports and petitions"),
    columns=columns,
    fields=FIELDS,
    open_action="reports.open",
    tip=tip,
    alike=ALIKE,
    verbs=_verbs,
    export=Export(
        "reports",
        "reports.export",
        "tin-bao",
        N_(
            "The Excel file is not encrypted: whoever can open the folder can read every line of it. Sealed identities"
            " are masked in it. What was exported, by whom and why is written to the audit."
        ),
    ),
)

# --- the opened report -----------------------------------------------------------------------------------


def _answer(detail: ReportDetail) -> list[Verb]:
    """What was brought to the lead waits for an answer."""
    may_answer = any(act.name == "assign" and act.allowed for act in detail.acts)
    if detail.escalated_at is None or not may_answer:
        return []
    return [Verb(tr("Answer what was brought up") + "…", "act", "answer_escalation", "flag")]


MENU = Menu(
    icons={
        "edit": "edit",
        "correct": "edit",
        "assign": "person",
        "reclassify": "refresh",
        "extend": "calendar",
        "suspend": "clock",
        "resume": "clock",
        "escalate": "flag",
        "record_done": "check",
        "attach": "attachment",
        "link": "folder",
        "print": "print",
        "remove": "trash",
        "restore": "undo",
        "transfer": "transfer",
        "decline": "close",
        "reopen": "refresh",
    },
    # What each act is for decides where it stands.
    groups=(
        ("edit", "correct", "assign", "reclassify"),
        ("record_done", "extend", "suspend", "resume", "escalate"),
        ("print", "attach", "link"),
        ("remove", "restore"),
    ),
    keys={"edit": "F2", "correct": "F2", "print": "Ctrl+P", "attach": "Ctrl+Shift+A"},
    also=_answer,
)

DETAIL: RecordDetail[ReportDetail] = RecordDetail(
    open=open_it,
    read=read_it,
    detail_of=lambda opened: opened.detail,
    head=head_of,
    sections=sections_of,
    notices=notices_of,
    none=NoneOpen(
        N_("No report is open"),
        N_("Choose one in the list. It opens when the cursor rests on it, or at once with Enter."),
        N_("Reports are opened by officers and leads"),
        N_("Your account sees the list and the figures. To read a report, ask the lead of your unit."),
    ),
    waiting=lambda row: (row.number, kind_words(row.kind, row.instance)),
    menu=MENU,
    need_names=FIELD_NAMES,
    undo=services_review.undo_last,
    left=cover_reporter,
    hears_of=lambda detail: bool(detail.links),
)

# --- steps -----------------------------------------------------------------------------------------------


def _under(detail: ReportDetail) -> str:
    short = detail.content if len(detail.content) <= 160 else detail.content[:159].rsplit(" ", 1)[0] + " …"
    parts = (kind_words(detail.kind, detail.instance), flag_words(detail.flags), short)
    return " · ".join(part for part in parts if part)


STEPS: RecordSteps[ReportDetail] = RecordSteps(
    prefix=STEP,
    drafts=DRAFTS,
    label=step_label,
    needs=steps_fields.needs_of,
    also=steps_fields.also_of,
    fields=steps_fields.FIELDS,
    read=steps_fields.read,
    about=steps_facts.about,
    do=steps_doing.do,
    under=_under,
    meanings=steps_facts.MEANINGS,
    dangerous=frozenset({"remove", "decline"}),
)

# --- all of it -------------------------------------------------------------------------------------------


def _print(page: QWidget, session: Session, detail: ReportDetail, then: Then) -> None:
    """The documents of a report; a print leaves its line in the timeline."""
    from app.desktop.police.reports import papers

    papers.choose(page, session, detail).finished.connect(lambda _code: then(None))


def _form(parent: QWidget, session: Session, detail: ReportDetail | None, draft: Any) -> QWidget:
    return form.form_page(parent, session, detail, draft)


REPORT_PAGES: RecordType[ReportRow, Any, Sort, ReportDetail] = RecordType(
    key="reports",
    help="reports",
    list=LIST,
    detail=DETAIL,
    changed=Changed,
    id_of=lambda changed: changed.report_id,
    action_words=ACTION_NAMES,
    form=_form,
    drafts=DRAFTS,
    steps=STEPS,
    acts={"print": _print},
    quiet=frozenset({"attach", "detach", "receive"}),  # the form says a new number, and what is due
    shown=frozenset({"receive"}),
    show_key=N_("Show or hide the opened report"),
    next_key=N_("Next step of the report"),
)
