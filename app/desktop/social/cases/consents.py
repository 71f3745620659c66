"""What did the person agree to? Each purpose with its state, to whom, until when, how; as easily withdrawn as given."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.desktop.social.cases.words import CONSENT_NAMES, HOW_NAMES
from app.desktop.theme import Tone, theme
from app.desktop.widgets import StateChip, button, surface, text_label
from app.social.cases.terms import KEEP_RECORD, ConsentState, purposes
from app.social.cases.values import CaseDetail, ConsentInfo

# So long before it runs out a consent is shown in amber.
SOON = timedelta(days=30)
TONES: dict[ConsentState, Tone] = {
    ConsentState.GIVEN: Tone.GOOD,
    ConsentState.REFUSED: Tone.NEUTRAL,
    ConsentState.WITHDRAWN: Tone.BAD,
}
Act = Callable[[str], object]


class ConsentList(QWidget):
    """The answers that count, one line each, and a button for a new one. `act(name)` asks for an act of the case."""

    def __init__(self, today: Callable[[], date], act: Act, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today, self._act = today, act
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme().px(8))
        self.add = button(N_("Record consent or refusal…"), "", "add", clicked=lambda: act("consent"))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(10))
        inside.addLayout(self._lines)
        inside.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def show_case(self, detail: CaseDetail) -> bool:
        """Show the answers of this case; there is always something to see."""
        while (item := self._lines.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        allowed = any(act.name == "consent" and act.allowed for act in detail.acts)
        order = list(purposes())
        current = [each for each in detail.consents if not each.replaced]
        current.sort(key=lambda each: (order.index(each.purpose) if each.purpose in order else 99, each.recipient))
        for at, each in enumerate(current):
            if at:
                self._lines.addWidget(surface("rule"))
            self._lines.addWidget(self._line(detail, each, allowed=allowed))
        asked = {each.purpose for each in detail.consents}
        never = [name for code, name in purposes().items() if code not in asked]
        if never:
            self._lines.addWidget(text_label(tr("Not asked yet: {purposes}", purposes="; ".join(never)), "small"))
        self.add.setVisible(allowed)
        return True

    def _line(self, detail: CaseDetail, each: ConsentInfo, *, allowed: bool) -> QWidget:
        line = QWidget()
        purpose = purposes().get(each.purpose, each.purpose)
        words = QVBoxLayout()
        words.setSpacing(theme().px(2))
        words.addWidget(text_label(purpose, "label"))
        words.addWidget(text_label(how_words(each)))
        if each.note:
            words.addWidget(text_label(each.note, "muted"))
        earlier = [
            tr("{answer} on {date}", answer=tr(CONSENT_NAMES[old.state]), date=show_date(old.given_on))
            for old in detail.consents
            if old.replaced and (old.purpose, old.recipient) == (each.purpose, each.recipient)
        ]
        if earlier:
            words.addWidget(text_label(tr("Before: {answers}", answers="; ".join(earlier)), "small"))
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(12))
        row.addLayout(words, 1)
        source, tone = state_of(each, self._today())
        row.addWidget(StateChip(source, tone), 0, Qt.AlignmentFlag.AlignTop)
        if allowed and each.state is ConsentState.GIVEN:
            name = "withdraw" if each.purpose == KEEP_RECORD else f"withdraw_consent/{each.id}"
            withdraw = button(N_("Withdraw…"), "link", clicked=lambda: self._act(name))
            withdraw.setAccessibleName(tr("{verb}: {name}", verb=tr("Withdraw…"), name=purpose))
            row.addWidget(withdraw, 0, Qt.AlignmentFlag.AlignTop)
        return line


def state_of(each: ConsentInfo, today: date) -> tuple[str, Tone]:
    """The words (source) of the chip; that it ran out counts more than that it was given."""
    if each.state is ConsentState.GIVEN and each.expired:
        return N_("Run out"), Tone.BAD
    if each.state is ConsentState.GIVEN and each.until is not None and each.until <= today + SOON:
        return N_("Runs out soon"), Tone.WARN
    return CONSENT_NAMES[each.state], TONES[each.state]


def how_words(each: ConsentInfo) -> str:
    """To whom, how, since when, until when; and when it was withdrawn."""
    parts = [tr("To: {recipient}", recipient=each.recipient)] if each.recipient else []
    if each.witness:
        parts.append(tr("Orally, witness: {name}", name=each.witness))
    elif each.how is not None:
        parts.append(tr(HOW_NAMES[each.how]))
    parts.append(tr("Asked on {date}", date=show_date(each.given_on)))
    if each.until is not None:
        parts.append(tr("Until {date}", date=show_date(each.until)))
    if each.withdrawn_on is not None:
        parts.append(tr("Withdrawn on {date}", date=show_date(each.withdrawn_on)))
    if each.attachment_id is not None:
        parts.append(tr("The form is among the files"))
    return " · ".join(parts)
