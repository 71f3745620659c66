"""Where can a person go? The work at the left: search, then the places, grouped; Ctrl+1 … Ctrl+9 go there."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.common.i18n import tr
from app.desktop.theme import Tone, on_language, on_theme, theme, tokens
from app.desktop.widgets.looks import label, text_label


@dataclass(frozen=True)
class Place:
    """A place a person can go to. `make` is called when it is first shown."""

    key: str
    label: str
    icon: str
    make: Callable[[], QWidget]
    group: str = ""
    foot: bool = False  # at the bottom: settings, help


class Navigation(QFrame):
    """Signals carry keys; it knows no screen."""

    asked = Signal(str)
    search_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("nav")
        self._buttons: dict[str, _PlaceButton] = {}
        self._groups: dict[str, QVBoxLayout] = {}
        self._office = text_label("", "label")
        self._unit = text_label("", "small")
        self._find = QPushButton()
        self._find.setProperty("look", "find")
        self._find.setAutoDefault(False)
        self._find.clicked.connect(lambda: self.search_asked.emit())
        on_language(self._find, lambda: self._find.setText("  " + tr("Search") + "   Ctrl+K"))
        on_language(self._find, lambda: self._find.setAccessibleName(tr("Search everything (Ctrl+K)")))
        on_theme(self._find, lambda: self._find.setIcon(theme().icon("search")))
        inside = QVBoxLayout(self)
        inside.setSpacing(0)
        self._inside = inside
        for part in (self._office, self._unit):
            part.setContentsMargins(theme().px(8), 0, 0, 0)
            inside.addWidget(part)
        inside.addSpacing(theme().px(12))
        inside.addWidget(self._find)
        inside.addSpacing(theme().px(8))
        self._foot = QVBoxLayout()
        inside.addWidget(self._places(), 1)
        inside.addLayout(self._foot)
        on_theme(self, self._measure)

    def _places(self) -> QWidget:
        """The places between search and foot; on a low screen they scroll rather than lie on one another."""
        sheet = QWidget()
        sheet.setObjectName("nav_places")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        self._top = QVBoxLayout()
        column.addLayout(self._top)
        column.addStretch(1)
        area = QScrollArea()
        area.setObjectName("nav_area")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(sheet)
        self._area = area
        return area

    def _measure(self) -> None:
        px = theme().px
        self.setFixedWidth(px(tokens.NAV_WIDTH))
        self._inside.setContentsMargins(px(12), px(16), px(12), px(12))
        self._area.verticalScrollBar().setFixedWidth(px(8))

    def set_office(self, office: str, unit: str) -> None:
        """Whose window this is."""
        self._office.setText(office)
        self._unit.setText(unit)

    def offer_search(self, there_is_one: bool) -> None:
        """A unit without records to search sees no box that would lead nowhere."""
        self._find.setVisible(there_is_one)

    def add(self, place: Place) -> None:
        """Add a place at the end of its group."""
        made = _PlaceButton(place)
        made.clicked.connect(lambda: self.asked.emit(place.key))
        made.moved.connect(self._move)
        self._buttons[place.key] = made
        if place.foot:
            self._foot.addWidget(made)
            return
        if place.group not in self._groups:
            column = QVBoxLayout()
            column.setSpacing(theme().px(2))
            if place.group:
                head = label(place.group, "small")
                head.setContentsMargins(theme().px(8), theme().px(16), 0, theme().px(4))
                column.addWidget(head)
            self._groups[place.group] = column
            self._top.addLayout(column)
        self._groups[place.group].addWidget(made)

    def clear(self) -> None:
        """Forget every place: another person signs in."""
        for layout in (*self._groups.values(), self._foot):
            while (item := layout.takeAt(0)) is not None:
                if item.widget() is not None:
                    item.widget().hide()
                    item.widget().deleteLater()
        self._groups.clear()
        self._buttons.clear()

    def show_current(self, key: str) -> None:
        for at, made in self._buttons.items():
            made.setChecked(at == key)
            if at == key:
                self._area.ensureWidgetVisible(made, 0, theme().px(24))

    def set_badge(self, key: str, count: int, tone: Tone = Tone.NEUTRAL) -> None:
        """A number beside a place: what waits there. 0 takes it away."""
        if key in self._buttons:
            self._buttons[key].set_badge(count, tone)

    def keys(self) -> list[str]:
        """The places from top to bottom."""
        return list(self._buttons)

    def _move(self, step: int) -> None:
        made = list(self._buttons.values())
        at = next((number for number, each in enumerate(made) if each.hasFocus()), 0)
        made[(at + step) % len(made)].setFocus(Qt.FocusReason.TabFocusReason)


class _PlaceButton(QToolButton):
    moved = Signal(int)

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.setProperty("look", "place")
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # as wide as there is room
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._place = place
        self._badge = QLabel(self)
        self._badge.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self._badge.hide()
        self._tone = Tone.NEUTRAL
        self._count = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, theme().px(8), 0)
        row.addStretch(1)
        row.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignVCenter)
        self.toggled.connect(self._paint)
        on_theme(self, self._paint)
        on_language(self, self._name)

    def set_badge(self, count: int, tone: Tone) -> None:
        self._count, self._tone = count, tone
        self._badge.setText(str(count))
        self._badge.setVisible(count > 0)
        self._paint()
        self._name()

    def nextCheckState(self) -> None:
        """The window checks the place it has gone to; a click alone does not."""

    def _name(self) -> None:
        name = tr(self._place.label)
        self.setText("  " + name)
        waiting = tr("{place}, {count} waiting", place=name, count=self._count)
        self.setAccessibleName(waiting if self._count else name)

    def _paint(self) -> None:
        self.setIcon(theme().icon(self._place.icon, "accent" if self.isChecked() else "muted"))
        self.setIconSize(theme().icon_size(20))
        text, soft = (colour.name() for colour in theme().tone(self._tone))
        points = theme().font("small").pointSizeF()
        self._badge.setStyleSheet(
            f"color: {text}; background: {soft}; border-radius: {theme().px(4)}px; "
            f"padding: 0 {theme().px(6)}px; font-weight: 600; font-size: {points:.2f}pt;"
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
