"""How is an instrument filled in? Question by question with digits 0 to 3; the score runs along, an alert at once."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.desktop.health.counselling.danger import Danger
from app.desktop.health.counselling.question_row import QuestionRow
from app.desktop.theme import Tone, on_language, theme
from app.desktop.widgets import Banner, button, surface, text_label
from app.health.instruments.catalogue import BAND_NAMES, Instrument
from app.health.instruments.scoring import Scored, scored

UNVERIFIED = N_(
    "Nobody has compared this wording with the standardised Vietnamese version yet. The result is a hint to talk about,"
    " never a diagnosis."
)
HOW = N_("Digits 0 to 3 answer and go on; Backspace takes an answer back; the arrow keys move.")


def score_words(result: Scored) -> str:
    """The score in a line: with its band once every question is answered, else how far it is."""
    if result.score is not None and result.band is not None:
        return tr("{score} points: {band}", score=result.score, band=tr(BAND_NAMES.get(result.band, result.band)))
    return tr(
        "{answered} of {questions} questions, at least {points} points",
        answered=result.answered,
        questions=result.questions,
        points=result.at_least,
    )


def band_tone(band: str | None) -> Tone:
    """Bands in a tone; the words say it, too."""
    if band is None or band in ("minimal", "mild"):
        return Tone.NEUTRAL
    return Tone.WARN if band == "moderate" else Tone.BAD


class InstrumentField(QWidget):
    """An instrument in a form. The value is an answer for each question and that about life as a whole, or None."""

    value_changed = Signal()
    alerted = Signal()  # the question about self-harm got another answer than 0

    def __init__(self, instrument: Instrument, called: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.instrument = instrument
        self._alert = False
        self.begin = button(N_("Fill in…"), "", "edit", clicked=self.unfold)
        self.sheet = surface("card")
        self.rows = [
            QuestionRow(f"{number}.", question, instrument.answers)
            for number, question in enumerate(instrument.questions, 1)
        ]
        self.difficulty = QuestionRow("", instrument.difficulty, instrument.difficulty_answers)
        self.danger = Danger(called)
        self.score = text_label("", "section")
        self.unasked = Banner("", Tone.WARN)
        self._fill_sheet()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(8))
        inside.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self.sheet)
        self.sheet.hide()
        self.setFocusProxy(self.begin)
        for at, row in enumerate((*self.rows, self.difficulty)):
            row.answered.connect(self._changed)
            row.go_on.connect(partial(self._step, at, 1))
            row.down.connect(partial(self._step, at, 1))
            row.up.connect(partial(self._step, at, -1))
        on_language(self, self._name)

    def _fill_sheet(self) -> None:
        column = QVBoxLayout(self.sheet)
        column.setContentsMargins(*(theme().px(12),) * 4)
        column.setSpacing(theme().px(2))
        self._notice = text_label("", "small")
        self._how = text_label("", "small")
        column.addWidget(text_label(self.instrument.lead, "label"))
        legend = " · ".join(f"{value} {answer}" for value, answer in enumerate(self.instrument.answers))
        column.addWidget(text_label(legend, "muted"))
        column.addWidget(self._how)
        column.addSpacing(theme().px(4))
        for row in self.rows:
            column.addWidget(row)
        column.addWidget(self.danger)
        column.addWidget(self.unasked)
        column.addWidget(surface("rule"))
        column.addWidget(self.difficulty)
        column.addSpacing(theme().px(8))
        column.addWidget(self.score)
        column.addWidget(self._notice)
        self._foot = button(N_("Leave it out"), "link", clicked=self.leave_out)
        column.addWidget(self._foot, 0, Qt.AlignmentFlag.AlignLeft)
        self.danger.hide()
        self.unasked.hide()

    def _name(self) -> None:
        self._notice.setText("" if self.instrument.verified else tr(UNVERIFIED))
        self._how.setText(tr(HOW))
        self.unasked.set_text(tr("The question about self-harm has no answer yet. Ask it before the client leaves."))
        self._show_score()

    # --- as a field of a form --------------------------------------------------------------------------

    def value(self) -> tuple[int | None, ...] | None:
        every = tuple(row.value() for row in (*self.rows, self.difficulty))
        return None if all(each is None for each in every) else every

    def set_value(self, value: object) -> None:
        rows = (*self.rows, self.difficulty)
        given = list(value) if isinstance(value, list | tuple) and len(value) == len(rows) else [None] * len(rows)
        for row, answer in zip(rows, given, strict=True):
            row.set_value(answer)
        self._open(any(each is not None for each in given))
        self._changed()

    def set_accessible(self, name: str) -> None:
        self.setAccessibleName(name)
        self.begin.setAccessibleName(tr("{verb}: {name}", verb=tr("Fill in…"), name=name))

    # --- filling it in ---------------------------------------------------------------------------------

    def unfold(self) -> None:
        """Show the questions and begin with the first."""
        self._open(True)
        self.rows[0].setFocus()
        self._in_view(self.rows[0])

    def leave_out(self) -> None:
        """Take all answers back and close it."""
        for row in (*self.rows, self.difficulty):
            row.set_value(None)
        self._open(False)
        self.begin.setFocus()
        self._changed()

    def _open(self, shown: bool) -> None:
        self.sheet.setVisible(shown)
        self.begin.setVisible(not shown)
        self.setFocusProxy(self.rows[0] if shown else self.begin)

    def _step(self, at: int, by: int) -> None:
        every = [*self.rows, self.difficulty]
        to = at + by
        if 0 <= to < len(every):
            every[to].setFocus()
            self._in_view(every[to])

    def _in_view(self, widget: QWidget) -> None:
        """Once what was just shown or hidden has its place."""
        QTimer.singleShot(0, widget, lambda: self._scroll_to(widget))

    def _scroll_to(self, widget: QWidget) -> None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(widget, 0, theme().px(80))

    def result(self) -> Scored:
        """The score as it stands."""
        return scored(self.instrument, [row.value() for row in self.rows])

    def _changed(self) -> None:
        self._show_score()
        result = self.result()
        self.danger.setVisible(result.alert)
        asked = self.rows[0].value() is not None and result.answered >= result.questions - 1
        self.unasked.setVisible(result.alert_unasked and asked)
        if result.alert and not self._alert:
            self._in_view(self.danger)
            self.alerted.emit()
        self._alert = result.alert
        self.value_changed.emit()

    def _show_score(self) -> None:
        self.score.setText(f"{self.instrument.name}: {score_words(self.result())}")
