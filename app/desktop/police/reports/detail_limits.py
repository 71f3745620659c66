"""Which time limits does the report have, by which article, and how do they stand? A table to read."""

from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.common.dates import office_day, show_date, show_datetime
from app.common.i18n import N_, tr
from app.desktop.police.reports.detail_head import basis_words
from app.desktop.police.reports.list_words import due_tone, due_words
from app.desktop.theme import Tone, theme
from app.desktop.widgets import StateChip, label, surface, text_label
from app.police.reports.values import Deadline

# Narrower than this, how a limit stands is said under its days.
NARROW = 400


class LimitsTable(QWidget):
    """One line for each limit: what for and by which article, from when, until when, how it stands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limits: tuple[Deadline, ...] = ()
        self._today = date.min
        self._narrow = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme().px(16))
        self._grid.setVerticalSpacing(theme().px(8))
        self._grid.setColumnStretch(0, 1)

    def minimumSizeHint(self) -> QSize:
        """It can be narrower than its three columns: then it has two."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme().px(NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            self.show_limits(self._limits, self._today)

    def show_limits(self, limits: tuple[Deadline, ...], today: date) -> None:
        """Show these; ended ones come last, struck through."""
        self._limits, self._today = limits, today
        while (item := self._grid.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        heads = (N_("Stage and basis"), N_("From and until"), N_("Stands"))
        for column, title in enumerate(heads[:2] if self._narrow else heads):
            self._grid.addWidget(label(title, "small", wrap=False), 0, column)
        at = 1
        for limit in sorted(limits, key=lambda each: (each.replaced, each.met_at is not None, each.due_on)):
            self._grid.addWidget(surface("rule"), at, 0, 1, 3)
            stage, days, stands = _line(limit, today)
            top, left = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
            self._grid.addWidget(stage, at + 1, 0, 2 if self._narrow else 1, 1, top)
            self._grid.addWidget(days, at + 1, 1, top)
            self._grid.addWidget(stands, *((at + 2, 1, left) if self._narrow else (at + 1, 2, top)))
            at += 3


def _line(limit: Deadline, today: date) -> list[QWidget]:
    stage = QWidget()
    words = QVBoxLayout(stage)
    words.setContentsMargins(0, 0, 0, 0)
    words.setSpacing(theme().px(2))
    for part in (text_label(tr(limit.label)), text_label(basis_words(limit), "small")):
        words.addWidget(part)
    if limit.extended_to is not None:
        words.addWidget(text_label(tr("Extended: {ground}", ground=limit.extension_ground), "small"))
    if limit.suspended_days:
        words.addWidget(text_label(tr("Stood still for {days} days", days=limit.suspended_days), "small"))
    until = text_label(_until(limit), wrap=False)
    since = text_label(tr("from {date}", date=show_date(office_day(limit.starts_at))), "small", wrap=False)
    days = QWidget()
    under = QVBoxLayout(days)
    under.setContentsMargins(0, 0, 0, 0)
    under.setSpacing(theme().px(2))
    under.addWidget(until)
    under.addWidget(since)
    tone, said = standing(limit, today)
    if limit.replaced:
        for part in (*stage.findChildren(QLabel), until, since):
            _strike(part)
    return [stage, days, StateChip(said, tone)]


def _until(limit: Deadline) -> str:
    # A limit counted in hours ends at an hour.
    if limit.due_at is not None and limit.extended_to is None:
        return show_datetime(limit.due_at)
    return show_date(limit.due_on)


def _strike(part: QLabel) -> None:
    font = part.font()
    font.setStrikeOut(True)
    part.setFont(font)


def standing(limit: Deadline, today: date) -> tuple[Tone, str]:
    """How a limit stands: met (in time or late), ended by another classification, running."""
    if limit.replaced:
        return Tone.NEUTRAL, tr("ended")
    if limit.met_at is not None:
        late = office_day(limit.met_at) > limit.due_on
        when = show_date(office_day(limit.met_at))
        return (Tone.WARN, tr("met late, {date}", date=when)) if late else (Tone.GOOD, tr("met {date}", date=when))
    return due_tone(limit.due_on, today) or Tone.NEUTRAL, due_words(limit.due_on, today)
