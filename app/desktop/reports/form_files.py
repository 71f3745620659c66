"""Which files are to be kept with a report once it is saved? Chosen or dropped; named, never opened here."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.desktop.theme import on_theme, theme
from app.desktop.widgets import button, icon_button, text_label
from app.police.reports.services_files import LARGEST


class FilesField(QWidget):
    """Files to keep with the report once it is saved. They are read when it is saved, and never copied elsewhere."""

    value_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._paths: list[str] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(theme().px(2))
        self._problem = text_label("", "error")
        self._problem.hide()
        self.add = button(N_("Add files…"), "", "attachment", clicked=self._ask)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme().px(4))
        whole.addLayout(self._list)
        whole.addWidget(self._problem)
        whole.addLayout(foot)
        self.setFocusProxy(self.add)

    def value(self) -> tuple[str, ...]:
        return tuple(self._paths)

    def set_value(self, value: object) -> None:
        self._paths = [str(each) for each in value] if isinstance(value, list | tuple) else []
        self._show()

    def set_accessible(self, name: str) -> None:
        self.setAccessibleName(name)

    def take(self, paths: Sequence[str]) -> None:
        """Add these; a file that is too large is named and left out."""
        large = [path for path in paths if Path(path).is_file() and Path(path).stat().st_size > LARGEST]
        self._paths += [p for p in paths if Path(p).is_file() and p not in large and p not in self._paths]
        self._problem.setVisible(bool(large))
        names = ", ".join(Path(path).name for path in large)
        self._problem.setText(tr("Larger than {limit} MB, left out: {names}", limit=LARGEST >> 20, names=names))
        self._show()
        self.value_changed.emit()

    def _ask(self) -> None:
        dialog = QFileDialog(self, tr("Files to keep with the report"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self.take)
        dialog.open()

    def _show(self) -> None:
        while (item := self._list.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        for path in self._paths:
            self._list.addWidget(self._line(path))

    def _line(self, path: str) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        picture = QLabel()
        on_theme(picture, lambda: picture.setPixmap(theme().icon("attachment").pixmap(theme().icon_size(16))))
        remove = icon_button("close", N_("Leave this file out"), clicked=lambda: self._leave_out(path))
        row.addWidget(picture)
        row.addWidget(text_label(Path(path).name, wrap=False), 1)
        row.addWidget(remove)
        return line

    def _leave_out(self, path: str) -> None:
        self._paths.remove(path)
        self._show()
        self.value_changed.emit()
        self.add.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])
