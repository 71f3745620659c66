"""Which legal time limits does the office count by? The table with its basis and whether anybody checked it."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.common.dates import show_date
from app.common.deadlines import STAGE_NAMES, TRACK_NAMES, LimitUnit, Rule, Starts
from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.background import Progress, run
from app.desktop.records.fields import WholeField
from app.desktop.settings.page import TableAndDetail, detail_page
from app.desktop.theme import Tone, theme
from app.desktop.widgets.chips import StateChip
from app.desktop.widgets.choice import Choice, ChoiceField
from app.desktop.widgets.date_field import DateField
from app.desktop.widgets.empty import EmptyState
from app.desktop.widgets.form import Field, Form
from app.desktop.widgets.looks import button, label, surface, text_label
from app.desktop.widgets.page import Facts, PageHeader
from app.desktop.widgets.paged_model import Column, Page
from app.desktop.widgets.problem import problem
from app.desktop.widgets.record_table import RecordTable
from app.desktop.widgets.text_field import TextArea
from app.desktop.widgets.toast import say
from app.registry import queries, services
from app.vault.errors import Invalid
from app.vault.session import Session

UNIT_TEXTS: dict[LimitUnit, str] = {
    LimitUnit.CALENDAR_DAYS: N_("{number} days"),
    LimitUnit.WORKING_DAYS: N_("{number} working days"),
    LimitUnit.HOURS: N_("{number} hours"),
    LimitUnit.MONTHS: N_("{number} months"),
}
START_NAMES: dict[Starts, str] = {
    Starts.RECEIVED: N_("from receipt"),
    Starts.ACCEPTED: N_("from acceptance"),
}


def length(rule: Rule) -> str:
    """“20 days from receipt”, or that the office sets it."""
    if rule.length is None:
        return tr("set by the office")
    return f"{tr(UNIT_TEXTS[rule.unit], number=rule.length)} {tr(START_NAMES[rule.starts])}"


def stage(rule: Rule) -> str:
    return tr(STAGE_NAMES.get(rule.stage, rule.stage))


def track(rule: Rule) -> str:
    return tr(TRACK_NAMES.get(rule.track, rule.track))


def mark(rule: Rule) -> tuple[str, Tone]:
    """A marked text and its tone."""
    return (N_("Verified"), Tone.GOOD) if rule.verified else (N_("Not verified"), Tone.WARN)


class Limits(TableAndDetail):
    """The limits in force, and the chosen one with its extensions beside it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._lead = may(session, "deadline_rules.edit")
        self.table = RecordTable(
            [
                Column("track", N_("Track"), track, 168),
                Column("stage", N_("Step"), stage, 216, look="strong", stretch=True),
                Column("length", N_("Limit"), length, 208),
                Column("mark", N_("Checked"), lambda r: tr(mark(r)[0]), 148, tone=lambda r: mark(r)[1]),
            ],
            name=tr("Time limits"),
            key=lambda r: (r.code, r.in_force_from),
            remember="limits-below",
        )
        header = PageHeader(
            N_("Time limits"),
            N_("As the law has them; a report keeps the limit it started under. A lead corrects them."),
        )
        # What a limit says is long: beside the detail no column of it could be read.
        self.lay_out("limits-below", header, self.table, below=True)
        self.table.chosen.connect(self._show)
        self._show(None)
        self.refresh()

    def refresh(self) -> None:
        session = self._session

        def fetch(after: object, progress: Progress) -> Page[Rule]:
            with session.read() as db:
                rules = queries.deadline_rules(db)
            today = session.today()
            now = [rule for rule in rules if rule.in_force_to is None or rule.in_force_to >= today]
            return Page(now, None, len(now))

        self.table.load(fetch)

    def _show(self, rule: Rule | None) -> None:
        nothing = EmptyState("clock", N_("Choose a time limit"), N_("Its article and its extensions are shown here."))
        self.show_detail(nothing if rule is None else self._page(rule))

    def _page(self, rule: Rule) -> QWidget:
        header = PageHeader()
        header.set_title(stage(rule), track(rule))
        facts = Facts()
        name, tone = mark(rule)
        facts.show_facts(
            [
                (N_("Limit"), length(rule)),
                (N_("Basis"), rule.basis),
                (N_("Checked"), StateChip(name, tone)),
                (N_("In force from"), show_date(rule.in_force_from)),
                (N_("Note"), rule.note or None),
            ]
        )
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(12))
        column.addWidget(facts)
        if rule.extensions:
            column.addWidget(surface("rule"))
            column.addWidget(label(N_("May be put off"), "section"))
        for extension in rule.extensions:
            number = tr(UNIT_TEXTS[extension.unit], number=extension.length)
            column.addWidget(text_label(f"{number}: {extension.ground}"))
            if extension.decided_by:
                column.addWidget(text_label(tr("Decided by {who}", who=extension.decided_by), "small"))
        if self._lead:
            row = QHBoxLayout()
            row.setContentsMargins(0, theme().px(12), 0, 0)
            if rule.verified:
                row.addWidget(button(N_("Mark as not verified"), clicked=lambda: self._mark(rule, False)))
            else:
                row.addWidget(
                    button(N_("Compared with the law"), "primary", "check", clicked=lambda: self._mark(rule, True))
                )
            row.addWidget(button(N_("Change…"), "", "edit", clicked=lambda: self.ask_change(rule)))
            row.addStretch(1)
            column.addLayout(row)
        column.addStretch(1)
        return detail_page(header, content)

    def _mark(self, rule: Rule, verified: bool) -> None:
        act = services.confirm_rule if verified else services.doubt_rule
        session = self._session
        text = tr("Marked as verified.") if verified else tr("Marked as not verified.")
        run(self, lambda progress: act(session, rule.code), lambda _nothing: self._stored(rule, text))

    def _stored(self, rule: Rule, text: str) -> None:
        self._show(None)
        self.refresh()
        say(self, text)

    def ask_change(self, rule: Rule) -> None:
        """A form for a new length or article; the same start corrects, a later one begins a new form."""
        dialog = RuleDialog(rule, self._session, self)
        dialog.stored.connect(lambda: self._stored(rule, tr("Saved. Reports already running keep their limit.")))
        dialog.open()


