"""How is something asked of each goal of a plan: what was reached, how it is going? A choice and a note for each."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.desktop.theme import theme
from app.desktop.widgets import Choice, ChoiceField, TextField, text_label

Answer = tuple[int, str, str]  # id of the goal, the code chosen, the note


class AnswersField(QWidget):
    """A choice and a note under the words of each goal. The value has those that were answered."""

    value_changed = Signal()

    def __init__(self, goals: Sequence[tuple[int, str]], names: Mapping[Any, str]) -> None:
        super().__init__()
        self.rows: dict[int, tuple[ChoiceField, TextField]] = {}
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(4))
        for at, (goal_id, words) in enumerate(goals, 1):
            head = text_label(f"{at}. {words}")
            head.setContentsMargins(0, theme().px(8) if at > 1 else 0, 0, 0)
            choice = ChoiceField([Choice(str(code), name) for code, name in names.items()])
            note = TextField(N_("Note"))
            choice.set_accessible(words)
            note.setAccessibleName(tr("Note to goal {number}", number=at))
            for each in (head, choice, note):
                inside.addWidget(each)
            choice.value_changed.connect(self.value_changed)
            note.value_changed.connect(self.value_changed)
            self.rows[goal_id] = (choice, note)
        if self.rows:
            self.setFocusProxy(next(iter(self.rows.values()))[0])

    def value(self) -> tuple[Answer, ...]:
        return tuple(
            (goal_id, str(choice.value()), note.value() or "")
            for goal_id, (choice, note) in self.rows.items()
            if choice.value() is not None
        )

    def set_value(self, value: object) -> None:
        given = {each[0]: each for each in value} if isinstance(value, list | tuple) else {}
        for goal_id, (choice, note) in self.rows.items():
            _id, code, words = given.get(goal_id, (goal_id, None, ""))
            choice.set_value(code)
            note.set_value(words)
