"""How do the supplies look? List, page, form and steps, of the fields that app.health.supplies declares."""

from collections.abc import Callable
from functools import partial
from typing import Any

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.common.permissions import may
from app.common.text import highlight_spans
from app.desktop.health.supplies import steps
from app.desktop.health.supplies.sections import head_of, sections_of
from app.desktop.health.supplies.words import amount, end_tone
from app.desktop.records import declared_list, declared_page
from app.desktop.records.declared_form import Line, RecordForm
from app.desktop.records.filter_fields import OneOf, Switch
from app.desktop.records.record_type import Empty, Menu, NoneOpen, RecordDetail, RecordSteps, RecordType, Verb
from app.desktop.theme import Tone
from app.desktop.widgets import Column
from app.health.supplies import services
from app.health.supplies.declared import FIELD_NAMES, SUPPLY_ITEMS, Sort
from app.health.supplies.queries import count_supplies, list_supplies, read_item, search_supplies
from app.health.supplies.rules import ACTS
from app.health.supplies.terms import ACT_NAMES, LEVEL_NAMES, TYPE_NAMES, Level, SupplyType
from app.health.supplies.values import SupplyChanged, SupplyDetail
from app.vault.session import Session

PLACE, DRAFT, NEW = "supplies", "supply", N_("New item")
DRAFTS = declared_page.drafts_in(services.DESK)
draft_words = partial(declared_page.draft_words, DRAFT, NEW, "name", ACTS)


# --- the list ------------------------------------------------------------------------------------------------


def _level_of(row: Any) -> Level | None:
    """What the list says beside the amount: none left, or running low."""
    if not row.left:
        return Level.OUT
    return Level.LOW if row.low else None


def columns(session: Session, words: Callable[[], str]) -> list[Column[Any]]:
    """The columns; `words` are those of the quick search, marked where they are found."""
    today = session.today
    return [
        Column("number", N_("Number"), lambda row: row.number, 84, look="strong", sortable=True,
               spans=lambda row: highlight_spans(row.number, words())),
        Column("name", FIELD_NAMES["name"], lambda row: row.name, 150, stretch=True, sortable=True,
               spans=lambda row: highlight_spans(row.name, words())),
        Column("left", FIELD_NAMES["left"], _left_words, 150, sortable=True, tone=_level_tone),
        Column("expires", N_("First to expire"),
               lambda row: show_date(row.first_expires_on) if row.first_expires_on else "", 142, sortable=True,
               tone=lambda row: end_tone(row.first_expires_on, today())),
        Column("type", FIELD_NAMES["type"], lambda row: tr(TYPE_NAMES[row.type]), 150),
    ]  # fmt: skip


def _left_words(row: Any) -> str:
    level = _level_of(row)
    if level is Level.OUT:
        return tr("none left")
    words = amount(row.left, row.unit)
    return tr("{amount}, running low", amount=words) if level is Level.LOW else words


def _level_tone(row: Any) -> Tone | None:
    level = _level_of(row)
    if level is Level.OUT:
        return Tone.BAD if row.low_level else Tone.NEUTRAL
    return Tone.WARN if level is Level.LOW else None


def tip(row: Any, key: str) -> str:
    """From what level on it runs low."""
    if key == "left" and row.low_level:
        return tr("Low below {amount}", amount=amount(row.low_level, row.unit))
    return ""


def _verbs(session: Session, row: Any) -> list[Verb | None]:
    found: list[Verb | None] = [Verb(tr("Open"), "open", icon="supplies")]
    for name, icon in (("hand_out", "transfer"), ("receive", "import")):
        if may(session, ACTS[name].permission):
            found.append(
                Verb(tr(ACTS[name].label) + "…", "act", name, icon, row.active and (name != "hand_out" or row.left > 0))
            )
    if may(session, "supplies.items"):
        found.append(Verb(tr("Edit"), "edit", icon="edit"))
    return [*found, None, Verb(tr("Copy the number"), "copy", row.number), Verb("", "alike")]


LIST = declared_list.record_list(
    SUPPLY_ITEMS,
    services.DESK,
    icon="supplies",
    main="name",
    given_up=("type", "number", "expires"),
    orders={
        "number": (Sort.NUMBER, None),
        "name": (Sort.NAME, None),
        "left": (Sort.LEFT, Sort.MOST),
        "expires": (Sort.EXPIRES, None),
    },
    usual=("name", Sort.NAME),
    count=(N_("{count} item"), N_("{count} items")),
    show=(N_("Show 1 item"), N_("Show {count} items")),
    empty=Empty(
        N_("No item yet"),
        N_("Enter what the station hands out: condoms, leaflets, test kits."),
        N_("What the lead puts on the list of items will stand here."),
        N_("No item matches"),
    ),
    note=services.DESK.note_search,
    new=NEW,
    file="vat-pham",
    page=list_supplies,
    total=count_supplies,
    columns=columns,
    fields=(
        *declared_list.filter_fields(SUPPLY_ITEMS),
        OneOf("level", N_("Stock level"), lambda session: [(each, tr(words)) for each, words in LEVEL_NAMES.items()]),
        Switch("unused", N_("Used no longer")),
    ),
    tip=tip,
    verbs=_verbs,
)

FORM = RecordForm(
    SUPPLY_ITEMS,
    layout=(Line("name"), Line("type", "unit"), Line("low_level"), Line("note")),
    drafts=DRAFTS,
    draft_form=DRAFT,
    help="supplies",
    new=NEW,
    read=read_item,
    add=services.add_item,
    edit=services.edit_item,
    begins=lambda session: {"type": SupplyType.OTHER},
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
    prefix=f"{DRAFT}_step:",
    drafts=DRAFTS,
    label=partial(declared_page.step_label, ACTS),
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

SUPPLIES: RecordType[Any, Any, Sort, SupplyDetail] = RecordType(
    key=PLACE,
    help="supplies",
    list=LIST,
    detail=DETAIL,
    changed=SupplyChanged,
    id_of=lambda changed: changed.id,
    action_words=ACT_NAMES,
    form=FORM.page,
    drafts=DRAFTS,
    steps=STEPS,
    edits=frozenset({"edit"}),
    shown=frozenset({"add"}),
    show_key=N_("Show or hide the opened item"),
    next_key=N_("Hand out, or record what was received"),
)
SUPPLY_FINDER = declared_page.finder(
    SUPPLY_ITEMS, PLACE, "supplies", search_supplies, lambda row: row.name, services.DESK.note_search
)
