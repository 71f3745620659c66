"""Who is the person of a case? Behind “show”: a mask where something is recorded, which is not a blank."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.common.dates import show_birth
from app.common.i18n import N_, tr
from app.desktop.social.cases.words import PERSON_NAMES
from app.desktop.theme import theme
from app.desktop.widgets import Facts, MaskLabel, button, privacy, text_label
from app.social.cases.values import CaseDetail, Person
from app.social.masking import MASK


class PersonFacts(QWidget):
    """The facts of the person, and the button that shows or hides them."""

    def __init__(self, ask: Callable[[], object], cover: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cover, self._revealed = cover, False
        self._facts = Facts()
        self.show_button = button(N_("Show who the person is…"), "", "eye", clicked=ask)
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
        """Hiding names hides the person for good: free text on the page may tell of them, too."""
        if hidden and self._revealed:
            self._cover()

    def show_case(self, detail: CaseDetail) -> bool:
        """Show this case's person as far as it is shown at all."""
        self._revealed = detail.revealed
        self._facts.show_facts([(PERSON_NAMES[name], value) for name, value in _values(detail)])
        reveal = next((act for act in detail.acts if act.name == "reveal"), None)
        allowed = reveal is not None and reveal.allowed
        self.show_button.setVisible(allowed and not detail.revealed)
        self.hide_button.setVisible(detail.revealed)
        if detail.revealed:
            self._why.setText(tr("Shown for the reason given, until another case is opened or after half an hour."))
        elif allowed:
            self._why.setText(tr("It asks for a reason, which stands in the audit with your name and the time."))
        else:
            self._why.setText(tr("Only the worker in charge and a lead see who it is."))
        return True


def _values(detail: CaseDetail) -> list[tuple[str, QWidget]]:
    return [
        (name, _birth(detail) if name == "birth" else mask_of(getattr(detail.person, name)))
        for name in PERSON_NAMES
        # Only where a document needs it: no reproach where it is empty.
        if name != "identity_number" or detail.person.identity_number
    ]


def mask_of(text: str) -> MaskLabel:
    """The text, “not stated”, or a mask for what this reading hides."""
    shown = MaskLabel(text or None)
    if text == MASK:
        shown.sealed(None)
    return shown


def _birth(detail: CaseDetail) -> MaskLabel:
    """Hidden, the decade alone is told: that is what figures count."""
    if detail.revealed or detail.birth_decade is None:
        return MaskLabel(birth_words(detail.person))
    shown = MaskLabel(tr("{first}–{last}", first=detail.birth_decade, last=detail.birth_decade + 9))
    shown.setToolTip(tr("The decade alone; the day is hidden."))
    return shown


def birth_words(person: Person) -> str | None:
    """A day, or a year alone."""
    if person.birth is None:
        return None
    return show_birth(person.birth) if isinstance(person.birth, date | int) else None
