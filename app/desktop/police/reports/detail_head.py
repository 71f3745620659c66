"""What does one see first of an opened report? Kind, state, flags; the limit that counts now, with its basis."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.desktop.police.reports.list_words import (
    FLAG_ICONS,
    STATE_TONES,
    UNVERIFIED,
    URGENCY_TONES,
    due_tone,
    due_words,
    kind_words,
)
from app.desktop.records.record_type import Head
from app.desktop.theme import Tone, theme
from app.desktop.widgets import IconChip, StateChip, text_label
from app.police.reports.terms import FLAG_NAMES, STATE_NAMES, URGENCY_NAMES, Flag, Urgency
from app.police.reports.values import Deadline, ReportDetail


def head_of(detail: ReportDetail, _today: date) -> Head:
    """Number, kind, and a chip for all that puts it before others."""
    chips: list[QWidget] = [StateChip(STATE_NAMES[detail.state], STATE_TONES[detail.state])]
    if detail.suspended_at is not None:
        chips.append(StateChip(N_("Suspended"), Tone.NEUTRAL))
    if detail.urgency is not Urgency.NORMAL:
        chips.append(StateChip(URGENCY_NAMES[detail.urgency], URGENCY_TONES[detail.urgency]))
    chips += [IconChip(FLAG_ICONS[flag], FLAG_NAMES[flag]) for flag in Flag if flag in detail.flags]
    if detail.incomplete:
        chips.append(StateChip(N_("Facts missing"), Tone.WARN))
    return Head(detail.number, kind_words(detail.kind, detail.instance), chips)


class DueLine(QWidget):
    """The limit that counts now: how long still, until when, for what, on which ground, and what is doubtful."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme().px
        self.chip = StateChip()
        self.until = text_label("", "label")
        self.basis = text_label("", "small")
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(self.until)
        words.addWidget(self.basis)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        row.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def show_limit(self, detail: ReportDetail, today: date) -> bool:
        """Show the one that counts now; says whether there is one."""
        limit = main_limit(detail)
        if limit is None or detail.due_on is None:
            return False
        tone = due_tone(limit.due_on, today) or Tone.NEUTRAL
        self.chip.set_state(due_words(limit.due_on, today), tone)
        self.until.setText(tr("{stage}: until {date}", stage=tr(limit.label), date=show_date(limit.due_on)))
        self.basis.setText(basis_words(limit))
        return True


def main_limit(detail: ReportDetail) -> Deadline | None:
    """The running limit that the report's date in the lists comes from."""
    running = [each for each in detail.deadlines if each.met_at is None and not each.replaced]
    named = [each for each in running if each.stage == detail.due_stage and each.due_on == detail.due_on]
    return named[0] if named else None


def basis_words(limit: Deadline) -> str:
    """The article, whether anybody has verified it, and whether the calendar is the office's."""
    if limit.verified and limit.calendar_confirmed:
        return limit.basis
    if limit.verified:
        return tr("{basis} · calendar of {year} not confirmed", basis=limit.basis, year=limit.due_on.year)
    if limit.calendar_confirmed:
        return tr("{basis} · {unverified}", basis=limit.basis, unverified=tr(UNVERIFIED))
    return tr(
        "{basis} · {unverified} · calendar of {year} not confirmed",
        basis=limit.basis,
        unverified=tr(UNVERIFIED),
        year=limit.due_on.year,
    )
