"""How do counselling sessions appear to scripts and in exports? The kind `counselling`; no answer, score or topic."""

from dataclasses import replace

from app.common.i18n import N_
from app.common.kinds import Document
from app.common.records.kind import kind_of
from app.health.clients.unnamed import names_nobody
from app.health.counselling import queries, services
from app.health.counselling.declared import COUNSELLED
from app.health.counselling.imports import COUNSELLING_IMPORT
from app.health.counselling.terms import ACT_NAMES, MORE_NAMES
from app.vault.session import Session


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


# The audit keeps numbers and actions, never a field: it has the words of what an export was narrowed to.
COUNSELLING = replace(
    kind_of(
        COUNSELLED,
        actions={
            **ACT_NAMES,
            "import": N_("Imported counselling sessions by code"),
            "undo_import": N_("Took an import of counselling sessions back"),
            "open": N_("Opened a counselling session"),
            "search": N_("Searched the counselling sessions"),
            "export": N_("Exported the list of counselling sessions"),
        },
        show=show_document,
        search=queries.find_sessions,
        snippet=lambda row: row.client,
        note_search=services.DESK.note_search,
        importing=COUNSELLING_IMPORT,
        fields={
            **MORE_NAMES,
            "counsellor": N_("Counsellor"),
            "alert": N_("Self-harm alert open"),
            "removed": N_("In the bin"),
        },
        hidden=frozenset({"text", "client"}),
        fit=names_nobody,
    ),
    row=None,
    silent=frozenset(),
)
