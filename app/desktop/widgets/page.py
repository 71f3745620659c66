"""How does a page read? A header with its actions, facts as label and value, a width made for reading."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.common.i18n import tr
from app.desktop.theme import on_language, theme, tokens
from app.desktop.widgets.looks import label, text_label


class PageHeader(QWidget):
    """A title, a line under it, chips and actions at the right."""

    def __init__(self, source: str = "", explain: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = text_label("", "title")
        self._under = text_label("", "muted")
        words = QVBoxLayout()
        words.setSpacing(theme().px(2))
        words.addWidget(self._title)
        words.addWidget(self._under)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(theme().px(8))
        self._row = row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(theme().px(24), theme().px(20), theme().px(24), theme().px(12))
        row.setSpacing(theme().px(16))
        row.addLayout(words, 1)
        row.addLayout(self._actions)
        row.setAlignment(self._actions, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        if source:
            on_language(self, lambda: self.set_title(tr(source), tr(explain) if explain else ""))

    def set_title(self, title: str, under: str = "") -> None:
        """The words as they are shown."""
        self._title.setText(title)
        self._under.setText(under)
        self._under.setVisible(bool(under))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the actions would leave the title no room (big letters), they go under it."""
        side = QBoxLayout.Direction
        tight = self.width() - self._actions.sizeHint().width() < theme().px(240)
        self._row.setDirection(side.TopToBottom if tight else side.LeftToRight)
        super().resizeEvent(event)

    def add(self, *widgets: QWidget) -> None:
        """Put chips or buttons at the right; the primary one last."""
        for widget in widgets:
            self._actions.addWidget(widget)


class Facts(QWidget):
    """Label and value, line by line, as a page to read. Values are texts or widgets (mask, chip)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme().px(24))
        self._grid.setVerticalSpacing(theme().px(10))
        self._grid.setColumnMinimumWidth(0, theme().px(144))
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, facts: Sequence[tuple[str, "str | QWidget | None"]]) -> None:
        """Show these: (label source, value); None reads “not stated”."""
        while (item := self._grid.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        for at, (source, value) in enumerate(facts):
            name = label(source, "muted")
            self._grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
            if isinstance(value, QWidget):
                self._grid.addWidget(value, at, 1, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            else:
                shown = text_label(value or tr("Not stated"), "" if value else "muted")
                shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                self._grid.addWidget(shown, at, 1)


class ReadingArea(QScrollArea):
    """Scrolls `content` down only, and keeps its lines short enough to read."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._content = content
        sheet = QWidget()
        sheet.setProperty("look", "scrolled")
        row = QHBoxLayout(sheet)
        row.setContentsMargins(*(theme().px(24), theme().px(8), theme().px(24), theme().px(24)))
        row.addWidget(content, 1, Qt.AlignmentFlag.AlignTop)
        row.addStretch(0)
        content.setMaximumWidth(theme().px(tokens.PAGE_WIDTH))
        self.setWidget(sheet)
        self.viewport().setAutoFillBackground(False)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_content"):
            self._content.setMaximumWidth(theme().px(tokens.PAGE_WIDTH))
