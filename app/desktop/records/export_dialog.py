"""How does the list leave the vault as an Excel file? For a stated purpose, as plain text, and on the record."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.common.kinds import Kind, with_names
from app.common.permissions import may, require
from app.desktop.background import Progress
from app.desktop.records.record_type import RecordList
from app.desktop.theme import Tone, theme
from app.desktop.widgets import Banner, Field, Form, TextArea, button, run_with_progress, say, text_label
from app.desktop.widgets.chips import up_to_a_number
from app.vault.session import Session

if TYPE_CHECKING:
    from app.exchange.exporting import Exported

PAGE = 500
WITH_NAMES = N_(
    "The file tells who each person is, and it is not encrypted. Keep it only as long as it is needed, and show it to"
    " nobody else. That the name left, and why, is written into every one of these records, where the person can ask"
    " for it."
)


class ExportDialog(QDialog):
    """Asks the purpose, then where to put the file."""

    exported = Signal(object)  # Path

    def __init__(
        self,
        parent: QWidget | None,
        session: Session,
        record: RecordList[Any, Any, Any],
        where: Any,
        sort: Any,
        count: int,
    ) -> None:
        super().__init__(parent)
        assert record.export is not None
        self._session, self._record, self._where, self._sort = session, record, where, sort
        self._export = record.export
        self.setWindowTitle(tr("Export to Excel"))
        self.setMinimumWidth(theme().px(520))
        self.form = Form()
        self.form.row(
            Field(
                "purpose",
                N_("Purpose"),
                TextArea(lines=2),
                required=True,
                hint=N_("What the file is for, and who gets it."),
            )
        )
        self.names = QCheckBox(tr("With names, phones and addresses"))
        self.names.setVisible(_may_name(session, self._export.kind))
        self._said = Banner(tr(self._export.said), Tone.WARN)
        self.names.toggled.connect(self._say_names)
        self.form.saved.connect(lambda values: self._ask_where(str(values["purpose"])))
        self.do = button(N_("Choose where to save…"), "primary", "export", clicked=self.form.save)
        self.keep = button(N_("Cancel"), clicked=self.reject)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*(theme().px(24),) * 4)
        inside.setSpacing(theme().px(12))
        inside.addWidget(
            text_label(tr("Export {count} lines to Excel", count=up_to_a_number(self.locale(), count)), "title")
        )
        inside.addWidget(self._said)
        inside.addWidget(self.form)
        inside.addWidget(self.names)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme().px(8))
        buttons.addStretch(1)
        buttons.addWidget(self.keep)
        buttons.addWidget(self.do)
        inside.addLayout(buttons)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.form.field("purpose").widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_names(self, named: bool) -> None:
        self._said.set_text(tr(WITH_NAMES if named else self._export.said))

    def _ask_where(self, purpose: str) -> None:
        asked = QFileDialog(self, tr("Export to Excel"))
        asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asked.setNameFilter(tr("Excel workbooks (*.xlsx)"))
        asked.setDefaultSuffix("xlsx")
        asked.selectFile(f"{self._export.file}-{self._session.today():%Y-%m-%d}.xlsx")
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.fileSelected.connect(lambda path: self.export(Path(path), purpose))
        asked.open()

    def export(self, path: Path, purpose: str) -> None:
        """Write the file; cancelled or failed, nothing is left behind."""
        session, where = self._session, self._where
        kind = shown_kind(self._record, self._where, self._sort)
        if self.names.isChecked():
            kind = with_names(kind)

        def work(progress: Progress) -> "Exported":
            from app.exchange.exporting import export_list

            return export_list(
                session, kind, as_conditions(where), path, purpose, progress.step, lambda: progress.cancelled
            )

        def done(made: "Exported") -> None:
            say(self.parentWidget() or self, tr("{count} lines exported to {name}.", count=made.count, name=path.name))
            self.exported.emit(path)
            self.accept()

        run_with_progress(self, tr("Export to Excel"), work, done)


def _may_name(session: Session, kind: str) -> bool:
    """Whether this person may ask for the list with names."""
    from app.kinds import KINDS

    found = KINDS.get(kind)
    return found is not None and found.named_export is not None and may(session, f"{kind}.export_names")


def shown_kind(record: RecordList[Any, Any, Any], where: Any, sort: Any) -> Kind:
    """The records as this list shows them: its own filter and order, the register's own columns."""
    from app.kinds import kind

    declared = record.export
    assert declared is not None
    found = kind(declared.kind)
    assert found.export is not None

    def rows(session: Session, _conditions: Mapping[str, str]) -> Iterator[Any]:
        require(session, declared.action)
        after: object = None
        while True:
            page = record.page(session, where, sort, after, PAGE)
            yield from page.rows
            after = page.next
            if after is None:
                return

    return replace(found, export=replace(found.export, rows=rows))


def as_conditions(where: Any) -> dict[str, str]:
    """The filter as the audit keeps it: texts."""
    plain = where.to_json()
    return {name: ",".join(value) if isinstance(value, list) else str(value) for name, value in plain.items()}


def ask(
    parent: QWidget, session: Session, record: RecordList[Any, Any, Any], where: Any, sort: Any, count: int
) -> ExportDialog:
    """Ask for the purpose and the place, and export what the list shows."""
    dialog = ExportDialog(parent, session, record, where, sort, count)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
