"""What stands beside the form while an instrument is filled in? The scores as they run, and an alert at once."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.desktop.health.counselling.danger import TITLE
from app.desktop.health.counselling.instrument_field import InstrumentField, score_words
from app.desktop.theme import Tone, on_language, theme
from app.desktop.widgets import Banner, Form, label, text_label


class ScoreSide(QWidget):
    """Always in sight, however far down the questions are."""

    def __init__(self, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields = form.findChildren(InstrumentField)
        self.alert = Banner("", Tone.BAD)
        self.scores = [text_label("") for _ in self._fields]
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(8))
        inside.addWidget(label(N_("Score now"), "section"))
        for score in self.scores:
            inside.addWidget(score)
        inside.addWidget(self.alert)
        inside.addStretch(1)
        for field in self._fields:
            field.value_changed.connect(self._show)
        on_language(self, self._show)

    def _show(self) -> None:
        for field, score in zip(self._fields, self.scores, strict=True):
            result = field.result()
            score.setText(f"{field.instrument.name}: {score_words(result) if result.answered else tr('not filled in')}")
        self.alert.set_text(f"{tr(TITLE)}. {tr('See what to do now.')}")
        self.alert.setVisible(any(field.result().alert for field in self._fields))
