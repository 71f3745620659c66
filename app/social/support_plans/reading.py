"""What does a person see of a case's plans? Goals, actions, costs, reviews; every free text masked, or for whom it is
revealed as typed."""

from collections.abc import Callable, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.common.asking import unless
from app.common.permissions import require
from app.common.steps import Possible, Undoable
from app.social.cases import record as cases
from app.social.cases import rules as case_rules
from app.social.cases.models import Case
from app.social.cases.terms import State as CaseState
from app.social.masking import IdentityWords, show
from app.social.support_plans import record, rules
from app.social.support_plans.audited import ACT_NAMES
from app.social.support_plans.in_force import children, draft_of, in_force, plans_of
from app.social.support_plans.models import PlanAction, PlanEvent, PlanGoal, PlanResult, PlanReview, SupportPlan
from app.social.support_plans.terms import ActionState, Decision, PlanState, Reached, Signed, Who, show_number
from app.social.support_plans.values import ActionInfo, CasePlans, GoalInfo, Happened, PlanDetail, ReviewInfo
from app.vault.session import Session


def plans_of_case(session: Session, case_id: int) -> CasePlans:
    """The plans of a case with every free text masked, for a person who has the case open. Not audited."""
    require(session, "cases.open")
    with session.read() as db:
        return _plans(session, db, case_id, revealed=False)


def plans_revealed(session: Session, case_id: int) -> CasePlans:
    """The same as typed, for whoever may see the person. Called once the case has audited why: a page that shows the
    person, a paper for both to sign, the person's own copy. Raises Refused.
    """
    require(session, "cases.reveal")
    with session.read() as db:
        case = cases.home_of(db, case_id)
        unless(case_rules.why_not_act(cases.standing(case), "reveal", session.account))
        return _plans(session, db, case_id, revealed=True)


def plans_on_paper(session: Session, db: Orm, case_id: int) -> CasePlans:
    """The same as typed, for a paper with the person's name: whoever makes it has checked and audited that."""
    return _plans(session, db, case_id, revealed=True)


def _plans(session: Session, db: Orm, case_id: int, *, revealed: bool) -> CasePlans:
    case = cases.home_of(db, case_id)
    same, words = cases.same_case(db, case.id), cases.words_of(db, case.id)
    rows = plans_of(db, same)
    told = {row.id: _detail(session, db, row, words, revealed=revealed) for row in rows}
    holds, written = in_force(rows), draft_of(rows)
    shown = {each.id for each in (holds, written) if each is not None}
    return CasePlans(
        case.id,
        case.code,
        told[holds.id] if holds is not None else None,
        told[written.id] if written is not None else None,
        tuple(told[row.id] for row in rows if row.id not in shown and row.agreed_on is not None),
        tuple(_acts(session, case, holds, written)),
        undoable(session, db, same),
    )


def _acts(session: Session, case: Case, holds: SupportPlan | None, written: SupportPlan | None) -> Iterable[Possible]:
    """What can be done now; what is about a plan that there is not is left out."""
    if CaseState(case.state) not in case_rules.OPEN:
        return
    for name, step in rules.ACTS.items():
        about = written if name in ("plan_write", "plan_agree", "plan_drop") else holds
        state = PlanState(about.state) if about is not None else None
        if about is None and name != "plan_write":
            continue
        if state is not None and (state, name) not in rules.TRANSITIONS:
            continue
        label = rules.RENEW.label if name == "plan_write" and written is None and holds is not None else step.label
        yield Possible(name, label, step.needs, rules.why_not(state, name, session.account, case.worker_id))


def undoable(session: Session, db: Orm, same: list[int]) -> Undoable | None:
    """This person's last act on the plans of the case, when nobody did anything since."""
    query = select(PlanEvent).where(
        PlanEvent.case_id.in_(same), PlanEvent.undone_at.is_(None), PlanEvent.action != "plan_undo"
    )
    last = db.scalars(query.order_by(PlanEvent.id.desc()).limit(1)).first()
    if last is None or last.by != session.account.id or last.before is None:
        return None
    return Undoable(last.id, rules.ACTS[last.action].label, last.at)


