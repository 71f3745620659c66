"""How is one goal of a plan typed in, and each action for it? As lines that are moved, left out and taken back."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.common.dates import NoYear
from app.common.i18n import N_, sentence, tr
from app.desktop.records.fields import LinesField
from app.desktop.records.fields_money import DongField
from app.desktop.theme import theme
from app.desktop.widgets import (
    Choice,
    ChoiceField,
    DateField,
    TextField,
    button,
    icon_button,
    label,
    say,
    surface,
    text_label,
)
from app.social.support_plans.rules import why_not_done_so
from app.social.support_plans.terms import WHO_NAMES, Who
from app.social.support_plans.values import NewAction, NewGoal
from app.vault.errors import AppError, Invalid
from app.vault.session import Session

NEEDED = N_("Please fill this in.")


def _under(source: str, editor: QWidget) -> QVBoxLayout:
    """A field under its label."""
    column = QVBoxLayout()
    column.setSpacing(theme().px(4))
    column.addWidget(label(source, "label", wrap=False))
    column.addWidget(editor)
    _call(editor, tr(source))
    return column


def _named(source: str, editor: QWidget) -> QHBoxLayout:
    """A label before its field, on one line."""
    row = QHBoxLayout()
    row.setSpacing(theme().px(16))
    name = label(source, "label", wrap=False)
    name.setContentsMargins(0, theme().px(7), 0, 0)  # on the line of the entry
    row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(editor, 1)
    _call(editor, tr(source))
    return row


def _call(editor: QWidget, name: str) -> None:
    """The name a screen reader says."""
    getattr(editor, "set_accessible", editor.setAccessibleName)(name)
    entry = editor.focusProxy()
    if entry is not None:
        entry.setAccessibleName(name)


def _understood(editor: Any) -> tuple[Any, AppError | None]:
    """A field's value, or why it cannot be read."""
    try:
        return editor.value(), None
    except AppError as error:
        return None, error


class Row(QWidget):
    """What goals and actions have alike: a number, moving, leaving out, an error under it."""

    changed = Signal()
    move_asked = Signal(object, int)  # the row, -1 up or 1 down
    left_out = Signal(object)

    def __init__(self, up: str, down: str, leave: str) -> None:
        super().__init__()
        self.up = icon_button("chevron-up", up, clicked=lambda: self.move_asked.emit(self, -1))
        self.down = icon_button("chevron-down", down, clicked=lambda: self.move_asked.emit(self, 1))
        self.close_button = icon_button("close", leave, clicked=lambda: self.left_out.emit(self))
        self.error = text_label("", "error")
        self.error.hide()

    def show_error(self, error: AppError | None) -> None:
        self.error.setVisible(error is not None)
        self.error.setText(sentence(error) if error is not None else "")


class ActionRow(Row):
    """One action: what, who does it, by when, for how much and from where."""

    def __init__(self, session: Session) -> None:
        super().__init__(N_("Move this action up"), N_("Move this action down"), N_("Leave this action out"))
        self.action_id: int | None = None
        px = theme().px
        self.number = QLabel()
        self.number.setProperty("look", "muted")
        self.words = TextField(N_("What is done"))
        self.who = ChoiceField([Choice(each, name) for each, name in WHO_NAMES.items()])
        self.who_name = TextField(N_("Office or person"))
        self.due_on = DateField(session.today, without_year=NoYear.COMING)
        self.cost = DongField(N_("Not known yet"))
        self.budget = TextField(N_("Such as: the association's fund"))
        first = QHBoxLayout()
        first.setSpacing(px(4))
        self.number.setMinimumWidth(px(32))
        first.addWidget(self.number)
        first.addWidget(self.words, 1)
        for each in (self.up, self.down, self.close_button):
            first.addWidget(each)
        _call(self.words, tr("What is done"))
        second = QVBoxLayout()
        second.addLayout(_named(N_("Who does it"), self.who))
        second.addWidget(self.who_name)
        _call(self.who_name, tr("Office or person"))
        third = QHBoxLayout()
        third.setSpacing(px(16))
        third.addLayout(_under(N_("Done by"), self.due_on), 3)
        third.addLayout(_under(N_("Cost in đồng"), self.cost), 3)
        third.addLayout(_under(N_("Budget"), self.budget), 4)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, px(4), 0, px(8))
        whole.setSpacing(px(6))
        whole.addLayout(first)
        for line in (second, third):
            line.setContentsMargins(px(36), 0, 0, 0)
            whole.addLayout(line)
        self.error.setContentsMargins(px(36), 0, 0, 0)
        whole.addWidget(self.error)
        editors: tuple[Any, ...] = (self.words, self.who, self.who_name, self.due_on, self.cost, self.budget)
        for editor in editors:
            editor.value_changed.connect(self.changed)
        self.who.value_changed.connect(self._who)
        self.who.set_value(Who.CLIENT)
        self._who()
        self.setFocusProxy(self.words)

    def _who(self) -> None:
        self.who_name.setVisible(self.who.value() == Who.OTHER)

    def chain(self) -> list[QWidget]:
        """Its fields in the order of Tab."""
        return [
            self.words, self.up, self.down, self.close_button, self.who.focusProxy() or self.who, self.who_name,
            self.due_on.edit, self.cost, self.budget,
        ]  # fmt: skip

    def put(self, action: NewAction) -> None:
        self.action_id = action.id
        self.words.set_value(action.words)
        self.who.set_value(action.who)
        self.who_name.set_value(action.who_name)
        self.due_on.set_value(action.due_on)
        self.cost.set_value(action.cost)
        self.budget.set_value(action.budget)

    def action(self) -> NewAction:
        """As it stands; a day or an amount that cannot be read is left out (`problem` says so)."""
        return NewAction(
            self.words.value() or "",
            Who(str(self.who.value())),
            self.who_name.value() or "",
            _understood(self.due_on)[0],
            _understood(self.cost)[0],
            self.budget.value() or "",
            self.action_id,
        )

    def blank(self) -> bool:
        """Whether nothing was typed."""
        return self.action() == NewAction("", Who(str(self.who.value())), id=self.action_id) and self.problem() is None

    def problem(self) -> AppError | None:
        """What cannot be right."""
        unread = next((error for field in (self.due_on, self.cost) if (error := _understood(field)[1])), None)
        if unread is not None:
            return unread
        action = self.action()
        if not action.words and (action.due_on or action.cost or action.budget or action.who_name):
            return Invalid(NEEDED)
        return why_not_done_so(action.who, action.who_name, action.cost, action.budget)


