"""How does the app say that something is done, and offer to take it back, without stopping the person?"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QHBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.desktop.theme import theme
from app.desktop.widgets.looks import button, text_label

SECONDS = 10


class Toast(QFrame):
    """One sentence at the foot of the window for ten seconds; *Undo* beside it while it stands."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setObjectName("toast")
        self._host = host
        self._undo: Callable[[], object] | None = None
        self._text = text_label("", wrap=False)
        self._button = button(N_("Undo"), clicked=self.undo)
        self._also = button("", "quiet", clicked=self._do_also)
        self._also_act: Callable[[], object] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(theme().px(16), theme().px(8), theme().px(8), theme().px(8))
        row.setSpacing(theme().px(16))
        row.addWidget(self._text, 1)
        row.addWidget(self._also)
        row.addWidget(self._button)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.put_away)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(24)
        shadow.setOffset(0, 4)
        shadow.setColor(theme().colour("line_strong"))
        self.setGraphicsEffect(shadow)
        host.installEventFilter(self)
        self.hide()

    def say(
        self,
        text: str,
        undo: Callable[[], object] | None = None,
        also: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        """Show a sentence; a new one takes the place of the one before, and of its *Undo*.

        `also` (source, act) offers what people do next: printing the receipt of what was just taken in.
        """
        self._undo = undo
        self._also_act = also[1] if also is not None else None
        self._also.setText(tr(also[0]) if also is not None else "")
        self._also.setVisible(also is not None)
        self._text.setText(text)
        self._text.setAccessibleName(text)
        self._button.setVisible(undo is not None)
        self._clock.start(SECONDS * 1000)
        self.show()
        self.raise_()
        self._place()

    def can_undo(self) -> bool:
        return self.isVisible() and self._undo is not None

    def undo(self) -> None:
        """Take back what the toast speaks of; also reached by Ctrl+Z while it stands."""
        undo = self._undo
        self.put_away()
        if undo is not None:
            undo()

    def _do_also(self) -> None:
        act = self._also_act
        self.put_away()
        if act is not None:
            act()

    def put_away(self) -> None:
        self._clock.stop()
        self._undo = self._also_act = None
        self.hide()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._clock.stop()  # it stays while one reads it

    def leaveEvent(self, event: QEvent) -> None:
        if self.isVisible():
            self._clock.start(SECONDS * 1000)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        host = self._host
        self._text.setWordWrap(False)
        room = host.width() - theme().px(48)
        if self.sizeHint().width() > room:
            self._text.setWordWrap(True)
            self.resize(room, self.heightForWidth(room))
        else:
            self.resize(self.sizeHint())
        self.move((host.width() - self.width()) // 2, host.height() - self.height() - theme().px(24))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


def say(near: QWidget, text: str, undo: Callable[[], object] | None = None) -> None:
    """Let the window that holds this widget say it."""
    toast = near.window().findChild(Toast)
    if toast is not None:
        toast.say(text, undo)
