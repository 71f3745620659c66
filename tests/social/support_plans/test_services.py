"""A support plan from the first words to its end, on a real vault: agreed by both, reviewed, renewed, taken back."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.social.cases import queries
from app.social.cases import services as cases
from app.social.cases.due import Due
from app.social.cases.queries import CaseFilter
from app.social.masking import MASK
from app.social.support_plans import services
from app.social.support_plans.reading import plans_of_case, plans_revealed
from app.social.support_plans.services_actions import put_off, set_action
from app.social.support_plans.terms import ActionState, Decision, PlanState, Reached, Signed, Who
from app.social.support_plans.values import Agreement, NewAction, NewGoal, NewPlan, Result, Review
from app.vault import audit
from app.vault.compartments import Compartment
from app.vault.errors import Conflict, Invalid, Refused
from app.vault.session import Session
from tests.social.builders import TODAY, opened
from tests.social.support_plans.builders import AGREED, IN_TEN, PAPERS, PLAN, REVIEW, SEW, agreed, draft, in_force


def acts(session: Session, case_id: int) -> set[str]:
    return {act.name for act in plans_of_case(session, case_id).acts if act.allowed}


def test_a_plan_is_written_agreed_to_and_then_tells_the_list_what_is_next(lead: Session) -> None:
    case = opened(lead).id
    assert acts(lead, case) == {"plan_write"}
    services.write_plan(lead, case, PLAN)
    written = draft(lead, case)
    assert [goal.words for goal in written.goals] == [SEW.words, PAPERS.words]
    assert (written.costs.total, written.costs.by_budget, written.costs.unknown) == (
        2_550_000,
        (("Quỹ hội", 2_550_000),),
        1,
    )
    assert queries.list_cases(lead).rows[0].next_action_on is None
    services.agree_plan(lead, case, AGREED)
    row = queries.list_cases(lead).rows[0]
    assert (row.next_action_on, row.review_on, row.due_on, row.late) == (IN_TEN, REVIEW, IN_TEN, False)
    assert in_force(lead, case).worker == lead.account.full_name
    assert acts(lead, case) == {"plan_write", "plan_action_done", "plan_review", "plan_end"}
    with lead.at(lead.clock() + timedelta(days=11)):
        late = queries.list_cases(lead, CaseFilter(late=True)).rows
        assert [each.late_for for each in late] == [(Due.ACTION,)]
        assert [each.words for each in in_force(lead, case).late_actions] == ["Nộp đơn học may"]


def test_what_a_plan_lacks_is_said_and_an_oral_agreement_needs_a_witness(lead: Session) -> None:
    case = opened(lead).id
    with pytest.raises(Refused, match="No plan is being written"):
        services.agree_plan(lead, case, AGREED)
    services.write_plan(lead, case, NewPlan((NewGoal("Có việc làm"),)))
    with pytest.raises(Refused, match="at least one action"):
        services.agree_plan(lead, case, AGREED)
    undated = NewPlan((NewGoal("Có việc làm", (NewAction("Hỏi chợ đầu mối"),)),))
    services.write_plan(lead, case, undated, draft(lead, case).version)
    with pytest.raises(Refused, match="the day by which"):
        services.agree_plan(lead, case, AGREED)
    services.write_plan(lead, case, PLAN, draft(lead, case).version)
    with pytest.raises(Invalid) as wrong:
        services.agree_plan(lead, case, Agreement(TODAY + timedelta(1), Signed.ORAL, TODAY))
    assert set(wrong.value.fields) == {"on", "witness", "review_on"}
    services.agree_plan(lead, case, Agreement(TODAY, Signed.ORAL, REVIEW, "Bà Ngô Thị Bình"))


def test_wrong_lines_are_told_at_their_place(lead: Session) -> None:
    wrong_plan = NewPlan(
        (
            NewGoal(" "),
            NewGoal("Có việc", (NewAction("Hỏi", Who.OTHER), NewAction("Trả", cost=5), NewAction("", cost=-1))),
        )
    )
    with pytest.raises(Invalid) as wrong:
        services.write_plan(lead, opened(lead).id, wrong_plan)
    assert set(wrong.value.fields) == {"goals.1", "goals.2.actions.1", "goals.2.actions.2", "goals.2.actions.3"}


def test_free_text_is_masked_and_saved_over_its_mask_stays_as_it_was(lead: Session) -> None:
    case = opened(lead).id
    services.write_plan(lead, case, PLAN)
    shown = draft(lead, case)
    words = shown.goals[1].actions[0].words
    assert words == f"Đưa chị {MASK} đi làm căn cước"
    kept = NewAction(words, Who.WORKER, due_on=IN_TEN, id=shown.goals[1].actions[0].id)
    goal = NewGoal(shown.goals[1].words, (kept,), shown.goals[1].id)
    services.write_plan(lead, case, NewPlan((goal,)), shown.version)
    revealed = plans_revealed(lead, case).draft
    assert revealed is not None and revealed.goals[0].actions[0].words == PAPERS.actions[0].words
    guess = replace(goal, actions=(replace(kept, words=f"Gọi {MASK}"),))
    with pytest.raises(Invalid) as wrong:
        services.write_plan(lead, case, NewPlan((guess,)), draft(lead, case).version)
    assert set(wrong.value.fields) == {"goals.1.actions.1"}
    with lead.read() as db:
        told = str(audit.entries(db, Compartment.SOCIAL, limit=50))
    assert "Uyển" not in told and SEW.words not in told


def test_only_the_worker_or_a_lead_writes_and_nobody_is_overwritten(
    lead: Session, officer: Session, viewer: Session
) -> None:
    case = opened(lead).id
    for other in (officer, viewer):
        with pytest.raises(Refused):
            services.write_plan(other, case, PLAN)
        with pytest.raises(Refused):
            plans_revealed(other, case)
    cases.transfer_case(lead, case, officer.account.id)
    services.write_plan(officer, case, PLAN)
    assert plans_revealed(officer, case).draft is not None
    version = draft(lead, case).version
    services.write_plan(lead, case, replace(PLAN, note="Sửa"), version)
    with pytest.raises(Conflict) as meanwhile:
        services.write_plan(officer, case, PLAN, version)
    theirs: Any = meanwhile.value.theirs
    assert theirs.note == "Sửa"
    with pytest.raises(Conflict):
        services.write_plan(officer, case, PLAN)


def test_actions_are_done_dropped_for_a_reason_or_put_off(lead: Session) -> None:
    case = opened(lead).id
    first, second = agreed(lead, case).goals[0].actions
    with pytest.raises(Invalid) as wrong:
        set_action(lead, case, first.id, ActionState.DONE, TODAY + timedelta(1))
    assert set(wrong.value.fields) == {"on"}
    set_action(lead, case, first.id, ActionState.DONE, TODAY)
    assert queries.list_cases(lead).rows[0].next_action_on == second.due_on
    with pytest.raises(Invalid):
        set_action(lead, case, second.id, ActionState.DROPPED)
    put_off(lead, case, second.id, REVIEW, "Lớp khai giảng muộn")
    set_action(lead, case, second.id, ActionState.DROPPED, reason="Được miễn học phí")
    plan = in_force(lead, case)
    assert [(each.state, each.done_on) for each in plan.goals[0].actions] == [
        (ActionState.DONE, TODAY),
        (ActionState.DROPPED, None),
    ]
    assert (plan.goals[0].done, plan.goals[0].counted, plan.costs.total) == (1, 1, 50_000)
    with pytest.raises(Refused):
        put_off(lead, case, first.id, REVIEW, "Nhầm")


def test_a_review_is_kept_and_the_next_plan_takes_over_what_is_open(lead: Session) -> None:
    case = opened(lead).id
    plan = agreed(lead, case)
    sew, papers = plan.goals
    with pytest.raises(Invalid) as wrong:
        services.review_plan(lead, case, Review(TODAY, (Result(sew.id, Reached.MET),), TODAY))
    assert set(wrong.value.fields) == {"results", "review_on"}
    half = (Result(sew.id, Reached.PARTLY, "Mới học"), Result(papers.id, Reached.NOT))
    services.review_plan(lead, case, Review(TODAY, half, REVIEW + timedelta(30)))
    assert queries.list_cases(lead).rows[0].review_on == REVIEW + timedelta(30)
    set_action(lead, case, sew.actions[0].id, ActionState.DONE, TODAY)
    results = (Result(sew.id, Reached.NOT), Result(papers.id, Reached.MET, "Đã có thẻ"))
    services.review_plan(lead, case, Review(TODAY, results, REVIEW, Decision.RENEW, "Cần thêm vốn"))
    assert in_force(lead, case).state is PlanState.REVIEWING
    following = draft(lead, case)
    assert [(goal.origin_id, [each.words for each in goal.actions]) for goal in following.goals] == [
        (sew.id, ["Đóng học phí"])
    ]
    assert [each.decision for each in in_force(lead, case).reviews] == [Decision.RENEW, Decision.CONTINUE]
    assert in_force(lead, case).reviews[1].results[0] == (1, SEW.words, Reached.PARTLY, "Mới học")
    services.agree_plan(lead, case, AGREED)
    found = plans_of_case(lead, case)
    assert found.in_force is not None and found.in_force.edition == 2 and found.draft is None
    assert [(each.edition, each.state) for each in found.earlier] == [(1, PlanState.REPLACED)]


def test_a_plan_given_up_leaves_the_one_in_force_and_an_ended_one_waits_for_nothing(lead: Session) -> None:
    case = opened(lead).id
    agreed(lead, case)
    services.renew_plan(lead, case)
    with pytest.raises(Invalid):
        services.drop_plan(lead, case, " ")
    services.drop_plan(lead, case, "Chị chưa muốn đổi")
    assert in_force(lead, case).state is PlanState.AGREED
    services.end_plan(lead, case, TODAY, "Đạt cả hai mục tiêu")
    row = queries.list_cases(lead).rows[0]
    assert (row.next_action_on, row.review_on) == (None, None)
    assert [each.state for each in plans_of_case(lead, case).earlier] == [PlanState.ENDED]


def test_each_act_can_be_taken_back_by_whoever_did_it_last(lead: Session, officer: Session) -> None:
    case = opened(lead).id
    before = queries.list_cases(lead).rows[0]
    plan = agreed(lead, case)
    results = tuple(Result(goal.id, Reached.PARTLY) for goal in plan.goals)
    set_action(lead, case, plan.goals[0].actions[0].id, ActionState.DONE, TODAY)
    services.review_plan(lead, case, Review(TODAY, results, REVIEW, Decision.RENEW))
    with pytest.raises(Refused):
        services.undo_last(officer, case)
    services.undo_last(lead, case)
    assert plans_of_case(lead, case).draft is None and in_force(lead, case).state is PlanState.AGREED
    services.undo_last(lead, case)
    assert in_force(lead, case).goals[0].actions[0].state is ActionState.PLANNED
    services.undo_last(lead, case)
    assert plans_of_case(lead, case).in_force is None
    services.undo_last(lead, case)
    found = plans_of_case(lead, case)
    assert (found.draft, found.undoable) == (None, None)
    after = queries.list_cases(lead).rows[0]
    assert (after.review_on, after.next_action_on) == (before.review_on, before.next_action_on)
    told = [event.action for event in cases.show_case(lead, case).timeline]
    assert told.count("support_plans.undo") == 4 and "support_plans.review" in told
