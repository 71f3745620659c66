"""What does an act on a plan ask, and which service does it go to? Agreeing, an action, a review, giving up, ending."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.common.dates import NoYear, show_date
from app.common.deadlines import add_months
from app.common.i18n import N_, tr
from app.desktop.records.record_type import Fact, RecordSteps, Values
from app.desktop.social.support_plans.answers import AnswersField
from app.desktop.social.support_plans.drafts import DRAFTS, STEP, step_label
from app.desktop.theme import Tone
from app.desktop.widgets import Choice, ChoiceField, DateField, Field, Form, TextArea, TextField
from app.social.support_plans import rules, services, services_actions
from app.social.support_plans.rules import ACTS
from app.social.support_plans.terms import (
    ACTION_STATE_NAMES,
    DECISION_NAMES,
    PLAN_FIELD_NAMES,
    REACHED_NAMES,
    SIGNED_NAMES,
    ActionState,
    Decision,
    Reached,
    Signed,
)
from app.social.support_plans.values import (
    ActionInfo,
    Agreement,
    CasePlans,
    Happened,
    PlanChanged,
    PlanDetail,
    Result,
    Review,
)
from app.vault.session import Session

OF_DRAFT = frozenset({"plan_agree", "plan_drop"})
# Beside the states of an action: another day.
PUT_OFF = "put_off"
# So many months after the agreement, or the review, the day of the next review is offered.
REVIEW_MONTHS = 3


@dataclass(frozen=True)
class OnPlans:
    """The plans of a case, as a dialog about one of them is given them."""

    id: int  # of the case: under it drafts are kept
    number: str
    plans: CasePlans

    @property
    def timeline(self) -> tuple[Happened, ...]:
        return ()

    def about(self, name: str) -> PlanDetail:
        """The plan that the act is about."""
        found = self.plans.draft if name in OF_DRAFT else self.plans.in_force
        assert found is not None
        return found


@dataclass(frozen=True)
class Asked:
    """What the fields draw on."""

    session: Session
    card: OnPlans
    name: str

    @property
    def plan(self) -> PlanDetail:
        return self.card.about(self.name)


def read(session: Session, card: OnPlans, name: str) -> Asked:
    return Asked(session, card, name)


ALSO: dict[str, tuple[str, ...]] = {
    "plan_agree": ("witness",),
    "plan_action_done": ("on", "due_on", "reason"),
    "plan_review": ("note",),
}


def action_words(plan: PlanDetail, action: ActionInfo) -> str:
    """An action as it is chosen from: its place, its words, where it stands."""
    at, one = next(
        (at, one)
        for at, goal in enumerate(plan.goals, 1)
        for one, each in enumerate(goal.actions, 1)
        if each.id == action.id
    )
    stands = tr("late") if action.late else tr(ACTION_STATE_NAMES[action.state]).lower()
    return f"{at}.{one} {action.words} ({stands})"


def _day(name: str, default: Callable[[Asked], date | None] = lambda asked: asked.session.today()) -> Any:
    def put(form: Form, asked: Asked, required: bool) -> None:
        coming = NoYear.PAST if name == "on" else NoYear.COMING
        editor = DateField(asked.session.today, without_year=coming)
        form.row(Field(name, PLAN_FIELD_NAMES[name], editor, required=required))
        form.set_values({name: default(asked)})

    return put


def _next_review(asked: Asked) -> date:
    return add_months(asked.session.today(), REVIEW_MONTHS)


def _text(name: str, lines: int) -> Any:
    def put(form: Form, _asked: Asked, required: bool) -> None:
        form.row(Field(name, PLAN_FIELD_NAMES[name], TextArea(lines=lines), required=required))

    return put


def _signed(form: Form, _asked: Asked, required: bool) -> None:
    choices = [Choice(each, name) for each, name in SIGNED_NAMES.items()]
    form.row(Field("signed", PLAN_FIELD_NAMES["signed"], ChoiceField(choices, upright=True), required=required))


def _witness(form: Form, _asked: Asked, _required: bool) -> None:
    form.row(Field("witness", PLAN_FIELD_NAMES["witness"], TextField(), required=True))
    signed: Any = form.field("signed").editor

    def show() -> None:
        form.show_field("witness", signed.value() == Signed.ORAL)

    signed.value_changed.connect(show)
    show()


def _action(form: Form, asked: Asked, required: bool) -> None:
    plan = asked.plan
    order = sorted(
        (each for goal in plan.goals for each in goal.actions),
        key=lambda each: (not each.late, each.state not in rules.OPEN_ACTIONS),
    )
    choices = [Choice(each.id, action_words(plan, each), translated=False) for each in order]
    form.row(Field("action", PLAN_FIELD_NAMES["action"], ChoiceField(choices, upright=True), required=required))
    if len(order) == 1 or order[0].late:
        form.set_values({"action": order[0].id})


def _state(form: Form, asked: Asked, required: bool) -> None:
    """Where it stands now, and what each answer needs; another day is one of the answers."""
    states = [Choice(each, name) for each, name in ACTION_STATE_NAMES.items()]
    field = ChoiceField([*states, Choice(PUT_OFF, N_("Put off to another day"))])
    form.row(Field("state", PLAN_FIELD_NAMES["state"], field, required=required))
    form.set_values({"state": ActionState.DONE})


def _fit(form: Form) -> None:
    """Only what the answer needs is asked for."""
    state: Any = form.field("state").editor
    needs = {
        ActionState.DONE: {"on"},
        ActionState.DROPPED: {"reason"},
        PUT_OFF: {"due_on", "reason"},
    }

    def show() -> None:
        wanted = needs.get(state.value(), set())
        for name in ("on", "due_on", "reason"):
            form.show_field(name, name in wanted)

    state.value_changed.connect(show)
    show()


def _reason_of_action(form: Form, asked: Asked, required: bool) -> None:
    needed = required or asked.name == "plan_action_done"
    form.row(Field("reason", PLAN_FIELD_NAMES["reason"], TextArea(lines=2), required=needed))
    if asked.name == "plan_action_done":
        _fit(form)


def _results(form: Form, asked: Asked, required: bool) -> None:
    goals = [(goal.id, goal.words) for goal in asked.plan.goals]
    field = AnswersField(goals, REACHED_NAMES)
    form.row(Field("results", PLAN_FIELD_NAMES["results"], field, required=required))


def _decision(form: Form, _asked: Asked, required: bool) -> None:
    choices = [Choice(each, name) for each, name in DECISION_NAMES.items()]
    form.row(Field("decision", PLAN_FIELD_NAMES["decision"], ChoiceField(choices, upright=True), required=required))
    form.set_values({"decision": Decision.CONTINUE})


FIELDS: Mapping[str, Any] = {
    "on": _day("on"),
    "signed": _signed,
    "witness": _witness,
    "review_on": _day("review_on", _next_review),
    "action": _action,
    "state": _state,
    "due_on": _day("due_on", lambda asked: None),
    "reason": _reason_of_action,
    "results": _results,
    "decision": _decision,
    "note": _text("note", 2),
}


def about(_session: Session, card: OnPlans, name: str, _values: Values) -> list[Fact]:
    """What to know before."""
    plan = card.about(name)
    facts: list[Fact] = []
    if name == "plan_agree":
        lacks = rules.lacking([rules.Doing(each.state, each.due_on) for each in goal.actions] for goal in plan.goals)
        if lacks is not None:
            facts.append(Fact(tr(lacks), tone=Tone.WARN))
        counted = tr("{goals} goals, {actions} actions", goals=len(plan.goals), actions=len(plan.open_actions))
        facts.append(Fact(counted, N_("The plan")))
        before = card.plans.in_force
        if before is not None:
            facts.append(Fact(tr("{number} is replaced by it.", number=before.number), N_("The plan before")))
    if name == "plan_review" and plan.review_on is not None:
        facts.append(Fact(show_date(plan.review_on), N_("Agreed for")))
    if name == "plan_end" and plan.open_actions:
        facts.append(Fact(tr("{count} actions are still open.", count=len(plan.open_actions)), tone=Tone.WARN))
    return facts


MEANINGS: dict[str, str] = {
    "plan_agree": N_("Client and worker have read the plan together. From now on it is in force."),
    "plan_review": N_("Look at each goal together. What was found is kept; the plan goes on, or a new one is written."),
    "plan_drop": N_("What was written is kept out of sight; the plan in force, if there is one, holds on."),
    "plan_end": N_("The plan is in force no more, and waits for nothing. It can still be read."),
}


def do(session: Session, card: OnPlans, name: str, values: Values) -> PlanChanged:
    """Do it, against the version that the person saw. Raises Conflict, Invalid, Refused."""
    version, case_id = card.about(name).version, card.id
    reason = str(values.get("reason") or "")
    match name:
        case "plan_agree":
            agreed = Agreement(
                values["on"], Signed(values["signed"]), values["review_on"], str(values.get("witness") or "")
            )
            return services.agree_plan(session, case_id, agreed, version)
        case "plan_review":
            results = tuple(Result(goal, Reached(code), note) for goal, code, note in values["results"])
            review = Review(
                values["on"], results, values["review_on"], Decision(values["decision"]), str(values.get("note") or "")
            )
            return services.review_plan(session, case_id, review, version)
        case "plan_drop":
            return services.drop_plan(session, case_id, reason, version)
        case "plan_end":
            return services.end_plan(session, case_id, values["on"], reason, version)
    action, state = int(values["action"]), str(values["state"])
    if state == PUT_OFF:
        return services_actions.put_off(session, case_id, action, values.get("due_on"), reason, version)
    to, on = ActionState(state), values.get("on") if state == ActionState.DONE else None
    reason = reason if to is ActionState.DROPPED else ""
    return services_actions.set_action(session, case_id, action, to, on, reason, version)


PLAN_STEPS: RecordSteps[OnPlans] = RecordSteps(
    prefix=STEP,
    drafts=DRAFTS,
    label=step_label,
    needs=lambda card, name: ACTS[name].needs,
    fields=FIELDS,
    read=read,
    do=do,
    also=lambda session, card, name: ALSO.get(name, ()),
    about=about,
    meanings=MEANINGS,
    dangerous=frozenset({"plan_end", "plan_drop"}),
    width=640,
)
