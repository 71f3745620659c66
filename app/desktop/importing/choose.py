"""Which file is imported? Chosen by a dialog or dropped here; what the import can read is said before."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.desktop.theme import theme
from app.desktop.widgets import button, label, surface

PATTERNS = ("*.xlsx", "*.xls", "*.ods")


class ChooseFile(QWidget):
    """`chosen(path)` when a file was picked."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme().px(24), theme().px(8), theme().px(24), theme().px(24))
        self._card = surface("card")
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(*(theme().px(32),) * 4)
        inside.setSpacing(theme().px(12))
        inside.addWidget(label(N_("Choose the Excel file of your register"), "section"))
        inside.addWidget(
            label(
                N_(
                    "The register may look as it was printed: title lines, merged cells and a row of column numbers"
                    " are recognised, and so is text in the old fonts (.VnTime, VNI)."
                ),
                "muted",
            )
        )
        inside.addWidget(
            label(
                N_("Nothing is stored before you have seen every row. The file itself is only read, never changed."),
                "muted",
            )
        )
        inside.addSpacing(theme().px(8))
        self.pick = button(N_("Choose a file…"), "primary", "folder", clicked=self.ask)
        inside.addWidget(self.pick, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(label(N_("or drop it here"), "small"))
        self._card.setMaximumWidth(theme().px(720))
        outer.addWidget(self._card)
        outer.addStretch(1)

    def ask(self) -> None:
        """Open the file dialog. It keeps no list of recent files."""
        dialog = QFileDialog(self, tr("Choose a register"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(tr("Excel registers") + f" ({' '.join(PATTERNS)})")
        dialog.fileSelected.connect(lambda name: self.chosen.emit(Path(name)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _file(event) is not None:
            event.acceptProposedAction()
            self._card.setProperty("over", True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._card.setProperty("over", False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._card.setProperty("over", False)
        path = _file(event)
        if path is not None:
            event.acceptProposedAction()
            self.chosen.emit(path)


def _file(event: QDropEvent) -> Path | None:
    files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    return Path(files[0]) if len(files) == 1 else None
