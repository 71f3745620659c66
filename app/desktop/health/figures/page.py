"""What do the station's figures say? In full for those who work with clients; as published for the whole unit."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.common.dates import show_datetime
from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.background import Latest, run
from app.desktop.desk import Desk
from app.desktop.health.figures import export
from app.desktop.health.figures.lines import (
    PART_NAMES,
    YEARS,
    Line,
    group_heads,
    group_lines,
    indicator_lines,
    meaning,
    period_words,
    published_for,
    whole,
)
from app.desktop.records.changes import Changes, changes_of
from app.desktop.theme import Tone, on_language, theme
from app.desktop.widgets import (
    Banner,
    Choice,
    ChoiceField,
    Column,
    Confirm,
    PageHeader,
    ReadingArea,
    RecordTable,
    button,
    say,
    text_label,
)
from app.desktop.widgets.charts import BarChart
from app.health.figures import services
from app.health.figures.rules import Period, period_of
from app.health.figures.services import PublishedInfo, Tables
from app.health.figures.terms import INDICATOR_NAMES
from app.vault.session import Session

UNIT, OUTSIDE = "unit", "outside"
ALL_TESTS = "*"


@dataclass(frozen=True)
class Read:
    """What is shown: tables where there are any, and what was published of the period."""

    period: Period
    tables: Tables | None
    published: PublishedInfo | None
    over: bool
    preview: bool = False


def read(session: Session, period: Period, view: str, test: str | None) -> Read:
    """Off the window's thread."""
    found = published_for(period, services.published(session))
    over = period.last < session.today()
    if view == UNIT:
        return Read(period, whole(services.unit_figures(session, period, test)), found, over)
    if found is not None:
        return Read(period, found.tables, found, over)
    if may(session, "health-figures.publish"):
        return Read(period, services.preview(session, period), None, over, preview=True)
    return Read(period, None, None, over)


class Numbers(RecordTable):
    """A table as high as its lines: the page scrolls, not the table."""

    def __init__(self, heads: Sequence[str], name: str) -> None:
        first: Column[Line] = Column("name", heads[0], lambda line: line.name, 150, stretch=True)
        rest = [
            Column[Line](f"c{at}", head, lambda line, at=at: line.cells[at], 92, right=True)  # type: ignore[misc]
            for at, head in enumerate(heads[1:])
        ]
        super().__init__([first, *rest], name=name, key=lambda line: line.key)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(self, lines: Sequence[Line]) -> None:
        self.rows.set_rows(lines)
        rows = len(lines) * self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows + 2 * self.frameWidth())


