"""What kinds of fields are there? How a value of each is stored, told to scripts, shown to people, and typed back."""

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from datetime import date, datetime
from enum import Enum, Flag, StrEnum, auto
from typing import Any

from app.common.dates import show_date, show_datetime
from app.common.i18n import N_, tr
from app.common.money import show_dong
from app.common.records.narrowing import AnyOf as AnyOf
from app.common.records.narrowing import Between as Between
from app.common.records.narrowing import Exactly as Exactly
from app.common.records.narrowing import IsSet as IsSet
from app.common.records.narrowing import Narrowing
from app.common.records.narrowing import Until as Until
from app.common.text import nfc

# Names behind what a field refers to: list ("villages") → value → name. Asked once for a page, not once for a row.
Lists = Mapping[str, Mapping[Any, str]]
NO_LISTS: Lists = {}


class Audit(Enum):
    """What the audit keeps of a field when it changes."""

    CLEAR = auto()  # old and new, readable by whoever reads the audit
    LOCKED = auto()  # that it changed; old and new only under the record's own key, where the type has one
    SILENT = auto()  # nothing: it follows from other fields


CLEAR, LOCKED, SILENT = Audit.CLEAR, Audit.LOCKED, Audit.SILENT


class In(Flag):
    """In which documents for scripts a field stands."""

    NONE = 0
    LIST = auto()
    SHOW = auto()
    BOTH = LIST | SHOW


LIST, SHOW, BOTH = In.LIST, In.SHOW, In.BOTH


class Fact(Enum):
    """Whether a field stands among the facts of an opened record."""

    NO = auto()
    FILLED = auto()  # where there is something to say
    ALWAYS = auto()  # "not stated" where it is empty


FILLED, ALWAYS = Fact.FILLED, Fact.ALWAYS


@dataclass(frozen=True)
class Field:
    """A field: its column in the table, its name in the entry, and what it says it does. `label` is source text."""

    name: str
    label: str
    _: KW_ONLY
    audit: Audit
    # Stands in the form and in the entry; else it is the app's own (a number, a sum).
    entered: bool = True
    required: bool = False
    # What the entry has where nothing was entered.
    empty: Any = None
    # Its name in documents and in the rows of lists, where that is not `name`.
    key: str = ""
    documents: In = In.NONE
    # Width of its column in the list, in pixels, and the heading where the label is too long for it.
    column: int = 0
    heading: str = ""
    # Width of its column in an export, in letters (0: it stays in the vault), and its heading where not the label.
    export: float = 0
    export_as: str = ""
    filter: Narrowing | None = None
    # Whether the quick search finds its words.
    search: bool = False
    # Whether it stands among the facts of the opened record.
    fact: Fact = Fact.NO
    # Headings under which registers keep it; none: it is not imported.
    headings: tuple[str, ...] = ()
    hint: str = ""

    @property
    def told(self) -> str:
        """Its name in documents and rows."""
        return self.key or self.name

    def stored(self, value: Any) -> Any:
        """The column's value, of the entry's."""
        return value

    def loaded(self, stored: Any) -> Any:
        """The entry's value, of the column's."""
        return stored

    def plain(self, value: Any) -> Any:
        """The value as JSON has it; what is empty is None."""
        return value if value not in ("", None) else None

    def cell(self, value: Any, lists: Lists) -> Any:
        """The value as a cell of an export: texts, numbers, real dates."""
        return self.words(value, lists)

    def words(self, value: Any, lists: Lists) -> str:
        """The value as people read it; empty for none."""
        return "" if value is None else str(value)


@dataclass(frozen=True)
class Text(Field):
    """What was typed. More than one line: a text to write in."""

    _: KW_ONLY
    lines: int = 1

    def stored(self, value: Any) -> str:
        return nfc(value or "").strip()


@dataclass(frozen=True)
class Named(Field):
    """A name that the app gives (of a stage, of a time limit), as source text."""

    def words(self, value: Any, lists: Lists) -> str:
        return tr(value) if value else ""


@dataclass(frozen=True)
class Whole(Field):
    """A whole number from 0 to `most`. `blank`: 0 is shown as nothing; `unknown`: documents have None for it, too."""

    _: KW_ONLY
    most: int = 1_000_000
    blank: bool = False
    unknown: bool = False
    empty: Any = 0

    def plain(self, value: int | None) -> int | None:
        return None if self.unknown and not value else value

    def cell(self, value: Any, lists: Lists) -> Any:
        return value

    def words(self, value: Any, lists: Lists) -> str:
        return "" if value is None or (self.blank and not value) else show_dong(value)


@dataclass(frozen=True)
class Day(Field):
    """A day. `past`: it cannot lie in the future."""

    _: KW_ONLY
    past: bool = False

    def plain(self, value: date | None) -> str | None:
        return value.isoformat() if value is not None else None

    def cell(self, value: Any, lists: Lists) -> Any:
        return value

    def words(self, value: date | None, lists: Lists) -> str:
        return show_date(value) if value is not None else ""


@dataclass(frozen=True)
class Moment(Field):
    """A day with its hour, stored in UTC and shown in the office's zone."""

    def plain(self, value: datetime | None) -> str | None:
        return value.isoformat() if value is not None else None

    def cell(self, value: Any, lists: Lists) -> Any:
        return value

    def words(self, value: datetime | None, lists: Lists) -> str:
        return show_datetime(value) if value is not None else ""


@dataclass(frozen=True)
class YesNo(Field):
    """Yes or no. `blank`: no is shown as nothing."""

    _: KW_ONLY
    blank: bool = False

    def plain(self, value: Any) -> bool:
        return bool(value)

    def words(self, value: Any, lists: Lists) -> str:
        return tr(N_("yes")) if value else "" if self.blank else tr(N_("no"))


