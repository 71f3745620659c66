"""What does an empty list say? Why it is empty and what to do, with the button for it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.common.i18n import tr
from app.desktop.theme import on_theme, theme
from app.desktop.widgets.looks import button, text_label


class EmptyState(QWidget):
    """`EmptyState("filter", N_("Nothing matches"), N_("Remove a filter …"), N_("Clear filters"), clear)`."""

    def __init__(
        self,
        icon: str,
        what: str,
        why: str,
        action: str = "",
        act: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._picture = QLabel()
        self._what = text_label("", "section")
        self._why = text_label("", "muted")
        self._inside = QVBoxLayout(self)
        self._inside.setSpacing(theme().px(8))
        self._inside.addStretch(2)
        for part in (self._picture, self._what, self._why):
            if isinstance(part, QLabel):
                part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._inside.addWidget(part)
        self._buttons = QVBoxLayout()
        self._buttons.setContentsMargins(0, theme().px(8), 0, 0)
        self._inside.addLayout(self._buttons)
        self._inside.addStretch(3)
        on_theme(self, self._paint)
        self.say(icon, what, why, action, act)
        theme().language_changed.connect(self._name)

    def say(self, icon: str, what: str, why: str, action: str = "", act: Callable[[], object] | None = None) -> None:
        """Say something else, such as nothing found instead of nothing there yet."""
        self._icon, self._texts = icon, (what, why)
        while (item := self._buttons.takeAt(0)) is not None:
            item.widget().deleteLater()
        if action and act is not None:
            self._buttons.addWidget(button(action, clicked=act), 0, Qt.AlignmentFlag.AlignHCenter)
        self._name()
        self._paint()

    def _name(self) -> None:
        self._what.setText(tr(self._texts[0]))
        self._why.setText(tr(self._texts[1]))

    def _paint(self) -> None:
        self._picture.setPixmap(theme().icon(self._icon, "line_strong").pixmap(theme().icon_size(48)))
        self._picture.setMinimumHeight(theme().px(48))
        self._inside.setContentsMargins(*(theme().px(32),) * 4)
