"""What can a person do with a support plan? Write it, record that both agreed, review it, end it, take an act back.

Each verb checks the permission and the rules, works in one transaction, notes the event in the case's timeline and
audits it; what was typed stands in the audit under the case's own key. Actions are in `services_actions`.
"""

from collections.abc import Collection
from datetime import date

from sqlalchemy import delete

from app.common.asking import NEEDED, needed, not_future, wrong
from app.common.choices import chosen
from app.common.i18n import N_
from app.common.permissions import require
from app.common.rows import fill_defaults
from app.common.text import nfc
from app.social.cases import changing, consents
from app.social.cases import record as cases
from app.social.masking import IdentityWords, unhidden
from app.social.support_plans import reading, record, rules
from app.social.support_plans.changing import PlanChange, meanwhile, new_plan, open_change, told_of
from app.social.support_plans.in_force import children, in_force, plans_of
from app.social.support_plans.models import PlanAction, PlanEvent, PlanGoal, PlanResult, PlanReview, SupportPlan
from app.social.support_plans.terms import ActionState, Decision, PlanState, Reached, Signed, Who
from app.social.support_plans.values import Agreement, NewGoal, NewPlan, PlanChanged, Review
from app.vault.compartments import Compartment
from app.vault.errors import AppError, Conflict, Invalid, Refused
from app.vault.session import Session, Work


def write_plan(session: Session, case_id: int, new: NewPlan, expected_version: int | None = None) -> PlanChanged:
    """Write the plan that is not agreed to yet, or begin one. While one is in force it is the next plan.

    A text left as it was shown masked stays as it is stored. Raises Conflict, Invalid, Refused.
    """
    with session.work(Compartment.SOCIAL) as work:
        change = open_change(work, case_id, "plan_write", expected_version)
        if change.from_state and expected_version is None:
            raise meanwhile(work, change.plan)
        _write(change, chosen(new))
        if not change.from_state:
            _renewing(change)
        return change.done("plan_write")


def renew_plan(session: Session, case_id: int) -> PlanChanged:
    """Begin the next plan with what is still open in the one in force, to be changed with the client."""
    with session.work(Compartment.SOCIAL) as work:
        change = open_change(work, case_id, "plan_write")
        if change.from_state:
            raise meanwhile(work, change.plan)
        holds = in_force(plans_of(work.db, change.same))
        if holds is None:
            raise Refused(N_("No plan is in force. Write one with the client and record that both agreed."))
        _carry_over(work, change.plan, holds)
        _renewing(change)
        return change.done("plan_write")


def _renewing(change: PlanChange) -> None:
    """The plan in force is being renewed from now on."""
    holds = in_force(plans_of(change.work.db, change.same))
    if holds is not None and (PlanState(holds.state), rules.RENEW.name) in rules.TRANSITIONS:
        holds.state, holds.version = rules.RENEW.to.value, holds.version + 1


def _carry_over(work: Work, plan: SupportPlan, holds: SupportPlan) -> None:
    """What is still open goes on: goals not reached, actions not done."""
    db = work.db
    actions = children(db, PlanAction, holds.id)
    for goal in children(db, PlanGoal, holds.id):
        if goal.reached == Reached.MET:
            continue
        row = _goal(plan, goal.position, goal.words, goal.id)
        db.add(row)
        db.flush()
        open_ = [each for each in actions if each.goal_id == goal.id and ActionState(each.state) in rules.OPEN_ACTIONS]
        for at, each in enumerate(open_, 1):
            went_on = _action(row, at)
            for name in ("words", "who", "who_name", "due_on", "cost", "budget", "state"):
                setattr(went_on, name, getattr(each, name))
            db.add(went_on)
    db.flush()


def _goal(plan: SupportPlan, position: int, words: str, origin_id: int | None) -> PlanGoal:
    return PlanGoal(
        case_id=plan.case_id, plan_id=plan.id, position=position, words=words, origin_id=origin_id, reached="",
        reached_note="",
    )  # fmt: skip


def _action(goal: PlanGoal, position: int) -> PlanAction:
    row = PlanAction(case_id=goal.case_id, plan_id=goal.plan_id, goal_id=goal.id, position=position)
    row.words = row.who = ""
    row.state = ActionState.PLANNED.value
    fill_defaults(row)
    return row


# --- writing it ------------------------------------------------------------------------------------------


