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
from app.desktop.records import declared_list
from app.desktop.records.filter_fields import Named, OneOf, Switch
from app.desktop.records.list_table import usual_verbs
from app.desktop.records.record_type import (
    Alike,
    Empty,
    Menu,
    NoneOpen,
    RecordDetail,
    RecordList,
    RecordType,
    Then,
)
from app.police.inspections import services, services_review
from app.police.inspections.declared import DESK, FIELD_NAMES, INSPECTIONS, Sort
from app.police.inspections.detail import ACTION_NAMES
from app.police.inspections.lines import InspectionRow
from app.police.inspections.queries import count_inspections, list_inspections
from app.police.inspections.rules import AHEAD
from app.police.inspections.values import Changed, InspectionDetail
from app.registry.establishments import queries as premises_register
from app.vault.people import Level, Unit
from app.vault.session import Session


def premises_names(session: Session, ids: frozenset[int]) -> str:
    """The premises that another screen led to; merged duplicates have one name."""
    with session.read() as db:
        return ", ".join(sorted({each.name for each in premises_register.briefs(db, ids).values()})) or "?"


def officers(session: Session) -> list[tuple[str, str]]:
    """Whoever can be in a team with an account."""
    people = [each for each in session.accounts() if each.unit is Unit.POLICE and each.level is not Level.VIEWER]
    return [(each.id, each.full_name) for each in people]


_CHOICES = ("kind", "state", "type_code", "village_id")
_OF_FIELDS = declared_list.filter_fields(INSPECTIONS, _CHOICES)
FIELDS = (
    *_OF_FIELDS[: len(_CHOICES)],
    OneOf("officer_id", N_("Somebody of the team"), officers, chip=N_("In the team: {name}")),
    *_OF_FIELDS[len(_CHOICES) :],
    Switch("in_bin", N_("In the bin")),
    Named("establishment_ids", premises_names),
)

ALIKE: tuple[Alike[InspectionRow, Any], ...] = (
    Alike(lambda row: tr("Of this kind"), lambda row, where, _: replace(where, kinds=frozenset({row.kind}))),
    Alike(lambda row: tr("In this state"), lambda row, where, _: replace(where, states=frozenset({row.state}))),
    Alike(lambda row: row.type_name, lambda row, where, _: replace(where, types=frozenset({row.type}))),
    Alike(
        lambda row: row.establishment,
        lambda row, where, _: replace(where, establishment_ids=frozenset({row.establishment_id})),
    ),
)

LIST: RecordList[InspectionRow, Any, Sort] = declared_list.record_list(
    INSPECTIONS,
    DESK,
    icon="calendar",
    shown=(),
    main="establishment",
    given_up=GIVEN_UP,
    orders=ORDERS,
    usual="day",
    count=(N_("{count} inspection"), N_("{count} inspections")),
    show=(N_("Show 1 inspection"), N_("Show {count} inspections")),
    empty=Empty(
        N_("No inspection yet"),
        N_("Type in the minutes of a visit, or schedule the establishments of the plan."),
        N_("What your unit inspects will stand here."),
        N_("No inspection matches"),
    ),
    note=DESK.note_search,
    new=N_("New unannounced inspection"),
    file="kiem-tra",
    page=list_inspections,
    total=count_inspections,
    columns=columns,
    fields=FIELDS,
    open_action="inspections.open",
    tip=tip,
    second=second_line,
    alike=ALIKE,
    verbs=lambda session, row: usual_verbs(row, may_open=may(session, "inspections.open")),
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


INSPECTION_PAGES: RecordType[InspectionRow, Any, Sort, InspectionDetail] = RecordType(
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
