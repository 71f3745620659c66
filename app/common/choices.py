"""Is each choice of an entry one of its list? A window offers no other; a verb or an import may bring plain text.

An entry's enums are annotations, which Python does not check: `state is State.GIVEN` is false for the text "given", so
that a rule on it would be passed over. Every service that takes such an entry makes its choices members first.
"""

from collections.abc import Mapping
from dataclasses import is_dataclass, replace
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from app.common.asking import wrong
from app.common.i18n import N_
from app.vault.errors import AppError, Invalid

NOT_LISTED = N_("Choose from the list.")

Entry = TypeVar("Entry")
Choice = TypeVar("Choice", bound=Enum)
Found = dict[str, AppError]


def chosen(entry: Entry) -> Entry:
    """The entry with each choice as a member of its enum, also in the entries that it holds.

    Raises Invalid, naming each field whose value is in no list.
    """
    found: Found = {}
    made: Entry = _members(entry, found)
    if found:
        raise wrong(found)
    return made


def one_of(kind: type[Choice], value: object, name: str) -> Choice:
    """The member that was chosen for a field. Raises Invalid at the field."""
    found: Found = {}
    made = _member(kind, value, name, found)
    if found:
        raise wrong(found)
    assert isinstance(made, kind)
    return made


def _members(entry: Any, found: Found) -> Any:
    changes = {}
    kind: type = type(entry)
    for name, hint in _choices(kind).items():
        value = getattr(entry, name)
        made = _member(hint, value, name, found)
        if made is not value:
            changes[name] = made
    return replace(entry, **changes) if changes else entry


def _member(hint: Any, value: Any, name: str, found: Found) -> Any:
    """The value as its annotation has it; what is wrong in a collection stands under the collection's name."""
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _of_enum(hint, value, name, found)
    if is_dataclass(hint):
        return _members(value, found) if is_dataclass(value) else value
    origin, inside = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        known = next((each for each in inside if _concerns(each)), None)
        return value if value is None else _member(known, value, name, found)
    if isinstance(value, Mapping):
        return {_member(inside[0], key, name, found): _member(inside[1], each, name, found)
                for key, each in value.items()}  # fmt: skip
    if origin is not None and _concerns(hint):
        return type(value)(_in_collection(inside[0], each, name, found) for each in value)
    return value


def _in_collection(hint: Any, value: Any, name: str, found: Found) -> Any:
    inner: Found = {}
    made = _member(hint, value, name, inner)
    if inner:
        found.setdefault(name, next(iter(inner.values())))
    return made


def _of_enum(kind: type[Enum], value: object, name: str, found: Found) -> object:
    try:
        return value if isinstance(value, kind) else kind(value)
    except ValueError:
        found[name] = Invalid(NOT_LISTED)
        return value


@cache
def _choices(entry: type) -> dict[str, Any]:
    """The fields of an entry that hold choices, with their annotations."""
    return {name: hint for name, hint in get_type_hints(entry).items() if _concerns(hint)}


@cache
def _concerns(hint: Any) -> bool:
    if isinstance(hint, type) and issubclass(hint, Enum):
        return True
    if is_dataclass(hint) and isinstance(hint, type):
        return bool(_choices(hint))
    return any(_concerns(each) for each in get_args(hint) if each is not Ellipsis)
