"""How are premises entered, changed, or proposed? In the order of the paper register; other units propose."""

import secrets
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.common.drafts import Draft
from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.establishments.drafts import DRAFTS, EDIT, NEW
from app.desktop.records.drafts import plain_of, put_back
from app.desktop.records.form_page import FormEntry, FormPage, Work
from app.desktop.widgets import Choice, ChoiceField, DateField, Field, Form, TextArea, TextField
from app.registry import queries as registry
from app.registry.establishments import services, services_proposals
from app.registry.establishments.terms import FIELD_NAMES
from app.registry.establishments.values import Changed, Entry, EstablishmentDetail
from app.vault.session import Session

NAMES = tuple(Entry.__dataclass_fields__)
DAYS = frozenset(name for name in NAMES if name.endswith("_on"))


def _field(session: Session, name: str, *, stretch: int = 1) -> Field:
    editor = DateField(session.today) if name in DAYS else TextField()
    return Field(name, FIELD_NAMES[name], editor, required=name == "name", stretch=stretch)


def build(session: Session, detail: EstablishmentDetail | None) -> Form:
    """The fields."""
    with session.read() as db:
        types = [(each.code, each.name) for each in registry.whole_catalogue(db, registry.ESTABLISHMENT_TYPES)]
        villages = [(each.id, each.name) for each in registry.every_village(db)]
    one = partial(_field, session)
    form = Form()
    form.row(one("name"))
    form.row(
        Field("type_code", FIELD_NAMES["type_code"], ChoiceField(_choices(types)), required=True),
        Field("village_id", FIELD_NAMES["village_id"], ChoiceField(_choices(villages))),
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
    known = {name: value if name in DAYS or name == "village_id" else value or "" for name, value in plain.items()}
    return Entry(**known | {"type_code": plain["type_code"] or "other"})


def form_page(parent: QWidget, session: Session, detail: EstablishmentDetail | None, draft: Draft | None) -> FormPage:
    """The form for new premises, for these, or for a draft."""
    if draft is not None and draft.form == EDIT:
        detail = services.open_establishment(session, int(draft.record_id))
    form = build(session, detail)
    form.set_values({**detail.entry.__dict__, "since": session.today()} if detail else {"type_code": "other"})
    version = detail.version if detail else 0
    if draft is not None:
        put_back(form, draft.payload.get("values", {}))
        version = int(draft.payload.get("version") or version)

    def save(values: Any, _incomplete: bool) -> Work | None:
        new = entered(values)
        if detail is None:
            return partial(_add, session, new)
        changes = {name: getattr(new, name) for name in NAMES if getattr(new, name) != getattr(detail.entry, name)}
        return partial(_change, session, detail.id, version, changes, values) if changes else None

    fresh = draft.record_id if draft is not None else f"new-{secrets.token_hex(6)}"
    proposes = not may(session, "establishments.edit")
    title = tr("Propose an establishment") if proposes else tr("New establishment")
    entry = FormEntry(
        title=tr("Change {number}", number=detail.number) if detail else title,
        help="establishments",
        form=form,
        drafts=DRAFTS,
        draft_form=EDIT if detail else NEW,
        record_id=str(detail.id) if detail else fresh,
        collect=lambda: {
            "values": plain_of(form, lambda name: False),
            "number": detail.number if detail else "",
            "version": version,
        },
        save=save,
        first=lambda: "name",
    )
    page = FormPage(session, entry, parent)
    page.filling = False
    return page


def _add(session: Session, new: Entry, _progress: Any) -> Changed:
    if may(session, "establishments.add"):
        return services.add_establishment(session, new)
    return services_proposals.propose_establishment(session, new)


def _change(session: Session, number: int, version: int, changes: Any, values: Any, _progress: Any) -> Changed:
    since, reason = values.get("since"), str(values.get("reason") or "")
    if may(session, "establishments.edit"):
        return services.change_establishment(session, number, version, changes, since, reason)
    return services_proposals.propose_change(session, number, changes, since, reason)


NEW_WORDS, PROPOSE_WORDS = N_("New establishment"), N_("Propose an establishment")


def new_words(session: Session) -> str:
    """The button above the list: adding for the police, proposing for the others, nothing for viewers."""
    if may(session, "establishments.add"):
        return NEW_WORDS
    return PROPOSE_WORDS if may(session, "establishments.propose") else ""
