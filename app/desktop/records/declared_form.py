"""How does a declared record type get its form? An editor for each field, in the lines that the type lays out.

    LAYOUT = (Line("on", "form"), Line("place", "village_id", stretch=(2, 1)), Part(N_("Numbers")), Line("reached"))
    FORM = RecordForm(GROUP_SESSIONS, LAYOUT, drafts=DRAFTS, draft_form="group_session", help="health-sessions",
                      new=N_("New group session"), read=read_session, add=add_session, edit=edit_session)
    RecordType(form=FORM.page, …)

What is special (an amount for each item in stock) has an editor of the type's own: `editors={"handed_out": make}`.
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.common.drafts import Draft
from app.common.i18n import tr
from app.common.records import fields as f
from app.common.records.declared import Records
from app.desktop.records.changing import changing_entry, where_begun
from app.desktop.records.drafts import plain_of, put_back
from app.desktop.records.fields import TickField, WholeField
from app.desktop.records.fields_counts import NumberLines, NumberTable, TicksField
from app.desktop.records.form_page import FormEntry, FormPage, Work
from app.desktop.records.record_type import DraftsIn
from app.desktop.widgets import Choice, ChoiceField, DateField, Field, Form, TextArea, TextField, label
from app.desktop.widgets.form import Editor
from app.vault.session import Session

NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, init=False)
class Line:
    """Fields side by side; `stretch` is the share of each in the width."""

    names: tuple[str, ...]
    stretch: tuple[int, ...]

    def __init__(self, *names: str, stretch: tuple[int, ...] = ()) -> None:
        object.__setattr__(self, "names", names)
        object.__setattr__(self, "stretch", stretch or (1,) * len(names))


@dataclass(frozen=True)
class Intro:
    """What is said before the fields, in a new form and in one that changes a record (source texts)."""

    new: str
    change: str


@dataclass(frozen=True)
class Part:
    """A part of the form begins: its title, and a sentence under it (source texts)."""

    title: str
    explain: str = ""


@dataclass(frozen=True)
class Asked:
    """What the editors draw on: the session, what fields refer to, and the opened record (None for a new one)."""

    session: Session
    lists: f.Lists
    opened: Any


@dataclass(frozen=True, eq=False)
class RecordForm:
    """The form of a declared type. `add(session, entry)`, `edit(session, id, version, entry)`, `read(session, id)`.

    `begins(session)` is what a new form has already; `offered(session, opened)` narrows what fields refer to.
    """

    records: Records[Any, Any]
    layout: Sequence[Line | Part | Intro]
    drafts: DraftsIn
    draft_form: str
    help: str
    new: str
    read: Callable[[Session, int], Any]
    add: Callable[[Session, Any], Any]
    edit: Callable[[Session, int, int, Any], Any]
    begins: Callable[[Session], Mapping[str, Any]] = lambda session: {}
    offered: Callable[[Session, Any], f.Lists] | None = None
    editors: Mapping[str, Callable[[f.Field, Asked], Editor]] = field(default_factory=dict)
    # Labels that differ here, and the field where the cursor stands in a new form: the first unless said.
    labels: Mapping[str, str] = field(default_factory=dict)
    begin_at: str = ""

    @property
    def edit_form(self) -> str:
        """The name of the drafts of a change."""
        return f"{self.draft_form}_edit"

    def page(self, parent: QWidget | None, session: Session, opened: Any, draft: Draft | None) -> FormPage:
        """The form for a new record, for this one, or for a draft."""
        if draft is not None and draft.form == self.edit_form:
            opened = self.read(session, int(draft.record_id))
        asked = Asked(session, self._lists(session, opened), opened)
        form = self.build(asked)
        begins = {each.name: None for each in self.records.entered} | dict(self.begins(session))
        form.set_values(self.filled(opened.entry) if opened else begins)
        if draft is not None:
            put_back(form, draft.payload.get("values", {}))
        fresh = draft.record_id if draft is not None else f"new-{secrets.token_hex(6)}"
        entry = self._changing(form, asked, draft) if opened else self._adding(session, form, fresh)
        page = FormPage(session, entry, parent)
        page.filling = False
        return page

    def _lists(self, session: Session, opened: Any) -> f.Lists:
        if self.offered is not None:
            return self.offered(session, opened)
        with session.read() as db:
            return self.records.names_in(session, db)

    def build(self, asked: Asked) -> Form:
        """The fields, in the lines of the layout."""
        form = Form()
        lay_out(form, self.records, self.layout, asked, self.editors, self.labels)
        return form

    # --- values ------------------------------------------------------------------------------------------------

    def filled(self, entry: Any) -> dict[str, Any]:
        """An entry as the editors take it."""
        return {each.name: to_editor(each, getattr(entry, each.name)) for each in self.records.entered}

    def entered(self, values: Mapping[str, Any]) -> Any:
        """What the editors say."""
        return self.records.entry(
            **{each.name: from_editor(each, values.get(each.name)) for each in self.records.entered}
        )

    # --- saving ------------------------------------------------------------------------------------------------

    def _adding(self, session: Session, form: Form, fresh: str) -> FormEntry:
        return FormEntry(
            title=tr(self.new),
            help=self.help,
            form=form,
            drafts=self.drafts,
            draft_form=self.draft_form,
            record_id=fresh,
            collect=lambda: {"values": plain_of(form), "number": "", "version": 0},
            save=lambda values, _incomplete: lambda _progress: self.add(session, self.entered(values)),
            first=lambda: self.begin_at or self._first,
        )

    def _changing(self, form: Form, asked: Asked, draft: Draft | None) -> FormEntry:
        opened = asked.opened
        version, before = where_begun(draft, opened.version, self.filled(opened.entry))
        begun = _Changing(self, asked, opened.id, opened.number, version, before)
        return changing_entry(
            form,
            begun,
            before,
            title=tr("Change {number}", number=opened.number),
            help=self.help,
            drafts=self.drafts,
            draft_form=self.edit_form,
            first=self._first,
            names={each.name: each.label for each in self.records.entered},
            stored=lambda theirs, name: self.filled(theirs.entry)[name],
            shown=partial(self.shown, asked.lists),
        )

    @property
    def _first(self) -> str:
        return next(each.names[0] for each in self.layout if isinstance(each, Line))

    def shown(self, lists: f.Lists, name: str, value: Any) -> str:
        """A field's value as a person reads it."""
        declared = self.records.field(name)
        return declared.words(from_editor(declared, value), lists)


