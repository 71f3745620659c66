"""How does a test type into whatever has the focus, and how is a page of cases shown?"""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.desktop.background import busy
from app.desktop.records.step_dialog import StepDialog
from app.desktop.widgets import Toast
from tests.desktop.keyboard import type_text

Key, Mod = Qt.Key, Qt.KeyboardModifier


def settle(qtbot: Any) -> None:
    qtbot.waitUntil(lambda: not busy(), timeout=20_000)


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def write(text: str) -> None:
    """As it is typed: letters of the alphabet by keys, the others as an input method gives them."""
    for letter in text:
        if letter.isascii():
            QTest.keyClicks(focused(), letter)
        else:
            type_text(focused(), letter)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Mod.NoModifier, times: int = 1) -> None:
    for _ in range(times):
        QTest.keyClick(focused(), key, modifier)


def do_it() -> None:
    press(Key.Key_Return, Mod.ControlModifier)


def shown(qtbot: Any, page: QWidget) -> None:
    """As a window of its own, with what says at its foot that something was done."""
    qtbot.addWidget(page)
    Toast(page)
    page.resize(1300, 900)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    settle(qtbot)


def _holds_the_keys(window: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and window.isAncestorOf(focus)


def dialog_of(qtbot: Any, page: Any, record_id: int, act: str) -> StepDialog:
    """The dialog that an act opens, with the keys in it."""
    page.act(record_id, act)
    found: list[StepDialog] = []

    def there() -> bool:
        found[:] = [each for each in page.findChildren(StepDialog) if each.isVisible()]
        return bool(found) and not busy()

    qtbot.waitUntil(there, timeout=20_000)
    found[0].activateWindow()
    qtbot.waitUntil(lambda: _holds_the_keys(found[0]), timeout=20_000)
    return found[0]
