"""What plans do the cases of a demo vault have? One in every state, for needs that are believable; nobody is real."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from app.common.dates import OFFICE_ZONE
from app.common.one_transaction import OneTransaction
from app.social.cases.queries import CaseRow, Sort, list_cases
from app.social.cases.terms import State
from app.social.support_plans import services
from app.social.support_plans.reading import plans_of_case
from app.social.support_plans.services_actions import set_action
from app.social.support_plans.terms import ActionState, Decision, Reached, Signed, Who
from app.social.support_plans.values import Agreement, NewAction, NewGoal, NewPlan, PlanDetail, Result, Review
from app.vault.compartments import Compartment
from app.vault.session import Session

FUND, COMMUNE = "Quỹ Hội Phụ nữ", "Ngân sách xã"


@dataclass(frozen=True)
class _Line:
    """An action: who does it, how many days after the agreement, what it costs from where."""

    words: str
    who: Who
    days: int
    cost: int | None = 0
    budget: str = ""
    who_name: str = ""


_GOALS: tuple[tuple[str, tuple[_Line, ...]], ...] = (
    (
        "Tôi muốn học may để có việc làm gần nhà.",
        (
            _Line("Nộp đơn xin học lớp may ba tháng", Who.CLIENT, 10),
            _Line("Liên hệ trung tâm dạy nghề, giữ chỗ", Who.WORKER, 7),
            _Line("Hỗ trợ tiền xe đi học", Who.OTHER, 30, 1_200_000, FUND, "Hội Liên hiệp Phụ nữ xã"),
            _Line("Học đủ buổi và lấy chứng chỉ", Who.CLIENT, 110),
        ),
    ),
    (
        "Có vốn mở quầy bán đồ ăn sáng.",
        (
            _Line("Lập phương án bán hàng, tính vốn cần vay", Who.CLIENT, 20),
            _Line("Làm hồ sơ vay ở Ngân hàng Chính sách xã hội", Who.WORKER, 35),
            _Line("Mua bếp và bàn ghế", Who.CLIENT, 60, 8_500_000, "Vốn vay"),
        ),
    ),
    (
        "Làm lại căn cước và cho con đi học.",
        (
            _Line("Đi cùng làm lại căn cước", Who.WORKER, 14, 50_000, COMMUNE),
            _Line("Nộp hồ sơ nhập học cho con", Who.CLIENT, 25),
            _Line("Xét miễn, giảm học phí", Who.OTHER, 40, 0, "", "Trường Tiểu học Vĩnh Am"),
        ),
    ),
    (
        "Hiểu rõ khoản nợ và trả dần được.",
        (
            _Line("Đặt lịch trợ giúp pháp lý", Who.WORKER, 12),
            _Line("Thống nhất lịch trả nợ với bên cho vay", Who.OTHER, 45, None, "", "Trung tâm Trợ giúp pháp lý"),
        ),
    ),
    (
        "Có chỗ ở yên ổn cho hai mẹ con.",
        (
            _Line("Tìm phòng trọ an toàn, gần trường của con", Who.WORKER, 15),
            _Line("Hỗ trợ tháng tiền trọ đầu", Who.OTHER, 20, 1_000_000, FUND, "Hội Liên hiệp Phụ nữ xã"),
        ),
    ),
)
_PAPERS = "Thẻ đã nhận, con đã được đi học."


def fill(session: Session, seed: int) -> None:
    """Write a plan for the cases that are assessed, and lead it through its life."""
    with session.work(Compartment.SOCIAL) as work:
        _filled(OneTransaction(session, work.db), random.Random(f"plans {seed}"))


def _filled(session: Session, chance: random.Random) -> None:
    rows = [row for row in list_cases(session, sort=Sort.CODE).rows if row.state in _LIVES]
    for number, row in enumerate(rows):
        _one(session, chance, row, _LIVES[row.state][number % len(_LIVES[row.state])])


_LIVES: dict[State, Sequence[str]] = {
    State.ASSESSING: ("", "draft", ""),
    State.SUPPORTED: ("agreed", "reviewed", "late", "agreed", "renewing", "draft"),
    State.FOLLOWING: ("reviewed", "renewed", "ended", "late"),
}


def _one(session: Session, chance: random.Random, row: CaseRow, life: str) -> None:
    if not life:
        return
    today = session.today()
    ago = {"draft": 4, "agreed": 12, "late": 50, "reviewed": 95, "renewing": 95, "renewed": 130, "ended": 120}[life]
    began = max(row.opened_on, today - timedelta(days=ago))
    with session.at(_at(began)):
        services.write_plan(session, row.id, _plan(chance, began))
    if life == "draft":
        return
    _agree(session, chance, row.id, began, today)
    done_by = {"late": 9, "renewing": 26, "renewed": 32}.get(life)
    _work(session, row.id, today, until=today if done_by is None else min(began + timedelta(days=done_by), today))
    middle = began + (today - began) * 2 // 3
    if life in ("reviewed", "renewed", "renewing", "ended") and middle > began:
        decision = Decision.RENEW if life in ("renewed", "renewing") else Decision.CONTINUE
        _review(session, chance, row.id, middle, today, decision)
        if decision is Decision.RENEW:
            _wish_anew(session, chance, row.id, middle)
    if life == "renewed" and middle > began:
        _agree(session, chance, row.id, middle, today)
        _work(session, row.id, today, until=today)
    if life == "ended":
        with session.at(_at(today)):
            services.end_plan(session, row.id, today, "Các mục tiêu đã đạt, hai bên thống nhất chỉ còn theo dõi.")


def _wish_anew(session: Session, chance: random.Random, case_id: int, day: date) -> None:
    """Where every goal was reached nothing goes on in the next plan: the client names others."""
    plans = plans_of_case(session, case_id)
    assert plans.in_force is not None and plans.draft is not None
    if not plans.draft.goals:
        reached = frozenset(goal.words for goal in plans.in_force.goals)
        with session.at(_at(day)):
            services.write_plan(session, case_id, _plan(chance, day, reached), plans.draft.version)


def _plan(chance: random.Random, began: date, reached: frozenset[str] = frozenset()) -> NewPlan:
    wishes = [goal for goal in _GOALS if goal[0] not in reached]
    chosen = chance.sample(wishes, min(chance.choice((1, 2, 2, 3)), len(wishes)))
    goals = tuple(
        NewGoal(
            words,
            tuple(
                NewAction(
                    each.words, each.who, each.who_name, began + timedelta(days=each.days), each.cost, each.budget
                )
                for each in lines
            ),
        )
        for words, lines in chosen
    )
    return NewPlan(goals, chance.choice(("", "Soạn tại trụ sở Hội, người được hỗ trợ tự kể và chọn thứ tự.")))


def _agree(session: Session, chance: random.Random, case_id: int, day: date, today: date) -> None:
    signed = chance.choice((Signed.SIGNED, Signed.SIGNED, Signed.ORAL))
    witness = "Chi hội trưởng phụ nữ thôn" if signed is Signed.ORAL else ""
    review = max(day + timedelta(days=90), today + timedelta(days=chance.choice((-5, 4, 20, 60))))
    with session.at(_at(day)):
        services.agree_plan(session, case_id, Agreement(day, signed, max(review, day + timedelta(days=1)), witness))


def _work(session: Session, case_id: int, today: date, *, until: date) -> None:
    """What was due by a day is done, but for the last of it, which is under way."""
    plan = _in_force(session, case_id)
    due = [each for each in plan.open_actions if each.due_on is not None and each.due_on <= until]
    for each in due:
        day = min(each.due_on or until, today)
        with session.at(_at(max(day, plan.agreed_on or day))):
            set_action(session, case_id, each.id, ActionState.DONE, session.today())
    rest = _in_force(session, case_id).open_actions
    if rest and rest[0].state is ActionState.PLANNED:
        with session.at(_at(until)):
            set_action(session, case_id, rest[0].id, ActionState.DOING)


def _review(session: Session, chance: random.Random, case_id: int, day: date, today: date, decision: Decision) -> None:
    plan = _in_force(session, case_id)
    results = tuple(
        Result(
            goal.id,
            Reached.MET if goal.done == goal.counted else Reached.PARTLY if goal.done else Reached.NOT,
            _PAPERS if goal.done == goal.counted and "căn cước" in goal.words else "",
        )
        for goal in plan.goals
    )
    following = max(today + timedelta(days=chance.choice((-3, 5, 30))), day + timedelta(days=7))
    with session.at(_at(day)):
        services.review_plan(session, case_id, Review(day, results, following, decision))


def _in_force(session: Session, case_id: int) -> PlanDetail:
    plan = plans_of_case(session, case_id).in_force
    assert plan is not None
    return plan


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10, 0), OFFICE_ZONE).astimezone(UTC)
