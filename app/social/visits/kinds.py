"""How do visits appear to scripts and in exports? The kind `visits` as it is registered; no row names anybody."""

from collections.abc import Iterator, Mapping
from datetime import date

from app.common.conditions import account, codes, day, known, yes
from app.common.i18n import N_, tr
from app.common.kinds import Document, Export, ExportColumn, Kind, documents, every_row, exports_noted
from app.common.permissions import require
from app.common.text import nfc
from app.social.keeping.unnamed import names_nobody
from app.social.visits import audited, queries, reading, services
from app.social.visits.models import Visit
from app.social.visits.queries import Sort, VisitFilter
from app.social.visits.record import SILENT
from app.social.visits.terms import KIND, VISIT_STATE_NAMES, WAY_NAMES, VisitState, Way
from app.social.visits.values import VisitRow
from app.vault.compartments import Compartment
from app.vault.session import Session

CONDITIONS: dict[str, str] = {
    "state": N_("planned, done, missed, cancelled"),
    "way": N_("office, safe_place, phone, home"),
    "case": N_("the code of a case"),
    "worker": N_("a user name, or “none”"),
    "from": N_("on this day or later"),
    "to": N_("on this day or earlier"),
    "late": N_("yes"),
    "text": N_("the beginning of a number"),
    "sort": N_("day, newest"),
}
_PAGE = 500


def conditions_of(session: Session, conditions: Mapping[str, str]) -> tuple[VisitFilter, Sort]:
    """The filter and order that the texts say. Raises Invalid."""
    require(session, "visits.list")
    known(conditions, CONDITIONS)
    today = session.today()
    where = VisitFilter(
        states=frozenset(codes(VisitState, conditions, "state")),
        ways=frozenset(codes(Way, conditions, "way")),
        case=conditions.get("case"),
        worker_id=account(session, conditions.get("worker")),
        day_from=day(conditions.get("from"), today),
        day_to=day(conditions.get("to"), today),
        late=yes(conditions.get("late")),
        text=conditions.get("text", ""),
    )
    return where, next(iter(codes(Sort, conditions, "sort")), Sort.DAY)


def rows(session: Session, conditions: Mapping[str, str]) -> Iterator[VisitRow]:
    """The rows of the list, page by page."""
    where, sort = conditions_of(session, conditions)
    return every_row(lambda after: queries.list_visits(session, where, sort, after, _PAGE))


def list_documents(session: Session, conditions: Mapping[str, str], limit: int | None) -> list[Document]:
    """The visits that the conditions let through, as scripts get them."""
    return documents(rows(session, conditions), document, limit)


def document(row: VisitRow) -> Document:
    """A line of the list; codes and days, never a name."""
    return {
        "number": row.number,
        "case": row.case,
        "state": row.state.value,
        "way": row.way.value,
        "day": row.day.isoformat(),
        "planned_on": _day(row.planned_on),
        "planned_at": f"{row.planned_at:%H:%M}" if row.planned_at else None,
        "done_on": _day(row.done_on),
        "worker": row.worker or None,
        "late": row.late,
    }


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def show_document(session: Session, number: str) -> Document:
    """A visit with every free text masked; the opening is audited."""
    visit = reading.open_visit(session, services.find_number(session, number))
    return {
        "number": visit.number,
        "case": visit.case,
        "state": visit.state.value,
        "way": visit.way.value,
        "planned_on": _day(visit.planned_on),
        "planned_at": f"{visit.planned_at:%H:%M}" if visit.planned_at else None,
        "place": visit.place or None,
        "aim": visit.aim or None,
        "done_on": _day(visit.done_on),
        "came": visit.came or None,
        "talked": visit.talked or None,
        "goals": [{"goal": each.goal, "going": each.going.value, "note": each.note or None} for each in visit.goals],
        "ended_on": _day(visit.ended_on),
        "reason": visit.reason or None,
        "tried": visit.tried or None,
        "worker": visit.worker or None,
        "written_by": visit.written_by or None,
        "late": visit.late,
        "version": visit.version,
    }


def search_documents(session: Session, text: str) -> list[Document]:
    """Visits by their number or their case's code; what was talked about is searched by nobody. It is audited."""
    require(session, "search")
    if not nfc(text).strip():
        return []
    found = queries.list_visits(session, VisitFilter(text=text), Sort.NEWEST, limit=50).rows
    with session.work(Compartment.SOCIAL) as work:
        work.audit(f"{KIND}.search", KIND, found=len(found))
    return [{"kind": KIND, "number": row.number, "snippet": _words(row)} for row in found]


def _words(row: VisitRow) -> str:
    return f"{row.day.isoformat()} · {tr(VISIT_STATE_NAMES[row.state])} · {tr(WAY_NAMES[row.way])}"


def export_rows(session: Session, conditions: Mapping[str, str]) -> Iterator[VisitRow]:
    """What an export holds: what the list shows, without names."""
    require(session, "visits.export")
    return rows(session, conditions)


note_export = exports_noted(Compartment.SOCIAL, KIND, frozenset({"text"}), names_nobody)

EXPORT_COLUMNS: tuple[ExportColumn, ...] = (
    ExportColumn(N_("Number"), lambda row: row.number, 14),
    ExportColumn(N_("Support case"), lambda row: row.case, 12),
    ExportColumn(N_("State"), lambda row: tr(VISIT_STATE_NAMES[row.state]), 18),
    ExportColumn(N_("Way"), lambda row: tr(WAY_NAMES[row.way]), 20),
    ExportColumn(N_("Planned for"), lambda row: row.planned_on, 13),
    ExportColumn(N_("Day of the visit"), lambda row: row.done_on, 13),
    ExportColumn(N_("Worker in charge"), lambda row: row.worker, 22),
)

VISITS = Kind(
    name=KIND,
    label=N_("Follow-up visits"),
    compartment=Compartment.SOCIAL,
    conditions=CONDITIONS,
    list=list_documents,
    show=show_document,
    search=search_documents,
    importing=None,
    export=Export(EXPORT_COLUMNS, export_rows, note_export),
    one=N_("Visit"),
    fields=audited.FIELDS,
    values=audited.VALUES,
    actions=audited.ACTIONS,
    codes=audited.CODES,
    row=Visit,
    silent=SILENT,
)
