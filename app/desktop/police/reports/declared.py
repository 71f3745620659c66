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
from app.desktop.records.filter_fields import Choices, Day, Named, OneOf, Several, Switch
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
    SavedIn,
    Then,
    Verb,
)
from app.desktop.registry.villages import villages
from app.police.reports import services_desk, services_review
from app.police.reports.detail import ACTION_NAMES
from app.police.reports.queries import ReportFilter, ReportRow, Sort, count_reports, list_reports
from app.police.reports.terms import FIELD_NAMES, FLAG_NAMES, KIND_NAMES, STATE_NAMES, URGENCY_NAMES, Urgency
from app.police.reports.values import Changed, ReportDetail
from app.registry import queries as registry
from app.vault.people import Level, Unit
from app.vault.session import Session

# --- the list --------------------------------------------------------------------------------------------


def officers(session: Session) -> list[tuple[str, str]]:
    """Whoever can be in charge."""
    people = [each for each in session.accounts() if each.unit is Unit.POLICE and each.level is not Level.VIEWER]
    return [(each.id, each.full_name) for each in people]


def establishment_name(session: Session, establishment_id: int) -> str:
    with session.read() as db:
        found = registry.establishment(db, establishment_id)
    return found.name if found is not None else "?"


FIELDS = (
    Several("kinds", N_("Kind"), KIND_NAMES),
    Several("states", N_("State"), STATE_NAMES, chip=N_("State: {name}")),
    Several("flags", N_("Flags"), FLAG_NAMES),
    Several("urgencies", N_("Urgency"), URGENCY_NAMES, left_out=frozenset({Urgency.NORMAL})),
    OneOf("village_id", N_("Village"), villages),
    OneOf("officer_id", N_("Officer in charge"), officers, chip=N_("In charge: {name}"), nobody=N_("nobody yet")),
    Named("establishment_id", establishment_name, chip=N_("About {name}")),
    Day("received_from", N_("Received from"), N_("Received from {date}")),
    Day("received_to", N_("until"), N_("Received until {date}")),
    Day("due_until", "", N_("Due until {date}"), in_panel=False),
    Switch("overdue", N_("Overdue")),
    Switch("unfinished", N_("Not finished yet")),
    Switch("escalated", N_("Brought to the lead")),
    Switch("incomplete", N_("Facts missing")),
    Switch("in_bin", N_("In the bin")),
)


def _same_village(row: ReportRow, where: ReportFilter, choices: Choices) -> ReportFilter:
    ids = {name: village_id for village_id, name in choices.get("village_id", ())}
    return replace(where, village_id=ids.get(row.village))


ALIKE: tuple[Alike[ReportRow, ReportFilter], ...] = (
    Alike(lambda row: tr("Of this kind"), lambda row, where, _: replace(where, kinds=frozenset({row.kind}))),
    Alike(lambda row: tr("In this state"), lambda row, where, _: replace(where, states=frozenset({row.state}))),
    Alike(lambda row: row.village, _same_village),
    Alike(lambda row: row.officer, lambda row, where, _: replace(where, officer_id=row.officer_id or "")),
)


def _note(session: Session, words: str, found: int) -> None:
    services_desk.note_search(session, words, found)


def _verbs(session: Session, row: ReportRow) -> list[Verb | None]:
    return usual_verbs(row, may_open=may(session, "reports.open"))


LIST: RecordList[ReportRow, ReportFilter, Sort] = RecordList(
    title=N_("Reports and petitions"),
    name=N_("Reports"),
    icon="reports",
    count=(N_("{count} report"), N_("{count} reports")),
    show=(N_("Show 1 report"), N_("Show {count} reports")),
    search=N_("Search the list; marks are not needed (F3)"),
    columns=columns,
    main="content",
    given_up=GIVEN_UP,
    orders=ORDERS,
    usual=("flags", Sort.RANK),
    everything=ReportFilter(),
    fields=FIELDS,
    page=list_reports,
    total=count_reports,
    empty=Empty(
        N_("No report yet"),
        N_("Take in the first one, or import the Excel register you have kept so far."),
        N_("What your unit takes in will stand here."),
        N_("No report matches"),
    ),
    saved=SavedIn(services_desk.list_filters, services_desk.save_filter, services_desk.delete_filter),
    note=_note,
    new=lambda session: N_("New report") if may(session, "reports.receive") else "",
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


REPORTS: RecordType[ReportRow, ReportFilter, Sort, ReportDetail] = RecordType(
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
