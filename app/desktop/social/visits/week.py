"""Which visits are there in a week? A column for each day, each visit by its hour; the list's filter holds here."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.desktop.background import Latest
from app.desktop.social.visits.words import STATE_TONES, weekday
from app.desktop.theme import Tone, on_language, on_theme, theme
from app.desktop.widgets import CountLabel, StateChip, button, icon_button, surface, text_label
from app.social.visits.models import Sort
from app.social.visits.queries import list_visits
from app.social.visits.terms import VISIT_STATE_NAMES, WAY_NAMES
from app.social.visits.values import VisitRow
from app.vault.session import Session

DAYS, MOST = 7, 500


def monday(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


class WeekView(QFrame):
    """`opened(id)`: a visit is to be shown; `listed`: back to the list. Page Up and Down turn the weeks."""

    opened = Signal(int)
    listed = Signal()

    def __init__(self, session: Session, where: Callable[[], Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._where = session, where
        self._latest = Latest(self)
        self._rows: Sequence[VisitRow] = ()
        self.first = monday(session.today())
        self.setProperty("look", "surface")
        self.title = text_label("", "section", wrap=False)
        self.count = CountLabel(N_("{count} follow-up visit"), N_("{count} follow-up visits"))
        self.before = icon_button("chevron-left", N_("Week before"), clicked=lambda: self.turn(-1))
        self.after = icon_button("chevron-right", N_("Week after"), clicked=lambda: self.turn(1))
        self.today = button(N_("This week"), clicked=lambda: self.go(session.today()))
        self.list = button(N_("Show as a list"), "", "reports", clicked=self.listed.emit)
        self.entries: list[QPushButton] = []
        self._columns = [QVBoxLayout() for _ in range(DAYS)]
        self._lay_out()
        on_language(self, self._show)

    def _lay_out(self) -> None:
        px = theme().px
        head = QHBoxLayout()
        head.setSpacing(px(8))
        for widget in (self.before, self.after, self.title, self.count):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.today)
        head.addWidget(self.list)
        sheet = QWidget()
        sheet.setProperty("look", "scrolled")
        days = QHBoxLayout(sheet)
        days.setContentsMargins(0, 0, 0, 0)
        days.setSpacing(px(8))
        for column in self._columns:
            column.setSpacing(px(6))
            days.addLayout(column, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(sheet)
        area.viewport().setAutoFillBackground(False)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(px(16), px(12), px(16), px(12))
        inside.setSpacing(px(12))
        inside.addLayout(head)
        inside.addWidget(area, 1)

    # --- which week ------------------------------------------------------------------------------------

    def turn(self, by: int) -> None:
        """To a week before or after."""
        self.go(self.first + timedelta(days=DAYS * by))

    def go(self, day: date) -> None:
        """To the week of a day."""
        self.first = monday(day)
        self.refresh()

    def refresh(self) -> None:
        """Read the week again."""
        session, last = self._session, self.first + timedelta(days=DAYS - 1)
        where = replace(self._where(), day_from=self.first, day_to=last, late=False)
        self._latest.run(lambda progress: list_visits(session, where, Sort.DAY, None, MOST).rows, self._read)

    def _read(self, rows: Sequence[VisitRow]) -> None:
        self._rows = rows
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        turns = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        by = turns.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        else:
            self.turn(by)

    # --- showing it ------------------------------------------------------------------------------------

    def _show(self) -> None:
        last = self.first + timedelta(days=DAYS - 1)
        self.title.setText(tr("{first} to {last}", first=show_date(self.first), last=show_date(last)))
        self.count.set_count(len(self._rows))
        self.entries = []
        for at, column in enumerate(self._columns):
            while (item := column.takeAt(0)) is not None:
                if item.widget() is not None:
                    item.widget().hide()
                    item.widget().deleteLater()
            day = self.first + timedelta(days=at)
            column.addWidget(self._head(day))
            found = sorted((row for row in self._rows if row.day == day), key=lambda row: row.planned_at or time.min)
            for row in found:
                column.addWidget(self._entry(row))
            column.addStretch(1)

    def _head(self, day: date) -> QWidget:
        now = day == self._session.today()
        head = text_label(f"{weekday(day)}\n{day:%d/%m}" + (f" · {tr('Today')}" if now else ""), "label")
        if now:
            on_theme(head, lambda: head.setStyleSheet(f"color: {theme().colour('accent').name()};"))
        return head

    def _entry(self, row: VisitRow) -> QWidget:
        """A visit: hour and number, how one meets, where it stands."""
        px = theme().px
        card = surface("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(px(8), px(6), px(8), px(8))
        inside.setSpacing(px(4))
        hour = f"{row.planned_at:%H:%M}" if row.planned_at else ""
        state = tr("not written up") if row.late else tr(VISIT_STATE_NAMES[row.state])
        if hour:
            inside.addWidget(text_label(hour, "label"))
        entry = button(row.number, "link", clicked=partial(self.opened.emit, row.id))
        said = (row.number, weekday(row.day), hour, tr(WAY_NAMES[row.way]), state)
        entry.setAccessibleName(", ".join(part for part in said if part))
        self.entries.append(entry)
        inside.addWidget(entry, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(text_label(tr(WAY_NAMES[row.way]), "small"))
        chip = StateChip("", Tone.BAD if row.late else STATE_TONES[row.state])
        chip.setText(state)
        inside.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
        return card
