"""What do the lists show: the register with its filters and orders, the day's work, and what a search finds?

Nothing here scans: each filter and each order has its index (models.Report), and pages go on by the key of the
last row, never by a count of rows to skip.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm import Session as Orm

from app.common import deadlines, search
from app.common.dates import OFFICE_ZONE
from app.common.paging import Page, read_count, read_page
from app.common.permissions import require
from app.common.steps import Possible
from app.common.text import fold
from app.police.reports import rules, sealing
from app.police.reports.detail import names, overdue
from app.police.reports.models import Report, ReportNumber
from app.police.reports.record import KIND, SCHEMA, standing
from app.police.reports.rules import FINISHED
from app.police.reports.services_desk import list_drafts
from app.police.reports.terms import Flag, ReporterForm, ReportKind, State, Urgency
from app.police.reports.values import Draft
from app.vault.people import Level
from app.vault.session import Session


class Sort(StrEnum):
    """The orders of the list."""

    RANK = "rank"  # flagged, then urgent, then by what is due first; finished last
    DUE = "due"
    NEWEST = "newest"
    OLDEST = "oldest"
    NUMBER = "number"
    REPORTER = "reporter"


_ORDERS: dict[Sort, tuple[tuple[InstrumentedAttribute[Any], ...], bool]] = {
    Sort.RANK: ((Report.rank, Report.due_sort, Report.id), False),
    Sort.DUE: ((Report.due_sort, Report.id), False),
    Sort.NEWEST: ((Report.received_at, Report.id), True),
    Sort.OLDEST: ((Report.received_at, Report.id), False),
    Sort.NUMBER: ((Report.number_sort, Report.id), False),
    Sort.REPORTER: ((Report.reporter_sort, Report.id), False),
}


@dataclass(frozen=True)
class ReportFilter:
    """What the list is narrowed to; empty means all. `officer_id` "" is "nobody"."""

    kinds: frozenset[ReportKind] = frozenset()
    states: frozenset[State] = frozenset()
    officer_id: str | None = None
    village_id: int | None = None
    establishment_id: int | None = None
    received_from: date | None = None
    received_to: date | None = None
    overdue: bool = False
    due_until: date | None = None
    flags: frozenset[Flag] = frozenset()
    urgencies: frozenset[Urgency] = frozenset()
    incomplete: bool = False
    escalated: bool = False
    text: str = ""
    in_bin: bool = False
    unfinished: bool = False

    def to_json(self) -> dict[str, Any]:
        """As kept with a saved filter and told to the audit; what is empty is left out."""
        plain: dict[str, Any] = {}
        for name, value in self.__dict__.items():
            if isinstance(value, frozenset):
                value = sorted(str(each) for each in value)
            elif isinstance(value, date):
                value = value.isoformat()
            if value not in (None, [], False) and (value != "" or name == "officer_id"):
                plain[name] = value
        return plain

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> "ReportFilter":
        """The filter as `to_json` gave it; names it does not know are passed over."""
        types: dict[str, Any] = {"kinds": ReportKind, "states": State, "flags": Flag, "urgencies": Urgency}
        values: dict[str, Any] = {}
        for name, value in plain.items():
            if name in types:
                values[name] = frozenset(types[name](each) for each in value)
            elif name in ("received_from", "received_to", "due_until"):
                values[name] = date.fromisoformat(value)
            elif name in cls.__dataclass_fields__:
                values[name] = value
        return cls(**values)


@dataclass(frozen=True)
class ReportRow:
    """One line of the list. `reporter` is a name, or English source text where it is masked (`masked`)."""

    id: int
    version: int
    number: str
    kind: ReportKind
    instance: int
    state: State
    received_at: datetime
    received_on: date
    time_known: bool
    reporter: str
    masked: bool
    sealed: bool
    content: str
    village: str
    establishment: str
    officer_id: str | None
    officer: str
    urgency: Urgency
    flags: frozenset[Flag]
    due_on: date | None
    due_stage: str
    # The next side limit: a notice to send, a check to make.
    side_due_on: date | None
    side_due_stage: str
    overdue: bool
    suspended: bool
    escalated: bool
    incomplete: bool
    removed: bool
    next_step: Possible | None
    # Where the page goes on after this row.
    key: tuple[Any, ...] = field(default=(), repr=False)


def list_reports(
    session: Session,
    where: ReportFilter = ReportFilter(),
    sort: Sort = Sort.RANK,
    after: tuple[Any, ...] | None = None,
    limit: int = 200,
) -> Page[ReportRow]:
    """A page of the register. `after` is the `next` of the page before."""
    require(session, "reports.list")
    with session.read() as db:
        found, more = read_page(
            db,
            Report,
            _ORDERS[sort],
            lambda query: _filtered(session, db, query, where),
            after,
            limit,
            _words(db, where.text),
        )
        people, today = names(session), session.today()
        rows = tuple(replace(_row(session, report, people, today), key=key) for report, key in found)
        return Page(rows, rows[-1].key if more else None)


def count_reports(session: Session, where: ReportFilter = ReportFilter()) -> int:
    """How many reports the filter lets through."""
    require(session, "reports.list")
    with session.read() as db:
        return read_count(db, Report, lambda query: _filtered(session, db, query, where), _words(db, where.text))


def _filtered(session: Session, db: Orm, query: Select[Any], where: ReportFilter) -> Select[Any]:
    terms: list[ColumnElement[bool]] = [Report.removed == where.in_bin]
    if where.kinds:
        terms.append(Report.kind.in_(sorted(where.kinds)))
    if where.states:
        terms.append(Report.state.in_(sorted(where.states)))
    if where.unfinished:
        terms.append(Report.state.in_(sorted(set(State) - FINISHED)))
    if where.officer_id is not None:
        terms.append(Report.officer_id == where.officer_id if where.officer_id else Report.officer_id.is_(None))
    if where.village_id is not None:
        terms.append(Report.village_id == where.village_id)
    if where.establishment_id is not None:
        terms.append(Report.establishment_id == where.establishment_id)
    if where.received_from is not None:
        terms.append(Report.received_at >= _begin(where.received_from))
    if where.received_to is not None:
        terms.append(Report.received_at < _begin(where.received_to + timedelta(days=1)))
    if where.overdue:
        terms.append(Report.due_sort < session.today())
    if where.due_until is not None:
        terms.append(Report.due_sort <= where.due_until)
    if where.flags:
        terms.append(or_(*(getattr(Report, flag.value) for flag in sorted(where.flags))))
    if where.urgencies:
        terms.append(Report.urgency.in_(sorted(where.urgencies)))
    if where.incomplete:
        terms.append(Report.incomplete.expression)
    if where.escalated:
        terms.append(Report.escalated_at.is_not(None))
    if (by_number := _by_number(db, where.text)) is not None:
        terms.append(Report.id == by_number)
    return query.where(and_(*terms))


def _begin(day: date) -> datetime:
    """The moment at which a day begins in the office: a report's day is that of its moment, by which lists go."""
    return datetime.combine(day, time(), tzinfo=OFFICE_ZONE).astimezone(UTC)


