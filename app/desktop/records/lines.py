"""What belongs to an opened record: links, earlier numbers, earlier versions? Titled lines, where there are any."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.common.i18n import tr
from app.desktop.theme import theme
from app.desktop.widgets import button, icon_button, text_label


@dataclass(frozen=True)
class RelatedLine:
    """What it is about, as shown (a link where `act` leads somewhere), its words, what stands small under them."""

    title: str
    words: str
    under: str = ""
    act: Callable[[], object] | None = None
    # A button at the end that takes the line off: its tool tip (source), its spoken name (as shown), what it does.
    remove: tuple[str, str, Callable[[], object]] | None = None
    # A long title: its words stand under it in the whole width.
    below: bool = False


class Lines(QWidget):
    """Titled groups of lines; a group without lines is not shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(theme().px(8))

    def show_groups(self, groups: Sequence[tuple[str, Sequence[RelatedLine]]]) -> bool:
        """Show these (title source, lines); says whether there are any."""
        while (item := self._inside.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        for title, lines in groups:
            if not lines:
                continue
            if title:
                head = text_label(tr(title), "section")
                head.setContentsMargins(0, theme().px(8), 0, 0)
                self._inside.addWidget(head)
            for line in lines:
                self._inside.addWidget(_line(line))
        return any(lines for _title, lines in groups)


def _line(line: RelatedLine) -> QWidget:
    """What it is about at the left, its words at the right, or under it."""
    made = QWidget()
    head: QWidget
    if line.act is None:
        head = text_label(line.title, "label", wrap=line.below)
    else:
        head = button(line.title, "link", clicked=line.act)
        head.setAccessibleName(f"{line.title}: {line.words}")
    text = QVBoxLayout()
    text.setSpacing(0)
    text.addWidget(text_label(line.words))
    if line.under:
        text.addWidget(text_label(line.under, "small"))
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme().px(16))
    if line.below:
        text.insertWidget(0, head)
    else:
        row.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(text, 1)
    if line.remove is not None:
        tip, spoken, act = line.remove
        off = icon_button("close", tip, clicked=act)
        off.setAccessibleName(spoken)
        row.addWidget(off)
    return made
