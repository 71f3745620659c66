"""A dressed application for every window test, in Vietnamese, light, 100 %."""

import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from app.desktop.theme import install
from app.desktop.widgets.mask import privacy
from app.desktop.widgets.problem import present_with


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """Each test starts with the same look and language, and names shown."""
    install(qapp, scheme="light", percent=100, language="vi")
    privacy().hide_names(False)
    present_with(None)
    yield
    present_with(None)
    forget_windows()


def forget_windows() -> None:
    """Delete what a test left standing: a change of the look is told to every widget that lives, thousands of them."""
    for window in QApplication.topLevelWidgets():
        if isValid(window) and window.parent() is None:
            window.hide()
            window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
