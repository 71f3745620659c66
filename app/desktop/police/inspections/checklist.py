"""How is the checklist typed in? One key for each row: đ or d met, k not met, o does not apply, a all the rest met."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from app.common.i18n import N_, tr
from app.desktop.theme import Tone, on_language, on_theme, theme
from app.police.inspections.terms import CHECK_RESULT_NAMES, CheckResult
from app.police.inspections.values import Check

KEYS: dict[str, CheckResult] = {
    "đ": CheckResult.MET,
    "d": CheckResult.MET,
    "k": CheckResult.NOT_MET,
    "o": CheckResult.NOT_APPLICABLE,
}
ALL = "a"
MOST = 14  # rows in view
SIGNS = {
    CheckResult.MET: "✓",
    CheckResult.NOT_MET: "✗",
    CheckResult.NOT_APPLICABLE: "–",
    CheckResult.NOT_CHECKED: "",
}
TONES = {CheckResult.MET: Tone.GOOD, CheckResult.NOT_MET: Tone.BAD}


class ChecklistField(QTableWidget):
    """The rows of the checklist; the value is a tuple of `Check`."""

    value_changed = Signal()
    not_met = Signal(object)  # the Check that was just found not met

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 2, parent)
        self._checks: tuple[Check, ...] = ()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        on_language(self, self._show)
        on_theme(self, self._show)

    def value(self) -> tuple[Check, ...]:
        return self._checks

    def set_value(self, value: object) -> None:
        rows = value if isinstance(value, Sequence) and not isinstance(value, str) else ()
        self._checks = tuple(rows)
        self._show()
        self.value_changed.emit()

    def results(self) -> dict[str, str]:
        """What was noted, for a draft."""
        return {each.item_code: each.result.value for each in self._checks}

    def _show(self) -> None:
        self.setHorizontalHeaderLabels([tr("What must be met"), tr("Result")])
        self.setColumnWidth(1, theme().px(150))
        self.setRowCount(len(self._checks))
        for row, each in enumerate(self._checks):
            text = QTableWidgetItem(each.text)
            text.setToolTip(each.basis)
            result = QTableWidgetItem(f"{SIGNS[each.result]} {tr(CHECK_RESULT_NAMES[each.result])}".strip())
            if each.result in TONES:
                result.setForeground(theme().tone(TONES[each.result])[0])
            self.setItem(row, 0, text)
            self.setItem(row, 1, result)
        self._fit()
        self.setVisible(bool(self._checks))

    def _fit(self) -> None:
        """Whole rows, all of them where there is room on the page."""
        self.resizeRowsToContents()
        rows = sum(self.rowHeight(row) for row in range(min(len(self._checks), MOST)))
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows + 2 * self.frameWidth() + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.text().casefold()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        elif key in KEYS:
            self._note(max(self.currentRow(), 0), KEYS[key])
        elif key == ALL:
            self._all_met()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.currentRow() < 0 and self._checks:
            self.setCurrentCell(0, 0)

    def _note(self, row: int, result: CheckResult) -> None:
        if row >= len(self._checks):
            return
        before = self._checks[row]
        checks = list(self._checks)
        checks[row] = replace(before, result=result)
        self._checks = tuple(checks)
        self._show()
        self.setCurrentCell(min(row + 1, len(checks) - 1), 0)
        self.value_changed.emit()
        if result is CheckResult.NOT_MET and before.result is not result:
            self.not_met.emit(checks[row])

    def _all_met(self) -> None:
        self._checks = tuple(
            replace(each, result=CheckResult.MET) if each.result is CheckResult.NOT_CHECKED else each
            for each in self._checks
        )
        self._show()
        self.value_changed.emit()


KEYS_SAID = N_("đ: met, k: not met, o: does not apply, a: all the rest met; arrows move, Enter goes on.")
