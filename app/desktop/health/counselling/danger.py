"""What stands on the screen the moment somebody says that they think of death or of harming themselves?"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.desktop.theme import Tone, on_language, on_theme, theme
from app.desktop.widgets import text_label
from app.health.counselling.terms import CRISIS_CONTACTS
from app.registry import queries as registry
from app.vault.session import Session

# What any colleague can do at once; whom to call is the office's list.
NOW: tuple[str, ...] = (
    N_("Do not leave the person alone, not even to fetch somebody."),
    N_("Ask openly whether they think of killing themselves, and how; listen, and do not judge."),
    N_("Keep medicines, ropes, blades and poisons out of reach."),
    N_("Call one of these, and stay until somebody has taken over:"),
)
TITLE = N_("Self-harm: act now, whatever the score")


def contacts(session: Session) -> list[str]:
    """Whom the office would call, in its order."""
    with session.read() as db:
        return [item.name for item in registry.catalogue(db, CRISIS_CONTACTS)]


class Danger(QFrame):
    """What to do now, and whom to call. It cannot be closed: it goes when the answer is another."""

    def __init__(self, called: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("danger")
        self._called = called
        self._picture = QLabel()
        self._title = text_label("", "label")
        self._lines = [text_label("") for _ in NOW]
        self._who = [text_label("", "label") for _ in called]
        head = QHBoxLayout()
        head.setSpacing(theme().px(8))
        head.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title, 1)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*(theme().px(12),) * 4)
        inside.setSpacing(theme().px(4))
        inside.addLayout(head)
        for line in self._lines:
            inside.addWidget(line)
        for who in self._who:
            who.setContentsMargins(theme().px(16), 0, 0, 0)
            who.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            inside.addWidget(who)
        on_language(self, self._name)
        on_theme(self, self._paint)

    def words(self) -> str:
        """Everything it says."""
        return "\n".join(each.text() for each in (self._title, *self._lines, *self._who))

    def _name(self) -> None:
        self._title.setText(tr(TITLE))
        for line, source in zip(self._lines, NOW, strict=True):
            line.setText(tr(source))
        for who, name in zip(self._who, self._called, strict=True):
            who.setText(f"• {name}")
        self.setAccessibleName(self.words())

    def _paint(self) -> None:
        text, soft = theme().tone(Tone.BAD)
        self._picture.setPixmap(theme().icon("warn", "bad").pixmap(theme().icon_size(20)))
        self.setStyleSheet(
            f"#danger {{ background: {soft.name()}; border: {theme().px(2)}px solid {text.name()};"
            f" border-radius: {theme().px(6)}px; }}"
        )
