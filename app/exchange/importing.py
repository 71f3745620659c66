"""How does an Excel register become records: a plan that stores nothing, then one run that can be undone?"""

import hashlib
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from app.common.i18n import N_, tr
from app.common.import_cells import Cell, Context, Doubtful, NotImportable, digest
from app.common.imports import (
    Batch,
    Choice,
    Column,
    Duplicate,
    ErrorPolicy,
    Field,
    ImportKind,
    ImportPlan,
    IsCancelled,
    Progress,
    Row,
    RowError,
    RowProblem,
    each,
    never,
    unwatched,
)
from app.common.permissions import require
from app.exchange.collecting import no_collecting
from app.exchange.excel_in import Table, TableRow, read_table
from app.exchange.excel_out import ExcelFile, SheetColumn, Value, table_to_xlsx
from app.vault.errors import AppError, Invalid

if TYPE_CHECKING:
    from app.vault.session import Session


class RowsHaveErrors(AppError):
    """Rows have errors and leaving them out was not chosen; nothing was stored."""


class ColumnsMissing(AppError):
    """No column gives a field that every record needs; nothing was stored."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person chose: for rows with errors, and row by row (by number) where it is not the plan's."""

    errors: ErrorPolicy = ErrorPolicy.STORE_NOTHING
    rows: Mapping[int, Choice] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What a run did. `batch_id` undoes it; empty when there was nothing to store."""

    batch_id: str
    added: int
    merged: int
    skipped: int
    left_out: int


# Cells that are remembered while a plan is made: names of people and places repeat, contents do not.
_LONGEST_KNOWN, _MOST_KNOWN = 80, 50_000

# --- the plan ----------------------------------------------------------------------------------------


@no_collecting()
def plan_import(
    session: "Session",
    kind: ImportKind,
    data: bytes,
    *,
    mapping: Mapping[str, int | None] | None = None,
    sheet: str | None = None,
    header_row: int | None = None,
    progress: Progress = unwatched,
    cancelled: IsCancelled = never,
) -> ImportPlan:
    """Read the file and say for each row what would be stored. Stores nothing.

    `mapping` gives fields their column by hand (0 is column A, None: not imported), `sheet` and `header_row`
    the place. Raises Refused (also where the kind refuses such columns), Unreadable, Cancelled.
    """
    require(session, f"{kind.kind}.import")
    table = read_table(
        data,
        kind.fields,
        mapping=mapping,
        sheet=sheet,
        header_row=header_row,
        progress=progress,
        cancelled=cancelled,
    )
    if (why := kind.refuses(table.columns)) is not None:
        raise why
    missing = _missing(kind, table)
    rows: list[Row] = []
    if not missing:
        context = Context(session.today(), kind.storage.lookups(session))
        reading = _Reading(kind, table.columns, context)
        rows = [reading.row(line) for line in each(table.rows, progress, cancelled)]
        rows = _numbered(rows) if kind.repeats else rows
        rows = _with_duplicates(rows, kind.storage.find_duplicates(session, [row for row in rows if not row.errors]))
    return ImportPlan(
        kind=kind,
        sha256=hashlib.sha256(data).hexdigest(),
        sheet=table.sheet,
        header_row=table.header_row,
        columns=table.columns,
        rows=tuple(rows),
        missing=missing,
        passed_over=table.passed_over,
        sheets=table.sheets,
    )


def _missing(kind: ImportKind, table: Table) -> tuple[RowError, ...]:
    given = {column.field for column in table.columns}
    return tuple(
        RowError(
            table.header_row,
            wanted.name,
            NotImportable(
                N_("No column gives “{field}”, which every record needs. Choose the column by hand."),
                field=wanted.label,
            ),
        )
        for wanted in kind.fields
        if wanted.required and wanted.name not in given
    )


class _Reading:
    """The columns of a file and what their cells were read as: a register says the same village a thousand times."""

    def __init__(self, kind: ImportKind, columns: Sequence[Column], context: Context) -> None:
        self._kind = kind
        self._context = context
        places = {column.field: column.index for column in columns}
        self._fields = [(each_field, places.get(each_field.name)) for each_field in kind.fields]
        self._known: dict[tuple[str, type, object], Any] = {}

    def row(self, line: TableRow) -> Row:
        values: dict[str, Any] = {}
        errors: list[RowError] = []
        warnings: list[RowError] = []
        for each_field, place in self._fields:
            name, cell = each_field.name, None if place is None else line.cells[place]
            values[name] = None
            if cell is None or cell.is_empty:
                if each_field.required:
                    why = NotImportable(N_("“{field}” is missing."), field=each_field.label)
                    errors.append(RowError(line.number, name, why))
                continue
            try:
                value = self._read(each_field, cell)
            except AppError as why:
                # Its frames hold this very list: a ring of row contents that only the collector would free.
                why.__traceback__ = why.__context__ = why.__cause__ = None
                errors.append(RowError(line.number, name, why))
                continue
            if isinstance(value, Doubtful):
                warnings.append(RowError(line.number, name, value.why))
                value = value.value
            values[name] = value
        if not errors:  # a check across fields may then rely on each of them
            errors += [_at(line.number, problem) for problem in self._kind.check(values, self._context)]
        return Row(
            number=line.number,
            values=MappingProxyType(values),
            errors=tuple(errors),
            warnings=tuple(warnings),
            fingerprint="" if errors else self._kind.fingerprint(values),
            cells=line.cells,
        )

    def _read(self, asked: Field, cell: Cell) -> Any:
        """What the field's parser makes of the cell; of a text or day that stood there before it is not asked again."""
        value = cell.value
        if isinstance(value, str) and len(value) > _LONGEST_KNOWN:
            return asked.parse(cell, self._context)
        known = (asked.name, type(value), value)
        if known not in self._known:
            found = asked.parse(cell, self._context)
            if len(self._known) >= _MOST_KNOWN:
                return found
            self._known[known] = found
        return self._known[known]


