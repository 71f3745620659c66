"""How is a client taken in, or their record changed? For an anonymous visit one answer is enough: that they agreed."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.common.dates import show_date
from app.common.drafts import Draft
from app.common.i18n import N_, tr
from app.desktop.health.clients.drafts import DRAFTS, EDIT, NEW
from app.desktop.health.clients.year_field import YearField
from app.desktop.records.changing import changing_entry, where_begun
from app.desktop.records.drafts import plain_of, put_back
from app.desktop.records.form_page import FormEntry, FormPage, Work
from app.desktop.widgets import Choice, ChoiceField, DateField, Field, Form, TextArea, TextField
from app.health.clients import services
from app.health.clients.declared import FIELD_NAMES
from app.health.clients.terms import (
    AGE_BAND_NAMES,
    SAFE_WAY_NAMES,
    SEX_NAMES,
    SOURCE_NAMES,
    AgeBand,
    Basis,
    How,
    SafeWay,
    Source,
    key_groups,
)
from app.health.clients.values import Changed, ClientDetail, ClientFacts, NewClient, Person
from app.registry import queries as registry
from app.vault.session import Session

FACTS = tuple(ClientFacts.__dataclass_fields__)
# How the client agreed; without consent another basis is said in words.
AGREED: dict[str, str] = {
    How.ORAL: N_("Agreed in words"),
    How.FORM: N_("Agreed on a signed form"),
    "none": N_("No consent: another basis"),
}
OTHER_BASES: dict[Basis, str] = {
    Basis.LAW: N_("A duty by law"),
    Basis.EMERGENCY: N_("Life or health in danger"),
}
_PERSON = ("name", "phone", "other_contact")


def read_villages(session: Session) -> Sequence[tuple[int, str]]:
    with session.read() as db:
        return [(each.id, each.name) for each in registry.every_village(db)]


def _choices(names: Mapping[Any, str], *, translated: bool = True) -> list[Choice]:
    return [Choice(code, name, translated=translated) for code, name in names.items()]


def build(session: Session, villages: Sequence[tuple[int, str]], *, new: bool) -> Form:
    """The fields, in the order of a first talk: may a record be kept, what care needs, what is wished."""
    form = Form()
    if new:
        form.row(
            Field(
                "agreed",
                N_("May the station keep a record?"),
                ChoiceField(_choices(AGREED)),
                required=True,
                hint=N_("Ask first. Care may be given without a record."),
            )
        )
        form.row(
            Field("basis", FIELD_NAMES["basis"], ChoiceField(_choices(OTHER_BASES))),
            Field("basis_note", FIELD_NAMES["basis_note"], TextField()),
        )
    form.section(N_("What care needs; leave open what is not told"))
    form.row(
        Field("sex", FIELD_NAMES["sex"], ChoiceField(_choices(SEX_NAMES))),
        Field("birth_year", FIELD_NAMES["birth_year"], YearField()),
        Field("age_band", FIELD_NAMES["age_band"], ChoiceField(_choices(AGE_BAND_NAMES))),
    )
    form.row(
        Field("safe_way", FIELD_NAMES["safe_way"], ChoiceField(_choices(SAFE_WAY_NAMES))),
        Field("safe_when", FIELD_NAMES["safe_when"], TextField(N_("Saturday morning"))),
    )
    form.row(
        Field("source", FIELD_NAMES["source"], ChoiceField(_choices(SOURCE_NAMES)), required=True),
        Field("first_on", FIELD_NAMES["first_on"], DateField(session.today), required=True),
    )
    form.row(
        Field("key_group", FIELD_NAMES["key_group"], ChoiceField(_choices(key_groups(), translated=False)),
              hint=N_("Only if the client says so by themselves.")),
        Field("village_id", FIELD_NAMES["village_id"], ChoiceField(_choices(dict(villages), translated=False))),
    )  # fmt: skip
    form.row(Field("note", FIELD_NAMES["note"], TextArea(lines=2)))
    if new:
        form.section(N_("Only if the client wishes to leave it"))
        form.row(
            Field("phrase", FIELD_NAMES["phrase"], TextField(),
                  hint=N_("To return by without the card: three words that are no saying. Nobody can read it.")),
        )  # fmt: skip
        form.row(*(Field(name, FIELD_NAMES[name], TextField()) for name in _PERSON))
    return form


def facts_of(values: Mapping[str, Any]) -> ClientFacts:
    """What the fields say; what was left open is not known."""
    return ClientFacts(
        source=Source(values["source"]),
        first_on=values.get("first_on"),
        sex=str(values.get("sex") or ""),
        birth_year=values.get("birth_year"),
        age_band=AgeBand(values["age_band"]) if values.get("age_band") else None,
        key_group=str(values.get("key_group") or ""),
        village_id=values.get("village_id"),
        safe_way=SafeWay(values["safe_way"]) if values.get("safe_way") else None,
        safe_when=str(values.get("safe_when") or ""),
        note=str(values.get("note") or ""),
    )


def new_client(values: Mapping[str, Any]) -> NewClient:
    """The same with consent, and with what the client wished to leave."""
    agreed = values["agreed"]
    other = agreed not in (How.ORAL, How.FORM)
    basis = Basis(values["basis"]) if values.get("basis") else Basis.LAW
    return NewClient(
        facts_of(values),
        None if other else How(agreed),
        basis if other else Basis.CONSENT,
        str(values.get("basis_note") or "") if other else "",
        Person(*(str(values.get(name) or "") for name in _PERSON)),
        str(values.get("phrase") or ""),
    )


@dataclass
class _Changing:
    """A record being changed: what it said when it was begun, and what was tried last."""

    session: Session
    id: int
    number: str
    version: int
    before: Mapping[str, Any]
    villages: Mapping[int, str]
    tried: dict[str, Any] = field(default_factory=dict)

    def work(self, values: Mapping[str, Any]) -> Work | None:
        new = _plain_facts(facts_of(values))
        self.tried = {name: value for name, value in new.items() if value != self.before.get(name)}
        return (lambda _progress: self.store(self.version, self.tried)) if self.tried else None

    def store(self, version: int, changes: Mapping[str, Any]) -> Changed:
        """Change it, on what is stored now. Raises Conflict."""
        stored = _plain_facts(services.read_again(self.session, self.id).facts)
        return services.edit_client(self.session, self.id, facts_of({**stored, **changes}), version)

    def shown(self, name: str, value: Any) -> str:
        """A field's value as a person reads it."""
        names: dict[str, Mapping[Any, str]] = {
            "sex": SEX_NAMES,
            "age_band": AGE_BAND_NAMES,
            "safe_way": SAFE_WAY_NAMES,
            "source": SOURCE_NAMES,
        }
        if name in names:
            return tr(names[name][value]) if value in names[name] else ""
        if name == "key_group":
            return key_groups().get(value, "")
        if name == "village_id":
            return self.villages.get(value, "")
        return show_date(value) if name == "first_on" and value else str(value or "")


