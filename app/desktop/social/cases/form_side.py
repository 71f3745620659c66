"""Who may be the same person as the one being typed? Codes and how much speaks for it, beside the form; no name."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.desktop.background import Latest
from app.desktop.theme import theme
from app.desktop.widgets import Form, button, label, surface, text_label
from app.social.cases import services
from app.social.cases.terms import STATE_NAMES
from app.social.cases.values import Likely, Person
from app.vault.session import Session

REST_MS = 300
# More than these would be no help.
MOST = 4


class LikelyPanel(QWidget):
    """What was found, with a button that opens the case; a lead can have the new case merged into it."""

    def __init__(self, open_case: Callable[[int], object], *, may_merge: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open, self._may_merge = open_case, may_merge
        self._ticks: dict[int, QCheckBox] = {}
        self.found: list[Likely] = []
        self._head = label(N_("Perhaps known already"), "section")
        self._explain = label(N_("No name is shown. Open the case to look before a second one is made."), "muted")
        self._quiet = label(N_("No case looks like the same person so far."), "muted")
        self._cards = QVBoxLayout()
        self._cards.setSpacing(theme().px(8))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme().px(8))
        whole.addWidget(self._head)
        whole.addWidget(self._explain)
        whole.addWidget(self._quiet)
        whole.addLayout(self._cards)
        whole.addStretch(1)
        self.show_likely([])

    def merge_into(self) -> Likely | None:
        """The case that the new one is to be merged into once it is saved."""
        ticked = {case_id for case_id, box in self._ticks.items() if box.isChecked()}
        return next((each for each in self.found if each.case_id in ticked), None)

    def show_likely(self, found: list[Likely]) -> None:
        """Show these, the likeliest first; what was ticked stays ticked while it stands here."""
        ticked = {case_id for case_id, box in self._ticks.items() if box.isChecked()}
        while (item := self._cards.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        self._ticks.clear()
        self.found = found[:MOST]
        self._explain.setVisible(bool(found))
        self._quiet.setVisible(not found)
        for each in self.found:
            self._cards.addWidget(self._card(each, ticked=each.case_id in ticked))

    def _card(self, each: Likely, *, ticked: bool) -> QWidget:
        card = surface("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(*(theme().px(12),) * 4)
        inside.setSpacing(theme().px(4))
        inside.addWidget(text_label(each.code, "label"))
        inside.addWidget(text_label(tr(STATE_NAMES[each.state]), "small"))
        inside.addWidget(text_label(tr("{score} % alike: name, year of birth or phone", score=each.score)))
        look = button(N_("Open this case"), "link", clicked=partial(self._open, each.case_id))
        look.setAccessibleName(tr("{verb}: {name}", verb=tr("Open this case"), name=each.code))
        inside.addWidget(look)
        if self._may_merge:
            tick = QCheckBox(tr("Merge with it once this is saved"))
            tick.setAccessibleDescription(each.code)
            tick.setChecked(ticked)
            self._ticks[each.case_id] = tick
            inside.addWidget(tick)
        return card


class Watch(QObject):
    """Keeps the panel in step with the form: asked after a short rest, off the window's thread."""

    def __init__(
        self, session: Session, form: Form, person_of: Callable[[], Person], side: LikelyPanel, but: int | None = None
    ) -> None:
        super().__init__(side)
        self._session, self._person_of, self._side, self._but = session, person_of, side, but
        self._latest = Latest(side)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.ask)
        form.changed.connect(self._rest.start)
        self.ask()

    def ask(self) -> None:
        """Ask for what stands there now; answers to what stood there before are dropped."""
        session, person, but = self._session, self._person_of(), self._but
        if not session.compartments:
            return  # locked: nothing is typed behind the gate
        if not (person.real_name or person.alias or person.phone):
            self._latest.forget()
            self._side.show_likely([])
            return
        self._latest.run(
            lambda _progress: services.likely_duplicates(session, person, but), self._side.show_likely, lambda _e: None
        )
