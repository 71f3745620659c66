"""Cases to test on; nobody in them is real."""

from dataclasses import replace
from datetime import date

from app.social.cases.services import open_case
from app.social.cases.terms import KEEP_RECORD, ConsentState, Flag, How, Source
from app.social.cases.values import CaseFacts, Changed, NewCase, NewConsent, Person
from app.vault.session import Session

TODAY = date(2026, 3, 11)
UYEN = Person(
    real_name="Khuất Nghiêm Thục Uyển",
    alias="Sương Đêm",
    birth=date(1998, 5, 4),
    phone="0987 612 345",
    address="Số 17 ngách 5, ngõ Cây Đa, thôn Vĩnh Trạch",
    safe_way="Nhắn tin, không gọi",
)
AGREED = NewConsent(KEEP_RECORD, ConsentState.GIVEN, TODAY, How.ORAL, witness="Trần Thị Chứng")
FACTS = CaseFacts(
    Source.SELF,
    sex="female",
    flags=frozenset({Flag.VIOLENCE}),
    note="Chị Khuất Nghiêm Thục Uyển muốn học may. Gọi 0987.612.345 buổi sáng.",
)
NEW = NewCase(UYEN, FACTS, (AGREED,))


def opened(session: Session, person: Person = UYEN, **facts: object) -> Changed:
    return open_case(session, replace(NEW, person=person, facts=replace(FACTS, **facts)))  # type: ignore[arg-type]
