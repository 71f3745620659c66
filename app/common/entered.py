"""Is what a caller entered of the types that a service asks for: members of an enum, days, numbers, texts, rows?

Type hints bind the screens. A verb of the command line or an import may hand over a plain text: one that means a
member of an enum becomes that member, and what means none is refused at its field, before anything is stored.
"""

import types
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from app.common.asking import NEEDED
from app.common.asking import wrong as all_wrong
from app.common.i18n import N_
from app.vault.errors import AppError, Invalid

NOT_A_CHOICE = N_("“{value}” is not one of the choices. Choose one of the list.")
NOT_A_DAY = N_("This is not a day between 1900 and 2199.")
NOT_UNDERSTOOD = N_("“{value}” cannot be understood here.")
TOO_LARGE = N_("This number is too large.")

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
# More than any amount in đồng or count of the office; SQLite's own limit is a crash, not a sentence.
LARGEST = 10**15

Entry = TypeVar("Entry")
Member = TypeVar("Member", bound=Enum)
Names = Mapping[str, str]
AS_WRITTEN: Names = {}


def typed(entry: Entry, names: Names = AS_WRITTEN) -> Entry:
    """The entry, a frozen dataclass, with its values in their types. Raises Invalid with an error for each wrong field.

    A field of a field is called `reporter.form` and one of a row `findings.1.fix_by`; `names` says where a form has
    another name for it.
    """
    wrong: dict[str, AppError] = {}
    made = read(entry, wrong)
    unless_wrong({names.get(name, name): why for name, why in wrong.items()})
    return made


def read(entry: Entry, wrong: dict[str, AppError]) -> Entry:
    """The same; what is wrong is added to `wrong`, by the path of its field."""
    made: Entry = _entry(entry, "", wrong)
    return made


def rows(kind: type[Entry], entered: Iterable[Entry], name: str) -> tuple[Entry, ...]:
    """The same for rows of a list. Raises Invalid at `team.1.role`."""
    wrong: dict[str, AppError] = {}
    made: tuple[Entry, ...] = _value(tuple[kind, ...], entered, name, wrong)  # type: ignore[valid-type]
    unless_wrong(wrong)
    return made


def member(kind: type[Member], value: object, name: str) -> Member:
    """The member of an enum that a parameter means. Raises Invalid at the field."""
    wrong: dict[str, AppError] = {}
    made: Member = _value(kind, value, name, wrong)
    unless_wrong(wrong)
    return made


def among(value: str, known: Iterable[str], name: str) -> str:
    """One of some words that a service knows. Raises Invalid at the field."""
    if value not in known:
        unless_wrong({name: Invalid(NOT_A_CHOICE, value=value)})
    return value


def why_not_day(value: date) -> AppError | None:
    """What is wrong with a day, whatever it is about; None when it can be one."""
    return _why_not(date, value)


def day(value: date | None, name: str) -> date:
    """A day that a step cannot do without. Raises Invalid at the field."""
    wrong: dict[str, AppError] = {}
    made: date = _value(date, value, name, wrong)
    unless_wrong(wrong)
    return made


def day_or_none(value: date | None, name: str) -> date | None:
    """A day, where none is "not known". Raises Invalid at the field."""
    return None if value is None else day(value, name)


def number(value: int | None, name: str, least: int, most: int) -> int:
    """A whole number within bounds. Raises Invalid at the field."""
    wrong: dict[str, AppError] = {}
    made: int = _value(int, value, name, wrong)
    if not wrong and not least <= made <= most:
        wrong[name] = Invalid(N_("Enter a whole number from {least} to {most}."), least=least, most=most)
    unless_wrong(wrong)
    return made


def unless_wrong(wrong: dict[str, AppError]) -> None:
    """Go on unless fields are wrong; a list with a wrong row is marked with the row's sentence. Raises Invalid."""
    if wrong:
        for name, why in list(wrong.items()):
            wrong.setdefault(name.partition(".")[0], why)
        raise all_wrong(wrong)


def known_names(changes: Mapping[str, Any], known: Iterable[str]) -> None:
    """Raises Invalid where a change is to a field that the service does not change."""
    unknown = sorted(set(changes) - set(known))
    unless_wrong({name: Invalid(N_("“{field}” cannot be changed here."), field=name) for name in unknown})


# --- by the annotation ---------------------------------------------------------------------------------


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    return get_type_hints(kind)


def _entry(entry: Any, path: str, wrong: dict[str, AppError]) -> Any:
    hints = _hints(type(entry))  # type: ignore[arg-type]
    values = {
        each.name: _value(hints[each.name], getattr(entry, each.name), f"{path}{each.name}", wrong)
        for each in fields(entry)
        if each.init
    }
    changed = {name: value for name, value in values.items() if value is not getattr(entry, name)}
    return replace(entry, **changed) if changed else entry


def _value(kind: Any, value: Any, path: str, wrong: dict[str, AppError]) -> Any:
    origin = get_origin(kind)
    if kind is Any:
        return value
    if origin in (Union, types.UnionType):
        return _one_of(get_args(kind), value, path, wrong)
    if value is None:
        wrong[path] = Invalid(NEEDED)
    elif origin in (tuple, frozenset):
        return _several(kind, value, path, wrong)
    elif isinstance(kind, type) and issubclass(kind, Enum):
        return _member(kind, value, path, wrong)
    elif is_dataclass(kind) and isinstance(value, kind):  # type: ignore[arg-type]
        return _entry(value, f"{path}.", wrong)
    elif (why := _why_not(origin or kind, value)) is not None:
        wrong[path] = why
    return value


def _one_of(kinds: tuple[Any, ...], value: Any, path: str, wrong: dict[str, AppError]) -> Any:
    if value is None and type(None) in kinds:
        return None
    real = [each for each in kinds if each is not type(None)]
    for each in real:
        tried: dict[str, AppError] = {}
        made = _value(each, value, path, tried)
        if not tried:
            return made
    wrong |= tried
    return value


def _several(kind: Any, value: Any, path: str, wrong: dict[str, AppError]) -> Any:
    if isinstance(value, str | Mapping) or not isinstance(value, Iterable):
        wrong[path] = Invalid(NOT_UNDERSTOOD, value=value)
        return value
    inside = get_args(kind)[0]
    if get_origin(kind) is frozenset:
        made = frozenset(_value(inside, each, path, wrong) for each in value)
        return value if isinstance(value, frozenset) and made == value else made
    given = tuple(value)
    several = tuple(_value(inside, each, f"{path}.{place}", wrong) for place, each in enumerate(given))
    same = isinstance(value, tuple) and all(one is other for one, other in zip(several, given, strict=True))
    return value if same else several


def _member(kind: type[Enum], value: Any, path: str, wrong: dict[str, AppError]) -> Any:
    try:
        return kind(value)
    except ValueError:
        wrong[path] = Invalid(NOT_A_CHOICE, value=value)
        return value


def _why_not(kind: Any, value: Any) -> AppError | None:
    if kind is date:
        is_day = isinstance(value, date) and not isinstance(value, datetime)
        return None if is_day and EARLIEST <= value <= LATEST else Invalid(NOT_A_DAY)
    if kind is int:
        if not isinstance(value, int) or isinstance(value, bool):
            return Invalid(NOT_UNDERSTOOD, value=value)
        return None if abs(value) <= LARGEST else Invalid(TOO_LARGE)
    if kind in (str, bool, time) or is_dataclass(kind) or kind is Mapping:
        return None if isinstance(value, kind) else Invalid(NOT_UNDERSTOOD, value=value)
    return None
