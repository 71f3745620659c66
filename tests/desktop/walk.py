"""Can a window be used without a mouse and without seeing it? Walks it and lists what is wrong.

assert walk(window) == []
"""

import re
from collections import defaultdict
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCalendarWidget,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QRadioButton,
    QScrollBar,
    QWidget,
)

_INNER = (QAbstractSpinBox, QComboBox, QCalendarWidget)  # their parts are named by the whole


def focusable(window: QWidget) -> list[QWidget]:
    """Everything in a window that Tab can reach now."""
    found = []
    for widget in window.findChildren(QWidget):
        if widget.window() is not window or not widget.isVisibleTo(window) or not widget.isEnabled():
            continue
        if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus or widget.focusProxy() is not None:
            continue
        inner = widget.parentWidget()
        while inner is not None and inner is not window and not isinstance(inner, _INNER):
            inner = inner.parentWidget()
        if isinstance(inner, _INNER) or isinstance(widget, QScrollBar):
            continue
        found.append(widget)
    return found


def spoken(widget: QWidget) -> str:
    """What a screen reader says of a widget: its name, or the label that it belongs to."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def nameless(window: QWidget) -> list[str]:
    return [f"no accessible name: {_which(widget)}" for widget in focusable(window) if not spoken(widget)]


def backwards(window: QWidget) -> list[str]:
    """Steps of the Tab order that go up the same column, or left on the same line."""
    wanted = {id(widget) for widget in focusable(window)}
    order: list[QWidget] = []
    widget: QWidget | None = window.nextInFocusChain()
    while widget is not None and widget is not window:
        if id(widget) in wanted and not isinstance(widget, QRadioButton):
            order.append(widget)
        widget = widget.nextInFocusChain()
    wrong = []
    for before, after in pairwise(order):
        if before.isAncestorOf(after) or after.isAncestorOf(before):
            continue
        one, two = (each.mapTo(window, QPoint(0, 0)) for each in (before, after))
        same_line = abs(one.y() - two.y()) < min(before.height(), after.height()) // 2
        same_column = one.x() < two.x() + after.width() and two.x() < one.x() + before.width()
        if (same_line and two.x() < one.x()) or (not same_line and same_column and two.y() < one.y()):
            wrong.append(f"tab goes backwards: {_which(before)} → {_which(after)}")
    return wrong


def duplicate_mnemonics(window: QWidget) -> list[str]:
    letters: defaultdict[str, list[str]] = defaultdict(list)
    for widget in window.findChildren(QWidget):
        if not widget.isVisibleTo(window) or widget.window() is not window:
            continue
        if isinstance(widget, QAbstractButton) or (isinstance(widget, QLabel) and widget.buddy() is not None):
            found = re.search(r"(?<!&)&([^&\s])", widget.text())
            if found is not None:
                letters[found.group(1).casefold()].append(widget.text())
    return [f"Alt+{letter} is given twice: {texts}" for letter, texts in letters.items() if len(texts) > 1]


def unreachable(window: QWidget) -> list[str]:
    """Actions with a text but neither a key nor a place in a menu or on a button."""
    in_menus = {id(action) for menu in window.findChildren(QMenu) for action in menu.actions()}
    wrong = []
    for action in window.findChildren(QAction):
        owner = action.parent()
        if not action.text() or action.isSeparator() or id(action) in in_menus:
            continue
        if isinstance(owner, QLineEdit | QAbstractScrollArea) or (
            isinstance(owner, QWidget) and not owner.isVisibleTo(window)
        ):
            continue  # the field's own context menu
        on_button = any(isinstance(each, QWidget) for each in action.associatedObjects())
        if action.shortcut().isEmpty() and not on_button:
            wrong.append(f"no key and no button: {action.text()}")
    return wrong


def shared_keys(window: QWidget) -> list[str]:
    """Keys that two actions of the same reach would fight for."""
    keys: defaultdict[str, list[str]] = defaultdict(list)
    for action in window.actions():
        if not action.shortcut().isEmpty():
            keys[action.shortcut().toString()].append(action.text())
    return [f"{key} is given twice: {texts}" for key, texts in keys.items() if len(texts) > 1]


def walk(window: QWidget) -> list[str]:
    """Everything that is wrong with a shown window, in words."""
    QApplication.processEvents()
    checks = (nameless, backwards, duplicate_mnemonics, unreachable, shared_keys)
    return [sentence for check in checks for sentence in check(window)]


def _which(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
    return f"{type(widget).__name__} {widget.objectName() or text!r} named {spoken(widget)!r}"
