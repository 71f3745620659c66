"""How is a result looked at? It is hidden until somebody asks for it; the look is audited before anything is shown.

It is covered again as soon as another test is opened, this one is changed, another place is gone to, names are hidden,
the window is locked, or by the button.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.common.dates import show_date, show_datetime
from app.common.i18n import N_, tr
from app.desktop.background import Latest
from app.desktop.health.screenings.words import result_shown, telling_words
from app.desktop.theme import Tone, on_theme, theme
from app.desktop.widgets import Facts, StateChip, button, label, privacy, show_problem, surface
from app.health.screenings import services
from app.health.screenings.terms import Shown, State
from app.health.screenings.values import Looked, ScreeningDetail
from app.vault.session import Session

HAS_RESULT = frozenset({Shown.WAITING, Shown.READY, Shown.TOLD, Shown.CLOSED})
FIRST, LAST = N_("Result of the screening"), N_("Confirmed by the laboratory")


class ResultView(QWidget):
    """The result of the test that is open. `looked` carries what was read, for tests and for the page."""

    looked = Signal(object)

    def __init__(self, session: Session, act: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._act = session, act
        self._latest = Latest(self)
        self._detail: ScreeningDetail | None = None
        self._picture = QLabel()
        on_theme(self, lambda: self._picture.setPixmap(theme().icon("lock").pixmap(theme().icon_size(16))))
        self.covered = QWidget()
        closed = QHBoxLayout(self.covered)
        closed.setContentsMargins(0, 0, 0, 0)
        closed.setSpacing(theme().px(8))
        self.show_it = button(N_("Look at the result"), "", "eye", clicked=self.look)
        closed.addWidget(self._picture)
        closed.addWidget(label(N_("Hidden. Each look is written to the audit."), "muted"), 1)
        closed.addWidget(self.show_it)
        self.sheet = surface("card")
        self._inside = QVBoxLayout(self.sheet)
        self._inside.setContentsMargins(*(theme().px(12),) * 4)
        self._inside.setSpacing(theme().px(8))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.covered)
        whole.addWidget(self.sheet)
        self.sheet.hide()
        privacy().changed.connect(self.cover)

    def show_test(self, detail: ScreeningDetail) -> bool:
        """Another test, or another version of this one: covered. Says whether there can be a result."""
        before = self._detail
        if before is None or (before.id, before.version) != (detail.id, detail.version):
            self.cover()
        self._detail = detail
        self.show_it.setAccessibleName(tr("Look at the result of {number}", number=detail.number))
        return detail.state in HAS_RESULT

    def look(self) -> None:
        """Read the result off the window's thread; the service audits the look first."""
        detail, session = self._detail, self._session
        if detail is not None:
            self._latest.run(lambda _progress: services.look(session, detail.id), self._show, self._failed)

    def cover(self) -> None:
        """Hide it again; an answer on its way is not shown any more."""
        self._latest.forget()
        # Its buttons go with it; the cursor stays here and does not jump to the other end of the window.
        held = self.sheet.isAncestorOf(self.window().focusWidget())
        self._empty()
        self.sheet.hide()
        self.covered.show()
        if held:
            self.show_it.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Another place was gone to, or the record was closed."""
        super().hideEvent(event)
        self.cover()

    def is_covered(self) -> bool:
        return self.sheet.isHidden()

    def _failed(self, error: Exception) -> None:
        self.cover()
        show_problem(self, error)

    def _empty(self) -> None:
        while (item := self._inside.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()

    def _show(self, looked: Looked) -> None:
        detail = self._detail
        if detail is None or looked.id != detail.id or privacy().hidden:
            return
        self._empty()
        for chip in chips(looked):
            self._inside.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
        facts = Facts()
        facts.show_facts(lines(looked))
        self._inside.addWidget(facts)
        row = QWidget()
        buttons = QHBoxLayout(row)
        buttons.setContentsMargins(0, 0, 0, 0)
        for each in looked.acts:
            if each.allowed:
                buttons.addWidget(button(each.label, clicked=partial(self._act, each.name)))
        self.hide_it = button(N_("Hide the result"), "", "eye-off", clicked=self.cover)
        buttons.addWidget(self.hide_it)
        buttons.addStretch(1)
        self._inside.addWidget(row)
        self.covered.hide()
        self.sheet.show()
        self.hide_it.setFocus()
        self.looked.emit(looked)


def chips(looked: Looked) -> list[QWidget]:
    """What came out, in words. All in one tone: from across the room no colour tells it."""
    if looked.result is None:
        return [StateChip(N_("No result yet"), Tone.NEUTRAL)]
    if looked.confirmed is not None:
        return [StateChip(result_shown(looked.way, looked.confirmed), Tone.INFO)]
    return [StateChip(result_shown(looked.way, looked.result), Tone.INFO)]


def lines(looked: Looked) -> list[tuple[str, str | QWidget | None]]:
    """The whole of it, as facts."""
    found: list[tuple[str, str | QWidget | None]] = []
    if looked.result is not None and looked.result_on is not None:
        found.append((FIRST, f"{result_shown(looked.way, looked.result)} · {show_date(looked.result_on)}"))
    if looked.state is State.TO_CONFIRM:
        found.append((N_("Next"), tr("The confirmation is awaited. It is no “positive” before that.")))
    if looked.confirmed is not None and looked.confirmed_on is not None:
        lab = f"{looked.lab} · {looked.lab_number} · {show_date(looked.confirmed_on)}"
        found.append((LAST, f"{result_shown(looked.way, looked.confirmed)} · {lab}"))
    for told in looked.tellings:
        name = N_("Screening told") if told.first else N_("Result told")
        found.append((name, " · ".join(part for part in (telling_words(told), told.note) if part)))
    for each in looked.versions:
        old = each.confirmed or each.result
        words = result_shown(looked.way, old) if old is not None else ""
        found.append((N_("Corrected from"), f"{words} · {show_datetime(each.at)} · {each.by} · {each.reason}"))
    return found