def _by_number(db: Orm, typed: str) -> int | None:
    """Who types a whole number means that report."""
    if not fold(typed):
        return None
    number = rules.tidy_number(typed)
    return db.scalars(select(ReportNumber.report_id).where(ReportNumber.number == number)).first()


def _words(db: Orm, typed: str) -> search.Words | None:
    """What is searched for; None for nothing, and for a whole number."""
    if not fold(typed) or _by_number(db, typed) is not None:
        return None
    return search.matching(db, SCHEMA, KIND, typed)


def _row(session: Session, report: Report, people: dict[str, str], today: date) -> ReportRow:
    return ReportRow(
        id=report.id,
        version=report.version,
        number=report.number,
        kind=ReportKind(report.kind),
        instance=report.instance,
        state=State(report.state),
        received_at=report.received_at,
        received_on=report.received_on,
        time_known=report.time_known,
        reporter=sealing.shown(report),
        masked=report.reporter_sealed is not None or report.reporter_form == ReporterForm.ANONYMOUS,
        sealed=report.reporter_sealed is not None,
        content=report.content,
        village=report.village_name,
        establishment=report.establishment_name,
        officer_id=report.officer_id,
        officer=people.get(report.officer_id or "", report.officer_text),
        urgency=Urgency(report.urgency),
        flags=frozenset(flag for flag in Flag if getattr(report, flag.value)),
        due_on=report.due_on,
        due_stage=deadlines.STAGE_NAMES.get(report.due_stage, report.due_stage),
        side_due_on=report.side_due_on,
        side_due_stage=deadlines.STAGE_NAMES.get(report.side_due_stage, report.side_due_stage),
        overdue=overdue(report.due_on, today),
        suspended=report.suspended_at is not None,
        escalated=report.escalated_at is not None,
        incomplete=report.incomplete,
        removed=report.removed,
        next_step=rules.next_step(standing(report), session.account),
    )