def _at(number: int, problem: RowProblem) -> RowError:
    return RowError(number, problem.field, problem.why)


def _numbered(rows: Sequence[Row]) -> list[Row]:
    """The first of rows that say the same keeps its fingerprint, the others get one of their own, always the same."""
    seen: Counter[str] = Counter()
    numbered: list[Row] = []
    for row in rows:
        seen[row.fingerprint] += 1
        nth = seen[row.fingerprint]
        again = nth > 1 and not row.errors
        numbered.append(replace(row, fingerprint=digest(row.fingerprint, nth)) if again else row)
    return numbered


def _with_duplicates(rows: Sequence[Row], stored: Mapping[int, Duplicate]) -> list[Row]:
    """Mark rows that are stored already, and rows that say again what an earlier row of the file said."""
    first_with: dict[str, int] = {}
    marked: list[Row] = []
    for row in rows:
        duplicate = stored.get(row.number)
        if not row.errors:
            earlier = first_with.setdefault(row.fingerprint, row.number)
            if earlier != row.number:
                duplicate = Duplicate(row=earlier)
        marked.append(row if duplicate is None else replace(row, duplicate_of=duplicate, choice=Choice.SKIP))
    return marked


# --- the run -----------------------------------------------------------------------------------------


@no_collecting()
def run_import(
    session: "Session",
    plan: ImportPlan,
    choices: Choices,
    progress: Progress = unwatched,
    cancelled: IsCancelled = never,
) -> ImportResult:
    """Store what the plan and the person's choices say, in one transaction, undoable as one step.

    Raises Refused, ColumnsMissing, RowsHaveErrors (unless leaving them out was chosen), Invalid for a choice
    that a row does not have, Cancelled. Nothing is stored then.
    """
    require(session, f"{plan.kind.kind}.import")
    if plan.missing:
        raise ColumnsMissing(
            N_("Nothing was stored: no column was found for {fields}. Choose the columns by hand."),
            fields=", ".join(tr(plan.kind.field(error.field).label) for error in plan.missing),
        )
    faulty = [row for row in plan.rows if row.errors]
    if faulty and choices.errors is ErrorPolicy.STORE_NOTHING:
        raise RowsHaveErrors(
            N_(
                "Nothing was stored: {count} rows have errors, the first in row {row}. "
                "Correct them in the file, or choose to leave these rows out."
            ),
            count=len(faulty),
            row=faulty[0].number,
        )
    sound = [_chosen(row, choices) for row in plan.rows if not row.errors]
    wanted = [row for row in sound if row.choice is not Choice.SKIP]
    skipped = len(sound) - len(wanted)
    if not wanted:
        return ImportResult("", 0, 0, skipped, len(faulty))
    batch = Batch(uuid.uuid4().hex, plan.kind.kind, plan.sha256)
    stored = plan.kind.storage.store(session, wanted, batch, progress, cancelled)
    passed_by = len(wanted) - stored.added - stored.merged  # stored by somebody else since the plan was made
    return ImportResult(batch.id, stored.added, stored.merged, skipped + passed_by, len(faulty))


def _chosen(row: Row, choices: Choices) -> Row:
    choice = choices.rows.get(row.number, row.choice)
    duplicate = row.duplicate_of
    if duplicate is None:
        possible = {Choice.STORE, Choice.SKIP}
    elif duplicate.row is not None:
        possible = {Choice.SKIP}
    elif duplicate.exact:
        possible = {Choice.SKIP, Choice.MERGE}
    else:
        possible = {Choice.SKIP, Choice.MERGE, Choice.STORE}
    if choice not in possible:
        raise Invalid(
            N_("Nothing was stored: row {row} is there already and cannot be treated that way. Choose again."),
            row=row.number,
        )
    return replace(row, choice=choice)


@no_collecting()
def undo_import(
    session: "Session",
    kind: ImportKind,
    batch_id: str,
    progress: Progress = unwatched,
    cancelled: IsCancelled = never,
) -> int:
    """Take back a whole run; the number of records it concerned. Raises Refused, Cancelled."""
    require(session, f"{kind.kind}.undo_import")
    return kind.storage.undo(session, batch_id, progress, cancelled)


# --- rows left out -----------------------------------------------------------------------------------


def save_left_out(plan: ImportPlan) -> ExcelFile:
    """The rows with errors as a workbook of the same columns; two more say where they stood and why.

    It can be corrected and imported as it is.
    """
    columns = [SheetColumn(column.heading) for column in plan.columns]
    more = [SheetColumn(tr("Row in the original file")), SheetColumn(tr("Why it was left out"), 60)]
    rows = [
        [
            *(_as_value(row.cells[column.index]) for column in plan.columns),
            row.number,
            "\n".join(_reason(plan.kind, error) for error in row.errors),
        ]
        for row in plan.rows
        if row.errors
    ]
    return table_to_xlsx([*columns, *more], rows, tr("Rows left out of the import"))


def _as_value(cell: Cell) -> Value:
    return cell.value


def _reason(kind: ImportKind, error: RowError) -> str:
    if not error.field:
        return error.message
    return tr("{field}: {message}", field=tr(kind.field(error.field).label), message=error.message)
