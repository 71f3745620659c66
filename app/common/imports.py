"""What does a unit declare so that an Excel register can be imported as one of its record kinds?

This module knows neither Excel nor storage: `app/exchange/importing.py` reads the file and runs the import,
the unit declares its fields and implements `Storage`. A unit's declaration reads like its paper register:

    from app.common.import_cells import as_moment, as_phone, as_text, digest, looked_up, one_of

    REPORT_IMPORT = ImportKind(
        kind="reports",
        label=N_("Reports"),
        fields=(
            Field("number", N_("Number"), ("Số tiếp nhận", "Mã đơn", "Số đơn"), as_text),
            Field("received", N_("Received on"), ("Ngày tiếp nhận", "Ngày giờ", "Ngày nhận"), as_moment,
                  required=True, hint=N_("dd/mm/yyyy, with or without the hour")),
            Field("phone", N_("Phone"), ("Điện thoại", "Số điện thoại"), as_phone),
            Field("track", N_("Kind"), ("Phân loại",), one_of({"tố cáo": Track.DENUNCIATION, ...})),
            Field("village", N_("Village"), ("Thôn",), looked_up("villages")),
            Field("content", N_("Content"), ("Nội dung", "Tóm tắt nội dung"), as_text, required=True),
        ),
        fingerprint=lambda v: digest(v["number"], v["received"], v["content"]),
        check=check_report_row,      # across fields: (values, context) -> [RowProblem(field, why)]
        storage=ReportImports(),     # implements Storage
    )

Parsers are in `import_cells`: a unit may write its own. A cell that is empty gives `None` without asking the
parser; of cells that say the same it may be asked once, so what it gives is changed by nobody. Importing needs the
permission `<kind>.import`, undoing `<kind>.undo_import`. A row has every field in `values`, so a fingerprint may read
`v["number"]`.

    class ReportImports:
        def lookups(self, session): return {"villages": {fold(v.name): v.id for v in ...}}
        def find_duplicates(self, session, rows): ...   # row number -> Duplicate, by `row.fingerprint` first
        def store(self, session, rows, batch, progress, cancelled):
            with session.work(Compartment.POLICE) as work:          # the one transaction of the run
                for row in each(rows, progress, cancelled):         # reports progress, raises Cancelled
                    ...                                             # row.choice is STORE or MERGE
        def undo(self, session, batch_id, progress, cancelled): ...
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from app.common.i18n import N_, sentence
from app.common.import_cells import Cell, Context, Parse
from app.common.text import fold
from app.vault.errors import AppError, Cancelled

if TYPE_CHECKING:
    from app.common.import_batches import Earlier
    from app.vault.session import Session

# --- what a unit declares ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Field:
    """One column that a register may have.

    `headings` are written with their marks; matching folds them and knows the usual abbreviations (SĐT, Đ/c,
    STT, Ng. báo), so only really different wordings need to be listed. `show` says a value in the preview as
    it will be stored; without it, dates and texts show themselves.
    """

    name: str
    label: str
    headings: tuple[str, ...]
    parse: Parse
    required: bool = False
    hint: str = ""
    show: Callable[[Any], str] | None = None
    # Says who somebody is: masked in the preview while names are hidden.
    personal: bool = False


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What a check across fields found; `field` is a field's name, or empty for the row as a whole."""

    field: str
    why: AppError


def nothing_to_check(values: Mapping[str, Any], context: Context) -> Sequence[RowProblem]:
    """The check of a kind whose fields do not depend on one another."""
    return ()


@dataclass(frozen=True, slots=True)
class ImportKind:
    """A kind of record that can come out of an Excel file.

    `fingerprint` is made of what identifies the record in the register (see `import_cells.digest`): a row
    whose fingerprint is stored already is a duplicate, so that importing the same file again changes nothing.
    """

    kind: str
    label: str
    fields: tuple[Field, ...]
    fingerprint: Callable[[Mapping[str, Any]], str]
    storage: "Storage"
    check: Callable[[Mapping[str, Any], Context], Sequence[RowProblem]] = nothing_to_check
    # What a person may say of a whole file whose rows do not (code and label), and the kind that then holds.
    defaults: tuple[tuple[str, str], ...] = ()
    with_default: Callable[[str], "ImportKind"] | None = None
    # The imports that were made earlier and not undone, the latest first.
    earlier: Callable[["Session"], "Sequence[Earlier]"] = lambda session: ()
    # Rows that say the same are different records (people answer alike): each is told from those before it by its place
    # among them, so that the same file is known again and nobody's answer is taken for another's.
    repeats: bool = False
    # Why a file with these columns is not read at all, matched or not: what would name somebody, for instance.
    refuses: "Callable[[Sequence[Column]], AppError | None]" = lambda columns: None

    def field(self, name: str) -> Field:
        """The field of that name (KeyError when there is none)."""
        return {each.name: each for each in self.fields}[name]


RUNNING_NUMBERS = frozenset({"stt", "tt", "so tt", "so thu tu", "thu tu"})


# --- what a plan is made of --------------------------------------------------------------------------


class Choice(StrEnum):
    """What happens to a row: a person may choose it for each duplicate."""

    STORE = "store"
    SKIP = "skip"
    MERGE = "merge"