def plan_detail(session: Session, db: Orm, plan: SupportPlan) -> PlanDetail:
    """One plan, masked."""
    return _detail(session, db, plan, cases.words_of(db, cases.home_of(db, plan.case_id).id), revealed=False)


def _detail(session: Session, db: Orm, plan: SupportPlan, words: IdentityWords, *, revealed: bool) -> PlanDetail:
    people = {account.id: account.full_name for account in session.accounts()}
    today = session.today()
    actions = children(db, PlanAction, plan.id)
    case = cases.home_of(db, plan.case_id)
    # What ended waits for nobody: neither a plan nor a case is late then.
    holds = PlanState(plan.state) in rules.IN_FORCE and CaseState(case.state) in case_rules.OPEN

    def said(text: str) -> str:
        return show(text, words, revealed=revealed)

    def action(row: PlanAction) -> ActionInfo:
        return ActionInfo(
            row.id,
            said(row.words),
            Who(row.who),
            said(row.who_name),
            row.due_on,
            row.cost,
            said(row.budget),
            ActionState(row.state),
            row.done_on,
            said(row.reason),
            holds and rules.is_late(record.doing(row), today),
        )

    goals = tuple(
        GoalInfo(
            row.id,
            said(row.words),
            tuple(action(each) for each in actions if each.goal_id == row.id),
            Reached(row.reached) if row.reached else None,
            said(row.reached_note),
            row.origin_id,
        )
        for row in children(db, PlanGoal, plan.id)
    )
    counted = rules.costs(record.doing(each) for each in actions)
    return PlanDetail(
        id=plan.id,
        version=plan.version,
        number=show_number(case.code, plan.edition),
        edition=plan.edition,
        state=PlanState(plan.state),
        goals=goals,
        note=said(plan.note),
        written_by=people.get(plan.written_by, plan.written_by),
        written_on=plan.written_on,
        agreed_on=plan.agreed_on,
        signed=Signed(plan.signed) if plan.signed else None,
        witness=said(plan.witness),
        worker=people.get(plan.agreed_by, plan.agreed_by),
        review_on=plan.review_on,
        review_late=holds and plan.review_on is not None and plan.review_on < today,
        ended_on=plan.ended_on,
        ended_reason=said(plan.ended_reason),
        costs=rules.Costs(
            counted.total, tuple((said(name), amount) for name, amount in counted.by_budget), counted.unknown
        ),
        reviews=_reviews(db, plan, people, goals, said),
        timeline=tuple(
            Happened(
                each.id,
                each.at,
                people.get(each.by, each.by),
                each.action,
                ACT_NAMES.get(each.action, each.action),
                said(each.note),
                each.undone_at is not None,
            )
            for each in db.scalars(select(PlanEvent).where(PlanEvent.plan_id == plan.id).order_by(PlanEvent.id))
        ),
    )


def _reviews(
    db: Orm, plan: SupportPlan, people: dict[str, str], goals: tuple[GoalInfo, ...], said: Callable[[str], str]
) -> tuple[ReviewInfo, ...]:
    places = {goal.id: (at, goal.words) for at, goal in enumerate(goals, 1)}
    results = children(db, PlanResult, plan.id)
    return tuple(
        ReviewInfo(
            row.id,
            row.on,
            people.get(row.by, row.by),
            Decision(row.decision),
            row.next_on,
            said(row.note),
            tuple(
                (*places.get(each.goal_id, (0, "")), Reached(each.reached), said(each.note))
                for each in results
                if each.review_id == row.id
            ),
        )
        for row in sorted(children(db, PlanReview, plan.id), key=lambda row: -row.id)
    )


def in_force_of(session: Session, db: Orm, case_id: int, *, revealed: bool) -> PlanDetail | None:
    """The plan in force of a case, for whoever shows its goals elsewhere."""
    holds = in_force(plans_of(db, cases.same_case(db, case_id)))
    if holds is None:
        return None
    return _detail(session, db, holds, cases.words_of(db, case_id), revealed=revealed)
