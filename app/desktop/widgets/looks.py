"""How do labels, buttons and frames get their look from the style sheet, and follow the language?"""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QToolButton, QWidget

from app.common.i18n import tr
from app.desktop.theme import on_language, on_theme, theme


def set_look(widget: QWidget, look: str) -> None:
    """Give a widget one of the looks named in the style sheet, now or again later."""
    if widget.property("look") != look:
        widget.setProperty("look", look)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def label(source: str, look: str = "", *, wrap: bool = True) -> QLabel:
    """A text of the app (marked with N_), in the language of the moment."""
    made = text_label("", look, wrap=wrap)
    on_language(made, lambda: made.setText(tr(source)))
    return made


def text_label(text: str = "", look: str = "", *, wrap: bool = True) -> QLabel:
    """A text of a record, shown as it is: never taken for markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if look:
        made.setProperty("look", look)
    return made


class Button(QPushButton):
    """A button that Enter presses where the focus is on it, and only there: no field's Enter finds it by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and _plain(event):
            self.click()
        else:
            super().keyPressEvent(event)


def _plain(event: QKeyEvent) -> bool:
    """Whether no other key is held; the number block is none."""
    return not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


def button(source: str, look: str = "", icon: str = "", *, clicked: Callable[[], object] | None = None) -> QPushButton:
    """A button with a verb. Looks: primary, danger, quiet, link, or none."""
    made = Button()
    made.setProperty("look", look)
    on_language(made, lambda: made.setText(tr(source)))
    if icon:
        colour = {"primary": "on_accent", "danger": "bad", "quiet": "accent", "link": "accent"}.get(look, "muted")
        # Fusion leaves too little room between icon and words: a fifth of the icon is added to its right.
        on_theme(made, lambda: made.setIcon(theme().icon(icon, colour, gap=0.2)))
        on_theme(made, lambda: made.setIconSize(QSize(theme().px(22), theme().px(18))))
    if clicked is not None:
        made.clicked.connect(lambda: clicked())
    return made


def step_button(source: str, icon: str = "", *, clicked: Callable[[], object] | None = None) -> QPushButton:
    """The next step: the one filled button of a page."""
    return button(source, "primary", icon, clicked=clicked)


def icon_button(icon: str, source: str, *, clicked: Callable[[], object] | None = None) -> QToolButton:
    """A button that is only an icon; its words are the tool tip and the accessible name."""
    made = QToolButton()
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    on_theme(made, lambda: made.setIcon(theme().icon(icon)))
    on_theme(made, lambda: made.setIconSize(theme().icon_size(20)))

    def name() -> None:
        made.setToolTip(tr(source))
        made.setAccessibleName(tr(source))

    on_language(made, name)
    if clicked is not None:
        made.clicked.connect(lambda: clicked())
    return made


def surface(look: str = "surface") -> QFrame:
    """A frame: `surface` (white, no border), `card` (with border), `rule` (a line)."""
    made = QFrame()
    made.setProperty("look", look)
    return made
