"""Where did the person leave the splitter, the columns, the window? A file keeps that and nothing else."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QSettings, Qt
from PySide6.QtWidgets import QApplication, QHeaderView, QSplitter, QWidget

from app.desktop.theme import theme


class UiState(QObject):
    """Sizes and places, by key. Never a name, a search or a record: this file is not encrypted."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)

    def get(self, key: str, default: str = "") -> str:
        return str(self._file.value(key, default))

    def put(self, key: str, value: str) -> None:
        self._file.setValue(key, value)

    def bytes(self, key: str) -> QByteArray:
        found = self._file.value(key)
        return found if isinstance(found, QByteArray) else QByteArray()

    def put_bytes(self, key: str, value: QByteArray) -> None:
        self._file.setValue(key, value)

    def keep(self) -> None:
        self._file.sync()


def ui_state() -> UiState | None:
    """The application's, once the window has opened one."""
    app = QApplication.instance()
    return app.findChild(UiState) if app is not None else None


def remember_columns(header: QHeaderView, key: str) -> None:
    """Restore a list's column widths and keep them from now on; each text size has widths of its own."""
    state = ui_state()
    if state is None:
        return
    place = f"columns/{theme().percent}/{key}"
    header.restoreState(state.bytes(place))
    header.sectionResized.connect(lambda: state.put_bytes(place, header.saveState()))
    header.sectionMoved.connect(lambda: state.put_bytes(place, header.saveState()))


class Panes(QSplitter):
    """List and detail side by side, the border where the person left it."""

    def __init__(
        self, key: str, *widgets: QWidget, shares: tuple[int, ...] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        for widget in widgets:
            self.addWidget(widget)
        for at, share in enumerate(shares):
            self.setStretchFactor(at, share)
        state = ui_state()
        if state is not None:
            self.restoreState(state.bytes(f"panes/{key}"))
            self.setHandleWidth(1)
            self.splitterMoved.connect(lambda: state.put_bytes(f"panes/{key}", self.saveState()))
