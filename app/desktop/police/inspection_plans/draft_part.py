"""What stands above a plan's list: its state, how it was drawn, and what can be done with the whole of it?"""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.common.dates import show_date, show_datetime
from app.common.i18n import N_, sentence, tr
from app.desktop.police.inspection_plans.words import STATE_TONES, tally_words
from app.desktop.theme import theme
from app.desktop.widgets import FlowLayout, StateChip, button, text_label
from app.police.inspection_plans.explain import percent
from app.police.inspection_plans.terms import PLAN_STATE_NAMES, Ground, PlanState
from app.police.inspection_plans.values import PlanDetail, PlanRow


class PlanHead(QWidget):
    """Facts of the plan in a few lines, and its buttons; those without a right to it are told why under them."""

    def __init__(
        self,
        *,
        redraw: Callable[[], object],
        approve: Callable[[], object],
        replace: Callable[[], object],
        print_list: Callable[[], object],
        verify: Callable[[], object],
        spread: Callable[[], object],
        add: Callable[[], object],
    ) -> None:
        super().__init__()
        self.chip = StateChip()
        self.title = text_label("", "section", wrap=False)
        self.facts = text_label("", "muted")
        self.tally = text_label("")
        self.why = text_label("", "small")
        self.redraw = button(N_("Draw again"), "", "refresh", clicked=redraw)
        self.approve = button(N_("Approve the plan"), "primary", "check", clicked=approve)
        self.replace = button(N_("Approve in place of the present plan"), "primary", "check", clicked=replace)
        self.add = button(N_("Add premises"), "", "add", clicked=add)
        self.spread = button(N_("Share out over months"), "", "calendar", clicked=spread)
        self.verify = button(N_("Hold the draw again"), "", "inspect", clicked=verify)
        self.print = button(N_("Print the plan"), "", "print", clicked=print_list)
        line = QWidget()
        names = FlowLayout(line, theme().px(12))
        names.addWidget(self.title)
        names.addWidget(self.chip)
        acts = QWidget()
        flow = FlowLayout(acts, theme().px(8))
        for each in self.buttons():
            flow.addWidget(each)
        self._acts = acts
        inside = QVBoxLayout(self)
        inside.setContentsMargins(theme().px(24), 0, theme().px(24), theme().px(8))
        inside.setSpacing(theme().px(6))
        for part in (line, self.facts, self.tally, acts, self.why):
            inside.addWidget(part)

    def buttons(self) -> tuple[QPushButton, ...]:
        return (self.approve, self.replace, self.redraw, self.add, self.spread, self.verify, self.print)

    def show_plan(self, row: PlanRow, detail: PlanDetail | None, *, in_place: bool) -> None:
        """`in_place`: the year has an approved plan, so a draft can only replace it."""
        self.title.setText(tr("Plan {number}", number=row.number))
        self.chip.set_state(PLAN_STATE_NAMES[row.state], STATE_TONES[row.state])
        self.facts.setText(_facts(row, detail))
        self.tally.setText(tally_words(row.tally))
        self.tally.setVisible(row.state is PlanState.APPROVED)
        self._acts.setVisible(detail is not None)
        reasons = self._offer(detail, in_place) if detail is not None else []
        self.why.setText("\n".join(reasons))
        self.why.setVisible(bool(reasons))

    def _offer(self, detail: PlanDetail, in_place: bool) -> list[str]:
        """Show what this state knows, enable what this person may; why not, for the rest."""
        possible = {each.name: each for each in detail.acts}
        named = {
            "redraw": self.redraw,
            "approve": self.approve,
            "replace": self.replace,
            "add": self.add,
            "set_month": self.spread,
            "print": self.print,
        }
        reasons: dict[str, list[str]] = {}
        for name, each in named.items():
            act = possible.get(name)
            left_out = name == ("approve" if in_place else "replace")
            each.setVisible(act is not None and not left_out)
            each.setEnabled(act is not None and act.allowed)
            each.setToolTip("")
            if act is not None and act.why_not is not None and not left_out:
                why = sentence(act.why_not)
                each.setToolTip(why)
                each.setAccessibleDescription(why)
                reasons.setdefault(why, []).append(f"“{each.text()}”")
        return [f"{', '.join(names)}: {why}" for why, names in reasons.items()]


def _facts(row: PlanRow, detail: PlanDetail | None) -> str:
    if detail is None:
        return tr(
            "Year {year}, drawn on {day}. Share {share} of {active} premises open: at least {quota}.",
            year=row.year,
            day=show_date(row.drawn_on),
            share=percent(row.share),
            active=row.active,
            quota=row.quota,
        )
    lines = [
        tr(
            "Drawn on {when} by {who}. Draw code {seed}; number of draws: {count}.",
            when=show_datetime(detail.drawn_at),
            who=detail.drawn_by,
            seed=detail.seed,
            count=len(detail.draws),
        ),
        tr(
            "Share {share} of {active} premises open: at least {quota}. Never inspected: {never}. By score: {risk}."
            " By lot: {lot}. Added by hand: {added}.",
            share=percent(detail.share),
            active=detail.active,
            quota=detail.quota,
            never=_count(detail, Ground.NEVER_INSPECTED),
            risk=_count(detail, Ground.RISK),
            lot=_count(detail, Ground.LOT),
            added=_count(detail, Ground.ADDED),
        ),
    ]
    if detail.approved_at is not None:
        lines.append(tr("Approved on {when} by {who}.", when=show_datetime(detail.approved_at), who=detail.approved_by))
    if detail.replaced_by:
        lines.append(tr("Replaced by {number}: {reason}", number=detail.replaced_by, reason=detail.replaced_reason))
    return "\n".join(lines)


def _count(detail: PlanDetail, ground: Ground) -> int:
    return sum(item.ground is ground for item in detail.items)
