"""What do the lists show: the cases with filters and orders, the day's work, the caseload, what a search finds?

No row names anybody. Nothing here scans: each filter and each order has its index, and pages go on by the key of the
last row.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy import case as when
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm import Session as Orm

from app.common import search
from app.common.paging import Page, read_count, read_page
from app.common.permissions import may, require
from app.common.shredding import locked
from app.common.steps import Possible
from app.common.text import fold, nfc
from app.social.cases import consents, record, rules
from app.social.cases.detail import flags_of
from app.social.cases.due import Due, late_for
from app.social.cases.models import NEVER, Case, Consent
from app.social.cases.record import SCHEMA, dates_of
from app.social.cases.terms import IDENTITY_KIND, KIND, Flag, Outcome, Source, State
from app.vault.compartments import Compartment
from app.vault.session import Session, Work

SOON, WEEK = timedelta(days=30), timedelta(days=7)
# Beyond so many hits a searched word is nobody's name; only their number is noted.
_NOTED = 20


class Sort(StrEnum):
    """The orders of the list."""

    RANK = "rank"  # special protection first, then urgent, then by what is due; ended last
    DUE = "due"
    NEWEST = "newest"
    CODE = "code"
    QUIET = "quiet"


_ORDERS: dict[Sort, tuple[tuple[InstrumentedAttribute[Any], ...], bool]] = {
    Sort.RANK: ((Case.rank, Case.due_sort, Case.id), False),
    Sort.DUE: ((Case.due_sort, Case.id), False),
    Sort.NEWEST: ((Case.opened_on, Case.id), True),
    Sort.CODE: ((Case.seq,), False),
    Sort.QUIET: ((Case.last_contact_on, Case.id), False),
}


@dataclass(frozen=True)
class CaseFilter:
    """What the list is narrowed to; empty means all. `worker_id` "" is "nobody"."""

    states: frozenset[State] = frozenset()
    worker_id: str | None = None
    village_id: int | None = None
    sources: frozenset[Source] = frozenset()
    outcomes: frozenset[Outcome] = frozenset()
    flags: frozenset[Flag] = frozenset()
    opened_from: date | None = None
    opened_to: date | None = None
    open_only: bool = False
    quiet: bool = False
    late: bool = False
    urgent: bool = False
    text: str = ""

    def to_json(self) -> dict[str, Any]:
        """As kept with a saved filter and told to the audit; what is empty is left out."""
        plain: dict[str, Any] = {}
        for name, value in self.__dict__.items():
            if isinstance(value, frozenset):
                value = sorted(value)
            elif isinstance(value, date):
                value = value.isoformat()
            if value not in (None, [], False) and (value != "" or name == "worker_id"):
                plain[name] = value
        return plain

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> "CaseFilter":
        """The filter as `to_json` gave it; names it does not know are passed over."""
        types: dict[str, Any] = {"states": State, "sources": Source, "outcomes": Outcome, "flags": Flag}
        values: dict[str, Any] = {}
        for name, value in plain.items():
            if name in types:
                values[name] = frozenset(types[name](each) for each in value)
            elif name in ("opened_from", "opened_to"):
                values[name] = date.fromisoformat(value)
            elif name in cls.__dataclass_fields__:
                values[name] = value
        return cls(**values)


@dataclass(frozen=True)
class CaseRow:
    """One line of the list: a code, never a name."""

    id: int
    version: int
    code: str
    state: State
    flags: frozenset[Flag]
    urgent: bool
    worker_id: str | None
    worker: str
    village: str
    source: Source
    sex: str
    birth_decade: int | None
    opened_on: date
    last_contact_on: date
    quiet: bool
    next_visit_on: date | None
    review_on: date | None
    next_action_on: date | None
    due_on: date | None
    late: bool
    late_for: tuple[Due, ...]
    outcome: Outcome | None
    closed_on: date | None
    check_on: date | None
    key: tuple[Any, ...] = field(default=(), repr=False)
    # What the case waits for, offered to this person; None when nothing is left to do.
    next_step: Possible | None = None

    @property
    def number(self) -> str:
        return self.code


@dataclass(frozen=True)
class Caseload:
    """How much a worker has: open cases, of them late and quiet."""

    worker_id: str | None
    worker: str
    open: int
    late: int
    quiet: int


@dataclass(frozen=True)
class WorkToday:
    """What cases ask for today, each part with the earliest first."""

    expiring: tuple[tuple[CaseRow, str, date], ...]
    quiet: tuple[CaseRow, ...]
    checks: tuple[CaseRow, ...]
    due: tuple[CaseRow, ...]
    soon: tuple[CaseRow, ...] = ()


@dataclass(frozen=True)
class CaseHit:
    """A case that a search found; the snippet is empty where the person's own words were searched."""

    code: str
    case_id: int
    snippet: str


