"""Who is a client? Nobody, unless they wished: then behind “show”, a mask where something is recorded."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.desktop.theme import theme
from app.desktop.widgets import Facts, MaskLabel, button, privacy, text_label
from app.health.clients.declared import FIELD_NAMES
from app.health.clients.detail import MASK
from app.health.clients.values import ClientDetail

NAMES = ("name", "phone", "other_contact")


class PersonFacts(QWidget):
    """Name and contact, and the button that shows or hides them; a sentence where the client is anonymous."""

    def __init__(self, ask: Callable[[], object], cover: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cover, self._revealed = cover, False
        self._facts = Facts()
        self.show_button = button(N_("Show name and contact…"), "", "eye", clicked=ask)
        self.hide_button = button(N_("Hide again"), "", "eye-off", clicked=cover)
        self._why = text_label("", "small")
        foot = QHBoxLayout()
        foot.setSpacing(theme().px(12))
        foot.addWidget(self.show_button, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self.hide_button, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self._why, 1)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(10))
        inside.addWidget(self._facts)
        inside.addLayout(foot)
        privacy().changed.connect(self._names_hidden)

    def _names_hidden(self, hidden: bool) -> None:
        if hidden and self._revealed:
            self._cover()

    def show_client(self, detail: ClientDetail) -> bool:
        """Show this client's person as far as it is shown at all."""
        self._revealed = detail.revealed
        anonymous = not detail.person
        self._facts.setVisible(not anonymous)
        self._facts.show_facts([] if anonymous else [(FIELD_NAMES[name], _mask(detail, name)) for name in NAMES])
        allowed = any(act.name == "reveal" and act.allowed for act in detail.acts)
        self.show_button.setVisible(allowed and not detail.revealed and not anonymous)
        self.hide_button.setVisible(detail.revealed and not anonymous)
        if anonymous:
            self._why.setText(tr("This client is anonymous: the code is all there is. They return with their card."))
        elif detail.revealed:
            self._why.setText(tr("Shown for the reason given, until another record is opened."))
        else:
            self._why.setText(
                tr("It asks for a reason. Your name and the time stand in the audit, the reason in this record.")
            )
        return True


def _mask(detail: ClientDetail, name: str) -> MaskLabel:
    text = getattr(detail.person, name)
    shown = MaskLabel(text or None)
    if text == MASK:
        shown.sealed(None)
    return shown
