"""Which cases must be erased, which are kept by law, what was erased, and for how long are cases kept? For leads.

A withdrawn case stands in no list: from here a lead opens it, erases it, or explains what must be kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.common.dates import show_date, show_datetime
from app.common.i18n import N_, tr
from app.desktop.background import Latest
from app.desktop.desk import Desk
from app.desktop.records import step_dialog
from app.desktop.records.certificate import GROUNDS, CertificateView
from app.desktop.records.changes import Changes, changes_of
from app.desktop.records.leads import Lead, follow
from app.desktop.records.record_type import DraftsIn, Fact, RecordSteps, Values
from app.desktop.theme import Tone, theme
from app.desktop.widgets import (
    Field,
    Form,
    PageHeader,
    ReadingArea,
    StateChip,
    TextArea,
    TextField,
    button,
    label,
    surface,
    text_label,
)
from app.kinds import KINDS
from app.social.keeping import erasure, retention
from app.social.keeping import services as keeping
from app.social.keeping.erasure import Certificate
from app.social.keeping.retention import Retention
from app.social.keeping.services import Kept, ToErase
from app.vault.errors import Invalid
from app.vault.session import Session

PLACE = "cases"


@dataclass(frozen=True)
class Read:
    """What the page shows."""

    waiting: list[ToErase]
    kept: list[Kept]
    schedule: list[Retention]
    certificates: list[Certificate]


def read(session: Session) -> Read:
    """Asked off the window's thread."""
    return Read(
        keeping.to_erase(session), keeping.kept(session), retention.schedule(session), erasure.certificates(session)
    )


# --- the years, asked for by the dialog of every step -----------------------------------------------------


@dataclass(frozen=True)
class RuleDetail:
    """A line of the schedule as the dialog knows records."""

    rule: Retention
    number: str
    id: int = 0
    version: int = 0


class YearsField(TextField):
    """A whole number of years."""

    def value(self) -> int | None:  # type: ignore[override]
        typed = self.text().strip()
        if not typed:
            return None
        if not typed.isascii() or not typed.isdigit() or not 1 <= int(typed) <= 100:
            raise Invalid(N_("Enter a number of years."))
        return int(typed)


def _years(form: Form, asked: RuleDetail, required: bool) -> None:
    form.row(Field("years", N_("Years after closure"), YearsField(), required=required))
    form.set_values({"years": asked.rule.years})


def _basis(form: Form, asked: RuleDetail, required: bool) -> None:
    hint = N_("The law, or the decision of the office.")
    form.row(Field("basis", N_("Basis of the years"), TextArea(lines=2), required=required, hint=hint))
    form.set_values({"basis": asked.rule.basis})


def _set(session: Session, detail: RuleDetail, _name: str, values: Values) -> None:
    keeping.set_retention(session, detail.rule.record_kind, values["years"], str(values["basis"]))


# Two short fields: nothing is lost that would be worth a draft.
_NO_DRAFTS = DraftsIn(lambda *_: None, lambda *_: None, lambda _session: ())
RULE_STEPS: RecordSteps[RuleDetail] = RecordSteps(
    prefix="retention:",
    drafts=_NO_DRAFTS,
    label=lambda name: N_("Set how long it is kept"),
    needs=lambda detail, name: ("years", "basis"),
    fields={"years": _years, "basis": _basis},
    do=_set,
    about=lambda session, detail, name, values: [
        Fact(tr("A case is kept as long as anything in it must be: the longest of these years counts."), tone=Tone.INFO)
    ],
)


# --- the page ----------------------------------------------------------------------------------------------


class Group(QWidget):
    """A titled group of lines: words, chips, buttons."""

    def __init__(self, title: str, explain: str) -> None:
        super().__init__()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme().px(8))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, theme().px(12), 0, 0)
        inside.setSpacing(theme().px(6))
        inside.addWidget(label(title, "section"))
        inside.addWidget(label(explain, "muted"))
        inside.addLayout(self._lines)

    def show_lines(self, lines: Sequence[QWidget], nothing: str) -> None:
        """Show these, or a sentence where there is none."""
        while (item := self._lines.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        for at, line in enumerate(lines):
            if at:
                self._lines.addWidget(surface("rule"))
            self._lines.addWidget(line)
        if not lines:
            self._lines.addWidget(text_label(tr(nothing), "muted"))


def line_of(title: str, words: str, *parts: QWidget) -> QWidget:
    """A line: what it is, words under it, chips and buttons at the right."""
    made = QWidget()
    text = QVBoxLayout()
    text.setSpacing(theme().px(2))
    text.addWidget(text_label(title, "label"))
    if words:
        text.addWidget(text_label(words))
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme().px(12))
    row.addLayout(text, 1)
    for part in parts:
        row.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
    return made


