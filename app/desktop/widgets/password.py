"""How is a password typed, seen while it is typed, and judged when it is new?"""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QProgressBar, QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.common.text import fold
from app.desktop.theme import Tone, on_language, on_theme, theme
from app.desktop.widgets.looks import text_label

STRENGTHS = (
    (N_("Too short: use at least 10 characters."), Tone.BAD),
    (
        N_("Weak: add words. Three or four words that do not belong together are easy to keep in mind."),
        Tone.BAD,
    ),
    (N_("Fair: one more word makes it good."), Tone.WARN),
    (N_("Good"), Tone.GOOD),
    (N_("Very good"), Tone.GOOD),
)
_COMMON = (
    "matkhau",
    "password",
    "123456",
    "abcdef",
    "qwerty",
    "congan",
    "iloveyou",
    "vietnam",
    "111111",
    "000000",
)


def strength(password: str, about: tuple[str, ...] = ()) -> int:
    """0 (too short) to 4. Length counts, variety a little; what others would guess first counts nothing."""
    if len(password) < 10:
        return 0
    plain = fold(password).replace(" ", "")
    guesses = [*_COMMON, *(fold(word) for text in about for word in text.split() if len(word) > 2)]
    for guess in guesses:
        plain = plain.replace(guess, "*")
    kinds = sum(
        any(test(letter) for letter in password)
        for test in (str.islower, str.isupper, str.isdigit, lambda c: not c.isalnum())
    )
    score = len(plain) + 2 * (kinds - 1) if len(set(plain)) > 4 else 0
    return 1 + sum(score >= step for step in (12, 16, 22))


class PasswordField(QWidget):
    """A password with an eye to see it; with `rate()` also a meter and a sentence under it."""

    value_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = QLineEdit()
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.edit.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.edit.textChanged.connect(self._changed)
        self._eye = QAction(self)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show)
        self.edit.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self._meter = QProgressBar()
        self._meter.setRange(0, 4)
        self._meter.setTextVisible(False)
        self._verdict = text_label("", "small")
        self._caps = text_label("", "small")
        self._about: tuple[str, ...] = ()
        self._rated = False
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(4))
        for part in (self.edit, self._meter, self._verdict, self._caps):
            inside.addWidget(part)
        for part in (self._meter, self._verdict, self._caps):
            part.hide()
        self.setFocusProxy(self.edit)
        self.edit.installEventFilter(self)
        on_theme(self, self._paint)
        on_language(self, self._paint)

    def value(self) -> str:
        """As typed: a password is never trimmed or composed here."""
        return self.edit.text()

    def set_value(self, value: object) -> None:
        self.edit.setText(str(value or ""))

    def clear(self) -> None:
        """Forget it and hide it again."""
        self._eye.setChecked(False)
        self.edit.clear()

    def rate(self, *about: str) -> None:
        """Judge what is typed; `about` are words that others would guess, such as the person's name."""
        self._about, self._rated = about, True
        self._changed()

    def _changed(self) -> None:
        typed = self.edit.text()
        shown = self._rated and bool(typed)
        self._meter.setVisible(shown)
        self._verdict.setVisible(shown)
        if shown:
            level = strength(typed, self._about)
            sentence, tone = STRENGTHS[level]
            self._meter.setValue(max(level, 1))
            self._verdict.setText(tr(sentence))
            colour = theme().tone(tone)[0].name()
            self._meter.setStyleSheet(f"QProgressBar::chunk {{ background: {colour}; }}")
            self._verdict.setStyleSheet(f"color: {colour};")
            self._meter.setAccessibleName(tr("Strength of the password"))
        self.value_changed.emit()

    def _show(self, seen: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if seen else QLineEdit.EchoMode.Password
        self.edit.setEchoMode(mode)
        self._paint()

    def _paint(self) -> None:
        seen = self._eye.isChecked()
        self._eye.setIcon(theme().icon("eye-off" if seen else "eye"))
        self._eye.setText(tr("Hide the password") if seen else tr("Show the password"))
        self._eye.setToolTip(self._eye.text())
        self._caps.setText(tr("Caps Lock seems to be on."))
        if self._rated:
            self._changed()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            typed = event.text()
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if typed.isalpha():  # a capital without Shift: Caps Lock
                self._caps.setVisible(typed.isupper() != shift and len(typed) == 1)
        return super().eventFilter(watched, event)
