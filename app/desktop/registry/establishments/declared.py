"""What does the register of establishments declare, so that its screens are assembled? See app/desktop/records."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.common.i18n import N_, tr
from app.desktop.records import declared_list
from app.desktop.records.filter_fields import OneOf
from app.desktop.records.list_table import usual_verbs
from app.desktop.records.record_type import (
    Alike,
    Empty,
    Menu,
    NoneOpen,
    RecordDetail,
    RecordList,
    RecordSteps,
    RecordType,
    Then,
    Verb,
)
from app.desktop.registry.establishments import form, steps
from app.desktop.registry.establishments.columns import GIVEN_UP, ORDERS, columns, tip
from app.desktop.registry.establishments.drafts import DRAFTS, STEP, step_label
from app.desktop.registry.establishments.opened import open_premises
from app.desktop.registry.establishments.sections import head_of, sections_of
from app.registry.establishments import services
from app.registry.establishments.declared import DESK, ESTABLISHMENTS, Sort
from app.registry.establishments.lines import EstablishmentRow
from app.registry.establishments.queries import count_establishments, list_establishments
from app.registry.establishments.terms import ACT_NAMES, FIELD_NAMES, PAPER_NAMES
from app.registry.establishments.values import Changed, EstablishmentDetail
from app.vault.session import Session

# A script may ask for several types, the panel for one.
_VILLAGE, _STATES, _SEVERAL_TYPES, _NEVER_COUNTED = declared_list.filter_fields(ESTABLISHMENTS, ("village_id", "state"))
FIELDS = (
    OneOf("type_code", FIELD_NAMES["type_code"], partial(declared_list.choices, ESTABLISHMENTS, "types")),
    _VILLAGE,
    _STATES,
    OneOf("paper", N_("Licence or certificate"), lambda session: [(each, tr(w)) for each, w in PAPER_NAMES.items()]),
    _NEVER_COUNTED,
)
ALIKE: tuple[Alike[EstablishmentRow, Any], ...] = (
    Alike(lambda row: row.type_name, lambda row, where, _: replace(where, type_code=row.type)),
    Alike(lambda row: tr("In this state"), lambda row, where, _: replace(where, states=frozenset({row.state}))),
)


def _print(page: QWidget, session: Session, detail: EstablishmentDetail, _then: Then) -> None:
    """Blank minutes for a visit that nobody has planned yet."""
    from app.desktop.police.inspections import papers  # no other unit imports the police's modules

    papers.blank_forms(page, session, [detail.id])


def _verbs(_session: Session, row: EstablishmentRow) -> list[Verb | None]:
    return usual_verbs(row, may_open=True, prints=False, icon="folder")


LIST: RecordList[EstablishmentRow, Any, Sort] = declared_list.record_list(
    ESTABLISHMENTS,
    DESK,
    icon="folder",
    shown=(),
    main="name",
    given_up=GIVEN_UP,
    orders=ORDERS,
    usual=("name", Sort.NAME),
    count=(N_("{count} establishment"), N_("{count} establishments")),
    show=(N_("Show 1 establishment"), N_("Show {count} establishments")),
    empty=Empty(
        N_("No establishment yet"),
        N_("Enter the first one, or import the Excel register you have kept so far."),
        N_("What the police keep in the register will stand here."),
        N_("No establishment matches"),
    ),
    note=DESK.note_search,
    file="co-so",
    page=list_establishments,
    total=count_establishments,
    title=N_("Service establishments"),
    columns=columns,
    fields=FIELDS,
    new=form.new_words,
    tip=tip,
    alike=ALIKE,
    verbs=_verbs,
)


MENU = Menu(
    icons={"edit": "edit", "count": "person", "merge": "folder", "confirm": "check", "decline": "close",
           "propose_change": "edit", "propose_close": "close", "unmerge": "undo",
           "print": "print"},
    groups=(("confirm", "decline"), ("edit", "propose_change", "count"), ("merge", "unmerge", "propose_close"),
            ("print",)),
    keys={"edit": "F2", "propose_change": "F2", "print": "Ctrl+P"},
)  # fmt: skip

DETAIL: RecordDetail[EstablishmentDetail] = RecordDetail(
    open=open_premises,
    read=open_premises,
    detail_of=lambda opened: opened.detail,
    head=head_of,
    sections=sections_of,
    none=NoneOpen(
        N_("No establishment is open"),
        N_("Choose one in the list. It opens when the cursor rests on it, or at once with Enter."),
    ),
    waiting=lambda row: (row.number, row.name),
    menu=MENU,
    need_names=FIELD_NAMES,
    undo=services.undo_last,
)

STEPS: RecordSteps[EstablishmentDetail] = RecordSteps(
    prefix=STEP,
    drafts=DRAFTS,
    label=step_label,
    needs=steps.needs_of,
    fields=steps.FIELDS,
    read=steps.read,
    do=steps.do,
    under=lambda detail: detail.entry.name,
    dangerous=frozenset({"close", "decline"}),
)

ESTABLISHMENT_PAGES: RecordType[EstablishmentRow, Any, Sort, EstablishmentDetail] = RecordType(
    key="establishments",
    help="establishments",
    list=LIST,
    detail=DETAIL,
    changed=Changed,
    id_of=lambda changed: changed.establishment_id,
    action_words=ACT_NAMES,
    form=form.form_page,
    drafts=DRAFTS,
    steps=STEPS,
    acts={"print": _print},
    edits=frozenset({"edit", "propose_change"}),
    shown=frozenset({"add", "propose"}),
    show_key=N_("Show or hide the opened establishment"),
    next_key=N_("Next step of the establishment"),
)