class KeepingPage(QWidget):
    """`led` carries the case that a line leads to; the page itself changes the years alone."""

    led = Signal(object)  # Lead
    shown = Signal()

    def __init__(self, session: Session, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("help", "keeping")
        self._session, self._changes = session, changes
        self._latest = Latest(self)
        self._stale = False
        explain = N_("What a person withdrew is erased within 15 days; what has ended is kept for the office’s years.")
        self.waiting = Group(N_("To be erased"), N_("Open the case: there it is erased, or explained what is kept."))
        self.kept = Group(N_("Not erased, by law"), N_("Withdrawn cases kept by law, and cases on hold."))
        self.schedule = Group(N_("How long cases are kept"), N_("The office’s own years; none are shipped."))
        self.done = Group(N_("Certificates of erasure"), N_("What was erased, when, by whom; no person in it."))
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(8))
        for group in (self.waiting, self.kept, self.schedule, self.done):
            column.addWidget(group)
        column.addStretch(1)
        page = surface()
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(PageHeader(N_("Keeping and erasing"), explain))
        whole.addWidget(surface("rule"))
        whole.addWidget(ReadingArea(sheet), 1)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(page)
        changes.told.connect(self._told)
        theme().language_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """F5, and after a change."""
        session = self._session
        self._stale = False
        self._latest.run(lambda _progress: read(session), self._show)

    def _told(self, _changed: object) -> None:
        """What is not looked at is read when it is."""
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def open(self) -> None:
        """What the day's work leads to."""

    # --- showing ---------------------------------------------------------------------------------------

    def _show(self, found: Read) -> None:
        self.waiting.show_lines([self._waits(each) for each in found.waiting], N_("No case waits for its erasure."))
        self.kept.show_lines([self._stays(each) for each in found.kept], N_("No case is kept or held."))
        self.schedule.show_lines([self._rule(each) for each in found.schedule], "")
        self.done.show_lines([self._certificate(each) for each in found.certificates], N_("Nothing was erased yet."))
        self.shown.emit()

    def _opens(self, case_id: int, code: str) -> QWidget:
        lead = Lead(PLACE, "open", (case_id,))
        made = button(N_("Open"), "", "folder", clicked=partial(self.led.emit, lead))
        made.setAccessibleName(tr("{verb}: {name}", verb=tr("Open"), name=code))
        return made

    def _waits(self, each: ToErase) -> QWidget:
        why = tr("Consent was withdrawn") if each.ground == "withdrawal" else tr("The years of keeping it are over")
        words = tr("{why}. To be erased by {date}.", why=why, date=show_date(each.by))
        chips = [StateChip(N_("Overdue"), Tone.BAD)] if each.late else []
        return line_of(each.code, words, *chips, self._opens(each.case_id, each.code))

    def _stays(self, each: Kept) -> QWidget:
        parts = []
        if each.withdrawn_on is not None:
            parts.append(tr("Withdrawn on {date}", date=show_date(each.withdrawn_on)))
        parts.append(each.reason)
        chips = [StateChip(N_("On hold"), Tone.WARN)] if each.held else []
        words = " · ".join(part for part in parts if part)
        return line_of(each.code, words, *chips, self._opens(each.case_id, each.code))

    def _rule(self, each: Retention) -> QWidget:
        name = tr(KINDS[each.record_kind].label)
        if each.years is None:
            words = tr("No years set: nothing is offered for erasure because of its age.")
        else:
            words = tr("{years} years after closure · {basis}", years=each.years, basis=each.basis)
            words += f"\n{each.changed_by}, {show_datetime(each.changed_at)}" if each.changed_at else ""
        change = button(N_("Set…"), "", "edit", clicked=partial(self.ask_years, each))
        change.setAccessibleName(tr("{verb}: {name}", verb=tr("Set…"), name=name))
        return line_of(name, words, change)

    def _certificate(self, each: Certificate) -> QWidget:
        ground = tr(GROUNDS.get(each.ground, each.ground))
        words = " · ".join((ground, each.by, show_datetime(each.at)))
        chips = [] if each.finished else [StateChip(N_("Not finished yet"), Tone.BAD)]
        look = button(N_("View"), "", "eye", clicked=lambda: CertificateView(self.window(), each).open())
        look.setAccessibleName(tr("{verb}: {name}", verb=tr("View"), name=each.code))
        return line_of(each.code, words, *chips, look)

    def ask_years(self, rule: Retention) -> None:
        """How long is this kept?"""
        detail: Any = RuleDetail(rule, tr(KINDS[rule.record_kind].label))
        step_dialog.ask(self, self._session, detail, "set", RULE_STEPS, lambda _none: self.refresh())


def keeping_page(desk: Desk) -> QWidget:
    """The screen as the shell makes it."""
    page = KeepingPage(desk.person, changes_of(desk))
    page.led.connect(lambda lead: follow(desk, lead))
    return page
