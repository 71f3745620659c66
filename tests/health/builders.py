"""Clients to test on; nobody in them is real."""

from dataclasses import replace
from datetime import date

from app.health.clients.services import open_record
from app.health.clients.terms import How, SafeWay, Source
from app.health.clients.values import Changed, ClientFacts, NewClient, Person
from app.vault.session import Session

TODAY = date(2026, 3, 11)
PHRASE = "con đò sang bến vắng"
NOBODY = Person()
LAM = Person("Lữ Thị Thanh Lam", "0987 111 222", "Zalo của chị gái")
FACTS = ClientFacts(Source.SELF, sex="female", birth_year=1998, safe_way=SafeWay.MESSAGE, safe_when="Sáng thứ bảy")


def opened(session: Session, person: Person = NOBODY, phrase: str = "", **facts: object) -> Changed:
    return open_record(session, NewClient(replace(FACTS, **facts), How.ORAL, person=person, phrase=phrase))  # type: ignore[arg-type]
