"""What do the plans of one's own cases (a lead's: of all) ask for today? Actions, reviews, agreements; by index."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.common.permissions import may, require
from app.social.cases import rules as case_rules
from app.social.cases.models import Case
from app.social.support_plans import rules
from app.social.support_plans.models import PlanAction, SupportPlan
from app.social.support_plans.terms import PlanState
from app.vault.session import Session

WEEK = timedelta(days=7)
_merged = aliased(Case)


@dataclass(frozen=True)
class PlanDue:
    """A case whose plan waits for something; `count` of what is late, where there may be several."""

    case_id: int
    code: str
    worker: str
    day: date | None
    count: int = 0


@dataclass(frozen=True)
class PlanWork:
    """Each part with the earliest first."""

    actions_late: tuple[PlanDue, ...]
    reviews_late: tuple[PlanDue, ...]
    reviews_today: tuple[PlanDue, ...]
    reviews_soon: tuple[PlanDue, ...]
    to_agree: tuple[PlanDue, ...]


def work_today(session: Session) -> PlanWork:
    """Asked of the plans in force; of those being written that somebody has to agree to."""
    require(session, "cases.open")
    today, me = session.today(), session.account.id
    people = {account.id: account.full_name for account in session.accounts()}
    own = [] if may(session, "cases.transfer") else [Case.worker_id == me]
    running = [Case.listed, Case.state.in_(sorted(case_rules.OPEN)), *own]
    in_force = SupportPlan.state.in_(sorted(rules.IN_FORCE))
    # The case under which a plan is found now: its own, or the one that it was merged into.
    home = Case.id == func.coalesce(
        select(_merged.merged_into_id).where(_merged.id == SupportPlan.case_id).scalar_subquery(), SupportPlan.case_id
    )
    late = (
        select(Case.id, Case.code, Case.worker_id, func.min(PlanAction.due_on), func.count())
        .select_from(PlanAction)
        .join(SupportPlan, SupportPlan.id == PlanAction.plan_id)
        .join(Case, home)
        .where(PlanAction.state.in_(sorted(rules.OPEN_ACTIONS)), PlanAction.due_on < today, in_force, *running)
        .group_by(Case.id, Case.code, Case.worker_id)
        .order_by(func.min(PlanAction.due_on), Case.code)
    )
    reviews = (
        select(Case.id, Case.code, Case.worker_id, SupportPlan.review_on)
        .join(Case, home)
        .where(in_force, SupportPlan.review_on <= today + WEEK, *running)
        .order_by(SupportPlan.review_on, Case.code)
    )
    drafts = (
        select(Case.id, Case.code, Case.worker_id, SupportPlan.written_on)
        .join(Case, home)
        .where(SupportPlan.state == PlanState.DRAFT, *running)
        .order_by(SupportPlan.written_on, Case.code)
    )
    with session.read() as db:
        reviewed = [PlanDue(case, code, people.get(who or "", ""), day) for case, code, who, day in db.execute(reviews)]
        return PlanWork(
            tuple(
                PlanDue(case, code, people.get(who or "", ""), day, n) for case, code, who, day, n in db.execute(late)
            ),
            tuple(each for each in reviewed if each.day is not None and each.day < today),
            tuple(each for each in reviewed if each.day == today),
            tuple(each for each in reviewed if each.day is not None and each.day > today),
            tuple(PlanDue(case, code, people.get(who or "", ""), day) for case, code, who, day in db.execute(drafts)),
        )


def cases_with_a_plan(session: Session) -> frozenset[int]:
    """The cases that have a plan in force."""
    require(session, "cases.open")
    query = select(func.coalesce(Case.merged_into_id, Case.id)).join(SupportPlan, SupportPlan.case_id == Case.id)
    with session.read() as db:
        return frozenset(db.scalars(query.where(SupportPlan.state.in_(sorted(rules.IN_FORCE)))))