# --- the day's work ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class WorkList:
    """What is to be done: each group in the order of need, cut off at a number; `counts` has them all."""

    overdue: tuple[ReportRow, ...]
    today: tuple[ReportRow, ...]
    this_week: tuple[ReportRow, ...]
    notices: tuple[ReportRow, ...]
    waiting_for_me: tuple[ReportRow, ...]
    escalated: tuple[ReportRow, ...]
    drafts: tuple[Draft, ...]
    counts: dict[str, int]


def worklist(session: Session, limit: int = 50) -> WorkList:
    """The day's work of this person.

    An officer sees what is theirs or nobody's, a lead (and a viewer) the whole unit's. This week goes to Sunday.
    Notices are side limits (a notice to send, a check to make) late or due by Sunday: `side_due_on` says which.
    Escalated ones are the lead's.
    """
    require(session, "reports.list")
    me, today = session.account, session.today()
    sunday = today + timedelta(days=6 - today.weekday())
    mine: list[ColumnElement[bool]] = []
    if me.level is Level.OFFICER:
        mine = [or_(Report.officer_id == me.id, Report.officer_id.is_(None))]
    running = ReportFilter()
    groups: dict[str, list[ColumnElement[bool]]] = {
        "overdue": [Report.due_sort < today, *mine],
        "today": [Report.due_sort == today, *mine],
        "this_week": [Report.due_sort > today, Report.due_sort <= sunday, *mine],
        "notices": [Report.side_due_on <= sunday, *mine],
        "waiting_for_me": [Report.officer_id == me.id, Report.rank < 8],
        "escalated": [Report.escalated_at.is_not(None)] if me.level is Level.LEAD else [],
    }
    if me.level is Level.LEAD:  # what nobody is in charge of waits for the lead
        groups["waiting_for_me"] = [
            or_(Report.officer_id == me.id, Report.officer_id.is_(None)),
            Report.rank < 8,
        ]
    rows: dict[str, tuple[ReportRow, ...]] = {}
    counts: dict[str, int] = {}
    with session.read() as db:
        people = names(session)
        for name, terms in groups.items():
            if not terms:
                rows[name], counts[name] = (), 0
                continue
            query = _filtered(session, db, select(Report), running).where(*terms)
            found = db.scalars(query.order_by(Report.rank, Report.due_sort, Report.id).limit(limit))
            rows[name] = tuple(_row(session, report, people, today) for report in found)
            counts[name] = db.scalar(_filtered(session, db, select(func.count(Report.id)), running).where(*terms)) or 0
    drafts = tuple(list_drafts(session)) if me.level is not Level.VIEWER else ()
    return WorkList(**rows, drafts=drafts, counts={**counts, "drafts": len(drafts)})


# --- search --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Found:
    """A report found. `snippet` is a piece of its text; highlight it with app.common.text.highlight_spans."""

    kind: str
    id: int
    number: str
    snippet: str


def search_reports(session: Session, text: str, limit: int = 50) -> list[Found]:
    """Reports that hold every word, exact marks first; a number typed as such comes before all."""
    require(session, "search")
    with session.read() as db:
        found: dict[int, Found] = {}
        line = db.execute(
            select(Report.id, Report.number, Report.content)
            .join(ReportNumber, ReportNumber.report_id == Report.id)
            .where(ReportNumber.number == rules.tidy_number(text), Report.removed.is_(False))
        ).first()
        if line is not None:
            found[line.id] = Found(KIND, line.id, line.number, search.snippet(line.content, text))
        for hit in search.find(db, SCHEMA, text, limit, KIND):
            record_id = int(hit.record_id)
            found.setdefault(record_id, Found(KIND, record_id, hit.number, hit.snippet))
    return list(found.values())[:limit]
