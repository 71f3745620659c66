"""What is checked when a client's record is opened or edited?"""

from datetime import date

from sqlalchemy.orm import Session as Orm

from app.common.asking import EARLIEST, TOO_FAR_BACK, wrong
from app.common.choices import NOT_LISTED
from app.common.i18n import N_
from app.common.text import nfc, normal_phone
from app.health.clients.models import Client
from app.health.clients.terms import SEX_NAMES, Basis, key_groups
from app.health.clients.values import ClientFacts, NewClient, Person
from app.registry import queries as registry
from app.vault.errors import AppError, Invalid, Refused


def tidy(person: Person) -> Person:
    """What was told, as it is stored."""

    def line(text: str) -> str:
        return " ".join(nfc(text).split())

    return Person(line(person.name), normal_phone(person.phone), line(person.other_contact))


def basis_first(new: NewClient) -> None:
    """Raises Refused without consent, or another basis said in words, for keeping the record."""
    if new.basis is Basis.CONSENT and new.agreed is None:
        raise Refused(
            N_(
                "A record is kept only with the person's consent, or on another basis. Nothing was recorded: ask the"
                " person first; care may be given without a record."
            )
        )
    if new.basis is not Basis.CONSENT and not new.basis_note.strip():
        raise Refused(N_("Without consent the basis for keeping the record is needed in words. Nothing was recorded."))


def problems(facts: ClientFacts, today: date) -> dict[str, AppError]:
    """What is wrong with the facts, by field."""
    found: dict[str, AppError] = {}
    if facts.first_on is not None and facts.first_on > today:
        found["first_on"] = Invalid(N_("This day lies in the future."))
    elif facts.first_on is not None and facts.first_on < EARLIEST:
        found["first_on"] = Invalid(TOO_FAR_BACK)
    if facts.birth_year is not None and not 1900 <= facts.birth_year <= today.year:
        found["birth_year"] = Invalid(N_("This cannot be a year of birth."))
    if facts.sex not in ("", *SEX_NAMES):
        found["sex"] = Invalid(NOT_LISTED)
    if facts.key_group not in ("", *key_groups()):
        found["key_group"] = Invalid(NOT_LISTED)
    return found


def write_facts(db: Orm, client: Client, facts: ClientFacts) -> None:
    """Put the facts into the row. Raises Invalid for a village that there is not."""
    village = registry.village_name(db, facts.village_id)
    if facts.village_id is not None and not village:
        raise wrong({"village_id": Invalid(N_("There is no such village. Choose one from the list."))})
    client.source, client.sex, client.birth_year = facts.source.value, facts.sex, facts.birth_year
    # A band that was told says nothing any more once the year is known.
    client.age_band = facts.age_band.value if facts.age_band is not None and facts.birth_year is None else ""
    client.key_group, client.village_id, client.village_name = facts.key_group, facts.village_id, village
    client.safe_way = facts.safe_way.value if facts.safe_way is not None else ""
    client.safe_when = " ".join(nfc(facts.safe_when).split())
    client.note = nfc(facts.note).strip()
    if facts.first_on is not None:
        client.first_on = facts.first_on
