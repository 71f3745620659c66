"""What would be stored? Each row as it would stand in the records, with what is wrong beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from app.common.dates import show_date, show_datetime
from app.common.i18n import N_, tr
from app.common.imports import Choice, ErrorPolicy, Field, ImportPlan, Row
from app.desktop.theme import Tone, theme
from app.desktop.widgets import Column, CountLabel, RecordTable, button, label
from app.exchange.importing import Choices


class Show(StrEnum):
    """Which rows of the plan are looked at."""

    ALL = "all"
    READY = "ready"
    DUPLICATES = "duplicates"
    ERRORS = "errors"


SHOWN: dict[Show, str] = {
    Show.ALL: N_("All rows"),
    Show.READY: N_("Ready"),
    Show.DUPLICATES: N_("There already"),
    Show.ERRORS: N_("With errors"),
}
CHOICES: dict[Choice, str] = {
    Choice.SKIP: N_("Skip it"),
    Choice.MERGE: N_("Fill empty fields of the record that is there"),
    Choice.STORE: N_("Store it as a new record"),
}


@dataclass(frozen=True)
class Sorted:
    """The rows of a plan by what will happen to them: made off the window's thread, for 20,000 rows take time."""

    plan: ImportPlan
    rows: Mapping[Show, tuple[Row, ...]]
    remarked: bool

    @property
    def faulty(self) -> tuple[Row, ...]:
        return self.rows[Show.ERRORS]

    @property
    def duplicates(self) -> tuple[Row, ...]:
        return self.rows[Show.DUPLICATES]


def sort_rows(plan: ImportPlan) -> Sorted:
    """Sort a plan's rows once."""
    rows = {
        Show.ALL: plan.rows,
        Show.READY: plan.ready,
        Show.DUPLICATES: plan.duplicates,
        Show.ERRORS: tuple(row for row in plan.rows if row.errors),
    }
    remarked = any(row.errors or row.warnings or row.duplicate_of for row in plan.rows)
    return Sorted(plan, rows, remarked)


def status(row: Row, choice: Choice) -> tuple[str, Tone]:
    """What will happen to a row, in a word."""
    if row.errors:
        return N_("Error"), Tone.BAD
    if row.duplicate_of is not None:
        word = {Choice.SKIP: N_("Skipped"), Choice.MERGE: N_("Merged"), Choice.STORE: N_("New")}[choice]
        return word, Tone.INFO if choice is not Choice.SKIP else Tone.NEUTRAL
    return (N_("Look at it"), Tone.WARN) if row.warnings else (N_("Ready"), Tone.GOOD)


def remark(row: Row, plan: ImportPlan) -> str:
    """Why: errors first, then what it is a duplicate of, then warnings."""
    said = [
        tr("{field}: {message}", field=tr(plan.kind.field(e.field).label), message=e.message) if e.field else e.message
        for e in (*row.errors, *row.warnings)
    ]
    if row.duplicate_of is not None:
        if row.duplicate_of.row is not None:
            said.insert(0, tr("The same as row {row} of the file", row=row.duplicate_of.row))
        elif row.duplicate_of.exact:
            said.insert(0, tr("There already: {number}", number=row.duplicate_of.number))
        else:
            said.insert(0, tr("Looks like {number}", number=row.duplicate_of.number))
    return " · ".join(said)


