"""The life of an inspection as a table: what follows what, who may, what is missing."""

import pytest

from app.police.inspections import rules
from app.police.inspections.rules import Standing
from app.police.inspections.terms import InspectionKind, State, tidy_number
from app.vault.people import Account, Level, Unit


def person(level: Level, account_id: str = "p1") -> Account:
    return Account(account_id, "x", "X", Unit.POLICE, level, active=True)


def at(state: State, **more: object) -> Standing:
    return Standing(InspectionKind.PLANNED, state, frozenset({"p1"}), **more)  # type: ignore[arg-type]


LEAD, OF_TEAM = person(Level.LEAD, "l"), person(Level.OFFICER)
OTHER, VIEWER = person(Level.OFFICER, "p2"), person(Level.VIEWER)


def test_every_state_is_reached_and_only_the_last_ones_end() -> None:
    reached = {step.to for step in rules.TRANSITIONS.values()} | {
        step.while_open for step in rules.TRANSITIONS.values() if step.while_open
    }
    assert reached | {State.PLANNED} == set(State)
    assert {state for state in State if state not in rules.NEXT} == rules.FINISHED


@pytest.mark.parametrize("who", [OTHER, VIEWER], ids=["not of the team", "viewer"])
def test_who_is_not_of_the_team_goes_no_step(who: Account) -> None:
    for state, name in rules.TRANSITIONS:
        assert rules.why_not_step(at(state), name, who) is not None


def test_the_team_records_and_concludes_and_leaves_the_rest_to_the_lead() -> None:
    may = {name for state, name in rules.TRANSITIONS if rules.why_not_step(at(state), name, OF_TEAM) is None}
    assert may == {"record", "conclude"}
    assert rules.why_not_step(at(State.PLANNED), "record", OF_TEAM) is not None
    assert all(rules.why_not_step(at(state), name, LEAD) is None for state, name in rules.TRANSITIONS)
    # An imported visit has a team in words only.
    assert rules.why_not_step(Standing(InspectionKind.PLANNED, State.RECORDED), "conclude", OTHER) is None


def test_open_findings_keep_an_inspection_from_being_closed() -> None:
    waiting = at(State.FOLLOWING, open_findings=2)
    assert rules.leads_to(rules.CONCLUDE, 2) is State.FOLLOWING and rules.leads_to(rules.CONCLUDE, 0) is State.CLOSED
    assert rules.why_not_step(waiting, "close", LEAD) is not None
    following = rules.next_step(waiting, OF_TEAM)
    assert following is not None and (following.name, following.allowed) == ("begin_follow_up", True)
    assert rules.next_step(at(State.FOLLOWING, open_findings=2, follow_up_ahead=True), OF_TEAM) is None
    closing = rules.next_step(at(State.FOLLOWING), OF_TEAM)
    assert closing is not None and (closing.name, closing.allowed) == ("close", False)


def test_acts_are_offered_only_where_they_make_sense() -> None:
    def offered(standing: Standing) -> set[str]:
        return {act.name for act in rules.possible_acts(standing, LEAD)}

    assert offered(at(State.READY)) == {"edit", "reschedule", "attach", "print", "remove"}
    assert offered(at(State.FOLLOWING)) == {"correct", "add_sanction", "attach", "print", "remove"}
    assert {"put_right", "hand_over", "dismiss", "begin_follow_up"} <= offered(at(State.FOLLOWING, open_findings=1))
    assert {"pay", "carry_head_count"} <= offered(at(State.CLOSED, sanctions=1, counted=True))
    assert offered(at(State.CLOSED, removed=True)) == {"restore"}


def test_a_part_of_a_head_count_is_no_larger_than_the_whole() -> None:
    parts = {"workers_total": 5, "workers_women": 5, "workers_declared": 6}
    assert set(rules.wrong_head_count(parts)) == {"workers_declared"}
    assert set(rules.wrong_head_count({"workers_women": 1})) == {"workers_total"}
    assert rules.wrong_head_count({"workers_total": 0, "workers_women": None}) == {}


def test_the_range_of_an_amount_is_the_sum_of_the_violations() -> None:
    fines = ((2_000_000, 4_000_000, True), (500_000, 1_000_000, False))
    assert rules.amount_range(fines, False) == (2_500_000, 5_000_000)
    assert rules.amount_range(fines, True) == (4_500_000, 9_000_000)
    assert rules.amount_range((*fines, (None, None, True)), False) is None
    assert rules.amount_range((), False) is None


def test_a_number_is_read_as_people_type_it() -> None:
    assert [tidy_number(each) for each in ("1/2026/kt", " 001 / 2026", "12/2026/KT")] == [
        "001/2026/KT", "001/2026/KT", "012/2026/KT",
    ]  # fmt: skip
