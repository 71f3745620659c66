"""How do group sessions appear to scripts and in exports? The kind `health-sessions`; numbers only."""

from collections.abc import Iterator, Mapping

from app.common.conditions import codes, day, known, yes
from app.common.i18n import N_, tr
from app.common.kinds import Document, Export, ExportColumn, Kind, documents, every_row, exports_noted
from app.common.permissions import require
from app.health.clients.unnamed import names_nobody
from app.health.group_sessions import audited, queries
from app.health.group_sessions.models import GroupSession
from app.health.group_sessions.queries import SessionFilter, Sort
from app.health.group_sessions.services_desk import note_search
from app.health.group_sessions.terms import AUDIENCE_NAMES, FIELD_NAMES, FORM_NAMES, KIND, Audience, Form, Topic
from app.health.group_sessions.values import SessionRow
from app.registry.conditions import village
from app.vault.compartments import Compartment
from app.vault.session import Session

CONDITIONS: dict[str, str] = {
    "form": N_("talk, discussion, leaflets, conference, mobile_clinic, other; several with commas"),
    "audience": N_("community, establishments, enterprises, pupils, youth, other; several with commas"),
    "village": N_("the name of a village"),
    "held_from": N_("a day, such as 5/3/2026"),
    "held_to": N_("a day, such as 5/3/2026"),
    "removed": N_("yes"),
    "text": N_("words, with or without marks"),
    "sort": N_("newest, oldest, reached"),
}
_PAGE = 500


def rows(session: Session, conditions: Mapping[str, str]) -> Iterator[SessionRow]:
    """The rows of the list, page by page. Raises Invalid for a condition that there is not."""
    require(session, "health-sessions.list")
    known(conditions, CONDITIONS)
    where = SessionFilter(
        forms=frozenset(codes(Form, conditions, "form")),
        audiences=frozenset(codes(Audience, conditions, "audience")),
        village_id=village(session, conditions.get("village")),
        held_from=day(conditions.get("held_from"), session.today()),
        held_to=day(conditions.get("held_to"), session.today()),
        in_bin=yes(conditions.get("removed")),
        text=conditions.get("text", ""),
    )
    sort = next(iter(codes(Sort, conditions, "sort")), Sort.NEWEST)
    return every_row(lambda after: queries.list_sessions(session, where, sort, after, _PAGE))


def list_documents(session: Session, conditions: Mapping[str, str], limit: int | None) -> list[Document]:
    """The sessions that the conditions let through, as scripts get them."""
    return documents(rows(session, conditions), document, limit)


def document(row: SessionRow) -> Document:
    """A line of the list."""
    return {
        "number": row.number,
        "on": row.on.isoformat(),
        "form": row.form.value,
        "audience": row.audience.value,
        "place": row.place,
        "village": row.village or None,
        "reached": row.reached,
        "tests": row.tests,
        "removed": row.removed,
    }


def show_document(session: Session, number: str) -> Document:
    """A session with its numbers. The note and the staff are left out."""
    found = queries.read_session(session, queries.find_number(session, number))
    entry = found.entry
    return {
        "number": found.number,
        "on": entry.on.isoformat(),
        "form": entry.form.value,
        "audience": entry.audience.value,
        "place": entry.place,
        "village": found.village or None,
        "topics": [topic.value for topic in Topic if topic in entry.topics],
        "reached": [{"sex": sex, "age_band": band, "people": people} for (sex, band), people in entry.reached.items()],
        "handed_out": [{"item": each.number, "quantity": each.quantity} for each in found.given],
        "tests": {kind.value: number for kind, number in entry.tests.items()},
        "collaborators": entry.collaborators,
        "removed": found.removed,
        "version": found.version,
    }


def search_documents(session: Session, text: str) -> list[Document]:
    """Sessions by number, place, village or staff; that there was a search is noted."""
    found = queries.search_sessions(session, text)
    note_search(session, text, len(found))
    return [{"kind": KIND, "number": row.number, "snippet": row.place} for row in found]


def export_rows(session: Session, conditions: Mapping[str, str]) -> Iterator[SessionRow]:
    """What an export holds: what the list shows. A viewer may not."""
    require(session, "health-sessions.export")
    return rows(session, conditions)


EXPORT_COLUMNS: tuple[ExportColumn, ...] = (
    ExportColumn(FIELD_NAMES["number"], lambda row: row.number, 12),
    ExportColumn(FIELD_NAMES["on"], lambda row: row.on, 13),
    ExportColumn(FIELD_NAMES["form"], lambda row: tr(FORM_NAMES[row.form]), 24),
    ExportColumn(FIELD_NAMES["audience"], lambda row: tr(AUDIENCE_NAMES[row.audience]), 30),
    ExportColumn(FIELD_NAMES["place"], lambda row: row.place, 40),
    ExportColumn(FIELD_NAMES["village_id"], lambda row: row.village, 20),
    ExportColumn(FIELD_NAMES["reached"], lambda row: row.reached, 14),
    ExportColumn(FIELD_NAMES["tests"], lambda row: row.tests, 14),
)

note_export = exports_noted(Compartment.HEALTH, KIND, frozenset({"text"}), names_nobody)

HEALTH_SESSIONS = Kind(
    name=KIND,
    label=N_("Group sessions"),
    compartment=Compartment.HEALTH,
    conditions=CONDITIONS,
    list=list_documents,
    show=show_document,
    search=search_documents,
    importing=None,
    export=Export(
        EXPORT_COLUMNS, export_rows, exports_noted(Compartment.HEALTH, KIND, frozenset({"text"}), names_nobody)
    ),
    one=N_("Group session"),
    fields=audited.FIELDS,
    values=audited.VALUES,
    actions=audited.ACTIONS,
    codes=audited.CODES,
    references=audited.REFERENCES,
    reads=audited.READS,
    row=GroupSession,
    silent=audited.SILENT,
)
