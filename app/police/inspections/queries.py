"""What do the lists show: the register of inspections with its filters and orders, a month, and what a search finds?

Nothing here scans: each filter and each order has its index (models.Inspection), and pages go on by the key of the
last row. The day's work and the open findings are in `queries_work`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, time
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, select
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm import Session as Orm

from app.common import search
from app.common.paging import Page, read_count, read_page
from app.common.permissions import require
from app.common.steps import Possible
from app.common.text import fold
from app.police.inspections import rules
from app.police.inspections.intake import hour
from app.police.inspections.models import Inspection, InspectionMember
from app.police.inspections.record import SCHEMA, shown_day
from app.police.inspections.rules import FINISHED, Standing
from app.police.inspections.terms import KIND, InspectionKind, State, tidy_number
from app.registry import queries as registry
from app.registry.establishments import queries as premises_register
from app.vault.session import Session


class Sort(StrEnum):
    """The orders of the list. The day is that of the visit, else the planned one."""

    NEWEST = "newest"
    OLDEST = "oldest"
    NUMBER = "number"
    ESTABLISHMENT = "establishment"
    FIX_BY = "fix_by"


_ORDERS: dict[Sort, tuple[tuple[InstrumentedAttribute[Any], ...], bool]] = {
    Sort.NEWEST: ((Inspection.day, Inspection.id), True),
    Sort.OLDEST: ((Inspection.day, Inspection.id), False),
    Sort.NUMBER: ((Inspection.number_sort, Inspection.id), False),
    Sort.ESTABLISHMENT: ((Inspection.establishment_sort, Inspection.day, Inspection.id), False),
    Sort.FIX_BY: ((Inspection.fix_due, Inspection.id), False),
}

_DAYS = ("since", "until")


@dataclass(frozen=True)
class InspectionFilter:
    """What the list is narrowed to; empty means all. `since` and `until` are days of the visit, else planned ones."""

    kinds: frozenset[InspectionKind] = frozenset()
    states: frozenset[State] = frozenset()
    year: int | None = None
    since: date | None = None
    until: date | None = None
    # All ids that stand for the same premises: see app.registry.establishments.queries.same_premises.
    establishment_ids: frozenset[int] = frozenset()
    types: frozenset[str] = frozenset()
    village_id: int | None = None
    # Somebody of the team who has an account.
    officer_id: str | None = None
    open_findings: bool = False
    # Open findings whose day to be put right is over.
    overdue: bool = False
    unfinished: bool = False
    text: str = ""
    in_bin: bool = False

    def to_json(self) -> dict[str, Any]:
        """As kept with a saved filter and told to the audit; what is empty is left out."""
        plain: dict[str, Any] = {}
        for name, value in self.__dict__.items():
            if isinstance(value, frozenset):
                value = sorted(value)
            elif isinstance(value, date):
                value = value.isoformat()
            if value not in (None, [], False, ""):
                plain[name] = value
        return plain

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> "InspectionFilter":
        """The filter as `to_json` gave it; names it does not know are passed over."""
        types: dict[str, Any] = {"kinds": InspectionKind, "states": State, "establishment_ids": int, "types": str}
        values: dict[str, Any] = {}
        for name, value in plain.items():
            if name in types:
                values[name] = frozenset(types[name](each) for each in value)
            elif name in _DAYS:
                values[name] = date.fromisoformat(value)
            elif name in cls.__dataclass_fields__:
                values[name] = value
        return cls(**values)


@dataclass(frozen=True)
class InspectionRow:
    """One line of the list."""

    id: int
    version: int
    number: str
    kind: InspectionKind
    state: State
    establishment_id: int
    establishment_number: str
    establishment: str
    type_code: str
    type_name: str
    village: str
    address: str
    planned_on: date | None
    planned_from: time | None
    inspected_on: date | None
    # Of the visit, else planned.
    day: date | None
    leader: str
    team: str
    findings: int
    open_findings: int
    fix_by: date | None
    overdue: bool
    sanction_amount: int | None
    follow_up_of_id: int | None
    follow_up_of: str
    plan_item_id: int | None
    removed: bool
    next_step: Possible | None
    # Where the page goes on after this row.
    key: tuple[Any, ...] = field(default=(), repr=False)


def list_inspections(
    session: Session,
    where: InspectionFilter = InspectionFilter(),
    sort: Sort = Sort.NEWEST,
    after: tuple[Any, ...] | None = None,
    limit: int = 200,
) -> Page[InspectionRow]:
    """A page of the register. `after` is the `next` of the page before."""
    require(session, "inspections.list")
    with session.read() as db:
        found, more = read_page(
            db,
            Inspection,
            _ORDERS[sort],
            lambda query: filtered(session, db, query, where),
            after,
            limit,
            _words(db, where.text),
        )
        shown = rows(session, db, [inspection for inspection, _ in found])
        keyed = tuple(replace(row, key=key) for row, (_, key) in zip(shown, found, strict=True))
        return Page(keyed, keyed[-1].key if more else None)


def count_inspections(session: Session, where: InspectionFilter = InspectionFilter()) -> int:
    """How many inspections the filter lets through."""
    require(session, "inspections.list")
    with session.read() as db:
        return read_count(db, Inspection, lambda query: filtered(session, db, query, where), _words(db, where.text))


def filtered(session: Session, db: Orm, query: Select[Any], where: InspectionFilter) -> Select[Any]:
    """The query with the filter's conditions."""
    terms: list[ColumnElement[bool]] = [Inspection.removed == where.in_bin]
    if where.kinds:
        terms.append(Inspection.kind.in_(sorted(where.kinds)))
    if where.states:
        terms.append(Inspection.state.in_(sorted(where.states)))
    if where.unfinished:
        terms.append(Inspection.state.in_(sorted(set(State) - FINISHED)))
    if where.year is not None:
        terms.append(Inspection.day.between(date(where.year, 1, 1), date(where.year, 12, 31)))
    if where.since is not None:
        terms.append(Inspection.day >= where.since)
    if where.until is not None:
        terms.append(Inspection.day <= where.until)
    if where.establishment_ids:
        terms.append(Inspection.establishment_id.in_(sorted(where.establishment_ids)))
    if where.types:
        terms.append(Inspection.type_code.in_(sorted(where.types)))
    if where.village_id is not None:
        terms.append(Inspection.village_id == where.village_id)
    if where.officer_id is not None:
        of_team = select(InspectionMember.inspection_id).where(InspectionMember.account_id == where.officer_id)
        terms.append(Inspection.id.in_(of_team))
    if where.open_findings:
        terms.append(Inspection.open_findings > 0)
    if where.overdue:
        terms.append(Inspection.fix_due < session.today())
    if (by_number := _by_number(db, where.text)) is not None:
        terms.append(Inspection.id == by_number)
    return query.where(and_(*terms))


