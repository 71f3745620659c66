"""What stands behind a figure of the inspections? The records of the line that was chosen, in a list of their own."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.desktop.police.inspection_plans.figures_lines import FINDINGS, PAPERS, PREMISES, Line, Section
from app.desktop.records.leads import Lead
from app.desktop.theme import Tone, theme
from app.desktop.widgets import Column, CountLabel, RecordTable, text_label
from app.police.inspection_plans.figures import ExpiredPaper, OpenFinding, Premises


def _day(day: date | None) -> str:
    return show_date(day) if day is not None else ""


def _premises_columns() -> list[Column[Premises]]:
    return [
        Column("number", N_("Number"), lambda row: row.number, 80, look="strong"),
        Column("name", N_("Name"), lambda row: row.name, 200, stretch=True),
        Column(
            "state",
            N_("Inspected"),
            lambda row: _day(row.first_inspected_on) if row.inspected else tr("Not inspected"),
            130,
            tone=lambda row: Tone.GOOD if row.inspected else Tone.WARN,
        ),
        Column("last", N_("Last inspection"), lambda row: _day(row.last_inspected_on) or tr("Never"), 120),
        Column("type", N_("Type"), lambda row: row.type_name, 150),
        Column("village", N_("Village"), lambda row: row.village, 120),
        Column("address", N_("Address"), lambda row: row.address, 150),
    ]


def _finding_columns() -> list[Column[OpenFinding]]:
    return [
        Column("number", N_("Number"), lambda row: row.inspection_number, 110, look="strong"),
        Column("name", N_("Establishment"), lambda row: row.establishment, 180),
        Column("village", N_("Village"), lambda row: row.village, 110),
        Column("violation", N_("Finding"), lambda row: row.violation, 200, stretch=True),
        Column("found", N_("Found on"), lambda row: _day(row.found_on), 96),
        Column("days", N_("Days"), lambda row: str(row.days), 64, right=True),
        Column(
            "fix_by",
            N_("To be put right by"),
            lambda row: _day(row.fix_by),
            130,
            tone=lambda row: Tone.BAD if row.overdue else None,
        ),
    ]


class Behind(QWidget):
    """The records behind the chosen line. `led` carries where Enter on one of them leads."""

    led = Signal(object)  # Lead

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.title = text_label("", "section")
        self.count = {
            PREMISES: (N_("{count} establishment"), N_("{count} establishments")),
            FINDINGS: (N_("{count} finding"), N_("{count} findings")),
        }
        self.counts = {sort: CountLabel(*words) for sort, words in self.count.items()}
        self.tables: dict[str, RecordTable] = {
            PREMISES: RecordTable(
                _premises_columns(),
                name=tr("Premises"),
                key=lambda row: row.establishment_id,
                remember="figures.premises",
            ),
            FINDINGS: RecordTable(
                _finding_columns(), name=tr("Findings"), key=lambda row: row.finding_id, remember="figures.findings"
            ),
            PAPERS: RecordTable(
                self._paper_columns(),
                name=tr("Premises"),
                key=lambda row: row.establishment_id,
                remember="figures.papers",
            ),
        }
        self._stack = QStackedWidget()
        for sort, table in self.tables.items():
            self._stack.addWidget(table)
            table.opened.connect(lambda row, sort=sort: self.led.emit(lead_of(sort, row)))
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        for count in self.counts.values():
            head.addWidget(count)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(theme().px(24), theme().px(8), theme().px(24), theme().px(12))
        inside.setSpacing(theme().px(6))
        inside.addLayout(head)
        inside.addWidget(self._stack, 1)

    def show_line(self, section: Section, line: Line, today: date) -> None:
        """Show the records behind this line."""
        self._today = today
        self.title.setText(section.named(line))
        sort = FINDINGS if line.sort == FINDINGS else PREMISES
        for key, count in self.counts.items():
            count.setVisible(key == sort)
        self.counts[sort].set_count(len(line.behind))
        table = self.tables[line.sort]
        table.setAccessibleName(section.named(line))
        table.rows.set_rows(line.behind)
        self._stack.setCurrentWidget(table)

    def table(self) -> RecordTable:
        """The list that is shown now."""
        shown = self._stack.currentWidget()
        assert isinstance(shown, RecordTable)
        return shown

    def take_cursor(self) -> None:
        """Put the keyboard into the list, on its first line."""
        table = self.table()
        table.setFocus(Qt.FocusReason.TabFocusReason)
        if table.current() is None and table.rows.rowCount():
            table.setCurrentIndex(table.rows.index(0, 0))

    def _paper_columns(self) -> list[Column[ExpiredPaper]]:
        return [
            Column("number", N_("Number"), lambda row: row.number, 80, look="strong"),
            Column("name", N_("Name"), lambda row: row.name, 200, stretch=True),
            Column("type", N_("Type"), lambda row: row.type_name, 160),
            Column("village", N_("Village"), lambda row: row.village, 120),
            Column(
                "licence",
                N_("Licence expires on"),
                lambda row: _day(row.licence_expired_on),
                150,
                tone=lambda row: self._tone(row.licence_expired_on),
            ),
            Column(
                "certificate",
                N_("Certificate expires on"),
                lambda row: _day(row.certificate_expired_on),
                150,
                tone=lambda row: self._tone(row.certificate_expired_on),
            ),
        ]

    def _tone(self, day: date | None) -> Tone | None:
        if day is None:
            return None
        return Tone.BAD if day < self._today else Tone.WARN


def lead_of(sort: str, row: Any) -> Lead:
    """Where a record behind a figure is read whole."""
    if sort == FINDINGS:
        return Lead("inspections", "open", (row.inspection_id,))
    return Lead("establishments", "open", (row.establishment_id,))
