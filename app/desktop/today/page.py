"""What is to be done today? Late, due, brought up, waiting, half-written; each line says the next step."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.desktop.background import Latest, Progress
from app.desktop.desk import Desk
from app.desktop.records.changes import Changes, changes_of
from app.desktop.records.keys import add_key
from app.desktop.records.leads import follow
from app.desktop.theme import Tone, theme
from app.desktop.today.line import WorkLine, work_line
from app.desktop.today.source import TITLES, Group, Line, Source, Work
from app.desktop.widgets import (
    Breaking,
    EmptyState,
    PageHeader,
    ReadingArea,
    StateChip,
    button,
    surface,
    text_label,
)
from app.vault.session import Session

# More of a group than this is a list, and the list has its own page.
LINES = 6
# The day changes under an open window.
LOOK_AT_CLOCK_MS = 60_000


class TodayPage(QWidget):
    """`sources` by the key of their place. `led` carries where a line leads; it opens nothing itself."""

    led = Signal(object)  # Lead
    pressing = Signal(int, object)  # how many are late or due today, and their tone

    def __init__(
        self, session: Session, changes: Changes, sources: Mapping[str, Source], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("help", "today")
        self._session, self._sources = session, dict(sources)
        self._latest = Latest(self)
        self._lines: list[WorkLine] = []
        self._day = session.today()
        self.header = PageHeader()
        self._offer_new()
        self._sheet = QWidget()
        self._column = QVBoxLayout(self._sheet)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme().px(4))
        self.calm = EmptyState(
            "check",
            N_("Nothing is waiting today"),
            N_("No limit ends this week and nothing waits for you. What comes in will stand here by its limit."),
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
        self._work: dict[str, Any] | None = None
        self.refresh()

    def _offer_new(self) -> None:
        """What a person can begin from here; the first has the key."""
        offered = [new for source in self._sources.values() if (new := source.new(self._session)) is not None]
        self.new = [button(label, "", "add", clicked=partial(self.led.emit, lead)) for label, lead in offered]
        self.header.add(*self.new)
        if offered:
            label, lead = offered[0]
            add_key(self, "Ctrl+N", label, partial(self.led.emit, lead))

    # --- reading ---------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """F5, after a change, and when the day turns."""
        session, sources = self._session, self._sources

        def read(progress: Progress) -> dict[str, Any]:
            found = {}
            for key, source in sources.items():
                found[key] = source.read(session)
                progress.check()
            return found

        self._latest.run(read, self._show)

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

    def _show(self, read: dict[str, Any]) -> None:
        self._work = read
        works = [source.show(self._session, read[key]) for key, source in self._sources.items() if key in read]
        focused = next((at for at, line in enumerate(self._lines) if line.hasFocus()), None)
        while (item := self._column.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        self._lines = []
        groups = in_order(works)
        for together in groups:
            self._show_groups(together)
        drafts = [line for work in works for line in work.drafts]
        if drafts:
            self._show_drafts(drafts)
        self._column.addStretch(1)
        calm = not groups and not drafts
        self.calm.setVisible(calm)
        self.area.setVisible(not calm)
        if focused is not None and self._lines:
            self._lines[min(focused, len(self._lines) - 1)].setFocus()
        elif self.isVisible() and self.window().focusWidget() is None:  # just signed in: the keys must lead somewhere
            first = [*self._lines, *self.new]
            if first:
                first[0].setFocus()
        late = sum(work.late for work in works)
        self.pressing.emit(late + sum(work.due for work in works), Tone.BAD if late else Tone.WARN)

    def _head(self, title: str, count: int, tone: Tone, *buttons: QWidget) -> None:
        words = QWidget()
        row = QHBoxLayout(words)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        row.addWidget(text_label(tr(title), "section", wrap=False))
        row.addWidget(StateChip(QLocale().toString(count), tone))
        row.addStretch(1)
        head = Breaking(words, *buttons, least=200)
        head.setContentsMargins(theme().px(16), theme().px(16), theme().px(12), theme().px(4))
        self._column.addWidget(head)
        self._column.addWidget(surface("rule"))

    def _show_groups(self, together: list[Group]) -> None:
        """Groups of several types that wait for the same reason stand under one head."""
        buttons: list[QWidget] = []
        for group in together:
            if group.button is not None:
                label, icon, act = group.button
                made = button(label, "quiet", icon, clicked=partial(act, self))
                made.setAccessibleName(tr("{act}: {group}", act=tr(label), group=tr(group.title)))
                buttons.append(made)
        count = sum(group.count for group in together)
        tone = next((group.tone for group in together if group.tone is not Tone.NEUTRAL), Tone.NEUTRAL)
        self._head(together[0].title, count, tone, *buttons)
        for group in together:
            for line in group.lines[:LINES]:
                self._add(line)
            if group.count > LINES:
                self._add_all(group)

    def _add_all(self, group: Group) -> None:
        lead = group.all
        if lead is None:
            said = tr("and {count} more", count=group.count - LINES)
            more: QWidget = text_label(said, "small")
        else:
            more = button(N_("Show all in the list"), "link", clicked=partial(self.led.emit, lead))
            more.setText(tr("Show all {count} in the list", count=group.count))
            more.setAccessibleName(tr("{group}: show all in the list", group=tr(group.title)))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(theme().px(16), theme().px(4), 0, theme().px(4))
        row.addWidget(more)
        row.addStretch(1)
        self._column.addWidget(holder)

    def _show_drafts(self, drafts: list[Line]) -> None:
        self._head(N_("Unfinished drafts"), len(drafts), Tone.NEUTRAL)
        for draft in drafts:
            self._add(draft, tr("Go on: {draft}", draft=draft.title))

    def _add(self, line: Line, spoken: str = "") -> None:
        made = work_line(line, partial(self._step, line), spoken)
        made.opened.connect(partial(self.led.emit, line.lead))
        made.moved.connect(partial(self._move, made))
        self._lines.append(made)
        self._column.addWidget(made)

    def _step(self, line: Line) -> None:
        if line.next is not None:
            self.led.emit(line.next.lead)

    def _move(self, line: WorkLine, by: int) -> None:
        at = self._lines.index(line) + by
        if 0 <= at < len(self._lines):
            self._lines[at].setFocus(Qt.FocusReason.TabFocusReason)
            self.area.ensureWidgetVisible(self._lines[at])

    def lines(self) -> list[WorkLine]:
        """The lines from top to bottom."""
        return list(self._lines)


def in_order(works: list[Work]) -> list[list[Group]]:
    """The groups in the order of need; those of the same reason together, whichever type they come from."""
    found: dict[str, list[Group]] = {key: [] for key in TITLES}
    for work in works:
        for group in work.groups:
            found.setdefault(group.key, []).append(group)
    return [groups for groups in found.values() if groups]


def today_page(desk: Desk) -> QWidget:
    """The screen as the shell makes it: what is chosen here is done where the line leads."""
    from app.desktop import screens

    page = TodayPage(desk.person, changes_of(desk), screens.parts(desk.person, screens.WORK))
    page.led.connect(lambda lead: follow(desk, lead))
    page.pressing.connect(lambda count, tone: desk.window.set_badge("today", count, tone))
    return page
