"""How do the published figures leave the vault as an Excel file? For a stated purpose, and never the full ones."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.desktop.background import Progress
from app.desktop.health.figures.lines import period_words, sheet
from app.desktop.theme import Tone, theme
from app.desktop.widgets import Banner, Field, Form, TextArea, button, run_with_progress, say, text_label
from app.health.figures import services
from app.health.figures.services import PublishedInfo
from app.vault.session import Session


def write(session: Session, published: PublishedInfo, path: Path, purpose: str) -> None:
    """Make the file in memory, audit its hash, then write it. Raises Invalid, Refused."""
    from app.exchange.excel_out import SheetColumn, table_to_xlsx
    from app.exchange.files import write_file

    heads, rows = sheet(published.tables)
    title = tr("Figures of the station")
    made = table_to_xlsx([SheetColumn(head) for head in heads], rows, title, subtitle=period_words(published.period))
    services.note_export(session, published.id, made.sha256, purpose)
    write_file(path, made.data)


class ExportDialog(QDialog):
    """Asks the purpose, then where to put the file."""

    exported = Signal(object)  # Path

    def __init__(self, parent: QWidget | None, session: Session, published: PublishedInfo) -> None:
        super().__init__(parent)
        self._session, self._published = session, published
        self.setWindowTitle(tr("Export to Excel"))
        self.setMinimumWidth(theme().px(520))
        self.form = Form()
        self.form.row(
            Field("purpose", N_("Purpose"), TextArea(lines=2), required=True,
                  hint=N_("What the file is for, and who gets it.")),
        )  # fmt: skip
        self.form.saved.connect(lambda values: self._ask_where(str(values["purpose"])))
        self.do = button(N_("Choose where to save…"), "primary", "export", clicked=self.form.save)
        self.keep = button(N_("Cancel"), clicked=self.reject)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*(theme().px(24),) * 4)
        inside.setSpacing(theme().px(12))
        inside.addWidget(text_label(tr("Published figures, {period}", period=period_words(published.period)), "title"))
        inside.addWidget(
            Banner(tr("Only what was published goes into the file: small numbers stay hidden."), Tone.INFO)
        )
        inside.addWidget(self.form)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme().px(8))
        buttons.addStretch(1)
        buttons.addWidget(self.keep)
        buttons.addWidget(self.do)
        inside.addLayout(buttons)

    def _ask_where(self, purpose: str) -> None:
        dialog = QFileDialog(self, tr("Export to Excel"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.setNameFilter("Excel (*.xlsx)")
        dialog.selectFile("so-lieu-cong-bo.xlsx")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.write(Path(name), purpose))
        dialog.open()

    def write(self, path: Path, purpose: str) -> None:
        """Write it off the window's thread."""
        session, published = self._session, self._published

        def work(_progress: Progress) -> None:
            write(session, published, path, purpose)

        def done(_result: object) -> None:
            say(self.parentWidget() or self, tr("Exported to {name}.", name=path.name))
            self.exported.emit(path)
            self.accept()

        run_with_progress(self, tr("Export to Excel"), work, done)
