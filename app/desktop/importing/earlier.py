"""Which imports were made earlier? One line each, with undo of the whole run; nothing to see where there were none."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.common.dates import show_datetime
from app.common.i18n import N_, tr
from app.common.imports import Earlier
from app.desktop.theme import theme
from app.desktop.widgets import button, label, surface, text_label

MOST = 10


class EarlierImports(QWidget):
    """`undo_asked` carries the import that is to be taken back."""

    undo_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, theme().px(16), 0, 0)
        self._inside.setSpacing(theme().px(8))
        self.hide()

    def show_earlier(self, found: Sequence[tuple[str, Earlier]]) -> None:
        """Show these, the latest first: (label of the kind, the import) each."""
        while (item := self._inside.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        latest = sorted(found, key=lambda each: each[1].at, reverse=True)[:MOST]
        if latest:
            self._inside.addWidget(label(N_("Earlier imports"), "section"))
        for kind, each in latest:
            self._inside.addWidget(surface("rule"))
            self._inside.addWidget(self._line(kind, each))
        self.setVisible(bool(latest))

    def _line(self, kind: str, each: Earlier) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(0)
        title = f"{tr(kind)} · {show_datetime(each.at)}"
        words.addWidget(text_label(title))
        counts = tr("{added} stored as new, {merged} filled up", added=each.added, merged=each.merged)
        words.addWidget(text_label(" · ".join(part for part in (counts, each.by) if part), "small"))
        row.addLayout(words, 1)
        undo = button(N_("Undo"), "", "undo", clicked=partial(self.undo_asked.emit, each))
        undo.setAccessibleName(f"{tr('Undo')}: {title}")
        row.addWidget(undo, 0, Qt.AlignmentFlag.AlignVCenter)
        return made
