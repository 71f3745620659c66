"""How much support was there in a year, over its months, and what came of it? Counts alone; nobody is named."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.desktop.background import Latest
from app.desktop.desk import Desk
from app.desktop.records.changes import Changes, changes_of
from app.desktop.social.support_services import figures_lines as lines
from app.desktop.theme import on_language, theme
from app.desktop.widgets import Choice, ChoiceField, PageHeader, ReadingArea, button, label, say, text_label
from app.desktop.widgets.figures_table import FiguresTable
from app.desktop.widgets.stacked import StackedChart
from app.social.support_services.figures import Figures, figures
from app.vault.session import Session

YEARS = 4


class FiguresPage(QWidget):
    """The year's picture, and under it the tables."""

    shown = Signal()  # the figures stand on the screen

    def __init__(self, session: Session, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("help", "services")
        self._session = session
        self._latest = Latest(self)
        self._read: Figures | None = None
        self._stale = False
        this_year = session.today().year
        years = [Choice(this_year - ago, str(this_year - ago), translated=False) for ago in range(YEARS)]
        self.year = ChoiceField(years)
        self.year.set_value(this_year)
        self.year.value_changed.connect(self.refresh)
        on_language(self, lambda: self.year.set_accessible(tr("Year")))
        self.copy = button(N_("Copy the tables"), clicked=self.copy_tables)
        self.copy.setEnabled(False)
        self.header = PageHeader()
        self.header.add(self.year, self.copy)
        self.sentence = text_label("", "label")
        self.chart = StackedChart(N_("Support over time"))
        self.months = FiguresTable(lines.MONTHS, "month", 44)
        self.kinds = FiguresTable(lines.KINDS, "kind", 128)
        self.jobs = FiguresTable(lines.JOBS, "job", 128)
        self.results = FiguresTable(lines.RESULTS, "result", 128)
        self._lay_out()
        self._name()
        theme().language_changed.connect(self._reword)
        changes.told.connect(self._told)
        self.refresh()

    def _lay_out(self) -> None:
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(8))
        column.addWidget(self.sentence)
        for title, note, parts in (
            (N_("Support over time"), N_("By the month in which it began."), (self.chart, self.months)),
            (N_("By kind of support"), N_("People are counted once in each line."), (self.kinds,)),
            (N_("Are jobs kept?"), N_("Of the jobs that began in this year."), (self.jobs,)),
            (N_("What came of it"), "", (self.results,)),
        ):
            head = label(title, "section")
            head.setContentsMargins(0, theme().px(12), 0, 0)
            column.addWidget(head)
            if note:
                column.addWidget(label(note, "muted"))
            for part in parts:
                column.addWidget(part)
        self.area = ReadingArea(sheet)
        sheet.setMaximumWidth(theme().px(1000))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.header)
        inside.addWidget(self.area, 1)

    # --- reading and showing -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """F5, another year, and after a change."""
        session, year = self._session, int(str(self.year.value()))
        self._stale = False
        self._latest.run(lambda _progress: figures(session, date(year, 1, 1), date(year, 12, 31)), self._show)

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

    def _show(self, found: Figures) -> None:
        self._read = found
        self._name()
        self.copy.setEnabled(True)
        self.sentence.setText(lines.title_line(found))
        self.chart.show_columns(lines.stacks(found), lines.kind_names())
        tables: Sequence[tuple[FiguresTable, list[lines.Line]]] = (
            (self.months, lines.month_lines(found)),
            (self.kinds, lines.kind_lines(found)),
            (self.jobs, lines.job_lines(found)),
            (self.results, lines.result_lines(found)),
        )
        for table, shown in tables:
            table.rows.set_rows(shown)
            table.fit()
        self.shown.emit()

    def _name(self) -> None:
        self.header.set_title(tr("Figures of support"), tr("As of {day}", day=show_date(self._session.today())))

    def _reword(self) -> None:
        if self._read is not None:
            self._show(self._read)

    def copy_tables(self) -> None:
        """Put the tables on the clipboard, for a spreadsheet: numbers alone."""
        if self._read is not None:
            QGuiApplication.clipboard().setText(lines.as_text(self._read))
            say(self, tr("Copied. Paste it into Excel."))


def figures_page(desk: Desk) -> QWidget:
    """The screen as the shell makes it."""
    return FiguresPage(desk.person, changes_of(desk))
