"""What stands in the sheets of a workbook? Another process reads it (`workbook_reader`), without keys, with limits.

Nothing is written to disk; whatever is wrong is a sentence, and nothing has been changed. What the reader answers is
believed only as far as it was checked here.
"""

import math
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, time

from app.common.i18n import N_
from app.common.import_cells import Cell
from app.common.imports import IsCancelled, Progress, never, unwatched
from app.common.outside.frames import Message
from app.common.outside.reading import ReaderStopped as ReaderStopped
from app.common.outside.reading import TooLarge as TooLarge
from app.common.outside.reading import Unreadable as Unreadable
from app.common.outside.reading import read_outside, stopped
from app.exchange import workbook_limits as limits


class EmptyFile(Unreadable):
    """The file has no bytes."""


class NotAWorkbook(Unreadable):
    """Another kind of file, whatever its name says."""


class DamagedWorkbook(Unreadable):
    """A workbook that was cut off or altered."""


class PasswordProtected(Unreadable):
    """A workbook that asks for a password."""


class WithMacros(Unreadable):
    """A workbook that carries program code."""


class NoSuchSheet(Unreadable):
    """A sheet of that name is not in the workbook."""


@dataclass(frozen=True, slots=True)
class Area:
    """Merged cells, all ends included, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as rows of cells; row 0 is Excel's row 1 and column 0 its column A."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[Area, ...]


def read_sheets(data: bytes, progress: Progress = unwatched, cancelled: IsCancelled = never) -> list[Sheet]:
    """The visible sheets that hold anything; hidden ones are left aside. `progress` counts rows.

    Raises Unreadable when the bytes are no workbook that can be imported, Cancelled.
    """
    if len(data) > limits.FILE:
        raise _too_large()
    with closing(read_outside("workbook", data, cancelled=cancelled)) as messages:
        return [each.sheet() for each in _taken_in(messages, progress)]


# --- what the reader answers ---------------------------------------------------------------------------


def _taken_in(messages: Iterator[Message], progress: Progress) -> "list[_Growing]":
    sheets: list[_Growing] = []
    left, merges = limits.CELLS, 0
    for message in messages:
        match message:
            case ["refused", str(why)] if why in REFUSALS:
                raise REFUSALS[why]()
            case ["sheet", str(name), int(top), int(first), int(rows), int(columns), list(merged)]:
                left -= top + rows * columns
                merges += len(merged)
                agreed = (
                    len(sheets) < limits.SHEETS
                    and len(name) <= limits.TEXT
                    and 0 <= top <= limits.LAST_ROW
                    and first >= 0
                    and rows > 0
                    and 0 < columns <= limits.COLUMNS - first
                    and left >= 0
                    and merges <= limits.MERGED
                )
                if not agreed or (sheets and not sheets[-1].complete):
                    raise stopped()
                sheets.append(_Growing(name, top, first, rows, columns, _areas(merged)))
            case ["rows", list(rows)] if sheets:
                sheets[-1].add(rows)
                progress(len(sheets[-1].found), sheets[-1].rows)
            case _:
                raise stopped()
    if sheets and not sheets[-1].complete:
        raise stopped()
    return sheets


@dataclass(slots=True)
class _Growing:
    """A sheet of which rows are still to come."""

    name: str
    top: int
    first: int
    rows: int
    columns: int
    merged: tuple[Area, ...]
    found: list[tuple[Cell, ...]] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        return len(self.found) == self.rows

    def add(self, rows: list[object]) -> None:
        lead = (_EMPTY,) * self.first
        for row in rows:
            if not isinstance(row, list) or len(row) > self.columns:
                raise stopped()
            self.found.append(lead + tuple([_EMPTY if value is None else _cell(value) for value in row]))
        if len(self.found) > self.rows:
            raise stopped()

    def sheet(self) -> Sheet:
        return Sheet(self.name, ((),) * self.top + tuple(self.found), self.merged)


_EMPTY = Cell(None)
_MOMENTS: dict[str, Callable[[str], date | datetime | time]] = {
    "D": date.fromisoformat,
    "M": datetime.fromisoformat,
    "T": time.fromisoformat,
}


def _cell(value: object) -> Cell:
    kind = type(value)
    if kind is str or kind is bool:
        return Cell(value)  # type: ignore[arg-type]  # one of the kinds that a cell has
    if isinstance(value, int | float) and abs(value) < math.inf:
        return Cell(value)
    if isinstance(value, list) and len(value) == 2 and isinstance(value[0], str) and isinstance(value[1], str):
        try:
            return Cell(_MOMENTS[value[0]](value[1]))
        except (KeyError, ValueError) as error:
            raise stopped() from error
    raise stopped()


def _areas(merged: list[object]) -> tuple[Area, ...]:
    found = tuple(_area(each) for each in merged)
    # What stands in a merged cell is repeated down to its end: areas on top of each other would be without end.
    if sum(area.bottom - area.top for area in found if area.left == area.right) > limits.CELLS:
        raise _too_large()
    return found


def _area(found: object) -> Area:
    match found:
        case [int(top), int(left), int(bottom), int(right)] if (
            0 <= top <= bottom < limits.LAST_ROW and 0 <= left <= right < limits.LAST_COLUMN
        ):
            return Area(top, left, bottom, right)
    raise stopped()


# --- why a workbook is refused ---------------------------------------------------------------------------


def _empty() -> Unreadable:
    return EmptyFile(N_("The file is empty. Nothing was changed. Choose another file."))


def _web_page() -> Unreadable:
    return NotAWorkbook(
        N_(
            "This is a web page or an XML file with the name of a workbook. Open it in Excel, "
            "choose Save As, “Excel Workbook (.xlsx)”, and import that file. Nothing was changed."
        )
    )


def _csv() -> Unreadable:
    return NotAWorkbook(
        N_(
            "This is a text file (CSV), not an Excel workbook. Open it in Excel, choose Save As, "
            "“Excel Workbook (.xlsx)”, and import that file. Nothing was changed."
        )
    )


def _other_kind() -> Unreadable:
    return NotAWorkbook(
        N_("This file is not an Excel workbook (.xlsx, .xls) or .ods. Nothing was changed. Choose another file.")
    )


def _damaged() -> Unreadable:
    return DamagedWorkbook(
        N_(
            "The file is damaged and cannot be read. Nothing was changed. Open it in Excel to repair it, "
            "or copy it again from where it came."
        )
    )


def _password() -> Unreadable:
    return PasswordProtected(
        N_(
            "The file is protected by a password. Nothing was changed. Open it in Excel, "
            "remove the password, save it and import it again."
        )
    )


def _macros() -> Unreadable:
    return WithMacros(
        N_(
            "The file contains macros, which may be harmful. Nothing was changed. Open it in Excel, "
            "save it as “Excel Workbook (.xlsx)” without macros and import that file."
        )
    )


def _too_large() -> Unreadable:
    return TooLarge(
        N_(
            "The file is too large to be a register. Nothing was changed. Delete sheets and columns that "
            "are not needed, or split it into several files."
        )
    )


def _too_wide() -> TooLarge:
    return TooLarge(
        N_(
            "A sheet of the file reaches beyond column {columns}, which is no register. Nothing was changed. "
            "Delete what stands far to the right, or copy the register into a new workbook."
        ),
        columns=limits.COLUMNS,
    )


def _too_many_sheets() -> TooLarge:
    return TooLarge(
        N_(
            "The file has more than {sheets} sheets. Nothing was changed. "
            "Copy the sheets that are needed into a new workbook."
        ),
        sheets=limits.SHEETS,
    )


REFUSALS: dict[str, Callable[[], Unreadable]] = {
    "empty": _empty,
    "web-page": _web_page,
    "csv": _csv,
    "other": _other_kind,
    "damaged": _damaged,
    "password": _password,
    "macros": _macros,
    "large": _too_large,
    "columns": _too_wide,
    "sheets": _too_many_sheets,
}
