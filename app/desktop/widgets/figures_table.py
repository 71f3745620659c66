"""How does a table of figures stand on a page? As high as its lines: the page scrolls, not the table."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSizePolicy

from app.common.i18n import tr
from app.desktop.theme import theme
from app.desktop.widgets.paged_model import Column
from app.desktop.widgets.record_table import RecordTable

NAME_LEAST = 170


class FiguresTable(RecordTable):
    """`heads` are source texts, the first that of the names; a line has `key`, `name` and `cells`, as shown."""

    def __init__(self, heads: Sequence[str], key: str, width: int = 64) -> None:
        name = Column[Any]("name", heads[0], lambda line: line.name, 120, stretch=True)
        numbers = [
            Column[Any](f"{key}{at}", head, lambda line, at=at: line.cells[at], width, right=True)  # type: ignore[misc]
            for at, head in enumerate(heads[1:])
        ]
        super().__init__([name, *numbers], name=tr(heads[0]), key=lambda line: line.key)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def needed(self) -> int:
        """How wide it is with every column in sight, and room for a name."""
        numbers = self.horizontalHeader().length() - self.columnWidth(0)
        return numbers + theme().px(NAME_LEAST) + 2 * self.frameWidth()

    def fit(self) -> None:
        """As high as its lines are."""
        rows = self.rows.rowCount() * self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows + 2 * self.frameWidth())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "rows"):
            self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()
