"""How does an office begin? Nine short steps; the vault is made after the fifth, nothing before it.

Office → folder → lead → other leads → recovery form → codes on paper → typed back → backups → done.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.desktop.background import run
from app.desktop.backups.place_field import PlaceField
from app.desktop.signin import first_run_steps as steps
from app.desktop.signin.gate import WIDE, Gate
from app.desktop.signin.sheets import PrintSheets, TypeBack, only_now
from app.desktop.signin.slip import InvitationSlip
from app.desktop.theme import on_theme, theme
from app.desktop.widgets.form import Form
from app.desktop.widgets.looks import button, label
from app.registry import elsewhere, services
from app.registry.first_run import Beginning, OtherLead, begin
from app.registry.queries import Office
from app.vault import access, folder
from app.vault.errors import AppError, Environment
from app.vault.founding import Founder
from app.vault.recovery import RecoveryForm


@dataclass
class Step:
    """A page of the wizard. `next` checks it and calls `_on` when it is right."""

    title: str
    explain: str
    page: QWidget
    next: Callable[[], None]
    go: str = N_("Next")


class FirstRun(Gate):
    """`made(session)` when the vault is there, `proved` when its codes are on paper, `finished` at the end.

    `left` when it was given up before anything was made.
    """

    made = Signal(object)
    proved = Signal(object)
    finished = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(N_("A new vault"), " ", width=WIDE, parent=parent)
        # The title stays where it is from step to step.
        on_theme(self.card, lambda: self.card.setMinimumHeight(theme().px(440)))
        self.beginning: Beginning | None = None
        self.office, self.folder = steps.OfficeStep(), steps.FolderStep()
        self.lead, self.others, self.recovery = steps.LeadStep(), steps.OthersStep(), steps.RecoveryStep()
        self.copies = PlaceField(
            N_("Later, under Settings. Until then a broken or stolen computer takes everything with it.")
        )
        self._paper, self._proof = QVBoxLayout(), QVBoxLayout()
        self.print: PrintSheets | None = None
        self.back: TypeBack | None = None
        self.steps = self._steps()
        self.at = 0
        self.dots = Dots(len(self.steps))
        for step in self.steps:
            self.body.addWidget(step.page)
            if isinstance(step.page, Form):
                step.page.saved.connect(lambda _values, step=step: step.next())
        self.body.addStretch(1)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, theme().px(8), 0, 0)
        self.before = button(N_("Back"), clicked=self.go_back)
        self.next = button(N_("Next"), "primary", clicked=self.go_on)
        row.addWidget(self.before)
        row.addStretch(1)
        row.addWidget(self.dots)
        row.addStretch(1)
        row.addWidget(self.next)
        self.body.addWidget(foot)
        for step in self.steps:
            if isinstance(step.page, Form):
                step.page.after = self.next
        theme().language_changed.connect(self._show)
        self._show()

    def _steps(self) -> list[Step]:
        return [
            Step(
                N_("Which office works here?"),
                N_("Setting up takes about five minutes. You will need a printer, or pen and paper."),
                self.office,
                self._on,
            ),
            Step(
                N_("Where will the records lie?"),
                N_("Everything is encrypted in this one folder. Nothing is sent anywhere."),
                self.folder,
                self._check_folder,
            ),
            Step(
                N_("Who leads the unit?"),
                N_("You invite your staff later, and can name another lead beside you."),
                self.lead,
                self._check_lead,
            ),
            Step(
                N_("Who leads the other units?"),
                N_("They get a one-time password on paper. Leave empty whoever does not work on this computer."),
                self.others,
                self._check_others,
            ),
            Step(
                N_("If a password is forgotten"),
                N_("There is no back door. Only a recovery code on paper brings your unit’s records back."),
                self.recovery,
                self._make,
                N_("Make the vault"),
            ),
            Step(
                N_("Put the codes on paper"),
                N_("Print them now, or copy them by hand."),
                _holder(self._paper),
                self._on,
                N_("I have them on paper"),
            ),
            Step(
                N_("Type two groups from the paper"),
                N_("This shows that the paper can be read when it is needed."),
                _holder(self._proof),
                self._check_proof,
                N_("Check"),
            ),
            Step(
                N_("Where do copies of the backups go?"),
                N_("Backups are made by themselves at lock and exit. A broken disk takes them along with the vault."),
                self.copies,
                self._choose_place,
            ),
            Step(N_("Everything is ready"), "", _done_words(), self._finish, N_("Start working")),
        ]

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._begin()

    def _begin(self) -> None:
        """The cursor goes to the first thing that this step asks for; where it asks nothing, to what leads on."""
        page = self.steps[self.at].page
        if isinstance(page, Form):
            page.setFocus()
            self.focusNextChild()
            return
        asked = (each for each in page.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus)
        next((each for each in asked if each.isVisibleTo(page) and each.isEnabled()), self.next).setFocus()

    # --- moving ----------------------------------------------------------------------------------------

    def go_on(self) -> None:
        """Check the step and go to the next."""
        if self.waiting():
            return
        step = self.steps[self.at]
        if isinstance(step.page, Form):
            step.page.save()  # `saved` calls the step's own `next`
        else:
            step.next()

    def go_back(self) -> None:
        """The step before; from the first one, out."""
        if self.waiting():
            return
        if self.at == 0:
            self.left.emit()
            return
        self.at -= 1
        self._show()

    def _on(self) -> None:
        self.at += 1
        if self.at == 3:
            self.others.for_unit(self.office.unit())
        self._show()

    def _show(self) -> None:
        step = self.steps[self.at]
        self.hush()
        self.title.setText(tr(step.title))
        assert self.explain is not None
        self.explain.setText(tr(step.explain) if step.explain else "")
        self.explain.setVisible(bool(step.explain))
        for each in self.steps:
            each.page.setVisible(each is step)
        self.next.setText(tr(step.go))
        made = self.beginning is not None
        # Once the vault is made there is nothing to go back to but the codes.
        self.before.setVisible(not made or self.at == 6)
        self.dots.show_at(self.at)
        self._begin()

    def _fail(self, error: Exception) -> None:
        self.ready()
        self.say_error(error)

    # --- the steps' own checks ---------------------------------------------------------------------------

    def _check_folder(self) -> None:
        place = self.folder.folder()
        try:
            check_place(place)
        except AppError as error:
            self.folder.show_errors({"folder": error})
            return
        self._on()

    def _check_lead(self) -> None:
        if not self.lead.same():
            return
        try:
            access.check_password(str(self.lead.values()["user"]), self.lead.password.value())
        except AppError as error:
            self.lead.show_errors({"password": error})
            return
        self._on()

    def _check_others(self) -> None:
        if self.others.right(self.office.unit(), str(self.lead.values()["user"])):
            self._on()

    def _make(self) -> None:
        unit = self.office.unit()
        values = self.lead.values()
        founder = Founder(str(values["user"]), str(values["full_name"]), unit)
        place, password, form = self.folder.folder(), self.lead.password.value(), self.recovery.chosen()
        office, others = Office(name=str(self.office.values()["name"])), self.others.others(unit)
        self.wait(tr("Making keys and files…"))
        run(
            self,
            lambda progress: make_vault(place, founder, password, form, others, office),
            self._made,
            self._fail,
        )

    def _made(self, beginning: Beginning) -> None:
        self.ready()
        self.beginning = beginning
        self.lead.password.clear()
        self.lead.again.clear()
        office = str(self.office.values()["name"])
        self.print = PrintSheets(beginning.sheets, office, date.today())
        self.back = TypeBack(beginning.sheets)
        self.back.entered.connect(self.go_on)
        self._paper.addWidget(only_now())
        self._paper.addWidget(self.print)
        if beginning.invitations:
            slips = button(N_("Slips for the other leads…"), "", "person", clicked=self._slips)
            row = QHBoxLayout()
            row.addWidget(slips)
            row.addStretch(1)
            self._paper.addLayout(row)
        self._proof.addWidget(self.back)
        self.made.emit(beginning.session)
        self._on()

    def _slips(self) -> None:
        assert self.beginning is not None
        InvitationSlip(self.beginning.invitations, self).open()

    def _check_proof(self) -> None:
        assert self.back is not None
        if self.back.proved():
            assert self.beginning is not None
            self.proved.emit(self.beginning.session)
            self._on()

    def _choose_place(self) -> None:
        place = self.copies.value()
        assert self.beginning is not None
        session = self.beginning.session
        if place is None and self.copies.wants_folder():
            self.say(tr("Give the folder, or choose “Later”."))
        elif place is None:
            self._on()
        else:
            self.hush()
            self.wait(tr("Preparing the place for copies…"))
            run(self, lambda progress: elsewhere.choose(session, place), self._place_chosen, self._fail)

    def _place_chosen(self, _place: object) -> None:
        self.ready()
        self._on()

    def _finish(self) -> None:
        assert self.beginning is not None
        self.finished.emit(self.beginning.session)


def check_place(place: Path) -> None:
    """Whether a vault can be made there, before anything is made. Raises Environment and its kind."""
    if not place.is_absolute():
        raise Environment(N_("Give the whole path of the folder, or choose it."))
    if (place / folder.HEADER).exists():
        raise Environment(
            N_("There already is a vault in {folder}. Nothing was changed. Open it, or choose an empty folder."),
            folder=str(place),
        )
    there = place
    while not there.exists() and there != there.parent:
        there = there.parent
    folder.check(there)


def make_vault(
    place: Path,
    founder: Founder,
    password: str,
    form: RecoveryForm,
    others: list[OtherLead],
    office: Office,
) -> Beginning:
    """The vault, its codes and invitations, and the office's name on its documents."""
    beginning = begin(place, founder, password, form, others)
    services.set_office(beginning.session, founder.unit, office)
    return beginning


