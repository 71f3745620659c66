"""How do list and opened report stand side by side, and who opens the forms and steps that they ask for?"""

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.common.i18n import N_
from app.common.permissions import may
from app.desktop.background import run
from app.desktop.desk import Desk
from app.desktop.reports.acts import say_done
from app.desktop.reports.acts_changes import Changes, changes_of
from app.desktop.reports.acts_dialogs import export_list, form_page, open_print, open_step
from app.desktop.reports.acts_keys import add_key
from app.desktop.reports.detail_pane import DetailPane
from app.desktop.reports.drafts import STEP
from app.desktop.reports.list_pane import ListPane
from app.desktop.widgets import Panes, ui_state
from app.police.reports import services_review
from app.police.reports.queries import ReportFilter, ReportRow
from app.police.reports.rules import ACTS
from app.police.reports.values import Changed, Draft, ReportDetail
from app.vault.session import Session

SHARES = (1, 1)
REMEMBER = "reports"


class ReportsPage(QWidget):
    """The reports register. Everything it asks of forms and steps goes through `acts_dialogs`."""

    def __init__(self, session: Session, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("help", "reports")
        self._session, self._changes = session, changes
        self.list = ListPane(session, changes)
        self.detail = DetailPane(session, changes)
        self.list.setMinimumWidth(320)
        self.detail.setMinimumWidth(380)
        self._panes = Panes(REMEMBER, self.list, self.detail, shares=SHARES)
        state = ui_state()
        self._sized = state is not None and not state.bytes(f"panes/{REMEMBER}").isEmpty()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._panes)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._stack)
        self._connect(session)

    def _connect(self, session: Session) -> None:
        self.list.rested.connect(self._rested)
        self.list.opened.connect(self.open)
        self.list.new_chosen.connect(self.new)
        self.list.step_chosen.connect(self.step)
        self.list.act_chosen.connect(self.act)
        self.list.edit_chosen.connect(self.edit)
        self.list.export_chosen.connect(lambda where, sort, count: export_list(self, session, where, sort, count))
        self.detail.step_chosen.connect(self.step)
        self.detail.act_chosen.connect(self.act)
        self.detail.edit_chosen.connect(self.edit)
        self.detail.report_asked.connect(self.open)
        self.detail.unlink_chosen.connect(self._unlink)
        self.detail.changed.connect(self.done)
        for keys, words, act in (
            ("Ctrl+N", N_("New report"), self.new),
            ("F8", N_("Show or hide the opened report"), self.toggle_detail),
        ):
            add_key(self, keys, words, act)

    def showEvent(self, event) -> None:
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

    def show_filtered(self, where: ReportFilter) -> None:
        """Show the list narrowed to this: what the day's work and the figures lead to."""
        self._leave_form()
        self.list.narrow(where)

    def toggle_detail(self) -> None:
        """Give the list the whole room, or the opened report its place again."""
        self.detail.setVisible(self.detail.isHidden())

    # --- opening ---------------------------------------------------------------------------------------

    def _rested(self, row: ReportRow | None) -> None:
        if not self.detail.isHidden():
            self.detail.rest_on(row)

    def open(self, report_id: int) -> None:
        """Open a report at once."""
        self._leave_form()
        self.detail.show()
        self.detail.open(report_id)
        self.list.table.choose(report_id)

    def _with_detail(self, report_id: int, then) -> None:
        """Do something with the report once it is open: steps show its facts."""
        detail = self.detail.detail()
        if detail is not None and detail.id == report_id:
            then(detail)
            return

        def once(opened: ReportDetail) -> None:
            if opened.id == report_id:
                self.detail.shown.disconnect(once)
                then(opened)

        self.detail.shown.connect(once)
        self.open(report_id)

    # --- forms, steps, acts ----------------------------------------------------------------------------

    def new(self) -> None:
        """Take in a report (Ctrl+N)."""
        if may(self._session, "reports.receive"):
            self._show_form()

    def resume_draft(self, draft: Draft) -> None:
        """Go on with what was typed: in the form, or in the step it was typed for."""
        if not draft.form.startswith(STEP):
            self._show_form(draft=draft)
            return
        name = draft.form.removeprefix(STEP)
        (self.act if name in ACTS else self.step)(int(draft.record_id), name)

    def edit(self, report_id: int) -> None:
        """Change the facts of a report, or correct a locked one."""
        self._with_detail(report_id, lambda detail: self._show_form(detail=detail))

    def form(self) -> QWidget | None:
        """The form that covers the page, if one is open."""
        return self._stack.widget(1) if self._stack.count() > 1 else None

    def _show_form(self, detail: ReportDetail | None = None, draft: Draft | None = None) -> None:
        self._leave_form()
        form = form_page(self, self._session, detail, draft)
        form.saved.connect(self._saved)
        form.closed.connect(self._drop_form)
        self._stack.addWidget(form)
        self._stack.setCurrentWidget(form)

    def _leave_form(self) -> None:
        """Something else is asked for: what was typed is kept as a draft, without asking."""
        form = self.form()
        if form is not None:
            form.close_form()  # type: ignore[attr-defined]

    def _saved(self, changed: Changed) -> None:
        self._drop_form()
        self.done(changed)

    def _drop_form(self) -> None:
        form = self.form()
        if form is not None:
            self._stack.removeWidget(form)
            form.deleteLater()
            self._changes.tell(None)  # its draft belongs to the day's work
        self._stack.setCurrentIndex(0)
        self.list.table.setFocus()

    def step(self, report_id: int, name: str) -> None:
        self._with_detail(report_id, lambda detail: open_step(self, self._session, detail, name, self.done))

    def act(self, report_id: int, name: str) -> None:
        if name in ("edit", "correct"):
            self.edit(report_id)
            return
        if name == "print":
            self._with_detail(report_id, lambda detail: open_print(self, self._session, detail, self.detail.refresh))
            return
        self.step(report_id, name)

    def done(self, changed: Changed) -> None:
        """Something was changed: every open view hears of it, and it can be taken back."""
        self._changes.tell(changed)
        if changed.action not in ("attach", "detach", "receive"):  # the form says a new number, and what is due
            say_done(self, self._session, changed, self.done)
        if changed.action == "receive":
            self.open(changed.report_id)

    def _unlink(self, report_id: int, other_id: int) -> None:
        session = self._session
        run(self, lambda progress: services_review.unlink(session, report_id, other_id), self.done)


def reports(desk: Desk) -> QWidget:
    """The screen as the shell makes it."""
    assert desk.session is not None
    page = ReportsPage(desk.session, changes_of(desk))
    desk.window.undo_asked.connect(page.undo_if_shown)
    return page