def _plain_facts(facts: ClientFacts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in FACTS}


def form_page(parent: QWidget | None, session: Session, detail: ClientDetail | None, draft: Draft | None) -> FormPage:
    """The form for a new client, for this record, or for a draft."""
    if draft is not None and draft.form == EDIT:
        detail = services.show_client(session, int(draft.record_id))
    villages = read_villages(session)
    form = build(session, villages, new=detail is None)
    if detail is None:
        form.set_values({"source": Source.SELF, "first_on": session.today()})
    else:
        form.set_values({name: value or None for name, value in _plain_facts(detail.facts).items()})
    if draft is not None:
        put_back(form, draft.payload.get("values", {}))
    if detail is None:
        fresh = draft.record_id if draft is not None else f"new-{secrets.token_hex(6)}"
        entry = _adding(session, form, fresh)
    else:
        entry = _changing(form, _begun(session, detail, draft, dict(villages)))
    entry.adapt()
    page = FormPage(session, entry, parent)
    page.filling = False
    return page


def _adding(session: Session, form: Form, fresh: str) -> FormEntry:
    return FormEntry(
        title=tr("New client"),
        help="health-clients",
        form=form,
        drafts=DRAFTS,
        draft_form=NEW,
        record_id=fresh,
        collect=lambda: {"values": plain_of(form), "number": "", "version": 0},
        save=lambda values, _incomplete: partial(_add, session, new_client(values)),
        first=lambda: "agreed",
        adapt=partial(_adapt, form),
    )


def _adapt(form: Form) -> None:
    """Another basis is asked for only where there is no consent."""
    other = form.draft().get("agreed") == "none"
    for name in ("basis", "basis_note"):
        form.show_field(name, other)


def _add(session: Session, new: NewClient, _progress: Any) -> Changed:
    return services.open_record(session, new)


def _begun(session: Session, detail: ClientDetail, draft: Draft | None, villages: Mapping[int, str]) -> _Changing:
    """Begun now, or where the draft began: its version and what the record said then."""
    version, before = where_begun(draft, detail.version, _plain_facts(detail.facts))
    return _Changing(session, detail.id, detail.number, version, before, villages)


def _changing(form: Form, begun: _Changing) -> FormEntry:
    return changing_entry(
        form,
        begun,
        begun.before,
        title=tr("Change {number}", number=begun.number),
        help="health-clients",
        drafts=DRAFTS,
        draft_form=EDIT,
        first="sex",
        names={name: FIELD_NAMES[name] for name in FACTS},
        stored=lambda theirs, name: getattr(theirs.facts, name),
        shown=begun.shown,
    )
