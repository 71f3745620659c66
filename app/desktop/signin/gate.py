"""What do all pages before the records look like? A card in the middle, a calm place for errors, one for waiting."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from app.common.i18n import N_
from app.desktop.theme import Tone, on_theme, theme
from app.desktop.widgets.banner import Banner
from app.desktop.widgets.looks import label, surface, text_label
from app.desktop.widgets.problem import problem

NARROW, WIDE = 420, 680


class Gate(QWidget):
    """A page of the gate. Subclasses fill `self.inside`; the page scrolls when the window is small."""

    seen = Signal()  # the page is on the screen: slow things may begin

    def __init__(self, title: str, explain: str = "", *, width: int = NARROW, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._width = width
        self._painted = False
        self._banner: Banner | None = None
        self.card = surface("card")
        self.inside = QVBoxLayout(self.card)
        name = label(N_("Nhịp Cầu"), "display", wrap=False)
        mission = label(N_("Confidential case records of the commune"), "muted", wrap=False)
        self.title = label(title, "title")
        self.explain = label(explain, "muted") if explain else None
        self._notice = QVBoxLayout()
        self._wait = _Waiting()
        self.inside.addWidget(self.title)
        if self.explain is not None:
            self.inside.addWidget(self.explain)
        self.inside.addLayout(self._notice)
        self.body = QVBoxLayout()
        self.inside.addLayout(self.body)
        self.inside.addWidget(self._wait)
        column = QVBoxLayout()
        column.addStretch(2)
        self._head = QWidget()
        head = QVBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, theme().px(14))
        head.addWidget(name)
        head.addWidget(mission)
        column.addWidget(self._head)
        column.addWidget(self.card)
        self.under = QVBoxLayout()
        column.addLayout(self.under)
        column.addStretch(3)
        middle = QWidget()
        middle.setProperty("look", "scrolled")
        self._middle = QHBoxLayout(middle)
        self._middle.addStretch(1)
        self._middle.addLayout(column)
        self._middle.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(middle)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self._area = area
        on_theme(self, self._measure)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.seen.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """On a low screen the card comes first; the name above it can wait."""
        needed = self.card.sizeHint().height() + self._head.sizeHint().height() + theme().px(72)
        self._head.setVisible(needed <= self.height())

    def _measure(self) -> None:
        px = theme().px
        self.card.setFixedWidth(px(self._width))
        self.inside.setContentsMargins(px(32), px(28), px(32), px(28))
        self.inside.setSpacing(px(12))
        self.body.setSpacing(px(16))
        self.under.setContentsMargins(0, px(12), 0, 0)
        self._middle.setContentsMargins(px(16), px(24), px(16), px(24))

    def say(self, text: str, tone: Tone = Tone.BAD, action: str = "", act: Callable[[], object] | None = None) -> None:
        """A sentence at the top of the card, in place of the one before."""
        self.hush()
        self._banner = Banner(text, tone, action, act)
        self._notice.addWidget(self._banner)
        self._fit()
        self._area.ensureVisible(0, 0)

    def say_error(self, error: BaseException) -> None:
        """Any error as its sentence."""
        self.say(problem(error).text)

    def hush(self) -> None:
        """Take the sentence away."""
        if self._banner is not None:
            self._banner.hide()
            self._banner.deleteLater()
            self._banner = None

    def said(self) -> str:
        """The sentence that stands at the top of the card, or an empty text."""
        return self._banner.text() if self._banner is not None else ""

    def wait(self, text: str) -> None:
        """Something slow is under way: nothing can be typed meanwhile."""
        self._wait.begin(text)
        self._each_body_widget(False)

    def progress(self, done: int, total: int, note: str) -> None:
        """How far it is."""
        self._wait.step(done, total, note)

    def ready(self) -> None:
        """The person may go on."""
        self._wait.hide()
        self._each_body_widget(True)

    def waiting(self) -> bool:
        return self._wait.isVisibleTo(self)

    def _each_body_widget(self, enabled: bool) -> None:
        for at in range(self.body.count()):
            item = self.body.itemAt(at)
            if item is not None and item.widget() is not None:
                item.widget().setEnabled(enabled)


class _Waiting(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._text = text_label("", "muted")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, theme().px(4), 0, 0)
        inside.setSpacing(theme().px(8))
        inside.addWidget(self._bar)
        inside.addWidget(self._text)
        self.hide()

    def begin(self, text: str) -> None:
        self._text.setText(text)
        self._bar.setAccessibleName(text)
        self._bar.setRange(0, 0)
        self.show()

    def step(self, done: int, total: int, note: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if note:
            self._text.setText(note)
