"""How is a list narrowed? The filter of a record type, its saved form, `--filter name=value`, the query's terms."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, make_dataclass
from datetime import date, timedelta
from functools import cache
from types import GenericAlias
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session as Orm

from app.common import conditions as typed
from app.common.dates import start_of_day
from app.common.i18n import N_
from app.common.records.declared import Records, Searched
from app.common.records.fields import (
    AnyOf,
    Between,
    Coded,
    Codes,
    Exactly,
    Field,
    IsSet,
    Moment,
    Ref,
    Refs,
    Until,
    code_of,
)
from app.common.text import fold
from app.vault.errors import Invalid
from app.vault.session import Session

YES, SEVERAL = N_("yes"), N_("{codes}; several with commas")


@dataclass(frozen=True)
class Filter:
    """What a list is narrowed to; empty means all that were not removed. Each type's own has its parts beside these."""

    text: str = ""
    in_bin: bool = False

    def to_json(self) -> dict[str, Any]:
        """As kept with a saved filter and told to the audit; what is empty is left out."""
        plain: dict[str, Any] = {}
        for name, value in self.__dict__.items():
            if isinstance(value, frozenset):
                value = sorted(str(each) for each in value)
            elif isinstance(value, date):
                value = value.isoformat()
            empty = value is None or value is False or value == [] or (name == "text" and not value)
            if not empty:
                plain[name] = value
        return plain


@cache
def filter_of(records: Records[Any, Any]) -> Any:
    """The filter's class of a record type: a frozen value with one attribute for each part, of the type it has."""
    parts: list[tuple[str, Any, Any]] = []
    for each in records.fields:
        match each.filter:
            case AnyOf(name=name):
                parts.append((name, GenericAlias(frozenset, (_kind(records, each),)), field(default=frozenset())))
            case Exactly():
                parts.append((name_of(each), _kind(records, each) | None, field(default=None)))
            case Between(names=names):
                parts += [(name, date | None, field(default=None)) for name in names]
            case Until(name=name):
                parts.append((name, date | None, field(default=None)))
            case IsSet():
                parts.append((name_of(each), bool, field(default=False)))
    parts += [(own.name, own.kind, field(default=own.empty)) for own in records.own_filters]

    def from_json(cls: type[Filter], plain: Mapping[str, Any]) -> Filter:
        return from_plain(records, plain)

    return make_dataclass(
        "Filter", parts, bases=(Filter,), frozen=True, namespace={"from_json": classmethod(from_json)}
    )


def _kind(records: Records[Any, Any], declared: Field) -> Any:
    """The type of the value by which a field is narrowed: a code, or as its column has it."""
    if codes := codes_of(declared):
        return type(next(iter(codes)))
    column = records.table.__table__.columns.get(declared.name)
    return column.type.python_type if column is not None else str


def name_of(declared: Field) -> str:
    """The name of a field's part of the filter, where it has one alone."""
    narrowing = declared.filter
    return (getattr(narrowing, "name", "") or declared.name) if narrowing is not None else ""


def from_plain(records: Records[Any, Any], plain: Mapping[str, Any]) -> Filter:
    """The filter as `to_json` gave it; names that it does not know are passed over."""
    kind = filter_of(records)
    values = {name: value for name, value in plain.items() if name in kind.__dataclass_fields__}
    for each in records.fields:
        match each.filter:
            case AnyOf(name=name) if name in values:
                values[name] = frozenset(_code(each, code) for code in values[name] if _known(each, code))
            case Exactly() if values.get(name_of(each)) and codes_of(each):
                values[name_of(each)] = _code(each, values[name_of(each)])
            case Between(names=names):
                values |= {name: date.fromisoformat(values[name]) for name in names if values.get(name)}
            case Until(name=name) if values.get(name):
                values[name] = date.fromisoformat(values[name])
    for own in records.own_filters:
        if own.name in values:
            kept = own.loaded(values[own.name]) if own.loaded is not None else values[own.name]
            values[own.name] = frozenset(kept) if isinstance(own.empty, frozenset) else kept
    found: Filter = kind(**values)
    return found


def _known(declared: Field, code: str) -> bool:
    """Whether there still is such a code: one that was given up is passed over in a saved filter."""
    return code in (codes_of(declared) or {code})


def _code(declared: Field, code: str) -> Any:
    return code_of(getattr(declared, "names", {"": ""}), code)


# --- the conditions of `--filter name=value` ---------------------------------------------------------------------


@cache
def conditions(records: Records[Any, Any]) -> dict[str, str]:
    """Names that `--filter` knows → what each takes (source text)."""
    found: dict[str, str] = {}
    for each in records.fields:
        match each.filter:
            case AnyOf(condition=name, left_out=left_out, takes=takes):
                found[name or each.told] = takes or _several(code for code in codes_of(each) if code not in left_out)
            case Exactly(condition=name, takes=takes):
                found[name or each.told] = takes
            case Between(conditions=both):
                found |= both
            case Until(condition=name, takes=takes):
                found[name] = takes
            case IsSet(condition=name):
                found[name or name_of(each)] = YES
    found |= {own.condition or own.name: own.takes for own in records.own_filters if own.typed is not None}
    in_bin = {records.bin_condition: YES} if records.bin else {}
    return found | in_bin | {"text": records.text_takes, "sort": ", ".join(type(records.usual))}


