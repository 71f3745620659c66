"""How does a test stand before the clients: the page, keys, a step's dialog?"""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.desktop.background import busy
from app.desktop.health.clients.page import ClientsPage
from app.desktop.widgets.toast import Toast
from tests.desktop.keyboard import type_text

Key, Modifier = Qt.Key, Qt.KeyboardModifier


class At:
    """Somebody at the page of the clients, with a keyboard and nothing else."""

    def __init__(self, qtbot, session, changes) -> None:
        self._bot = qtbot
        self.window = QWidget()
        self.page = ClientsPage(session, changes, self.window)
        self.toast = Toast(self.window)
        qtbot.addWidget(self.window)
        self.window.resize(1366, 900)
        self.page.resize(1366, 900)
        self.window.show()
        self.window.activateWindow()
        self.settle()

    def settle(self) -> None:
        QApplication.processEvents()
        self._bot.waitUntil(lambda: not busy(), timeout=20_000)
        QApplication.processEvents()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
        offered = QApplication.activePopupWidget()
        focus = offered or QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, modifier)
        QApplication.processEvents()
        if offered is not None:  # with no window manager, what was offered stays the active window once it is gone
            self.window.activateWindow()
            QApplication.processEvents()

    def write(self, text: str) -> None:
        """Type into the field of the cursor, in place of what stands there."""
        focus = QApplication.focusWidget()
        assert focus is not None
        if hasattr(focus, "selectAll"):
            focus.selectAll()
        type_text(focus, text)

    def do(self) -> None:
        """Ctrl+Enter: the next step of the page, or what the dialog or the form does."""
        self.press(Key.Key_Return, Modifier.ControlModifier)
        self.settle()

    def dialog(self, kind: type[QDialog] = QDialog) -> QDialog:
        shown = [each for each in self.window.findChildren(kind) if each.isVisible()]
        assert len(shown) == 1
        return shown[0]

    def no_dialog(self) -> None:
        """What was asked was done: an error would keep the dialog open."""
        self.settle()
        self._bot.waitUntil(
            lambda: not [each for each in self.window.findChildren(QDialog) if each.isVisible()], timeout=5_000
        )
        self.window.activateWindow()
        self.settle()

    def texts(self) -> str:
        """Every word that stands on the opened page."""
        from PySide6.QtWidgets import QLabel

        return "\n".join(each.text() for each in self.page.detail.findChildren(QLabel) if each.isVisibleTo(self.page))
