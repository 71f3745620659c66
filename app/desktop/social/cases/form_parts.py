"""Which parts has the form of a case: the person, the case; and how do their fields become values and back?"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.common.dates import show_birth, show_date
from app.common.i18n import N_, tr
from app.desktop.records.declared_form import Asked, Line, Part, from_editor, lay_out
from app.desktop.social.cases.form_fields import BirthField, FlagsField
from app.desktop.social.cases.words import PERSON_NAMES
from app.desktop.widgets import Field, Form, TextArea, TextField
from app.social.cases.declared import SUPPORT_CASES
from app.social.cases.values import CaseFacts, Person
from app.vault.session import Session

LAYOUT = (
    Part(N_("The case")),
    Line("flags"),
    Line("note"),
    Line("source", "village_id"),
    Line("sex", "occupation"),
    Line("urgent"),
)
# When the next visit is, is asked of a new case only; later visits and the plan say it.
DAYS = ("next_visit_on", "review_on")
CASE_NAMES: dict[str, str] = {each.name: each.label for each in SUPPORT_CASES.entered if each.name not in DAYS}


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
    """The case itself; special protection first."""
    with session.read() as db:
        lists = SUPPORT_CASES.names_in(session, db)
    labels = {"note": N_("Wish and need, in the person's words"), "urgent": N_("Urgency")}
    layout = (*LAYOUT, Line("next_visit_on")) if new else LAYOUT
    lay_out(
        form, SUPPORT_CASES, layout, Asked(session, lists, None), {"flags": lambda _field, _asked: FlagsField()}, labels
    )


def person_of(values: Mapping[str, Any]) -> Person:
    """What the fields say; a birth that is not understood yet is not known."""
    birth = values.get("birth")
    told = {name: str(values.get(name) or "").strip() for name in PERSON_NAMES if name != "birth"}
    return Person(**told, birth=birth if isinstance(birth, date | int) else None)


def facts_of(values: Mapping[str, Any]) -> CaseFacts:
    """What the fields say."""
    told = {each.name: from_editor(each, values.get(each.name)) for each in SUPPORT_CASES.entered}
    return CaseFacts(**told | {"sex": told["sex"] or "", "note": told["note"].strip()})


def values_of_person(person: Person) -> dict[str, Any]:
    """The same as fields have it."""
    return {name: getattr(person, name) for name in PERSON_NAMES}


def values_of_facts(facts: CaseFacts) -> dict[str, Any]:
    """The same as fields have it."""
    return {name: getattr(facts, name) for name in CASE_NAMES}


def shown(session: Session, name: str, value: Any) -> str:
    """A field's value as a person reads it, where two versions are compared."""
    if name == "urgent":
        return tr("Yes") if value else tr("No")
    if name in SUPPORT_CASES.by_name:
        with session.read() as db:
            return SUPPORT_CASES.field(name).words(value, SUPPORT_CASES.names_in(session, db))
    if name == "birth" and isinstance(value, date | int):
        return show_birth(value)
    return show_date(value) if isinstance(value, date) else str(value or "")
