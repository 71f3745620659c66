"""How is an item of the supplies entered or changed?"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.common.drafts import Draft
from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.health.supplies.drafts import DRAFTS, EDIT, NEW
from app.desktop.records.changing import changing_entry, where_begun
from app.desktop.records.drafts import plain_of, put_back
from app.desktop.records.fields import WholeField
from app.desktop.records.form_page import FormEntry, FormPage, Work
from app.desktop.widgets import Choice, ChoiceField, Field, Form, TextArea, TextField
from app.health.supplies import queries, services
from app.health.supplies.terms import FIELD_NAMES, TYPE_NAMES, SupplyType
from app.health.supplies.values import ItemEntry, SupplyChanged, SupplyDetail
from app.vault.session import Session

NAMES = tuple(ItemEntry.__dataclass_fields__)
NEW_WORDS = N_("New item")


def build() -> Form:
    """The fields."""
    form = Form()
    form.row(Field("name", FIELD_NAMES["name"], TextField(), required=True))
    types = [Choice(each, TYPE_NAMES[each]) for each in SupplyType]
    form.row(
        Field("type", FIELD_NAMES["type"], ChoiceField(types), required=True),
        Field("unit", FIELD_NAMES["unit"], TextField(), required=True, hint=N_("One piece, such as chiếc, tờ, bộ.")),
    )
    form.row(
        Field("low_level", FIELD_NAMES["low_level"], WholeField(),
              hint=N_("Below this it stands in the day's work; left empty: nobody watches it."))
    )  # fmt: skip
    form.row(Field("note", FIELD_NAMES["note"], TextArea(lines=3)))
    return form


def entered(values: Mapping[str, Any]) -> ItemEntry:
    """What the fields say."""
    return ItemEntry(
        name=str(values.get("name") or ""),
        unit=str(values.get("unit") or ""),
        type=SupplyType(values.get("type") or SupplyType.OTHER),
        low_level=values.get("low_level") or 0,
        note=str(values.get("note") or ""),
    )


def shown(name: str, value: Any) -> str:
    """A field's value as a person reads it."""
    if name == "type":
        return tr(TYPE_NAMES[SupplyType(value)]) if value else ""
    return "" if value in (None, 0) else str(value)


@dataclass
class _Changing:
    """An item being changed: what it said when it was begun, and what was tried last."""

    session: Session
    id: int
    number: str
    version: int
    before: Mapping[str, Any]
    tried: dict[str, Any] = field(default_factory=dict)

    def work(self, values: Any) -> Work | None:
        new = entered(values)
        self.tried = {name: getattr(new, name) for name in NAMES if getattr(new, name) != self.before.get(name)}
        return (lambda _progress: self.store(self.version, self.tried)) if self.tried else None

    def store(self, version: int, changes: Mapping[str, Any]) -> SupplyChanged:
        """Change it, against the version that the person saw. Raises Conflict."""
        now = queries.read_item(self.session, self.id).entry
        return services.edit_item(self.session, self.id, version, ItemEntry(**{**now.__dict__, **changes}))


def form_page(parent: QWidget | None, session: Session, detail: SupplyDetail | None, draft: Draft | None) -> FormPage:
    """The form for a new item, for this one, or for a draft."""
    if draft is not None and draft.form == EDIT:
        detail = queries.read_item(session, int(draft.record_id))
    form = build()
    form.set_values(_filled(detail))
    if draft is not None:
        put_back(form, draft.payload.get("values", {}))
    fresh = draft.record_id if draft is not None else f"new-{secrets.token_hex(6)}"
    entry = _changing(form, _begun(session, detail, draft)) if detail else _adding(session, form, fresh)
    page = FormPage(session, entry, parent)
    page.filling = False
    return page


def _filled(detail: SupplyDetail | None) -> dict[str, Any]:
    if detail is None:
        return {"type": SupplyType.OTHER}
    return {**detail.entry.__dict__, "low_level": detail.entry.low_level or None}


def _begun(session: Session, detail: SupplyDetail, draft: Draft | None) -> _Changing:
    version, before = where_begun(draft, detail.version, dict(detail.entry.__dict__))
    return _Changing(session, detail.id, detail.number, version, before)


def _adding(session: Session, form: Form, fresh: str) -> FormEntry:
    return FormEntry(
        title=tr(NEW_WORDS),
        help="supplies",
        form=form,
        drafts=DRAFTS,
        draft_form=NEW,
        record_id=fresh,
        collect=lambda: {"values": plain_of(form), "number": "", "version": 0},
        save=lambda values, _incomplete: partial(_add, session, entered(values)),
        first=lambda: "name",
    )


def _changing(form: Form, begun: _Changing) -> FormEntry:
    return changing_entry(
        form,
        begun,
        begun.before,
        title=tr("Change {number}", number=begun.number),
        help="supplies",
        drafts=DRAFTS,
        draft_form=EDIT,
        first="name",
        names={name: FIELD_NAMES[name] for name in NAMES},
        stored=lambda theirs, name: getattr(theirs.entry, name),
        shown=shown,
    )


def _add(session: Session, new: ItemEntry, _progress: Any) -> SupplyChanged:
    return services.add_item(session, new)


def new_words(session: Session) -> str:
    """The button above the list: the lead keeps the list of items."""
    return NEW_WORDS if may(session, "supplies.items") else ""
