"""What do the papers for a client say? Plain facts by code, as the templates in resources/documents take them.

No name, no contact and no year of birth is among them: whoever finds a paper learns a code. Card and appointment slip
have no word that names a matter either.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CardFacts:
    """The card that the client keeps: the code in large letters."""

    code: str


@dataclass(frozen=True, slots=True)
class AppointmentFacts:
    """When to come again; `at` as it was arranged, or empty."""

    code: str
    on: date
    weekday: str
    at: str


@dataclass(frozen=True, slots=True)
class TestLine:
    """A test of the consent form: `yes` and `no` are "x" or empty."""

    name: str
    yes: str = ""
    no: str = ""


@dataclass(frozen=True, slots=True)
class ConsentFacts:
    """What somebody agreed to or not. `blank` is the form to take along; `child` asks for a parent or guardian."""

    blank: bool
    code: str
    asked_on: date | None
    tests: tuple[TestLine, ...]
    child: bool
    guardian: str
    staff: str


@dataclass(frozen=True, slots=True)
class ResultFacts:
    """A result for the person tested and nobody else. `confirmed` is empty where no laboratory confirmed it."""

    code: str
    number: str
    test: str
    sample_on: date | None
    place: str
    result: str
    result_on: date | None
    # A reactive screening for HIV: what it means, and that it is no conclusion.
    to_confirm: bool
    confirmed: str
    confirmed_on: date | None
    lab: str
    lab_number: str
    counselled: bool
    child: bool
    staff: str


@dataclass(frozen=True, slots=True)
class ReferralFacts:
    """Whom a facility is asked to receive, what for, and that the person agreed to its being told."""

    code: str
    facility: str
    service: str
    referred_on: date
    agreed_on: date
    agreed_how: str
    staff: str
