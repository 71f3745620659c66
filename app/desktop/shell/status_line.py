"""What stands at the foot of the window? Who is signed in, and how old the last backup is, here and elsewhere."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStatusBar, QWidget

from app.common.i18n import N_, tr
from app.desktop.theme import Tone, on_language, on_theme, theme
from app.desktop.widgets.looks import icon_button, text_label


class StatusLine(QStatusBar):
    """Calm: text in one grey; only a late backup is coloured."""

    hide_names_asked = Signal()
    lock_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._person = text_label("", wrap=False)
        self._backup = text_label("", wrap=False)
        self._elsewhere = text_label("", wrap=False)
        self._tones = {self._backup: Tone.NEUTRAL, self._elsewhere: Tone.NEUTRAL}
        self._names = QLabel()
        on_language(self._names, lambda: self._names.setText(tr("Names are hidden")))
        self._names.hide()
        self._eye = icon_button("eye-off", N_("Hide names (Ctrl+Shift+H)"), clicked=self.hide_names_asked.emit)
        self._lock = icon_button("lock", N_("Lock (Ctrl+L)"), clicked=self.lock_asked.emit)
        self._host = QWidget()
        row = QHBoxLayout(self._host)
        self._row = row
        row.addWidget(self._person)
        row.addStretch(1)
        row.addWidget(self._names)
        row.addWidget(self._elsewhere)
        row.addWidget(self._backup)
        row.addWidget(self._eye)
        row.addWidget(self._lock)
        self.addWidget(self._host, 1)
        on_theme(self._eye, lambda: self._eye.setIconSize(theme().icon_size(16)))
        on_theme(self._lock, lambda: self._lock.setIconSize(theme().icon_size(16)))
        on_theme(self, self._paint)

    def set_person(self, name: str, unit: str) -> None:
        """Who is signed in; empty when nobody is."""
        self._person.setText(f"{name} · {unit}" if name else "")

    def set_backup(self, text: str, tone: Tone = Tone.NEUTRAL) -> None:
        """When the last backup was made; amber from the seventh day."""
        self._say(self._backup, text, tone)

    def set_elsewhere(self, text: str, tone: Tone = Tone.NEUTRAL) -> None:
        """When the last verified copy on another medium was made; amber from the seventh day."""
        self._say(self._elsewhere, text, tone)
        self._elsewhere.setVisible(bool(text))

    def _say(self, where: QLabel, text: str, tone: Tone) -> None:
        where.setText(text)
        self._tones[where] = tone
        self._paint()

    def show_names_hidden(self, hidden: bool) -> None:
        self._names.setVisible(hidden)

    def _paint(self) -> None:
        self._row.setContentsMargins(theme().px(12), 0, theme().px(8), 0)
        self._row.setSpacing(theme().px(12))
        for where, tone in self._tones.items():
            plain = tone == Tone.NEUTRAL
            colour = theme().colour("muted") if plain else theme().tone(tone)[0]
            where.setStyleSheet(f"color: {colour.name()};" + ("" if plain else "font-weight: 600;"))
            where.setAlignment(Qt.AlignmentFlag.AlignVCenter)
