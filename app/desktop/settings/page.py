"""What is every page of the settings made of? A header over a column that scrolls and stays short enough to read."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desktop.theme import theme
from app.desktop.widgets.looks import set_look
from app.desktop.widgets.page import PageHeader, ReadingArea


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
