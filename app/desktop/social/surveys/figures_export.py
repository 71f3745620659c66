"""How do the figures of the surveys leave as an Excel file? For a purpose; small counts stay at home unless asked."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.desktop.background import Progress
from app.desktop.social.surveys.figures_lines import EXPORT_HEADS, outside_rows, whole_rows
from app.desktop.theme import Tone, theme
from app.desktop.widgets import (
    Banner,
    Choice,
    ChoiceField,
    Field,
    Form,
    TextArea,
    button,
    run_with_progress,
    say,
    text_label,
)
from app.social.surveys.figures import Cells, Where
from app.social.surveys.kinds import SURVEYS
from app.vault.session import Session

OUTSIDE, INSIDE = "outside", "inside"
SAID = N_(
    "The Excel file is not encrypted. Outside the unit a count from 1 to 4 could tell who somebody is: it is written"
    " as <5 there. What was exported, by whom and why is written to the audit."
)


class ExportFigures(QDialog):
    """`exported(path)` once the file is written."""

    exported = Signal(object)

    def __init__(self, parent: QWidget, session: Session, cells: Cells, where: Where) -> None:
        super().__init__(parent)
        self._session, self._cells, self._where = session, cells, where
        self.setWindowTitle(tr("Export to Excel"))
        self.setMinimumWidth(theme().px(520))
        self.form = Form()
        self.form.row(
            Field(
                "for_whom",
                N_("Who gets the file?"),
                ChoiceField(
                    [
                        Choice(OUTSIDE, N_("Somebody outside the unit: 1 to 4 are written as <5")),
                        Choice(INSIDE, N_("Only the unit itself: every count as it is")),
                    ],
                    upright=True,
                ),
                required=True,
            )
        )
        purpose = Field("purpose", N_("Purpose"), TextArea(lines=2), required=True, hint=N_("What the file is for."))
        self.form.row(purpose)
        self.form.set_values({"for_whom": OUTSIDE})
        self.form.saved.connect(lambda _values: self._ask_where())
        self.do = button(N_("Choose where to save…"), "primary", "export", clicked=self.form.save)
        self.keep = button(N_("Cancel"), clicked=self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme().px(8))
        buttons.addStretch(1)
        buttons.addWidget(self.keep)
        buttons.addWidget(self.do)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*(theme().px(24),) * 4)
        inside.setSpacing(theme().px(12))
        inside.addWidget(text_label(tr("Export the figures to Excel"), "title"))
        inside.addWidget(Banner(tr(SAID), Tone.WARN))
        inside.addWidget(self.form)
        inside.addLayout(buttons)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.form.field("purpose").widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_where(self) -> None:
        asked = QFileDialog(self, tr("Export to Excel"))
        asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asked.setNameFilter(tr("Excel workbooks (*.xlsx)"))
        asked.setDefaultSuffix("xlsx")
        asked.selectFile(f"so-lieu-nhu-cau-{self._session.today():%Y-%m-%d}.xlsx")
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.fileSelected.connect(lambda path: self.write(Path(path)))
        asked.open()

    def write(self, path: Path) -> None:
        """Write the file; the audit has its hash before it is on the disk."""
        session, cells, where, values = self._session, self._cells, self._where, self.form.draft()
        purpose, for_whom = str(values["purpose"] or ""), str(values["for_whom"])

        def work(_progress: Progress) -> int:
            from app.exchange.excel_out import SheetColumn, table_to_xlsx
            from app.exchange.files import write_file

            rows = outside_rows(cells, where) if for_whom == OUTSIDE else whole_rows(cells, where)
            told = {
                "figures": for_whom,
                **{name: str(each) for name, each in where.__dict__.items() if each is not None},
            }
            columns = [SheetColumn(tr(head)) for head in EXPORT_HEADS]
            said = tr("Exported {day} by {person}", day=f"{session.today():%d/%m/%Y}", person=session.account.full_name)
            made = table_to_xlsx(columns, rows, tr("Needs in figures"), subtitle=said)  # type: ignore[arg-type]
            assert SURVEYS.export is not None
            SURVEYS.export.noted(session, told, len(rows), made.sha256, purpose)
            write_file(path, made.data)
            return len(rows)

        def done(count: int) -> None:
            say(self.parentWidget() or self, tr("{count} lines exported to {name}.", count=count, name=path.name))
            self.exported.emit(path)
            self.accept()

        run_with_progress(self, tr("Export to Excel"), work, done)
