"""How is something said that stays true for a while: a backup that is late, a year that is not confirmed?"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from app.common.i18n import N_
from app.desktop.theme import Tone, on_theme, theme
from app.desktop.widgets.looks import button, icon_button, text_label

ICONS = {Tone.NEUTRAL: "info", Tone.INFO: "info", Tone.GOOD: "check", Tone.WARN: "warn", Tone.BAD: "warn"}


class Banner(QFrame):
    """A strip with an icon and a sentence (already in the person's language); an action, a close button."""

    closed = Signal()

    def __init__(
        self,
        text: str,
        tone: Tone = Tone.INFO,
        action: str = "",
        act: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self.setObjectName("banner")
        self._picture = QLabel()
        self._text = text_label(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme().px(12), theme().px(8), theme().px(8), theme().px(8))
        row.setSpacing(theme().px(12))
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._text, 1)
        if action and act is not None:
            row.addWidget(button(action, clicked=act))
        self._close = icon_button("close", N_("Close this notice"), clicked=self.put_away)
        self._close.hide()
        row.addWidget(self._close)
        on_theme(self, self._paint)

    def closable(self) -> "Banner":
        """Let the person put it away."""
        self._close.show()
        return self

    def set_text(self, text: str) -> None:
        self._text.setText(text)

    def text(self) -> str:
        return self._text.text()

    def put_away(self) -> None:
        """As if the person had closed it."""
        self.hide()
        self.closed.emit()

    def _paint(self) -> None:
        _text, soft = theme().tone(self._tone)
        self._picture.setPixmap(theme().icon(ICONS[self._tone], self._tone.value).pixmap(theme().icon_size(20)))
        self.setStyleSheet(f"#banner {{ background: {soft.name()}; border-radius: {theme().px(6)}px; }}")
