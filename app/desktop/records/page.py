"""How do list and opened record stand side by side, and who opens the forms and steps that they ask for?"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.common.i18n import N_, tr
from app.desktop.desk import Desk
from app.desktop.records.changes import Changes, changes_of
from app.desktop.records.detail_menu import say_done
from app.desktop.records.detail_pane import DetailPane
from app.desktop.records.keys import add_key
from app.desktop.records.leads import Lead, follow
from app.desktop.records.list_pane import ListPane
from app.desktop.records.record_type import RecordType
from app.desktop.widgets import Panes, say, ui_state
from app.vault.session import Session

SHARES = (1, 1)


class RecordsPage(QWidget):
    """The list of a record type beside the opened record; forms cover both, steps stand over them."""

    led = Signal(object)  # a Lead to another place

    def __init__(
        self,
        session: Session,
        changes: Changes,
        record: RecordType[Any, Any, Any, Any],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("help", record.help)
        self._session, self._changes, self._record = session, changes, record
        self.list = ListPane(session, changes, record.list, record.key)
        self.detail = DetailPane(session, changes, record)
        self.list.setMinimumWidth(320)
        self.detail.setMinimumWidth(380)
        self._panes = Panes(record.key, self.list, self.detail, shares=SHARES)
        state = ui_state()
        self._sized = state is not None and not state.bytes(f"panes/{record.key}").isEmpty()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._panes)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._stack)
        self._connect()

    def _connect(self) -> None:
        self.list.rested.connect(self._rested)
        self.list.opened.connect(self.open)
        self.list.new_chosen.connect(self.new)
        self.list.step_chosen.connect(self.step)
        self.list.act_chosen.connect(self.act)
        self.list.edit_chosen.connect(self.edit)
        self.list.export_chosen.connect(self._ask_export)
        self.detail.step_chosen.connect(self.step)
        self.detail.act_chosen.connect(self.act)
        self.detail.edit_chosen.connect(self.edit)
        self.detail.led.connect(self._lead)
        self.detail.changed.connect(self.done)
        if self.list.new_label:
            add_key(self, "Ctrl+N", self.list.new_label, self.new)
        add_key(self, "F8", self._record.show_key or N_("Show or hide the opened record"), self.toggle_detail)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._sized:
            self._sized = True
            whole = sum(SHARES)
            self._panes.setSizes([self.width() * share // whole for share in SHARES])
        if self.list.table.currentIndex().row() < 0:
            self.list.table.setFocus()

    # --- what the shell asks ---------------------------------------------------------------------------

    def refresh(self) -> None:
        """F5."""
        self.list.refresh()
        self.detail.refresh()

    def undo(self) -> None:
        """Ctrl+Z, when no toast stands."""
        self.detail.undo()

    def undo_if_shown(self) -> None:
        """The shell asks whoever is on the screen."""
        if self.isVisible() and self.form() is None:
            self.undo()

    def show_filtered(self, where: Any) -> None:
        """Show the list narrowed to this: what the day's work and the figures lead to."""
        self._leave_form()
        self.list.narrow(where)

    def toggle_detail(self) -> None:
        """Give the list the whole room, or the opened record its place again."""
        self.detail.setVisible(self.detail.isHidden())

    # --- opening ---------------------------------------------------------------------------------------

    def _rested(self, row: Any) -> None:
        if not self.detail.isHidden():
            self.detail.rest_on(row)

    def open(self, record_id: int) -> None:
        """Open a record at once."""
        self._leave_form()
        self.detail.show()
        self.detail.open(record_id)
        self.list.table.choose(record_id)

    def _lead(self, lead: Lead) -> None:
        """To a record of this page, or to another place."""
        if lead.place == self._record.key:
            getattr(self, lead.verb)(*lead.values)
        else:
            self.led.emit(lead)

    def _with_detail(self, record_id: int, then: Callable[[Any], object]) -> None:
        """Do something with the record once it is open: steps show its facts."""
        detail = self.detail.detail()
        if detail is not None and detail.id == record_id:
            then(detail)
            return

        def once(opened: Any) -> None:
            if opened.id == record_id:
                self.detail.shown.disconnect(once)
                then(opened)

        self.detail.shown.connect(once)
        self.open(record_id)

    # --- forms, steps, acts ----------------------------------------------------------------------------

    def new(self) -> None:
        """Make a new record (Ctrl+N)."""
        if self.list.new_label:
            self.show_form()

    def resume_draft(self, draft: Any) -> None:
        """Go on with what was typed: in the form, or in the step it was typed for."""
        steps = self._record.steps
        if steps is None or not draft.form.startswith(steps.prefix):
            self.show_form(draft=draft)
            return
        self.step(int(draft.record_id), draft.form.removeprefix(steps.prefix))

    def edit(self, record_id: int) -> None:
        """Change the facts of a record, or correct a locked one."""

        def change(detail: Any) -> None:
            step = self._record.edit_step(detail)
            if step:
                self._ask_step(detail, step)
            else:
                self._change(detail, self._own_draft(record_id))

        self._with_detail(record_id, change)

    def _fill_in(self, record_id: int, name: str) -> None:
        """An act that takes the whole form."""
        if name == "edit":
            self.edit(record_id)
        else:
            self._with_detail(record_id, lambda detail: self._change(detail, self._own_draft(record_id)))

    def _change(self, detail: Any, draft: Any) -> None:
        self.show_form(detail, draft)
        if draft is not None:
            say(self, tr("What you typed before stands here again. “Discard” throws it away."))

    def _own_draft(self, record_id: int) -> Any:
        """What this person was typing about the record when they left the form: a fresh form would lose it."""
        kept, steps = self._record.drafts, self._record.steps
        for draft in kept.read(self._session) if kept is not None else ():
            if draft.record_id == str(record_id) and not (steps and draft.form.startswith(steps.prefix)):
                return draft
        return None

    def form(self) -> QWidget | None:
        """The form that covers the page, if one is open."""
        return self._stack.widget(1) if self._stack.count() > 1 else None

    def show_form(self, detail: Any = None, draft: Any = None) -> None:
        """Cover the page with the form: for a new record, for this one, or to go on with a draft."""
        if self._record.form is None:
            return
        self.cover(self._record.form(self, self._session, detail, draft))

    def cover(self, form: Any) -> None:
        """Cover the page with a form until it is saved or closed: the type's own, or one of a part of its page."""
        self._leave_form()
        form.saved.connect(self._saved)
        form.closed.connect(self._drop_form)
        self._stack.addWidget(form)
        self._stack.setCurrentWidget(form)

    def _leave_form(self) -> None:
        """Something else is asked for: what was typed is kept as a draft, without asking."""
        form: Any = self.form()
        if form is not None:
            form.close_form()

    def _saved(self, changed: Any) -> None:
        self._drop_form()
        self.done(changed)
        if self._record.concerns(changed) and self.detail.detail() is None:
            self.open(self._record.id_of(changed))  # a draft was gone on with: what it became is shown

    def _drop_form(self) -> None:
        form = self.form()
        if form is not None:
            self._stack.removeWidget(form)
            form.deleteLater()
            self._changes.tell(None)  # its draft belongs to the day's work
        self._stack.setCurrentIndex(0)
        # An empty list shows no table yet: the focus would be nowhere.
        (self.list.table if self.list.table.isVisible() else self.list.search).setFocus()

    def step(self, record_id: int, name: str) -> None:
        """Ask for a step or an act, and do it; one that takes the whole form opens it."""
        if name in self._record.edits:
            self._fill_in(record_id, name)
            return
        steps = self._record.steps
        if steps is not None:
            self._with_detail(record_id, lambda detail: self._ask_step(detail, name))

    def _ask_step(self, detail: Any, name: str) -> None:
        from app.desktop.records import step_dialog

        assert self._record.steps is not None
        step_dialog.ask(self, self._session, detail, name, self._record.steps, self.done)

    def act(self, record_id: int, name: str) -> None:
        """Do what is no step: an act that opens the form, one that its type does by itself, or one asked for."""
        if name in self._record.edits:
            self._fill_in(record_id, name)
            return
        does = self._record.acts.get(name)
        if does is None:
            self.step(record_id, name)
        else:
            self._with_detail(record_id, lambda detail: does(self, self._session, detail, self.done))

    def _ask_export(self, where: Any, sort: Any, count: int) -> None:
        from app.desktop.records import export_dialog

        export_dialog.ask(self, self._session, self._record.list, where, sort, count)

    def done(self, changed: Any) -> None:
        """Something was changed: every open view hears of it, and it can be taken back.

        None: nothing of the record was changed, but what is shown of it may be (a print leaves a line).
        """
        if changed is None:
            self.detail.refresh()
            return
        self._changes.tell(changed)
        mine = self._record.concerns(changed)
        if mine and (changed.action not in self._record.quiet or bool(getattr(changed, "warning", ""))):
            say_done(self, self._session, self._record, changed, self.done)
        if mine and changed.action in self._record.shown:
            self.open(self._record.id_of(changed))


def page_of(widget: QWidget) -> RecordsPage:
    """The page that an act was asked on."""
    if not isinstance(widget, RecordsPage):
        raise TypeError(f"an act was asked on a {type(widget).__name__}")
    return widget


def records_page(desk: Desk, record: RecordType[Any, Any, Any, Any]) -> RecordsPage:
    """The screen of a record type, as the shell makes it."""
    return on_desk(desk, RecordsPage(desk.person, changes_of(desk), record))


def on_desk(desk: Desk, page: RecordsPage) -> RecordsPage:
    """The page where the shell shows it: undo reaches it, and what it leads to is gone to."""
    desk.window.undo_asked.connect(page.undo_if_shown)
    page.led.connect(lambda lead: follow(desk, lead))
    return page
