"""Which parts has the form of a case: the person, the case; and how do their fields become values and back?"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.common.dates import show_birth, show_date
from app.common.i18n import N_, tr
from app.desktop.records.fields import TickField
from app.desktop.social.cases.form_fields import BirthField, FlagsField
from app.desktop.social.cases.words import PERSON_NAMES, SEX_NAMES, flag_words
from app.desktop.widgets import Choice, ChoiceField, DateField, Field, Form, TextArea, TextField
from app.registry import queries as registry
from app.social.cases.terms import SOURCE_NAMES, Flag, Source
from app.social.cases.values import CaseFacts, Person
from app.vault.session import Session

CASE_NAMES: dict[str, str] = {
    "note": N_("Wish and need"),
    "source": N_("Came through"),
    "sex": N_("Sex"),
    "village_id": N_("Village"),
    "flags": N_("Special protection"),
    "urgent": N_("Urgent"),
}


def person_part(session: Session, form: Form) -> None:
    """Who the person is, in the order of the paper form. An alias alone will do."""
    form.section(N_("The person"), N_("An alias that the person chooses is enough. Ask only for what is needed."))
    one = _line
    form.row(one("alias"), one("real_name"))
    form.row(
        Field("birth", PERSON_NAMES["birth"], BirthField(session)),
        Field("phone", PERSON_NAMES["phone"], TextField()),
    )
    form.row(
        Field("safe_way", PERSON_NAMES["safe_way"], TextField(N_("A message first; never at home …"))),
        Field("safe_time", PERSON_NAMES["safe_time"], TextField(N_("From 2 pm; weekends …"))),
    )
    form.row(one("other_contact"), one("address"))
    form.row(Field("dependants", PERSON_NAMES["dependants"], TextArea(lines=2)))
    hint = N_("Only where a document needs it.")
    form.row(Field("identity_number", PERSON_NAMES["identity_number"], TextField(), hint=hint))


def _line(name: str) -> Field:
    return Field(name, PERSON_NAMES[name], TextField())


def case_part(session: Session, form: Form, *, new: bool) -> None:
    """The case itself; special protection first. When the next visit is, is asked of a new one only."""
    with session.read() as db:
        villages = [Choice(each.id, each.name, translated=False) for each in registry.every_village(db)]
    form.section(N_("The case"))
    form.row(Field("flags", CASE_NAMES["flags"], FlagsField()))
    form.row(Field("note", N_("Wish and need, in the person's words"), TextArea(lines=3)))
    form.row(
        Field("source", CASE_NAMES["source"], ChoiceField([Choice(c, n) for c, n in SOURCE_NAMES.items()]),
              required=True),
        Field("village_id", CASE_NAMES["village_id"], ChoiceField(villages)),
    )  # fmt: skip
    sexes = Field("sex", CASE_NAMES["sex"], ChoiceField([Choice(code, name) for code, name in SEX_NAMES.items()]))
    form.row(sexes, Field("urgent", N_("Urgency"), TickField(N_("Urgent"))))
    if new:
        form.row(Field("next_visit_on", N_("Next visit"), DateField(session.today)))


def person_of(values: Mapping[str, Any]) -> Person:
    """What the fields say; a birth that is not understood yet is not known."""
    birth = values.get("birth")
    told = {name: str(values.get(name) or "").strip() for name in PERSON_NAMES if name != "birth"}
    return Person(**told, birth=birth if isinstance(birth, date | int) else None)


def facts_of(values: Mapping[str, Any]) -> CaseFacts:
    """What the fields say."""
    return CaseFacts(
        source=Source(values["source"]),
        sex=str(values.get("sex") or ""),
        village_id=values.get("village_id"),
        flags=frozenset(Flag(each) for each in values.get("flags") or ()),
        urgent=bool(values.get("urgent")),
        note=str(values.get("note") or "").strip(),
        next_visit_on=values.get("next_visit_on"),
    )


def values_of_person(person: Person) -> dict[str, Any]:
    """The same as fields have it."""
    return {name: getattr(person, name) for name in PERSON_NAMES}


def values_of_facts(facts: CaseFacts) -> dict[str, Any]:
    """The same as fields have it."""
    return {name: getattr(facts, name) for name in CASE_NAMES}


def shown(session: Session, name: str, value: Any) -> str:
    """A field's value as a person reads it, where two versions are compared."""
    if name == "source":
        return tr(SOURCE_NAMES[Source(value)])
    if name == "sex":
        return tr(SEX_NAMES[value]) if value in SEX_NAMES else ""
    if name == "flags":
        return flag_words(frozenset(Flag(each) for each in value))
    if name == "urgent":
        return tr("Yes") if value else tr("No")
    if name == "village_id":
        with session.read() as db:
            return registry.village_name(db, value)
    if name == "birth" and isinstance(value, date | int):
        return show_birth(value)
    return show_date(value) if isinstance(value, date) else str(value or "")
