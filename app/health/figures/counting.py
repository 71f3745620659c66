"""Who was counselled, tested, found positive, linked to treatment and retained in a period? People, each once.

Read inside the unit alone: these numbers are exact, and small ones among them say something of people.
"""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session as Orm

from app.health.care.models import Care, CareCheck
from app.health.care.terms import Kept
from app.health.clients import record
from app.health.clients.models import Client
from app.health.counselling.models import CounsellingSession
from app.health.figures.suppression import Group
from app.health.figures.terms import (
    BANDS,
    COUNSELLED,
    INDICATORS,
    LINKED,
    NOT_KNOWN,
    POSITIVE,
    RETAINED_6,
    RETAINED_12,
    SEXES,
    TESTED,
)
from app.health.screenings.models import Screening
from app.health.screenings.terms import HIV, TESTS, Result
from app.registry import queries as registry

People = set[int]
# Care that is no treatment of what a test found.
_NO_TREATMENT = frozenset({"prep", "pep", "confirmation", "contraception", "antenatal", "mental_health"})


def people(db: Orm, first: date, last: date, test: str | None = None) -> dict[str, People]:
    """The ids of the clients counted for each indicator; of one test of the office's list, or of all."""
    within = Screening.sample_on.between(first, last)
    own: list[ColumnElement[bool]] = [Screening.listed.is_(True), Screening.consent_on.is_not(None)]
    if test is not None:
        own.append(Screening.test == test)
    tested = set(db.scalars(select(Screening.client_id).where(*own, within)))
    advised = set(db.scalars(select(Screening.client_id).where(*own, Screening.consent_on.between(first, last))))
    talked: People = set()
    if test is None:
        sessions = select(CounsellingSession.client_id).where(
            CounsellingSession.listed, CounsellingSession.held_on.between(first, last)
        )
        talked = set(db.scalars(sessions))
    found = _positive(db, own, within)
    linked, kept_6, kept_12 = _in_care(db, found)
    return {
        COUNSELLED: talked | advised | tested,
        TESTED: tested,
        POSITIVE: set(found),
        LINKED: linked,
        RETAINED_6: kept_6,
        RETAINED_12: kept_12,
    }


def _positive(db: Orm, own: list[ColumnElement[bool]], within: ColumnElement[bool]) -> dict[int, date]:
    """Whose test was positive, with the day of the first such sample. For HIV a confirmation alone counts."""
    left_out = [item.code for item in registry.whole_catalogue(db, TESTS) if item.facts.get("counted") is False]
    positive = or_(
        Screening.confirmed == Result.POSITIVE,
        and_(Screening.way != HIV, Screening.confirmed == "", Screening.result == Result.POSITIVE),
    )
    query = select(Screening.client_id, Screening.sample_on).where(
        *own, within, positive, Screening.test.not_in(left_out)
    )
    days: dict[int, date] = {}
    for client, day in db.execute(query):
        if day is not None:
            days[client] = min(day, days.get(client, day))
    return days


def _in_care(db: Orm, found: dict[int, date]) -> tuple[People, People, People]:
    """Of those found positive: who arrived for treatment since, and whom a check found there after months.

    Who is in care at twelve months counts at six, too, though nobody asked then.
    """
    query = select(Care.id, Care.client_id, Care.arrived_on).where(
        Care.client_id.in_(found), Care.arrived_on.is_not(None), Care.service.not_in(_NO_TREATMENT)
    )
    care = {row: client for row, client, day in db.execute(query) if day is not None and day >= found[client]}
    checks = select(CareCheck.care_id, CareCheck.months).where(
        CareCheck.care_id.in_(care), CareCheck.kept == Kept.YES, CareCheck.months.in_((6, 12))
    )
    kept = {(care[row], months) for row, months in db.execute(checks)}
    at_12 = {client for client, months in kept if months == 12}
    return set(care.values()), at_12 | {client for client, months in kept if months == 6}, at_12


def by_group(db: Orm, counted: dict[str, People], day: date) -> dict[str, dict[Group, int]]:
    """Indicator -> group -> how many, with a 0 where there is nobody; the age is that of the day."""
    everybody: Collection[int] = set().union(*counted.values())
    groups: dict[int, Group] = {}
    for client in db.scalars(select(Client).where(Client.id.in_(everybody))):
        band = record.band(client, day)
        groups[client.id] = (client.sex if client.sex in SEXES else NOT_KNOWN, band.value if band else NOT_KNOWN)
    counts = {each.code: {(sex, band): 0 for sex in SEXES for band in BANDS} for each in INDICATORS}
    for code, who in counted.items():
        for client_id in who:
            counts[code][groups.get(client_id, (NOT_KNOWN, NOT_KNOWN))] += 1
    return counts
