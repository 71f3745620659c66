"""How does one find a report in the register? The list with its quick search, filters, orders and empty words."""

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.common.i18n import N_
from app.common.permissions import may
from app.desktop.background import Progress, run
from app.desktop.reports.acts_changes import Changes
from app.desktop.reports.acts_keys import add_key
from app.desktop.reports.list_columns import ORDERS
from app.desktop.reports.list_filters import FilterChoices, chips, like, narrowed, read_choices, without
from app.desktop.reports.list_panel import FilterPanel
from app.desktop.reports.list_saved import SavedFilters
from app.desktop.reports.list_table import ReportTable, row_menu
from app.desktop.theme import theme
from app.desktop.widgets import (
    CountLabel,
    EmptyState,
    FilterChips,
    Page,
    SearchBox,
    button,
    icon_button,
    label,
    show_problem,
)
from app.police.reports import services_desk
from app.police.reports.queries import ReportFilter, ReportRow, Sort, count_reports, list_reports
from app.vault.session import Session

PAGE_ROWS = 200
# A term is settled on when nothing was typed for this long, or on Enter: that one is audited.
SETTLED_MS = 2000
TABLE, EMPTY = 0, 1


class ListPane(QFrame):
    """Signals carry values: `rested(row)` is the cursor's, `opened(id)` Enter or a click."""

    rested = Signal(object)  # ReportRow or None
    opened = Signal(int)
    new_chosen = Signal()
    step_chosen = Signal(int, str)
    act_chosen = Signal(int, str)
    edit_chosen = Signal(int)
    export_chosen = Signal(object, object, int)  # filter, order, how many

    def __init__(self, session: Session, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.where, self.sort = ReportFilter(), Sort.RANK
        self._choices = FilterChoices()
        self._total: int | None = None
        self._noted = ""
        self.setProperty("look", "surface")
        self.count = CountLabel(N_("{count} report"), N_("{count} reports"))
        self.search = SearchBox(N_("Search the list; marks are not needed (F3)"))
        self.filter = icon_button("filter", N_("Filter the list (Ctrl+F)"), clicked=self.open_panel)
        self.saved = SavedFilters(session)
        self.export = icon_button("export", N_("Export the list to Excel"), clicked=self._export)
        self.chips = FilterChips()
        self.table = ReportTable(session.today, lambda: self.where.text, "reports")
        self.empty = EmptyState("reports", "", "")
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
        run(self, lambda progress: read_choices(session), self._choices_read)
        self.load()

    # --- building --------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        px = theme().px
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(label(N_("Reports and petitions"), "section", wrap=False))
        head.addWidget(self.count)
        head.addStretch(1)
        self.new = button(N_("New report"), "", "add", clicked=self.new_chosen.emit)
        head.addWidget(self.new)
        tools = QHBoxLayout()
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
        self.export.setVisible(may(self._session, "reports.export"))
        self.new.setVisible(may(self._session, "reports.receive"))  # inside by now: alone it would be a window

    def _connect(self) -> None:
        self.search.asked.connect(self.search_for)
        self.search.returnPressed.connect(self.note)
        self.search.left_down.connect(self.table.setFocus)
        self.chips.closed.connect(lambda key: self.narrow(without(self.where, key)))
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

    def _choices_read(self, choices: FilterChoices) -> None:
        self._choices = choices
        self._show_chips()

    # --- what is shown ---------------------------------------------------------------------------------

    def narrow(self, where: ReportFilter) -> None:
        """Show what this filter lets through."""
        self.where = where
        if self.search.text().strip() != where.text:
            self.search.blockSignals(True)
            self.search.setText(where.text)
            self.search.blockSignals(False)
        self._show_chips()
        self.saved.set_present(where)
        self.load()

    def _show_chips(self) -> None:
        self.chips.show_filters(chips(self.where, self._choices))

    def clear_filters(self) -> None:
        self.narrow(ReportFilter(in_bin=self.where.in_bin) if narrowed(self.where) else ReportFilter())

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
            run(self, lambda progress: services_desk.note_search(self._session, term, found), lambda _none: None)

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
        session, where, sort = self._session, self.where, self.sort

        def fetch(after: object, progress: Progress) -> Page[ReportRow]:
            key = after if isinstance(after, tuple) else None
            page = list_reports(session, where, sort, key, PAGE_ROWS if key else first)
            progress.check()
            return Page(page.rows, page.next, count_reports(session, where) if key is None else None)

        self.table.load(fetch)

    def _loaded(self, total: int | None) -> None:
        self._total = total
        self.count.set_count(total)
        self.export.setEnabled(bool(total))
        if total == 0:
            self._say_why_empty()
        self._stack.setCurrentIndex(EMPTY if total == 0 else TABLE)
        if self.where.text and not self._settle.isActive() and self.where.text != self._noted:
            self._settle.start()

    def _say_why_empty(self) -> None:
        if narrowed(self.where):
            why = N_("Close a filter above, or search for fewer or other words. Marks are not needed.")
            self.empty.say("filter", N_("No report matches"), why, N_("Clear all filters"), self.clear_filters)
        elif self.where.in_bin:
            why = N_("What is moved to the bin waits here and can be restored.")
            self.empty.say("trash", N_("The bin is empty"), why, N_("Back to the register"), self.clear_filters)
        elif may(self._session, "reports.receive"):
            why = N_("Take in the first one, or import the Excel register you have kept so far.")
            self.empty.say("reports", N_("No report yet"), why, N_("New report"), self.new_chosen.emit)
        else:
            self.empty.say("reports", N_("No report yet"), N_("What your unit takes in will stand here."))

    def _export(self) -> None:
        if self._total is not None:
            self.export_chosen.emit(self.where, self.sort, self._total)

    # --- orders, filters, menu -------------------------------------------------------------------------

    def _sort_by(self, key: str, descending: bool) -> None:
        ascending, reverse = ORDERS[key]
        if descending and reverse is None:  # a third order would be none of the register's: back to the usual one
            self.sort = Sort.RANK
            self.table.show_sorted("flags", descending=False)
        else:
            self.sort = reverse if descending and reverse else ascending
        self.load()

    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def open_panel(self) -> None:
        """Everything the list can be narrowed to."""
        session = self._session
        panel = FilterPanel(
            self.window(), self.where, self._choices, session.today, lambda where: count_reports(session, where)
        )
        panel.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        panel.applied.connect(self.narrow)
        panel.open()

    def _take_saved(self, where: ReportFilter) -> None:
        self.narrow(where)
        self._settle.start()

    def menu(self, row: ReportRow) -> QMenu:
        """The menu of a row, as it would be shown."""
        return row_menu(
            self,
            row,
            lambda verb, name: self._do(row, verb, name),
            lambda key: self.narrow(like(row, key, self.where, self._choices)),
            may_open=may(self._session, "reports.open"),
        )

    def _show_menu(self, row: ReportRow, at: QPoint) -> None:
        self.menu(row).popup(at)

    def _do(self, row: ReportRow, verb: str, name: str) -> None:
        match verb:
            case "open":
                self.opened.emit(row.id)
            case "edit":
                self.edit_chosen.emit(row.id)
            case "step":
                self.step_chosen.emit(row.id, name)
            case "act":
                self.act_chosen.emit(row.id, name)
            case "copy":
                QGuiApplication.clipboard().setText(name)
