"""Does a unit's service refuse each value that is in no list, and change nothing? All are called, whoever added them.

Where a service takes a value of a list is read from its signature and from the annotations of its entries: each enum by
its type, the rest by name (`Lists.listed`). A name that is neither listed nor known to be free, and a service for which
nobody wrote a call that succeeds, are told as faults: what nobody knows how to call is not tested.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, is_dataclass, replace
from datetime import date, datetime, time
from enum import Enum
from types import FunctionType, ModuleType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from sqlalchemy import text
from sqlalchemy.orm import Session as Orm

from app.vault.compartments import Compartment
from app.vault.errors import AppError
from app.vault.session import Session, Work

NO_ID, NO_WORD = 999_999, "in no list"
TAKEN = "was not refused, though nothing was changed"
# What reads and changes nothing; what a person typed, kept for themselves; what the demo makes.
_READS = frozenset({"queries", "reading", "kinds", "figures", "services_desk", "demo"})
_NOTHING_LISTED = (date, datetime, time, bool, bytes, Any)

# A call that succeeds, after what must be there for it: everything after the session.
Call = Callable[[Session], Sequence[Any]]


@dataclass(frozen=True)
class Lists:
    """What a unit's parameters and fields draw on, by name; `Entry.field` or `module.function.name` comes first.

    `listed` has the values that no list holds now; `free` is whatever a person types or counts, and optional record
    numbers that only narrow what is looked for.
    """

    listed: Mapping[str, Collection[Any]]
    free: frozenset[str]
    calls: Mapping[str, Call]
    # What tells, and changes nothing; it may answer with nothing about a record that there is not.
    reading: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Place:
    """Where a service takes a value: the parameter, then the fields; and the values that it must refuse."""

    path: tuple[str, ...]
    wrong: tuple[Any, ...]
    enum: bool = False

    def __str__(self) -> str:
        return ".".join(self.path)


def services(package: ModuleType) -> dict[str, FunctionType]:
    """The public functions of a unit that take a session and may change something, by module and name."""
    found: dict[str, FunctionType] = {}
    for info in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if info.name.rpartition(".")[2] in _READS:
            continue
        module = importlib.import_module(info.name)
        for name, function in vars(module).items():
            if inspect.isfunction(function) and function.__module__ == info.name and not name.startswith("_"):
                parameters = list(inspect.signature(function).parameters.values())
                if parameters and parameters[0].annotation is Session and not any(map(_inside_another, parameters)):
                    found[f"{info.name.removeprefix(package.__name__ + '.')}.{name}"] = function
    return found


def _inside_another(parameter: inspect.Parameter) -> bool:
    """What has the transaction of its caller is called by those that are called here."""
    return parameter.annotation in (Orm, Work)


def faults(session: Session, compartment: Compartment, named: Mapping[str, FunctionType], lists: Lists) -> list[str]:
    """What is wrong: a value in no list that was taken or not refused in words, a name or a service nobody knows."""
    found = [f"{name}: there is no such service" for name in (*lists.calls, *lists.reading) if name not in named]
    for name, function in named.items():
        try:
            places = tuple(_places(name, function, lists))
        except _Unknown as unknown:
            found.append(f"{name}: does {unknown} draw on a list? Say so in its Lists")
            continue
        if name in lists.reading:
            found += [
                each for each in _faults_of_ids(session, compartment, name, function, places) if TAKEN not in each
            ]
        elif name in lists.calls:
            found += _faults_of(session, compartment, name, function, places, lists.calls[name])
        elif all(len(each.path) == 1 and each.wrong == (NO_ID,) for each in places):
            found += _faults_of_ids(session, compartment, name, function, places)
        else:
            found.append(f"{name}: takes {', '.join(map(str, places))}. Write a call that succeeds in its Lists")
    return found


# --- where a service takes a value of a list ---------------------------------------------------------------


class _Unknown(Exception):
    """A name that the lists do not know."""


def _places(name: str, function: FunctionType, lists: Lists) -> Iterator[Place]:
    hints = get_type_hints(function)
    for parameter in list(inspect.signature(function).parameters)[1:]:
        yield from _inside((parameter,), hints[parameter], name, lists)


def _inside(path: tuple[str, ...], hint: Any, owner: str, lists: Lists) -> Iterator[Place]:
    if isinstance(hint, type) and issubclass(hint, Enum):
        yield Place(path, (NO_WORD,), enum=True)
    elif is_dataclass(hint) and isinstance(hint, type):
        for field, inner in get_type_hints(hint).items():
            yield from _inside((*path, field), inner, hint.__name__, lists)
    elif get_origin(hint) in (Union, UnionType):
        for inner in get_args(hint):
            if inner is not type(None):
                yield from _inside(path, inner, owner, lists)
    elif get_args(hint) and (inner := get_args(hint)[0]) is not date:
        # Of a mapping the keys, of other collections the elements.
        whole = inner if get_origin(inner) is not tuple else str
        yield from _inside(path, whole, owner, lists)
    elif hint not in _NOTHING_LISTED and get_origin(hint) is None and hint in (int, str):
        known = next((each for each in (f"{owner}.{path[-1]}", path[-1]) if each in lists.listed), None)
        if known is not None:
            yield Place(path, tuple(lists.listed[known]))
        elif not {f"{owner}.{path[-1]}", path[-1]} & lists.free:
            raise _Unknown(".".join(path))


# --- calling it with another value -------------------------------------------------------------------------


def _faults_of(
    session: Session,
    compartment: Compartment,
    name: str,
    function: FunctionType,
    places: Sequence[Place],
    call: Call,
) -> list[str]:
    arguments = list(call(session))
    names = list(inspect.signature(function).parameters)[1:]
    given = dict(zip(names, arguments, strict=False))
    found = []
    for place in places:
        for wrong in place.wrong:
            deviating = {**given, place.path[0]: _with(given.get(place.path[0]), place.path[1:], wrong)}
            found += _not_refused(session, compartment, f"{name} {place}={wrong!r}", function, deviating)
    try:
        # As a verb or an import may bring it, each choice as plain text.
        function(session, **{each: _plain(value) for each, value in given.items()})
    except Exception as error:
        found.append(f"{name}: the call that should succeed does not: {error!r} {getattr(error, 'fields', '')}")
    return found


def _faults_of_ids(
    session: Session, compartment: Compartment, name: str, function: FunctionType, places: Sequence[Place]
) -> list[str]:
    """Of a service that takes nothing listed but ids of records: nothing has that id, whatever else is said."""
    if not places:
        return []
    plain = {int: 1, str: "x", date: date(2026, 3, 11), bytes: b"x"}
    hints = get_type_hints(function)
    given = {
        each.name: plain.get(hints[each.name])
        for each in list(inspect.signature(function).parameters.values())[1:]
        if each.default is inspect.Parameter.empty
    }
    wrong = given | {place.path[0]: NO_ID for place in places if place.path[0] in given}
    return _not_refused(session, compartment, f"{name} {', '.join(wrong)}", function, wrong)


def _not_refused(
    session: Session, compartment: Compartment, what: str, function: FunctionType, given: Mapping[str, Any]
) -> list[str]:
    before = _stored(session, compartment)
    try:
        function(session, **given)
    except AppError:
        return [] if _stored(session, compartment) == before else [f"{what}: was refused, and something was changed"]
    except Exception as error:
        return [f"{what}: was not refused but fell over: {error!r}"]
    return [f"{what}: {TAKEN if _stored(session, compartment) == before else 'was taken, and something was changed'}"]


def _with(value: Any, path: Sequence[str], wrong: Any) -> Any:
    """The value with something else at a place: in an entry its field, in a collection its first element."""
    if isinstance(value, Mapping):
        key = (wrong, wrong) if any(isinstance(each, tuple) for each in value) else wrong
        return {**value, key: 1}
    if isinstance(value, tuple | list | frozenset):
        first = next(iter(value), None)
        assert first is not None or not path, f"the call that succeeds has nothing in it to change {path} of"
        return type(value)((_with(first, path, wrong), *list(value)[1:]))
    if not path:
        return wrong
    assert is_dataclass(value) and not isinstance(value, type), f"the call that succeeds gives nothing at {path}"
    return replace(value, **{path[0]: _with(getattr(value, path[0]), path[1:], wrong)})


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{name: _plain(getattr(value, name)) for name in value.__dataclass_fields__})
    if isinstance(value, Mapping):
        return {_plain(key): each for key, each in value.items()}
    if isinstance(value, tuple | list | frozenset):
        return type(value)(map(_plain, value))
    return value


def _stored(session: Session, compartment: Compartment) -> dict[str, list[Any]]:
    """Every row of the compartment, its audit included."""
    schema = compartment.value
    with session.read() as db:
        tables = db.scalars(text(f"SELECT name FROM {schema}.sqlite_master WHERE type = 'table'")).all()
        return {
            table: [tuple(row) for row in db.execute(text(f'SELECT * FROM {schema}."{table}"'))]
            for table in tables
            if not table.startswith(("search", "sqlite_"))
        }
