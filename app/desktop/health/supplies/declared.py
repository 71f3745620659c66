"""What do the supplies declare, so that their screens are assembled? See app/desktop/records."""

from dataclasses import replace

from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.health.supplies import form, steps
from app.desktop.health.supplies.columns import GIVEN_UP, ORDERS, columns, tip
from app.desktop.health.supplies.drafts import DRAFTS, STEP, step_label
from app.desktop.health.supplies.sections import head_of, sections_of
from app.desktop.records.filter_fields import OneOf, Several, Switch
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
    Verb,
)
from app.health.supplies import services, services_desk
from app.health.supplies.queries import (
    Sort,
    SupplyFilter,
    count_supplies,
    list_supplies,
    read_item,
)
from app.health.supplies.rules import ACTS
from app.health.supplies.terms import ACT_NAMES, FIELD_NAMES, LEVEL_NAMES, TYPE_NAMES
from app.health.supplies.values import SupplyChanged, SupplyDetail, SupplyRow
from app.vault.session import Session

FIELDS = (
    Several("types", FIELD_NAMES["type"], TYPE_NAMES),
    OneOf("level", N_("Stock level"), lambda session: [(each, tr(words)) for each, words in LEVEL_NAMES.items()]),
    Switch("unused", N_("Used no longer")),
)
ALIKE: tuple[Alike[SupplyRow, SupplyFilter], ...] = (
    Alike(lambda row: tr(TYPE_NAMES[row.type]), lambda row, where, _: replace(where, types=frozenset({row.type}))),
)


def _verbs(session: Session, row: SupplyRow) -> list[Verb | None]:
    found: list[Verb | None] = [Verb(tr("Open"), "open", icon="supplies")]
    for name, icon in (("hand_out", "transfer"), ("receive", "import")):
        if may(session, ACTS[name].permission):
            found.append(
                Verb(tr(ACTS[name].label) + "…", "act", name, icon, row.active and (name != "hand_out" or row.left > 0))
            )
    if may(session, "supplies.items"):
        found.append(Verb(tr("Edit"), "edit", icon="edit"))
    return [*found, None, Verb(tr("Copy the number"), "copy", row.number), Verb("", "alike")]


LIST: RecordList[SupplyRow, SupplyFilter, Sort] = RecordList(
    title=N_("Supplies"),
    name=N_("Supplies"),
    icon="supplies",
    count=(N_("{count} item"), N_("{count} items")),
    show=(N_("Show 1 item"), N_("Show {count} items")),
    search=N_("Search the list; marks are not needed (F3)"),
    columns=columns,
    main="name",
    given_up=GIVEN_UP,
    orders=ORDERS,
    usual=("name", Sort.NAME),
    everything=SupplyFilter(),
    fields=FIELDS,
    page=list_supplies,
    total=count_supplies,
    empty=Empty(
        N_("No item yet"),
        N_("Enter what the station hands out: condoms, leaflets, test kits."),
        N_("What the lead puts on the list of items will stand here."),
        N_("No item matches"),
    ),
    saved=SavedIn(services_desk.list_filters, services_desk.save_filter, services_desk.delete_filter),
    note=services_desk.note_search,
    new=form.new_words,
    tip=tip,
    alike=ALIKE,
    verbs=_verbs,
    export=Export(
        "supplies",
        "supplies.export",
        "vat-pham",
        N_(
            "The Excel file is not encrypted: whoever can open the folder can read every line of it. What was"
            " exported, by whom and why is written to the audit."
        ),
    ),
)

MENU = Menu(
    icons={"hand_out": "transfer", "receive": "import", "destroy": "trash", "count": "check", "edit": "edit",
           "retire": "close", "use_again": "undo"},
    groups=(("hand_out", "receive"), ("count", "destroy"), ("edit", "retire", "use_again")),
    keys={"edit": "F2"},
)  # fmt: skip

DETAIL: RecordDetail[SupplyDetail] = RecordDetail(
    open=read_item,
    read=read_item,
    head=head_of,
    sections=sections_of,
    none=NoneOpen(
        N_("No item is open"),
        N_("Choose one in the list. It opens when the cursor rests on it, or at once with Enter."),
    ),
    waiting=lambda row: (row.number, row.name),
    menu=MENU,
    need_names=FIELD_NAMES,
    undo=services.undo_last,
)

STEPS: RecordSteps[SupplyDetail] = RecordSteps(
    prefix=STEP,
    drafts=DRAFTS,
    label=step_label,
    needs=steps.needs_of,
    also=steps.also_of,
    fields=steps.FIELDS,
    read=steps.read,
    about=steps.about,
    do=steps.do,
    under=lambda detail: detail.entry.name,
    meanings={
        "hand_out": N_("The amount leaves the stock. Nobody who got something is noted."),
        "destroy": N_("What cannot be handed out any more leaves the stock, with the reason."),
        "count": N_("The stock of the batch is set to what was counted."),
    },
    dangerous=frozenset({"destroy", "retire"}),
)

SUPPLIES: RecordType[SupplyRow, SupplyFilter, Sort, SupplyDetail] = RecordType(
    key="supplies",
    help="supplies",
    list=LIST,
    detail=DETAIL,
    changed=SupplyChanged,
    id_of=lambda changed: changed.id,
    action_words=ACT_NAMES,
    form=form.form_page,
    drafts=DRAFTS,
    steps=STEPS,
    edits=frozenset({"edit"}),
    shown=frozenset({"add"}),
    show_key=N_("Show or hide the opened item"),
    next_key=N_("Hand out, or record what was received"),
)
