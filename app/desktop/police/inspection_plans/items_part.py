"""Which premises stand in the plan, and what can be done with the chosen one?"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.common.i18n import N_, sentence, tr
from app.desktop.police.inspection_plans.words import item_columns, why_item
from app.desktop.theme import theme
from app.desktop.widgets import FlowLayout, RecordTable, button, text_label
from app.police.inspection_plans.terms import PlanState, Progress
from app.police.inspection_plans.values import ItemRow, PlanDetail

OPEN_ENDS = frozenset({Progress.DONE, Progress.PUT_OFF})


class ItemsPart(QWidget):
    """The list, and under it why the chosen premises are in it and what can be done."""

    asked = Signal(str, object)  # the act's name, ItemRow

    def __init__(self) -> None:
        super().__init__()
        self._detail: PlanDetail | None = None
        self.table = RecordTable(
            item_columns(), name=tr("Premises in the plan"), key=lambda r: r.id, remember="plan-items"
        )
        self.table.chosen.connect(self._show)
        self.table.opened.connect(self._opened)
        self.why = text_label("", "")
        self.limits = text_label("", "small")
        self.schedule = button(N_("Set a day"), "", "calendar", clicked=self._ask("schedule"))
        self.team = button(N_("Assign a team"), "", "person", clicked=self._ask("assign_team"))
        self.put_off = button(N_("Put it off"), "", "clock", clicked=self._ask("put_off"))
        self.take_up = button(N_("Take up again"), "", "undo", clicked=self._ask("take_up"))
        self.inspection = button(N_("Open the inspection"), "", "inspect", clicked=self._ask("open"))
        self.acts = QWidget()
        flow = FlowLayout(self.acts, theme().px(8))
        for each in (self.schedule, self.team, self.put_off, self.take_up, self.inspection):
            flow.addWidget(each)
        foot = QWidget()
        under = QVBoxLayout(foot)
        under.setContentsMargins(theme().px(8), theme().px(8), theme().px(24), theme().px(12))
        under.setSpacing(theme().px(6))
        for part in (self.why, self.acts, self.limits):
            under.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.table, 1)
        whole.addWidget(foot)
        self._show(None)

    def _ask(self, name: str) -> Callable[[], object]:
        return lambda: self._emit(name)

    def _emit(self, name: str) -> None:
        item = self.table.current()
        if item is not None:
            self.asked.emit(name, item)

    def show_items(self, items: Sequence[ItemRow], detail: PlanDetail | None) -> None:
        """`detail` is None for whoever may only see the list."""
        self._detail = detail
        self.table.rows.set_rows(items)
        if items and self.table.current() is None:
            self.table.choose(items[0].id)
        self._show(self.table.current())

    def _opened(self, item: ItemRow) -> None:
        if item.inspection_id is not None and self._detail is not None:
            self.asked.emit("open", item)

    def _show(self, item: ItemRow | None) -> None:
        detail = self._detail
        approved = detail is not None and detail.state is PlanState.APPROVED
        self.why.setText(why_item(item, detail.seed if detail is not None else "") if item is not None else "")
        self.acts.setVisible(approved and item is not None)
        self.limits.hide()
        if item is None or detail is None or not approved:
            return
        possible = {each.name: each for each in detail.acts}
        to_do = item.progress not in OPEN_ENDS
        put_off = item.progress is Progress.PUT_OFF
        offered = {
            "schedule": (self.schedule, to_do, ""),
            "assign_team": (
                self.team,
                to_do,
                "" if item.inspection_id is not None else tr("Set its day first, then the team."),
            ),
            "put_off": (self.put_off, to_do, ""),
            "take_up": (self.take_up, put_off, ""),
        }
        reasons: dict[str, list[str]] = {}
        for name, (made, fits, why) in offered.items():
            act = possible[name]
            if act.why_not is not None:
                why = sentence(act.why_not)
            made.setVisible(fits)
            made.setEnabled(not why)
            made.setToolTip(why)
            made.setAccessibleDescription(why)
            if fits and why:
                reasons.setdefault(why, []).append(f"“{made.text()}”")
        self.inspection.setVisible(item.inspection_id is not None)
        self.limits.setText("\n".join(f"{', '.join(names)}: {why}" for why, names in reasons.items()))
        self.limits.setVisible(bool(reasons))
