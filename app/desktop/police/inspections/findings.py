"""How are findings typed in, and what a follow-up saw of earlier ones? Row by row, as they stand on the paper."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.desktop.records.fields import LinesField
from app.desktop.theme import theme
from app.desktop.widgets import Choice, ChoiceField, DateField, TextField, button, icon_button, label, text_label
from app.police.inspections.terms import REVIEW_RESULT_NAMES, ReviewResult
from app.police.inspections.values import Check, FindingInfo, NewFinding, Review
from app.registry.queries import Item
from app.vault.errors import AppError, Invalid
from app.vault.session import Session


def violation_label(item: Item) -> str:
    """The kind with its article and its range."""
    least, most = item.facts.get("fine_from"), item.facts.get("fine_to")
    fine = f"{least:,}–{most:,} đ".replace(",", ".") if least is not None and most is not None else ""
    return " · ".join(part for part in (item.name, item.basis, fine) if part)


class MeasuresField(QWidget):
    """The measures of a finding: a line for each, and an empty one for the next. The value is a tuple of codes."""

    value_changed = Signal()

    def __init__(self, measures: Sequence[Item]) -> None:
        super().__init__()
        self._choices = [Choice(each.code, each.name, translated=False) for each in measures]
        self._name = ""
        self.lines: list[ChoiceField] = []
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(theme().px(4))
        self._line()

    def _line(self) -> ChoiceField:
        made = ChoiceField(self._choices)
        made.set_accessible(self._name)
        self._inside.addWidget(made)
        if self.lines:
            QWidget.setTabOrder(_entry(self.lines[-1]), _entry(made))
        else:
            self.setFocusProxy(made)
        self.lines.append(made)
        made.value_changed.connect(self._changed)
        return made

    def _changed(self) -> None:
        if _chosen(self.lines[-1]) and len(self.lines) <= len(self._choices):
            self._line()
        self.value_changed.emit()

    def value(self) -> tuple[str, ...]:
        """Raises Invalid while one of them is half typed."""
        return tuple(dict.fromkeys(str(each.value()) for each in self.lines if each.value() is not None))

    def set_value(self, value: object) -> None:
        codes = [each for each in value if each] if isinstance(value, list | tuple) else []
        for each in self.lines[1:]:
            self._inside.removeWidget(each)
            each.hide()
            each.deleteLater()
        del self.lines[1:]
        self.lines[0].set_value(None)
        for code in codes:
            self.lines[-1].set_value(code)

    def set_accessible(self, name: str) -> None:
        self._name = name
        for each in self.lines:
            each.set_accessible(name)

    def chain(self) -> list[QWidget]:
        """Its entries in the order of Tab."""
        return [_entry(each) for each in self.lines]


def _entry(field: ChoiceField) -> QWidget:
    return field.focusProxy() or field


def _call(editor: QWidget, name: str) -> None:
    """The name a screen reader says."""
    getattr(editor, "set_accessible", editor.setAccessibleName)(name)
    entry = editor.focusProxy()
    if entry is not None and not isinstance(entry, QAbstractButton):
        entry.setAccessibleName(name)


def _chosen(field: ChoiceField) -> bool:
    try:
        return field.value() is not None
    except Invalid:
        return False


class FindingRow(QWidget):
    """One finding: kind of violation, what was found, the measures, until when."""

    changed = Signal()
    left_out = Signal(object)

    def __init__(self, session: Session, kinds: Sequence[Item], measures: Sequence[Item]) -> None:
        super().__init__()
        self.finding_id: int | None = None
        self._put_right: date | None = None
        self._note = ""
        self.kind = ChoiceField([Choice(each.code, violation_label(each), translated=False) for each in kinds])
        self.words = LinesField()
        self.measures = MeasuresField(measures)
        self.fix_by = DateField(session.today)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, theme().px(8))
        for source, editor in (
            (N_("Kind of violation"), self.kind),
            (N_("What was found"), self.words),
            (N_("Measures"), self.measures),
            (N_("To be put right by"), self.fix_by),
        ):
            line = QHBoxLayout()
            name = label(source, "label")
            name.setFixedWidth(theme().px(150))
            name.setContentsMargins(0, theme().px(7), 0, 0)  # on the line of the first entry
            line.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(editor, 1)
            if editor is self.kind:
                self.close_button = icon_button("close", N_("Leave this finding out"), clicked=self._leave)
                line.addWidget(self.close_button)
            whole.addLayout(line)
            editor.value_changed.connect(self.changed)
            _call(editor, tr(source))

    def _leave(self) -> None:
        self.left_out.emit(self)

    def chain(self) -> list[QWidget]:
        """Its fields in the order of Tab: behind what stands before it on the page."""
        days = [each for each in self.fix_by.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
        return [_entry(self.kind), self.close_button, self.words, *self.measures.chain(), *days]

    def put(self, finding: NewFinding) -> None:
        self.finding_id = finding.id
        self._put_right, self._note = finding.put_right_on, finding.note
        self.kind.set_value(finding.violation_code or None)
        self.words.set_value(finding.description)
        self.measures.set_value(finding.measures)
        self.fix_by.set_value(finding.fix_by)

    def finding(self) -> NewFinding:
        return NewFinding(
            str(self.kind.value() or ""),
            self.words.value() or "",
            self.measures.value(),
            self.fix_by.value(),
            self._put_right,
            self._note,
            self.finding_id,
        )


class FindingsField(QWidget):
    """The findings; the value is a tuple of `NewFinding`."""

    value_changed = Signal()

    def __init__(self, session: Session, kinds: Sequence[Item], measures: Sequence[Item]) -> None:
        super().__init__()
        self._session, self._kinds, self._measures = session, kinds, measures
        self.rows: list[FindingRow] = []
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self.add_button = button(N_("Add a finding"), "quiet", "add", clicked=lambda: self.add(NewFinding(), go=True))
        self._inside.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.add_button)

    def add(self, finding: NewFinding, *, go: bool = False) -> FindingRow:
        """One more; the keys go to its kind of violation."""
        row = FindingRow(self._session, self._kinds, self._measures)
        row.put(finding)
        row.changed.connect(self.value_changed)
        row.left_out.connect(self._leave_out)
        self.rows.append(row)
        self._inside.insertWidget(self._inside.count() - 1, row)
        before: QWidget = self.add_button.previousInFocusChain()  # type: ignore[assignment]
        while not before.focusPolicy() & Qt.FocusPolicy.TabFocus and before is not self.add_button:
            # Qt passes over an order that begins at a label.
            before = before.previousInFocusChain()  # type: ignore[assignment]
        for each in (*row.chain(), self.add_button):
            QWidget.setTabOrder(before, each)
            before = each
        if go:
            row.kind.setFocus()
        self.value_changed.emit()
        return row

    def add_for(self, check: Check) -> None:
        """A row of the checklist is not met: its finding opens right there."""
        self.add(NewFinding(description=check.text), go=True)

    def _leave_out(self, row: FindingRow) -> None:
        self.rows.remove(row)
        self._inside.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.add_button.setFocus()
        self.value_changed.emit()

    def value(self) -> tuple[NewFinding, ...]:
        return tuple(row.finding() for row in self.rows)

    def set_value(self, value: object) -> None:
        for row in list(self.rows):
            self._leave_out(row)
        for each in value if isinstance(value, list | tuple) else ():
            self.add(each)


class ReviewsField(QWidget):
    """What a follow-up saw of each finding that was open; the value is a tuple of `Review`."""

    value_changed = Signal()

    def __init__(self, session: Session, findings: Sequence[FindingInfo], seen: Sequence[Review] = ()) -> None:
        super().__init__()
        self._rows: list[tuple[int, ChoiceField, TextField, DateField]] = []
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        before = {each.finding_id: each for each in seen}
        for each in findings:
            result = ChoiceField([Choice(one, name) for one, name in REVIEW_RESULT_NAMES.items()])
            note, day = TextField(N_("Note")), DateField(session.today)
            inside.addWidget(text_label(f"{each.seq}. {each.violation_name or each.description}"))
            inside.addWidget(result)
            line = QHBoxLayout()
            line.addWidget(note, 1)
            line.addWidget(label(N_("New day to put right by"), "muted", wrap=False))
            line.addWidget(day)
            for editor, source in ((result, N_("Result")), (note, N_("Note")), (day, N_("New day to put right by"))):
                editor.value_changed.connect(self.value_changed)
                _call(editor, f"{tr(source)}: {each.seq}")
            inside.addLayout(line)
            if each.id in before:
                result.set_value(before[each.id].result)
                note.set_value(before[each.id].note)
                day.set_value(before[each.id].new_fix_by)
            self._rows.append((each.id, result, note, day))
        if self._rows:
            self.setFocusProxy(self._rows[0][1])

    def value(self) -> tuple[Review, ...]:
        return tuple(
            Review(finding_id, ReviewResult(str(result.value())), note.value() or "", day.value())
            for finding_id, result, note, day in self._rows
            if result.value() is not None
        )

    def kept(self) -> tuple[Review, ...]:
        """What can be understood of it, for a draft: a half-typed day is left out."""
        found: list[Review] = []
        for finding_id, result, note, day in self._rows:
            try:
                new_day = day.value()
            except AppError:
                new_day = None
            if result.value() is not None:
                found.append(Review(finding_id, ReviewResult(str(result.value())), note.value() or "", new_day))
        return tuple(found)

    def set_value(self, value: object) -> None:
        given: dict[int, Any] = {each.finding_id: each for each in value} if isinstance(value, list | tuple) else {}
        for finding_id, result, note, day in self._rows:
            if finding_id in given:
                result.set_value(given[finding_id].result)
                note.set_value(given[finding_id].note)
                day.set_value(given[finding_id].new_fix_by)
