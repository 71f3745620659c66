"""How is a protected text hidden, told apart from a blank, and shown on request with a reason?

`privacy()` is the window's one switch that hides names at once; masks and lists follow it.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QWidget

from app.common.i18n import N_, tr
from app.desktop.theme import on_language, on_theme, theme
from app.desktop.widgets.looks import button, set_look, text_label

MASK = "•••••••"


class Privacy(QObject):
    """Whether names are hidden in this window now."""

    changed = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.hidden = False

    def hide_names(self, hidden: bool) -> None:
        if hidden != self.hidden:
            self.hidden = hidden
            self.changed.emit(hidden)


def privacy() -> Privacy:
    """The switch of the running application."""
    app = QApplication.instance()
    assert app is not None
    found = app.findChild(Privacy)
    return found if found is not None else Privacy(app)


class MaskLabel(QWidget):
    """Three cases that look different: a text, a blank (“not stated”), and a hidden text.

    `sealed(reveal)` hides the text until `reveal` (which asks the reason and audits) calls `unmask(text)`.
    """

    def __init__(self, text: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self._sealed = False
        self._reveal: Callable[[], object] | None = None
        self._picture = QLabel()
        self._label = text_label()
        self._show = button(N_("Show…"), "link", clicked=self._ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(6))
        row.addWidget(self._picture)
        row.addWidget(self._label)
        row.addWidget(self._show)
        row.addStretch(1)
        privacy().changed.connect(self._paint)
        on_theme(self, self._paint)
        on_language(self, self._paint)

    def set_text(self, text: str | None) -> None:
        """Show a text, or None for a blank."""
        self._text, self._sealed = text, False
        self._paint()

    def sealed(self, reveal: Callable[[], object] | None) -> None:
        """Hide the text; `reveal` is called when the person asks to see it (None: this account may not)."""
        self._text, self._sealed, self._reveal = None, True, reveal
        self._paint()

    def unmask(self, text: str) -> None:
        """Show what was sealed, until the record is left."""
        self.set_text(text)

    def masked(self) -> bool:
        return self._sealed or (privacy().hidden and bool(self._text))

    def text(self) -> str:
        """What can be read on the screen."""
        return self._label.text()

    def _ask(self) -> None:
        if self._reveal is not None:
            self._reveal()

    def _paint(self) -> None:
        masked = self.masked()
        if masked:
            self._label.setText(MASK)
            self._label.setAccessibleName(tr("Hidden"))
        elif self._text:
            self._label.setText(self._text)
            self._label.setAccessibleName(self._text)
        else:
            self._label.setText(tr("Not stated"))
            self._label.setAccessibleName(tr("Not stated"))
        set_look(self._label, "" if self._text and not masked else "muted")
        self._picture.setVisible(masked)
        if masked:
            self._picture.setPixmap(theme().icon("lock").pixmap(theme().icon_size(16)))
        self._show.setVisible(self._sealed and self._reveal is not None)
        self.setToolTip(tr("Hidden by law or by the setting “hide names”") if masked else "")
