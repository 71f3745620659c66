"""What did a locked record say before it was corrected? The earlier version and the present one, side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.common.dates import show_datetime
from app.common.i18n import N_, tr
from app.desktop.theme import theme
from app.desktop.widgets import MaskLabel, ReadingArea, button, label, surface, text_label


@dataclass(frozen=True)
class VersionLine:
    """A fact that differs, as shown; its label is source text. A personal one hides with the other names."""

    name: str
    label: str
    before: str
    now: str
    personal: bool = False


def differences(
    before: Mapping[str, str], now: Mapping[str, str], labels: Mapping[str, str], personal: frozenset[str] = frozenset()
) -> list[VersionLine]:
    """The facts that differ, both as shown, in the order of the labels."""
    return [
        VersionLine(name, labels[name], before[name], now[name], name in personal)
        for name in labels
        if name in before and name in now and before[name] != now[name]
    ]


class VersionCompare(QDialog):
    """Only what differs, one line for each fact. `version` has at, by and reason."""

    def __init__(self, parent: QWidget | None, number: str, version: Any, lines: Sequence[VersionLine]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Earlier version"))
        self.resize(theme().px(760), theme().px(480))
        sheet = QWidget()
        grid = QGridLayout(sheet)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(16))
        grid.setVerticalSpacing(theme().px(8))
        grid.setColumnMinimumWidth(0, theme().px(144))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        grid.addWidget(label(N_("Before"), "label"), 0, 1)
        grid.addWidget(label(N_("Now"), "label"), 0, 2)
        self.lines = lines
        for at_line, line in enumerate(self.lines):
            at = 2 * at_line + 1
            grid.addWidget(surface("rule"), at, 0, 1, 3)
            grid.addWidget(label(line.label, "muted"), at + 1, 0, Qt.AlignmentFlag.AlignTop)
            for column, words in ((1, line.before), (2, line.now)):
                shown: QWidget = text_label(words or tr("Not stated"), "" if words else "muted")
                if line.personal:
                    shown = MaskLabel(words or None)
                grid.addWidget(shown, at + 1, column, Qt.AlignmentFlag.AlignTop)
        if not self.lines:
            said = tr("What was corrected has been set back since: nothing differs.")
            grid.addWidget(text_label(said, "muted"), 1, 0, 1, 3)
        self.keep = button(N_("Close"), clicked=self.accept)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme().px(24), 0, theme().px(24), theme().px(16))
        foot.addStretch(1)
        foot.addWidget(self.keep)
        head = QVBoxLayout()
        head.setContentsMargins(theme().px(24), theme().px(20), theme().px(24), theme().px(8))
        head.addWidget(text_label(number, "section"))
        when = tr("Before the correction of {when} by {who}", when=show_datetime(version.at), who=version.by)
        head.addWidget(text_label(when, "muted"))
        head.addWidget(text_label(tr("Reason: {reason}", reason=version.reason), "muted"))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(head)
        inside.addWidget(ReadingArea(sheet), 1)
        inside.addLayout(foot)
        self.keep.setFocus()
