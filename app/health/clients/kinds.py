"""How do clients appear to scripts and in exports? The kind `health-clients` as it is registered: by code alone."""

from collections.abc import Iterator, Mapping

from app.common.conditions import codes, day, known, yes
from app.common.i18n import N_, tr
from app.common.kinds import Document, Export, ExportColumn, Kind, documents, every_row, exports_noted
from app.common.permissions import require
from app.health.appointments import audited as appointments_audited
from app.health.appointments import services as appointments
from app.health.care import audited as care_audited
from app.health.care import queries as care
from app.health.clients import audited, erasure, queries, services
from app.health.clients.queries import ClientFilter, ClientRow, Sort
from app.health.clients.terms import (
    AGE_BAND_NAMES,
    KIND,
    LEFT_NAMES,
    SEX_NAMES,
    SOURCE_NAMES,
    STATE_NAMES,
    Source,
    State,
    key_groups,
)
from app.health.clients.unnamed import names_nobody
from app.health.clients.values import ClientDetail
from app.registry.conditions import village
from app.vault.compartments import Compartment
from app.vault.session import Session

CONDITIONS: dict[str, str] = {
    "state": N_("active, paused, left"),
    "source": N_("self, social_referral, mobile_clinic, other"),
    "village": N_("the name of a village"),
    "from": N_("first visit on this day or later"),
    "to": N_("first visit on this day or earlier"),
    "served": N_("yes"),
    "urgent": N_("yes"),
    "late": N_("yes"),
    "text": N_("a code, or its beginning"),
    "sort": N_("rank, due, newest, last, code"),
}
_PAGE = 500


def conditions_of(session: Session, conditions: Mapping[str, str]) -> tuple[ClientFilter, Sort]:
    """The filter and order that the texts say. Raises Invalid."""
    require(session, "health-clients.list")
    known(conditions, CONDITIONS)
    today = session.today()
    where = ClientFilter(
        states=frozenset(codes(State, conditions, "state")),
        sources=frozenset(codes(Source, conditions, "source")),
        village_id=village(session, conditions.get("village")),
        first_from=day(conditions.get("from"), today),
        first_to=day(conditions.get("to"), today),
        served=yes(conditions.get("served")),
        urgent=yes(conditions.get("urgent")),
        late=yes(conditions.get("late")),
        text=conditions.get("text", ""),
    )
    return where, next(iter(codes(Sort, conditions, "sort")), Sort.RANK)


def rows(session: Session, conditions: Mapping[str, str]) -> Iterator[ClientRow]:
    """The rows of the list, page by page."""
    require(session, "health-clients.list")
    where, sort = conditions_of(session, conditions)
    return every_row(lambda after: queries.list_clients(session, where, sort, after, _PAGE))


def list_documents(session: Session, conditions: Mapping[str, str], limit: int | None) -> list[Document]:
    """The clients that the conditions let through, as scripts get them."""
    return documents(rows(session, conditions), document, limit)


def document(row: ClientRow) -> Document:
    """A line of the list; a code, never a name."""
    return {
        "number": row.code,
        "code": row.code,
        "state": row.state.value,
        "urgent": row.urgent,
        "source": row.source.value,
        "sex": row.sex or None,
        "age_band": row.band.value if row.band else None,
        "village": row.village or None,
        "first_on": row.first_on.isoformat(),
        "last_visit_on": row.last_visit_on.isoformat(),
        "next_visit_on": row.next_visit_on.isoformat() if row.next_visit_on else None,
        "late": row.late,
        "left_reason": row.left_reason.value if row.left_reason else None,
        "left_on": row.left_on.isoformat() if row.left_on else None,
    }


def show_document(session: Session, code: str) -> Document:
    """A client by the code with the person hidden; the opening is audited."""
    client_id = services.find_code(session, code)
    return _detail(services.show_client(session, client_id)) | _belonging(session, client_id)


def reveal_document(session: Session, code: str, reason: str) -> Document:
    """A client with name and contact, where any were left; audited, the reason in the client's own timeline."""
    client_id = services.find_code(session, code)
    detail = services.reveal(session, client_id, reason)
    return (
        _detail(detail)
        | _belonging(session, client_id)
        | {
            "name": detail.person.name or None,
            "phone": detail.person.phone or None,
            "other_contact": detail.person.other_contact or None,
        }
    )