def _write(change: PlanChange, new: NewPlan) -> None:
    work, plan = change.work, change.plan
    person = cases.words_of(work.db, change.case.case.id)
    goals = {each.id: each for each in children(work.db, PlanGoal, plan.id)}
    actions = {each.id: each for each in children(work.db, PlanAction, plan.id)}
    plans = plans_of(work.db, change.same)
    earlier = {each.id for one in plans for each in children(work.db, PlanGoal, one.id)}
    problems = _problems(new, person, goals, actions, earlier)
    if problems:
        raise wrong(problems)
    plan.note = unhidden(new.note, plan.note, person)
    kept_goals: set[int] = set()
    kept_actions: set[int] = set()
    for at, goal in enumerate(new.goals, 1):
        row = goals.get(goal.id or 0)
        if row is None:
            row = _goal(plan, at, unhidden(goal.words, "", person), goal.origin_id)
            work.db.add(row)
        else:
            row.position, row.words = at, unhidden(goal.words, row.words, person)
        work.db.flush()
        kept_goals.add(row.id)
        kept_actions |= _write_actions(work, row, goal, actions, person)
    gone = [each for each in actions if each not in kept_actions]
    work.db.execute(delete(PlanAction).where(PlanAction.id.in_(gone)))
    work.db.execute(delete(PlanGoal).where(PlanGoal.id.in_([each for each in goals if each not in kept_goals])))
    work.db.flush()


def _write_actions(
    work: Work, goal: PlanGoal, new: NewGoal, actions: dict[int, PlanAction], person: IdentityWords
) -> set[int]:
    kept = set()
    for at, each in enumerate(new.actions, 1):
        row = actions.get(each.id or 0)
        if row is None:
            row = _action(goal, at)
            work.db.add(row)
        row.goal_id, row.position = goal.id, at
        row.words = unhidden(each.words, row.words, person)
        row.who = each.who.value
        row.who_name = unhidden(each.who_name, row.who_name, person) if each.who is Who.OTHER else ""
        row.budget = " ".join(unhidden(each.budget, row.budget, person).split())
        row.due_on, row.cost = each.due_on, each.cost
        work.db.flush()
        kept.add(row.id)
    return kept


def _problems(
    new: NewPlan,
    person: IdentityWords,
    goals: dict[int, PlanGoal],
    actions: dict[int, PlanAction],
    earlier: Collection[int],
) -> dict[str, AppError]:
    """What is wrong, by the place in the form: goals.1, goals.1.actions.2."""
    found: dict[str, AppError] = {}

    def check(place: str, text: str, stored: str) -> None:
        try:
            said = unhidden(text, stored, person)
        except Invalid as error:
            found[place] = error
            return
        if not said:
            found[place] = Invalid(NEEDED)

    for at, goal in enumerate(new.goals, 1):
        row = goals.get(goal.id or 0)
        if goal.origin_id is not None and goal.origin_id not in earlier:
            found[f"goals.{at}"] = Invalid(N_("The earlier goal that this one continues is in no plan of this case."))
        check(f"goals.{at}", goal.words, row.words if row is not None else "")
        for one, each in enumerate(goal.actions, 1):
            place, before = f"goals.{at}.actions.{one}", actions.get(each.id or 0)
            check(place, each.words, before.words if before is not None else "")
            if why := rules.why_not_done_so(each.who, each.who_name, each.cost, each.budget):
                found[place] = why
    return found


# --- its life --------------------------------------------------------------------------------------------


def agree_plan(
    session: Session, case_id: int, agreement: Agreement, expected_version: int | None = None
) -> PlanChanged:
    """Record that client and worker agreed: from now on the plan is in force, and replaces the one before.

    Raises Refused while it lacks something, Invalid, Conflict.
    """
    with session.work(Compartment.SOCIAL) as work:
        change = open_change(work, case_id, "plan_agree", expected_version)
        plan, case, agreement = change.plan, change.case.case, chosen(agreement)
        consents.may_keep(work.db, case, session.today())
        actions = children(work.db, PlanAction, plan.id)
        goals = children(work.db, PlanGoal, plan.id)
        lacks = rules.lacking([record.doing(a) for a in actions if a.goal_id == goal.id] for goal in goals)
        if lacks is not None:
            raise Refused(lacks)
        problems: dict[str, AppError] = {}
        if agreement.on > session.today():
            problems["on"] = Invalid(N_("This day lies in the future."))
        if agreement.signed is Signed.ORAL and not agreement.witness.strip():
            problems["witness"] = Invalid(N_("An oral agreement needs a witness."))
        if agreement.review_on <= agreement.on:
            problems["review_on"] = Invalid(N_("The review comes after the agreement."))
        if problems:
            raise wrong(problems)
        for other in plans_of(work.db, change.same):
            step = rules.TRANSITIONS.get((PlanState(other.state), rules.REPLACE.name))
            if step is not None:
                other.state, other.ended_on, other.version = step.to.value, agreement.on, other.version + 1
        plan.state, plan.agreed_on, plan.signed = rules.AGREE.to.value, agreement.on, agreement.signed.value
        plan.witness, plan.review_on = " ".join(nfc(agreement.witness).split()), agreement.review_on
        plan.agreed_by = session.account.id
        return change.done("plan_agree")