class ErrorPolicy(StrEnum):
    """What a run does when rows have errors."""

    STORE_NOTHING = "store_nothing"
    LEAVE_OUT = "leave_out"


@dataclass(frozen=True, slots=True)
class RowError:
    """An error or a warning at one place of the file; `row` as Excel numbers it."""

    row: int
    field: str
    why: AppError

    @property
    def message(self) -> str:
        """The sentence in the language of the screen."""
        return sentence(self.why)


@dataclass(frozen=True, slots=True)
class Duplicate:
    """What a row is a duplicate of: a record already stored, or (`row`) an earlier row of the same file.

    `exact` when the fingerprint is the same; `differs` names the fields in which the file says otherwise.
    """

    number: str = ""
    record_id: str = ""
    row: int | None = None
    exact: bool = True
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it would be stored. `values` has every field of the kind by name, `None` where unknown.

    `cells` is the row as it stood in the file, for the file of rows left out.
    """

    number: int
    values: Mapping[str, Any]
    errors: tuple[RowError, ...] = ()
    warnings: tuple[RowError, ...] = ()
    duplicate_of: Duplicate | None = None
    choice: Choice = Choice.STORE
    fingerprint: str = ""
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file and the field it was matched with (`None`: not imported).

    `confidence` goes from 0 to 1, 1 being the heading word for word (or chosen by hand). `encoding` names the
    old encoding its text was converted from. `samples` are its first texts, for matching by hand.
    """

    index: int
    letter: str
    heading: str
    field: str | None
    confidence: float
    encoding: str | None = None
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What a run would do: nothing has been stored yet.

    `missing` are required fields that no column gives: there are no rows then, until a column is chosen by
    hand. `passed_over` are rows taken for totals, group titles or signatures. Row numbers are Excel's.
    """

    kind: ImportKind
    sha256: str
    sheet: str
    header_row: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    missing: tuple[RowError, ...] = ()
    passed_over: tuple[int, ...] = ()
    sheets: tuple[str, ...] = ()

    @property
    def ready(self) -> tuple[Row, ...]:
        """Rows that would be stored as new records."""
        return tuple(row for row in self.rows if not row.errors and row.duplicate_of is None)

    @property
    def duplicates(self) -> tuple[Row, ...]:
        """Rows without errors that are there already."""
        return tuple(row for row in self.rows if not row.errors and row.duplicate_of is not None)

    @property
    def errors(self) -> tuple[RowError, ...]:
        """Every error, in the order of the file."""
        return self.missing + tuple(error for row in self.rows for error in row.errors)

    @property
    def warnings(self) -> tuple[RowError, ...]:
        """Every warning, in the order of the file."""
        return tuple(warning for row in self.rows for warning in row.warnings)

    @property
    def ignored(self) -> tuple[Column, ...]:
        """Columns with a heading that no field takes: shown, so that nothing vanishes unseen.

        The running number (STT) of a paper register says nothing and is not among them.
        """
        return tuple(
            column
            for column in self.columns
            if column.field is None and column.heading and fold(column.heading).strip(" .") not in RUNNING_NUMBERS
        )


# --- what a unit implements --------------------------------------------------------------------------

Progress = Callable[[int, int], None]
"""Called with (done, total)."""
IsCancelled = Callable[[], bool]


def unwatched(done: int, total: int) -> None:
    """Progress that nobody watches."""


def never() -> bool:
    """Work that nobody can cancel."""
    return False


@dataclass(frozen=True, slots=True)
class Batch:
    """One run, kept by the unit with each record it made, so that the run can be undone as one step."""

    id: str
    kind: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Stored:
    """What a run did."""

    added: int
    merged: int


class Storage(Protocol):
    """How a unit keeps imported rows. Each verb is one transaction."""

    def lookups(self, session: "Session") -> Mapping[str, Mapping[str, Any]]:
        """Names the parsers look up, by folded text."""

    def find_duplicates(self, session: "Session", rows: Sequence[Row]) -> Mapping[int, Duplicate]:
        """Rows (by number) that are stored already; fingerprints first, then what looks alike."""

    def store(
        self,
        session: "Session",
        rows: Sequence[Row],
        batch: Batch,
        progress: Progress,
        cancelled: IsCancelled,
    ) -> Stored:
        """Store or merge every row by its choice, in one transaction; Cancelled leaves nothing behind.

        The fingerprint is looked up again inside the transaction: a row stored meanwhile is passed over.
        """

    def undo(self, session: "Session", batch_id: str, progress: Progress, cancelled: IsCancelled) -> int:
        """Take back a whole run; the number of records removed or given back their earlier values.

        Raises Refused when a record was worked on since, Cancelled (the import stands as it was).
        """


T = TypeVar("T")


def each(rows: Sequence[T], progress: Progress, cancelled: IsCancelled) -> Iterator[T]:
    """The rows one by one; tells the progress every hundred, raises Cancelled when asked to stop."""
    for done, row in enumerate(rows):
        if done % 100 == 0:
            if cancelled():
                raise Cancelled(N_("The import was cancelled. Nothing was stored."))
            progress(done, len(rows))
        yield row
    if cancelled():
        raise Cancelled(N_("The import was cancelled. Nothing was stored."))
    progress(len(rows), len(rows))