def _detail(detail: ClientDetail) -> Document:
    facts = detail.facts
    return {
        "number": detail.code,
        "code": detail.code,
        "state": detail.state.value,
        "urgent": detail.urgent,
        "source": facts.source.value,
        "sex": facts.sex or None,
        "birth_year": facts.birth_year,
        "age_band": detail.band.value if detail.band else None,
        "key_group": facts.key_group or None,
        "key_group_name": key_groups().get(facts.key_group, facts.key_group) or None,
        "village": detail.village or None,
        "safe_way": facts.safe_way.value if facts.safe_way else None,
        "safe_when": facts.safe_when or None,
        "note": facts.note or None,
        "basis": detail.basis.value,
        "basis_note": detail.basis_note or None,
        "first_on": facts.first_on.isoformat() if facts.first_on else None,
        "last_visit_on": detail.last_visit_on.isoformat(),
        "next_visit_on": detail.next_visit_on.isoformat() if detail.next_visit_on else None,
        "left_reason": detail.left_reason.value if detail.left_reason else None,
        "left_on": detail.left_on.isoformat() if detail.left_on else None,
        "withdrawn_on": detail.withdrawn_on.isoformat() if detail.withdrawn_on else None,
        "erase_by": detail.erase_by.isoformat() if detail.erase_by else None,
        "has_phrase": detail.has_phrase,
        "consents": [
            {
                "purpose": each.purpose,
                "recipient": each.recipient or None,
                "state": each.state.value,
                "how": each.how.value if each.how else None,
                "given_on": each.given_on.isoformat(),
                "until": each.until.isoformat() if each.until else None,
                "expired": each.expired,
            }
            for each in detail.consents
        ],
        "timeline": [
            {
                "at": each.at.isoformat(),
                "by": each.by,
                "action": each.action,
                "from": each.from_state.value if each.from_state else None,
                "to": each.to_state.value if each.to_state else None,
                "note": each.note or None,
            }
            for each in detail.timeline
        ],
        "version": detail.version,
    }


def _belonging(session: Session, client_id: int) -> Document:
    of_client = care.of_client(session, client_id)
    return {
        "appointments": [
            {
                "on": each.on.isoformat(),
                "at": each.at or None,
                "state": each.state.value,
                "remind": each.remind,
                "note": each.note or None,
            }
            for each in appointments.of_client(session, client_id)
        ],
        "care": [
            {
                "service": each.service,
                "service_name": each.service_name,
                "facility": each.facility or None,
                "state": each.state.value,
                "referred_on": each.referred_on.isoformat(),
                "arrived_on": each.arrived_on.isoformat() if each.arrived_on else None,
                "ended_on": each.ended_on.isoformat() if each.ended_on else None,
                "outcome": each.outcome.value if each.outcome else None,
                "checks": [
                    {
                        "months": line.months,
                        "due_on": line.due_on.isoformat(),
                        "kept": line.kept.value if line.kept else None,
                    }
                    for line in each.checks
                ],
            }
            for each in of_client.care
        ],
        "partners": [
            {
                "choice": each.choice.value,
                "chosen_on": each.chosen_on.isoformat(),
                "done_on": each.done_on.isoformat() if each.done_on else None,
            }
            for each in of_client.partners
        ],
    }


def search_documents(session: Session, text: str) -> list[Document]:
    """What a search finds: codes."""
    return [{"kind": KIND, "number": hit.code, "snippet": ""} for hit in queries.search_clients(session, text)]


def erase_document(session: Session, code: str, reason: str) -> Document:
    """Erase a client's record; what the certificate says. The reason is not kept: it could name somebody."""
    done = erasure.erase_client(session, services.find_code(session, code), code)
    return {
        "code": done.code,
        "erased_at": done.at.isoformat(),
        "by": done.by,
        "ground": done.ground,
        "counts": done.counts,
        "backups_replaced": list(done.backups),
    }


def export_rows(session: Session, conditions: Mapping[str, str]) -> Iterator[ClientRow]:
    """What an export holds: what the list shows."""
    require(session, "health-clients.export")
    return rows(session, conditions)


note_export = exports_noted(Compartment.HEALTH, KIND, frozenset({"text"}), names_nobody)

EXPORT_COLUMNS: tuple[ExportColumn, ...] = (
    ExportColumn(N_("Code"), lambda row: row.code, 12),
    ExportColumn(N_("State"), lambda row: tr(STATE_NAMES[row.state]), 18),
    ExportColumn(N_("First visit"), lambda row: row.first_on, 13),
    ExportColumn(N_("Came through"), lambda row: tr(SOURCE_NAMES[row.source]), 26),
    ExportColumn(N_("Sex"), lambda row: tr(SEX_NAMES[row.sex]) if row.sex else "", 10),
    ExportColumn(N_("Age band"), lambda row: tr(AGE_BAND_NAMES[row.band]) if row.band else "", 14),
    ExportColumn(N_("Last here"), lambda row: row.last_visit_on, 13),
    ExportColumn(N_("Next appointment"), lambda row: row.next_visit_on, 13),
    ExportColumn(
        N_("Why they come no more"), lambda row: tr(LEFT_NAMES[row.left_reason]) if row.left_reason else "", 20
    ),
)

HEALTH_CLIENTS = Kind(
    name=KIND,
    label=N_("Clients of the health station"),
    compartment=Compartment.HEALTH,
    conditions=CONDITIONS,
    list=list_documents,
    show=show_document,
    search=search_documents,
    importing=None,
    export=Export(EXPORT_COLUMNS, export_rows, note_export),
    one=N_("Client of the health station"),
    fields=audited.FIELDS,
    values=audited.VALUES,
    actions=audited.ACTIONS | appointments_audited.ACTIONS | care_audited.ACTIONS,
    codes=audited.CODES,
    reveal=reveal_document,
    erase=erase_document,
    finish=erasure.finish,
)
