"""Two people saved the same record: what did the other one save, and what is kept of both?

    conflict.resolve(parent, mine, error, on_done)

Fields that only one of the two changed need no decision; they are told. For the others both versions stand side
by side, nothing is chosen beforehand, and what is decided is saved against the version that was shown.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.common.dates import show_datetime
from app.common.i18n import N_, tr
from app.desktop.background import run
from app.desktop.theme import theme
from app.desktop.widgets import Compare, Difference, ReadingArea, button, show_problem, text_label
from app.vault.errors import Conflict


@dataclass(frozen=True)
class Mine:
    """What the person had before them, what they changed, and how it is saved against a version.

    `stored(theirs, name)` gives a field as it is stored now, `shown(name, value)` as a person reads it; `hidden(theirs,
    name)` says that this person may not see it (sealed): it is told, never compared.
    """

    before: Mapping[str, Any]  # every field, as it was on the screen
    changes: Mapping[str, Any]
    names: Mapping[str, str]  # field → its label (source)
    stored: Callable[[Any, str], Any]
    shown: Callable[[str, Any], str]
    save: Callable[[int, Mapping[str, Any]], Any]
    hidden: Callable[[Any, str], bool] = lambda theirs, name: False


def contested(mine: Mine, theirs: Any) -> list[str]:
    """The fields that both changed, to different values."""
    return [
        name
        for name, value in mine.changes.items()
        if mine.stored(theirs, name) != value
        and (mine.stored(theirs, name) != mine.before.get(name, "") or mine.hidden(theirs, name))
    ]


def theirs_alone(mine: Mine, theirs: Any) -> list[str]:
    """The fields that only the other person changed."""
    return [
        name
        for name in mine.names
        if name not in mine.changes
        and not mine.hidden(theirs, name)
        and mine.stored(theirs, name) != mine.before.get(name, "")
    ]


class ConflictDialog(QDialog):
    """Both versions side by side. `decided_changes` is what is saved: mine where mine was chosen."""

    def __init__(self, parent: QWidget | None, mine: Mine, theirs: Any) -> None:
        super().__init__(parent)
        self._mine, self._theirs = mine, theirs
        self.setWindowTitle(tr("Somebody else has saved this record"))
        self.setMinimumSize(theme().px(760), theme().px(440))
        who, when = _last(theirs)
        self._names = contested(mine, theirs)
        self.compare = Compare([self._difference(name) for name in self._names], who, when)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*(theme().px(24),) * 4)
        inside.setSpacing(theme().px(12))
        inside.addWidget(text_label(tr("Somebody else has saved this record"), "section"))
        inside.addWidget(text_label(self._explained(who, when), "muted"))
        if others := theirs_alone(mine, theirs):
            fields = ", ".join(tr(mine.names[name]) for name in others)
            inside.addWidget(text_label(tr("Only {who} changed, and it stays: {fields}", who=who, fields=fields)))
        area = ReadingArea(self.compare)
        self.compare.setMaximumWidth(16777215)
        area.setVisible(bool(self._names))
        inside.addWidget(area, 1)
        self.do = button(N_("Save what I chose"), "primary", clicked=self.accept)
        self.keep = button(N_("Back to the form"), clicked=self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.keep)
        buttons.addWidget(self.do)
        inside.addLayout(buttons)
        self.do.setEnabled(not self._names)
        self.compare.decided.connect(self.do.setEnabled)
        if not self._names:
            self.do.setFocus()

    def _explained(self, who: str, when: str) -> str:
        values = {"who": who, "when": when, "number": self._theirs.number}
        if self._names:
            return tr(
                "{who} saved {number} at {when}. Nothing was overwritten. Choose for each field which version stays.",
                **values,
            )
        return tr(
            "{who} saved {number} at {when}, but not the fields that you changed. Both changes can stay.", **values
        )

    def _difference(self, name: str) -> Difference:
        mine = self._mine
        theirs = mine.shown(name, mine.stored(self._theirs, name))
        if mine.hidden(self._theirs, name):
            theirs = tr("Sealed; not shown here")
        return Difference(name, mine.names[name], mine.shown(name, mine.changes[name]), theirs)

    def decided_changes(self) -> dict[str, Any]:
        """What is still mine after the person has chosen."""
        choices = self.compare.choices()
        return {name: value for name, value in self._mine.changes.items() if choices.get(name, "mine") == "mine"}


def _last(detail: Any) -> tuple[str, str]:
    """Who changed it last, and when."""
    changes = [each for each in detail.timeline if each.action not in ("print", "reveal", "reseal")]
    if not changes:
        return "", ""
    return changes[-1].by, show_datetime(changes[-1].at)


def resolve(parent: QWidget, mine: Mine, error: Conflict, on_done: Callable[[Any], object]) -> ConflictDialog:
    """Show both versions and save what the person decides; if somebody saved again, show again."""
    theirs: Any = error.theirs
    dialog = ConflictDialog(parent, mine, theirs)

    def save() -> None:
        left = dialog.decided_changes()

        def failed(again: Exception) -> None:
            if isinstance(again, Conflict):
                resolve(parent, replace(mine, changes=left), again, on_done)
            else:
                show_problem(parent, again)

        run(parent, lambda _progress: mine.save(theirs.version, left), on_done, failed)

    dialog.accepted.connect(save)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
