"""What is every page of the settings made of? A header over a column that scrolls and stays short enough to read."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desktop.theme import theme
from app.desktop.widgets.looks import set_look
from app.desktop.widgets.page import PageHeader, ReadingArea
from app.desktop.widgets.panes import Panes, ui_state


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


def panes_of(key: str, left: QWidget, right: QWidget) -> Panes:
    """A list and its detail, three to two until the person moves the border; both may be narrow."""
    for side, least in ((left, 320), (right, 340)):
        side.setMinimumWidth(theme().px(least))  # else a long line of the detail would push the list away
    panes = Panes(key, left, right, shares=(3, 2))
    state = ui_state()
    if state is None or state.bytes(f"panes/{key}").isEmpty():
        panes.setSizes([600, 400])
    return panes
