"""How much has each worker? Open cases, of them late and quiet; a line leads to the filtered list. For leads."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.common.records.filters import Filter
from app.desktop.background import Latest
from app.desktop.desk import Desk
from app.desktop.records.changes import Changes, changes_of
from app.desktop.records.leads import Lead, follow
from app.desktop.theme import theme
from app.desktop.widgets import PageHeader, ReadingArea, button, label, surface, text_label
from app.desktop.widgets.charts import Bar, BarChart
from app.social.cases.queries import CaseFilter, Caseload, caseload
from app.vault.session import Session

PLACE = "cases"
HEADS = (N_("Worker in charge"), N_("Open cases"), N_("Of them late"), N_("Of them quiet for 30 days"))


class CaseloadPage(QWidget):
    """`led` carries the filtered list that a number leads to."""

    led = Signal(object)  # Lead
    shown = Signal()

    def __init__(self, session: Session, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("help", "keeping")
        self._session = session
        self._latest = Latest(self)
        self._stale = False
        self.chart = BarChart(tr("Open cases"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme().px(16))
        self._grid.setVerticalSpacing(theme().px(6))
        self._grid.setColumnStretch(0, 2)
        for column in range(1, len(HEADS)):
            self._grid.setColumnStretch(column, 1)
        self._nothing = label(N_("No case is open. As soon as one is, it counts here."), "muted")
        sheet = QWidget()
        column_ = QVBoxLayout(sheet)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(theme().px(16))
        column_.addWidget(self._nothing)
        column_.addWidget(self.chart)
        column_.addLayout(self._grid)
        column_.addStretch(1)
        page = surface()
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        explain = N_("Open cases by worker. A number leads to the list of just these cases.")
        whole.addWidget(PageHeader(N_("Caseload"), explain))
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
        self._latest.run(lambda _progress: caseload(session), self._show)

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

    def _show(self, found: list[Caseload]) -> None:
        bars = [Bar(name_of(each), each.open, None, words_of(each)) for each in found]
        self.chart.show_bars(bars)
        self.chart.setVisible(bool(found))
        self._nothing.setVisible(not found)
        while (item := self._grid.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        if found:
            for column, head in enumerate(HEADS):
                side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
                made = label(head, "small")
                made.setAlignment(side | Qt.AlignmentFlag.AlignBottom)
                self._grid.addWidget(made, 0, column, Qt.AlignmentFlag.AlignBottom)
        for at, each in enumerate(found, 1):
            self._grid.addWidget(surface("rule"), 2 * at - 1, 0, 1, len(HEADS))
            self._grid.addWidget(text_label(name_of(each)), 2 * at, 0)
            who = each.worker_id or ""
            counted = (
                (each.open, CaseFilter(worker_id=who, open_only=True)),
                (each.late, CaseFilter(worker_id=who, late=True)),
                (each.quiet, CaseFilter(worker_id=who, quiet=True)),
            )
            for column, (count, where) in enumerate(counted, 1):
                number = self._number(each, column, count, where)
                self._grid.addWidget(number, 2 * at, column, Qt.AlignmentFlag.AlignRight)
        self.shown.emit()

    def _number(self, each: Caseload, column: int, count: int, where: Filter) -> QWidget:
        if not count:
            return text_label("0", "muted", wrap=False)
        lead = Lead(PLACE, "show_filtered", (where,))
        made = button(str(count), "link", clicked=partial(self.led.emit, lead))
        made.setAccessibleName(f"{name_of(each)}: {tr(HEADS[column])}: {count}")
        return made


def name_of(each: Caseload) -> str:
    """A worker's name; a case that nobody works on counts, too."""
    return each.worker or tr("Nobody in charge")


def words_of(each: Caseload) -> str:
    """What a bar says."""
    parts = [tr("{count} open", count=each.open)]
    if each.late:
        parts.append(tr("{count} late", count=each.late))
    if each.quiet:
        parts.append(tr("{count} quiet", count=each.quiet))
    return " · ".join(parts)


def caseload_page(desk: Desk) -> QWidget:
    """The screen as the shell makes it."""
    page = CaseloadPage(desk.person, changes_of(desk))
    page.led.connect(lambda lead: follow(desk, lead))
    return page
