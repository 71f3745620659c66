"""How does a test use the window by keyboard alone? Tab until a field has the focus, type, press."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.desktop.background import busy
from app.desktop.records.step_dialog import StepDialog
from tests.desktop.keyboard import type_text

Key, Ctrl, Shift = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def settle(qtbot) -> None:
    """Until no work is under way."""
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not busy(), timeout=20_000)
    QApplication.processEvents()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    if widget is None:  # the window before was another test's: this one is not active yet
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and window.focusWidget() is not None:
                window.activateWindow()
        QApplication.processEvents()
        widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, modifier)


def tab_to(widget: QWidget, most: int = 90) -> None:
    """By Tab alone."""
    wanted = widget.focusProxy() or widget
    wanted = wanted.focusProxy() or wanted
    for _ in range(most):
        if focused() is wanted:
            return
        press(Key.Key_Tab)
    raise AssertionError(f"Tab does not reach {wanted!r}; it stands at {focused()!r}")


def write(widget: QWidget, text: str) -> None:
    """Tab to a field and type into it as an input method does."""
    tab_to(widget)
    type_text(focused(), text)


def dialog_of(qtbot, page: QWidget) -> StepDialog:
    """The step dialog that stands over the page."""
    qtbot.waitUntil(lambda: any(each.isVisible() for each in page.findChildren(StepDialog)), timeout=20_000)
    settle(qtbot)
    return next(each for each in page.findChildren(StepDialog) if each.isVisible())


def gone(qtbot, page: QWidget) -> None:
    """No dialog stands there any more: an error would keep it open."""
    settle(qtbot)
    qtbot.waitUntil(lambda: not any(each.isVisible() for each in page.findChildren(StepDialog)), timeout=10_000)
    page.activateWindow()  # without a window manager nobody gives the focus back
    settle(qtbot)
