"""How are premises entered, changed, or proposed? In the order of the paper register; other units propose."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.common.dates import show_date
from app.common.drafts import Draft
from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.records.changing import changing_entry, where_begun
from app.desktop.records.drafts import plain_of, put_back
from app.desktop.records.form_page import FormEntry, FormPage, Work
from app.desktop.registry.establishments.drafts import DRAFTS, EDIT, NEW
from app.desktop.widgets import Choice, ChoiceField, DateField, Field, Form, TextArea, TextField
from app.registry import queries as registry
from app.registry.establishments import services, services_proposals
from app.registry.establishments.terms import FIELD_NAMES
from app.registry.establishments.values import Changed, Entry, EstablishmentDetail
from app.vault.session import Session

NAMES = tuple(Entry.__dataclass_fields__)
DAYS = frozenset(name for name in NAMES if name.endswith("_on"))
NEW_WORDS, PROPOSE_WORDS = N_("New establishment"), N_("Propose an establishment")


@dataclass(frozen=True)
class Lists:
    """What the form offers: (code or id, name) each."""

    types: Sequence[tuple[str, str]]
    villages: Sequence[tuple[int, str]]

    def shown(self, name: str, value: Any) -> str:
        """A field's value as a person reads it."""
        if name == "type_code":
            return dict(self.types).get(value, str(value))
        if name == "village_id":
            return dict(self.villages).get(value, "")
        return show_date(value) if isinstance(value, date) else str(value or "")


def read_lists(session: Session, detail: EstablishmentDetail | None) -> Lists:
    """What is in use; what the premises have stays to be chosen, even when it is used no longer."""
    type_code, village_id = (detail.entry.type_code, detail.entry.village_id) if detail is not None else ("", None)
    with session.read() as db:
        types = registry.whole_catalogue(db, registry.ESTABLISHMENT_TYPES)
        villages = registry.every_village(db)
    return Lists(
        [(each.code, each.name) for each in types if each.active or each.code == type_code],
        [(each.id, each.name) for each in villages if each.active or each.id == village_id],
    )


def _field(session: Session, name: str, *, stretch: int = 1) -> Field:
    editor = DateField(session.today) if name in DAYS else TextField()
    return Field(name, FIELD_NAMES[name], editor, required=name == "name", stretch=stretch)


def build(session: Session, lists: Lists, detail: EstablishmentDetail | None) -> Form:
    """The fields."""
    one = partial(_field, session)
    form = Form()
    form.row(one("name"))
    form.row(
        Field("type_code", FIELD_NAMES["type_code"], ChoiceField(_choices(lists.types)), required=True),
        Field("village_id", FIELD_NAMES["village_id"], ChoiceField(_choices(lists.villages))),
    )
    form.row(one("address"))
    form.row(one("owner"), one("responsible"))
    form.row(one("phone"), one("opened_on"))
    form.row(one("licence_number"), one("licence_issued_on"), one("licence_expires_on"))
    form.row(one("cert_number"), one("cert_issued_on"), one("cert_expires_on"))
    form.row(Field("note", FIELD_NAMES["note"], TextArea(lines=3)))
    if detail is not None:
        form.row(Field("since", FIELD_NAMES["since"], DateField(session.today), required=True))
        form.row(Field("reason", FIELD_NAMES["reason"], TextArea(lines=2)))
    return form


def _choices(pairs: Any) -> list[Choice]:
    return [Choice(value, words, translated=False) for value, words in pairs]


def entered(values: Any) -> Entry:
    """What the fields say; an empty day or village is not known."""
    plain = {name: values.get(name) for name in NAMES}
    known: dict[str, Any] = {
        name: value if name in DAYS or name == "village_id" else value or "" for name, value in plain.items()
    }
    return Entry(**known | {"type_code": plain["type_code"] or "other"})


@dataclass
class _Changing:
    """Premises being changed: what they said when it was begun, and what was tried last."""

    session: Session
    id: int
    number: str
    version: int
    before: Mapping[str, Any]
    tried: dict[str, Any] = field(default_factory=dict)
    since: Any = None
    reason: str = ""

    def work(self, values: Any) -> Work | None:
        new = entered(values)
        self.tried = {name: getattr(new, name) for name in NAMES if getattr(new, name) != self.before.get(name)}
        self.since, self.reason = values.get("since"), str(values.get("reason") or "")
        return (lambda _progress: self.store(self.version, self.tried)) if self.tried else None

    def store(self, version: int, changes: Mapping[str, Any]) -> Changed:
        """Change them, or propose it. Raises Conflict."""
        if may(self.session, "establishments.edit"):
            return services.change_establishment(self.session, self.id, version, changes, self.since, self.reason)
        return services_proposals.propose_change(self.session, self.id, changes, self.since, self.reason)


def _begun(session: Session, detail: EstablishmentDetail, draft: Draft | None) -> _Changing:
    """Begun now, or where the draft began: its version and what the premises said then."""
    version, before = where_begun(draft, detail.version, dict(detail.entry.__dict__))
    return _Changing(session, detail.id, detail.number, version, before)


def form_page(
    parent: QWidget | None, session: Session, detail: EstablishmentDetail | None, draft: Draft | None
) -> FormPage:
    """The form for new premises, for these, or for a draft."""
    if draft is not None and draft.form == EDIT:
        detail = services.open_establishment(session, int(draft.record_id))
    lists = read_lists(session, detail)
    form = build(session, lists, detail)
    form.set_values({**detail.entry.__dict__, "since": session.today()} if detail else {"type_code": "other"})
    if draft is not None:
        put_back(form, draft.payload.get("values", {}))
    fresh = draft.record_id if draft is not None else f"new-{secrets.token_hex(6)}"
    entry = _changing(form, lists, _begun(session, detail, draft)) if detail else _adding(session, form, fresh)
    page = FormPage(session, entry, parent)
    page.filling = False
    return page


def _adding(session: Session, form: Form, fresh: str) -> FormEntry:
    return FormEntry(
        title=tr(NEW_WORDS) if may(session, "establishments.add") else tr(PROPOSE_WORDS),
        help="establishments",
        form=form,
        drafts=DRAFTS,
        draft_form=NEW,
        record_id=fresh,
        collect=lambda: {"values": plain_of(form), "number": "", "version": 0},
        save=lambda values, _incomplete: partial(_add, session, entered(values)),
        first=lambda: "name",
    )


def _changing(form: Form, lists: Lists, begun: _Changing) -> FormEntry:
    proposes = not may(begun.session, "establishments.edit")
    title = N_("Propose a change to {number}") if proposes else N_("Change {number}")
    return changing_entry(
        form,
        begun,
        begun.before,
        title=tr(title, number=begun.number),
        help="establishments",
        drafts=DRAFTS,
        draft_form=EDIT,
        first="name",
        names={name: FIELD_NAMES[name] for name in NAMES},
        stored=lambda theirs, name: getattr(theirs.entry, name),
        shown=lists.shown,
    )


def _add(session: Session, new: Entry, _progress: Any) -> Changed:
    if may(session, "establishments.add"):
        return services.add_establishment(session, new)
    return services_proposals.propose_establishment(session, new)


def new_words(session: Session) -> str:
    """The button above the list: adding for the police, proposing for the others, nothing for viewers."""
    if may(session, "establishments.add"):
        return NEW_WORDS
    return PROPOSE_WORDS if may(session, "establishments.propose") else ""
