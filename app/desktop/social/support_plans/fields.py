"""How are the goals of a plan and what is done for each typed in? Line by line, by keys alone, in any order.

Ctrl+Shift+Up and Down move the action, or the goal, in which one is typing. What is left out can be taken back.
"""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.common.i18n import N_, sentence, tr
from app.desktop.social.support_plans.lines import GoalRow, Row, take_out
from app.desktop.theme import theme
from app.desktop.widgets import button, say
from app.social.support_plans.terms import Who
from app.social.support_plans.values import NewAction, NewGoal
from app.vault.errors import AppError, Invalid
from app.vault.session import Session


class GoalsField(QWidget):
    """The goals of a plan; the value is a tuple of `NewGoal`."""

    value_changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.rows: list[GoalRow] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(theme().px(12))
        self.add_button = button(N_("Add a goal"), "", "add", clicked=lambda: self.add(_EMPTY, go=True))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(12))
        inside.addLayout(self._list)
        inside.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        for keys, by in (("Ctrl+Shift+Up", -1), ("Ctrl+Shift+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self, lambda by=by: self._move_here(by))
            # Set afterwards: PySide ignores `context=` beside a slot and listens in the whole window.
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.add(_EMPTY)

    def add(self, goal: NewGoal, *, go: bool = False, at: int | None = None) -> GoalRow:
        """One more goal; the keys go to its words."""
        row = GoalRow(self._session)
        row.put(goal)
        row.changed.connect(self._changed)
        row.move_asked.connect(self.shift)
        row.left_out.connect(self._leave_out)
        place = len(self.rows) if at is None else at
        self.rows.insert(place, row)
        self._list.insertWidget(place, row)
        self._changed()
        if go:
            row.words.setFocus()
        return row

    def shift(self, row: GoalRow, by: int) -> None:
        """Put a goal before or behind its neighbour."""
        place = self.rows.index(row) + by
        if 0 <= place < len(self.rows):
            self.rows.remove(row)
            self.rows.insert(place, row)
            self._list.removeWidget(row)
            self._list.insertWidget(place, row)
            self._changed()

    def _move_here(self, by: int) -> None:
        """Move what one is typing in: the action, else the goal."""
        focus = QApplication.focusWidget()
        for goal in self.rows:
            for action in goal.lines:
                if focus is not None and action.isAncestorOf(focus):
                    goal.shift(action, by)
                    focus.setFocus()
                    return
            if focus is not None and goal.isAncestorOf(focus):
                self.shift(goal, by)
                focus.setFocus()
                return

    def _leave_out(self, row: GoalRow) -> None:
        at, gone = self.rows.index(row), row.goal()
        take_out(self.rows, self._list, row)
        (self.rows[min(at, len(self.rows) - 1)].words if self.rows else self.add_button).setFocus()
        self._changed()
        if gone.words:
            say(self, tr("The goal was left out."), lambda: self.add(gone, go=True, at=min(at, len(self.rows))))

    def _changed(self) -> None:
        for at, goal in enumerate(self.rows, 1):
            goal.number.setText(tr("Goal {number}", number=at))
            for one, action in enumerate(goal.lines, 1):
                action.number.setText(f"{at}.{one}")
                if action.error.isVisibleTo(self) and action.problem() is None:
                    action.show_error(None)
            if goal.error.isVisibleTo(self) and goal.problem() is None:
                goal.show_error(None)
        self._chain()
        self.value_changed.emit()

    def _chain(self) -> None:
        chain = [each for row in self.rows for each in row.chain()] + [self.add_button]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)
        self.setFocusProxy(self.rows[0].words if self.rows else self.add_button)

    # --- the value --------------------------------------------------------------------------------------

    def value(self) -> tuple[NewGoal, ...]:
        return tuple(row.goal() for row in self.rows if not row.blank())

    def set_value(self, value: object) -> None:
        for row in list(self.rows):
            take_out(self.rows, self._list, row)
        for goal in value if isinstance(value, list | tuple) else ():
            self.add(goal)
        if not self.rows:
            self.add(_EMPTY)

    def check(self, _value: object) -> None:
        """Raises Invalid for the first line that cannot be right."""
        for _row, place, error in self._problems():
            raise Invalid(N_("{place}: {problem}"), place=place, problem=sentence(error))

    def tidy(self) -> None:
        """Before saving: say at each line what is wrong with it, and lead to the first."""
        problems = self._problems()
        wrong = {id(row): error for row, _place, error in problems}
        for goal in self.rows:
            for row in (goal, *goal.lines):
                row.show_error(wrong.get(id(row)))
        if problems:
            first = problems[0][0]
            self.setFocusProxy(first.focusProxy() or first)

    def _problems(self) -> list[tuple[Row, str, AppError]]:
        found: list[tuple[Row, str, AppError]] = []
        for at, goal in enumerate(self.rows, 1):
            if (error := goal.problem()) is not None:
                found.append((goal, tr("Goal {number}", number=at), error))
            for one, action in enumerate(goal.lines, 1):
                if (error := action.problem()) is not None:
                    found.append((action, tr("Action {number}", number=f"{at}.{one}"), error))
        return found


_EMPTY = NewGoal("", (NewAction(""),))


def plain(goals: Sequence[NewGoal]) -> list[dict[str, Any]]:
    """The goals as a draft keeps them."""
    return [
        {
            "words": goal.words,
            "id": goal.id,
            "origin_id": goal.origin_id,
            "actions": [
                {**each.__dict__, "who": each.who.value, "due_on": each.due_on.isoformat() if each.due_on else None}
                for each in goal.actions
            ],
        }
        for goal in goals
    ]


def back(kept: Sequence[dict[str, Any]]) -> tuple[NewGoal, ...]:
    """The goals again."""

    def action(each: dict[str, Any]) -> NewAction:
        day = date.fromisoformat(each["due_on"]) if each["due_on"] else None
        return NewAction(**{**each, "who": Who(each["who"]), "due_on": day})

    return tuple(
        NewGoal(goal["words"], tuple(action(each) for each in goal["actions"]), goal["id"], goal["origin_id"])
        for goal in kept
    )