def shown(value: Any) -> str:
    """A value as it will be stored, in a cell of the preview."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return show_datetime(value) if value.tzinfo else f"{show_date(value.date())} {value:%H:%M}"
    if isinstance(value, date):
        return show_date(value)
    if isinstance(value, bool):
        return tr("Yes") if value else tr("No")
    return str(value)


class PreviewRows(QWidget):
    """`store()` when the person says so; `left_out_asked` to save the rows with errors."""

    store = Signal()
    left_out_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sorted: Sorted | None = None
        self._choices: dict[int, Choice] = {}
        self._show = Show.ALL
        self._table: RecordTable | None = None
        self.tabs: dict[Show, QPushButton] = {}
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(theme().px(24), 0, theme().px(24), theme().px(16))
        self._outer.setSpacing(theme().px(8))
        self._outer.addLayout(self._filters())
        self._host = QVBoxLayout()
        self._outer.addLayout(self._host, 1)
        self._outer.addLayout(self._foot())

    def _filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme().px(4))
        group = QButtonGroup(self)
        for show in Show:
            made = button(SHOWN[show], "quiet", clicked=partial(self.look_at, show))
            made.setCheckable(True)
            group.addButton(made)
            self.tabs[show] = made
            row.addWidget(made)
        row.addStretch(1)
        self.duplicates = button(N_("All that are there already…"), "", clicked=self._ask_for_all)
        row.addWidget(self.duplicates)
        return row

    def _foot(self) -> QHBoxLayout:
        self.count = CountLabel(N_("{count} row will be stored"), N_("{count} rows will be stored"))
        self.leave_out = QCheckBox()
        self.leave_out.toggled.connect(lambda _on: self._tally())
        self.save_left_out = button(N_("Save the rows with errors…"), "quiet", "save", clicked=self.left_out_asked.emit)
        self.go = button(N_("Store"), "primary", clicked=self.store.emit)
        self._stopped = label(N_("With errors nothing is stored, unless you leave those rows out."), "muted")
        row = QHBoxLayout()
        row.setSpacing(theme().px(12))
        for part in (self.leave_out, self.save_left_out):
            row.addWidget(part)
        row.addWidget(self._stopped, 1)  # has all the room that is left
        row.addStretch()
        row.addWidget(self.count)
        row.addWidget(self.go)
        return row

    def show_plan(self, rows: Sorted) -> None:
        """Show the rows of a plan; choices made for another plan are forgotten."""
        self._sorted, self._choices = rows, {}
        plan = rows.plan
        while (item := self._host.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().deleteLater()
        used = [plan.kind.field(column.field) for column in plan.columns if column.field]
        columns: list[Column[Row]] = [
            Column("row", N_("Row"), lambda row: str(row.number), 56, right=True, look="muted"),
            Column("status", N_("State"), lambda row: tr(self._status(row)[0]), 110, tone=lambda r: self._status(r)[1]),
            Column("remark", N_("Remark"), lambda row: remark(row, plan), 480 if rows.remarked else 140),
        ]
        columns += [self._column(field) for field in used]
        self._table = RecordTable(columns, name=tr("Rows of the file"), key=lambda row: row.number)
        self._table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._table.customContextMenuRequested.connect(lambda _at: self._ask_for_one())
        self._table.opened.connect(lambda _row: self._ask_for_one())
        self._host.addWidget(self._table)
        QWidget.setTabOrder(self.duplicates, self._table)
        QWidget.setTabOrder(self._table, self.leave_out)
        for show, made in self.tabs.items():
            made.setText(tr("{name} ({count})", name=tr(SHOWN[show]), count=len(rows.rows[show])))
        self.duplicates.setVisible(any(_can(row) for row in rows.duplicates))
        self.leave_out.setVisible(bool(rows.faulty))
        self.leave_out.setText(tr("Leave out the {count} rows with errors", count=len(rows.faulty)))
        self.leave_out.setChecked(False)
        self.save_left_out.setVisible(bool(rows.faulty))
        self.look_at(Show.ERRORS if rows.faulty else Show.ALL)

    def _column(self, field: Field) -> Column[Row]:
        def text(row: Row) -> str:
            value = row.values.get(field.name)
            return "" if value is None else (field.show or shown)(value).replace("\n", " ")

        return Column(field.name, field.label, text, 140, personal=field.personal)

    def _choice(self, row: Row) -> Choice:
        return self._choices.get(row.number, row.choice)

    def _status(self, row: Row) -> tuple[str, Tone]:
        return status(row, self._choice(row))

    def look_at(self, show: Show) -> None:
        """Show only rows of one sort."""
        if self._sorted is None or self._table is None:
            return
        self._show = show
        self.tabs[show].setChecked(True)
        self._table.rows.set_rows(self._sorted.rows[show])
        self._tally()

    def chosen_tab(self) -> QPushButton:
        """The tab of the rows that are looked at."""
        return self.tabs[self._show]

    def _tally(self) -> None:
        if self._sorted is None:
            return
        again = sum(self._choice(row) is not Choice.SKIP for row in self._sorted.duplicates)
        wanted = len(self._sorted.rows[Show.READY]) + again
        stopped = bool(self._sorted.faulty) and not self.leave_out.isChecked()
        self._stopped.setVisible(stopped)
        self.count.setVisible(not stopped)
        self.count.set_count(wanted)
        self.go.setEnabled(wanted > 0 and not stopped)

    def choices(self) -> Choices:
        """What the person chose, for the run."""
        policy = ErrorPolicy.LEAVE_OUT if self.leave_out.isChecked() else ErrorPolicy.STORE_NOTHING
        return Choices(policy, dict(self._choices))

    def choose(self, rows: list[Row], choice: Choice) -> None:
        """What happens to these duplicates."""
        for row in rows:
            self._choices[row.number] = choice
        self.look_at(self._show)

    def _ask_for_one(self) -> None:
        row = self._table.current() if self._table else None
        if row is not None and _can(row):
            self._menu([row], row.duplicate_of.exact)

    def _ask_for_all(self) -> None:
        rows = [row for row in self._sorted.duplicates if _can(row)] if self._sorted else []
        self._menu(rows, any(row.duplicate_of and row.duplicate_of.exact for row in rows))

    def _menu(self, rows: list[Row], exact: bool) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for choice, source in CHOICES.items():
            if not (exact and choice is Choice.STORE):  # the very same row is never stored twice
                menu.addAction(tr(source), lambda choice=choice: self.choose(rows, choice))
        menu.popup(self.cursor().pos())


def _can(row: Row) -> bool:
    """Whether there is anything to choose: the record it repeats is stored, not another row of the file."""
    return not row.errors and row.duplicate_of is not None and row.duplicate_of.row is None
