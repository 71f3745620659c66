"""How do counselling sessions appear to scripts and in exports? The kind `counselling`; no answer, score or topic."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from app.common.conditions import account, codes, day, known, yes
from app.common.i18n import N_
from app.common.kinds import Document, Export, ExportColumn, Kind, documents, every_row, exports_noted
from app.common.permissions import require
from app.health.clients import services as clients
from app.health.clients.unnamed import names_nobody
from app.health.counselling import audited, queries, services
from app.health.counselling.imports import COUNSELLING_IMPORT
from app.health.counselling.queries import SessionFilter, SessionRow, Sort
from app.health.counselling.terms import KIND
from app.vault.compartments import Compartment
from app.vault.session import Session

CONDITIONS: dict[str, str] = {
    "client": N_("the code of a client"),
    "counsellor": N_("a user name"),
    "from": N_("held on this day or later"),
    "to": N_("held on this day or earlier"),
    "alert": N_("yes"),
    "removed": N_("yes"),
    "text": N_("a number, or the code of a client"),
    "sort": N_("newest, oldest, number, next"),
}
_PAGE = 500


def rows(session: Session, conditions: Mapping[str, str]) -> Iterator[SessionRow]:
    """The rows of the list, page by page. Raises Invalid for a condition that there is not."""
    require(session, "counselling.list")
    known(conditions, CONDITIONS)
    today = session.today()
    where = SessionFilter(
        counsellor_id=account(session, conditions.get("counsellor")),
        held_from=day(conditions.get("from"), today),
        held_to=day(conditions.get("to"), today),
        alert_open=yes(conditions.get("alert")),
        removed=yes(conditions.get("removed")),
        text=conditions.get("text", ""),
    )
    if conditions.get("client"):
        where = replace(where, client_id=clients.find_code(session, conditions["client"]))
    sort = next(iter(codes(Sort, conditions, "sort")), Sort.NEWEST)
    return every_row(lambda after: queries.list_sessions(session, where, sort, after, _PAGE))


def list_documents(session: Session, conditions: Mapping[str, str], limit: int | None) -> list[Document]:
    """The sessions that the conditions let through, as scripts get them."""
    return documents(rows(session, conditions), document, limit)


def document(row: SessionRow) -> Document:
    """A line of the list."""
    return {
        "number": row.number,
        "client": row.client,
        "state": row.state.value,
        "held_on": row.held_on.isoformat(),
        "minutes": row.minutes,
        "counsellor": row.counsellor,
        "instruments": row.instruments,
        "next_visit_on": row.next_visit_on.isoformat() if row.next_visit_on else None,
        "alert_open": row.alert_open,
    }


def show_document(session: Session, number: str) -> Document:
    """A session by its number; the opening is audited. What was said and answered is read in the window only."""
    found = services.show_session(session, services.find_number(session, number))
    return {
        "number": found.number,
        "client": found.client,
        "state": found.state.value,
        "held_on": found.facts.held_on.isoformat(),
        "minutes": found.facts.minutes,
        "counsellor": found.counsellor,
        "instruments": len(found.taken),
        "next_visit_on": found.facts.next_visit_on.isoformat() if found.facts.next_visit_on else None,
        "alerts_open": sum(alert.open for alert in found.alerts),
        "version": found.version,
    }


def search_documents(session: Session, text: str) -> list[Document]:
    """Sessions by number or by the client's code; nothing of what was said is searched."""
    return [
        {"kind": KIND, "number": hit.number, "snippet": hit.client} for hit in queries.search_sessions(session, text)
    ]


def export_rows(session: Session, conditions: Mapping[str, str]) -> Iterator[SessionRow]:
    """What an export holds: codes and days."""
    require(session, "counselling.export")
    return rows(session, conditions)


note_export = exports_noted(Compartment.HEALTH, KIND, frozenset({"text", "client"}), names_nobody)

EXPORT_COLUMNS: tuple[ExportColumn, ...] = (
    ExportColumn(N_("Number"), lambda row: row.number, 14),
    ExportColumn(N_("Client's code"), lambda row: row.client, 14),
    ExportColumn(N_("Day of the session"), lambda row: row.held_on, 13),
    ExportColumn(N_("Minutes"), lambda row: row.minutes, 10),
    ExportColumn(N_("Counsellor"), lambda row: row.counsellor, 24),
    ExportColumn(N_("Next appointment"), lambda row: row.next_visit_on, 13),
)

COUNSELLING = Kind(
    name=KIND,
    label=N_("Counselling sessions"),
    compartment=Compartment.HEALTH,
    conditions=CONDITIONS,
    list=list_documents,
    show=show_document,
    search=search_documents,
    importing=COUNSELLING_IMPORT,
    export=Export(EXPORT_COLUMNS, export_rows, note_export),
    one=N_("Counselling session"),
    fields=audited.FIELDS,
    values=audited.VALUES,
    actions=audited.ACTIONS,
)
