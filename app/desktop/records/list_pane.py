"""How does one find a record in its list? Quick search, filters as chips, orders, a count, words when it is empty."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.common.i18n import N_
from app.common.permissions import may
from app.desktop.background import Progress, run
from app.desktop.records.changes import Changes
from app.desktop.records.filter_fields import Choices, chips, in_bin, narrowed, only_bin, read_choices, without
from app.desktop.records.filter_panel import FilterPanel
from app.desktop.records.keys import add_key
from app.desktop.records.list_table import ListTable, row_menu
from app.desktop.records.record_type import RecordList, Verb
from app.desktop.records.saved_filters import SavedFilters
from app.desktop.theme import theme
from app.desktop.widgets import (
    CountLabel,
    EmptyState,
    FilterChips,
    FlowLayout,
    Page,
    SearchBox,
    button,
    icon_button,
    label,
    show_problem,
)
from app.vault.session import Session

PAGE_ROWS = 200
# A term is settled on when nothing was typed for this long, or on Enter: that one is audited.
SETTLED_MS = 2000
TABLE, EMPTY = 0, 1


class ListPane(QFrame):
    """Signals carry values: `rested(row)` is the cursor's, `opened(id)` Enter or a click."""

    rested = Signal(object)  # a row or None
    opened = Signal(int)
    new_chosen = Signal()
    step_chosen = Signal(int, str)
    act_chosen = Signal(int, str)
    edit_chosen = Signal(int)
    export_chosen = Signal(object, object, int)  # filter, order, how many

    def __init__(
        self,
        session: Session,
        changes: Changes,
        record: RecordList[Any, Any, Any],
        remember: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._record = session, record
        self.where, self.sort = record.everything, record.usual[1]
        self._choices: Choices = {}
        self._total: int | None = None
        self._noted = ""
        self.setProperty("look", "surface")
        self.count = CountLabel(*record.count)
        self.search = SearchBox(record.search)
        self.filter = icon_button("filter", N_("Filter the list (Ctrl+F)"), clicked=self.open_panel)
        self.saved = SavedFilters(session, record)
        self.export = icon_button("export", N_("Export the list to Excel"), clicked=self._export)
        self.chips = FilterChips()
        self.table = ListTable(session, record, lambda: self.where.text, remember)
        self.empty = EmptyState(record.icon, "", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLED_MS)
        self._settle.timeout.connect(self.note)
        self._lay_out()
        self._connect()
        changes.told.connect(self._told)  # a method: it goes with the view, when another person signs in
        run(self, lambda progress: read_choices(session, record.fields), self._choices_read)
        self.load()

    # --- building --------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        px = theme().px
        words = QWidget()
        flow = FlowLayout(words, px(12))
        flow.addWidget(label(self._record.title, "section", wrap=False))
        flow.addWidget(self.count)
        self.head = head = QHBoxLayout()  # a type's page may add a button of its own
        head.setSpacing(px(12))
        head.addWidget(words, 1, Qt.AlignmentFlag.AlignVCenter)
        self.new_label = self._record.new(self._session)
        self.new = button(self.new_label, "", "add", clicked=self.new_chosen.emit)
        head.addWidget(self.new, 0, Qt.AlignmentFlag.AlignTop)
        self.tools = tools = QHBoxLayout()
        tools.setSpacing(px(4))
        tools.addWidget(self.search, 1)
        tools.addWidget(self.filter)
        tools.addWidget(self.saved)
        tools.addWidget(self.export)
        above = QVBoxLayout()
        above.setContentsMargins(px(16), px(12), px(16), px(8))
        above.setSpacing(px(8))
        above.addLayout(head)
        above.addLayout(tools)
        above.addWidget(self.chips)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addLayout(above)
        inside.addWidget(self._stack, 1)
        export = self._record.export
        self.export.setVisible(export is not None and may(self._session, export.action))
        self.new.setVisible(bool(self.new_label))  # inside by now: alone it would be a window

    def _connect(self) -> None:
        self.search.asked.connect(self.search_for)
        self.search.returnPressed.connect(self.note)
        self.search.left_down.connect(self._into_list)
        self.chips.closed.connect(lambda key: self.narrow(without(self.where, key, self._record.everything)))
        self.chips.all_closed.connect(self.clear_filters)
        self.saved.chosen.connect(self._take_saved)
        self.table.chosen.connect(self.rested)
        self.table.opened.connect(lambda row: self.opened.emit(row.id))
        self.table.sort_asked.connect(self._sort_by)
        self.table.menu_asked.connect(self._show_menu)
        self.table.rows.loaded.connect(self._loaded)
        self.table.rows.failed.connect(lambda error: show_problem(self, error))
        for keys, words, act in (
            ("Ctrl+F", N_("Filter the list"), self.open_panel),
            ("F3", N_("Search the list"), self._to_search),
        ):
            add_key(self, keys, words, act)

    def _choices_read(self, choices: Choices) -> None:
        self._choices = choices
        self._show_chips()

    # --- what is shown ---------------------------------------------------------------------------------

    def narrow(self, where: Any) -> None:
        """Show what this filter lets through."""
        self.where = where
        if self.search.text().strip() != where.text:
            self.search.blockSignals(True)
            self.search.setText(where.text)
            self.search.blockSignals(False)
        self._show_chips()
        self.saved.set_present(where)
        self.load()

    def filter_words(self) -> dict[str, str]:
        """Each part of the filter in words, by its key."""
        return chips(self._session, self.where, self._record.fields, self._choices)

    def _show_chips(self) -> None:
        self.chips.show_filters(self.filter_words())

    def clear_filters(self) -> None:
        everything = self._record.everything
        self.narrow(only_bin(self.where, everything) if narrowed(self.where, everything) else everything)

    def search_for(self, text: str) -> None:
        """Show what holds these words; older answers still on their way are dropped."""
        if text != self.where.text:
            self.narrow(replace(self.where, text=text))
            self._settle.start()

    def note(self) -> None:
        """The term was settled on: it goes into the audit, with how many were found."""
        self._settle.stop()
        term, found = self.where.text, self._total
        if not term:
            self._noted = ""
        elif term != self._noted and found is not None:
            self._noted = term
            run(self, lambda progress: self._record.note(self._session, term, found), lambda _none: None)

    def load(self) -> None:
        """Ask for the first page."""
        self._total = None
        self.count.set_count(None)
        self._fetch(PAGE_ROWS)

    def refresh(self) -> None:
        """Ask the same again, as far as one has scrolled: the cursor stays on its report."""
        self._fetch(max(PAGE_ROWS, self.table.rows.rowCount()))

    def _told(self, _changed: object) -> None:
        self.refresh()

    def _fetch(self, first: int) -> None:
        session, record, where, sort = self._session, self._record, self.where, self.sort

        def fetch(after: object, progress: Progress) -> Page[Any]:
            page = record.page(session, where, sort, after, first if after is None else PAGE_ROWS)
            progress.check()
            return Page(page.rows, page.next, record.total(session, where) if after is None else None)

        self.table.load(fetch)

    def _loaded(self, total: int | None) -> None:
        self._total = total
        self.count.set_total(total)
        self.export.setEnabled(bool(total))
        if total == 0:
            self._say_why_empty()
        self._stack.setCurrentIndex(EMPTY if total == 0 else TABLE)
        if self.where.text and not self._settle.isActive() and self.where.text != self._noted:
            self._settle.start()

    def _say_why_empty(self) -> None:
        empty, icon = self._record.empty, self._record.icon
        if narrowed(self.where, self._record.everything):
            why = N_("Close a filter above, or search for fewer or other words. Marks are not needed.")
            self.empty.say("filter", empty.no_match, why, N_("Clear all filters"), self.clear_filters)
        elif in_bin(self.where):
            why = N_("What is moved to the bin waits here and can be restored.")
            self.empty.say("trash", N_("The bin is empty"), why, N_("Back to the register"), self.clear_filters)
        elif self.new_label:
            self.empty.say(icon, empty.none, empty.begin, self.new_label, self.new_chosen.emit)
        else:
            self.empty.say(icon, empty.none, empty.wait)

    def _export(self) -> None:
        if self._total is not None:
            self.export_chosen.emit(self.where, self.sort, self._total)

    # --- orders, filters, menu -------------------------------------------------------------------------

    def _sort_by(self, key: str, descending: bool) -> None:
        ascending, reverse = self._record.orders[key]
        if descending and reverse is None:  # a third order would be none of the register's: back to the usual one
            column, self.sort = self._record.usual
            self.table.show_sorted(column, descending=False)
        else:
            self.sort = reverse if descending and reverse else ascending
        self.load()

    def _into_list(self) -> None:
        """Down from the search: to the first line found."""
        self.table.setFocus()
        if self.table.currentIndex().row() < 0 and self.table.rows.rowCount():
            self.table.setCurrentIndex(self.table.rows.index(0, 0))

    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def open_panel(self) -> None:
        """Everything the list can be narrowed to."""
        session, record = self._session, self._record
        panel = FilterPanel(
            self.window(), record, self.where, self._choices, session.today, lambda where: record.total(session, where)
        )
        panel.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        panel.applied.connect(self.narrow)
        panel.open()

    def _take_saved(self, where: Any) -> None:
        self.narrow(where)
        self._settle.start()

    def menu(self, row: Any) -> QMenu:
        """The menu of a row, as it would be shown."""

        def narrow(at: int) -> None:
            self.narrow(self._record.alike[at].narrow(row, self.where, self._choices))

        return row_menu(self, self._record, self._session, row, lambda verb: self._do(row, verb), narrow)

    def _show_menu(self, row: Any, at: QPoint) -> None:
        self.menu(row).popup(at)

    def _do(self, row: Any, verb: Verb) -> None:
        match verb.does:
            case "open":
                self.opened.emit(row.id)
            case "edit":
                self.edit_chosen.emit(row.id)
            case "step":
                self.step_chosen.emit(row.id, verb.name)
            case "act":
                self.act_chosen.emit(row.id, verb.name)
            case "copy":
                QGuiApplication.clipboard().setText(verb.name)
