"""What does a unit's first lead do before anything else? Put the recovery codes on paper and prove it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.desktop.signin.gate import WIDE, Gate
from app.desktop.signin.sheets import PrintSheets, TypeBack, only_now
from app.desktop.widgets.looks import button, text_label
from app.vault.recovery import RecoverySheet


class SheetPage(Gate):
    """Print, then type two groups back: `proved`."""

    proved = Signal()

    def __init__(
        self, sheets: Sequence[RecoverySheet], folder: Path, note: str = "", parent: QWidget | None = None
    ) -> None:
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
        self._note = text_label(note)
        self._note.setVisible(bool(note))
        self.body.addWidget(self._note)
        self.body.addWidget(self.print)
        self.body.addWidget(self.back)
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

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.print.print.setFocus()

    def _go(self, at: int) -> None:
        self._at = at
        for shown, page in enumerate((self.print, self.back)):
            page.setVisible(shown == at)
        self.before.setVisible(at == 1)
        self._warning.setVisible(at == 0)
        self._note.setVisible(at == 0 and bool(self._note.text()))
        self.next.setText(tr("Check") if at else tr("I have them on paper"))
        if at == 1:
            self.back.setFocus()

    def _next(self) -> None:
        if self._at == 0:
            self._go(1)
        elif self.back.proved():
            self.proved.emit()
