"""What do the lists show: the register with its filters and orders, the day's work, and what a search finds?

Nothing here scans: each filter and each order has its index (models.Report), and pages go on by the key of the
last row, never by a count of rows to skip.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session as Orm

from app.common import search
from app.common.paging import Key, Page
from app.common.permissions import require
from app.common.records import listing
from app.common.records.filters import Filter, terms
from app.common.records.indexed import Found
from app.police.reports import rules
from app.police.reports.declared import DESK, INDEX, REPORTS, ReportFilter, Sort
from app.police.reports.lines import ReportRow, lines
from app.police.reports.models import Report, ReportNumber
from app.police.reports.record import KIND
from app.police.reports.values import Draft
from app.vault.people import Level
from app.vault.session import Session

ALL = ReportFilter()


def list_reports(
    session: Session, where: Filter = ALL, sort: Sort = Sort.RANK, after: Key | None = None, limit: int = 200
) -> Page[ReportRow]:
    """A page of the register. `after` is the `next` of the page before."""
    return listing.list_page(REPORTS, session, where, sort, after, limit)


def count_reports(session: Session, where: Filter = ALL) -> int:
    """How many reports the filter lets through."""
    return listing.count(REPORTS, session, where)


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
        listed = terms(REPORTS, session, ALL)
        for name, own in groups.items():
            if not own:
                rows[name], counts[name] = (), 0
                continue
            query = select(Report).where(*listed, *own).order_by(Report.rank, Report.due_sort, Report.id).limit(limit)
            rows[name] = tuple(lines(session, db, ((report, ()) for report in db.scalars(query))))
            counts[name] = db.scalar(select(func.count(Report.id)).where(*listed, *own)) or 0
    drafts = tuple(DESK.list_drafts(session)) if me.level is not Level.VIEWER else ()
    return WorkList(**rows, drafts=drafts, counts={**counts, "drafts": len(drafts)})


# --- search --------------------------------------------------------------------------------------------


def search_reports(session: Session, text: str, limit: int = 50) -> list[Found]:
    """Reports that hold every word, exact marks first; a number typed as such comes before all."""
    return INDEX.find(session, text, limit, _named)


def _named(db: Orm, text: str) -> Found | None:
    query = select(Report.id, Report.number, Report.content).join(ReportNumber, ReportNumber.report_id == Report.id)
    line = db.execute(query.where(ReportNumber.number == rules.tidy_number(text), Report.removed.is_(False))).first()
    return Found(KIND, line.id, line.number, search.snippet(line.content, text)) if line is not None else None
