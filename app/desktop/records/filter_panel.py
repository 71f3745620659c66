"""What can the list be narrowed to? One panel (Ctrl+F) with everything; its button says how many would be shown."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.common.i18n import N_, sentence, tr
from app.desktop.background import Latest
from app.desktop.records.filter_fields import ONLY, Choices, Day, OneOf, Several, Switch
from app.desktop.records.record_type import RecordList
from app.desktop.theme import theme
from app.desktop.widgets import Choice, ChoiceField, DateField, ReadingArea, button, label, surface, text_label
from app.desktop.widgets.chips import up_to_a_number
from app.vault.errors import AppError

ANY = Choice(None, N_("All"))


class FilterPanel(QDialog):
    """`applied` carries the filter when the person says so. `count` counts it, off the window's thread."""

    applied = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        record: RecordList[Any, Any, Any],
        where: Any,
        choices: Choices,
        today: Callable[[], date],
        count: Callable[[Any], int],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Filter the list"))
        self._record, self._kept = record, where
        self._count, self._latest = count, Latest(self)
        self.boxes: dict[tuple[str, Any], QCheckBox] = {}
        self.fields: dict[str, ChoiceField | DateField] = {}
        self._wrong = text_label("", "error")
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(12))
        column.addLayout(self._groups())
        column.addWidget(surface("rule"))
        column.addLayout(self._fields(choices, today))
        self._area = ReadingArea(content)
        content.setMaximumWidth(16777215)
        sheet = self._area.widget().layout()
        if sheet is not None:
            sheet.setContentsMargins(0, 0, 0, 0)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*(theme().px(24),) * 4)
        inside.setSpacing(theme().px(12))
        inside.addWidget(label(N_("Filter the list"), "section"))
        inside.addWidget(self._area, 1)
        inside.addWidget(self._wrong)
        inside.addLayout(self._foot())
        self.show_filter(where)
        for box in self.boxes.values():
            box.toggled.connect(self._changed)
        for field in self.fields.values():
            field.value_changed.connect(self._changed)
        self._changed()
        self._fit(content)

    def _fit(self, content: QWidget) -> None:
        """As large as it needs, up to what the window has room for; more scrolls."""
        above: QWidget | None = self.parentWidget()
        room = above.window().size() if above is not None else self.screen().size()
        hint = content.sizeHint()
        width = min(max(theme().px(840), hint.width() + theme().px(64)), room.width() - theme().px(32))
        self.resize(width, min(hint.height() + theme().px(176), room.height() - theme().px(32)))

    # --- building --------------------------------------------------------------------------------------

    def _groups(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(16))
        grid.setVerticalSpacing(theme().px(2))
        grid.setColumnMinimumWidth(0, theme().px(112))
        for column in (1, 2, 3):
            grid.setColumnStretch(column, 1)
        switches: list[tuple[str, str]] = []
        for each in self._record.fields:
            if isinstance(each, Several):
                options = [(value, words) for value, words in each.words.items() if value not in each.left_out]
                self._group(grid, each.name, each.title, options)
            elif isinstance(each, Switch):
                switches.append((each.name, each.title))
        if switches:
            self._group(grid, "", ONLY, switches)
        return grid

    def _group(self, grid: QGridLayout, name: str, title: str, options: Iterable[tuple[Any, str]]) -> None:
        top = grid.rowCount()
        grid.setRowMinimumHeight(top, theme().px(6))
        head = label(title, "muted")
        head.setMargin(theme().px(3))
        grid.addWidget(head, top + 1, 0, Qt.AlignmentFlag.AlignTop)
        for number, (value, words) in enumerate(options):
            box = QCheckBox(tr(words))
            self.boxes[name, value] = box
            grid.addWidget(box, top + 1 + number // 3, 1 + number % 3)

    def _fields(self, choices: Choices, today: Callable[[], date]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(16))
        grid.setVerticalSpacing(theme().px(8))
        grid.setColumnMinimumWidth(0, theme().px(112))
        grid.setColumnMinimumWidth(2, theme().px(96))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        shown = [
            each for each in self._record.fields if isinstance(each, OneOf) or (isinstance(each, Day) and each.in_panel)
        ]
        for number, each in enumerate(shown):
            field: ChoiceField | DateField
            if isinstance(each, Day):
                field = DateField(today)
            else:
                nobody = [Choice("", each.nobody)] if each.nobody else []
                named = [Choice(value, name, translated=False) for value, name in choices.get(each.name, ())]
                field = ChoiceField([ANY, *nobody, *named])
            self.fields[each.name] = field
            name = label(each.title, "muted")
            name.setBuddy(field.focusProxy() or field)
            grid.addWidget(name, number // 2, 2 * (number % 2))
            grid.addWidget(field, number // 2, 2 * (number % 2) + 1)
            spoken = getattr(field, "set_accessible", None)
            spoken(tr(each.title)) if spoken else (field.focusProxy() or field).setAccessibleName(tr(each.title))
        return grid

    def _foot(self) -> QHBoxLayout:
        self.clear = button(N_("Clear all"), "quiet", clicked=self._clear)
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

    def _clear(self) -> None:
        self.show_filter(replace(self._record.everything, text=self._kept.text))
        self._changed()

    def show_filter(self, where: Any) -> None:
        """Show a filter for changing it; what has no place here is kept as it is."""
        self._kept = where
        for (name, value), box in self.boxes.items():
            box.setChecked(value in getattr(where, name) if name else bool(getattr(where, value)))
        for name, field in self.fields.items():
            value = getattr(where, name)
            field.set_value(next(iter(sorted(value)), None) if name in self._in_sets() else value)

    def filter(self) -> Any:
        """The filter as it stands. Raises AppError on a date that is none."""
        chosen: dict[str, Any] = {each.name: set() for each in self._record.fields if isinstance(each, Several)}
        for (name, value), box in self.boxes.items():
            if not name:
                chosen[value] = box.isChecked()
            elif box.isChecked():
                chosen[name].add(value)
        chosen = {name: frozenset(value) if isinstance(value, set) else value for name, value in chosen.items()}
        chosen |= {name: field.value() for name, field in self.fields.items()}
        for name in self._in_sets():
            kept, one = getattr(self._kept, name), chosen[name]
            if one == next(iter(sorted(kept)), None):
                chosen[name] = kept  # several that another screen led to stay as they are
            else:
                chosen[name] = frozenset() if one is None else frozenset({one})
        return replace(self._kept, **chosen)

    def _in_sets(self) -> set[str]:
        return {each.name for each in self._record.fields if isinstance(each, OneOf) and each.in_set}

    def _changed(self) -> None:
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
        one, many = self._record.show
        self.do.setText(tr(one) if count == 1 else tr(many, count=up_to_a_number(self.locale(), count)))

    def _apply(self) -> None:
        self.applied.emit(self.filter())
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.do.isEnabled():
                self._apply()
            return
        super().keyPressEvent(event)
