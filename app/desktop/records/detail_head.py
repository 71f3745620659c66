"""What does one see first of an opened record? Its number, state and what else matters, and the next step."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton, QVBoxLayout, QWidget

from app.common.i18n import N_, sentence, tr
from app.desktop.records.record_type import Head
from app.desktop.theme import theme
from app.desktop.widgets import Breaking, FlowLayout, icon_button, step_button, text_label


class DetailHead(QWidget):
    """`next_chosen`, and the button whose menu the pane fills. `under` takes what stands under the chips."""

    next_chosen = Signal()
    edit_chosen = Signal()

    def __init__(self, need_names: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme().px
        self._need_names = need_names
        self.number = text_label("", "title")
        self.kind = text_label("", "muted")
        self.chips = QWidget()
        self._flow = FlowLayout(self.chips, px(6))
        self.step = step_button(N_("Next step"), clicked=self.next_chosen.emit)
        self.edit = icon_button("edit", N_("Edit (F2)"), clicked=self.edit_chosen.emit)
        self.more = icon_button("more", N_("More that can be done (Ctrl+.)"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.more)
        self.menu.setToolTipsVisible(True)
        self.more.setMenu(self.menu)
        self.why = text_label("", "small")
        self.under = QVBoxLayout()
        self.under.setSpacing(px(8))
        named = QWidget()
        words = QVBoxLayout(named)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(px(2))
        words.addWidget(self.number)
        words.addWidget(self.kind)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(px(24), px(16), px(16), px(12))
        inside.setSpacing(px(10))
        inside.addWidget(Breaking(named, self.step, self.edit, self.more))
        inside.addWidget(self.chips)
        inside.addLayout(self.under)
        inside.addWidget(self.why)

    def show_head(self, head: Head) -> None:
        """Show whose page it is."""
        self.number.setText(head.number)
        self.kind.setText(head.under)
        self.kind.setVisible(bool(head.under))
        self._flow.empty()
        for chip in head.chips:
            self._flow.addWidget(chip)
        self.chips.setVisible(bool(head.chips))

    def show_step(self, step: Any, *, may_edit: bool) -> None:
        """The one button (a Possible of the rules, or None), and what it asks for or why it cannot be done."""
        self.edit.setVisible(may_edit)
        self.step.setVisible(step is not None)
        if step is None:
            self.why.hide()
            return
        self.step.setText(tr(step.label))
        self.step.setEnabled(step.allowed)
        self.step.setToolTip(tr("Ctrl+Enter"))
        if step.why_not is not None:
            words = sentence(step.why_not)
        elif step.needs:
            needed = ", ".join(tr(self._need_names.get(need, need)).lower() for need in step.needs)
            words = tr("“{step}” asks for: {needed}.", step=tr(step.label), needed=needed)
        else:
            words = ""
        self.why.setText(words)
        self.why.setVisible(bool(words))
        self.step.setAccessibleDescription(words)
