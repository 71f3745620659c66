"""Where shall copies go? The sticks that are connected, or a folder; a stick plugged in meanwhile appears by itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QDialog, QFileDialog, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.desktop.background import run, run_aside
from app.desktop.theme import Tone, on_language, theme
from app.desktop.widgets.banner import Banner
from app.desktop.widgets.looks import button, label, text_label
from app.desktop.widgets.problem import problem
from app.desktop.widgets.text_field import TextField

if TYPE_CHECKING:
    from app.vault.media import Place
    from app.vault.session import Session
    from app.vault.volumes import Volume

EVERY_SECONDS = 3


class PlaceField(QWidget):
    """`value()` is the folder of a connected stick, the folder that was chosen, or None for `later`."""

    value_changed = Signal()

    def __init__(self, later: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._volumes: list[Volume] = []
        self._asking = False
        self._touched = False
        self._sticks = QVBoxLayout()
        self._none = label(N_("No stick is connected. Plug one in: it appears here."), "muted")
        self._group = QButtonGroup(self)
        self._at_sticks: dict[QRadioButton, Path] = {}
        self.folder = _radio(N_("A folder on the network or on another disk"))
        self.path = TextField()
        self.path.setAccessibleName(tr("Folder for copies"))
        self.browse = button(N_("Choose…"), "", "folder", clicked=self._choose)
        self.later = _radio(later) if later else None
        for each in (self.folder, self.later):
            if each is not None:
                self._group.addButton(each)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(8))
        inside.addWidget(label(N_("USB stick or external disk"), "label"))
        inside.addWidget(self._none)
        inside.addLayout(self._sticks)
        inside.addWidget(label(N_("Or"), "label"))
        inside.addWidget(self.folder)
        row = QHBoxLayout()
        row.setContentsMargins(theme().px(24), 0, 0, 0)
        row.setSpacing(theme().px(8))
        row.addWidget(self.path, 1)
        row.addWidget(self.browse)
        inside.addLayout(row)
        if self.later is not None:
            inside.addWidget(self.later)
            self.later.setChecked(True)
        self.path.textEdited.connect(lambda: self.folder.setChecked(True))
        self._group.buttonClicked.connect(self._touch)
        self._group.idToggled.connect(lambda: self.value_changed.emit())
        self.path.textChanged.connect(lambda: self.value_changed.emit())
        self._clock = QTimer(self)
        self._clock.setInterval(EVERY_SECONDS * 1000)
        self._clock.timeout.connect(self.look)
        self._clock.start()
        self.look()

    def value(self) -> Path | None:
        """The folder of the stick or the folder that was given; None where nothing is chosen."""
        if self.folder.isChecked():
            text = (self.path.value() or "").strip()
            return Path(text).expanduser() if text else None
        chosen = self._group.checkedButton()
        return self._at_sticks.get(chosen) if isinstance(chosen, QRadioButton) else None

    def wants_folder(self) -> bool:
        """Whether a folder is meant, given or not."""
        return self.folder.isChecked()

    def look(self) -> None:
        """Ask the system what is connected; a reader without a card may take a while."""
        if self._asking:
            return
        self._asking = True

        def ask(_progress: object) -> list[Volume]:
            from app.vault.volumes import connected

            return connected()

        run_aside(self, ask, self._show, self._not_asked)

    def _not_asked(self, error: Exception) -> None:
        self._asking = False
        self._none.setText(problem(error).text)

    def _show(self, found: list[Volume]) -> None:
        self._asking = False
        if found == self._volumes:
            return
        chosen = self.value()
        self._volumes = found
        for old in self._at_sticks:
            self._group.removeButton(old)
            old.hide()
            old.deleteLater()
        self._at_sticks = {}
        for volume in found:
            made = QRadioButton(tr("“{label}” in {folder}", label=volume.label, folder=str(volume.root)))
            self._group.addButton(made)
            self._sticks.addWidget(made)
            self._at_sticks[made] = volume.root
            if volume.root == chosen:
                made.setChecked(True)
        self._none.setVisible(not found)
        if found and not self._touched and chosen is None:
            next(iter(self._at_sticks)).setChecked(True)  # who plugs a stick in here means it
        self.value_changed.emit()

    def _touch(self) -> None:
        self._touched = True
        if self.folder.isChecked():
            self.path.setFocus()

    def _choose(self) -> None:
        found = QFileDialog.getExistingDirectory(self, tr("Folder for copies"), str(Path.home()))
        if found:
            self._touched = True
            self.folder.setChecked(True)
            self.path.setText(found)


class ChoosePlace(QDialog):
    """Settings: another place for copies. `chosen(place)` when it got its mark."""

    chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._banner: Banner | None = None
        self.setWindowTitle(tr("Place for copies"))
        self.setMinimumWidth(theme().px(560))
        self.field = PlaceField()
        self.keep = button(N_("Cancel"), clicked=self.reject)
        self.do = button(N_("Copy to this place"), "primary", clicked=self._do)
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(*(theme().px(24),) * 4)
        self._inside.setSpacing(theme().px(12))
        self._inside.addWidget(text_label(tr("Place for copies"), "section"))
        self._inside.addWidget(
            label(N_("Every backup is copied there by itself whenever the place is here, encrypted as it is."), "muted")
        )
        self._inside.addWidget(self.field)
        row = QHBoxLayout()
        row.setContentsMargins(0, theme().px(8), 0, 0)
        row.addStretch(1)
        row.addWidget(self.keep)
        row.addWidget(self.do)
        self._inside.addLayout(row)
        self.field.value_changed.connect(self._allow)
        self._allow()

    def _allow(self) -> None:
        self.do.setEnabled(self.field.value() is not None)

    def _do(self) -> None:
        folder, session = self.field.value(), self._session
        if folder is None:
            return
        self.do.setEnabled(False)

        def choose(_progress: object) -> Place:
            from app.registry import elsewhere

            return elsewhere.choose(session, folder)

        run(self, choose, self._done, self._failed)

    def _done(self, place: Place) -> None:
        self.chosen.emit(place)
        self.accept()

    def _failed(self, error: Exception) -> None:
        if self._banner is not None:
            self._banner.deleteLater()
        self._banner = Banner(problem(error).text, Tone.BAD)
        self._inside.insertWidget(1, self._banner)
        self._allow()


def _radio(source: str) -> QRadioButton:
    made = QRadioButton()
    on_language(made, lambda: made.setText(tr(source)))
    return made
