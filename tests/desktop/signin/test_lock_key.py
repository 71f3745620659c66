"""Ctrl+L locks from inside a dialog, where the main window's keys do not reach."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from app.desktop.shell.auto_lock import AutoLock


def test_the_lock_key_is_heard_in_a_dialog(qtbot: QtBot) -> None:
    lock = AutoLock(5)
    lock.start()
    dialog = QDialog()
    dialog.setModal(True)
    QVBoxLayout(dialog).addWidget(QLineEdit())
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.open()
    lock._watch(dialog.windowHandle())
    with qtbot.waitSignal(lock.lock_key, timeout=2000):
        qtbot.keyClick(dialog.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def test_nobody_signed_in_has_nothing_to_lock(qtbot: QtBot) -> None:
    lock = AutoLock(5)
    dialog = QDialog()
    dialog.setModal(True)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.open()
    lock._watch(dialog.windowHandle())
    with qtbot.assertNotEmitted(lock.lock_key, wait=200):
        qtbot.keyClick(dialog.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
