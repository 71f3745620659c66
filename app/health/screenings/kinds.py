"""How do tests appear to scripts and in exports? The kind `screenings`; a result only with `--reveal --reason`."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from app.common.conditions import codes, day, known, yes
from app.common.i18n import N_, tr
from app.common.kinds import Document, Export, ExportColumn, Kind, documents, every_row, exports_noted
from app.common.permissions import require
from app.health.clients import services as clients
from app.health.clients.unnamed import names_nobody
from app.health.screenings import audited, queries, services
from app.health.screenings.queries import ScreeningFilter, ScreeningRow, Sort
from app.health.screenings.terms import KIND, SHOWN_NAMES, Shown
from app.health.screenings.values import ScreeningDetail
from app.vault.compartments import Compartment
from app.vault.session import Session

CONDITIONS: dict[str, str] = {
    "state": N_("consented, waiting, ready, told, closed, refused, withdrawn, removed"),
    "client": N_("the code of a client"),
    "test": N_("the code of a test in the office's list"),
    "from": N_("offered on this day or later"),
    "to": N_("offered on this day or earlier"),
    "open": N_("yes"),
    "late": N_("yes"),
    "text": N_("a number, or the code of a client"),
    "sort": N_("newest, oldest, number, due"),
}
_PAGE = 500


def rows(session: Session, conditions: Mapping[str, str]) -> Iterator[ScreeningRow]:
    """The rows of the list, page by page. Raises Invalid for a condition that there is not."""
    require(session, "screenings.list")
    known(conditions, CONDITIONS)
    today = session.today()
    where = ScreeningFilter(
        states=frozenset(codes(Shown, conditions, "state")),
        test=conditions.get("test") or None,
        asked_from=day(conditions.get("from"), today),
        asked_to=day(conditions.get("to"), today),
        open_only=yes(conditions.get("open")),
        late=yes(conditions.get("late")),
        text=conditions.get("text", ""),
    )
    if conditions.get("client"):
        where = replace(where, client_id=clients.find_code(session, conditions["client"]))
    sort = next(iter(codes(Sort, conditions, "sort")), Sort.NEWEST)
    return every_row(lambda after: queries.list_screenings(session, where, sort, after, _PAGE))


def list_documents(session: Session, conditions: Mapping[str, str], limit: int | None) -> list[Document]:
    """The tests that the conditions let through, as scripts get them."""
    return documents(rows(session, conditions), document, limit)


def document(row: ScreeningRow) -> Document:
    """A line of the list."""
    return {
        "number": row.number,
        "client": row.client,
        "test": row.test,
        "state": row.state.value,
        "asked_on": row.asked_on.isoformat(),
        "sample_on": row.sample_on.isoformat() if row.sample_on else None,
        "due_on": row.due_on.isoformat() if row.due_on else None,
        "late": row.late,
    }


def show_document(session: Session, number: str) -> Document:
    """A test by its number without its result; the opening is audited."""
    return _detail(services.show_screening(session, services.find_number(session, number)))


def reveal_document(session: Session, number: str, reason: str) -> Document:
    """A test with its result, for a reason; the look is audited before anything is shown."""
    screening_id = services.find_number(session, number)
    looked = services.look_for_reason(session, screening_id, reason)
    return _detail(services.read_again(session, screening_id)) | {
        "result": looked.result.value if looked.result else None,
        "result_on": looked.result_on.isoformat() if looked.result_on else None,
        "confirmed": looked.confirmed.value if looked.confirmed else None,
        "confirmed_on": looked.confirmed_on.isoformat() if looked.confirmed_on else None,
        "laboratory": looked.lab or None,
        "laboratory_number": looked.lab_number or None,
    }


def _detail(found: ScreeningDetail) -> Document:
    """No version, as other kinds have: how many steps a test took tells whether it was confirmed."""
    return {
        "number": found.number,
        "client": found.client,
        "test": found.test,
        "state": found.state.value,
        "asked_on": found.asked_on.isoformat(),
        "consent_on": found.consent_on.isoformat() if found.consent_on else None,
        "consent_how": found.consent_how.value if found.consent_how else None,
        "sample_on": found.sample_on.isoformat() if found.sample_on else None,
        "place": found.place or None,
        "due_on": found.due_on.isoformat() if found.due_on else None,
        "told_on": found.told.told_on.isoformat() if found.told else None,
        "told_by": found.told.told_by if found.told else None,
        "counselled": found.told.counselled if found.told else None,
        "closed_on": found.closed_on.isoformat() if found.closed_on else None,
    }


def search_documents(session: Session, text: str) -> list[Document]:
    """Tests by number or by the client's code; nothing else of them is searched."""
    return [
        {"kind": KIND, "number": hit.number, "snippet": hit.client} for hit in queries.search_screenings(session, text)
    ]


def export_rows(session: Session, conditions: Mapping[str, str]) -> Iterator[ScreeningRow]:
    """What an export holds: how far each test is, by code; no result goes into a file."""
    require(session, "screenings.export")
    return rows(session, conditions)


note_export = exports_noted(Compartment.HEALTH, KIND, frozenset({"text", "client"}), names_nobody)

EXPORT_COLUMNS: tuple[ExportColumn, ...] = (
    ExportColumn(N_("Number"), lambda row: row.number, 14),
    ExportColumn(N_("Client's code"), lambda row: row.client, 14),
    ExportColumn(N_("Test"), lambda row: row.test, 28),
    ExportColumn(N_("State"), lambda row: tr(SHOWN_NAMES[row.state]), 26),
    ExportColumn(N_("Test offered on"), lambda row: row.asked_on, 13),
    ExportColumn(N_("Sample taken on"), lambda row: row.sample_on, 13),
)

SCREENINGS = Kind(
    name=KIND,
    label=N_("Screening tests"),
    compartment=Compartment.HEALTH,
    conditions=CONDITIONS,
    list=list_documents,
    show=show_document,
    search=search_documents,
    importing=None,
    export=Export(EXPORT_COLUMNS, export_rows, note_export),
    one=N_("Screening test"),
    fields=audited.FIELDS,
    values=audited.VALUES,
    actions=audited.ACTIONS,
    references=audited.REFERENCES,
    reveal=reveal_document,
)
