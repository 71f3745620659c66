"""What can the list be narrowed to? One panel (Ctrl+F) with everything; its button says how many would be shown."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.desktop.background import Latest
from app.desktop.reports.list_filters import FilterChoices
from app.desktop.theme import theme
from app.desktop.widgets import Choice, ChoiceField, DateField, button, label, surface, text_label
from app.police.reports.queries import ReportFilter
from app.police.reports.terms import FLAG_NAMES, KIND_NAMES, STATE_NAMES, URGENCY_NAMES, Urgency
from app.vault.errors import AppError

# Each yes/no part of a filter, and its words.
SWITCHES: tuple[tuple[str, str], ...] = (
    ("overdue", N_("Overdue")),
    ("unfinished", N_("Not finished yet")),
    ("escalated", N_("Brought to the lead")),
    ("incomplete", N_("Facts missing")),
    ("in_bin", N_("In the bin")),
)
NOBODY = Choice("", N_("nobody yet"))
ANY = Choice(None, N_("All"))


class FilterPanel(QDialog):
    """`applied` carries the filter when the person says so. `count` counts it, off the window's thread."""

    applied = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        where: ReportFilter,
        choices: FilterChoices,
        today: Callable[[], date],
        count: Callable[[ReportFilter], int],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Filter the list"))
        self.setMinimumWidth(theme().px(840))
        self._text = where.text
        self._establishment_id = where.establishment_id
        self._due_until = where.due_until
        self._count, self._latest = count, Latest(self)
        self._boxes: dict[tuple[str, Any], QCheckBox] = {}
        self.village = ChoiceField([ANY, *(Choice(value, name, translated=False) for value, name in choices.villages)])
        self.officer = ChoiceField(
            [ANY, NOBODY, *(Choice(value, name, translated=False) for value, name in choices.officers)]
        )
        self.received_from, self.received_to = DateField(today), DateField(today)
        self._wrong = text_label("", "error")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*(theme().px(24),) * 4)
        inside.setSpacing(theme().px(12))
        inside.addWidget(label(N_("Filter the list"), "section"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(16))
        grid.setVerticalSpacing(theme().px(2))
        grid.setColumnMinimumWidth(0, theme().px(112))
        for column in (1, 2, 3):
            grid.setColumnStretch(column, 1)
        for name, title, options in (
            ("kinds", N_("Kind"), KIND_NAMES.items()),
            ("states", N_("State"), STATE_NAMES.items()),
            ("flags", N_("Flags"), FLAG_NAMES.items()),
            (
                "urgencies",
                N_("Urgency"),
                [(each, words) for each, words in URGENCY_NAMES.items() if each is not Urgency.NORMAL],
            ),
            ("", N_("Only those"), SWITCHES),
        ):
            self._group(grid, name, title, options)
        inside.addLayout(grid)
        inside.addWidget(surface("rule"))
        inside.addLayout(self._fields())
        inside.addWidget(self._wrong)
        inside.addLayout(self._foot())
        self.show_filter(where)
        for box in self._boxes.values():
            box.toggled.connect(self._changed)
        for field in (self.village, self.officer, self.received_from, self.received_to):
            field.value_changed.connect(self._changed)
        self._changed()

    # --- building --------------------------------------------------------------------------------------

    def _group(self, grid: QGridLayout, name: str, title: str, options: Iterable[tuple[Any, str]]) -> None:
        top = grid.rowCount()
        grid.setRowMinimumHeight(top, theme().px(6))
        head = label(title, "muted")
        head.setMargin(theme().px(3))
        grid.addWidget(head, top + 1, 0, Qt.AlignmentFlag.AlignTop)
        for number, (value, words) in enumerate(options):
            box = QCheckBox(tr(words))
            self._boxes[name, value] = box
            grid.addWidget(box, top + 1 + number // 3, 1 + number % 3)

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(16))
        grid.setVerticalSpacing(theme().px(8))
        grid.setColumnMinimumWidth(0, theme().px(112))
        grid.setColumnMinimumWidth(2, theme().px(96))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        fields = (
            (N_("Village"), self.village),
            (N_("Officer in charge"), self.officer),
            (N_("Received from"), self.received_from),
            (N_("until"), self.received_to),
        )
        for number, (title, field) in enumerate(fields):
            name = label(title, "muted")
            name.setBuddy(field.focusProxy() or field)
            grid.addWidget(name, number // 2, 2 * (number % 2))
            grid.addWidget(field, number // 2, 2 * (number % 2) + 1)
            spoken = getattr(field, "set_accessible", None)
            spoken(tr(title)) if spoken else (field.focusProxy() or field).setAccessibleName(tr(title))
        return grid

    def _foot(self) -> QHBoxLayout:
        self.clear = button(N_("Clear all"), "quiet", clicked=lambda: self.show_filter(ReportFilter(text=self._text)))
        self.keep = button(N_("Cancel"), clicked=self.reject)
        self.do = button(N_("Show"), "primary", clicked=self._apply)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, theme().px(8), 0, 0)
        foot.setSpacing(theme().px(8))
        foot.addWidget(self.clear)
        foot.addStretch(1)
        foot.addWidget(self.keep)
        foot.addWidget(self.do)
        return foot

    # --- the filter ------------------------------------------------------------------------------------

    def show_filter(self, where: ReportFilter) -> None:
        """Show a filter for changing it."""
        for (name, value), box in self._boxes.items():
            box.setChecked(value in getattr(where, name) if name else bool(getattr(where, value)))
        self.village.set_value(where.village_id)
        self.officer.set_value(where.officer_id)
        self.received_from.set_value(where.received_from)
        self.received_to.set_value(where.received_to)
        self._due_until, self._establishment_id = where.due_until, where.establishment_id

    def filter(self) -> ReportFilter:
        """The filter as it stands. Raises AppError on a date that is none."""
        sets: dict[str, set[Any]] = {"kinds": set(), "states": set(), "flags": set(), "urgencies": set()}
        switches: dict[str, Any] = {}
        for (name, value), box in self._boxes.items():
            if not name:
                switches[value] = box.isChecked()
            elif box.isChecked():
                sets[name].add(value)
        chosen: Any = {name: frozenset(values) for name, values in sets.items()}
        village, officer = self.village.value(), self.officer.value()
        return replace(
            ReportFilter(text=self._text, due_until=self._due_until, establishment_id=self._establishment_id),
            **chosen,
            **switches,
            village_id=village if isinstance(village, int) else None,
            officer_id=officer if isinstance(officer, str) else None,
            received_from=self.received_from.value(),
            received_to=self.received_to.value(),
        )

    def _changed(self) -> None:
        from app.common.i18n import sentence

        try:
            where = self.filter()
        except AppError as error:
            self._wrong.setText(sentence(error))
            self.do.setEnabled(False)
            return
        self._wrong.setText("")
        self.do.setEnabled(True)
        self._latest.run(lambda progress: self._count(where), self._counted)

    def _counted(self, count: int) -> None:
        number = self.locale().toString(count)
        self.do.setText(tr("Show 1 report") if count == 1 else tr("Show {count} reports", count=number))

    def _apply(self) -> None:
        self.applied.emit(self.filter())
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.do.isEnabled():
                self._apply()
            return
        super().keyPressEvent(event)
