"""What does the unit see of its figures, and what leaves it? The whole inside; outside only what was published.

A period is published once, by a lead, when it is over; what was published is kept as it left. None overlaps with
another: two tables of the same people can be subtracted from one another (app.health.figures.suppression).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.common.asking import unless, wrong
from app.common.i18n import N_
from app.common.permissions import require
from app.health.clients.unnamed import names_nobody
from app.health.figures import counting, rules
from app.health.figures.models import PublishedFigures
from app.health.figures.rules import Period
from app.health.figures.suppression import Cell, Group, Published, publish
from app.health.figures.terms import BANDS, INDICATORS, KIND, SEXES
from app.health.screenings.terms import TESTS
from app.registry import queries as registry
from app.vault.compartments import Compartment
from app.vault.errors import Conflict, Invalid, NotFound, Refused
from app.vault.session import Session, Work

Tables = Mapping[str, Published]


@dataclass(frozen=True)
class UnitFigures:
    """The figures as they are, for the unit's own eyes: indicator -> (sex, age band) -> people."""

    period: Period
    test: str | None
    counts: Mapping[str, Mapping[Group, int]]

    def total(self, code: str) -> int:
        return sum(self.counts[code].values())


@dataclass(frozen=True)
class PublishedInfo:
    """Figures as they left the unit."""

    id: int
    period: Period
    at: datetime
    by: str
    tables: Tables


def unit_figures(session: Session, period: Period, test: str | None = None) -> UnitFigures:
    """The figures of a period in full, of all tests or of one; for those who work with clients."""
    require(session, "health-figures.unit")
    if test is not None and test not in dict(tests(session)):
        raise wrong({"test": Invalid(N_("Choose a test from the list."))})
    with session.read() as db:
        counted = counting.people(db, period.first, period.last, test)
        return UnitFigures(period, test, counting.by_group(db, counted, period.last))


def tests(session: Session) -> list[tuple[str, str]]:
    """The tests that figures can be narrowed to: code and name."""
    require(session, "health-figures.unit")
    with session.read() as db:
        return [(item.code, item.name) for item in registry.whole_catalogue(db, TESTS)]


# --- what leaves -------------------------------------------------------------------------------------------


def preview(session: Session, period: Period) -> Tables:
    """What would be published of a period, shown to the lead before it goes. Of all tests together, never of one."""
    require(session, "health-figures.publish")
    figures = unit_figures(session, period)
    return publish(INDICATORS, SEXES, BANDS, figures.counts)


def publish_period(session: Session, period: Period) -> PublishedInfo:
    """Publish a period that is over, once. Raises Invalid, Refused while it runs, Conflict where one overlaps."""
    require(session, "health-figures.publish")
    if period.last < period.first:
        raise Invalid(N_("The period ends before it begins."))
    if period.last >= session.today():
        raise Refused(N_("The period is not over. Its figures can be published from the day after its last."))
    tables = preview(session, period)
    with session.work(Compartment.HEALTH) as work:
        _unless_overlapping(work, period)
        unless(rules.why_not_published(period))
        row = PublishedFigures(
            period_from=period.first,
            period_to=period.last,
            at=work.now,
            by=session.account.id,
            tables={code: to_json(table) for code, table in tables.items()},
        )
        work.db.add(row)
        work.db.flush()
        work.audit(f"{KIND}.publish", _subject(period))
        return _info(session, row)


def _unless_overlapping(work: Work, period: Period) -> None:
    for row in work.db.scalars(select(PublishedFigures)):
        other = Period(row.period_from, row.period_to)
        if period == other:
            raise Conflict(
                N_(
                    "The figures of this period are published. They are not reckoned anew: the difference between two"
                    " tables would tell of single people."
                )
            )
        if period.overlaps(other):
            raise Refused(
                N_(
                    "Figures from {first} to {last} are published, and this period overlaps with it: the difference"
                    " would tell of single people. Choose another period."
                ),
                first=f"{other.first:%d/%m/%Y}",
                last=f"{other.last:%d/%m/%Y}",
            )


def published(session: Session) -> list[PublishedInfo]:
    """What was published, the latest period first."""
    require(session, "health-figures.list")
    with session.read() as db:
        query = select(PublishedFigures).order_by(PublishedFigures.period_from.desc())
        return [_info(session, row) for row in db.scalars(query)]


def published_of(session: Session, published_id: int) -> PublishedInfo:
    """One of them. Raises NotFound."""
    found = next((each for each in published(session) if each.id == published_id), None)
    if found is None:
        raise NotFound(N_("These figures are not published."))
    return found


def note_export(session: Session, published_id: int, sha256: str, purpose: str) -> None:
    """Audit that the published figures went into a file. Raises Invalid without a purpose."""
    require(session, "health-figures.export")
    if not purpose.strip():
        raise Invalid(N_("Say what the export is for. Nothing was exported."))
    found = published_of(session, published_id)
    with session.work(Compartment.HEALTH) as work:
        names_nobody(work, purpose)
        work.audit(f"{KIND}.export", _subject(found.period), sha256=sha256, purpose=purpose.strip())


def _subject(period: Period) -> str:
    return f"{KIND}/{period.first.isoformat()}–{period.last.isoformat()}"


def _info(session: Session, row: PublishedFigures) -> PublishedInfo:
    people = {account.id: account.full_name for account in session.accounts()}
    return PublishedInfo(
        row.id,
        Period(row.period_from, row.period_to),
        row.at,
        people.get(row.by, row.by),
        {code: from_json(plain) for code, plain in row.tables.items()},
    )


# --- kept --------------------------------------------------------------------------------------------------


def to_json(table: Published) -> dict[str, Any]:
    """A table in values that JSON knows: each cell as its two ends."""
    return {
        "cells": [[*group, cell.low, cell.high] for group, cell in table.cells.items()],
        "rows": [[row, cell.low, cell.high] for row, cell in table.rows.items()],
        "columns": [[column, cell.low, cell.high] for column, cell in table.columns.items()],
        "total": [table.total.low, table.total.high],
    }


def from_json(plain: Mapping[str, Any]) -> Published:
    """The table that `to_json` gave."""
    return Published(
        {(row, column): Cell(low, high) for row, column, low, high in plain["cells"]},
        {row: Cell(low, high) for row, low, high in plain["rows"]},
        {column: Cell(low, high) for column, low, high in plain["columns"]},
        Cell(*plain["total"]),
    )
