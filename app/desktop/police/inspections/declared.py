"""What do the inspections declare, so that their screens are assembled? See app/desktop/records."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.police.inspections.drafts import DRAFTS
from app.desktop.police.inspections.list_columns import GIVEN_UP, ORDERS, columns, second_line, tip
from app.desktop.police.inspections.sections import head_of, notices_of, sections_of
from app.desktop.police.inspections.steps import STEPS
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
    Then,
)
from app.desktop.registry.villages import villages
from app.police.inspections import services, services_desk, services_review
from app.police.inspections.detail import ACTION_NAMES
from app.police.inspections.queries import InspectionFilter, InspectionRow, Sort, count_inspections, list_inspections
from app.police.inspections.rules import AHEAD
from app.police.inspections.terms import FIELD_NAMES, KIND_NAMES, STATE_NAMES
from app.police.inspections.values import Changed, InspectionDetail
from app.registry import queries as registry
from app.registry.establishments import queries as premises_register
from app.vault.people import Level, Unit
from app.vault.session import Session


def premises_types(session: Session) -> list[tuple[str, str]]:
    """The types as the office calls them, those no longer in use too: old inspections have them."""
    with session.read() as db:
        return [(item.code, item.name) for item in registry.whole_catalogue(db, registry.ESTABLISHMENT_TYPES)]


def premises_names(session: Session, ids: frozenset[int]) -> str:
    """The premises that another screen led to; merged duplicates have one name."""
    with session.read() as db:
        return ", ".join(sorted({each.name for each in premises_register.briefs(db, ids).values()})) or "?"


def officers(session: Session) -> list[tuple[str, str]]:
    """Whoever can be in a team with an account."""
    people = [each for each in session.accounts() if each.unit is Unit.POLICE and each.level is not Level.VIEWER]
    return [(each.id, each.full_name) for each in people]


FIELDS = (
    Several("kinds", N_("Kind of inspection"), KIND_NAMES),
    Several("states", N_("State"), STATE_NAMES, chip=N_("State: {name}")),
    OneOf("types", N_("Type of establishment"), premises_types, in_set=True),
    OneOf("village_id", N_("Village"), villages),
    OneOf("officer_id", N_("Somebody of the team"), officers, chip=N_("In the team: {name}")),
    Day("since", N_("Day of the visit from"), N_("Visited from {date}")),
    Day("until", N_("until"), N_("Visited until {date}")),
    Switch("open_findings", N_("With open findings")),
    Switch("overdue", N_("Overdue")),
    Switch("unfinished", N_("Not finished yet")),
    Switch("in_bin", N_("In the bin")),
    Named("establishment_ids", premises_names),
)

ALIKE: tuple[Alike[InspectionRow, InspectionFilter], ...] = (
    Alike(lambda row: tr("Of this kind"), lambda row, where, _: replace(where, kinds=frozenset({row.kind}))),
    Alike(lambda row: tr("In this state"), lambda row, where, _: replace(where, states=frozenset({row.state}))),
    Alike(lambda row: row.type_name, lambda row, where, _: replace(where, types=frozenset({row.type_code}))),
    Alike(
        lambda row: row.establishment,
        lambda row, where, _: replace(where, establishment_ids=frozenset({row.establishment_id})),
    ),
)

LIST: RecordList[InspectionRow, InspectionFilter, Sort] = RecordList(
    title=N_("Inspections"),
    name=N_("Inspections"),
    icon="calendar",
    count=(N_("{count} inspection"), N_("{count} inspections")),
    show=(N_("Show 1 inspection"), N_("Show {count} inspections")),
    search=N_("Search the list; marks are not needed (F3)"),
    columns=columns,
    main="establishment",
    given_up=GIVEN_UP,
    orders=ORDERS,
    usual=("day", Sort.NEWEST),
    everything=InspectionFilter(),
    fields=FIELDS,
    page=list_inspections,
    total=count_inspections,
    empty=Empty(
        N_("No inspection yet"),
        N_("Type in the minutes of a visit, or schedule the establishments of the plan."),
        N_("What your unit inspects will stand here."),
        N_("No inspection matches"),
    ),
    saved=SavedIn(services_desk.list_filters, services_desk.save_filter, services_desk.delete_filter),
    note=services_desk.note_search,
    new=lambda session: N_("New unannounced inspection") if may(session, "inspections.record") else "",
    open_action="inspections.open",
    tip=tip,
    second=second_line,
    alike=ALIKE,
    verbs=lambda session, row: usual_verbs(row, may_open=may(session, "inspections.open")),
    export=Export(
        "inspections",
        "inspections.export",
        "kiem-tra",
        N_(
            "The Excel file is not encrypted: whoever can open the folder can read every line of it. What was exported,"
            " by whom and why is written to the audit."
        ),
    ),
)

MENU = Menu(
    icons={
        "edit": "edit",
        "correct": "edit",
        "record": "edit",
        "assign_team": "person",
        "reschedule": "calendar",
        "begin_follow_up": "calendar",
        "put_right": "check",
        "attach": "attachment",
        "print": "print",
        "remove": "trash",
        "restore": "undo",
        "cancel": "close",
        "reopen": "refresh",
    },
    groups=(
        ("edit", "correct", "reschedule"),
        ("put_right", "hand_over", "dismiss", "begin_follow_up"),
        ("add_sanction", "change_sanction", "pay", "carry_head_count"),
        ("print", "attach"),
        ("remove", "restore"),
    ),
    keys={"edit": "F2", "correct": "F2", "print": "Ctrl+P", "attach": "Ctrl+Shift+A"},
)

DETAIL: RecordDetail[InspectionDetail] = RecordDetail(
    open=services.open_inspection,
    read=services.read_again,
    head=head_of,
    sections=sections_of,
    notices=notices_of,
    none=NoneOpen(
        N_("No inspection is open"),
        N_("Choose one in the list. It opens when the cursor rests on it, or at once with Enter."),
        N_("Inspections are opened by officers and leads"),
        N_("Your account sees the list and the figures. To read an inspection, ask the lead of your unit."),
    ),
    waiting=lambda row: (row.number, row.establishment),
    menu=MENU,
    need_names=FIELD_NAMES,
    undo=services_review.undo_last,
    # The first follow-up of its findings is not among its facts yet.
    hears_of=lambda detail: bool(detail.follow_up_of or detail.follow_ups or detail.findings),
)


def _print(page: QWidget, session: Session, detail: InspectionDetail, then: Then) -> None:
    """The papers of an inspection; a print leaves its line in the timeline."""
    from app.desktop.police.inspections import papers

    dialog = papers.choose(page, session, detail)
    if dialog is not None:
        dialog.finished.connect(lambda _code: then(None))


def _form(parent: QWidget, session: Session, detail: InspectionDetail | None, draft: Any) -> QWidget:
    from app.desktop.police.inspections.form import MinutesForm

    return MinutesForm(session, detail, draft, parent).page


INSPECTIONS: RecordType[InspectionRow, InspectionFilter, Sort, InspectionDetail] = RecordType(
    key="inspections",
    help="inspections",
    list=LIST,
    detail=DETAIL,
    changed=Changed,
    id_of=lambda changed: changed.inspection_id,
    action_words=ACTION_NAMES,
    form=_form,
    drafts=DRAFTS,
    steps=STEPS,
    acts={"print": _print},
    edits=frozenset({"edit", "correct", "record"}),
    edit_step=lambda detail: "edit" if detail.state in AHEAD else "",
    quiet=frozenset({"attach", "detach"}),
    shown=frozenset({"record", "add_unannounced", "begin_follow_up"}),
    show_key=N_("Show or hide the opened inspection"),
    next_key=N_("Next step of the inspection"),
)
