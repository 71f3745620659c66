"""How far is the year of inspections? The coverage against the target, what is open, the premises behind a number."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.desktop.background import Latest
from app.desktop.desk import Desk
from app.desktop.police.inspection_plans.figures_lines import (
    HEADS,
    KEYS,
    YEARS,
    Line,
    Read,
    Section,
    as_text,
    head_line,
    mark_words,
    read,
    sections,
    verdict,
)
from app.desktop.police.inspection_plans.figures_parts import Behind
from app.desktop.records.changes import Changes, changes_of
from app.desktop.records.figure_block import Block
from app.desktop.records.leads import follow
from app.desktop.theme import on_language, theme
from app.desktop.widgets import (
    Breaking,
    Choice,
    ChoiceField,
    PageHeader,
    ReadingArea,
    StateChip,
    button,
    say,
    text_label,
)
from app.vault.session import Session


class FiguresPage(QWidget):
    """`led` carries where a record of the list leads; the page opens nothing itself."""

    led = Signal(object)  # Lead
    shown = Signal()  # the figures stand on the screen

    def __init__(self, session: Session, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("help", "figures")
        self._session = session
        self._latest = Latest(self)
        self._read: Read | None = None
        self._stale = False
        this_year = session.today().year
        self.year = ChoiceField(
            [Choice(this_year - ago, str(this_year - ago), translated=False) for ago in range(YEARS)]
        )
        self.year.set_value(this_year)
        self.year.value_changed.connect(self.refresh)
        on_language(self, lambda: self.year.set_accessible(tr("Year")))
        self.copy = button(N_("Copy the tables"), clicked=self.copy_tables)
        self.print = button(N_("Print"), "", "print", clicked=self.print_page)
        self.header = PageHeader()
        self.header.add(self.year, self.copy, self.print)
        self.sentence = text_label("", "label")
        self.chip = StateChip()
        self.chip.hide()
        self.blocks = {key: Block(HEADS[key], key, chart=key != "premises") for key in KEYS}
        self.behind = Behind(session.today())
        self.behind.led.connect(self.led)
        self._lay_out()
        for block in self.blocks.values():
            block.chosen.connect(self._show_behind)
            block.entered.connect(self.behind.take_cursor)
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
        column.addWidget(Breaking(self.sentence, self.chip, align=Qt.AlignmentFlag.AlignVCenter))
        for block in self.blocks.values():
            column.addWidget(block)
        self.area = ReadingArea(sheet)
        sheet.setMaximumWidth(px(1400))
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.area)
        self.split.addWidget(self.behind)
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 2)
        self.split.setSizes([px(360), px(240)])
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.header)
        inside.addWidget(self.split, 1)

    # --- reading ---------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """F5, another year, and after a change."""
        session, year = self._session, int(str(self.year.value()))
        self._stale = False
        self._latest.run(lambda progress: read(session, year, progress.check), self._show)

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
        self._enable(True)
        self.sentence.setText(head_line(found.coverage))
        self.chip.set_state(*verdict(found.coverage, found.today))
        self.chip.show()
        for section in sections(found):
            self.blocks[section.key].show_section(section, mark_words() if section.mark is not None else "")
        if all(block.table.current() is None for block in self.blocks.values()):
            self._choose_first()
        self.shown.emit()

    def _choose_first(self) -> None:
        """The list below is never empty without a reason."""
        first = next(block.table for block in self.blocks.values() if block.table.rows.rowCount())
        first.setCurrentIndex(first.rows.index(0, 0))

    def _show_behind(self, section: Section, line: Line) -> None:
        if self._read is None:
            return
        for key, block in self.blocks.items():
            if key != section.key:
                block.forget_cursor()
        self.behind.show_line(section, line, self._read.today)
        self._keep_in_sight(self.blocks[section.key])

    def _keep_in_sight(self, block: Block) -> None:
        """The tables are as high as their lines, so it is the page that follows the cursor."""
        table = block.table
        if table.hasFocus():
            at = table.viewport().mapTo(self.area.widget(), table.visualRect(table.currentIndex()).center())
            self.area.ensureVisible(0, at.y(), 0, theme().px(48))

    def _name(self) -> None:
        today = self._read.today if self._read is not None else self._session.today()
        self.header.set_title(tr("Inspection figures"), tr("As of {day}", day=show_date(today)))

    def _reword(self) -> None:
        if self._read is not None:
            self._show(self._read)

    def _enable(self, on: bool) -> None:
        self.copy.setEnabled(on)
        self.print.setEnabled(on)

    # --- taking along ----------------------------------------------------------------------------------

    def copy_tables(self) -> None:
        """Put the tables on the clipboard, for a spreadsheet. Only numbers: no name of premises or people."""
        if self._read is not None:
            QGuiApplication.clipboard().setText(as_text(self._read))
            say(self, tr("Copied. Paste it into Excel."))

    def print_page(self) -> None:
        """Show the pages as they will be printed."""
        from app.desktop.police.inspection_plans import figures_print

        if self._read is not None:
            figures_print.preview(self, self._read)


def figures(desk: Desk) -> QWidget:
    """The screen as the shell makes it."""
    page = FiguresPage(desk.person, changes_of(desk))
    page.led.connect(lambda lead: follow(desk, lead))
    return page