def _by_number(db: Orm, typed: str) -> int | None:
    """Who types a whole number means that inspection."""
    if not fold(typed):
        return None
    return db.scalar(select(Inspection.id).where(Inspection.number == tidy_number(typed)))


def _words(db: Orm, typed: str) -> search.Words | None:
    """What is searched for; None for nothing, and for a whole number."""
    if not fold(typed) or _by_number(db, typed) is not None:
        return None
    return search.matching(db, SCHEMA, KIND, typed)


# --- lines --------------------------------------------------------------------------------------------------------


def rows(session: Session, db: Orm, found: Iterable[Inspection]) -> tuple[InspectionRow, ...]:
    """Records as lines of a list: what they need of other tables is read once for all."""
    found = list(found)
    ids = [each.id for each in found]
    types = {item.code: item.name for item in registry.whole_catalogue(db, registry.ESTABLISHMENT_TYPES)}
    firsts = sorted({each.follow_up_of_id for each in found if each.follow_up_of_id is not None})
    numbers = _dict(db, select(Inspection.id, Inspection.number).where(Inspection.id.in_(firsts))) if firsts else {}
    teams: dict[int, list[InspectionMember]] = {}
    member = InspectionMember
    if ids:
        query = select(member).where(member.inspection_id.in_(ids)).order_by(member.inspection_id, member.position)
        for each in db.scalars(query):
            teams.setdefault(each.inspection_id, []).append(each)
    ahead = _follow_ups_ahead(db, [each.id for each in found if each.state == State.FOLLOWING])
    today, me = session.today(), session.account

    def line(row: Inspection) -> InspectionRow:
        members, fix_by = teams.get(row.id, []), shown_day(row.fix_due)
        stand = Standing(
            kind=InspectionKind(row.kind),
            state=State(row.state),
            team=frozenset(each.account_id for each in members if each.account_id is not None),
            open_findings=row.open_findings,
            follow_up_ahead=row.id in ahead,
            counted=row.workers_total is not None,
            carried=row.carried_at is not None,
            removed=row.removed,
        )
        return InspectionRow(
            id=row.id,
            version=row.version,
            number=row.number,
            kind=stand.kind,
            state=stand.state,
            establishment_id=row.establishment_id,
            establishment_number=row.establishment_number,
            establishment=row.establishment_name,
            type_code=row.type_code,
            type_name=types.get(row.type_code, row.type_code),
            village=row.village_name,
            address=row.address,
            planned_on=row.planned_on,
            planned_from=hour(row.planned_from),
            inspected_on=row.inspected_on,
            day=shown_day(row.day),
            leader=row.leader_name,
            team=", ".join(each.name for each in members) or row.team_text,
            findings=row.findings,
            open_findings=row.open_findings,
            fix_by=fix_by,
            overdue=fix_by is not None and fix_by < today,
            sanction_amount=row.sanction_amount,
            follow_up_of_id=row.follow_up_of_id,
            follow_up_of=numbers.get(row.follow_up_of_id or 0, ""),
            plan_item_id=row.plan_item_id,
            removed=row.removed,
            next_step=rules.next_step(stand, me),
        )

    return tuple(line(each) for each in found)


