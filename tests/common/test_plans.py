"""Every filter in every order is answered along an index: nothing reads a whole table, however large it grows.

Asked of SQLite itself (EXPLAIN QUERY PLAN), for the statements that a list really sends. The lists are found by their
modules, filters and orders by their dataclasses and enumerations: a new one is asked without being named here.
"""

import importlib
import inspect
import pkgutil
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

import pytest
from sqlalchemy import Engine, event

import app
from app.common import paging
from app.common.records.declared import Records
from app.vault.session import Session

# Searched for as a part of a word, which no index knows: registers of some tens of rows a year, or of a handful.
SHORT = {
    ("app.health.group_sessions.queries", "text"): "a station holds some tens of group sessions a year",
    ("app.health.supplies.queries", ""): "a station keeps some tens of items",
    ("app.social.loans.queries", "text"): "a commune gives some tens of loans a year",
}


@dataclass(frozen=True)
class Listed:
    """A list of records: the function that reads a page, its filter, its orders, the table."""

    module: str
    read: Callable[..., Any]
    where: type[Any]
    sort: type[StrEnum]

    @property
    def unit(self) -> str:
        return self.module.split(".")[1]


def lists() -> Iterator[Listed]:
    """Each function `list_…(session, where, sort, …)` of a module named queries."""
    for found in pkgutil.walk_packages(app.__path__, "app."):
        if not found.name.split(".")[-1].startswith("queries") or ".desktop" in found.name:
            continue
        module = importlib.import_module(found.name)
        for name, read in vars(module).items():
            if name.startswith("list_") and read.__module__ == found.name and "sort" in read.__annotations__:
                hints = typing.get_type_hints(read)
                # Of a declared type the filter is put together of its fields: the class is that of the empty one.
                where = type(inspect.signature(read).parameters["where"].default)
                yield Listed(found.name, read, where, hints["sort"])


def values(kind: Any, name: str) -> list[Any]:
    """What a field of a filter may hold, one of each sort."""
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        return values(next(part for part in typing.get_args(kind) if part is not type(None)), name)
    if typing.get_origin(kind) is frozenset:
        (of,) = typing.get_args(kind)
        if issubclass(of, StrEnum):
            return [frozenset({next(iter(of))}), frozenset(of)]
        return [frozenset({each}) for each in values(of, name)]
    if issubclass(kind, StrEnum):
        return list(kind)[:2]
    if kind is bool:
        return [True]
    if kind is date:
        return [date(2026, 3, 11)]
    if kind is int:
        return [1]
    assert kind is str, (kind, name)
    return ["n", "Hòa", "nguyen van"] if name == "text" else ["HT26-001"]


def filters(listed: Listed) -> Iterator[tuple[str, Any]]:
    """The filter with nothing, and with each field alone; both ends of a period."""
    hints = typing.get_type_hints(listed.where)
    yield "", listed.where()
    for field in fields(listed.where):
        for value in values(hints[field.name], field.name):
            yield field.name, listed.where(**{field.name: value})


# What every list is asked with, and so narrows nothing.
BIN = ("in_bin", "removed")
ALWAYS = {"removed", "listed"}
Line = tuple[int, int, str]


def questions(work: Callable[[], object]) -> list[tuple[str, list[Line]]]:
    """The statements that were sent, each with its plan: (id, parent, what is done)."""
    asked: list[tuple[str, list[Line]]] = []

    def heard(connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.startswith("SELECT"):
            found = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            asked.append((statement, [(line[0], line[1], line[3]) for line in found]))

    event.listen(Engine, "before_cursor_execute", heard)
    try:
        work()
    finally:
        event.remove(Engine, "before_cursor_execute", heard)
    return asked


def paged(order: paging.Order, asked: list[tuple[str, list[Line]]]) -> list[str]:
    """What of the plans of a page reads more than it should."""
    wrong: list[str] = []
    for statement, found in asked:
        own = [line for _, _, line in found if is_about(line, order)]
        if "coalesce" in statement.rsplit("ORDER BY", 1)[-1]:
            # Gathered, by an index of the filter's.
            wrong += [line for line in own if not constraints(line) - ALWAYS]
        elif not any("PRIMARY KEY" in line or "UNIQUE" in line or "autoindex" in line for line in own):
            # Walked: in the order of an index, without sorting, up to so many entries or the end of the page.
            wrong += [line for line in own if line.startswith("SCAN") and "INDEX" not in line]
            wrong += [line for _, _, line in found if own and "TEMP B-TREE" in line]
    return wrong


def counted(order: paging.Order, asked: list[tuple[str, list[Line]]], *, everything: bool) -> list[str]:
    """The same of a count: it stops at a number, and until then goes along an index of the filter's."""
    wrong = []
    for statement, found in asked:
        if statement.startswith("SELECT count(*)") and "search MATCH" not in statement.split("LIMIT")[0]:
            for line in (line for _, _, line in found if is_about(line, order)):
                if ("INDEX" not in line and "PRIMARY KEY" not in line) or not (
                    everything or constraints(line) - ALWAYS
                ):
                    wrong.append(line)
    return wrong


def is_about(line: str, order: paging.Order) -> bool:
    return line.split()[1:2] == [order[0][0].class_.__table__.fullname]


def constraints(line: str) -> set[str]:
    """The columns by which an index is entered: `SEARCH reports USING INDEX … (removed=? AND kind=?)`."""
    if not line.startswith("SEARCH") or "(" not in line:
        return set()
    inside = line[line.rindex("(") + 1 : line.rindex(")")]
    return {part.split("=")[0].split("<")[0].split(">")[0] for part in inside.replace(" AND ", " ").split()}


def orders(module: types.ModuleType) -> Mapping[Any, paging.Order]:
    """The orders of a list: of its declaration, or its own table."""
    declared = next((each for each in vars(module).values() if isinstance(each, Records)), None)
    found: Mapping[Any, paging.Order] = declared.orders if declared is not None else module._ORDERS
    return found


LISTS = {listed.module.removeprefix("app.").removesuffix(".queries"): listed for listed in lists()}
UNITS = {"police": "police_lead", "health": "health_lead", "social": "social_lead", "registry": "police_lead"}


def test_every_list_is_asked() -> None:
    assert len(LISTS) >= 13


@pytest.mark.parametrize("many", [False, True], ids=["few", "many"])
@pytest.mark.parametrize("name", LISTS)
def test_each_filter_in_each_order_goes_along_an_index(
    name: str, many: bool, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    if many:  # as if each filter let through more than are looked up at once: walk, and then gather
        monkeypatch.setattr(paging, "STEPS", -1)
        monkeypatch.setattr(paging, "FEW", -1)
    listed = LISTS[name]
    session: Session = request.getfixturevalue(UNITS[listed.unit])
    module = importlib.import_module(listed.module)
    count = next(each for title, each in vars(module).items() if title.startswith("count_"))
    wrong: set[tuple[str, str, str]] = set()
    for field, where in filters(listed):
        if {(listed.module, field), (listed.module, "")} & SHORT.keys():
            continue
        everything = field in ("", *BIN)
        for sort in listed.sort:
            asked = questions(lambda: listed.read(session, where, sort))  # noqa: B023
            order = orders(module)[sort]
            wrong |= {(field, sort, line) for line in paged(order, asked)}
        asked = questions(lambda: count(session, where))  # noqa: B023
        wrong |= {(field, "count", line) for line in counted(order, asked, everything=everything)}
    assert not wrong, "\n".join(map(str, sorted(wrong)))
