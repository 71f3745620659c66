"""A record type made up for these tests: things in memory, with a list, a page, steps, a form and drafts, no vault."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import partial
from types import SimpleNamespace
from typing import Any

from app.common.drafts import Draft
from app.common.i18n import N_, tr
from app.desktop.records.filter_fields import Choices, Day, OneOf, Several, Switch
from app.desktop.records.form_page import FormEntry, FormPage
from app.desktop.records.list_table import usual_verbs
from app.desktop.records.record_type import (
    Alike,
    DraftsIn,
    Empty,
    Fact,
    Head,
    Menu,
    NoneOpen,
    RecordDetail,
    RecordList,
    RecordSteps,
    RecordType,
    SavedIn,
    Values,
)
from app.desktop.records.sections import TimelineWords, facts_section, text_section, timeline_section
from app.desktop.theme import Tone
from app.desktop.widgets import Column, Field, Form, StateChip, TextArea, TextField
from app.vault.errors import AppError, Conflict, Invalid, Refused

TODAY = date(2026, 3, 11)
COLOURS: dict[str, str] = {"red": N_("Overdue"), "green": N_("In time")}


@dataclass(frozen=True)
class Possible:
    name: str
    label: str
    needs: tuple[str, ...] = ()
    why_not: AppError | None = None

    @property
    def allowed(self) -> bool:
        return self.why_not is None


@dataclass(frozen=True)
class Thing:
    """Row and detail in one."""

    id: int
    number: str
    words: str
    colour: str = "green"
    since: date = TODAY
    village_id: int | None = None
    done: bool = False
    version: int = 1
    removed: bool = False
    timeline: tuple[Any, ...] = ()

    @property
    def next_step(self) -> Possible | None:
        return None if self.done else Possible("finish", N_("Close"), ("reason",))

    @property
    def steps(self) -> tuple[Possible, ...]:
        return (self.next_step,) if self.next_step else ()

    @property
    def acts(self) -> tuple[Possible, ...]:
        locked = Refused(N_("Only a lead may do this. Ask the lead of your unit."))
        return (Possible("edit", N_("Edit")), Possible("remove", N_("Move to the bin"), ("reason",), locked))


@dataclass(frozen=True)
class Where:
    colours: frozenset[str] = frozenset()
    village_id: int | None = None
    since: date | None = None
    done: bool = False
    text: str = ""
    in_bin: bool = False

    def to_json(self) -> dict[str, Any]:
        return {"colours": sorted(self.colours), "village_id": self.village_id, "done": self.done}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> "Where":
        return cls(frozenset(plain["colours"]), plain["village_id"], done=plain["done"])


@dataclass(frozen=True)
class Changed:
    thing_id: int
    number: str
    action: str


@dataclass
class Store:
    """What would be in the vault, and what was asked of it."""

    things: dict[int, Thing] = field(default_factory=dict)
    opened: list[int] = field(default_factory=list)
    noted: list[tuple[str, int]] = field(default_factory=list)
    drafts: dict[tuple[str, str], Values] = field(default_factory=dict)
    filters: dict[int, SimpleNamespace] = field(default_factory=dict)

    def add(self, words: str, **more: Any) -> Thing:
        number = len(self.things) + 1
        self.things[number] = Thing(number, f"CS{number:03d}", words, **more)
        return self.things[number]

    def found(self, where: Where) -> list[Thing]:
        return [
            each
            for each in self.things.values()
            if (not where.colours or each.colour in where.colours)
            and (where.village_id is None or each.village_id == where.village_id)
            and (where.since is None or each.since >= where.since)
            and (not where.done or each.done)
            and each.removed == where.in_bin
            and where.text.casefold() in each.words.casefold()
        ]


def session_of(store: Store) -> Any:
    """As much of a session as the shapes ask for."""
    return SimpleNamespace(
        store=store, today=lambda: TODAY, clock=lambda: datetime(2026, 3, 11, 2, 30, tzinfo=UTC), compartments=("x",)
    )


def _of(session: Any) -> Store:
    found: Store = session.store
    return found


# --- the list --------------------------------------------------------------------------------------------


def columns(_session: Any, _words: Any) -> list[Column[Thing]]:
    return [
        Column("number", N_("Number"), lambda row: row.number, 96, look="strong", sortable=True),
        Column("words", N_("Content"), lambda row: row.words, 128, stretch=True),
        Column("since", N_("Received on"), lambda row: f"{row.since:%d/%m/%Y}", 120, sortable=True),
        Column("colour", N_("State"), lambda row: tr(COLOURS[row.colour]), 140, tone=lambda row: Tone.NEUTRAL),
    ]


def page(session: Any, where: Where, sort: str, after: Any, limit: int) -> Any:
    rows = sorted(_of(session).found(where), key=lambda each: getattr(each, sort.lstrip("-")))
    rows = rows[::-1] if sort.startswith("-") else rows
    begin = after or 0
    more = begin + limit < len(rows)
    return SimpleNamespace(rows=rows[begin : begin + limit], next=begin + limit if more else None)


def _same_colour(row: Thing, where: Where, _choices: Choices) -> Where:
    return replace(where, colours=frozenset({row.colour}))


def _keep(session: Any, name: str, values: Values) -> int:
    number = len(_of(session).filters) + 1
    _of(session).filters[number] = SimpleNamespace(id=number, name=name, filter=dict(values))
    return number


LIST: RecordList[Thing, Where, str] = RecordList(
    title=N_("Establishment"),
    name=N_("Establishment"),
    icon="folder",
    count=(N_("{count} report"), N_("{count} reports")),
    show=(N_("Show 1 report"), N_("Show {count} reports")),
    search=N_("Search the list"),
    columns=columns,
    main="words",
    given_up=("since", "colour"),
    orders={"number": ("number", None), "since": ("since", "-since")},
    usual=("number", "number"),
    everything=Where(),
    fields=(
        Several("colours", N_("State"), COLOURS, chip=N_("State: {name}")),
        OneOf("village_id", N_("Village"), lambda session: [(7, "Thôn Đông"), (8, "Thôn Đoài")]),
        Day("since", N_("Received from"), N_("Received from {date}")),
        Switch("done", N_("Overdue")),
        Switch("in_bin", N_("In the bin")),
    ),
    page=page,
    total=lambda session, where: len(_of(session).found(where)),
    empty=Empty(
        N_("No report yet"), N_("Show"), N_("What your unit takes in will stand here."), N_("No report matches")
    ),
    saved=SavedIn(
        lambda session: list(_of(session).filters.values()),
        _keep,
        lambda session, number: _of(session).filters.pop(number),
    ),
    note=lambda session, words, found: _of(session).noted.append((words, found)),
    new=lambda session: N_("New report"),
    alike=(Alike(lambda row: tr("In this state"), _same_colour),),
    verbs=lambda session, row: usual_verbs(row, may_open=True, prints=False, icon="folder"),
)

# --- the page --------------------------------------------------------------------------------------------


def open_thing(session: Any, number: int) -> Thing:
    _of(session).opened.append(number)
    found: Thing = _of(session).things[number]
    return found


DETAIL: RecordDetail[Thing] = RecordDetail(
    open=open_thing,
    read=lambda session, number: _of(session).things[number],
    head=lambda detail, today: Head(detail.number, detail.words, [StateChip(COLOURS[detail.colour], Tone.GOOD)]),
    sections=lambda session, pane: [
        text_section(lambda thing: thing.words),
        facts_section(lambda thing: [(N_("Village"), "Thôn Đông")] if thing.village_id == 7 else [], N_("Outcome")),
        timeline_section(TimelineWords(), lambda thing: thing.timeline),
    ],
    none=NoneOpen(
        N_("No report is open"),
        N_("No report yet"),
    ),
    menu=Menu(groups=(("edit",), ("remove",))),
    need_names={"reason": N_("Reason")},
)

# --- steps and the form ------------------------------------------------------------------------------------

DRAFTS = DraftsIn(
    lambda session, form, number, payload: _of(session).drafts.update({(form, number): payload}),
    lambda session, form, number: _of(session).drafts.pop((form, number), None),
    lambda session: [
        Draft(1, form, number, datetime(2026, 3, 11, 2, 30, tzinfo=UTC), payload)
        for (form, number), payload in _of(session).drafts.items()
    ],
)


def _store(session: Any, seen: Thing, changed: Thing, action: str) -> Changed:
    now = _of(session).things[seen.id]
    if now.version != seen.version:
        raise Conflict(N_("Nothing was changed."), theirs=now)
    _of(session).things[seen.id] = replace(changed, version=now.version + 1)
    return Changed(seen.id, seen.number, action)


def do(session: Any, detail: Thing, name: str, values: Values) -> Changed:
    if values.get("reason") == "x":
        raise Invalid(N_("Say which ground it is."), {"reason": Invalid(N_("Say which ground it is."))})
    return _store(session, detail, replace(detail, done=True), name)


def _reason(form: Form, _asked: object, required: bool) -> None:
    form.row(Field("reason", N_("Reason"), TextArea(lines=2), required=required))


STEPS: RecordSteps[Thing] = RecordSteps(
    prefix="thing_step:",
    drafts=DRAFTS,
    label=lambda name: N_("Close"),
    needs=lambda detail, name: ("reason",),
    fields={"reason": _reason},
    do=do,
    about=lambda session, detail, name, values: [Fact("CS", N_("Number"))],
)


def form_page(parent: Any, session: Any, detail: Thing | None, draft: Any) -> FormPage:
    form = Form()
    form.row(Field("words", N_("Content"), TextField(), required=True))
    form.row(Field("note", N_("Note"), TextField(), required=True))
    form.set_values({"words": detail.words if detail else None})
    if draft is not None:
        form.set_values(draft.payload["values"])

    def save(values: Values, incomplete: bool) -> Any:
        if detail is not None and values["words"] == detail.words:
            return None
        return partial(_save, session, detail, values)

    entry = FormEntry(
        title="CS",
        help="reports",
        form=form,
        drafts=DRAFTS,
        draft_form="thing",
        record_id=str(detail.id) if detail else "new",
        collect=lambda: {"values": form.draft()},
        save=save,
        first=lambda: "words",
        partly=True,
        needed_anyway=frozenset({"words"}),
    )
    made = FormPage(session, entry, parent)
    made.filling = False
    return made


def _save(session: Any, detail: Thing | None, values: Values, _progress: Any) -> Changed:
    if detail is None:
        made = _of(session).add(str(values["words"]))
        return Changed(made.id, made.number, "receive")
    return _store(session, detail, replace(detail, words=str(values["words"])), "edit")


THINGS: RecordType[Thing, Where, str, Thing] = RecordType(
    key="things",
    help="reports",
    list=LIST,
    detail=DETAIL,
    changed=Changed,
    id_of=lambda changed: changed.thing_id,
    action_words={"finish": N_("Close"), "edit": N_("Edit")},
    form=form_page,
    drafts=DRAFTS,
    steps=STEPS,
    quiet=frozenset({"receive"}),
    shown=frozenset({"receive"}),
)
