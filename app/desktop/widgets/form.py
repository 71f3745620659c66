"""How is a form filled in? Fields bound by name; errors under the field when it is left; a summary on save.

form = Form()
form.section(N_("Who reported"))
form.row(Field("name", N_("Full name"), TextField(), required=True),
         Field("born", N_("Date of birth"), DateField(session.today)))
form.saved.connect(lambda values: …)          # Ctrl+Enter or form.save()
form.set_values({"name": "Vũ Thị Hạnh"}); form.values(); form.dirty()
form.show_errors(error.fields)                # what the service found
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.common.i18n import N_, sentence, tr
from app.desktop.theme import on_language, theme
from app.desktop.widgets.error_summary import ErrorSummary
from app.desktop.widgets.looks import label, text_label
from app.vault.errors import AppError, Invalid

E = TypeVar("E")

REQUIRED = N_("Please fill this in.")
# A field narrower than this cannot be read while one types: it goes under the one beside it.
LEAST = 120


class Editor(Protocol):
    """What a field needs of its widget. `value` raises an AppError if what was typed cannot be understood."""

    @property
    def value_changed(self) -> SignalInstance: ...

    def value(self) -> object: ...

    # Any: each editor takes the values of its own kind.
    def set_value(self, value: Any) -> None: ...


@dataclass(eq=False)
class Field:
    """A named place in a form. `check` raises an AppError on a value that cannot be right."""

    name: str
    label: str
    editor: Editor
    required: bool = False
    hint: str = ""
    check: Callable[[object], object] | None = None
    stretch: int = 1

    def value(self) -> object:
        return self.editor.value()

    @property
    def widget(self) -> QWidget:
        """The editor as what stands in the form."""
        if not isinstance(self.editor, QWidget):
            raise TypeError(f"the editor of {self.name} is no widget")
        return self.editor

    def error(self) -> AppError | None:
        """What is wrong with the field as it stands."""
        try:
            value = self.value()
            if self.required and value in (None, ""):
                raise Invalid(REQUIRED)
            if self.check is not None and value not in (None, ""):
                self.check(value)
        except AppError as error:
            return error
        return None


class FieldBox(QWidget):
    """A field with its label above, and its hint or its error under it."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        # What the service refused, and the value it refused: it stays said until the value is another.
        self.refused: tuple[object, AppError] | None = None
        self._label = QLabel()
        self._label.setProperty("look", "label")
        self._label.setBuddy(field.widget.focusProxy() or field.widget)
        self._hint = label(field.hint, "small") if field.hint else None
        self._error = text_label("", "error")
        self._error.hide()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(4))
        head = QHBoxLayout()
        head.setSpacing(theme().px(6))
        head.addWidget(self._label)
        if field.required:
            head.addWidget(label(N_("required"), "small", wrap=False))
        head.addStretch(1)
        inside.addLayout(head)
        inside.addWidget(field.widget)
        if self._hint is not None:
            inside.addWidget(self._hint)
        inside.addWidget(self._error)
        inside.addStretch(1)
        on_language(self, self._name)

    def _name(self) -> None:
        text = tr(self.field.label)
        self._label.setText(text)
        spoken = tr("{label} (required)", label=text) if self.field.required else text
        set_accessible = getattr(self.field.widget, "set_accessible", self.field.widget.setAccessibleName)
        set_accessible(spoken)
        entry = self.field.widget.focusProxy()
        if entry is not None and not isinstance(entry, QAbstractButton):
            entry.setAccessibleName(spoken)

    def show_error(self, error: AppError | None) -> None:
        self._error.setVisible(error is not None)
        self._error.setText(sentence(error) if error is not None else "")
        if self._hint is not None:
            self._hint.setVisible(error is None)
        for part in (self.field.widget, self.field.widget.focusProxy()):
            if part is not None and bool(part.property("wrong")) != (error is not None):
                part.setProperty("wrong", error is not None)
                part.style().unpolish(part)
                part.style().polish(part)
        if (entry := self.field.widget.focusProxy() or self.field.widget) is not None:
            entry.setAccessibleDescription(self._error.text())

    def error_text(self) -> str:
        return self._error.text()


