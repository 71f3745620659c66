"""How does the plan of a case read on its page? Goals with their progress, actions as lines, sums, who agreed, when."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.common.money import show_dong
from app.common.steps import Possible
from app.desktop.theme import Tone, theme
from app.desktop.widgets import Banner, Facts, FlowLayout, StateChip, button, label, set_look, text_label
from app.social.support_plans.rules import IN_FORCE
from app.social.support_plans.terms import (
    ACTION_STATE_NAMES,
    DECISION_NAMES,
    PLAN_STATE_NAMES,
    REACHED_NAMES,
    SIGNED_NAMES,
    WHO_NAMES,
    ActionState,
    PlanState,
    Reached,
    Who,
)
from app.social.support_plans.values import ActionInfo, CasePlans, GoalInfo, PlanDetail, ReviewInfo

STATE_TONES: dict[PlanState, Tone] = {
    PlanState.DRAFT: Tone.WARN,
    PlanState.AGREED: Tone.GOOD,
    PlanState.REVIEWING: Tone.INFO,
    PlanState.ENDED: Tone.NEUTRAL,
    PlanState.REPLACED: Tone.NEUTRAL,
}
ACTION_TONES: dict[ActionState, Tone] = {
    ActionState.PLANNED: Tone.NEUTRAL,
    ActionState.DOING: Tone.INFO,
    ActionState.DONE: Tone.GOOD,
    ActionState.DROPPED: Tone.NEUTRAL,
}
REACHED_TONES: dict[Reached, Tone] = {Reached.MET: Tone.GOOD, Reached.PARTLY: Tone.WARN, Reached.NOT: Tone.NEUTRAL}
LATE = N_("Overdue")
# What stands as a button under the plan; the rest is under “More”.
BUTTONS = ("plan_agree", "plan_action_done", "plan_review", "plan_write")


def action_under(each: ActionInfo) -> str:
    """Who does it, by when, for how much."""
    who = each.who_name if each.who is Who.OTHER else tr(WHO_NAMES[each.who])
    if each.state is ActionState.DONE and each.done_on is not None:
        day = tr("done on {date}", date=show_date(each.done_on))
    else:
        day = tr("by {date}", date=show_date(each.due_on)) if each.due_on is not None else tr("no day yet")
    cost = ""
    if each.cost:
        cost = " ".join(
            part for part in (f"{show_dong(each.cost)} đ", f"({each.budget})" if each.budget else "") if part
        )
    return " · ".join(part for part in (who, day, cost, each.reason) if part)


def cost_words(plan: PlanDetail) -> str | None:
    """The sum, by source, and how many amounts are not known."""
    costs = plan.costs
    if not costs.total and not costs.unknown:
        return None
    lines = [tr("{amount} đ", amount=show_dong(costs.total))]
    if len(costs.by_budget) > 1 or (costs.by_budget and costs.by_budget[0][0]):
        lines += [f"{name or tr('Not stated')}: {show_dong(amount)} đ" for name, amount in costs.by_budget]
    if costs.unknown:
        lines.append(tr("{count} amounts are not known yet", count=costs.unknown))
    return "\n".join(lines)


def agreed_words(plan: PlanDetail) -> str | None:
    """Who agreed, how and when."""
    if plan.agreed_on is None or plan.signed is None:
        return None
    how = tr(SIGNED_NAMES[plan.signed])
    if plan.witness:
        how = tr("{how}: {witness}", how=how, witness=plan.witness)
    return tr("{date} · {how} · worker: {worker}", date=show_date(plan.agreed_on), how=how, worker=plan.worker)


def review_words(review: ReviewInfo) -> str:
    """What a review found of each goal, and what followed."""
    found = [
        f"{number}. {tr(REACHED_NAMES[reached])}" + (f" ({note})" if note else "")
        for number, _words, reached, note in review.results
    ]
    return "; ".join([*found, tr(DECISION_NAMES[review.decision]), *([review.note] if review.note else [])])


class PlanView(QWidget):
    """The plan in force, the one being written, those before."""

    def __init__(self, act: Callable[[str], object], today: Callable[[], date]) -> None:
        super().__init__()
        self._act, self._today = act, today
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(theme().px(8))

    def show_plans(self, plans: CasePlans) -> bool:
        """Show these; says whether there is anything to see."""
        while (item := self._inside.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        allowed = [each for each in plans.acts if each.allowed]
        if plans.draft is not None and plans.in_force is None:
            self._plan(plans.draft)
        elif plans.in_force is not None:
            self._plan(plans.in_force)
            if plans.draft is not None:
                said = tr("The next plan is being written: {number}.", number=plans.draft.number)
                self._inside.addWidget(Banner(said, Tone.INFO))
                self._plan(plans.draft)
        elif plans.earlier:
            self._inside.addWidget(label(N_("No plan is in force now."), "muted"))
        elif allowed:
            self._inside.addWidget(label(N_("No plan yet. Write it with the client, in their own words."), "muted"))
        if plans.earlier:
            self._earlier(plans.earlier)
        self._buttons(allowed)
        return bool(plans.in_force or plans.draft or plans.earlier or allowed)

    # --- a plan -----------------------------------------------------------------------------------------

    def _plan(self, plan: PlanDetail) -> None:
        head = QWidget()
        flow = FlowLayout(head, theme().px(6))
        flow.addWidget(StateChip(PLAN_STATE_NAMES[plan.state], STATE_TONES[plan.state]))
        if plan.late_actions:
            flow.addWidget(StateChip(N_("Actions late"), Tone.BAD))
        if plan.review_late:
            flow.addWidget(StateChip(N_("Review overdue"), Tone.BAD))
        self._inside.addWidget(head)
        for at, goal in enumerate(plan.goals, 1):
            self._inside.addWidget(self._goal(at, goal))
        facts = Facts()
        lines: list[tuple[str, str | QWidget | None]] = []
        if plan.state in IN_FORCE:
            lines.append((N_("Next review"), self._review(plan)))
        if (agreed := agreed_words(plan)) is not None:
            lines.append((N_("Agreed"), agreed))
        if (cost := cost_words(plan)) is not None:
            lines.append((N_("What it costs"), cost))
        if plan.note:
            lines.append((N_("Note"), plan.note))
        lines += [
            (N_("Review"), f"{show_date(review.on)} · {review.by}\n{review_words(review)}") for review in plan.reviews
        ]
        facts.show_facts(lines)
        self._inside.addWidget(facts)

    def _review(self, plan: PlanDetail) -> str | None:
        return show_date(plan.review_on) if plan.review_on is not None else None

    def _goal(self, at: int, goal: GoalInfo) -> QWidget:
        px = theme().px
        made = QWidget()
        inside = QVBoxLayout(made)
        inside.setContentsMargins(0, px(4), 0, px(4))
        inside.setSpacing(px(4))
        words = text_label(f"{at}. “{goal.words}”", "label")
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inside.addWidget(words)
        line = QHBoxLayout()
        line.setContentsMargins(px(16), 0, 0, 0)
        line.setSpacing(px(8))
        if goal.reached is not None:
            line.addWidget(StateChip(REACHED_NAMES[goal.reached], REACHED_TONES[goal.reached]))
        done = tr("{done} of {all} actions done", done=goal.done, all=goal.counted)
        line.addWidget(text_label(done, "small", wrap=False))
        line.addStretch(1)
        inside.addLayout(line)
        if goal.reached_note:
            note = text_label(goal.reached_note, "small")
            note.setContentsMargins(px(16), 0, 0, 0)
            inside.addWidget(note)
        for each in goal.actions:
            inside.addWidget(self._action(each))
        return made

    def _action(self, each: ActionInfo) -> QWidget:
        px = theme().px
        made = QWidget()
        chip = (
            StateChip(LATE, Tone.BAD)
            if each.late
            else StateChip(ACTION_STATE_NAMES[each.state], ACTION_TONES[each.state])
        )
        chip.setMinimumWidth(px(96))
        text = QVBoxLayout()
        text.setSpacing(0)
        words = text_label(each.words)
        if each.state is ActionState.DROPPED:
            set_look(words, "muted")
        text.addWidget(words)
        text.addWidget(text_label(action_under(each), "small"))
        row = QHBoxLayout(made)
        row.setContentsMargins(px(16), px(2), 0, px(2))
        row.setSpacing(px(12))
        row.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(text, 1)
        return made

    def _earlier(self, plans: Sequence[PlanDetail]) -> None:
        head = label(N_("Plans before"), "label")
        head.setContentsMargins(0, theme().px(8), 0, 0)
        self._inside.addWidget(head)
        for plan in plans:
            met = sum(goal.reached is Reached.MET for goal in plan.goals)
            goals = tr("{met} of {all} goals reached", met=met, all=len(plan.goals))
            days = "–".join(show_date(day) for day in (plan.agreed_on, plan.ended_on) if day is not None)
            words = " · ".join(
                part for part in (plan.number, days, tr(PLAN_STATE_NAMES[plan.state]), goals, plan.ended_reason) if part
            )
            self._inside.addWidget(text_label(words, "muted"))

    def _buttons(self, allowed: Sequence[Possible]) -> None:
        named = {each.name: each for each in allowed}
        shown = [named[name] for name in BUTTONS if name in named]
        if not shown:
            return
        row = QWidget()
        flow = FlowLayout(row, theme().px(8))
        for each in shown:
            flow.addWidget(button(each.label, clicked=partial(self._act, each.name)))
        self._inside.addWidget(row)
