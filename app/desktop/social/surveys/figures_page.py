"""What do people at risk need, and how does it move? Needs, groups, villages, years; without a name."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.background import Latest
from app.desktop.desk import Desk
from app.desktop.records.changes import Changes, changes_of
from app.desktop.records.figure_block import Block
from app.desktop.social.surveys.figures_lines import HEADS, NEEDS, Line, Section, as_text, sections
from app.desktop.theme import on_language, theme
from app.desktop.widgets import Choice, ChoiceField, EmptyState, PageHeader, ReadingArea, button, label, say
from app.social.surveys import figures
from app.social.surveys.figures import EVERYWHERE, Cells, Where
from app.vault.errors import AppError
from app.vault.session import Session

ALL = -1
# “+11,8 điểm %” in one piece.
WIDTH = 96


class NeedsFigures(QWidget):
    """The needs of the year that is chosen; a need chosen in the first table is followed through the others."""

    shown = Signal()  # the figures stand on the screen

    def __init__(self, session: Session, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("help", "surveys")
        self._session = session
        self._latest = Latest(self)
        self._cells: Cells | None = None
        self._need: str | None = None
        self._where: Where | None = None
        self._stale = False
        self._filling = False
        self.copy = button(N_("Copy the tables"), clicked=self.copy_tables)
        self.export = button(N_("Export to Excel"), "", "export", clicked=self.ask_export)
        self.export.setVisible(may(session, "needs-surveys.export"))
        self.header = PageHeader()
        self.header.add(self.copy, self.export)
        self.year, self.group, self.village = ChoiceField([]), ChoiceField([]), ChoiceField([])
        self.blocks = {key: Block(heads, key, width=WIDTH) for key, heads in HEADS.items()}
        self.blocks[NEEDS].chosen.connect(self._follow)
        self.empty = EmptyState("figures", N_("No survey yet"), N_("Figures stand here once surveys were entered."))
        self._lay_out()
        for each in (self.year, self.group, self.village):
            each.value_changed.connect(self._chosen)
        self._enable(False)
        self._name()
        theme().language_changed.connect(self._reword)
        changes.told.connect(self._told)
        self.refresh()

    def _lay_out(self) -> None:
        px = theme().px
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        filters = QHBoxLayout()
        filters.setSpacing(px(16))
        for source, field, wide in (
            (N_("Year"), self.year, 1),
            (N_("Group surveyed"), self.group, 3),
            (N_("Village"), self.village, 2),
        ):
            one = QVBoxLayout()
            one.setSpacing(px(4))
            name = label(source, "label", wrap=False)
            one.addWidget(name)
            one.addWidget(field)
            on_language(field, partial(_say_name, field, source))
            filters.addLayout(one, wide)
        self._filters = QWidget()
        filters.setContentsMargins(px(24), 0, px(24), px(8))
        self._filters.setLayout(filters)
        self._filters.setMaximumWidth(px(900))
        for block in self.blocks.values():
            column.addWidget(block)
        sheet.setMaximumWidth(px(1400))
        self.area = ReadingArea(sheet)
        sheet.setMaximumWidth(px(1400))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.header)
        inside.addWidget(self._filters, 0)
        inside.addWidget(self.area, 1)
        inside.addWidget(self.empty, 1)
        self.empty.hide()

    # --- reading ---------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """F5, and after a change."""
        session = self._session
        self._stale = False
        self._latest.run(lambda _progress: figures.count(session), self._counted)

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

    def _counted(self, cells: Cells) -> None:
        self._cells = cells
        self._offer(cells)
        self._show()

    def _offer(self, cells: Cells) -> None:
        """The years, groups and villages that there are; what was chosen stays chosen."""
        self._filling = True
        self.year.set_choices(_all(N_("All years"), {year: str(year) for year in cells.years}))
        self.group.set_choices(_all(N_("All groups"), cells.lists.every_group))
        self.village.set_choices(_all(N_("All villages"), {**cells.lists.villages, 0: tr("Unknown")}))
        if self._where is None:  # the first time: the latest year
            self._where = Where(next(iter(cells.years), None))
        for field, value in (
            (self.year, self._where.year),
            (self.group, self._where.group),
            (self.village, self._where.village_id),
        ):
            field.set_value(ALL if value is None else value)
        self._filling = False

    def where(self) -> Where:
        """What is looked at."""
        return self._where or EVERYWHERE

    def _chosen(self) -> None:
        """Another choice; while a name is being typed that is none yet, what stood there stays."""
        if self._filling:
            return
        try:
            year, group, village = (each.value() for each in (self.year, self.group, self.village))
        except AppError:
            return
        self._where = Where(
            year if isinstance(year, int) and year != ALL else None,
            group if isinstance(group, str) else None,
            village if isinstance(village, int) and village != ALL else None,
        )
        self._show()

    def _show(self) -> None:
        cells = self._cells
        if cells is None:
            return
        self._name()
        there = bool(cells.asked)
        self._enable(there)
        for part, shown in ((self._filters, there), (self.area, there), (self.empty, not there)):
            part.setVisible(shown)
        for section in self.sections():
            self.blocks[section.key].show_section(section)
        self.shown.emit()

    def sections(self) -> tuple[Section, ...]:
        """The tables as they stand."""
        assert self._cells is not None
        return sections(self._cells, self.where(), self._need)

    def _follow(self, _section: Section, line: Line) -> None:
        """The need under the cursor is followed through groups, villages and years."""
        if self._cells is None or line.key == self._need:
            return
        self._need = line.key
        for section in self.sections():
            if section.key != NEEDS:
                self.blocks[section.key].show_section(section)

    def _name(self) -> None:
        today = show_date(self._session.today())
        self.header.set_title(tr("Needs in figures"), tr("As of {day}. Nobody is named.", day=today))

    def _reword(self) -> None:
        if self._cells is not None:
            self._counted(self._cells)

    def _enable(self, on: bool) -> None:
        self.copy.setEnabled(on)
        self.export.setEnabled(on)

    # --- taking along ----------------------------------------------------------------------------------

    def copy_tables(self) -> None:
        """Put the tables on the clipboard, for a spreadsheet of the unit."""
        QGuiApplication.clipboard().setText(as_text(self.sections()))
        say(self, tr("Copied. Paste it into Excel."))

    def ask_export(self) -> None:
        """Ask what for, and whether small counts leave as they are."""
        from app.desktop.social.surveys.figures_export import ExportFigures

        if self._cells is not None:
            dialog = ExportFigures(self, self._session, self._cells, self.where())
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()


def _say_name(field: ChoiceField, source: str) -> None:
    field.set_accessible(tr(source))


def _all(source: str, names: dict[int, str] | dict[str, str]) -> list[Choice]:
    return [Choice(ALL, source), *(Choice(code, name, translated=False) for code, name in names.items())]


def figures_page(desk: Desk) -> QWidget:
    """The screen as the shell makes it."""
    return NeedsFigures(desk.person, changes_of(desk))
