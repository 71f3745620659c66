"""Which file is imported? Chosen by a dialog or dropped here; what the import can read is said before."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.desktop.importing.earlier import EarlierImports
from app.desktop.theme import theme
from app.desktop.widgets import Choice, ChoiceField, ReadingArea, button, label, surface

PATTERNS = ("*.xlsx", "*.xls", "*.ods")


class ChooseFile(QWidget):
    """`chosen(path)` when a file was picked; `kind_chosen(name)` where it was asked which register it is."""

    chosen = Signal(object)
    kind_chosen = Signal(str)

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
        self._kinds = QVBoxLayout()
        inside.addLayout(self._kinds)
        inside.addSpacing(theme().px(8))
        self.pick = button(N_("Choose a file…"), "primary", "folder", clicked=self.ask)
        inside.addWidget(self.pick, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(label(N_("or drop it here"), "small"))
        self._card.setMaximumWidth(theme().px(720))
        outer.addWidget(self._card)
        self.earlier = EarlierImports()
        area = ReadingArea(self.earlier)
        self.earlier.setMaximumWidth(theme().px(720))
        sheet = area.widget().layout()
        if sheet is not None:
            sheet.setContentsMargins(0, 0, theme().px(8), 0)
        outer.addWidget(area, 1)

    def offer(self, kinds: Sequence[tuple[str, str]], chosen: str) -> None:
        """Ask which register the file is: (name, label source) each."""
        self.kind = ChoiceField([Choice(name, source) for name, source in kinds])
        self.kind.set_value(chosen)
        self.kind.set_accessible(tr("Which register is it?"))
        self.kind.value_changed.connect(lambda: self.kind_chosen.emit(str(self.kind.value())))
        head = label(N_("Which register is it?"), "label")
        head.setBuddy(self.kind.focusProxy() or self.kind)
        self._kinds.addWidget(head)
        self._kinds.addWidget(self.kind)

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
