"""How does what a person entered become a row, and a row become an entry again? Checked by what each field says."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, TypeVar

from app.common.asking import EARLIEST, NEEDED, TOO_FAR_BACK
from app.common.asking import wrong as all_wrong
from app.common.choices import chosen
from app.common.i18n import N_
from app.common.records.declared import Records
from app.common.records.fields import Amounts, Cells, Coded, Codes, Counts, Day, Field, Ref, Text, Whole
from app.common.text import fold
from app.vault.errors import AppError, Invalid
from app.vault.session import Work

Entry = TypeVar("Entry")
NOTHING: Mapping[str, AppError] = MappingProxyType({})
NOT_A_COUNT = N_("Enter 0 or a whole number above it.")
# No amount that this commune hands out is larger.
MOST = 1_000_000
NOT_IN_LIST = N_("Choose one of the list.")


def checked(
    records: Records[Any, Entry], work: Work, entry: Entry, before: Any = None, also: Mapping[str, AppError] = NOTHING
) -> Entry:
    """The entry as it may be stored: its choices are members of their enums.

    Raises Invalid with what is wrong at each field; `also` is what the type's own rules found. `before` is the entry as
    it was, None for a new one: a value that is no longer in a list may stay.
    """
    entry = chosen(entry)
    lists = records.names_in(work.session, work.db, records.entered)
    wrong: dict[str, AppError] = {}
    for each in records.entered:
        value = getattr(entry, each.name)
        error = _wrong(each, value, lists, work.session.today())
        if error is not None and (before is None or getattr(before, each.name) != value or each.required):
            wrong[each.name] = error
    if found := wrong | dict(also):
        raise all_wrong(found)
    return entry


def _wrong(declared: Field, value: Any, lists: Mapping[str, Mapping[Any, str]], today: date) -> AppError | None:
    empty = value is None or (isinstance(value, str) and not declared.stored(value))
    if empty:
        return Invalid(NEEDED) if declared.required else None
    match declared:
        case Day(past=True) if value > today:
            return Invalid(N_("This day lies in the future."))
        case Day() if value < EARLIEST:
            return Invalid(TOO_FAR_BACK)
        case Coded(names=names) if value not in names:
            return Invalid(NOT_IN_LIST)
        case Codes(names=names) if not set(value) <= set(names):
            return Invalid(NOT_IN_LIST)
        case Ref(to=to, unknown=unknown) if value not in lists[to]:
            return Invalid(unknown)
        case Whole(most=most) if not _counted(value, most):
            return Invalid(NOT_A_COUNT)
        case Counts(names=names, most=most):
            if not set(value) <= set(names):
                return Invalid(NOT_IN_LIST)
            if not all(_counted(count, most) for count in value.values()):
                return Invalid(NOT_A_COUNT)
        case Cells(columns=columns, rows=rows, most=most):
            if not all(column in columns and row in rows for column, row in value):
                return Invalid(NOT_IN_LIST)
            if not all(_counted(count, most) for count in value.values()):
                return Invalid(NOT_A_COUNT)
        case Amounts(to=to):
            if not set(value) <= set(lists[to]):
                return Invalid(NOT_IN_LIST)
            if not all(_counted(amount, MOST) for amount in value.values()):
                return Invalid(NOT_A_COUNT)
        case Text() if not isinstance(value, str):
            return Invalid(NOT_IN_LIST)
    return None


def _counted(value: Any, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most


def write(records: Records[Any, Any], row: Any, entry: Any) -> None:
    """Put what was entered into the row."""
    columns = type(row).__table__.columns
    for each in records.entered:
        if each.name in columns:
            setattr(row, each.name, each.stored(getattr(entry, each.name)))


def index_words(records: Records[Any, Any], work: Work, row: Any) -> None:
    """What the quick search looks through: the number, and the words of the fields that say so."""
    if not hasattr(row, "folded"):
        return
    searched = [each for each in records.fields if each.search]
    lists = records.names_in(work.session, work.db, searched)
    found = [each.words(each.loaded(getattr(row, each.name)), lists) for each in searched]
    row.folded = fold(" ".join((row.number, *found)))


def entry_of(records: Records[Any, Any], row: Any, **own: Any) -> Any:
    """The record as it was entered; `own` are fields that lie in other tables."""
    columns = type(row).__table__.columns
    values = {each.name: each.loaded(getattr(row, each.name)) for each in records.entered if each.name in columns}
    return records.entry(**values, **own)
