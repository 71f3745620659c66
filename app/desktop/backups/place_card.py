"""What of the place for copies? Which it is, whether it is here, when the last copy was found whole, and what to do."""

from datetime import UTC, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.common.dates import show_datetime
from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.background import run
from app.desktop.backups.carrier import Carrier
from app.desktop.backups.place_field import ChoosePlace
from app.desktop.theme import Tone, theme
from app.desktop.widgets.chips import StateChip
from app.desktop.widgets.confirm import Confirm
from app.desktop.widgets.looks import button, surface, text_label
from app.desktop.widgets.problem import problem
from app.registry import elsewhere
from app.registry.elsewhere import Standing
from app.vault.errors import Cancelled
from app.vault.media import State
from app.vault.session import Session

CHIPS = {
    State.HERE: (N_("Connected"), Tone.GOOD),
    State.AWAY: (N_("Not connected"), Tone.NEUTRAL),
    State.OTHER_STICK: (N_("Another stick"), Tone.WARN),
    State.NO_MARK: (N_("Emptied"), Tone.WARN),
}


class PlaceCard(QWidget):
    """Follows the carrier. `back_up_asked` asks for a backup, which is then copied by itself."""

    back_up_asked = Signal()

    def __init__(self, session: Session, carrier: Carrier, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._carrier = session, carrier
        card = surface("card")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)
        self.name = text_label("", "section")
        self.chip = StateChip()
        self.last = text_label("")
        self.say = text_label("", "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Copying the backup"))
        self.copy = button(N_("Back up to it now"), "", "backup", clicked=self.back_up_asked.emit)
        self.stop = button(N_("Stop copying"), clicked=carrier.cancel)
        self.other = button(N_("Choose another place…"), clicked=self.choose)
        self.give_up = button(N_("Give up this place"), "quiet", clicked=self._ask_give_up)
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self.chip)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme().px(8))
        for each in (self.copy, self.stop, self.other, self.give_up):
            buttons.addWidget(each)
        buttons.addStretch(1)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(*(theme().px(16),) * 4)
        inside.setSpacing(theme().px(8))
        inside.addLayout(head)
        inside.addWidget(self.last)
        inside.addWidget(self.say)
        inside.addWidget(self.bar)
        inside.addLayout(buttons)
        carrier.changed.connect(self.show_state)
        theme().language_changed.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        """Everything anew."""
        standing = self._carrier.standing
        place = standing.place if standing else None
        lead = may(self._session, "backups.place")
        copying = self._carrier.progress
        here = self._carrier.seen is not None and self._carrier.seen.state is State.HERE
        self.name.setText(
            tr("Copies go to “{place}”", place=place.label) if place else tr("No place for copies is chosen")
        )
        self.chip.setVisible(place is not None and self._carrier.seen is not None)
        if self._carrier.seen is not None:
            self.chip.set_state(*CHIPS[self._carrier.seen.state])
        self.last.setText(_last(standing) if standing else "")
        self.say.setText(self._sentence(standing))
        self.say.setVisible(bool(self.say.text()))
        self.bar.setVisible(copying is not None)
        self.stop.setVisible(copying is not None)
        if copying is not None:
            self.bar.setRange(0, max(copying[1], 1))
            self.bar.setValue(copying[0])
        self.copy.setVisible(place is not None and copying is None)
        self.copy.setEnabled(here and may(self._session, "backup"))
        self.other.setText(tr("Choose another place…") if place else tr("Choose the place…"))
        self.other.setProperty("look", "")
        self.other.setVisible(lead)
        self.give_up.setVisible(lead and place is not None)

    def _sentence(self, standing: Standing | None) -> str:
        error = self._carrier.error
        if error is not None and not isinstance(error, Cancelled):
            return problem(error).text
        if standing is not None and standing.place is None:
            if not may(self._session, "backups.place"):
                return tr("A lead chooses a USB stick or a network folder. Until then a broken disk takes everything.")
            return tr("A broken or stolen computer takes vault and backups with it. Choose a USB stick or a folder.")
        return self._carrier.sentence()

    def choose(self) -> None:
        """Ask for another place."""
        dialog = ChoosePlace(self._session, self.window())
        dialog.chosen.connect(lambda _place: self._carrier.learn())
        dialog.open()

    def _ask_give_up(self) -> None:
        session = self._session

        def give_up() -> None:
            run(self, lambda progress: elsewhere.give_up(session), lambda _done: self._carrier.learn())

        Confirm(
            self,
            tr("Give up this place for copies?"),
            tr("The copies that are there stay. From now on a broken or stolen computer takes all backups with it."),
            do=N_("Give up this place"),
            keep=N_("Keep this place"),
            look="danger",
        ).then(give_up)


def _last(standing: Standing) -> str:
    if standing.last is None:
        return tr("No copy was made elsewhere yet.")
    days = standing.days(datetime.now(UTC))
    when = show_datetime(standing.last.made_at)
    if days == 0:
        return tr("Last copy found whole: backup of {when}.", when=when)
    return tr("Last copy found whole: backup of {when}, {days} days ago.", when=when, days=days)
