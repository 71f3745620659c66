"""How does a test run the whole app on a vault? A window, its desk and its door, and all of it gone afterwards."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from app.desktop import start
from app.desktop.background import busy
from app.desktop.desk import Desk, desk
from app.desktop.shell import MainWindow
from app.desktop.signin.door import Door
from app.desktop.signin.sign_in import SignIn
from tests.conftest import PASSWORD
from tests.desktop.keyboard import type_text

W = TypeVar("W", bound=QWidget)


class Running:
    """The app as a person has it before them."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot, self.window, self.desk = qtbot, window, desk()
        door = self.desk.findChild(Door)
        assert door is not None
        self.door = door

    def settle(self) -> None:
        """Until nothing is under way any more."""
        QApplication.processEvents()
        self.qtbot.waitUntil(lambda: not busy() and not self.desk.leaving, timeout=20_000)
        QApplication.processEvents()

    def page(self, kind: type[W]) -> W:
        """The page of the gate, which must be of this kind."""
        self.settle()
        found = self.door.page
        assert isinstance(found, kind), found
        return found

    def sign_in_page(self) -> SignIn:
        return self.page(SignIn)

    def type_sign_in(self, user: str, password: str = PASSWORD) -> None:
        """By keyboard alone: the name, Enter, the password, Enter."""
        page = self.sign_in_page()
        page.user.clear()
        page.user.setFocus()
        type_text(page.user, user)
        self.qtbot.keyClick(page.user, Qt.Key.Key_Return)
        type_text(page.password.edit, password)
        self.qtbot.keyClick(page.password.edit, Qt.Key.Key_Return)
        self.settle()
        self.window.activateWindow()
        QApplication.processEvents()


@contextmanager
def running(qtbot: QtBot, state: Path, folder: Path | None) -> Iterator[Running]:
    """The app's window on a vault's folder (or the welcome)."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    hook = sys.excepthook
    window = start.build(app, state, folder)
    window.resize(1366, 728)
    window.show()
    window.activateWindow()
    here = Running(qtbot, window)
    try:
        here.settle()
        yield here
    finally:
        sys.excepthook = hook
        here.settle()
        if here.desk.session is not None:
            here.desk.session.close()
        here.desk.let_go()
        for each in (window, *app.findChildren(Desk), window._state):
            if isValid(each):
                delete(each)
