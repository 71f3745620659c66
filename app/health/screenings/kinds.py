"""How do tests appear to scripts and in exports? The kind `screenings`; a result only with `--reveal --reason`."""

from dataclasses import replace

from app.common.i18n import N_
from app.common.kinds import Document
from app.common.records.kind import kind_of
from app.health.clients.unnamed import names_nobody
from app.health.screenings import queries, services
from app.health.screenings.declared import SCREENING_TESTS
from app.health.screenings.rules import TRANSITIONS
from app.health.screenings.terms import ACT_NAMES, MORE_NAMES, TESTS
from app.health.screenings.values import ScreeningDetail
from app.registry import references
from app.vault.session import Session


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


# The audit keeps numbers and actions, never a field: it has the words of what an export was narrowed to.
SCREENINGS = replace(
    kind_of(
        SCREENING_TESTS,
        actions={
            # Of steps the audit hears “write” alone; their own names are here for whatever else calls them by name.
            **{step.name: step.label for step in TRANSITIONS.values()},
            **ACT_NAMES,
            "look": N_("Looked at the result of a test"),
            "print": N_("Printed a result slip for the client"),
            "open": N_("Opened a test"),
            "search": N_("Searched the tests"),
            "export": N_("Exported the list of tests"),
        },
        show=show_document,
        search=queries.find_screenings,
        snippet=lambda row: row.client,
        note_search=services.DESK.note_search,
        fields=MORE_NAMES,
        hidden=frozenset({"text", "client"}),
        fit=names_nobody,
    ),
    references={"test": references.item(TESTS)},
    row=None,
    silent=frozenset(),
    reveal=reveal_document,
)
