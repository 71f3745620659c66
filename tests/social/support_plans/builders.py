"""A plan of two goals, agreed to, for the stories about plans and visits; nobody in it is real."""

from datetime import date, timedelta

from app.social.support_plans import services
from app.social.support_plans.reading import plans_of_case
from app.social.support_plans.terms import Signed, Who
from app.social.support_plans.values import Agreement, NewAction, NewGoal, NewPlan, PlanDetail
from app.vault.session import Session
from tests.social.builders import TODAY

IN_TEN, IN_FORTY = TODAY + timedelta(days=10), TODAY + timedelta(days=40)
REVIEW = TODAY + timedelta(days=60)
SEW = NewGoal(
    "Tôi muốn biết may để tự nuôi con.",
    (
        NewAction("Nộp đơn học may", Who.CLIENT, due_on=IN_TEN),
        NewAction("Đóng học phí", Who.OTHER, "Hội Phụ nữ", IN_FORTY, 2_500_000, "Quỹ hội"),
    ),
)
PAPERS = NewGoal(
    "Làm lại căn cước.",
    (NewAction("Đưa chị Khuất Nghiêm Thục Uyển đi làm căn cước", Who.WORKER, "", IN_FORTY, 50_000, "quỹ  HỘI"),),
)
PLAN = NewPlan((SEW, PAPERS), "Soạn cùng chị tại trụ sở Hội.")
AGREED = Agreement(TODAY, Signed.SIGNED, REVIEW)


def in_force(session: Session, case_id: int) -> PlanDetail:
    """The plan in force."""
    plan = plans_of_case(session, case_id).in_force
    assert plan is not None
    return plan


def draft(session: Session, case_id: int) -> PlanDetail:
    """The plan being written."""
    plan = plans_of_case(session, case_id).draft
    assert plan is not None
    return plan


def agreed(session: Session, case_id: int, plan: NewPlan = PLAN, on: date = TODAY) -> PlanDetail:
    """The plan, written and agreed to."""
    services.write_plan(session, case_id, plan)
    services.agree_plan(session, case_id, Agreement(on, Signed.SIGNED, REVIEW))
    return in_force(session, case_id)
