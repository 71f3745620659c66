"""Which time limits does the report have, by which article, and how do they stand? A table to read."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.common.dates import office_day, show_date, show_datetime
from app.common.i18n import N_, tr
from app.desktop.reports.detail_head import basis_words
from app.desktop.reports.list_words import due_tone, due_words
from app.desktop.theme import Tone, theme
from app.desktop.widgets import StateChip, label, surface, text_label
from app.police.reports.values import Deadline


class LimitsTable(QWidget):
    """One line for each limit: what for and by which article, from when, until when, how it stands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme().px(16))
        self._grid.setVerticalSpacing(theme().px(8))
        self._grid.setColumnStretch(0, 1)

    def show_limits(self, limits: tuple[Deadline, ...], today: date) -> None:
        """Show these; ended ones come last, struck through."""
        while (item := self._grid.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        for column, title in enumerate((N_("Stage and basis"), N_("From and until"), N_("Stands"))):
            self._grid.addWidget(label(title, "small", wrap=False), 0, column)
        at = 1
        for limit in sorted(limits, key=lambda each: (each.replaced, each.met_at is not None, each.due_on)):
            self._grid.addWidget(surface("rule"), at, 0, 1, 3)
            for column, widget in enumerate(_line(limit, today)):
                self._grid.addWidget(widget, at + 1, column, Qt.AlignmentFlag.AlignTop)
            at += 2


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
