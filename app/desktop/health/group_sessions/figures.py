"""What was done in each month of a year? Bars of the people reached; sessions, tests, what was handed out."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.common.money import show_dong
from app.desktop.background import Latest
from app.desktop.health.supplies.tables import Head, NumbersTable, Row
from app.desktop.records.keys import add_key
from app.desktop.theme import theme
from app.desktop.widgets import PageHeader, ReadingArea, button, label, show_problem, surface, text_label
from app.desktop.widgets.charts import Bar, BarChart
from app.health.group_sessions import figures
from app.health.group_sessions.figures import Month
from app.health.supplies.terms import TYPE_NAMES
from app.vault.session import Session

YEARS = 5


class SessionFigures(QWidget):
    """Covers the list until it is closed (Esc). Nothing is typed here: `saved` never comes."""

    saved = Signal(object)
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("help", "health-sessions")
        self._session, self._latest = session, Latest(self)
        self.year = QComboBox()
        self.year.setAccessibleName(tr("Year"))
        this = session.today().year
        for year in range(this, this - YEARS, -1):
            self.year.addItem(str(year), year)
        self.year.currentIndexChanged.connect(lambda _at: self.refresh())
        self.close_button = button(N_("Close"), clicked=self.close_form)
        header = PageHeader(N_("Figures by month"), N_("Numbers of people; who came twice counts twice."))
        header.add(self.year, self.close_button)
        self.chart = BarChart()
        self.said = text_label("")
        self.table = NumbersTable(
            [
                Head(N_("Month"), share=2),
                Head(N_("Sessions held"), True),
                Head(N_("People there"), True),
                Head(N_("Of them women"), True),
                Head(N_("Number of tests"), True),
            ]
        )
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(12))
        by_month = label(N_("Month by month"), "section")
        for part in (self.said, label(N_("People reached"), "section"), self.chart, by_month, self.table):
            column.addWidget(part)
        column.addStretch(1)
        page = surface()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(header)
        inside.addWidget(surface("rule"))
        inside.addWidget(ReadingArea(sheet), 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)
        add_key(self, "Esc", N_("Close"), self.close_form)
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.year.setFocus()

    def close_form(self) -> None:
        """Back to the list."""
        self.closed.emit()

    def draft(self) -> None:
        """Nothing is typed here."""

    def refresh(self) -> None:
        """Read the year that is chosen."""
        session, year = self._session, int(self.year.currentData())
        self._latest.run(
            lambda _progress: figures.by_month(session, year), self._show, lambda error: show_problem(self, error)
        )

    def _show(self, months: list[Month]) -> None:
        today, year = self._session.today(), int(self.year.currentData())
        until = [each for each in months if date(year, each.month, 1) <= today]
        self.chart.show_bars([Bar(_name(each, year), each.reached, None, show_dong(each.reached)) for each in until])
        self.table.show_rows([_row(each, year) for each in until])
        empty = [f"{each.month:02d}" for each in until if not each.sessions]
        self.said.setText(
            tr("Months without a session: {months}.", months=", ".join(empty))
            if empty
            else tr("There was a session in every month.")
        )


def _name(month: Month, year: int) -> str:
    return f"{month.month:02d}/{year}"


def _row(month: Month, year: int) -> Row:
    given = "; ".join(f"{tr(TYPE_NAMES[kind])}: {show_dong(count)}" for kind, count in month.handed_out.items())
    numbers = (month.sessions, month.reached, month.women, month.tests)
    cells = (_name(month, year), *(show_dong(each) for each in numbers))
    return Row(cells, tr("Handed out: {what}", what=given) if given else "", muted=not month.sessions)
