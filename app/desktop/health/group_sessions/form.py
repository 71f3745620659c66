"""How is a group session entered or corrected? Day and place, numbers by sex and age, what was handed out, tests."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.common.dates import show_date
from app.common.drafts import Draft
from app.common.i18n import N_, tr
from app.common.money import show_dong
from app.common.permissions import may
from app.desktop.health.group_sessions.drafts import DRAFTS, EDIT, NEW
from app.desktop.health.group_sessions.fields import NumberLines, NumberTable, TicksField
from app.desktop.records.changing import changing_entry, where_begun
from app.desktop.records.drafts import plain_of, put_back
from app.desktop.records.fields import WholeField
from app.desktop.records.form_page import FormEntry, FormPage, Work
from app.desktop.widgets import Choice, ChoiceField, DateField, Field, Form, TextArea, TextField
from app.health.group_sessions import queries, services
from app.health.group_sessions.terms import (
    AUDIENCE_NAMES,
    BANDS,
    FIELD_NAMES,
    FORM_NAMES,
    SEXES,
    TEST_NAMES,
    TOPIC_NAMES,
    Audience,
    TestKind,
    Topic,
)
from app.health.group_sessions.terms import Form as SessionForm
from app.health.group_sessions.values import SessionChanged, SessionDetail, SessionEntry
from app.health.supplies import taking
from app.registry import queries as registry
from app.vault.session import Session

NEW_WORDS = N_("New group session")
NAMES = tuple(SessionEntry.__dataclass_fields__)


@dataclass(frozen=True)
class Lists:
    """What the form offers: villages, and items with what is in stock of them (id, name, unit, left)."""

    villages: Sequence[tuple[int, str]]
    items: Sequence[tuple[int, str, str, int]]


def read_lists(session: Session, also: Mapping[int, int]) -> Lists:
    """As they are now; an item that the session handed out stands there even if it is used no longer."""
    with session.read() as db:
        known = [each for each in taking.every_item(db) if each.active or each.id in also]
        return Lists(
            [(each.id, each.name) for each in registry.villages(db)],
            [(each.id, each.name, each.unit, each.left) for each in known],
        )


def build(session: Session, lists: Lists) -> Form:
    """The fields, in the order in which one tells of a session."""
    form = Form()
    form.row(
        Field("on", FIELD_NAMES["on"], DateField(session.today), required=True),
        Field("form", FIELD_NAMES["form"], ChoiceField(_choices(FORM_NAMES)), required=True, stretch=2),
    )
    form.row(Field("audience", FIELD_NAMES["audience"], ChoiceField(_choices(AUDIENCE_NAMES)), required=True))
    villages = [Choice(None, N_("No village")), *(Choice(key, name, translated=False) for key, name in lists.villages)]
    form.row(
        Field("place", FIELD_NAMES["place"], TextField(), required=True, stretch=2),
        Field("village_id", FIELD_NAMES["village_id"], ChoiceField(villages)),
    )
    form.row(Field("topics", FIELD_NAMES["topics"], TicksField([(t.value, w) for t, w in TOPIC_NAMES.items()])))
    form.section(N_("Numbers only"), N_("No name, no code, nobody's result."))
    table = NumberTable(list(BANDS.items()), list(SEXES.items()), N_("Together"))
    form.row(Field("reached", FIELD_NAMES["reached"], table))
    lines = [
        (str(key), name, tr("{left} {unit} in stock", left=show_dong(left), unit=unit))
        for key, name, unit, left in lists.items
    ]
    form.row(
        Field("handed_out", FIELD_NAMES["handed_out"], NumberLines(lines),
              hint=N_("It leaves the stock when the session is saved."))
    )  # fmt: skip
    tests = [(kind.value, tr(words), "") for kind, words in TEST_NAMES.items()]
    form.row(
        Field("tests", FIELD_NAMES["tests"], NumberLines(tests),
              hint=N_("Only how many. A result belongs to the record of the client, who decides about it."))
    )  # fmt: skip
    form.row(
        Field("staff", FIELD_NAMES["staff"], TextField(), stretch=2),
        Field("collaborators", FIELD_NAMES["collaborators"], WholeField()),
    )
    form.row(Field("note", FIELD_NAMES["note"], TextArea(lines=2), hint=N_("Write nothing about anybody who came.")))
    return form


def _choices(names: Mapping[Any, str]) -> list[Choice]:
    return [Choice(code, words) for code, words in names.items()]


def filled(entry: SessionEntry) -> dict[str, Any]:
    """A session as the fields take it."""
    return {
        **entry.__dict__,
        "topics": tuple(topic.value for topic in entry.topics),
        "reached": tuple((f"{sex}/{band}", people) for (sex, band), people in entry.reached.items()),
        "handed_out": tuple((str(item), amount) for item, amount in entry.handed_out.items()),
        "tests": tuple((kind.value, number) for kind, number in entry.tests.items()),
        "collaborators": entry.collaborators or None,
    }


def entered(values: Mapping[str, Any]) -> SessionEntry:
    """What the fields say."""
    return SessionEntry(
        on=values["on"],
        form=SessionForm(values["form"]),
        audience=Audience(values["audience"]),
        place=str(values.get("place") or ""),
        village_id=values.get("village_id"),
        topics=frozenset(Topic(each) for each in values.get("topics") or ()),
        reached={(key.split("/")[0], key.split("/")[1]): people for key, people in values.get("reached") or ()},
        handed_out={int(item): amount for item, amount in values.get("handed_out") or ()},
        tests={TestKind(kind): number for kind, number in values.get("tests") or ()},
        staff=str(values.get("staff") or ""),
        collaborators=values.get("collaborators") or 0,
        note=str(values.get("note") or ""),
    )


@dataclass
class _Changing:
    """A session being corrected: what it said when that was begun, and what was tried last."""

    session: Session
    id: int
    number: str
    version: int
    before: Mapping[str, Any]
    lists: Lists
    tried: dict[str, Any] = field(default_factory=dict)

    def work(self, values: Any) -> Work | None:
        new = filled(entered(values))
        self.tried = {name: new[name] for name in NAMES if _same(new[name]) != _same(self.before.get(name))}
        return (lambda _progress: self.store(self.version, self.tried)) if self.tried else None

    def store(self, version: int, changes: Mapping[str, Any]) -> SessionChanged:
        """Correct it, against the version that the person saw. Raises Conflict."""
        now = filled(queries.read_session(self.session, self.id).entry)
        return services.edit_session(self.session, self.id, version, entered({**now, **changes}))

    def shown(self, name: str, value: Any) -> str:
        """A field's value as a person reads it."""
        match name:
            case "on":
                return show_date(value) if value else ""
            case "form":
                return tr(FORM_NAMES[SessionForm(value)])
            case "audience":
                return tr(AUDIENCE_NAMES[Audience(value)])
            case "village_id":
                return dict(self.lists.villages).get(value, "")
            case "topics":
                return ", ".join(tr(TOPIC_NAMES[Topic(each)]) for each in value)
            case "tests":
                return ", ".join(f"{tr(TEST_NAMES[TestKind(kind)])}: {number}" for kind, number in value)
            case "handed_out":
                names = {str(key): words for key, words, _, _ in self.lists.items}
                return ", ".join(f"{names.get(item, item)}: {amount}" for item, amount in value)
            case "reached":
                return tr("in all {count}", count=sum(people for _, people in value))
        return "" if value in (None, 0) else str(value)


