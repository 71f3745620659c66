"""Which keys are there? The list behind Ctrl+/, read from the window itself, so it is never out of date."""

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.desktop.theme import theme
from app.desktop.widgets.looks import button, surface, text_label


def keys_of(window: QWidget) -> list[tuple[str, str]]:
    """(keys, what they do) of every action with a key that can be used in the window now."""
    found: dict[str, str] = {}
    for action in window.findChildren(QAction):
        owner = action.parent()
        shown = not isinstance(owner, QWidget) or owner is window or owner.isVisibleTo(window)
        if action.shortcut().isEmpty() or not action.text() or not shown:
            continue
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        found.setdefault(keys, action.text().replace("&", ""))
    return list(found.items())


class KeysList(QDialog):
    """The keys that work here, and what each does."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setWindowTitle(tr("Keys"))
        self.setMinimumWidth(theme().px(440))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(24))
        grid.setVerticalSpacing(theme().px(8))
        grid.setColumnStretch(1, 1)
        extra = [
            ("Ctrl+1 … Ctrl+9", tr("Go to the place of that number")),
            ("Enter", tr("Next field")),
            ("Ctrl+Enter", tr("Save the form")),
            ("F2", tr("Edit")),
        ]
        known = keys_of(window)
        taken = {keys for keys, _what in known}
        for at, (keys, what) in enumerate([*known, *(pair for pair in extra if pair[0] not in taken)]):
            grid.addWidget(text_label(keys, "label", wrap=False), at, 0)
            grid.addWidget(text_label(what), at, 1)
        close = button(N_("Close"), clicked=self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*(theme().px(24),) * 4)
        inside.setSpacing(theme().px(12))
        inside.addWidget(text_label(tr("Keys"), "section"))
        inside.addWidget(surface("rule"))
        inside.addLayout(grid)
        inside.addLayout(foot)
