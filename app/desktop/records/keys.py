"""How does a key of a screen get its name in the list of keys, in the language of the moment?"""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.common.i18n import tr
from app.desktop.theme import on_language


def add_key(screen: QWidget, keys: str, source: str, act: Callable[[], object]) -> QAction:
    """A key that works anywhere in the window while the screen is shown."""
    action = QAction(screen)
    action.setShortcut(QKeySequence(keys))
    action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    action.triggered.connect(lambda: act())
    on_language(screen, lambda: action.setText(tr(source)))
    screen.addAction(action)
    return action