def _same(value: Any) -> Any:
    """Pairs are compared whatever their order."""
    return (
        sorted(tuple(each) if isinstance(each, list) else each for each in value)
        if isinstance(value, list | tuple)
        else value
    )


def form_page(parent: QWidget | None, session: Session, detail: SessionDetail | None, draft: Draft | None) -> FormPage:
    """The form for a new session, for this one, or for a draft."""
    if draft is not None and draft.form == EDIT:
        detail = queries.read_session(session, int(draft.record_id))
    lists = read_lists(session, detail.entry.handed_out if detail else {})
    form = build(session, lists)
    form.set_values(
        filled(detail.entry) if detail else {"on": session.today(), "form": SessionForm.TALK, "village_id": None}
    )
    if draft is not None:
        put_back(form, draft.payload.get("values", {}))
    fresh = draft.record_id if draft is not None else f"new-{secrets.token_hex(6)}"
    entry = _changing(form, _begun(session, detail, draft, lists)) if detail else _adding(session, form, fresh)
    page = FormPage(session, entry, parent)
    page.filling = False
    return page


def _begun(session: Session, detail: SessionDetail, draft: Draft | None, lists: Lists) -> _Changing:
    version, before = where_begun(draft, detail.version, filled(detail.entry))
    return _Changing(session, detail.id, detail.number, version, before, lists)


def _adding(session: Session, form: Form, fresh: str) -> FormEntry:
    return FormEntry(
        title=tr(NEW_WORDS),
        help="health-sessions",
        form=form,
        drafts=DRAFTS,
        draft_form=NEW,
        record_id=fresh,
        collect=lambda: {"values": plain_of(form), "number": "", "version": 0},
        save=lambda values, _incomplete: partial(_add, session, entered(values)),
        first=lambda: "on",
    )


def _changing(form: Form, begun: _Changing) -> FormEntry:
    return changing_entry(
        form,
        begun,
        begun.before,
        title=tr("Change {number}", number=begun.number),
        help="health-sessions",
        drafts=DRAFTS,
        draft_form=EDIT,
        first="on",
        names={name: FIELD_NAMES[name] for name in NAMES},
        stored=lambda theirs, name: filled(theirs.entry)[name],
        shown=begun.shown,
    )


def _add(session: Session, new: SessionEntry, _progress: Any) -> SessionChanged:
    return services.add_session(session, new)


def new_words(session: Session) -> str:
    """The button above the list."""
    return NEW_WORDS if may(session, "health-sessions.enter") else ""
