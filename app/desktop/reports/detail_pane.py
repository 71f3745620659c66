"""How does an opened report read? As a page: head with the next step, facts, limits, files, what happened."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QStackedWidget, QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.background import Latest
from app.desktop.reports.acts import fill_menu, undo
from app.desktop.reports.acts_changes import Changes
from app.desktop.reports.acts_keys import add_key
from app.desktop.reports.detail_facts import facts_of, notices_of, outcome_of
from app.desktop.reports.detail_files import FilesList
from app.desktop.reports.detail_head import ReportHead
from app.desktop.reports.detail_history import Related, happenings
from app.desktop.reports.detail_limits import LimitsTable
from app.desktop.reports.detail_reading import OpenedReport, open_it, read_it
from app.desktop.reports.detail_reporter import ReporterFact
from app.desktop.reports.detail_versions import VersionCompare
from app.desktop.reports.list_words import kind_words
from app.desktop.theme import Tone, theme
from app.desktop.widgets import Banner, EmptyState, Facts, ReadingArea, Timeline, label, surface, text_label
from app.police.reports.queries import ReportRow
from app.police.reports.values import Changed, ReportDetail
from app.vault.session import Session

# The cursor must rest this long on a line before the report is opened: opening is audited.
REST_MS = 400
EMPTY, WAITING, PAGE = 0, 1, 2


class DetailPane(QFrame):
    """`rest_on(row)` opens after a rest, `open(id)` at once. Signals carry ids and names of steps and acts."""

    step_chosen = Signal(int, str)
    act_chosen = Signal(int, str)
    edit_chosen = Signal(int)
    report_asked = Signal(int)  # a linked one
    unlink_chosen = Signal(int, int)
    changed = Signal(object)  # Changed, by what is done right here
    shown = Signal(object)  # ReportDetail

    def __init__(self, session: Session, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._latest = Latest(self)
        self._opened: OpenedReport | None = None
        self._wanted: int | None = None
        self._may_open = may(session, "reports.open")
        self.setProperty("look", "surface")
        self.empty = self._empty_words()
        self.waiting = EmptyState("clock", "", "")
        self.head = ReportHead()
        self.reporter = ReporterFact(session)
        self.files = FilesList(session)
        self.limits, self.timeline, self.related = LimitsTable(), Timeline(), Related()
        self.content = text_label("")
        self._stack = QStackedWidget()
        for part in (self.empty, self.waiting, self._page()):
            self._stack.addWidget(part)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._stack)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._rested)
        self._connect()
        changes.told.connect(self._told)

    # --- building --------------------------------------------------------------------------------------

    def _empty_words(self) -> EmptyState:
        if self._may_open:
            why = N_("Choose one in the list. It opens when the cursor rests on it, or at once with Enter.")
            return EmptyState("reports", N_("No report is open"), why)
        why = N_("Your account sees the list and the figures. To read a report, ask the lead of your unit.")
        return EmptyState("lock", N_("Reports are opened by officers and leads"), why)

    def _page(self) -> QWidget:
        px = theme().px
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        self._notices = QVBoxLayout()
        self._notices.setSpacing(px(8))
        column.addLayout(self._notices)
        self.content.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._facts, self._outcome = Facts(), Facts()
        self._outcome_head = label(N_("What came out of it"), "section")
        self._limits_head = label(N_("Time limits"), "section")
        sections: tuple[tuple[QWidget | None, QWidget], ...] = (
            (None, self.content),
            (None, self._facts),
            (self._outcome_head, self._outcome),
            (self._limits_head, self.limits),
            (label(N_("Files"), "section"), self.files),
            (None, self.related),
            (label(N_("What happened"), "section"), self.timeline),
        )
        for head, part in sections:
            if head is not None:
                head.setContentsMargins(0, px(12), 0, 0)
                column.addWidget(head)
            column.addWidget(part)
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

    def _connect(self) -> None:
        self.head.next_chosen.connect(self.take_next_step)
        self.head.edit_chosen.connect(self.edit)
        self.head.menu.aboutToShow.connect(self._fill_menu)
        self.files.changed.connect(self.changed)
        self.related.report_chosen.connect(self.report_asked)
        self.related.unlink_chosen.connect(self._unlink)
        self.related.version_chosen.connect(self._compare)
        for keys, words, act in (
            ("Ctrl+Return", N_("Next step of the report"), self.take_next_step),
            ("F2", N_("Edit"), self.edit),
            ("Ctrl+.", N_("More that can be done"), self.open_menu),
            ("Ctrl+P", N_("Print"), lambda: self.act("print")),
            ("Ctrl+Shift+A", N_("Attach a file"), self.files.ask_file),
        ):
            add_key(self, keys, words, act)

    # --- which report ----------------------------------------------------------------------------------

    def detail(self) -> ReportDetail | None:
        """The report that is shown; None while another is awaited."""
        return self._opened.detail if self._opened is not None else None

    def rest_on(self, row: ReportRow | None) -> None:
        """The cursor of the list is here: say which report it is, and open it if the cursor stays."""
        if row is None and self._rest.isActive():  # it went away before it was opened
            self.close_report()
        if row is None or not self._may_open or self._wanted == row.id:
            return
        self._forget()
        self._wanted = row.id
        self.waiting.say("reports", row.number, kind_words(row.kind, row.instance))
        self._stack.setCurrentIndex(WAITING)
        self._rest.start()

    def open(self, report_id: int) -> None:
        """Open a report at once, unless it is open or on its way."""
        if not self._may_open or (self._wanted == report_id and not self._rest.isActive()):
            return
        if self._wanted != report_id:
            self._forget()
            self._wanted = report_id
        self._rest.stop()
        self._ask()

    def _rested(self) -> None:
        self._ask()

    def _ask(self) -> None:
        report_id = self._wanted
        if report_id is not None:
            self._latest.run(lambda progress: open_it(self._session, report_id), self._show, self._failed)

    def _failed(self, error: Exception) -> None:
        from app.desktop.widgets import show_problem

        self.close_report()
        show_problem(self, error)

    def _forget(self) -> None:
        self._rest.stop()
        self._latest.forget()
        self._opened, self._wanted = None, None
        self.reporter.cover()

    def close_report(self) -> None:
        """Show none."""
        self._forget()
        self._stack.setCurrentIndex(EMPTY)

    def refresh(self) -> None:
        """Read the open report again; that is no new opening."""
        detail = self.detail()
        if detail is not None:
            self._latest.run(lambda progress: read_it(self._session, detail.id), self._show, self._failed)

    def _told(self, changed: Changed | None) -> None:
        detail = self.detail()
        if detail is not None and (changed is None or changed.report_id == detail.id or detail.links):
            self.refresh()

    # --- showing it ------------------------------------------------------------------------------------

    def _show(self, opened: OpenedReport) -> None:
        detail, today = opened.detail, self._session.today()
        again = self._opened is not None and self._opened.detail.id == detail.id
        place = self.area.verticalScrollBar().value() if again else 0
        self._opened = opened
        self.head.show_report(detail, today)
        self._show_notices(detail)
        self.content.setText(detail.content or tr("Not stated"))
        self.reporter.setParent(self)  # the facts make their lines anew; this one stays
        self.reporter.show_report(detail)
        self._facts.show_facts(facts_of(opened, self.reporter))
        _give_width(self._facts)
        self.reporter.show()
        outcome = outcome_of(opened)
        self._outcome.show_facts(outcome)
        self._outcome_head.setVisible(bool(outcome))
        self._outcome.setVisible(bool(outcome))
        self.limits.show_limits(detail.deadlines, today)
        self._limits_head.setVisible(bool(detail.deadlines))
        self.limits.setVisible(bool(detail.deadlines))
        self.files.show_report(detail)
        self.related.show_report(detail)
        self.timeline.show_events(happenings(detail.timeline))
        self._stack.setCurrentIndex(PAGE)
        QTimer.singleShot(0, self, lambda: self.area.verticalScrollBar().setValue(place))
        self.shown.emit(detail)

    def _show_notices(self, detail: ReportDetail) -> None:
        while (item := self._notices.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        for tone, words in notices_of(detail):
            self._notices.addWidget(Banner(words, Tone(tone)))

    # --- what can be done ------------------------------------------------------------------------------

    def take_next_step(self) -> None:
        """What the one button does."""
        detail = self.detail()
        step = detail.next_step if detail is not None else None
        if detail is None or step is None or not step.allowed:
            return
        if step.name in {each.name for each in detail.steps}:
            self.step_chosen.emit(detail.id, step.name)
        else:
            self.act_chosen.emit(detail.id, step.name)

    def edit(self) -> None:
        """F2: an open report is edited, a locked one corrected by whoever may."""
        detail = self.detail()
        if detail is None:
            return
        allowed = {act.name for act in detail.acts if act.allowed}
        if "edit" in allowed:
            self.edit_chosen.emit(detail.id)
        elif "correct" in allowed:
            self.act_chosen.emit(detail.id, "correct")

    def act(self, name: str) -> None:
        detail = self.detail()
        if detail is not None and any(act.name == name and act.allowed for act in detail.acts):
            self.act_chosen.emit(detail.id, name)

    def open_menu(self) -> None:
        if self.detail() is not None:
            self.head.more.showMenu()

    def _fill_menu(self) -> None:
        detail = self.detail()
        if detail is not None:
            fill_menu(
                self.head.menu,
                detail,
                step=lambda name: self.step_chosen.emit(detail.id, name),
                act=lambda name: self.files.ask_file() if name == "attach" else self.act_chosen.emit(detail.id, name),
                edit=lambda: self.edit_chosen.emit(detail.id),
                undo=self.undo,
            )

    def undo(self) -> bool:
        """Take back this person's last act on the open report; says whether there was one."""
        detail = self.detail()
        if detail is None or detail.undoable is None:
            return False
        undo(self, self._session, detail.id, detail.undoable.event_id, self.changed.emit)
        return True

    def _unlink(self, other_id: int) -> None:
        detail = self.detail()
        if detail is not None:
            self.unlink_chosen.emit(detail.id, other_id)

    def _compare(self, version_id: int) -> None:
        detail = self.detail()
        if detail is not None:
            version = next(each for each in detail.versions if each.id == version_id)
            VersionCompare(self.window(), version, detail).open()


def _give_width(facts: Facts) -> None:
    """Let values that are widgets wrap in the whole width; at the left they would be as narrow as they can."""
    lines = facts.layout()
    if lines is None:
        return
    for widget in facts.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if not isinstance(widget, QLabel):
            lines.setAlignment(widget, Qt.AlignmentFlag.AlignTop)
