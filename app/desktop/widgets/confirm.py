"""How is a person asked before something that cannot be undone? A sentence, and verbs on the buttons."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.desktop.theme import theme
from app.desktop.widgets.looks import button, text_label


class Confirm(QDialog):
    """`Confirm(self, title, text, do=N_("Revoke access"), danger=True).then(self.revoke)`.

    Title and text come in the person's language. Esc and Enter both keep: the safe button has the focus.
    """

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        *,
        do: str,
        keep: str = N_("Cancel"),
        look: str = "primary",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme().px(420))
        self.setMaximumWidth(theme().px(560))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*(theme().px(24),) * 4)
        inside.setSpacing(theme().px(8))
        inside.addWidget(text_label(title, "section"))
        inside.addWidget(text_label(text))
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, theme().px(16), 0, 0)
        buttons.setSpacing(theme().px(8))
        buttons.addStretch(1)
        self.keep = button(keep, clicked=self.reject)
        self.do = button(do, look, clicked=self.accept)
        buttons.addWidget(self.keep)
        buttons.addWidget(self.do)
        inside.addLayout(buttons)
        self.keep.setFocus()

    def then(self, act: Callable[[], object]) -> None:
        """Open without stopping the rest of the window, and act if the person says so."""
        self.accepted.connect(lambda: act())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.open()


class AskReason(QDialog):
    """Asks why, before something that is audited: showing an identity, correcting a closed record."""

    given = Signal(str)

    def __init__(self, parent: QWidget | None, title: str, text: str, *, do: str) -> None:
        from app.desktop.widgets.text_field import TextArea

        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme().px(480))
        self.reason = TextArea(lines=3)
        self.reason.setAccessibleName(tr("Reason"))
        self.do = button(do, "primary", clicked=self._give)
        self.keep = button(N_("Cancel"), clicked=self.reject)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*(theme().px(24),) * 4)
        inside.setSpacing(theme().px(8))
        inside.addWidget(text_label(title, "section"))
        inside.addWidget(text_label(text, "muted"))
        inside.addWidget(text_label(tr("Reason"), "label"))
        inside.addWidget(self.reason)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, theme().px(16), 0, 0)
        buttons.addStretch(1)
        buttons.addWidget(self.keep)
        buttons.addWidget(self.do)
        inside.addLayout(buttons)
        self.do.setEnabled(False)
        self.reason.value_changed.connect(lambda: self.do.setEnabled(len(self.reason.value() or "") >= 3))
        self.reason.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter alone begins a new line of the reason.
        entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if entered and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.do.click()
            return
        super().keyPressEvent(event)

    def _give(self) -> None:
        self.given.emit(self.reason.value() or "")
        self.accept()