def codes_of(declared: Field) -> Mapping[Any, str]:
    """The codes among which a field's filter chooses, each with its words."""
    return declared.names if isinstance(declared, Coded | Codes) else {}


def _several(codes: Iterable[Any]) -> str:
    return SEVERAL.format(codes=", ".join(str(code) for code in codes))


def from_conditions(records: Records[Any, Any], session: Session, given: Mapping[str, str]) -> Filter:
    """The filter that conditions ask for. Raises Invalid for a condition or a value that there is not."""
    typed.known(given, conditions(records))
    values: dict[str, Any] = {"text": given.get("text", ""), "in_bin": typed.yes(given.get(records.bin_condition))}
    for each in records.fields:
        match each.filter:
            case AnyOf(name=name, condition=condition):
                known = _listed(records, session, each) if isinstance(each, Ref | Refs) else codes_of(each)
                chosen = typed.among([str(code) for code in known], given, condition or each.told)
                values[name] = frozenset(_code(each, code) for code in chosen)
            case Exactly(condition=condition, typed=own_typed):
                text = given.get(condition or each.told)
                named = own_typed(session, text) if own_typed and text else _one(records, session, each, text)
                values[name_of(each)] = named
            case Between(names=names, conditions=both):
                days = [typed.day(given.get(name), session.today()) for name in both]
                values |= zip(names, days, strict=True)
            case Until(name=name, condition=condition):
                values[name] = typed.day(given.get(condition), session.today())
            case IsSet(condition=condition):
                values[name_of(each)] = typed.yes(given.get(condition or name_of(each)))
    for own in records.own_filters:
        if own.typed is not None and (text := given.get(own.condition or own.name)) is not None:
            values[own.name] = own.typed(session, text)
    found: Filter = filter_of(records)(**values)
    return found


def _one(records: Records[Any, Any], session: Session, declared: Field, name: str | None) -> Any:
    """The code, or the id of the thing of that name, with or without marks."""
    if codes := codes_of(declared):
        chosen = typed.among([str(code) for code in codes], {"": name or ""}, "")
        return _code(declared, chosen[0]) if chosen else None
    if not name or not isinstance(declared, Ref):
        return None
    names = _listed(records, session, declared)
    found = next((value for value, each in names.items() if fold(each) == fold(name)), None)
    if found is None:
        raise Invalid(N_("There is no {what} “{name}”."), what=declared.label, name=name)
    return found


def _listed(records: Records[Any, Any], session: Session, declared: Ref | Refs) -> Mapping[Any, str]:
    """What the field may refer to, with its names."""
    with session.read() as db:
        return records.lists[declared.to](session, db)


# --- the query -------------------------------------------------------------------------------------------------


def terms(records: Records[Any, Any], session: Session, where: Any) -> list[ColumnElement[bool]]:
    """What the query's WHERE holds for a filter, but for what was typed: `searched` says that."""
    table: Any = records.table
    found = [
        *records.always,
        *records.whole(session, where),
        *([getattr(table, records.bin).is_(where.in_bin)] if records.bin else []),
    ]
    for each in records.fields:
        if each.filter is None:
            continue
        column: Any = getattr(table, each.name, None)
        match each.filter:
            case AnyOf(name=name, term=term) if chosen := getattr(where, name):
                found.append(term(chosen) if term else column.in_(sorted(str(code) for code in chosen)))
            case Exactly(term=term) if (value := getattr(where, name_of(each))) is not None:
                found.append(term(value) if term else column.is_(None) if value == "" else column == value)
            case Between(names=(first, last)):
                found += _between(each, column, getattr(where, first), getattr(where, last))
            case Until(name=name, term=term) if (last := getattr(where, name)) is not None:
                found.append(term(last) if term else column <= last)
            case IsSet(term=term) if getattr(where, name_of(each)):
                found.append(term(session) if term else column.is_(True))
    for own in records.own_filters:
        if (value := getattr(where, own.name)) != own.empty:
            found.append(own.term(session, value))
    return found


def searched(records: Records[Any, Any], session: Session, db: Orm, typed: str) -> Searched:
    """What the query asks for what was typed into the quick search."""
    if not fold(typed):
        return Searched()
    if records.searched is not None:
        return records.searched(session, db, typed)
    table: Any = records.table
    return Searched(tuple(table.folded.contains(word, autoescape=True) for word in fold(typed).split()))


def _between(declared: Field, column: Any, first: date | None, last: date | None) -> list[ColumnElement[bool]]:
    if isinstance(declared, Moment):  # its day is that of the office
        found = [column >= start_of_day(first)] if first is not None else []
        return [*found, column < start_of_day(last + timedelta(days=1))] if last is not None else found
    found = [column >= first] if first is not None else []
    return [*found, column <= last] if last is not None else found
