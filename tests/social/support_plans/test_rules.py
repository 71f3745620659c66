"""What a plan costs, lacks and is late with, for any plan at all; and that its table is whole."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.social.cases.due import Due, first_due, late_for
from app.social.support_plans import rules
from app.social.support_plans.rules import Doing
from app.social.support_plans.terms import ActionState, PlanState

TODAY = date(2026, 3, 11)
days = st.none() | st.dates(TODAY - timedelta(days=400), TODAY + timedelta(days=400))
actions = st.lists(
    st.builds(
        Doing,
        state=st.sampled_from(ActionState),
        due_on=days,
        cost=st.none() | st.integers(0, 10**12),
        budget=st.sampled_from(("", "Quỹ hội", "quỹ  HỘI", "Ngân sách xã", "Nhà tài trợ")),
    ),
    max_size=12,
)


@given(actions)
def test_no_dong_is_lost_between_the_sources(found: list[Doing]) -> None:
    costs = rules.costs(found)
    counted = [each for each in found if each.state is not ActionState.DROPPED]
    assert costs.total == sum(each.cost or 0 for each in counted)
    assert sum(amount for _, amount in costs.by_budget) == costs.total
    assert costs.unknown == sum(each.cost is None for each in counted)
    names = [name.casefold() for name, _ in costs.by_budget]
    assert len(set(names)) == len(names)


@given(actions)
def test_an_action_is_late_only_while_it_is_open_and_its_day_is_over(found: list[Doing]) -> None:
    first = rules.next_action_on(found)
    late = [each for each in found if rules.is_late(each, TODAY)]
    assert bool(late) == (first is not None and first < TODAY)
    assert all(each.state in rules.OPEN_ACTIONS for each in late)


@given(st.dictionaries(st.sampled_from(Due), days))
def test_a_case_is_late_exactly_when_its_first_day_is_over(dates: dict[Due, date | None]) -> None:
    first = first_due(dates)
    assert bool(late_for(dates, TODAY)) == (first is not None and first < TODAY)


@given(st.lists(actions, max_size=4))
def test_a_plan_that_lacks_nothing_has_goals_with_actions_that_have_days(goals: list[list[Doing]]) -> None:
    whole = bool(goals) and all(goals)
    dated = all(each.due_on for actions in goals for each in actions if each.state in rules.OPEN_ACTIONS)
    assert (rules.lacking(goals) is None) == (whole and dated)


def test_only_a_plan_in_force_is_reviewed_and_an_ended_one_stays_ended() -> None:
    assert {state for state, name in rules.TRANSITIONS if name == "plan_action_done"} == rules.IN_FORCE
    for state in (PlanState.ENDED, PlanState.REPLACED):
        assert not [name for there, name in rules.TRANSITIONS if there is state]