class FiguresPage(QWidget):
    """`shown` says that the figures stand on the screen."""

    shown = Signal()

    def __init__(self, session: Session, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("help", "health-figures")
        self._session, self._latest, self._stale = session, Latest(self), False
        self._read: Read | None = None
        self._full = may(session, "health-figures.unit")
        self._make_choices()
        self.publish = button(N_("Publish…"), "primary", "check", clicked=self.ask_publish)
        self.export = button(N_("Export to Excel…"), "", "export", clicked=self.ask_export)
        self.header = PageHeader()
        self.header.add(self.export, self.publish)
        self.notice = Banner("", Tone.INFO)
        self.chart = BarChart()
        self.indicators = Numbers([N_("Indicator"), N_("People")], tr("Indicators"))
        self.indicators.chosen.connect(lambda line: self._show_groups(line))
        self.group_title, self.group_note = text_label("", "section"), text_label("", "muted")
        self.groups = Numbers(group_heads(), tr("By sex and age"))
        self._lay_out()
        on_language(self, self._name)
        theme().language_changed.connect(self._reword)
        changes.told.connect(self._told)
        self.refresh()

    def _make_choices(self) -> None:
        session, this_year = self._session, self._session.today().year
        self.year = ChoiceField(
            [Choice(this_year - ago, str(this_year - ago), translated=False) for ago in range(YEARS)]
        )
        self.part = ChoiceField([Choice(part, name) for part, name in PART_NAMES.items()])
        self.view = ChoiceField([Choice(UNIT, N_("In full, for the unit")), Choice(OUTSIDE, N_("As published"))])
        tests = services.tests(session) if self._full else []
        self.test = ChoiceField(
            [Choice(ALL_TESTS, N_("All tests")), *(Choice(code, name, translated=False) for code, name in tests)]
        )
        self.year.set_value(this_year)
        self.part.set_value("year")
        self.view.set_value(UNIT if self._full else OUTSIDE)
        self.test.set_value(ALL_TESTS)
        self.view.setVisible(self._full)
        for each in (self.year, self.part, self.view, self.test):
            each.value_changed.connect(self.refresh)

    def _lay_out(self) -> None:
        px = theme().px
        choices = QHBoxLayout()
        choices.setSpacing(px(12))
        for each in (self.year, self.part, self.test):
            choices.addWidget(each)
        choices.addStretch(1)
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addWidget(self.view)
        column.addLayout(choices)
        column.addWidget(self.notice)
        beside = QHBoxLayout()
        beside.setSpacing(px(24))
        beside.addWidget(self.chart, 3, Qt.AlignmentFlag.AlignTop)
        beside.addWidget(self.indicators, 2, Qt.AlignmentFlag.AlignTop)
        column.addLayout(beside)
        column.addSpacing(px(8))
        column.addWidget(self.group_title)
        column.addWidget(self.group_note)
        column.addWidget(self.groups)
        column.addStretch(1)
        self.area = ReadingArea(sheet)
        sheet.setMaximumWidth(px(1400))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.header)
        inside.addWidget(self.area, 1)

    # --- reading ---------------------------------------------------------------------------------------

    def period(self) -> Period:
        """The period that is chosen."""
        return period_of(int(str(self.year.value())), str(self.part.value()))

    def refresh(self) -> None:
        """F5, another choice, and after a change."""
        session, period, view = self._session, self.period(), str(self.view.value() or OUTSIDE)
        test = str(self.test.value() or ALL_TESTS)
        self._stale = False
        self.test.setVisible(view == UNIT)
        self._latest.run(lambda _progress: read(session, period, view, None if test == ALL_TESTS else test), self._show)

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

    # --- showing ---------------------------------------------------------------------------------------

    def _show(self, found: Read) -> None:
        self._read = found
        self._name()
        there = found.tables is not None
        for each in (self.chart, self.indicators, self.group_title, self.group_note, self.groups):
            each.setVisible(there)
        self.notice.set_text(notice_words(found))
        self.notice.setVisible(bool(self.notice.text()))
        self.publish.setVisible(found.preview and found.over)
        self.export.setVisible(found.published is not None and may(self._session, "health-figures.export"))
        if found.tables is not None:
            before = self.indicators.current()
            lines = indicator_lines(found.tables)
            self.chart.show_bars([line.bar for line in lines if line.bar is not None])
            self.indicators.show_lines(lines)
            if before is None:
                self.indicators.setCurrentIndex(self.indicators.rows.index(0, 0))
            self._show_groups(self.indicators.current() or lines[0])
        self.shown.emit()

    def _show_groups(self, line: Line | None) -> None:
        if line is None or self._read is None or self._read.tables is None:
            return
        self.group_title.setText(tr("{indicator}, by sex and age", indicator=tr(INDICATOR_NAMES[line.key])))
        self.group_note.setText(meaning(line.key))
        self.groups.setAccessibleName(self.group_title.text())
        self.groups.show_lines(group_lines(self._read.tables[line.key]))

    def _name(self) -> None:
        under = period_words(self._read.period) if self._read is not None else ""
        self.header.set_title(tr("Figures of the station"), under)
        for field, words in (
            (self.year, N_("Year")),
            (self.part, N_("Period")),
            (self.view, N_("Which figures")),
            (self.test, N_("Test")),
        ):
            field.set_accessible(tr(words))

    def _reword(self) -> None:
        if self._read is not None:
            self._show(self._read)

    # --- publishing ------------------------------------------------------------------------------------

    def ask_publish(self) -> None:
        """Say what publishing means; it cannot be taken back."""
        period = self.period()
        Confirm(
            self,
            tr("Publish the figures, {period}?", period=period_words(period)),
            tr(
                "Everything that stands here may leave the unit. A period is published once: it cannot be taken back"
                " or reckoned anew, nor can any period that overlaps with it be published. Enter what is still missing"
                " before."
            ),
            do=N_("Publish"),
        ).then(lambda: self._publish(period))

    def _publish(self, period: Period) -> None:
        session = self._session

        def done(_published: PublishedInfo) -> None:
            say(self, tr("Published. The full figures stay in the unit."))
            self.refresh()

        run(self, lambda _progress: services.publish_period(session, period), done)

    def ask_export(self) -> export.ExportDialog | None:
        """Ask the purpose and the place, and write what was published."""
        if self._read is None or self._read.published is None:
            return None
        dialog = export.ExportDialog(self, self._session, self._read.published)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog


def notice_words(found: Read) -> str:
    """What must be known of these numbers."""
    if found.tables is None:
        return tr("The figures of this period are not published yet. The lead of the unit publishes them.")
    if found.preview and not found.over:
        return tr("The period is not over. This is what would leave the unit today; it can be published afterwards.")
    if found.preview:
        return tr(
            "Not published yet. This is what would leave the unit: counts from 1 to 4 as “<5”, totals only as far as"
            " they tell of nobody."
        )
    if found.published is not None and found.tables is found.published.tables:
        said = {"when": show_datetime(found.published.at), "who": found.published.by}
        return tr("Published {when} by {who}. These numbers may leave the unit.", **said)
    return tr("These numbers are exact and stay in the unit. What leaves it stands under “As published”.")


def figures(desk: Desk) -> QWidget:
    """The screen as the shell makes it."""
    return FiguresPage(desk.person, changes_of(desk))
