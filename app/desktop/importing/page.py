"""How is an Excel register imported? File, columns, preview, result: four steps, each can be gone back from."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.common.import_batches import Earlier
from app.common.imports import ImportKind, ImportPlan
from app.common.kinds import Kind
from app.desktop.background import Latest, Progress
from app.desktop.desk import Desk
from app.desktop.importing.choose import ChooseFile
from app.desktop.importing.columns import MatchColumns
from app.desktop.importing.done import ImportDone
from app.desktop.importing.preview import PreviewRows, Sorted, sort_rows
from app.desktop.importing.steps import StepRow
from app.desktop.widgets import Confirm, PageHeader, run_with_progress, say, show_problem
from app.exchange.importing import ImportResult
from app.vault.errors import AppError, Cancelled, Invalid
from app.vault.session import Session

FILE, COLUMNS, ROWS, DONE = range(4)
LARGEST_FILE = 64 * 1024 * 1024


class ImportPage(QWidget):
    """`offered` are the kinds to choose from, where there are several.

    `changed(kind)` after records were stored or taken back; `records_asked` to look at them.
    """

    changed = Signal(str)
    records_asked = Signal()

    def __init__(
        self, session: Session, kind: ImportKind, parent: QWidget | None = None, offered: Sequence[Kind] = ()
    ) -> None:
        super().__init__(parent)
        self.setProperty("help", "import")
        self._session = session
        self._offered = {each.name: each.importing for each in offered if each.importing is not None}
        self._declared = self._kind = kind
        self._latest = Latest(self)
        self._default = ""
        self._data = b""
        self._plan: ImportPlan | None = None
        self._result: ImportResult | None = None
        self._header = PageHeader(N_("Import an Excel register"))
        self._steps = StepRow((N_("File"), N_("Columns"), N_("Preview"), N_("Result")))
        self._steps.asked.connect(self._go_back)
        self.file, self.columns, self.preview, self.done = ChooseFile(), MatchColumns(), PreviewRows(), ImportDone()
        if len(self._offered) > 1:
            self.file.offer([(each.name, each.label) for each in offered if each.name in self._offered], kind.kind)
        self._stack = QStackedWidget()
        for step in (self.file, self.columns, self.preview, self.done):
            self._stack.addWidget(step)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._header)
        outer.addWidget(self._steps)
        outer.addWidget(self._stack, 1)
        self.file.chosen.connect(self.read)
        self.file.kind_chosen.connect(self.choose)
        self.file.earlier.undo_asked.connect(self._ask_undo_earlier)
        self.columns.again.connect(self._read_again)
        self.columns.default_chosen.connect(self._choose_default)
        self.columns.onward.connect(lambda: self._show(ROWS))
        self.preview.store.connect(self._store)
        self.preview.left_out_asked.connect(self._ask_where)
        self.done.left_out_asked.connect(self._ask_where)
        self.done.undo_asked.connect(self._ask_undo)
        self.done.another_asked.connect(lambda: self._show(FILE))
        self.done.records_asked.connect(self.records_asked)
        self._show(FILE)

    def choose(self, name: str) -> None:
        """Which register the file is."""
        self._declared = self._kind = self._offered[name]

    def kind(self) -> str:
        """The name of the kind that is imported."""
        return self._declared.kind

    def step(self) -> int:
        """Which step is shown: FILE, COLUMNS, ROWS or DONE."""
        return self._stack.currentIndex()

    # --- reading ------------------------------------------------------------------------------------

    def read(self, path: Path) -> None:
        """Read a file and show how its columns were matched. The file is only read."""

        def work(progress: Progress) -> tuple[bytes, Sorted]:
            data = _bytes_of(path)
            return data, self._planned(data, progress)

        def arrived(found: tuple[bytes, Sorted]) -> None:
            self._data = found[0]
            self._header.set_title(tr("Import an Excel register"), path.name)
            self._take(found[1])
            self._show(COLUMNS)

        run_with_progress(self, tr("Reading the register"), work, arrived)

    def _planned(self, data: bytes, progress: Progress, **how: Any) -> Sorted:
        from app.exchange.importing import plan_import

        plan = plan_import(
            self._session, self._kind, data, progress=progress.step, cancelled=lambda: progress.cancelled, **how
        )
        return sort_rows(plan)

    def _read_again(self, sheet: str, header_row: int | None, mapping: dict[str, int | None] | None) -> None:
        def work(progress: Progress) -> Sorted:
            return self._planned(self._data, progress, sheet=sheet, header_row=header_row, mapping=mapping)

        run_with_progress(self, tr("Reading the register"), work, self._take, self._kept)

    def _choose_default(self, code: str) -> None:
        self._default = code
        as_said = self._declared.with_default
        self._kind = as_said(code) if code and as_said is not None else self._declared
        if self._plan is not None:
            self._read_again(self._plan.sheet, self._plan.header_row, self.columns.mapping())

    def _kept(self, error: Exception) -> None:
        """Another reading failed or was cancelled: the one before stays."""
        if self._plan is not None:
            self.columns.show_plan(self._plan)
        if not isinstance(error, Cancelled):
            show_problem(self, error)

    def _take(self, rows: Sorted) -> None:
        self._plan = plan = rows.plan
        self.columns.offer(self._declared.defaults, self._default)
        self.columns.show_plan(plan)
        self.preview.show_plan(rows)

    # --- storing ------------------------------------------------------------------------------------

    def _store(self) -> None:
        plan, choices = self._plan, self.preview.choices()
        if plan is None:
            return

        def work(progress: Progress) -> ImportResult:
            from app.exchange.importing import run_import

            return run_import(self._session, plan, choices, progress.step, lambda: progress.cancelled)

        run_with_progress(self, tr("Storing the records"), work, self._stored)

    def _stored(self, result: ImportResult) -> None:
        self._result = result
        self.done.show_result(result)
        self._show(DONE)
        self.changed.emit(self._kind.kind)

    def _ask_undo(self) -> None:
        self._confirm(self._undo)

    def _undo(self) -> None:
        if self._result is not None:
            self._take_back(self._kind, self._result.batch_id, self.done.show_undone)

    def _ask_undo_earlier(self, earlier: Earlier) -> None:
        kind = self._offered.get(earlier.kind, self._declared)
        self._confirm(lambda: self._take_back(kind, earlier.batch_id, lambda _count: self._read_earlier()))

    def _confirm(self, act: Callable[[], object]) -> None:
        Confirm(
            self,
            tr("Undo the whole import?"),
            tr("Every record of this run is removed again, and merged records get their earlier values back."),
            do=N_("Undo the import"),
        ).then(act)

    def _take_back(self, kind: ImportKind, batch_id: str, then: Callable[[int], object]) -> None:
        def work(progress: Progress) -> int:
            from app.exchange.importing import undo_import

            return undo_import(self._session, kind, batch_id, progress.step, lambda: progress.cancelled)

        def undone(count: int) -> None:
            then(count)
            say(self, tr("The import was undone"))
            self.changed.emit(kind.kind)

        run_with_progress(self, tr("Undoing the import"), work, undone)

    def _read_earlier(self) -> None:
        """Which imports can be taken back, asked off the window's thread."""
        session, kinds = self._session, list(self._offered.values()) or [self._declared]

        def read(_progress: Progress) -> list[tuple[str, Earlier]]:
            return [(kind.label, each) for kind in kinds for each in kind.earlier(session)]

        self._latest.run(read, self.file.earlier.show_earlier)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.step() == FILE:
            self._read_earlier()

    # --- rows left out --------------------------------------------------------------------------------

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, tr("Save the rows with errors"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.setNameFilter(tr("Excel registers") + " (*.xlsx)")
        dialog.selectFile(tr("rows-left-out.xlsx"))
        dialog.fileSelected.connect(lambda name: self.save_left_out(Path(name)))
        dialog.open()

    def save_left_out(self, path: Path) -> None:
        """Write the rows with errors to a file of the person's choice."""
        plan = self._plan
        if plan is None:
            return

        def work(progress: Progress) -> None:
            from app.exchange.files import write_file
            from app.exchange.importing import save_left_out

            write_file(path, save_left_out(plan).data)

        run_with_progress(self, tr("Saving"), work, lambda _: say(self, tr("Saved: {name}", name=path.name)))

    # --- steps ----------------------------------------------------------------------------------------

    def _show(self, step: int) -> None:
        if step == FILE:
            self._data, self._plan, self._result = b"", None, None
            self._default, self._kind = "", self._declared
            if self.isVisible():
                self._read_earlier()
            self._header.set_title(tr("Import an Excel register"))
        self._stack.setCurrentIndex(step)
        self._steps.show_step(step, back=step != DONE)
        if self.isVisible():  # else the page is only being made, and whoever opens it has the cursor elsewhere
            self._first_of(step).setFocus()

    def _first_of(self, step: int) -> QWidget:
        """Where the cursor goes at a step: to what one does there most."""
        if step == COLUMNS:
            return self.columns.next if self.columns.next.isEnabled() else self.columns.sheet
        return (self.file.pick, self.columns.next, self.preview.chosen_tab(), self.done.records)[step]

    def _go_back(self, step: int) -> None:
        if step < self.step():
            self._show(step)


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Invalid(N_("The file {file} is too large for a register. Nothing was read."), file=path.name)
        return path.read_bytes()
    except OSError as error:
        problem: AppError = Invalid(
            N_("The file {file} could not be read ({reason}). Close it in Excel if it is open, then try again."),
            file=path.name,
            reason=error.strerror or "",
        )
        raise problem from error


def import_page(desk: Desk) -> QWidget:
    """The screen as the shell makes it, for every register that this person may import."""
    from app.desktop.records.changes import changes_of
    from app.desktop.screens import imports_of

    offered = imports_of(desk.person)
    first = offered[0].importing
    assert first is not None
    page = ImportPage(desk.person, first, offered=offered)
    changes = changes_of(desk)
    page.changed.connect(lambda _kind: changes.tell(None))
    page.records_asked.connect(lambda: desk.go(page.kind()))
    return page