def review_plan(session: Session, case_id: int, review: Review, expected_version: int | None = None) -> PlanChanged:
    """Record what was reached of each goal. The plan goes on, or the next one is begun with what is open.

    Raises Invalid, Refused, Conflict.
    """
    with session.work(Compartment.SOCIAL) as work:
        change = open_change(work, case_id, "plan_review", expected_version)
        plan, db, review = change.plan, work.db, chosen(review)
        goals = {each.id: each for each in children(db, PlanGoal, plan.id)}
        problems: dict[str, AppError] = {}
        if review.on > session.today():
            problems["on"] = Invalid(N_("This day lies in the future."))
        if plan.agreed_on is not None and review.on < plan.agreed_on:
            problems["on"] = Invalid(N_("That day lies before the agreement."))
        if sorted(each.goal_id for each in review.results) != sorted(goals):
            problems["results"] = Invalid(N_("Say for each goal what was reached."))
        if review.next_on <= review.on:
            problems["review_on"] = Invalid(N_("The next review comes after this one."))
        if problems:
            raise wrong(problems)
        note = nfc(review.note).strip()
        row = PlanReview(
            case_id=plan.case_id, plan_id=plan.id, on=review.on, decision=review.decision.value,
            next_on=review.next_on, note=note, at=work.now, by=session.account.id,
        )  # fmt: skip
        db.add(row)
        db.flush()
        for each in review.results:
            said = nfc(each.note).strip()
            db.add(
                PlanResult(
                    case_id=plan.case_id, plan_id=plan.id, review_id=row.id, goal_id=each.goal_id,
                    reached=each.reached.value, note=said,
                )
            )  # fmt: skip
            goal = goals[each.goal_id]
            goal.reached, goal.reached_on, goal.reached_note = each.reached.value, review.on, said
        plan.review_on = review.next_on
        if review.decision is Decision.RENEW:
            _carry_over(work, new_plan(work, change.case.case, plans_of(db, change.same)), plan)
            plan.state = rules.RENEW.to.value
        case = change.case.case
        case.last_contact_on = max(case.last_contact_on, review.on)
        renewed = review.decision is Decision.RENEW
        return change.done("plan_review", note, renewed=renewed, decision=review.decision.value)


def end_plan(session: Session, case_id: int, on: date, reason: str, expected_version: int | None = None) -> PlanChanged:
    """End the plan in force, with the reason; what is written of the next one stays. Raises Invalid, Refused."""
    with session.work(Compartment.SOCIAL) as work:
        change = open_change(work, case_id, "plan_end", expected_version)
        reason = needed(reason, "reason")
        change.plan.state, change.plan.ended_reason = rules.END.to.value, reason
        change.plan.ended_on = not_future(work, on, "on")
        return change.done("plan_end", reason)


def drop_plan(session: Session, case_id: int, reason: str, expected_version: int | None = None) -> PlanChanged:
    """Give up the plan that is being written; the one in force holds on. Raises Invalid, Refused."""
    with session.work(Compartment.SOCIAL) as work:
        change = open_change(work, case_id, "plan_drop", expected_version)
        reason = needed(reason, "reason")
        change.plan.state, change.plan.ended_reason = rules.DROP.to.value, reason
        change.plan.ended_on = session.today()
        holds = in_force(plans_of(work.db, change.same))
        step = rules.TRANSITIONS.get((PlanState(holds.state), rules.RESUME.name)) if holds is not None else None
        if holds is not None and step is not None:
            holds.state, holds.version = step.to.value, holds.version + 1
        return change.done("plan_drop", reason)


def undo_last(session: Session, case_id: int) -> PlanChanged:
    """Take back the person's own last act on the plans of a case. Raises Refused for somebody else's."""
    require(session, "support_plans.edit")
    with session.work(Compartment.SOCIAL) as work:
        home = cases.home_of(work.db, case_id)
        case = changing.open_act(work, home.id, "edit", "support_plans.edit")
        last = reading.undoable(session, work.db, cases.same_case(work.db, home.id))
        if last is None:
            raise Refused(N_("The last act on the plans of this case is not yours, or there is none to take back."))
        event = work.db.get_one(PlanEvent, last.event_id)
        plan = work.db.get(SupportPlan, event.plan_id)
        if plan is None or event.before is None:
            raise Conflict(N_("This act cannot be undone."))
        edition, action = plan.edition, event.action
        event.undone_at = work.now
        work.db.flush()
        record.put_back(work.db, case.case, plan, event.before)
        return told_of(case, edition, "plan_undo", "", {}, of=action)
