"""How are the texts of `--filter name=value` read? What is unknown is refused, naming what there is."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from app.common.dates import parse_date
from app.common.i18n import N_
from app.common.text import fold
from app.vault.errors import Invalid
from app.vault.session import Session

C = TypeVar("C", bound=StrEnum)


def known(conditions: Mapping[str, str], names: Iterable[str]) -> None:
    """Raises Invalid when a condition has a name that there is not."""
    names = list(names)
    if unknown := sorted(set(conditions) - set(names)):
        raise Invalid(N_("There is no filter “{name}”. There are: {names}."), name=unknown[0], names=", ".join(names))


def codes(kinds: type[C], conditions: Mapping[str, str], name: str) -> list[C]:
    """The codes of a condition, several with commas. Raises Invalid, naming those there are."""
    return [kinds(each) for each in among([code.value for code in kinds], conditions, name)]


def among(choices: Iterable[str], conditions: Mapping[str, str], name: str) -> list[str]:
    """The same for codes that an office's list holds."""
    typed = [each.strip() for each in conditions.get(name, "").split(",") if each.strip()]
    choices = list(choices)
    if unknown := [each for each in typed if each not in choices]:
        raise Invalid(
            N_("The filter “{name}” does not know “{value}”. There are: {codes}."),
            name=name,
            value=unknown[0],
            codes=", ".join(choices),
        )
    return typed


def yes(value: str | None) -> bool:
    """Whether a condition that is on or off is on."""
    return value is not None and fold(value) in ("yes", "true", "1", "co")


def day(value: str | None, today: date) -> date | None:
    """A day as people write it. Raises NotADate."""
    return parse_date(value, today) if value else None


def year(conditions: Mapping[str, str], name: str) -> int | None:
    """A year in four digits. Raises Invalid."""
    value = conditions.get(name, "").strip()
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and len(value) == 4):
        raise Invalid(N_("“{text}” is not a year."), text=value)
    return int(value)


def account(session: Session, user: str | None) -> str | None:
    """The id of the account with that user name; "none" is the empty text. Raises Invalid."""
    if user is None or user == "none":
        return user and ""
    found = next((each.id for each in session.accounts() if each.user == user), None)
    if found is None:
        raise Invalid(N_("There is no account “{name}”."), name=user)
    return found
