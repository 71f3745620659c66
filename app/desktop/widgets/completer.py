"""How are names completed without typing their marks: "hoa" finds "Hòa" and "Hoa"?"""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QWidget

from app.common.text import fold

FOLDED = Qt.ItemDataRole.UserRole + 1


class MarklessCompleter(QCompleter):
    """Offers texts whose folded form contains what was typed. Popup only: inline completion fights Unikey."""

    def __init__(self, texts: Iterable[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompletionRole(FOLDED)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseSensitive)  # both sides are folded
        self._texts = QStandardItemModel()  # kept here: Qt does not own it, and an orphan leaves an empty list
        self.setModel(self._texts)
        self.set_texts(texts)

    def set_texts(self, texts: Iterable[str]) -> None:
        """Offer these from now on."""
        self._texts.clear()
        for text in texts:
            item = QStandardItem(text)
            item.setData(fold(text), FOLDED)
            self._texts.appendRow(item)

    def splitPath(self, path: str) -> list[str]:
        return [fold(path)]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole) or "")
