"""Which column of the file is which field? Matched by the headings; every match can be corrected by hand."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.common.i18n import N_, sentence, tr
from app.common.imports import Column, ImportPlan
from app.common.legacy_encodings import Encoding
from app.desktop.theme import Tone, theme
from app.desktop.widgets import Banner, StateChip, button, label, text_label

# Under this likeness the match is only a guess and is marked.
SURE = 0.9
ENCODINGS: dict[str, str] = {
    Encoding.TCVN3: N_("converted from TCVN3 (.VnTime)"),
    Encoding.VNI: N_("converted from VNI"),
}
# So much of a value shows what a column holds; the whole stands in the tip.
SAMPLE = 28


class _FieldBox(QComboBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling the page must not change an answer


class MatchColumns(QWidget):
    """Shows how the file was read; `again(sheet, header_row, mapping)` asks to read it another way."""

    again = Signal(object, object, object)
    default_chosen = Signal(str)
    onward = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: ImportPlan | None = None
        self._boxes: list[tuple[Column, QComboBox]] = []
        self.sheet = QComboBox()
        self.sheet.setAccessibleName(tr("Sheet"))
        self.header_row = QSpinBox()
        self.header_row.setRange(1, 1000)
        self.header_row.setAccessibleName(tr("Header in row"))
        self.sheet.textActivated.connect(lambda name: self.again.emit(name, None, None))
        self.header_row.editingFinished.connect(self._other_header)
        self.default = _FieldBox()
        self.default.setAccessibleName(tr("Rows that do not say which"))
        self.default.activated.connect(lambda _at: self.default_chosen.emit(self.default.currentData()))
        self._default_label = label(N_("Rows that do not say which"), "label")
        self._notice = Banner("", Tone.WARN)
        self._grid_host = QWidget()
        self._grid = QGridLayout(self._grid_host)
        self._grid.setHorizontalSpacing(theme().px(16))
        self._grid.setVerticalSpacing(theme().px(6))
        self._grid.setColumnStretch(2, 1)
        self.next = button(N_("Preview the rows"), "primary", clicked=self.onward.emit)
        top = QHBoxLayout()
        top.setSpacing(theme().px(8))
        for part in (label(N_("Sheet"), "label"), self.sheet, label(N_("Header in row"), "label"), self.header_row):
            top.addWidget(part)
        top.addStretch(1)
        top.addWidget(self._default_label)
        top.addWidget(self.default)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(self._grid_host)
        self._grid_host.setProperty("look", "scrolled")
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.next)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme().px(24), 0, theme().px(24), theme().px(16))
        outer.setSpacing(theme().px(12))
        outer.addLayout(top)
        outer.addWidget(self._notice)
        outer.addWidget(area, 1)
        outer.addLayout(foot)

    def offer(self, defaults: Sequence[tuple[str, str]], chosen: str) -> None:
        """What may be said of the whole file, where its rows do not tell."""
        self.default.clear()
        self.default.addItem(tr("are errors"), "")
        for code, source in defaults:
            self.default.addItem(tr("are: {name}", name=tr(source)), code)
        self.default.setCurrentIndex(max(0, self.default.findData(chosen)))
        for part in (self.default, self._default_label):
            part.setVisible(bool(defaults))

    def show_plan(self, plan: ImportPlan) -> None:
        """Show how this plan read the file."""
        self._plan = plan
        self.sheet.clear()
        self.sheet.addItems(plan.sheets)
        self.sheet.setCurrentText(plan.sheet)
        self.header_row.setValue(plan.header_row)
        self._notice.setVisible(bool(plan.missing))
        self._notice.set_text("\n".join(sentence(error.why) for error in plan.missing))
        self.next.setEnabled(not plan.missing)
        self._fill(plan)

    def mapping(self) -> dict[str, int | None]:
        """The columns as they are chosen now, by field."""
        if self._plan is None:
            return {}
        chosen: dict[str, int | None] = {field.name: None for field in self._plan.kind.fields}
        for column, box in self._boxes:
            if box.currentData():
                chosen[box.currentData()] = column.index
        return chosen

    def _fill(self, plan: ImportPlan) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        self._boxes = []
        for at, source in enumerate((N_("Column"), N_("Heading in the file"), N_("First values"), N_("Stored as"))):
            self._grid.addWidget(label(source, "label", wrap=False), 0, at)
        for at, column in enumerate((c for c in plan.columns if c.heading or c.samples), start=1):
            self._row(plan, column, at)
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        QWidget.setTabOrder(self.header_row, self.default)
        before: QWidget = self.default
        for _, box in self._boxes:
            QWidget.setTabOrder(before, box)
            before = box
        QWidget.setTabOrder(before, self.next)

    def _row(self, plan: ImportPlan, column: Column, at: int) -> None:
        samples = text_label(" · ".join(_beginning(each) for each in column.samples[:3]), "muted", wrap=False)
        samples.setToolTip("\n".join(column.samples))
        samples.setMinimumWidth(theme().px(80))
        box = _FieldBox()
        box.setAccessibleName(tr("Column {letter} is stored as", letter=column.letter))
        box.addItem(tr("Not imported"), "")
        for field in plan.kind.fields:
            box.addItem(tr(field.label) + (" *" if field.required else ""), field.name)
        box.setCurrentIndex(max(0, box.findData(column.field or "")))
        box.setMinimumWidth(theme().px(220))
        box.activated.connect(lambda _at, box=box: self._corrected(box))
        self._boxes.append((column, box))
        self._grid.addWidget(text_label(column.letter, "muted"), at, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(text_label(column.heading.replace("\n", " "), wrap=False), at, 1)
        self._grid.addWidget(samples, at, 2)
        self._grid.addWidget(box, at, 3)
        if column.encoding:
            self._grid.addWidget(StateChip(ENCODINGS.get(column.encoding, N_("old font")), Tone.INFO), at, 4)
        elif column.field and column.confidence < SURE:
            self._grid.addWidget(StateChip(N_("please check"), Tone.WARN), at, 4)

    def _corrected(self, box: QComboBox) -> None:
        """A field has one column: choosing it here takes it from where it was."""
        for _, other in self._boxes:
            if other is not box and other.currentData() and other.currentData() == box.currentData():
                other.setCurrentIndex(0)
        if self._plan is not None:
            self.again.emit(self._plan.sheet, self._plan.header_row, self.mapping())

    def _other_header(self) -> None:
        if self._plan is not None and self.header_row.value() != self._plan.header_row:
            self.again.emit(self._plan.sheet, self.header_row.value(), None)


def _beginning(sample: str) -> str:
    """As much of a value as there is room for, ending with a mark where it goes on."""
    return sample if len(sample) <= SAMPLE else sample[: SAMPLE - 1].rstrip() + "…"
