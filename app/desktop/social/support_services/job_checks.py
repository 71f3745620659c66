"""Is the job kept? The four checks side by side, each in words: after how many months, when, what was heard."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.desktop.theme import Tone, theme
from app.desktop.widgets import StateChip, surface, text_label
from app.social.support_services.terms import ANSWER_NAMES, Answer
from app.social.support_services.values import Check, ServiceDetail

WIDTH = 118
_TONES = {Answer.YES: Tone.GOOD, Answer.NO: Tone.BAD, Answer.UNKNOWN: Tone.WARN}


def state_of(check: Check, detail: ServiceDetail, today: date) -> tuple[str, Tone]:
    """What a check says (source text): what was heard, or whether it is still to come."""
    if check.answer is not None:
        return ANSWER_NAMES[check.answer], _TONES[check.answer]
    ended = detail.row.ended_on
    if ended is not None:
        return (N_("Kept until then"), Tone.GOOD) if check.due_on <= ended else (N_("Ended before"), Tone.NEUTRAL)
    if any(each.answer is not None and each.months > check.months for each in detail.checks):
        return N_("Asked later"), Tone.NEUTRAL
    if check.due_on < today:
        return N_("To be asked, late"), Tone.BAD
    return (N_("To be asked today"), Tone.WARN) if check.due_on == today else (N_("Still to come"), Tone.NEUTRAL)


class JobChecks(QWidget):
    """The row; on a narrow page two stand over two."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: list[QWidget] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme().px(8))

    def minimumSizeHint(self) -> QSize:
        return QSize(2 * theme().px(WIDTH), super().minimumSizeHint().height())

    def show_checks(self, detail: ServiceDetail, today: date) -> bool:
        """Show these; says whether there are any."""
        for card in self._cards:
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = [self._card(check, detail, today) for check in detail.checks]
        told = [f"{months_words(each.months)}: {tr(state_of(each, detail, today)[0])}" for each in detail.checks]
        self.setAccessibleName("; ".join(told))
        self._columns = 0
        self._lay_out()
        return bool(detail.checks)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        columns = 4 if self.width() >= 4 * theme().px(WIDTH) + 3 * self._grid.spacing() else 2
        if columns == self._columns:
            return
        self._columns = columns
        for at, card in enumerate(self._cards):
            self._grid.addWidget(card, at // columns, at % columns)
        for column in range(4):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    @staticmethod
    def _card(check: Check, detail: ServiceDetail, today: date) -> QWidget:
        px = theme().px
        card = surface("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(px(8), px(8), px(6), px(8))
        inside.setSpacing(px(4))
        inside.addWidget(text_label(months_words(check.months), "label"))
        inside.addWidget(text_label(show_date(check.due_on), "small"))
        chip = QHBoxLayout()
        chip.addWidget(StateChip(*state_of(check, detail, today)))
        chip.addStretch(1)
        inside.addLayout(chip)
        heard = tr("asked: {date}", date=show_date(check.answered_on)) if check.answered_on else ""
        inside.addWidget(text_label(heard, "small", wrap=False))
        card.setToolTip(check.note)
        inside.setAlignment(Qt.AlignmentFlag.AlignTop)
        return card


def months_words(months: int) -> str:
    """One month, three months."""
    return tr("1 month") if months == 1 else tr("{count} months", count=months)


def kept_words(checks: Sequence[Check], kept: int | None) -> str:
    """What is known of how long the job was kept."""
    if not checks or not kept:
        return ""
    return tr("Known to be kept for {months}", months=months_words(kept))
