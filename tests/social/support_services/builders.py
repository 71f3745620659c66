"""Cases with their agreement to every purpose, and services of each kind, for the stories about support."""

from datetime import date

from app.social.cases.consents import record_consent
from app.social.cases.services import take_step as case_step
from app.social.cases.terms import ConsentState, How
from app.social.cases.values import NewConsent, Person
from app.social.support_services import services
from app.social.support_services.terms import CASH, ServiceKind
from app.social.support_services.values import Facts, NewService, StepFacts
from app.vault.session import Session
from tests.social.builders import UYEN, opened

CENTRE, FACTORY = "Trung tâm GDNN-GDTX huyện", "Xưởng may Hoàng Mai"
PURPOSES = (
    "share_counselling",
    "share_legal_aid",
    "share_health",
    "share_training",
    "share_employer",
    "share_shelter",
    "share_papers",
    "share_school",
)
FACTS: dict[ServiceKind, Facts] = {
    ServiceKind.COUNSELLING: Facts(variety="psychological", planned=6),
    ServiceKind.LEGAL_AID: Facts(subject="Tư vấn về nợ", provider="Trung tâm trợ giúp pháp lý"),
    ServiceKind.HEALTH: Facts(subject="Khám sức khỏe", provider="Trạm Y tế"),
    ServiceKind.TRAINING: Facts(
        subject="May công nghiệp",
        provider=CENTRE,
        starts_on=date(2025, 9, 1),
        ends_on=date(2025, 12, 31),
        planned=40,
    ),
    ServiceKind.JOB: Facts(subject="Công nhân may", provider=FACTORY),
    ServiceKind.HELP: Facts(variety=CASH, amount=1_500_000),
    ServiceKind.SHELTER: Facts(variety="home", provider="Nhà tạm lánh của tỉnh"),
    ServiceKind.PAPERS: Facts(variety="birth", provider="UBND xã"),
    ServiceKind.SCHOOL: Facts(variety="primary", children=2, school_year="2025-2026", provider="Tiểu học Vĩnh Trạch"),
}


def agreed(session: Session, person: Person = UYEN, *purposes: str) -> int:
    """A case that is being supported, whose person agreed to these purposes; without any, to all of them."""
    case = opened(session, person).id
    for purpose in purposes or PURPOSES:
        # Before any of the days that the stories date their steps back to.
        given = NewConsent(purpose, ConsentState.GIVEN, date(2025, 1, 2), How.FORM)
        record_consent(session, case, given)
    for step in ("assess", "support"):
        case_step(session, case, step)
    return case


def proposed(session: Session, case: int, kind: ServiceKind, **facts: object) -> int:
    """A service of the kind with believable facts, in its first state."""
    from dataclasses import replace

    return services.propose(session, NewService(case, kind, replace(FACTS[kind], **facts))).id  # type: ignore[arg-type]


def at_work(session: Session, case: int, start: date) -> int:
    """A job that began on that day."""
    job = proposed(session, case, ServiceKind.JOB)
    services.take_step(session, job, "offer", StepFacts(on=start))
    services.take_step(session, job, "place", StepFacts(on=start))
    return job
