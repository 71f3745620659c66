"""What are the pages of the settings made of? A header over a column to read, or over a list with its detail."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from app.desktop.theme import theme
from app.desktop.widgets.looks import set_look, surface
from app.desktop.widgets.page import PageHeader, ReadingArea
from app.desktop.widgets.panes import Panes, ui_state
from app.desktop.widgets.record_table import RecordTable


class SettingsPage(QWidget):
    """`header` takes the actions, `column` the content."""

    def __init__(self, title: str, explain: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header = PageHeader(title, explain)
        content = QWidget()
        set_look(content, "scrolled")
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme().px(16))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(ReadingArea(content), 1)


class TableAndDetail(QWidget):
    """A list under its header and filters, and what is known of the chosen row beside it."""

    table: RecordTable

    def lay_out(
        self,
        key: str,
        header: PageHeader,
        table: RecordTable,
        *,
        filters: Sequence[QLayout] = (),
        below: bool = False,
    ) -> None:
        """Once, with all parts made; `below` puts the detail under a list that needs the whole width."""
        left = surface()
        self.column = QVBoxLayout(left)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(header)
        for row in filters:
            self.column.addLayout(row)
        inset = QHBoxLayout()
        inset.setContentsMargins(theme().px(16), 0, 0, 0)
        inset.addWidget(table)
        self.column.addLayout(inset, 1)
        self.detail = QWidget()
        self._detail = QVBoxLayout(self.detail)
        self._detail.setContentsMargins(0, 0, 0, 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(panes_of(key, left, self.detail, below=below))

    def show_detail(self, page: QWidget) -> None:
        """Put this in the place of what was shown."""
        while (item := self._detail.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        self._detail.addWidget(page)


def detail_page(header: PageHeader, content: QWidget) -> QWidget:
    """A detail as a page: its header stays, its content scrolls."""
    set_look(content, "scrolled")
    page = QWidget()
    inside = QVBoxLayout(page)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(0)
    inside.addWidget(header)
    inside.addWidget(ReadingArea(content), 1)
    return page


def panes_of(key: str, left: QWidget, right: QWidget, *, below: bool = False) -> Panes:
    """A list and its detail, three to two until the person moves the border; both may be narrow."""
    # Else a long line of the detail would push the list away.
    for side, least in ((left, 320), (right, 340)):
        if below:
            side.setMinimumHeight(theme().px(least // 2))
        else:
            side.setMinimumWidth(theme().px(least))
    panes = Panes(key, left, right, shares=(3, 2))
    state = ui_state()
    if state is None or state.bytes(f"panes/{key}").isEmpty():
        if below:
            panes.setOrientation(Qt.Orientation.Vertical)
        panes.setSizes([600, 400])
    return panes