ALL = CaseFilter()


def list_cases(
    session: Session,
    where: CaseFilter = ALL,
    sort: Sort = Sort.RANK,
    after: tuple[Any, ...] | None = None,
    limit: int = 200,
) -> Page[CaseRow]:
    """A page of the cases, without those withdrawn, merged or erased. `after` is the `next` of the page before."""
    require(session, "cases.list")
    with session.read() as db:
        found, more = read_page(
            db, Case, _ORDERS[sort], lambda query: _filtered(session, db, query, where), after, limit
        )
        rows = tuple(_row(session, case, key) for case, key in found)
        return Page(rows, rows[-1].key if more else None)


def count_cases(session: Session, where: CaseFilter = ALL) -> int:
    """How many cases the filter lets through."""
    require(session, "cases.list")
    with session.read() as db:
        return read_count(db, Case, lambda query: _filtered(session, db, query, where))


def _filtered(session: Session, db: Orm, query: Select[Any], where: CaseFilter) -> Select[Any]:
    today = session.today()
    terms: list[ColumnElement[bool]] = [Case.listed.is_(True)]
    for column, chosen in ((Case.state, where.states), (Case.source, where.sources), (Case.outcome, where.outcomes)):
        if chosen:
            terms.append(column.in_(sorted(chosen)))
    if where.open_only or where.quiet or where.late:
        terms.append(Case.state.in_(sorted(rules.OPEN)))
    if where.worker_id is not None:
        terms.append(Case.worker_id == where.worker_id if where.worker_id else Case.worker_id.is_(None))
    if where.village_id is not None:
        terms.append(Case.village_id == where.village_id)
    if where.opened_from is not None:
        terms.append(Case.opened_on >= where.opened_from)
    if where.opened_to is not None:
        terms.append(Case.opened_on <= where.opened_to)
    if where.quiet:
        terms.append(Case.last_contact_on <= today - rules.QUIET)
    if where.late:
        terms.append(Case.due_sort < today)
    if where.urgent:
        terms.append(Case.urgent.expression)
    if where.flags:
        terms.append(or_(*(getattr(Case, flag.value) for flag in sorted(where.flags))))
    if fold(where.text):
        terms.append(_with_words(session, db, where.text))
    return query.where(and_(*terms))


def _with_words(session: Session, db: Orm, typed: str) -> ColumnElement[bool]:
    """By code, by the case's own words; by the person's for those who work with cases."""
    kinds = (KIND, IDENTITY_KIND) if may(session, "cases.open") else (KIND,)
    found = [ids for kind in kinds if (ids := search.matching(db, SCHEMA, kind, typed).all) is not None]
    return or_(Case.code == rules.tidy_code(typed), *(ids.gathered(Case.id) for ids in found)) if found else false()


def _row(session: Session, case: Case, key: tuple[Any, ...] = ()) -> CaseRow:
    people, today = {account.id: account.full_name for account in session.accounts()}, session.today()
    open_ = State(case.state) in rules.OPEN
    return CaseRow(
        id=case.id,
        version=case.version,
        code=case.code,
        state=State(case.state),
        flags=flags_of(case),
        urgent=case.urgent,
        worker_id=case.worker_id,
        worker=people.get(case.worker_id or "", ""),
        village=case.village_name,
        source=Source(case.source),
        sex=case.sex,
        birth_decade=case.birth_decade,
        opened_on=case.opened_on,
        last_contact_on=case.last_contact_on,
        quiet=open_ and case.last_contact_on <= today - rules.QUIET,
        next_visit_on=case.next_visit_on,
        review_on=case.review_on,
        next_action_on=case.next_action_on,
        due_on=case.due_sort if case.due_sort != NEVER else None,
        late=case.due_sort < today,
        late_for=late_for(dates_of(case), today),
        outcome=Outcome(case.outcome) if case.outcome else None,
        closed_on=case.closed_on,
        check_on=case.check_on,
        key=key,
        next_step=rules.next_step(record.standing(case, today), session.account),
    )


