"""What does one see first of an opened report? Number, state, flags, the limit with its basis, the next step."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from app.common.dates import show_date
from app.common.i18n import N_, sentence, tr
from app.desktop.reports.list_words import (
    FLAG_ICONS,
    STATE_TONES,
    UNVERIFIED,
    URGENCY_TONES,
    due_tone,
    due_words,
    kind_words,
)
from app.desktop.theme import Tone, on_theme, theme
from app.desktop.widgets import FlowLayout, StateChip, icon_button, step_button, text_label
from app.police.reports.terms import FIELD_NAMES, FLAG_NAMES, STATE_NAMES, URGENCY_NAMES, Flag, Urgency
from app.police.reports.values import Deadline, ReportDetail


class ReportHead(QWidget):
    """`next_chosen`, and the button whose menu the pane fills."""

    next_chosen = Signal()
    edit_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme().px
        self.number = text_label("", "title")
        self.kind = text_label("", "muted")
        self.chips = QWidget()
        self._flow = FlowLayout(self.chips, px(6))
        self.step = step_button(N_("Next step"), clicked=self.next_chosen.emit)
        self.edit = icon_button("edit", N_("Edit (F2)"), clicked=self.edit_chosen.emit)
        self.more = icon_button("more", N_("More that can be done (Ctrl+.)"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.more)
        self.menu.setToolTipsVisible(True)
        self.more.setMenu(self.menu)
        self.why = text_label("", "small")
        self.due = DueLine()
        top = QHBoxLayout()
        top.setSpacing(px(8))
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(self.number)
        words.addWidget(self.kind)
        top.addLayout(words, 1)
        for part in (self.step, self.edit, self.more):
            top.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(px(24), px(16), px(16), px(12))
        inside.setSpacing(px(10))
        inside.addLayout(top)
        inside.addWidget(self.chips)
        inside.addWidget(self.due)
        inside.addWidget(self.why)

    def show_report(self, detail: ReportDetail, today: date) -> None:
        """Show this report's head."""
        self.number.setText(detail.number)
        self.kind.setText(kind_words(detail.kind, detail.instance))
        self._flow.empty()
        self._flow.addWidget(StateChip(STATE_NAMES[detail.state], STATE_TONES[detail.state]))
        if detail.suspended_at is not None:
            self._flow.addWidget(StateChip(N_("Suspended"), Tone.NEUTRAL))
        if detail.urgency is not Urgency.NORMAL:
            self._flow.addWidget(StateChip(URGENCY_NAMES[detail.urgency], URGENCY_TONES[detail.urgency]))
        for flag in Flag:
            if flag in detail.flags:
                self._flow.addWidget(FlagChip(flag))
        if detail.incomplete:
            self._flow.addWidget(StateChip(N_("Facts missing"), Tone.WARN))
        self.due.show_limit(detail, today)
        self._show_step(detail)
        self.edit.setVisible(any(act.name in ("edit", "correct") and act.allowed for act in detail.acts))

    def _show_step(self, detail: ReportDetail) -> None:
        step = detail.next_step
        self.step.setVisible(step is not None)
        if step is None:
            self.why.hide()
            return
        self.step.setText(tr(step.label))
        self.step.setEnabled(step.allowed)
        self.step.setToolTip(tr("Ctrl+Enter"))
        if step.why_not is not None:
            words = sentence(step.why_not)
        elif step.needs:
            needed = ", ".join(tr(FIELD_NAMES[need]).lower() for need in step.needs)
            words = tr("“{step}” asks for: {needed}.", step=tr(step.label), needed=needed)
        else:
            words = ""
        self.why.setText(words)
        self.why.setVisible(bool(words))
        self.step.setAccessibleDescription(words)


class FlagChip(QWidget):
    """A flag with its icon and its word: what puts this report before the others."""

    def __init__(self, flag: Flag) -> None:
        super().__init__()
        px = theme().px
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        picture = QLabel()
        self._word = text_label(tr(FLAG_NAMES[flag]), wrap=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(6), px(2), px(8), px(2))
        row.setSpacing(px(4))
        row.addWidget(picture)
        row.addWidget(self._word)

        def paint() -> None:
            picture.setPixmap(theme().icon(FLAG_ICONS[flag], "bad").pixmap(theme().icon_size(14)))
            text, soft = (colour.name() for colour in theme().tone(Tone.BAD))
            self._word.setStyleSheet(
                f"color: {text}; font-weight: 600; font-size: {theme().font('small').pointSizeF():.2f}pt;"
            )
            self.setStyleSheet(f"FlagChip {{ background: {soft}; border-radius: {px(4)}px; }}")

        on_theme(self, paint)


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

    def show_limit(self, detail: ReportDetail, today: date) -> None:
        limit = main_limit(detail)
        self.setVisible(limit is not None and detail.due_on is not None)
        if limit is None or detail.due_on is None:
            return
        tone = due_tone(limit.due_on, today) or Tone.NEUTRAL
        self.chip.set_state(due_words(limit.due_on, today), tone)
        self.until.setText(tr("{stage}: until {date}", stage=tr(limit.label), date=show_date(limit.due_on)))
        self.basis.setText(basis_words(limit))


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
