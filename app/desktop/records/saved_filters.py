"""Which filters has a person kept under a name? A menu: choose one, keep the present one, forget one."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.desktop.background import run
from app.desktop.records.record_type import RecordList
from app.desktop.theme import on_language, on_theme, theme
from app.desktop.widgets import TextField, button, say, text_label
from app.vault.session import Session


class SavedFilters(QToolButton):
    """A button with the menu. `chosen` carries a filter; `keep` is asked what the present one is."""

    chosen = Signal(object)

    def __init__(self, session: Session, record: RecordList[Any, Any, Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._record = session, record
        self._present = record.everything
        self._saved: list[Any] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self._menu.aboutToShow.connect(self._fill)
        on_theme(self, self._paint)
        on_language(self, self._name)
        self._fill()
        self.read()

    def _paint(self) -> None:
        self.setIcon(theme().icon("folder"))
        self.setIconSize(theme().icon_size(20))

    def _name(self) -> None:
        self.setToolTip(tr("Saved filters"))
        self.setAccessibleName(tr("Saved filters"))

    def set_present(self, where: Any) -> None:
        """The filter in force: what *Keep this filter* keeps."""
        self._present = where

    def names(self) -> list[str]:
        return [each.name for each in self._saved]

    def read(self) -> None:
        """Learn anew what is kept."""
        run(self, lambda progress: self._record.saved.read(self._session), self._arrived)

    def _arrived(self, saved: Sequence[Any]) -> None:
        self._saved = list(saved)
        self._fill()

    def _fill(self) -> None:
        self._menu.clear()
        for each in self._saved:
            self._menu.addAction(each.name, lambda each=each: self.choose(each))
        if not self._saved:
            self._menu.addAction(tr("No filter is saved yet")).setEnabled(False)
        self._menu.addSeparator()
        keep = self._menu.addAction(theme().icon("save"), tr("Save this filter…"), self.ask_name)
        keep.setEnabled(self._present != self._record.everything)
        if self._saved:
            forget = QMenu(tr("Delete a saved filter"), self._menu)
            forget.setIcon(theme().icon("trash"))
            self._menu.addMenu(forget)
            for each in self._saved:
                forget.addAction(each.name, lambda each=each: self.forget(each))

    def choose(self, saved: Any) -> None:
        self.chosen.emit(type(self._record.everything).from_json(dict(saved.filter)))

    def ask_name(self) -> None:
        """Under which name is the present filter kept?"""
        dialog = NameFilter(self.window(), self.names())
        dialog.named.connect(self.keep)
        dialog.open()

    def keep(self, name: str) -> None:
        """Keep the present filter under this name."""
        values = self._present.to_json()

        def kept(_id: int) -> None:
            self.read()
            say(self, tr("The filter “{name}” is saved.", name=name))

        run(self, lambda progress: self._record.saved.keep(self._session, name, values), kept)

    def forget(self, saved: Any) -> None:
        """Forget one; it can be taken back while the toast stands."""

        def forgotten(_none: object) -> None:
            self.read()
            say(self, tr("The filter “{name}” is deleted.", name=saved.name), lambda: self._again(saved))

        run(self, lambda progress: self._record.saved.forget(self._session, saved.id), forgotten)

    def _again(self, saved: Any) -> None:
        run(
            self,
            lambda progress: self._record.saved.keep(self._session, saved.name, dict(saved.filter)),
            lambda _id: self.read(),
        )


class NameFilter(QDialog):
    """Asks a name; one that is taken says that it will be replaced."""

    named = Signal(str)

    def __init__(self, parent: QWidget | None, taken: list[str]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Save this filter"))
        self.setMinimumWidth(theme().px(400))
        self._taken = taken
        self.name = TextField(N_("Such as: Overdue, Đông village"))
        self.name.setAccessibleName(tr("Name of the filter"))
        self.said = text_label("", "small")
        self.do = button(N_("Save"), "primary", clicked=self._save)
        self.keep = button(N_("Cancel"), clicked=self.reject)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*(theme().px(24),) * 4)
        inside.setSpacing(theme().px(8))
        inside.addWidget(text_label(tr("Save this filter"), "section"))
        inside.addWidget(text_label(tr("Name of the filter"), "label"))
        inside.addWidget(self.name)
        inside.addWidget(self.said)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, theme().px(8), 0, 0)
        foot.setSpacing(theme().px(8))
        foot.addStretch(1)
        foot.addWidget(self.keep)
        foot.addWidget(self.do)
        inside.addLayout(foot)
        self.name.value_changed.connect(self._look)
        self._look()
        self.name.setFocus()

    def _typed(self) -> str:
        return str(self.name.value() or "").strip()

    def _look(self) -> None:
        self.do.setEnabled(bool(self._typed()))
        taken = self._typed() in self._taken
        self.said.setText(tr("The saved filter of this name will be replaced.") if taken else "")

    def _save(self) -> None:
        if self._typed():
            self.named.emit(self._typed())
            self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._save()
            return
        super().keyPressEvent(event)