@dataclass
class _Changing:
    """A record being corrected: what it said when that was begun, and what was tried last."""

    form: RecordForm
    asked: Asked
    id: int
    number: str
    version: int
    before: Mapping[str, Any]
    tried: dict[str, Any] = field(default_factory=dict)

    def work(self, values: Any) -> Work | None:
        new = self.form.filled(self.form.entered(values))
        self.tried = {name: new[name] for name in new if _same(new[name]) != _same(self.before.get(name))}
        return (lambda _progress: self.store(self.version, self.tried)) if self.tried else None

    def store(self, version: int, changes: Mapping[str, Any]) -> Any:
        """Correct it, against the version that the person saw. Raises Conflict."""
        session = self.asked.session
        now = self.form.filled(self.form.read(session, self.id).entry)
        return self.form.edit(session, self.id, version, self.form.entered({**now, **changes}))


def _same(value: Any) -> Any:
    """Codes and pairs are compared whatever their order."""
    return sorted(_flat(each) for each in value) if isinstance(value, list | tuple) else value


def _flat(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def lay_out(
    form: Form,
    records: Records[Any, Any],
    layout: Sequence[Line | Part | Intro],
    asked: Asked,
    editors: Mapping[str, Callable[[f.Field, Asked], Editor]],
    labels: Mapping[str, str] = NOTHING,
) -> None:
    """Put the fields into a form, in the lines of the layout; `labels` are those of a form that says more."""
    for each in layout:
        if isinstance(each, Part):
            form.section(each.title, each.explain)
        elif isinstance(each, Intro):
            form.add(label(each.change if asked.opened else each.new, "muted"))
        else:
            made = zip(each.names, each.stretch, strict=True)
            form.row(*(_field(records.field(name), stretch, asked, editors, labels) for name, stretch in made))


def _field(
    declared: f.Field,
    stretch: int,
    asked: Asked,
    editors: Mapping[str, Callable[[f.Field, Asked], Editor]],
    labels: Mapping[str, str],
) -> Field:
    editor = editors.get(declared.name, editor_of)(declared, asked)
    title = labels.get(declared.name, declared.label)
    return Field(declared.name, title, editor, required=declared.required, hint=declared.hint, stretch=stretch)


# --- an editor for each kind of field --------------------------------------------------------------------------


def editor_of(declared: f.Field, asked: Asked) -> Editor:
    """The editor that a field of this kind has. Raises TypeError for a kind that needs one of the type's own."""
    match declared:
        case f.Day():
            return DateField(asked.session.today)
        case f.Coded(names=names):
            return ChoiceField([Choice(code, words) for code, words in names.items()])
        case f.Codes(names=names):
            return TicksField([(str(code), words) for code, words in names.items()])
        case f.Counts(names=names):
            return NumberLines([(str(code), tr(words), "") for code, words in names.items()])
        case f.Cells(columns=columns, rows=rows, total=total):
            return NumberTable(list(rows.items()), list(columns.items()), total)
        case f.Ref(to=to, none=none):
            nobody = [Choice(None, none)] if none else []
            named = [Choice(key, name, translated=False) for key, name in asked.lists[to].items()]
            return ChoiceField([*nobody, *named])
        case f.Whole():
            return WholeField()
        case f.YesNo():
            return TickField(declared.label)
        case f.Text(lines=1):
            return TextField()
        case f.Text(lines=lines):
            return TextArea(lines=lines)
    raise TypeError(f"{declared.name}: give this field an editor")


def to_editor(declared: f.Field, value: Any) -> Any:
    """A value as the editor takes it."""
    match declared:
        case f.Codes() | f.Refs():
            return tuple(declared.stored(value))
        case f.Ref(empty=empty) if value == empty:
            return None
        case f.Counts() | f.Cells() | f.Amounts():
            return tuple(declared.stored(value).items())
        case f.Whole():
            return value or None
    return value


def from_editor(declared: f.Field, value: Any) -> Any:
    """The value that an editor gave."""
    match declared:
        case f.Codes() | f.Refs():
            return declared.loaded(value or ())
        case f.Counts() | f.Cells() | f.Amounts():
            return declared.loaded(dict(value or ()))
        case f.Whole(empty=empty):
            return value or empty
        case f.Text():
            return str(value or "")
        case f.YesNo():
            return bool(value)
        case f.Coded():
            return declared.loaded(str(value)) if value else declared.empty
    return declared.empty if value is None else value