class Dots(QWidget):
    """How far one is: a dot a step."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._dots = [QLabel() for _ in range(count)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(6))
        for dot in self._dots:
            row.addWidget(dot)
        self._at = 0
        on_theme(self, self._paint)

    def show_at(self, at: int) -> None:
        self._at = at
        self.setAccessibleName(tr("Step {number} of {count}", number=at + 1, count=len(self._dots)))
        self.setToolTip(self.accessibleName())
        self._paint()

    def _paint(self) -> None:
        size = theme().px(8)
        for number, dot in enumerate(self._dots):
            colour = theme().colour("accent" if number <= self._at else "line_strong").name()
            dot.setFixedSize(size, size)
            dot.setStyleSheet(f"background: {colour}; border-radius: {size // 2}px;")


def _holder(layout: QVBoxLayout) -> QWidget:
    page = QWidget()
    page.setLayout(layout)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme().px(12))
    return page


def _done_words() -> QWidget:
    layout = QVBoxLayout()
    page = _holder(layout)
    for source in (
        N_("Put the recovery envelopes away now, before anything else."),
        N_("Then invite your staff under “Accounts”, and fill in what your documents carry under “Settings”."),
        N_("Ctrl+L locks the window at any time. F1 helps with the page you are on."),
    ):
        layout.addWidget(label(source))
    return page
