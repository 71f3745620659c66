"""How does a test stand before a register, such as the loans: the page, keys, a step's dialog?"""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.desktop.background import busy
from app.desktop.records.page import RecordsPage
from app.desktop.records.step_dialog import StepDialog
from app.desktop.social.loans.declared import LOANS
from app.desktop.widgets.toast import Toast
from tests.desktop.keyboard import type_text

Key, Modifier = Qt.Key, Qt.KeyboardModifier


class At:
    """Somebody at the page of a record type, with a keyboard and nothing else."""

    def __init__(self, qtbot, session, changes, record=LOANS) -> None:
        self._bot = qtbot
        self.window = QWidget()
        self.page = RecordsPage(session, changes, record, self.window)
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

    def enter(self, *texts: str) -> None:
        """Type these into one field after the other; "" leaves a field as it is."""
        for text in texts:
            if text:
                self.write(text)
            self.press(Key.Key_Return)

    def do(self) -> None:
        """Ctrl+Enter: the next step of the page, or what the dialog does."""
        self.press(Key.Key_Return, Modifier.ControlModifier)
        self.settle()

    def dialog(self) -> StepDialog:
        shown = [each for each in self.page.findChildren(StepDialog) if each.isVisible()]
        assert len(shown) == 1
        return shown[0]

    def no_dialog(self) -> None:
        """What was asked was done: an error would keep the dialog open."""
        self.settle()
        self._bot.waitUntil(lambda: not self.page.findChildren(StepDialog), timeout=5_000)
        self.window.activateWindow()
        self.settle()
