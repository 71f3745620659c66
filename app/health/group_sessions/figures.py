"""How many sessions were held and how many people reached, by month, form, audience, sex and age band?

Numbers of whole groups of an audience, nobody counted by a trait of their own: the plan's communication targets read
them as they are.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.common.permissions import require
from app.health.group_sessions.declared import GROUP_SESSIONS
from app.health.group_sessions.tables import GroupSession
from app.health.group_sessions.terms import Audience, Form
from app.health.supplies import taking
from app.health.supplies.models import SupplyItem
from app.health.supplies.terms import SupplyType
from app.vault.session import Session


@dataclass(frozen=True)
class Month:
    """What was done in a month. `handed_out` is by type of supplies."""

    month: int
    sessions: int
    forms: Mapping[Form, int]
    reached: int
    women: int
    tests: int
    handed_out: Mapping[SupplyType, int]


def by_month(session: Session, year: int) -> list[Month]:
    """The twelve months of a year; those with no session, too: the plan asks for them."""
    require(session, "health-sessions.list")
    with session.read() as db:
        rows = _held(db, date(year, 1, 1), date(year, 12, 31))
        given = taking.taken(db, [row.id for row in rows])
        types = {item.id: SupplyType(item.type) for item in db.scalars(select(SupplyItem))}
        found = []
        for month in range(1, 13):
            own = [row for row in rows if row.on.month == month]
            out: Counter[SupplyType] = Counter()
            for row in own:
                for item, quantity in given.get(row.id, {}).items():
                    out[types[item]] += quantity
            women = sum(people for row in own for (sex, _), people in _reached(row).items() if sex == "female")
            found.append(
                Month(
                    month,
                    len(own),
                    dict(Counter(Form(row.form) for row in own)),
                    sum(row.reached_total for row in own),
                    women,
                    sum(row.tests_total for row in own),
                    dict(out),
                )
            )
    return found


def reached_by_group(db: Orm, first: date, last: date, audience: Audience | None = None) -> Counter[tuple[str, str]]:
    """(sex, age band) → people reached in a period, of one audience or of all. People who came twice count twice."""
    found: Counter[tuple[str, str]] = Counter()
    for row in _held(db, first, last):
        if audience is None or row.audience == audience:
            found.update(_reached(row))
    return found


def activities(db: Orm, first: date, last: date) -> Counter[tuple[int, Form]]:
    """(month, form) → sessions: the station's part of the communication that the plan asks for."""
    return Counter((row.on.month, Form(row.form)) for row in _held(db, first, last))


def _held(db: Orm, first: date, last: date) -> list[GroupSession]:
    query = select(GroupSession).where(GroupSession.removed.is_(False), GroupSession.on.between(first, last))
    return list(db.scalars(query.order_by(GroupSession.on, GroupSession.id)))


def _reached(row: GroupSession) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = GROUP_SESSIONS.field("reached").loaded(row.reached)
    return found
