"""How was a plan drawn, step by step, which draws were held, and what has happened to it since?"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.common.dates import show_datetime
from app.common.i18n import N_, tr
from app.desktop.police.inspection_plans.words import share_words
from app.desktop.theme import on_language, theme
from app.desktop.widgets import Happening, ReadingArea, TextField, Timeline, label, set_look, text_label
from app.police.inspection_plans.explain import percent
from app.police.inspection_plans.values import DrawHeld, PlanDetail

_COMMAND = N_("To compute the first lot again in a Windows PowerShell")


class DrawPart(QWidget):
    """Sentences that can be read out to whoever asks, with the command that computes a lot again."""

    def __init__(self) -> None:
        super().__init__()
        self.steps, self.method, self.draws = _words(), _words(), _words()
        self.command = TextField()  # a line of its own to copy from: a sentence would be cut where it cannot be divided
        self.command.setReadOnly(True)
        on_language(self, lambda: self.command.setAccessibleName(tr(_COMMAND)))
        self._command = label(_COMMAND, "small")
        self.timeline = Timeline()
        content = QWidget()
        set_look(content, "scrolled")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(8))
        for source, *parts in (
            (N_("The draw, step by step"), self.steps, self._command, self.command),
            (N_("What gives points"), self.method),
            (N_("Draws held"), self.draws),
            (N_("History"), self.timeline),
        ):
            head = label(source, "section")
            head.setContentsMargins(0, theme().px(12), 0, 0)
            column.addWidget(head)
            for part in parts:
                column.addWidget(part)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        area = ReadingArea(content)
        sheet = area.widget().layout()
        if sheet is not None:
            sheet.setContentsMargins(theme().px(8), 0, theme().px(24), theme().px(24))
        whole.addWidget(area)

    def show_plan(self, detail: PlanDetail) -> None:
        self.steps.setText("\n".join(f"{at}. {step}" for at, step in enumerate(detail.how_to_redraw, start=1)))
        self.command.setText(detail.check_command)
        self.command.setCursorPosition(0)
        for part in (self._command, self.command):
            part.setVisible(bool(detail.check_command))
        self.method.setText("\n".join([*detail.method, share_words(detail.weights)]))
        self.draws.setText("\n".join(_draw(each) for each in detail.draws))
        self.timeline.show_events(
            [
                Happening(show_datetime(each.at), tr(each.label), each.by, (each.note,) if each.note else ())
                for each in reversed(detail.timeline)
            ]
        )


def _words(look: str = "") -> QLabel:
    made = text_label("", look)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _draw(held: DrawHeld) -> str:
    return tr(
        "{at}: draw code {seed}, share {share}, {chosen} establishments, drawn by {by}",
        at=show_datetime(held.at),
        seed=held.seed,
        share=percent(held.share),
        chosen=held.chosen,
        by=held.by,
    )
