"""Which settings are there? A list of parts at the left, the part at the right; each is made when first shown."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.desktop.theme import on_language, on_theme, theme
from app.desktop.widgets.looks import label, surface
from app.vault.people import Level
from app.vault.session import Session


@dataclass(frozen=True)
class Part:
    """A part of the settings; `leads` marks what only leads change."""

    key: str
    name: str
    icon: str
    make: Callable[[Session], QWidget]
    leads: bool = False


def _part(module: str, name: str) -> Callable[[Session], QWidget]:
    return lambda session: getattr(import_module(f"app.desktop.settings.{module}"), name)(session)


# fmt: off
PARTS: tuple[Part, ...] = (
    Part("appearance", N_("Look and use"), "eye", _part("appearance", "Appearance")),
    Part("password", N_("My password"), "key", _part("own_password", "ChangePassword")),
    Part("backups", N_("Backups"), "backup", _part("backups", "Backups")),
    Part("office", N_("The office on documents"), "reports", _part("office", "OfficeFacts"), leads=True),
    Part("lists", N_("Villages and lists"), "place", _part("lists", "Lists")),
    Part("calendar", N_("Working days"), "calendar", _part("calendar", "Calendar")),
    Part("limits", N_("Time limits"), "clock", _part("limits", "Limits")),
)
# fmt: on


class Settings(QWidget):
    """The parts this person may use."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("help", "settings")
        self._session = session
        self._parts = [part for part in PARTS if not part.leads or session.account.level is Level.LEAD]
        self._made: dict[str, QWidget] = {}
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Settings"))
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for part in self._parts:
            self.list.addItem(QListWidgetItem(""))
            assert part
        self._pages = QStackedWidget()
        left = surface()
        column = QVBoxLayout(left)
        column.setContentsMargins(theme().px(8), theme().px(20), theme().px(8), theme().px(12))
        column.setSpacing(theme().px(12))
        title = label(N_("Settings"), "title")
        title.setContentsMargins(theme().px(8), 0, 0, 0)
        column.addWidget(title)
        column.addWidget(self.list, 1)
        line = surface("rule")
        line.setProperty("look", "")
        line.setFixedWidth(1)
        on_theme(line, lambda: line.setStyleSheet(f"background: {theme().colour('line').name()};"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addWidget(line)
        row.addWidget(self._pages, 1)
        on_theme(left, lambda: left.setFixedWidth(theme().px(232)))
        on_theme(self.list, self._paint)
        on_language(self.list, self._name)
        self.list.currentRowChanged.connect(self._show)
        self.list.setCurrentRow(0)

    def open(self, key: str) -> QWidget:
        """Show a part and return its page."""
        self.list.setCurrentRow([part.key for part in self._parts].index(key))
        return self._made[key]

    def refresh(self) -> None:
        getattr(self._pages.currentWidget(), "refresh", lambda: None)()

    def _show(self, at: int) -> None:
        part = self._parts[at]
        if part.key not in self._made:
            self._made[part.key] = part.make(self._session)
            self._pages.addWidget(self._made[part.key])
        self._pages.setCurrentWidget(self._made[part.key])

    def _name(self) -> None:
        for at, part in enumerate(self._parts):
            self.list.item(at).setText(tr(part.name))

    def _paint(self) -> None:
        self.list.setIconSize(theme().icon_size(20))
        for at, part in enumerate(self._parts):
            self.list.item(at).setSizeHint(QSize(0, theme().px(36)))
            self.list.item(at).setIcon(theme().icon(part.icon))
