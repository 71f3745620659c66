"""How does an opened record read? As a page: head with the next step, then the sections that its type declared."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.common.i18n import N_
from app.common.permissions import may
from app.desktop.background import Latest
from app.desktop.records.changes import Changes
from app.desktop.records.detail_head import DetailHead
from app.desktop.records.detail_menu import fill_menu, undo
from app.desktop.records.keys import add_key
from app.desktop.records.record_type import RecordType, Section
from app.desktop.theme import theme
from app.desktop.widgets import Banner, EmptyState, ReadingArea, button, label, privacy, show_problem, surface
from app.vault.session import Session

# The cursor must rest this long on a line before the record is opened: opening is audited.
REST_MS = 400
EMPTY, WAITING, PAGE = 0, 1, 2


class DetailPane(QFrame):
    """`rest_on(row)` opens after a rest, `open(id)` at once. Signals carry ids and names of steps and acts."""

    step_chosen = Signal(int, str)
    act_chosen = Signal(int, str)
    edit_chosen = Signal(int)
    led = Signal(object)  # a Lead: to a linked record, to another place
    changed = Signal(object)  # what a service gave back, by what is done right here
    shown = Signal(object)  # the detail

    def __init__(
        self,
        session: Session,
        changes: Changes,
        record: RecordType[Any, Any, Any, Any],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._record, self._declared = session, record, record.detail
        self._latest = Latest(self)
        self._opened: Any = None
        self._wanted: int | None = None
        self._covered = False
        action = record.list.open_action
        self._may_open = not action or may(session, action)
        self.setProperty("look", "surface")
        self.empty = self._empty_words()
        self.waiting = EmptyState("clock", "", "")
        self.head = DetailHead(self._declared.need_names)
        self.sections = list(self._declared.sections(session, self))
        self._heads: dict[int, QWidget] = {}
        self._offers: dict[int, QHBoxLayout] = {}
        self._stack = QStackedWidget()
        for part in (self.empty, self.waiting, self._page()):
            self._stack.addWidget(part)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._stack)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._ask)
        self._connect()
        changes.told.connect(self._told)

    # --- building --------------------------------------------------------------------------------------

    def _empty_words(self) -> EmptyState:
        none = self._declared.none
        if self._may_open:
            return EmptyState(self._record.list.icon, none.title, none.why)
        return EmptyState("lock", none.closed_title, none.closed_why)

    def _page(self) -> QWidget:
        px = theme().px
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        self._notices = QVBoxLayout()
        self._notices.setSpacing(px(8))
        column.addLayout(self._notices)
        for at, section in enumerate(self.sections):
            if section.at_head:
                self.head.under.addWidget(section.widget)
                continue
            if section.title:
                column.addWidget(self._head_of(at, section))
            column.addWidget(section.widget)
        column.addStretch(1)
        self.area = ReadingArea(sheet)
        page = QWidget()
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(surface("rule"))
        whole.addWidget(self.area, 1)
        return page

    def _head_of(self, at: int, section: Section) -> QWidget:
        """The title, and beside it room for what can be done here."""
        head = self._heads[at] = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, theme().px(12), 0, 0)
        row.addWidget(label(section.title, "section"), 1)
        self._offers[at] = QHBoxLayout()
        row.addLayout(self._offers[at])
        return head

    def _connect(self) -> None:
        self.head.next_chosen.connect(self.take_next_step)
        self.head.edit_chosen.connect(self.edit)
        self.head.menu.aboutToShow.connect(self._fill_menu)
        keys = [
            ("Ctrl+Return", self._record.next_key or N_("Next step"), self.take_next_step),
            ("F2", N_("Edit"), self.edit),
            ("Ctrl+.", N_("More that can be done"), self.open_menu),
        ]
        if "print" in self._declared.menu.icons:
            keys.append(("Ctrl+P", N_("Print"), lambda: self.act("print")))
        if "attach" in self._declared.menu.icons:
            keys.append(("Ctrl+Shift+A", N_("Attach a file"), lambda: self.act("attach")))
        for each, words, act in keys:
            add_key(self, each, words, act)

    # --- which record ----------------------------------------------------------------------------------

    def detail(self) -> Any:
        """The record that is shown; None while another is awaited."""
        return self._declared.detail_of(self._opened) if self._opened is not None else None

    def rest_on(self, row: Any) -> None:
        """The cursor of the list is here: say which record it is, and open it if the cursor stays."""
        if row is None and self._rest.isActive():  # it went away before it was opened
            self.close_record()
        if row is None or not self._may_open or self._wanted == row.id:
            return
        self._forget()
        self._wanted = row.id
        self.waiting.say(self._record.list.icon, *self._declared.waiting(row))
        self._stack.setCurrentIndex(WAITING)
        self._rest.start()

    def open(self, record_id: int) -> None:
        """Open a record at once, unless it is open or on its way."""
        if not self._may_open or (self._wanted == record_id and not self._rest.isActive()):
            return
        if self._wanted != record_id:
            self._forget()
            self._wanted = record_id
        self._rest.stop()
        self._ask()

    def _ask(self) -> None:
        record_id, session = self._wanted, self._session
        if record_id is not None:
            self._latest.run(lambda progress: self._declared.open(session, record_id), self._show, self._failed)

    def _failed(self, error: Exception) -> None:
        self.close_record()
        show_problem(self, error)

    def _forget(self) -> None:
        self._rest.stop()
        self._latest.forget()
        self._opened, self._wanted = None, None
        self._declared.left(self)

    def close_record(self) -> None:
        """Show none."""
        self._forget()
        self._stack.setCurrentIndex(EMPTY)

    def refresh(self) -> None:
        """Read the open record again; that is no new opening."""
        shown, again = getattr(self.detail(), "revealed", False), self._declared.read_revealed
        shown = shown and not self._covered and not privacy().hidden
        self._read(again if shown and again is not None else self._declared.read)

    def cover_at_once(self) -> None:
        """The window is locked: a person who was shown stands there no more, until the record is read again, masked."""
        if getattr(self.detail(), "revealed", False):
            self._covered = True
            self._stack.setCurrentIndex(WAITING)

    def cover(self) -> None:
        """Read the open record again with its person hidden."""
        self._read(self._declared.read)

    def _read(self, read: Callable[[Session, int], Any]) -> None:
        detail, session = self.detail(), self._session
        if detail is not None:
            self._latest.run(lambda progress: read(session, detail.id), self._show, self._failed)

    def show_opened(self, opened: Any) -> None:
        """Show what was read of the open record in another way, its person revealed; nothing, if it was left."""
        detail = self.detail()
        if detail is not None and detail.id == self._declared.detail_of(opened).id:
            self._latest.forget()
            self._show(opened)

    def _told(self, changed: object) -> None:
        """Another type's change may be shown here, too: a page that names an establishment, for instance."""
        detail = self.detail()
        if detail is None:
            return
        mine = self._record.concerns(changed)
        if not mine or self._record.id_of(changed) == detail.id or self._declared.hears_of(detail):
            self.refresh()

    # --- showing it ------------------------------------------------------------------------------------

    def _show(self, opened: Any) -> None:
        again = self._opened is not None and self.detail().id == self._declared.detail_of(opened).id
        place = self.area.verticalScrollBar().value() if again else 0
        self._opened, self._covered = opened, False
        detail = self.detail()
        self.head.show_head(self._declared.head(detail, self._session.today()))
        acts = {act.name for act in getattr(detail, "acts", ()) if act.allowed}
        self.head.show_step(getattr(detail, "next_step", None), may_edit=bool(acts & self._record.edits))
        self._show_notices(detail)
        for at, section in enumerate(self.sections):
            self._show_section(at, section)
        self._stack.setCurrentIndex(PAGE)
        QTimer.singleShot(0, self, lambda: self.area.verticalScrollBar().setValue(place))
        self.shown.emit(detail)

    def _show_section(self, at: int, section: Section) -> None:
        offers = at in self._offers and self._offer(at, section)  # made before what stands under them: Tab goes so
        there = section.show(self._opened)
        section.widget.setVisible(there)
        if at in self._heads:
            self._heads[at].setVisible(offers or there)

    def _offer(self, at: int, section: Section) -> bool:
        """A button for each act of the section that can be done now; says whether there is any."""
        row = self._offers[at]
        while (item := row.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        acts = {act.name: act for act in getattr(self.detail(), "acts", ()) if act.allowed}
        found = [acts[name] for name in section.acts if name in acts]
        for act in found:
            icon = self._declared.menu.icons.get(act.name, "add")
            row.addWidget(button(act.label, "quiet", icon, clicked=partial(self._act, act.name)))
        return bool(found)

    def _show_notices(self, detail: Any) -> None:
        while (item := self._notices.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        for tone, words in self._declared.notices(detail):
            self._notices.addWidget(Banner(words, tone))

    # --- what can be done ------------------------------------------------------------------------------

    def take_next_step(self) -> None:
        """What the one button does."""
        detail = self.detail()
        step = getattr(detail, "next_step", None)
        if step is None or not step.allowed:
            return
        if step.name in {each.name for each in detail.steps}:
            self.step_chosen.emit(detail.id, step.name)
        else:
            self.act_chosen.emit(detail.id, step.name)

    def edit(self) -> None:
        """F2: an open record is edited, a locked one corrected by whoever may."""
        detail = self.detail()
        for act in getattr(detail, "acts", ()):
            if act.name in self._record.edits and act.allowed:
                if act.name == "edit":
                    self.edit_chosen.emit(detail.id)
                else:
                    self.act_chosen.emit(detail.id, act.name)
                return

    def act(self, name: str) -> None:
        """Do an act, if it is offered."""
        detail = self.detail()
        if any(act.name == name and act.allowed for act in getattr(detail, "acts", ())):
            self._act(name)

    def _act(self, name: str) -> None:
        detail = self.detail()
        if name == "edit":
            self.edit_chosen.emit(detail.id)
            return
        for section in self.sections:  # what a section does by itself: choosing a file
            here = getattr(section.widget, "acts", {})
            if name in here:
                here[name]()
                return
        self.act_chosen.emit(detail.id, name)

    def open_menu(self) -> None:
        if self.detail() is not None:
            self.head.more.showMenu()

    def _fill_menu(self) -> None:
        detail = self.detail()
        if detail is not None:
            fill_menu(
                self.head.menu,
                self._declared.menu,
                detail,
                step=lambda name: self.step_chosen.emit(detail.id, name),
                act=self._act,
                undo=self.undo,
            )

    def undo(self) -> bool:
        """Take back this person's last act on the open record; says whether there was one."""
        detail = self.detail()
        last = getattr(detail, "undoable", None)
        if last is None:
            return False
        undo(self, self._session, self._record, detail.id, last.event_id, self.changed.emit)
        return True
