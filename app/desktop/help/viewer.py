"""How is the help read? Contents at the left, the page at the right, search above; beside the work, never over it.

Only links between pages are followed and nothing is ever loaded: no file, no picture, no network.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QByteArray, Qt, QUrl, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.common.i18n import N_, tr
from app.common.text import highlight_spans, words
from app.desktop.help import pages, tables
from app.desktop.help.looks import dress
from app.desktop.help.topics import FALLBACK, TOPICS, topic_of
from app.desktop.shell import MainWindow
from app.desktop.shell.keys_list import keys_of
from app.desktop.theme import on_language, on_theme, theme
from app.desktop.widgets.looks import button, label, set_look, surface
from app.desktop.widgets.panes import ui_state
from app.desktop.widgets.search_box import SearchBox

TOPIC = Qt.ItemDataRole.UserRole
# Plain Markdown of our own: no HTML, so nothing in a page can ask for a picture or a script.
DIALECT = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML


class Help:
    """Opens the one help window of a main window: `Help(window)` once, F1 does the rest."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._shown: HelpWindow | None = None
        window.help_asked.connect(self.open)

    def open(self, topic: str) -> "HelpWindow":
        """Show the page of a topic, in front but without stopping the work."""
        if self._shown is None:
            self._shown = HelpWindow(partial(keys_of, self._window), self._window)
        self._shown.open(topic)
        return self._shown


