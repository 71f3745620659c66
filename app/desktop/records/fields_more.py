"""Which fields choose from the office's lists, or from the computer? Premises of the register, an entry, files."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.common.attachment_rules import why_not
from app.common.attachments import LARGEST
from app.common.i18n import N_, sentence, tr
from app.common.text import fold
from app.desktop.theme import on_theme, theme
from app.desktop.widgets import MarklessCompleter, TextField, button, icon_button, text_label
from app.registry.queries import EstablishmentInfo, Item
from app.vault.errors import AppError

_BEGINNING = 4096


class CatalogueField(QWidget):
    """An entry of the office's list by its name, or free text. The value is the entry's code, or the text."""

    value_changed = Signal()

    def __init__(self, items: Sequence[Item]) -> None:
        super().__init__()
        self._items = [each for each in items if each.code != "other"]
        self.edit = TextField(N_("Type to search, marks are not needed"))
        self._completer = MarklessCompleter((each.name for each in self._items), self.edit)
        self.edit.setCompleter(self._completer)
        self.edit.value_changed.connect(self.value_changed)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(4))
        inside.addWidget(self.edit)
        self.setFocusProxy(self.edit)

    def value(self) -> str | None:
        typed = self.edit.value()
        if typed is None:
            return None
        found = [each.code for each in self._items if fold(each.name) == fold(typed)]
        return found[0] if found else typed

    def set_value(self, value: object) -> None:
        self.edit.set_value(next((each.name for each in self._items if each.code == value), value))

    def set_accessible(self, name: str) -> None:
        self.edit.setAccessibleName(name)


class FilesField(QWidget):
    """Files to keep with the record once it is saved. They are read when it is saved, and never copied elsewhere."""

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
        """Add these; a file that is too large or a program is named and left out."""
        files = [path for path in paths if Path(path).is_file()]
        large = [path for path in files if Path(path).stat().st_size > LARGEST]
        refusals = {path: why for path in files if path not in large and (why := _refusal(Path(path))) is not None}
        self._paths += [path for path in files if path not in (*large, *refusals, *self._paths)]
        names = ", ".join(Path(path).name for path in large)
        problems = [tr("Larger than {limit} MB, left out: {names}", limit=LARGEST >> 20, names=names)] if large else []
        problems += [sentence(why) for why in refusals.values()]
        self._problem.setVisible(bool(problems))
        self._problem.setText("\n".join(problems))
        self._show()
        self.value_changed.emit()

    def _ask(self) -> None:
        dialog = QFileDialog(self, tr("Files to keep with the record"))
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


def _refusal(path: Path) -> AppError | None:
    """Why a file would be refused, as far as its name and beginning tell; the rest is seen when it is saved."""
    try:
        with path.open("rb") as file:
            return why_not(path.name, file.read(_BEGINNING))
    except OSError:
        return None  # said when it is saved


class EstablishmentField(QWidget):
    """Premises of the register, or a name as it was told. The value is (id or None, name), or None."""

    value_changed = Signal()
    chosen = Signal(object)  # EstablishmentInfo

    def __init__(self, known: Sequence[EstablishmentInfo], villages: dict[int, str]) -> None:
        super().__init__()
        self._labels = {_place_label(each, villages): each for each in known}
        self.edit = TextField(N_("Name; marks are not needed"))
        self._completer = MarklessCompleter(self._labels, self.edit)
        self.edit.setCompleter(self._completer)
        self._completer.activated.connect(lambda _text: self._settle())
        self.edit.editingFinished.connect(self._settle)
        self.edit.textChanged.connect(lambda _text: self._changed())
        self._under = text_label("", "small")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme().px(4))
        whole.addWidget(self.edit)
        whole.addWidget(self._under)
        self._under.hide()
        self.setFocusProxy(self.edit)

    def found(self) -> EstablishmentInfo | None:
        """The premises that the text means, if it is one of the register's and no other is called alike."""
        typed = fold(self.edit.text())
        if not typed:
            return None
        exact = [each for text, each in self._labels.items() if fold(text) == typed]
        named = exact or [each for each in self._labels.values() if fold(each.name) == typed]
        return named[0] if len(named) == 1 else None

    def value(self) -> tuple[int | None, str] | None:
        typed = self.edit.value()
        if typed is None:
            return None
        known = self.found()
        return (known.id, known.name) if known is not None else (None, typed)

    def set_value(self, value: object) -> None:
        if not isinstance(value, list | tuple):
            self.edit.set_value(None)
            return
        number, name = value
        shown = next((text for text, each in self._labels.items() if each.id == number), None)
        self.edit.set_value(shown if number is not None and shown is not None else name)

    def set_accessible(self, name: str) -> None:
        self.edit.setAccessibleName(name)

    def _changed(self) -> None:
        known, typed = self.found(), self.edit.value()
        if known is not None:
            self._under.setText(tr("In the register"))
        elif typed:
            self._under.setText(tr("Not in the register: kept as it is written"))
        self._under.setVisible(bool(typed))
        self.value_changed.emit()

    def _settle(self) -> None:
        known = self.found()
        if known is not None:
            shown = next(text for text, each in self._labels.items() if each is known)
            if shown != self.edit.text():
                self.edit.setText(shown)
            self.chosen.emit(known)


def _place_label(each: EstablishmentInfo, villages: dict[int, str]) -> str:
    village = villages.get(each.village_id or 0, "")
    return f"{each.name} ({village})" if village else each.name