def _dict(db: Orm, query: Any) -> dict[int, str]:
    return {line[0]: line[1] for line in db.execute(query)}


def _follow_ups_ahead(db: Orm, ids: list[int]) -> frozenset[int]:
    if not ids:
        return frozenset()
    query = select(Inspection.follow_up_of_id).where(
        Inspection.follow_up_of_id.in_(ids),
        Inspection.state.in_(sorted(rules.AHEAD)),
        Inspection.removed.is_(False),
    )
    return frozenset(each for each in db.scalars(query) if each is not None)


# --- a month, and premises ----------------------------------------------------------------------------------------


def calendar(
    session: Session, year: int, month: int, where: InspectionFilter = InspectionFilter()
) -> dict[date, tuple[InspectionRow, ...]]:
    """The inspections of a month by day, in the order of the hour; days without one are left out."""
    require(session, "inspections.list")
    first = date(year, month, 1)
    last = date(year + month // 12, month % 12 + 1, 1)
    with session.read() as db:
        query = filtered(session, db, select(Inspection), where)
        query = query.where(Inspection.day >= first, Inspection.day < last)
        if (words := _words(db, where.text)) is not None:
            query = query.where(words.all.gathered(Inspection.id) if words.all is not None else false())
        found = list(db.scalars(query.order_by(Inspection.day, Inspection.id)))
        days: dict[date, list[InspectionRow]] = {}
        hours = {each.id: hour(each.started_at or each.planned_from) or time.max for each in found}
        for row in rows(session, db, found):
            if row.day is not None:
                days.setdefault(row.day, []).append(row)
    return {day: tuple(sorted(lines, key=lambda row: hours[row.id])) for day, lines in days.items()}


def of_establishment(session: Session, establishment_id: int, limit: int = 200) -> tuple[InspectionRow, ...]:
    """The inspections of premises, the newest first; those kept under merged duplicates too."""
    require(session, "inspections.list")
    with session.read() as db:
        ids = premises_register.same_premises(db, establishment_id)
    return list_inspections(session, InspectionFilter(establishment_ids=ids), limit=limit).rows


# --- search -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Found:
    """An inspection found. `snippet` is a piece of its text."""

    kind: str
    id: int
    number: str
    snippet: str


def search_inspections(session: Session, text: str, limit: int = 50) -> list[Found]:
    """Inspections that hold every word, exact marks first; a number typed as such comes before all."""
    require(session, "search")
    with session.read() as db:
        found: dict[int, Found] = {}
        row = db.scalar(select(Inspection).where(Inspection.number == tidy_number(text), Inspection.removed.is_(False)))
        if row is not None:
            found[row.id] = Found(KIND, row.id, row.number, row.establishment_name)
        for hit in search.find(db, SCHEMA, text, limit, KIND):
            found.setdefault(int(hit.record_id), Found(KIND, int(hit.record_id), hit.number, hit.snippet))
    return list(found.values())[:limit]
