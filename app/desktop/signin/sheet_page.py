"""What does a unit's first lead do before anything else? Put the recovery codes on paper and prove it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.common.i18n import N_, tr
from app.desktop.signin.gate import WIDE, Gate
from app.desktop.signin.sheets import PrintSheets, TypeBack, only_now
from app.desktop.widgets.looks import button
from app.vault.recovery import RecoverySheet


class SheetPage(Gate):
    """Print, then type two groups back: `proved`."""

    proved = Signal()

    def __init__(self, sheets: Sequence[RecoverySheet], folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(
            N_("Recovery sheet"),
            N_("If passwords are lost, this paper is the only way back to your unit’s records."),
            width=WIDE,
            parent=parent,
        )
        self.print = PrintSheets(sheets, tr("Nhịp Cầu"), date.today())
        self.back = TypeBack(sheets)
        self._warning = only_now()
        self.body.addWidget(self._warning)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.print)
        self._pages.addWidget(self.back)
        self.body.addWidget(self._pages)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        self.before = button(N_("Back to the codes"), clicked=lambda: self._go(0))
        self.next = button(N_("I have them on paper"), "primary", clicked=self._next)
        row.addWidget(self.before)
        row.addStretch(1)
        row.addWidget(self.next)
        self.body.addWidget(foot)
        self.back.entered.connect(self._next)
        self._go(0)

    def focusInEvent(self, event) -> None:
        self.print.print.setFocus()

    def _go(self, at: int) -> None:
        self._pages.setCurrentIndex(at)
        for number in range(self._pages.count()):  # the hidden page must not hold the card open
            self._pages.widget(number).setVisible(number == at)
        self._pages.setFixedHeight(self._pages.widget(at).sizeHint().height())
        self.before.setVisible(at == 1)
        self._warning.setVisible(at == 0)
        self.hush()
        if at == 1:
            self.back.setFocus()

    def _next(self) -> None:
        if self._pages.currentIndex() == 0:
            self._go(1)
        elif self.back.proved():
            self.proved.emit()
        else:
            self._pages.setFixedHeight(self.back.sizeHint().height())
