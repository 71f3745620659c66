"""What holds the screens? Navigation, the place shown, the status line, the keys that work everywhere.

    window = MainWindow(UiState(folder))
    window.add_place(Place("reports", N_("Reports"), "reports", lambda: ReportsScreen(session)))
    window.set_person(office, name, unit);  window.go("today");  window.set_badge("today", 3, Tone.BAD)
    window.set_search(find); window.search_chosen / search_settled
    window.show_gate(sign_in);  window.leave_gate();  window.clear_places()      # another person
    lock_asked, undo_asked, help_asked(topic), closing                          # signals

A screen may have `refresh()` (F5), a property `help` (F1's topic) and `undo()`; it needs none of them.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.common.i18n import N_, tr
from app.desktop.shell.keys_list import KeysList
from app.desktop.shell.navigation import Navigation, Place
from app.desktop.shell.search_palette import Find, SearchPalette
from app.desktop.shell.status_line import StatusLine
from app.desktop.theme import Tone, on_language, theme
from app.desktop.widgets.banner import Banner
from app.desktop.widgets.looks import label
from app.desktop.widgets.mask import privacy
from app.desktop.widgets.panes import UiState
from app.desktop.widgets.problem import Problem, present_with, problem_box
from app.desktop.widgets.toast import Toast

SMALLEST = (960, 600)


class MainWindow(QMainWindow):
    """One window: a gate (sign-in, lock) or the workspace, never both."""

    lock_asked = Signal()
    undo_asked = Signal()
    help_asked = Signal(str)
    search_chosen = Signal(object)
    search_settled = Signal(str)
    place_shown = Signal(str)
    closing = Signal()

    def __init__(self, state: UiState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        state.setParent(QApplication.instance())
        self._places: dict[str, Place] = {}
        self._made: dict[str, QWidget] = {}
        self._palette: SearchPalette | None = None
        self._find: Find | None = None
        self._focus: QWidget | None = None
        self._demo = False
        self.navigation = Navigation()
        self.status = StatusLine()
        self.notices = QVBoxLayout()
        self._content = QStackedWidget()
        self._strip = self._demo_strip()
        self._root = QStackedWidget()
        self._workspace = self._work_area()
        self._root.addWidget(self._workspace)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._strip)
        column.addWidget(self._root, 1)
        self.setCentralWidget(whole)
        self.setStatusBar(self.status)
        self.toast = Toast(self._content)
        self.navigation.asked.connect(self.go)
        self.navigation.search_asked.connect(self.search)
        self.status.lock_asked.connect(self.lock_asked)
        self.status.hide_names_asked.connect(self.toggle_names)
        privacy().changed.connect(self.status.show_names_hidden)
        present_with(self._present)
        self._actions = self._keys()
        on_language(self, self._name)
        self.setMinimumSize(*SMALLEST)
        self.resize(1366, 728)
        self.restoreGeometry(state.bytes("window"))

    # --- building --------------------------------------------------------------------------------------

    def _work_area(self) -> QWidget:
        area = QWidget()
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        self.notices.setContentsMargins(0, 0, 0, 0)
        right.addLayout(self.notices)
        right.addWidget(self._content, 1)
        row = QHBoxLayout(area)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addLayout(right, 1)
        return area

    def _demo_strip(self) -> QWidget:
        strip = QWidget()
        strip.setObjectName("demo")
        strip.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(strip)
        row.setContentsMargins(theme().px(20), theme().px(4), theme().px(20), theme().px(4))
        row.addWidget(label(N_("Trial vault: nothing in it is real. Do not enter real records here."), wrap=False))
        row.addStretch(1)
        strip.hide()
        return strip

    def _keys(self) -> dict[str, QAction]:
        table: tuple[tuple[str, str, str, Callable[[], object]], ...] = (
            ("search", N_("Search everything"), "Ctrl+K", self.search),
            ("refresh", N_("Refresh"), "F5", self.refresh),
            ("undo", N_("Undo"), "Ctrl+Z", self.undo),
            ("names", N_("Hide or show names"), "Ctrl+Shift+H", self.toggle_names),
            ("lock", N_("Lock"), "Ctrl+L", self.lock_asked.emit),
            ("help", N_("Help on this page"), "F1", self.help),
            ("keys", N_("List of keys"), "Ctrl+/", self.show_keys),
        )
        made: dict[str, QAction] = {}
        for name, source, keys, act in table:
            action = QAction(self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda _on=False, act=act: act())
            on_language(self, partial(_show_text, action, source))
            self.addAction(action)
            made[name] = action
        for number in range(1, 10):
            action = QAction(self)
            action.setShortcut(QKeySequence(f"Ctrl+{number}"))
            action.triggered.connect(lambda _on=False, at=number - 1: self._go_to_number(at))
            action.setProperty("quiet", True)  # the list of keys names them once
            self.addAction(action)
            made[f"place {number}"] = action
        return made

    # --- places ----------------------------------------------------------------------------------------

    def add_place(self, place: Place) -> None:
        """Register a place; its screen is made when it is first shown."""
        self._places[place.key] = place
        self.navigation.add(place)

    def clear_places(self) -> None:
        """Forget every screen: nothing of one person stays for the next."""
        self.navigation.clear()
        self._places.clear()
        for screen in self._made.values():
            self._content.removeWidget(screen)
            screen.deleteLater()
        self._made.clear()
        self.toast.put_away()
        self._palette = None

    def go(self, key: str) -> QWidget:
        """Show a place and return its screen."""
        if key not in self._made:
            self._made[key] = self._places[key].make()
            self._content.addWidget(self._made[key])
        screen = self._made[key]
        self._content.setCurrentWidget(screen)
        self.navigation.show_current(key)
        self.place_shown.emit(key)
        return screen

    def current(self) -> QWidget | None:
        """The screen shown now, if the workspace is."""
        return None if self.gated() else self._content.currentWidget()

    def set_badge(self, key: str, count: int, tone: Tone = Tone.NEUTRAL) -> None:
        self.navigation.set_badge(key, count, tone)

    def _go_to_number(self, at: int) -> None:
        keys = self.navigation.keys()
        if at < len(keys):
            self.go(keys[at])

    # --- the gate --------------------------------------------------------------------------------------

    def show_gate(self, gate: QWidget) -> None:
        """Cover the workspace with the sign-in or the lock. Where the cursor was is kept."""
        if not self.gated():
            self._focus = QApplication.focusWidget()
        self._drop_gate()
        if self._palette is not None:
            self._palette.close()
        for dialog in self.findChildren(QWidget):
            if dialog.isWindow() and dialog.isVisible():
                dialog.close()
        self._root.insertWidget(1, gate)
        self._root.setCurrentWidget(gate)
        self.status.hide()
        self._enable_keys()
        gate.setFocus()

    def leave_gate(self) -> None:
        """Back to where one was."""
        self._drop_gate()
        self._root.setCurrentWidget(self._workspace)
        self.status.show()
        self._enable_keys()
        if self._focus is not None and isValid(self._focus):
            self._focus.setFocus()
        self._focus = None

    def gated(self) -> bool:
        return self._root.count() > 1

    def _drop_gate(self) -> None:
        while self._root.count() > 1:
            old = self._root.widget(1)
            self._root.removeWidget(old)
            old.deleteLater()

    def _enable_keys(self) -> None:
        for name, action in self._actions.items():
            action.setEnabled(not self.gated() or name in ("help", "keys"))

    # --- what the keys do --------------------------------------------------------------------------------

    def set_search(self, find: Find | None) -> None:
        """What Ctrl+K asks, off the window's thread."""
        self._find, self._palette = find, None
        self.navigation.offer_search(find is not None)

    def search(self) -> None:
        if self._find is None:
            return
        if self._palette is None:
            self._palette = SearchPalette(self._find, self)
            self._palette.chosen.connect(self.search_chosen)
            self._palette.settled.connect(self.search_settled)
        self._palette.open_over(self)

    def refresh(self) -> None:
        getattr(self.current(), "refresh", lambda: None)()

    def undo(self) -> None:
        """The toast's *Undo* while it stands; else whoever listens."""
        if self.toast.can_undo():
            self.toast.undo()
        else:
            self.undo_asked.emit()

    def help(self) -> None:
        screen = self.current()
        self.help_asked.emit(str(screen.property("help") or "") if screen is not None else "sign-in")

    def show_keys(self) -> None:
        KeysList(self).open()

    def toggle_names(self) -> None:
        privacy().hide_names(not privacy().hidden)

    # --- saying ----------------------------------------------------------------------------------------

    def set_person(self, office: str, name: str, unit: str) -> None:
        """Whose window it is now. Names stand inside the window, never in its title."""
        self.navigation.set_office(office, unit)
        self.status.set_person(name, unit)

    def set_demo(self, demo: bool) -> None:
        """Make a trial vault unmistakable."""
        self._demo = demo
        self._strip.setVisible(demo)
        self._name()

    def add_notice(self, banner: Banner) -> Banner:
        """A strip above every screen: a late backup, a failed save."""
        self.notices.addWidget(banner)
        return banner

    def _present(self, problem: Problem) -> None:
        if self.gated() or not self.isVisible():
            problem_box(self, problem).open()
            return
        self.add_notice(Banner(problem.text, Tone.BAD).closable())

    def _name(self) -> None:
        self.setWindowTitle(tr("Nhịp Cầu, trial vault") if self._demo else tr("Nhịp Cầu"))

    def closeEvent(self, event: QCloseEvent) -> None:
        self._state.put_bytes("window", self.saveGeometry())
        self._state.keep()
        self.closing.emit()
        super().closeEvent(event)


def _show_text(action: QAction, source: str) -> None:
    action.setText(tr(source))
