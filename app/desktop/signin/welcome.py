"""What does somebody see who has no vault open yet? Ways on: open, create, try, restore a backup."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.desktop.signin.gate import Gate
from app.desktop.theme import theme
from app.desktop.widgets.looks import button, label


class Welcome(Gate):
    """`opened(folder)`, `create_asked`, `demo_asked`, `restore_asked`."""

    opened = Signal(object)
    create_asked = Signal()
    demo_asked = Signal()
    restore_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            N_("Where are the records?"),
            N_("The records of the commune lie encrypted in one folder, the vault. It never leaves this computer."),
            width=520,
            parent=parent,
        )
        self.open = button(N_("Choose the folder…"), "primary", "folder", clicked=self.choose)
        self.set_up = button(N_("Set up a new vault…"), "", "add", clicked=self.create_asked.emit)
        self.demo = button(N_("Try it"), "", "eye", clicked=self.demo_asked.emit)
        self.restore = button(N_("Restore a backup…"), "", "undo", clicked=self.restore_asked.emit)
        for made, why in (
            (self.open, N_("The office already works with Nhịp Cầu on this computer.")),
            (self.set_up, N_("For the first lead of the commune. It takes about five minutes.")),
            (self.restore, N_("The old computer is broken or lost, and a stick with the backups is at hand.")),
            (self.demo, N_("An invented commune to look around in. Nothing in it is real.")),
        ):
            self.body.addWidget(_way(made, why))

    def choose(self) -> None:
        """Ask for the folder of a vault."""
        found = QFileDialog.getExistingDirectory(self, tr("Choose the vault’s folder"), str(Path.home()))
        if found:
            self.opened.emit(Path(found))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.open.setFocus()


def _way(made: QWidget, why: str) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, theme().px(4), 0, theme().px(4))
    row.setSpacing(theme().px(20))
    made.setMinimumWidth(theme().px(208))
    row.addWidget(made)
    words = QVBoxLayout()
    words.addWidget(label(why, "muted"))
    row.addLayout(words, 1)
    return whole
