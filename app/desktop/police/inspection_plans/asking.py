"""How does the plan's screen ask for something? A dialog with a form; what the service refuses stands at its field."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.common.i18n import N_, sentence
from app.desktop.background import run
from app.desktop.theme import Tone, theme
from app.desktop.widgets import Banner, Field, Form, ReadingArea, button, show_problem, text_label
from app.vault.errors import AppError, Invalid

# Does it with the values of the form, off the window's thread; gives back what the service gave.
Do = Callable[[Mapping[str, Any]], object]


class AskForm(QDialog):
    """`AskForm(self, tr("…"), do_label, rows, do, explain="…").stored.connect(…)`, then `open()`.

    `places` says at which field an error is shown that the service names otherwise. Texts are as shown.
    """

    stored = Signal(object)  # what the service gave back

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        do_label: str,
        rows: Sequence[Sequence[Field]],
        do: Do,
        *,
        explain: str = "",
        places: Mapping[str, str] | None = None,
        width: int = 520,
    ) -> None:
        super().__init__(parent)
        self._do, self._places, self._busy = do, places or {}, False
        self.setWindowTitle(title)
        self.setModal(True)
        self._width = width
        self.setMinimumWidth(theme().px(width))
        self.form = Form()
        for row in rows:
            self.form.row(*row)
        self.form.saved.connect(self._save)
        self.notice = Banner("", Tone.BAD)
        self.notice.hide()
        content = QWidget()
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme().px(12))
        if explain:
            self.column.addWidget(text_label(explain, "muted"))
        self.column.addWidget(self.form)
        area = ReadingArea(content)
        sheet = area.widget().layout()
        if sheet is not None:
            sheet.setContentsMargins(0, 0, theme().px(8), 0)
        self.keep = button(N_("Cancel"), clicked=self.reject)
        self.do = button(do_label, "primary", clicked=self.form.save)
        foot = QHBoxLayout()
        foot.setSpacing(theme().px(8))
        foot.addStretch(1)
        foot.addWidget(self.keep)
        foot.addWidget(self.do)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*(theme().px(24),) * 4)
        inside.setSpacing(theme().px(12))
        inside.addWidget(text_label(title, "section"))
        inside.addWidget(self.notice)
        inside.addWidget(area, 1)
        inside.addLayout(foot)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def fit(self) -> None:
        """As high as its content, up to what the window has room for; more scrolls."""
        self.column.activate()
        above = self.parentWidget()
        room = above.window().height() if above is not None else self.screen().size().height()
        width = max(self.width(), theme().px(self._width))
        wanted = max(self.column.totalHeightForWidth(width - theme().px(64)), self.column.sizeHint().height())
        if not self.notice.isHidden():
            wanted += self.notice.sizeHint().height() + theme().px(12)
        self.resize(width, min(wanted + theme().px(160), max(room - theme().px(48), theme().px(320))))

    def _save(self, values: Mapping[str, Any]) -> None:
        if self._busy:
            return
        self._set_busy(True)
        self.notice.hide()
        run(self, lambda _progress: self._do(values), self._done, self._refused)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.do.setEnabled(not busy)

    def _done(self, changed: object) -> None:
        self.accept()
        self.stored.emit(changed)

    def _refused(self, error: Exception) -> None:
        self._set_busy(False)
        if not isinstance(error, AppError):
            show_problem(self, error)
            return
        at_field: dict[str, AppError] = {}
        elsewhere: list[str] = []
        if isinstance(error, Invalid):
            for name, each in error.fields.items():
                where = name if name in self.form.draft() else self._places.get(name.partition(".")[0], "")
                if where:
                    at_field.setdefault(where, each)
                else:
                    elsewhere.append(sentence(each))
        if at_field:
            self.form.show_errors(at_field)
        if elsewhere or not at_field:
            self.notice.set_text(" ".join([sentence(error), *elsewhere]) if not at_field else " ".join(elsewhere))
            self.notice.show()
        self.fit()