class HelpWindow(QWidget):
    """`open(topic)`; `keys` tells the keys of the main window as they are now."""

    def __init__(self, keys: Callable[[], list[tuple[str, str]]], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._tables: pages.Tables = {
            "steps": tables.steps,
            "acts": tables.acts,
            "permissions": tables.permissions,
            "kinds": tables.kinds,
            "keys": lambda: tables.keys(keys()),
        }
        self.topic = ""
        self._behind: list[str] = []
        self._query = ""
        self._plain: dict[str, str] = {}
        self.box = SearchBox(N_("Search the help"))
        self.box.asked.connect(self._look_for)
        self.box.left_down.connect(self._to_contents)
        self.contents = QListWidget()
        self.contents.currentItemChanged.connect(self._chosen)
        self.nothing = label(N_("No page speaks of this. Try fewer or other words."), "muted")
        self.nothing.hide()
        self.page = _Page()
        self.page.asked.connect(self._follow)
        self.back = button(N_("Back"), "quiet", "chevron-left", clicked=self.go_back)
        self._lay_out()
        self._key(N_("Back"), "Alt+Left", self.go_back)
        self._key(N_("Search"), "Ctrl+F", self._to_search)
        on_language(self, self._name)
        on_theme(self, self._measure)
        self.resize(theme().px(900), theme().px(640))
        state = ui_state()
        if state is not None:
            self.restoreGeometry(state.bytes("help"))

    # --- building --------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        px = theme().px
        left = surface()
        set_look(left, "surface")
        column = QVBoxLayout(left)
        column.setContentsMargins(px(12), px(16), px(12), px(12))
        column.setSpacing(px(12))
        column.addWidget(self.box)
        column.addWidget(self.nothing)
        column.addWidget(self.contents, 1)
        self.contents.setFrameShape(QListWidget.Shape.NoFrame)
        self.contents.setWordWrap(True)
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._left = left
        right = QVBoxLayout()
        right.setContentsMargins(px(24), px(12), px(8), px(8))
        right.setSpacing(px(4))
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addStretch(1)
        right.addLayout(foot)
        right.addWidget(self.page, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addLayout(right, 1)

    def _key(self, source: str, keys: str, act: Callable[[], object]) -> None:
        action = QAction(self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda: act())
        on_language(self, lambda: action.setText(tr(source)))
        self.addAction(action)

    def _measure(self) -> None:
        self.setMinimumSize(theme().px(560), theme().px(360))
        self._left.setFixedWidth(theme().px(264))
        if self.topic:
            self._show()

    def _name(self) -> None:
        self.setWindowTitle(tr("Help for Nhịp Cầu"))
        self.contents.setAccessibleName(tr("Contents"))
        self.page.setAccessibleName(tr("Help page"))
        self._plain = {topic: "" for topic in TOPICS}
        for topic in TOPICS:
            self._plain[topic] = pages.plain(pages.page(topic, self._tables))
        self._list_pages()
        if self.topic:
            self._show()

    # --- showing ---------------------------------------------------------------------------------------

    def open(self, topic: str) -> None:
        """Show a topic's page, and the window in front."""
        self.box.clear()
        self._look_for("")
        self._behind.clear()
        self.go(topic)
        self.show()
        self.raise_()
        self.activateWindow()
        self.page.setFocus()

    def go(self, topic: str) -> None:
        """Show a page; the one before can be gone back to."""
        wanted = topic_of(topic)
        if self.topic and self.topic != wanted:
            self._behind.append(self.topic)
        self.topic = wanted
        self._show()

    def go_back(self) -> None:
        if self._behind:
            self.topic = self._behind.pop()
            self._show()

    def _show(self) -> None:
        self.back.setEnabled(bool(self._behind))
        self.page.show_markdown(pages.page(self.topic, self._tables))
        self.page.highlight(self._query)
        self._mark_current()

    def _follow(self, target: str) -> None:
        if target in TOPICS:
            self.go(target)

    # --- contents and search -----------------------------------------------------------------------------

    def shown_topics(self) -> list[str]:
        """The topics in the contents now."""
        return [self.contents.item(at).data(TOPIC) for at in range(self.contents.count())]

    def _look_for(self, query: str) -> None:
        if query == self._query:
            return
        self._query = query
        self._list_pages()
        found = self.shown_topics()
        if query and found and self.topic not in found[:1]:
            self.go(found[0])
        else:
            self.page.highlight(query)
            self._mark_current()

    def _list_pages(self) -> None:
        found = pages.find(self._query, self._plain) if self._query else list(TOPICS)
        self.contents.blockSignals(True)
        self.contents.clear()
        for topic in found:
            item = QListWidgetItem(tr(TOPICS[topic]))
            item.setData(TOPIC, topic)
            self.contents.addItem(item)
        self.contents.blockSignals(False)
        self.nothing.setVisible(not found)

    def _mark_current(self) -> None:
        self.contents.blockSignals(True)
        shown = self.shown_topics()
        self.contents.setCurrentRow(shown.index(self.topic) if self.topic in shown else -1)
        self.contents.blockSignals(False)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.go(item.data(TOPIC) or FALLBACK)

    def _to_search(self) -> None:
        self.box.setFocus()
        self.box.selectAll()

    def _to_contents(self) -> None:
        self.contents.setFocus()
        if self.contents.currentRow() < 0:
            self.contents.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        state = ui_state()
        if state is not None:
            state.put_bytes("help", self.saveGeometry())
        super().closeEvent(event)


class _Page(QTextBrowser):
    """Shows Markdown; a link is only told of (`asked`), never opened."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        set_look(self, "page")
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.anchorClicked.connect(lambda url: self.asked.emit(url.toString()))

    def show_markdown(self, text: str) -> None:
        self.document().setDefaultFont(theme().font())
        self.document().setMarkdown(text, DIALECT)
        dress(self.document())
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def highlight(self, query: str) -> None:
        """Mark the words looked for, and scroll to the first of them."""
        spans = highlight_spans(self.document().toPlainText(), query) if query else []
        marks = [self._mark(start, end) for start, end in spans]
        self.setExtraSelections(marks)
        if marks:
            there = QTextCursor(self.document())
            there.setPosition(_first(spans, query))
            self.setTextCursor(there)
            self.ensureCursorVisible()

    def _mark(self, start: int, end: int) -> Any:
        mark: Any = QTextEdit.ExtraSelection()
        mark.cursor = QTextCursor(self.document())
        mark.cursor.setPosition(start)
        mark.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        mark.format.setBackground(theme().colour("highlight"))
        mark.format.setForeground(theme().colour("text"))
        return mark

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Nothing is loaded, from anywhere. Empty, not None: for None the document would read the file itself."""
        return QByteArray()


def _first(spans: list[tuple[int, int]], query: str) -> int:
    """Where to look first: where the words stand together as they were typed, else where one of them stands."""
    count = len(words(query))
    together = (
        one[0] for one, last in zip(spans, spans[count - 1 :], strict=False) if last[1] - one[0] <= len(query) + count
    )
    return next(together, spans[0][0])
