"""What does a record type declare beside its fields, and what is put together of them once per type?"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, make_dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session as Orm

from app.common.i18n import N_
from app.common.paging import Key, Order
from app.common.records.fields import Amounts, Audit, Coded, Codes, Counts, Field, In, Lists, Ref, Refs
from app.common.references import Reference
from app.common.search import Words
from app.vault.compartments import Compartment
from app.vault.session import Session

Lines = Callable[[Session, Orm, Sequence[tuple[Any, Key]]], Iterable[Any]]
Row = TypeVar("Row")
Entry = TypeVar("Entry")


@dataclass(frozen=True)
class May:
    """Which permission each verb needs; "" where the type has no such verb."""

    list: str
    enter: str = ""
    remove: str = ""
    export: str = ""


@dataclass(frozen=True)
class OwnFilter:
    """A part of the filter that is no field: its name, what it starts as, and its term of the query.

    `typed` makes its value of the text of a condition; None: no verb knows it.
    """

    name: str
    # Its annotation in the filter: bool, date | None, frozenset[Flag].
    kind: Any
    empty: Any
    term: Callable[[Session, Any], ColumnElement[bool]]
    typed: Callable[[Session, str], Any] | None = None
    takes: str = ""
    # The condition for verbs, where that is not its name.
    condition: str = ""
    # Its value, of what a saved filter keeps; None: that itself, of a list the set of its members.
    loaded: Callable[[Any], Any] | None = None


@dataclass(frozen=True)
class Searched:
    """What a search asks of the query: terms (a whole number, a code), and the words of a full-text index."""

    terms: tuple[ColumnElement[bool], ...] = ()
    words: Words | None = None


@dataclass(frozen=True, eq=False)
class Records(Generic[Row, Entry]):
    """A record type. `table` has id, version and number; unless said, `removed` and `folded` (words to search), too."""

    kind: str
    compartment: Compartment
    table: type[Row]
    entry: type[Entry]
    fields: tuple[Field, ...]
    orders: Mapping[StrEnum, Order]
    usual: StrEnum
    may: May
    one: str
    many: str
    # N_("There is no such session."), N_("There is no session with the number {number}.")
    none_such: str
    no_number: str
    # What fields refer to, by the names that they use: (session, db) → value → name, those no longer used too.
    lists: Mapping[str, Callable[[Session, Orm], Mapping[Any, str]]] = field(default_factory=dict)
    # What a person who may not see these lists is told of the ids that stand in the audit, by the same names.
    references: Mapping[str, Reference] = field(default_factory=dict)
    own_filters: tuple[OwnFilter, ...] = ()
    # Where the lines of the list are the type's own (masked names, states): (session, db, rows with keys) → lines.
    lines: Lines | None = None
    # What the quick search asks for what was typed; None: each word in `folded`.
    searched: Callable[[Session, Orm, str], Searched] | None = None
    # What the condition `text` takes, for whoever asks for the conditions.
    text_takes: str = N_("words, with or without marks")
    # The attribute of a line of the list that holds the entry, where it does; what is entered is read there.
    entry_in: str = ""
    # How a number is stored that a person typed short (ks26-1).
    tidy: Callable[[str], str] = lambda number: number.strip().upper()
    # The column that says a row lies in the bin; "" where there is no bin.
    bin: str = "removed"
    # The condition that asks for the bin.
    bin_condition: str = "removed"
    # Terms that look at the filter as a whole: what its parts mean together.
    whole: Callable[[Session, Any], list[ColumnElement[bool]]] = lambda _session, _where: []
    # Terms of every query of the list: what no filter brings back (withdrawn, erased).
    always: tuple[ColumnElement[bool], ...] = ()

    def field(self, name: str) -> Field:
        """The field of that name. KeyError where there is none."""
        return self.by_name[name]

    @cached_property
    def by_name(self) -> dict[str, Field]:
        return {each.name: each for each in self.fields}

    @cached_property
    def labels(self) -> dict[str, str]:
        """Field → its label (source text), in the order of the declaration."""
        return {each.name: each.label for each in self.fields}

    @cached_property
    def entered(self) -> tuple[Field, ...]:
        """The fields that a person fills in."""
        return tuple(each for each in self.fields if each.entered)

    @cached_property
    def listed(self) -> tuple[Field, ...]:
        """The fields that a row of the list carries: shown there, told to scripts, or exported."""
        return tuple(each for each in self.fields if each.column or each.export or In.LIST in each.documents)

    @cached_property
    def audited(self) -> dict[Audit, frozenset[str]]:
        """What the audit keeps → the fields of which it keeps that."""
        return {how: frozenset(each.name for each in self.fields if each.audit is how) for how in Audit}

    @cached_property
    def codes_of(self) -> dict[str, dict[str, str]]:
        """Field → each of its codes as it is stored → the words."""
        coded = [each for each in self.fields if isinstance(each, Coded | Codes | Counts)]
        return {each.name: {str(code): words for code, words in each.names.items()} for each in coded}

    @cached_property
    def codes(self) -> dict[str, str]:
        """Every code that a field may have → its words."""
        return {code: words for codes in self.codes_of.values() for code, words in codes.items()}

    @cached_property
    def row(self) -> type[Any]:
        """A line of the list, unless it is the type's own: id, version, number, the bin, what is listed, its key.

        Of a field that refers to something it has the id under the field's name, and the name under what it is told as.
        """
        names: dict[str, Any] = {"id": int, "version": int, "number": str} | ({"removed": bool} if self.bin else {})
        for each in self.listed:
            names |= {each.name: Any, each.told: str} if isinstance(each, Ref) else {each.told: Any}
        own: list[Any] = [*names.items(), ("key", tuple, field(default=(), repr=False))]
        return make_dataclass("Row", own, frozen=True)

    def names_in(self, session: Session, db: Orm, fields: Iterable[Field] | None = None) -> Lists:
        """What these fields refer to (all, unless said), by list, as it is now. Only lists that they need are read."""
        needed = {
            each.to for each in (self.fields if fields is None else fields) if isinstance(each, Ref | Refs | Amounts)
        }
        return {name: read(session, db) for name, read in self.lists.items() if name in needed}
