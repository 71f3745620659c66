"""What do the lists show: the cases with filters and orders, the day's work, the caseload, what a search finds?

No row names anybody. Nothing here scans: each filter and each order has its index, and pages go on by the key of the
last row.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy import case as when
from sqlalchemy.orm import Session as Orm

from app.common import search
from app.common.paging import Page
from app.common.permissions import may, require
from app.common.records import listing
from app.common.records.fields import Ref
from app.common.records.filters import Filter
from app.common.shredding import locked
from app.common.text import nfc
from app.social.cases import consents, record, rules
from app.social.cases.declared import SUPPORT_CASES
from app.social.cases.declared import CaseFilter as CaseFilter
from app.social.cases.declared import CaseRow as CaseRow
from app.social.cases.declared import Sort as Sort
from app.social.cases.detail import flags_of
from app.social.cases.due import late_for
from app.social.cases.models import NEVER, Case, Consent
from app.social.cases.record import SCHEMA, dates_of
from app.social.cases.terms import IDENTITY_KIND, KIND, State
from app.vault.compartments import Compartment
from app.vault.session import Session, Work

SOON, WEEK = timedelta(days=30), timedelta(days=7)
# Beyond so many hits a searched word is nobody's name; only their number is noted.
_NOTED = 20


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
    where: Filter = ALL,
    sort: Sort = Sort.RANK,
    after: tuple[Any, ...] | None = None,
    limit: int = 200,
) -> Page[CaseRow]:
    """A page of the cases, without those withdrawn, merged or erased. `after` is the `next` of the page before."""
    return listing.list_page(SUPPORT_CASES, session, where, sort, after, limit, _lines)


def _lines(session: Session, _db: Orm, found: Iterable[tuple[Case, tuple[Any, ...]]]) -> Iterable[CaseRow]:
    return (_row(session, case, key) for case, key in found)


def count_cases(session: Session, where: Filter = ALL) -> int:
    """How many cases the filter lets through."""
    return listing.count(SUPPORT_CASES, session, where)


# What a line has as it stands in the row of the case.
_COPIED = tuple(
    (each.told, each.name, each.loaded)
    for each in SUPPORT_CASES.listed
    if each.name in Case.__table__.columns and not isinstance(each, Ref)
)


def _row(session: Session, case: Case, key: tuple[Any, ...] = ()) -> CaseRow:
    people, today = {account.id: account.full_name for account in session.accounts()}, session.today()
    open_ = State(case.state) in rules.OPEN
    return CaseRow(
        **{told: loaded(getattr(case, name)) for told, name, loaded in _COPIED},
        id=case.id,
        version=case.version,
        flags=flags_of(case),
        worker_id=case.worker_id,
        worker=people.get(case.worker_id or "", ""),
        village=case.village_name,
        quiet=open_ and case.last_contact_on <= today - rules.QUIET,
        due_on=case.due_sort if case.due_sort != NEVER else None,
        late=case.due_sort < today,
        late_for=late_for(dates_of(case), today),
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
