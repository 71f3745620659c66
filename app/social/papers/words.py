"""How do the papers name things? In Vietnamese, whatever the screen's language: they are the office's own."""

from datetime import date

from app.common.dates import show_date
from app.common.i18n import catalogue
from app.social.cases.values import Person
from app.social.papers.facts import PersonFacts


def vi(source: str) -> str:
    """A text of the app as papers have it."""
    return catalogue("vi").get(source, source)


def day(value: date | None) -> str:
    return show_date(value) if value is not None else ""


def birth(person: Person) -> str:
    """The day, or the year where no more is known."""
    if person.birth is None:
        return ""
    return show_date(person.birth) if isinstance(person.birth, date) else str(person.birth)


def named(person: Person) -> str:
    """The name, or the alias that somebody chose."""
    return person.real_name or person.alias


def person_facts(person: Person) -> PersonFacts:
    """Everything of a person that a letter may call for."""
    return PersonFacts(named(person), birth(person), person.phone, person.address, person.identity_number)