class Form(QWidget):
    """Fields in the order of the paper form. It knows nothing of what it fills in."""

    changed = Signal()
    saved = Signal(object)  # dict: field name → value; only when nothing is wrong

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.enter_moves = True  # Enter goes to the next field: a setting
        self.after: QWidget | None = None  # where Enter goes from the last field; else wherever Tab goes
        self._boxes: dict[str, FieldBox] = {}
        self._rows: list[tuple[QBoxLayout, list[FieldBox]]] = []
        self._before: dict[str, object] = {}
        self.summary = ErrorSummary()
        self.summary.asked.connect(self.go_to)
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(theme().px(16))
        self._inside.addWidget(self.summary)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, self.save)
            # Set afterwards: PySide 6.9 passes over a context given with a slot.
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        QApplication.instance().focusChanged.connect(self._focus_changed)  # type: ignore[union-attr]

    # --- building --------------------------------------------------------------------------------------

    def section(self, source: str, explain: str = "") -> None:
        """Start a part of the form, with a sentence under its name if one helps."""
        words = QVBoxLayout()
        words.setContentsMargins(0, theme().px(12) if self._boxes else 0, 0, 0)
        words.setSpacing(theme().px(2))
        words.addWidget(label(source, "section"))
        if explain:
            words.addWidget(label(explain, "muted"))
        self._inside.addLayout(words)

    def row(self, *fields: Field) -> None:
        """Fields side by side; one under the other where there is no room for that (big letters)."""
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(theme().px(16))
        for field in fields:
            box = FieldBox(field)
            self._boxes[field.name] = box
            row.addWidget(box, field.stretch)
            field.editor.value_changed.connect(self._edited)
            for part in {field.widget, field.widget.focusProxy(), *field.widget.findChildren(QWidget)}:
                if part is not None:
                    part.installEventFilter(self)
        self._inside.addLayout(row)
        self._rows.append((row, [self._boxes[field.name] for field in fields]))
        self._before |= {field.name: self._raw(field) for field in fields}

    def minimumSizeHint(self) -> QSize:
        """As narrow as its widest field: rows break."""
        hint = super().minimumSizeHint()
        widths = [box.minimumSizeHint().width() for box in self._boxes.values() if not box.isHidden()]
        return QSize(min(hint.width(), max(widths, default=0)), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._break_rows()

    def _break_rows(self) -> None:
        side = QBoxLayout.Direction
        for row, boxes in self._rows:
            least = theme().px(LEAST)
            shown = [max(box.minimumSizeHint().width(), least) for box in boxes if not box.isHidden()]
            tight = sum(shown) + row.spacing() * (len(shown) - 1) > self.width()
            row.setDirection(side.TopToBottom if tight else side.LeftToRight)

    def add(self, widget: QWidget) -> None:
        """Anything else between the rows: a card, a list of attachments."""
        self._inside.addWidget(widget)

    def field(self, name: str) -> Field:
        return self._boxes[name].field

    def editor(self, name: str, kind: type[E]) -> E:
        """The editor of a field, for what only its own kind can do."""
        found = self._boxes[name].field.editor
        if not isinstance(found, kind):
            raise TypeError(f"the editor of {name} is a {type(found).__name__}")
        return found

    def box(self, name: str) -> FieldBox:
        """The field with its label and error, to hide or show as a whole."""
        return self._boxes[name]

    def show_field(self, name: str, shown: bool) -> None:
        """A field that the case does not call for is hidden, and not checked."""
        self._boxes[name].setVisible(shown)
        if self.isVisible():
            self._break_rows()

    # --- values ----------------------------------------------------------------------------------------

    def set_values(self, values: Mapping[str, object]) -> None:
        """Fill in; what is filled in here is where `dirty` counts from."""
        for name, value in values.items():
            if name in self._boxes:
                self._boxes[name].field.editor.set_value(value)
        self.mark_clean()

    def mark_clean(self) -> None:
        """What stands here now is saved."""
        self._before = {name: self._raw(box.field) for name, box in self._boxes.items()}
        self.clear_errors()

    def values(self) -> dict[str, object]:
        """Every field's value; of a field that cannot be understood, what was typed last is left out."""
        return {name: box.field.value() for name, box in self._boxes.items() if box.field.error() is None}

    def draft(self) -> dict[str, object]:
        """Everything as it stands, understood or not, for the encrypted draft."""
        return {name: self._raw(box.field) for name, box in self._boxes.items()}

    def dirty(self) -> set[str]:
        """Names of the fields that differ from what was filled in."""
        return {name for name, box in self._boxes.items() if self._raw(box.field) != self._before.get(name)}

    @staticmethod
    def _raw(field: Field) -> object:
        try:
            return field.value()
        except AppError:
            entry = field.widget.focusProxy() or field.widget
            return getattr(entry, "text", str)()

    # --- errors and saving -----------------------------------------------------------------------------

    def errors(self) -> dict[str, AppError]:
        """What is wrong, by field; hidden fields are not asked."""
        found = {name: box.field.error() for name, box in self._boxes.items() if box.isVisibleTo(self)}
        return {name: error for name, error in found.items() if error is not None}

    def save(self) -> bool:
        """Check everything; tell `saved`, or show a summary with links and say False."""
        self.tidy()
        wrong = self.errors()
        self.show_errors(wrong)
        if wrong:
            return False
        self.saved.emit(self.values())
        return True

    def tidy(self) -> None:
        """Let the field being typed in settle, as if it had been left."""
        for box in self._boxes.values():
            getattr(box.field.editor, "tidy", lambda: None)()

    def show_errors(self, wrong: Mapping[str, AppError]) -> None:
        """Show these under their fields and in the summary; used for what the service refuses, too."""
        for name, box in self._boxes.items():
            error = wrong.get(name)
            box.refused = (self._raw(box.field), error) if error is not None else None
            box.show_error(error)
        # In the order of the form, whatever the order in which they were found: the cursor goes to the topmost.
        known = {name: wrong[name] for name in self._boxes if name in wrong}
        self.summary.show_errors(
            {name: (tr(self._boxes[name].field.label), sentence(error)) for name, error in known.items()}
        )
        if known:
            self.go_to(next(iter(known)), quietly=True)

    def clear_errors(self) -> None:
        self.show_errors({})

    def go_to(self, name: str, *, quietly: bool = False) -> None:
        """Put the cursor in a field and bring it into view."""
        editor = self._boxes[name].field.widget
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        area = self._scroll_area()
        if area is not None:
            area.ensureWidgetVisible(self.summary if quietly else self._boxes[name])

    def _scroll_area(self) -> QScrollArea | None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        return above

    def _edited(self) -> None:
        for box in self._boxes.values():
            # A correction clears the error at once; a new error waits until the field is left.
            if box.error_text() and self._standing(box) is None:
                box.show_error(None)
        focus, area = QApplication.focusWidget(), self._scroll_area()
        # After a failed save the summary is in view, the field with the cursor may be far below it.
        if focus is not None and area is not None and self._box_of(focus) is not None:
            area.ensureWidgetVisible(focus)
        self.changed.emit()

    def _standing(self, box: FieldBox) -> AppError | None:
        """What is wrong with a field now: by itself, or as it was refused with the value that still stands there."""
        error = box.field.error()
        if error is None and box.refused is not None and self._raw(box.field) == box.refused[0]:
            return box.refused[1]
        return error

    def _box_of(self, widget: QWidget | None) -> FieldBox | None:
        while widget is not None and widget is not self:
            if isinstance(widget, FieldBox) and widget.field.name in self._boxes:
                return widget if self._boxes[widget.field.name] is widget else None
            widget = widget.parentWidget()
        return None

    def _focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        left, entered = self._box_of(old), self._box_of(new)
        if left is not None and left is not entered:
            error = self._standing(left)
            # An empty field that was only passed through is not scolded before saving.
            nagging = error is not None and error.sentence == REQUIRED
            if not nagging:
                left.show_error(error)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        app = QApplication.instance()
        wanted = self.enter_moves and (app is None or app.property("enter_moves") is not False)
        if not entered or not wanted or isinstance(watched, QPlainTextEdit | QTextEdit | QAbstractButton):
            return False
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        completer = getattr(watched, "completer", lambda: None)()
        if completer is not None and completer.popup().isVisible():
            return False
        self.focusNextChild()
        focus = QApplication.focusWidget()
        if self.after is not None and focus is not None and not self.isAncestorOf(focus):
            self.after.setFocus()
        return True
