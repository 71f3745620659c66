"""How do the visits of a case read on its page? The next one large, those before under it, the newest first."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.common.steps import Possible
from app.desktop.records.leads import Lead
from app.desktop.records.lines import Lines, RelatedLine
from app.desktop.social.visits.words import late_words, standing_words, told, when, where
from app.desktop.theme import Tone, theme
from app.desktop.widgets import FlowLayout, StateChip, button, label, surface, text_label
from app.social.visits.terms import VISIT_STATE_NAMES, VisitState
from app.social.visits.values import CaseVisits, VisitDetail

# What stands as a button under the next visit, and where none is planned; the rest is under “More”.
PLANNED, NONE = ("visit_done", "visit_move", "visit_missed"), ("visit_plan", "visit_note")
# So many of the visits before are shown; the register has them all.
SHOWN = 8


class VisitsView(QWidget):
    """The visits of a case. `act(name)` does an act to the next visit, `lead` goes to the register."""

    def __init__(self, act: Callable[[str], object], lead: Callable[[Lead], object], today: Callable[[], date]) -> None:
        super().__init__()
        self._act, self._lead, self._today = act, lead, today
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(theme().px(8))

    def show_visits(self, visits: CaseVisits) -> bool:
        """Show these; says whether there is anything to see."""
        while (item := self._inside.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        allowed = [each for each in visits.acts if each.allowed]
        if visits.planned:
            self._inside.addWidget(self._next(visits.planned[0]))
        elif visits.entered_on is not None:
            said = tr(
                "{day}, entered with the case; how and where is not agreed yet.", day=when(visits.entered_on, None)
            )
            self._inside.addWidget(text_label(said))
        elif allowed:
            self._inside.addWidget(label(N_("No visit is planned."), "muted"))
        self._buttons(allowed, PLANNED if visits.planned else NONE)
        lines = Lines()
        there = lines.show_groups(
            [
                (N_("Also planned"), [self._line(each) for each in visits.planned[1:]]),
                (N_("Visits before"), [self._line(each) for each in visits.past[:SHOWN]]),
            ]
        )
        self._inside.addWidget(lines)
        if len(visits.past) > SHOWN:
            self._inside.addWidget(button(N_("All visits of this case"), "link", clicked=partial(self._all, visits)))
        return there or bool(visits.planned or visits.entered_on or allowed)

    def _all(self, visits: CaseVisits) -> None:
        from app.social.visits.declared import VisitFilter

        self._lead(Lead("visits", "show_filtered", (VisitFilter(case=visits.code),)))

    def _next(self, visit: VisitDetail) -> QWidget:
        """When, how, where, what for."""
        px = theme().px
        card = surface("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(px(16), px(10), px(16), px(10))
        inside.setSpacing(px(4))
        inside.addWidget(label(N_("Next visit"), "small"))
        if visit.planned_on is not None:
            inside.addWidget(text_label(when(visit.planned_on, visit.planned_at), "title"))
        inside.addWidget(text_label(where(visit.way, visit.place)))
        if visit.aim:
            inside.addWidget(text_label(visit.aim, "muted"))
        chips = QWidget()
        flow = FlowLayout(chips, px(6))
        if visit.late and visit.planned_on is not None:
            chip = StateChip("", Tone.BAD)
            chip.setText(late_words(visit.planned_on, self._today()))
            flow.addWidget(chip)
        elif visit.planned_on == self._today():
            flow.addWidget(StateChip(N_("Today"), Tone.WARN))
        flow.addWidget(button(visit.number, "link", clicked=partial(self._open, visit.id)))
        inside.addWidget(chips)
        return card

    def _open(self, visit_id: int) -> None:
        self._lead(Lead("visits", "open", (visit_id,)))

    def _line(self, visit: VisitDetail) -> RelatedLine:
        day = visit.done_on or visit.ended_on or visit.planned_on
        head = show_date(day) if day is not None else visit.number
        words = where(visit.way, visit.place)
        if visit.state is not VisitState.DONE:
            words = " · ".join((tr(VISIT_STATE_NAMES[visit.state]), words))
        elif visit.came:
            words = " · ".join((words, visit.came))
        under = "\n".join(part for part in (told(visit), standing_words(visit.goals)) if part)
        return RelatedLine(head, words, under, partial(self._open, visit.id))

    def _buttons(self, allowed: Sequence[Possible], names: Sequence[str]) -> None:
        named = {each.name: each for each in allowed}
        shown = [named[name] for name in names if name in named]
        if shown:
            row = QWidget()
            flow = FlowLayout(row, theme().px(8))
            for each in shown:
                flow.addWidget(button(each.label, clicked=partial(self._act, each.name)))
            self._inside.addWidget(row)
