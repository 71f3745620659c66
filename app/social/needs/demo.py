"""Invented assessments for the demo: most people are better off the second time, somebody is worse off in one thing."""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select

from app.common.dates import OFFICE_ZONE
from app.common.one_transaction import OneTransaction
from app.social.cases.models import Case
from app.social.cases.terms import State
from app.social.needs import services
from app.social.needs.terms import Domain
from app.social.needs.values import DomainAnswer, NewAssessment
from app.vault.compartments import Compartment
from app.vault.session import Session

_FACTS: dict[Domain, tuple[str, ...]] = {
    Domain.SAFETY: ("Chủ nợ hay đến nhà lúc tối.", "Người chồng cũ còn gọi điện đe dọa."),
    Domain.HEALTH: ("Chưa có thẻ bảo hiểm y tế.", "Đau dạ dày, chưa đi khám."),
    Domain.PSYCHOLOGICAL: ("Mất ngủ, hay lo lắng.", "Muốn có người để nói chuyện."),
    Domain.LEGAL: ("Mất căn cước, chưa làm lại.", "Con chưa có giấy khai sinh."),
    Domain.HOUSING: ("Thuê phòng trọ, tháng này chưa trả tiền.", "Ở nhờ nhà người quen."),
    Domain.FAMILY: ("Nuôi một con nhỏ, mẹ già đau yếu.", "Con đang ở với bà ngoại."),
    Domain.EDUCATION: ("Học hết lớp 9.", "Muốn học bổ túc."),
    Domain.SKILLS: ("Biết may cơ bản.", "Muốn học làm tóc."),
    Domain.WORK: ("Đang nghỉ việc.", "Làm theo mùa, không có hợp đồng."),
    Domain.INCOME: ("Nợ 15.000.000 đồng.", "Thu nhập không đều."),
    Domain.STIGMA: ("Ngại ra trạm y tế vì sợ bị hỏi.", "Hàng xóm còn dị nghị."),
}
_WHERE = ("Gặp riêng tại trụ sở Hội.", "Thăm tại nhà, có mặt người thân.", "Gặp ở quán nước theo hẹn.")
_SUMMARY = (
    "Ưu tiên ổn định chỗ ở rồi học nghề.",
    "Cần giấy tờ trước, sau đó xin việc gần nhà.",
    "Có tiến bộ; tiếp tục theo dõi việc trả nợ.",
)
_ASSESSED = frozenset({State.ASSESSING, State.SUPPORTED, State.FOLLOWING, State.CLOSED})


def fill(session: Session, seed: int) -> int:
    """Assess the demo's cases; how many assessments. One in eight has none yet, so that the page shows that as well."""
    with session.work(Compartment.SOCIAL) as work:
        query = select(Case).where(Case.listed, Case.state.in_(sorted(_ASSESSED))).order_by(Case.id)
        cases = [(row.id, row.opened_on, State(row.state)) for row in work.db.scalars(query)]
        return _filled(OneTransaction(session, work.db), seed, cases)


def _filled(session: Session, seed: int, cases: Sequence[tuple[int, date, State]]) -> int:
    chance, today, made = random.Random(f"needs {seed}"), session.today(), 0
    for number, (case_id, opened_on, state) in enumerate(cases):
        if number % 8 == 5 or state is State.CLOSED:  # of a closed case nothing is assessed any more
            continue
        levels: dict[Domain, int | None] = {domain: chance.choice((0, 1, 1, 2, 2, 3, 3, 4, None)) for domain in Domain}
        times = 1 if state is State.ASSESSING else chance.choice((2, 2, 3))
        first = opened_on + timedelta(days=4)
        for at in range(times):
            day = first + (today - first) * at // max(times, 1)
            if day > today:
                break
            with session.at(datetime.combine(day, time(10, 0), OFFICE_ZONE).astimezone(UTC)):
                services.assess(session, case_id, _assessment(chance, day, levels))
            made += 1
            levels = {domain: _later(chance, level) for domain, level in levels.items()}
    return made


def _later(chance: random.Random, level: int | None) -> int | None:
    if level is None:
        return chance.choice((None, 1, 2))
    return min(4, max(0, level + chance.choice((-2, -1, -1, 0, 0, 1))))


def _assessment(chance: random.Random, day: date, levels: dict[Domain, int | None]) -> NewAssessment:
    worst = sorted((domain for domain in Domain if (levels[domain] or 0) >= 2), key=lambda each: -(levels[each] or 0))
    ranks = {domain: rank for rank, domain in enumerate(chance.sample(worst[:4], min(3, len(worst[:4]))), 1)}
    answers = tuple(
        DomainAnswer(
            domain,
            level,
            chance.choice(_FACTS[domain]) if (level or 0) >= 2 else "",
            ranks.get(domain),
        )
        for domain, level in levels.items()
    )
    return NewAssessment(day, chance.random() < 0.9, answers, chance.choice(_WHERE), chance.choice(_SUMMARY))