def caseload(session: Session) -> list[Caseload]:
    """Open cases by worker, for a lead; the fullest first."""
    require(session, "cases.transfer")
    people = {account.id: account.full_name for account in session.accounts()}
    today = session.today()
    late, quiet = Case.due_sort < today, Case.last_contact_on <= today - rules.QUIET
    query = (
        select(Case.worker_id, func.count(), *(func.sum(when((term, 1), else_=0)) for term in (late, quiet)))
        .where(Case.listed, Case.state.in_(sorted(rules.OPEN)))
        .group_by(Case.worker_id)
    )
    with session.read() as db:
        rows = [Caseload(who, people.get(who or "", ""), *counts) for who, *counts in db.execute(query)]
    return sorted(rows, key=lambda row: (-row.open, row.worker))


def work_today(session: Session) -> WorkToday:
    """What one's own cases (a lead's: all) ask for: consents about to run out, quiet cases, checks, dates due."""
    require(session, "cases.open")
    today, me = session.today(), session.account
    own = [] if may(session, "cases.transfer") else [Case.worker_id == me.id]
    with session.read() as db:
        running = select(Case).where(Case.listed, Case.state.in_(sorted(rules.OPEN)), *own)
        quiet = db.scalars(running.where(Case.last_contact_on <= today - rules.QUIET).order_by(Case.last_contact_on))
        due = db.scalars(running.where(Case.due_sort <= today).order_by(Case.due_sort))
        week = and_(Case.due_sort > today, Case.due_sort <= today + WEEK)
        soon = db.scalars(running.where(week).order_by(Case.due_sort))
        checks = db.scalars(
            select(Case)
            .where(Case.listed, Case.state == State.CLOSED, Case.check_on <= today, Case.checked_on.is_(None), *own)
            .order_by(Case.check_on)
        )
        return WorkToday(
            tuple(_expiring(session, db, consents.expiring(db, today + SOON), own=bool(own))),
            tuple(_row(session, case) for case in quiet),
            tuple(_row(session, case) for case in checks),
            tuple(_row(session, case) for case in due),
            tuple(_row(session, case) for case in soon),
        )


def _expiring(session: Session, db: Orm, found: list[Consent], *, own: bool) -> list[tuple[CaseRow, str, date]]:
    lines = []
    for row in found:
        case = db.get_one(Case, row.case_id)
        if row.until is not None and (not own or case.worker_id == session.account.id):
            lines.append((_row(session, case), row.purpose, row.until))
    return lines


def hits(session: Session, db: Orm, typed: str, limit: int = 50) -> list[CaseHit]:
    """By code, by the case's words, by the person's own for case workers; not audited."""
    found = search.find(db, SCHEMA, typed, limit, KIND)
    snippets = {int(hit.record_id): CaseHit(hit.number, int(hit.record_id), hit.snippet) for hit in found}
    if may(session, "cases.open"):
        for hit in search.find(db, SCHEMA, typed, limit, IDENTITY_KIND):
            snippets.setdefault(int(hit.record_id), CaseHit(hit.number, int(hit.record_id), ""))
    return list(snippets.values())[:limit]


def find_cases(session: Session, typed: str, limit: int = 50) -> list[CaseHit]:
    """What a search finds while somebody types; `services_desk.note_search` audits the words that they settle on."""
    require(session, "search")
    with session.read() as db:
        return hits(session, db, typed, limit)


def search_cases(session: Session, typed: str, limit: int = 50) -> list[CaseHit]:
    """What a search finds; audited at once."""
    require(session, "search")
    with session.work(Compartment.SOCIAL) as work:
        found = hits(session, work.db, typed, limit)
        if nfc(typed).strip():
            note_term(work, found, typed, len(found))
        return found


def note_term(work: Work, found: list[CaseHit], typed: str, count: int) -> None:
    """The words searched may be a name: the audit keeps them under the keys of the cases found, nowhere in clear."""
    terms = {}
    for hit in found[:_NOTED]:
        case = work.db.get_one(Case, hit.case_id)
        if case.secret is not None:
            terms[case.code] = locked(case.secret, {"term": typed})
    work.audit("cases.search", KIND, found=count, terms=terms)