@dataclass(frozen=True)
class Coded(Field):
    """One of some codes, each with its words (source text).

    An import also understands `heard`: marks-free words of registers → their code; the first that stands in the cell
    counts. Other words become `otherwise`, with a doubt that takes {text} and {words}.
    """

    names: Mapping[Any, str]
    _: KW_ONLY
    heard: tuple[tuple[str, Any], ...] = ()
    otherwise: Any = None
    doubt: str = N_("“{text}” is not one of the list; it is stored as “{words}”.")

    def stored(self, value: Any) -> str:
        return "" if value is None else str(value)

    def loaded(self, stored: Any) -> Any:
        return code_of(self.names, stored) if stored else None

    def plain(self, value: Any) -> str | None:
        return str(value) if value else None

    def words(self, value: Any, lists: Lists) -> str:
        return tr(self.names[value]) if value else ""


@dataclass(frozen=True)
class Codes(Field):
    """Any of some codes, kept in their own order."""

    names: Mapping[Any, str]

    def stored(self, value: Any) -> list[str]:
        return [str(code) for code in self.names if code in value]

    def loaded(self, stored: Any) -> frozenset[Any]:
        return frozenset(code_of(self.names, each) for each in stored or ())

    def plain(self, value: Any) -> list[str]:
        return self.stored(value)

    def words(self, value: Any, lists: Lists) -> str:
        return "; ".join(tr(words) for code, words in self.names.items() if code in (value or ()))


@dataclass(frozen=True)
class Counts(Field):
    """How many of each of some codes; what is 0 is left out."""

    names: Mapping[Any, str]
    _: KW_ONLY
    most: int = 100_000

    def stored(self, value: Any) -> dict[str, int]:
        return {str(code): value[code] for code in self.names if value.get(code)}

    def loaded(self, stored: Any) -> dict[Any, int]:
        return {code_of(self.names, code): count for code, count in (stored or {}).items()}

    def plain(self, value: Any) -> dict[str, int]:
        return self.stored(value)

    def words(self, value: Any, lists: Lists) -> str:
        return "; ".join(
            f"{tr(words)}: {show_dong(value[code])}" for code, words in self.names.items() if value.get(code)
        )


@dataclass(frozen=True)
class Cells(Field):
    """How many in each cell of a table of two lists of codes: (column, row) → number. What is 0 is left out.

    `axes` are the names of column and row in documents, `unit` that of the number; `total` is what the sums are called.
    """

    columns: Mapping[str, str]
    rows: Mapping[str, str]
    axes: tuple[str, str]
    unit: str
    total: str
    _: KW_ONLY
    most: int = 100_000

    def stored(self, value: Any) -> dict[str, int]:
        return {f"{column}/{row}": number for (column, row), number in sorted(value.items()) if number}

    def loaded(self, stored: Any) -> dict[tuple[str, str], int]:
        return {cell_of(key): number for key, number in (stored or {}).items()}

    def plain(self, value: Any) -> list[dict[str, Any]]:
        return [{self.axes[0]: column, self.axes[1]: row, self.unit: number} for (column, row), number in value.items()]

    def words(self, value: Any, lists: Lists) -> str:
        return tr("in all {count}", count=show_dong(sum(value.values())))

    def cell_words(self, key: str) -> str:
        """A cell, as its numbers are stored, in words: “Female, 15 to 19”."""
        column, row = cell_of(key)
        known = column in self.columns and row in self.rows
        return f"{tr(self.columns[column])}, {tr(self.rows[row])}" if known else key


def cell_of(key: str) -> tuple[str, str]:
    """Column and row of a cell, of its stored key."""
    column, _, row = key.partition("/")
    return column, row


@dataclass(frozen=True)
class Amounts(Field):
    """How many of each of some things by their ids (supplies), of the list of that name. They lie in another table."""

    to: str

    def stored(self, value: Any) -> dict[str, int]:
        return {str(thing): amount for thing, amount in sorted(value.items()) if amount}

    def loaded(self, stored: Any) -> dict[int, int]:
        return {int(thing): amount for thing, amount in (stored or {}).items()}

    def words(self, value: Any, lists: Lists) -> str:
        names = lists[self.to]
        return "; ".join(f"{names.get(thing, '?')}: {show_dong(amount)}" for thing, amount in value.items() if amount)


@dataclass(frozen=True)
class Ref(Field):
    """Another thing by its id (a village, an account): of the list of that name in the type's `lists`."""

    to: str
    _: KW_ONLY
    # What stands in a form for none ("" where one must be chosen), and what is said of a value that is not in the list.
    none: str = ""
    unknown: str = N_("Choose one of the list.")

    def plain(self, value: Any) -> Any:
        return value

    def words(self, value: Any, lists: Lists) -> str:
        return lists[self.to].get(value, "") if value is not None else ""


@dataclass(frozen=True)
class Refs(Field):
    """Some entries of an office's list by their codes, kept in another table; `to` is as that of `Ref`."""

    to: str

    def stored(self, value: Any) -> list[str]:
        return sorted(value or ())

    def loaded(self, stored: Any) -> frozenset[str]:
        return frozenset(stored or ())

    def plain(self, value: Any) -> list[str]:
        return self.stored(value)

    def words(self, value: Any, lists: Lists) -> str:
        return ", ".join(name for code, name in lists[self.to].items() if code in (value or ()))


def code_of(names: Mapping[Any, str], text: str) -> Any:
    """The code behind its stored text: an enum's member, or the text itself where codes are plain texts."""
    kind = type(next(iter(names)))
    return kind(text) if issubclass(kind, StrEnum) else text
