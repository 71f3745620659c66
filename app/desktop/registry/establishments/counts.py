"""How do the head-counts of premises read? A table, the latest first; nobody is named."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.desktop.theme import theme
from app.desktop.widgets import label, surface, text_label
from app.registry.establishments.rules import PARTS
from app.registry.establishments.terms import FIELD_NAMES, SOURCE_NAMES
from app.registry.establishments.values import CountInfo

COLUMNS = ("total", *PARTS)
NUMBERS = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight


class CountsTable(QWidget):
    """One line for each head-count; what nobody knows says so, which is not 0."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme().px(12))
        self._grid.setVerticalSpacing(theme().px(6))
        self._grid.setColumnStretch(0, 2)
        for column in range(1, len(COLUMNS) + 1):
            self._grid.setColumnStretch(column, 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def show_counts(self, counts: Sequence[CountInfo]) -> bool:
        """Show these; says whether there are any."""
        while (item := self._grid.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        if not counts:
            return False
        self._grid.addWidget(label(N_("Counted on"), "small"), 0, 0, Qt.AlignmentFlag.AlignBottom)
        for column, name in enumerate(COLUMNS, 1):
            head = label(FIELD_NAMES[name], "small")
            head.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
            self._grid.addWidget(head, 0, column)
        for number, each in enumerate(counts):
            at = 3 * number + 1
            self._grid.addWidget(surface("rule"), at, 0, 1, len(COLUMNS) + 1)
            self._grid.addWidget(text_label(show_date(each.counts.counted_on), wrap=False), at + 1, 0)
            for column, name in enumerate(COLUMNS, 1):
                self._grid.addWidget(_number(getattr(each.counts, name)), at + 1, column, NUMBERS)
            said = " · ".join(part for part in (tr(SOURCE_NAMES[each.source]), each.by, each.counts.note) if part)
            self._grid.addWidget(text_label(said, "small"), at + 2, 0, 1, len(COLUMNS) + 1)
        return True


def _number(value: int | None) -> QLabel:
    return text_label(tr("not known") if value is None else str(value), "muted" if value is None else "", wrap=False)