class GoalRow(Row):
    """One goal in the client's words, and the actions for it."""

    def __init__(self, session: Session) -> None:
        super().__init__(N_("Move this goal up"), N_("Move this goal down"), N_("Leave this goal out"))
        self._session = session
        self.goal_id: int | None = None
        self.origin_id: int | None = None
        self.lines: list[ActionRow] = []
        px = theme().px
        self.number = QLabel()
        self.number.setProperty("look", "section")
        self.words = LinesField(N_("As the client says it"))
        head = QHBoxLayout()
        head.addWidget(self.number, 1)
        for each in (self.up, self.down, self.close_button):
            head.addWidget(each)
        self._list = QVBoxLayout()
        self._list.setSpacing(px(4))
        self.add_button = button(N_("Add an action"), "quiet", "add", clicked=lambda: self.add(NewAction(""), go=True))
        card = surface("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(px(16), px(8), px(12), px(8))
        inside.setSpacing(px(6))
        inside.addLayout(head)
        inside.addWidget(self.words)
        inside.addWidget(self.error)
        inside.addLayout(self._list)
        inside.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)
        self.words.value_changed.connect(self.changed)
        _call(self.words, tr("Goal in the client's words"))
        self.setFocusProxy(self.words)

    def add(self, action: NewAction, *, go: bool = False, at: int | None = None) -> ActionRow:
        """One more action; the keys go to it."""
        row = ActionRow(self._session)
        row.put(action)
        row.changed.connect(self.changed)
        row.move_asked.connect(self.shift)
        row.left_out.connect(self._leave_out)
        place = len(self.lines) if at is None else at
        self.lines.insert(place, row)
        self._list.insertWidget(place, row)
        self.changed.emit()
        if go:
            row.words.setFocus()
        return row

    def shift(self, row: ActionRow, by: int) -> None:
        """Put an action before or behind its neighbour."""
        place = self.lines.index(row) + by
        if 0 <= place < len(self.lines):
            self.lines.remove(row)
            self.lines.insert(place, row)
            self._list.removeWidget(row)
            self._list.insertWidget(place, row)
            self.changed.emit()

    def _leave_out(self, row: ActionRow) -> None:
        at, gone = self.lines.index(row), row.action()
        take_out(self.lines, self._list, row)
        (self.lines[min(at, len(self.lines) - 1)].words if self.lines else self.add_button).setFocus()
        self.changed.emit()
        if gone.words:
            say(self, tr("The action was left out."), lambda: self.add(gone, go=True, at=min(at, len(self.lines))))

    def chain(self) -> list[QWidget]:
        """Its fields in the order of Tab."""
        inside = [each for row in self.lines for each in row.chain()]
        return [self.up, self.down, self.close_button, self.words, *inside, self.add_button]

    def put(self, goal: NewGoal) -> None:
        self.goal_id, self.origin_id = goal.id, goal.origin_id
        self.words.set_value(goal.words)
        for row in list(self.lines):
            take_out(self.lines, self._list, row)
        for action in goal.actions:
            self.add(action)

    def goal(self) -> NewGoal:
        """As it stands, without empty lines."""
        actions = tuple(row.action() for row in self.lines if not row.blank())
        return NewGoal(self.words.value() or "", actions, self.goal_id, self.origin_id)

    def blank(self) -> bool:
        """Whether nothing was typed."""
        return not self.words.value() and all(row.blank() for row in self.lines)

    def problem(self) -> AppError | None:
        """What cannot be right of the goal itself."""
        return Invalid(NEEDED) if not self.words.value() and not self.blank() else None


def take_out(rows: list[Any], layout: QVBoxLayout, row: QWidget) -> None:
    """Take a line off the form."""
    rows.remove(row)
    layout.removeWidget(row)
    row.hide()
    row.deleteLater()