class RuleDialog(QDialog):
    """Length, from when, basis, note; `stored` once the service took it."""

    stored = Signal()

    def __init__(self, rule: Rule, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._rule, self._session = rule, session
        self.setWindowTitle(stage(rule))
        self.setModal(True)
        self.setMinimumWidth(theme().px(520))
        self.form = Form()
        units = [Choice(unit, _UNIT_NAMES[unit]) for unit in LimitUnit]
        self.form.row(
            Field("length", N_("Length"), WholeField()),
            Field("unit", N_("Counted in"), ChoiceField(units), required=True, stretch=2),
        )
        self.form.row(Field("basis", N_("Basis"), TextArea(lines=2), required=True))
        self.form.row(
            Field(
                "in_force_from",
                N_("In force from"),
                DateField(session.today),
                required=True,
                hint=N_("A later day keeps the old limit until then."),
            )
        )
        self.form.row(Field("note", N_("Note"), TextArea(lines=2)))
        self.form.set_values(
            {
                "length": rule.length,
                "unit": rule.unit,
                "basis": rule.basis,
                "in_force_from": rule.in_force_from,
                "note": rule.note,
            }
        )
        self._said = text_label("", "error")
        self._said.hide()
        self.form.saved.connect(self._save)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*(theme().px(24),) * 4)
        inside.setSpacing(theme().px(12))
        inside.addWidget(text_label(f"{track(rule)}: {stage(rule)}", "section"))
        inside.addWidget(self.form)
        inside.addWidget(self._said)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(N_("Cancel"), clicked=self.reject))
        row.addWidget(button(N_("Save"), "primary", clicked=self.form.save))
        inside.addLayout(row)

    def _save(self, values: dict[str, object]) -> None:
        day, length = values["in_force_from"], values.get("length")
        assert isinstance(day, date)
        changed = replace(
            self._rule,
            length=length if isinstance(length, int) else None,
            unit=LimitUnit(str(values["unit"])),
            basis=str(values["basis"]),
            in_force_from=day,
            note=str(values.get("note") or ""),
            verified=False,  # a changed limit has to be compared with the law again
        )
        session = self._session
        run(
            self,
            lambda progress: services.change_deadline_rule(session, changed),
            lambda _nothing: self._done(),
            self._failed,
        )

    def _done(self) -> None:
        self.accept()
        self.stored.emit()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Invalid) and error.fields:
            self.form.show_errors(error.fields)
            return
        self._said.setText(problem(error).text)
        self._said.show()


_UNIT_NAMES: dict[LimitUnit, str] = {
    LimitUnit.CALENDAR_DAYS: N_("days"),
    LimitUnit.WORKING_DAYS: N_("working days"),
    LimitUnit.HOURS: N_("hours"),
    LimitUnit.MONTHS: N_("months"),
}
