"""Has the demo a plan and a visit in every state, some of them late, the same for the same seed?"""

from app.social.cases import demo as cases
from app.social.cases.queries import list_cases
from app.social.support_plans import demo as plans
from app.social.support_plans.queries import work_today as plan_work
from app.social.support_plans.reading import plans_of_case
from app.social.support_plans.terms import PlanState
from app.social.visits import demo as visits
from app.social.visits.queries import list_visits
from app.social.visits.terms import VisitState
from app.vault.session import Session


def test_the_demo_has_plans_and_visits_in_every_state(lead: Session) -> None:
    cases.fill(lead, 2026)
    plans.fill(lead, 2026)
    visits.fill(lead, 2026)
    rows = list_visits(lead).rows
    assert {row.state for row in rows} == set(VisitState) and any(row.late for row in rows)
    found = [plans_of_case(lead, row.id) for row in list_cases(lead).rows]
    states = {plan.state for each in found for plan in (each.in_force, each.draft, *each.earlier) if plan is not None}
    assert states == set(PlanState)
    assert plan_work(lead).actions_late and plan_work(lead).to_agree
