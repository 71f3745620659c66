"""What is to be done today? Late, due, brought up, waiting, half-written; each line says the next step."""

from functools import partial

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.background import Latest
from app.desktop.desk import Desk
from app.desktop.reports import drafts
from app.desktop.reports.acts_changes import Changes, changes_of
from app.desktop.reports.acts_dialogs import print_reminders
from app.desktop.reports.acts_keys import add_key
from app.desktop.reports.search_reports import SearchAnswers
from app.desktop.reports.today_groups import Group, groups_of, pressing
from app.desktop.reports.today_line import WorkLine, report_line
from app.desktop.theme import Tone, theme
from app.desktop.widgets import EmptyState, PageHeader, ReadingArea, StateChip, button, surface, text_label
from app.police.reports.queries import WorkList, worklist
from app.police.reports.values import Draft
from app.vault.session import Session

# More of a group than this is a list, and the list has its own page.
LINES = 6
# The day changes under an open window.
LOOK_AT_CLOCK_MS = 60_000


class TodayPage(QWidget):
    """Signals carry ids and values; it opens nothing itself."""

    report_chosen = Signal(int)
    step_chosen = Signal(int, str)
    act_chosen = Signal(int, str)
    filter_chosen = Signal(object)  # ReportFilter
    draft_chosen = Signal(object)  # Draft
    new_chosen = Signal()
    pressing = Signal(int, object)  # how many are late or due today, and their tone

    def __init__(self, session: Session, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("help", "today")
        self._session = session
        self._latest = Latest(self)
        self._lines: list[WorkLine] = []
        self._day = session.today()
        self.header = PageHeader()
        self.new = button(N_("New report"), "", "add", clicked=self.new_chosen.emit)
        self.header.add(self.new)
        self.new.setVisible(may(session, "reports.receive"))
        if may(session, "reports.receive"):
            add_key(self, "Ctrl+N", N_("New report"), self.new_chosen.emit)
        self._sheet = QWidget()
        self._column = QVBoxLayout(self._sheet)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme().px(4))
        self.calm = EmptyState(
            "check",
            N_("Nothing is waiting today"),
            N_("No limit ends this week and nothing waits for you. New reports will stand here by their limits."),
        )
        self.area = ReadingArea(self._sheet)
        self._sheet.setMaximumWidth(theme().px(920))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.header)
        inside.addWidget(self.area, 1)
        inside.addWidget(self.calm, 1)
        self.calm.hide()
        self._name()
        theme().language_changed.connect(self._reword)
        changes.told.connect(self._told)  # a method: it goes with the view, when another person signs in
        self._clock = QTimer(self)
        self._clock.setInterval(LOOK_AT_CLOCK_MS)
        self._clock.timeout.connect(self._look_at_clock)
        self._clock.start()
        self._work: WorkList | None = None
        self.refresh()

    # --- reading ---------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """F5, after a change, and when the day turns."""
        self._latest.run(lambda progress: worklist(self._session), self._show)

    def _told(self, _changed: object) -> None:
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Come back to it: a draft may have been kept meanwhile, which no other view hears of."""
        super().showEvent(event)
        if self._work is not None:
            self.refresh()

    def _look_at_clock(self) -> None:
        if self._session.compartments and self._session.today() != self._day:
            self._day = self._session.today()
            self._name()
            self.refresh()

    def _reword(self) -> None:
        self._name()
        if self._work is not None:
            self._show(self._work)

    def _name(self) -> None:
        day = self._session.today()
        weekday = QLocale().dayName(day.isoweekday())
        under = tr("{weekday}, {date}", weekday=weekday[:1].upper() + weekday[1:], date=show_date(day))
        self.header.set_title(tr("Today's work"), under)

    # --- showing ---------------------------------------------------------------------------------------

    def _show(self, work: WorkList) -> None:
        self._work = work
        focused = next((at for at, line in enumerate(self._lines) if line.hasFocus()), None)
        while (item := self._column.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        self._lines = []
        groups = groups_of(self._session, work)
        for group in groups:
            self._show_group(group)
        if work.drafts:
            self._show_drafts(work.drafts)
        self._column.addStretch(1)
        calm = not groups and not work.drafts
        self.calm.setVisible(calm)
        self.area.setVisible(not calm)
        if focused is not None and self._lines:
            self._lines[min(focused, len(self._lines) - 1)].setFocus()
        elif self.isVisible() and self.window().focusWidget() is None:  # just signed in: the keys must lead somewhere
            (self._lines[0] if self._lines else self.new).setFocus()
        self.pressing.emit(*pressing(work))

    def _head(self, title: str, count: int, tone: Tone, *buttons: QWidget) -> None:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(theme().px(16), theme().px(16), theme().px(12), theme().px(4))
        row.setSpacing(theme().px(8))
        row.addWidget(text_label(tr(title), "section", wrap=False))
        row.addWidget(StateChip(QLocale().toString(count), tone))
        row.addStretch(1)
        for each in buttons:
            row.addWidget(each)
        self._column.addWidget(head)
        self._column.addWidget(surface("rule"))

    def _show_group(self, group: Group) -> None:
        buttons: list[QWidget] = []
        if group.reminder and may(self._session, "reports.print"):
            ids = [row.id for row in group.rows]
            remind = button(
                N_("Print reminder notes"), "quiet", "print", clicked=lambda: print_reminders(self, self._session, ids)
            )
            remind.setAccessibleName(tr("Print reminder notes: {group}", group=tr(group.title)))
            buttons.append(remind)
        self._head(group.title, group.count, group.tone, *buttons)
        today = self._session.today()
        for row in group.rows[:LINES]:
            name = row.next_step.name if row.next_step is not None else ""
            line = report_line(row, today, partial(self._step, row.id, name), notice=group.key == "notices")
            line.opened.connect(partial(self.report_chosen.emit, row.id))
            self._add(line)
        if group.count > LINES:
            self._add_all(group)

    def _add_all(self, group: Group) -> None:
        where = group.where
        if where is None:
            said = tr("and {count} more", count=group.count - LINES)
            more: QWidget = text_label(said, "small")
        else:
            more = button(N_("Show all in the list"), "link", clicked=lambda: self.filter_chosen.emit(where))
            more.setText(tr("Show all {count} in the list", count=group.count))
            more.setAccessibleName(tr("{group}: show all in the list", group=tr(group.title)))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(theme().px(16), theme().px(4), 0, theme().px(4))
        row.addWidget(more)
        row.addStretch(1)
        self._column.addWidget(holder)

    def _show_drafts(self, found: tuple[Draft, ...]) -> None:
        self._head(N_("Unfinished drafts"), len(found), Tone.NEUTRAL)
        for draft in found:
            title, words = drafts.words(draft)
            go_on = button(N_("Go on"), clicked=partial(self.draft_chosen.emit, draft))
            go_on.setAccessibleName(tr("Go on: {draft}", draft=title))
            line = WorkLine(title, words, None, go_on)
            line.opened.connect(partial(self.draft_chosen.emit, draft))
            self._add(line)

    def _add(self, line: WorkLine) -> None:
        line.moved.connect(partial(self._move, line))
        self._lines.append(line)
        self._column.addWidget(line)

    def _move(self, line: WorkLine, by: int) -> None:
        at = self._lines.index(line) + by
        if 0 <= at < len(self._lines):
            self._lines[at].setFocus(Qt.FocusReason.TabFocusReason)
            self.area.ensureWidgetVisible(self._lines[at])

    def _step(self, report_id: int, name: str) -> None:
        if name in ("restore", "resume", "reclassify"):
            self.act_chosen.emit(report_id, name)
        else:
            self.step_chosen.emit(report_id, name)

    def lines(self) -> list[WorkLine]:
        """The lines from top to bottom."""
        return list(self._lines)


def today_page(desk: Desk) -> QWidget:
    """The screen as the shell makes it: what is chosen here is done on the page of the reports."""
    assert desk.session is not None
    page = TodayPage(desk.session, changes_of(desk))

    def reports(verb: str, *values: object) -> None:
        getattr(desk.go("reports"), verb)(*values)

    page.report_chosen.connect(lambda report_id: reports("open", report_id))
    page.step_chosen.connect(lambda report_id, name: reports("step", report_id, name))
    page.act_chosen.connect(lambda report_id, name: reports("act", report_id, name))
    page.filter_chosen.connect(lambda where: reports("show_filtered", where))
    page.draft_chosen.connect(lambda draft: reports("resume_draft", draft))
    page.new_chosen.connect(lambda: reports("new"))
    SearchAnswers(desk, page)
    page.pressing.connect(lambda count, tone: desk.window.set_badge("today", count, tone))
    return page
