"""How do visits appear to scripts and in exports? The kind `visits` as it is registered; no row names anybody."""

from app.common.i18n import N_, tr
from app.common.kinds import Document
from app.common.records import documents
from app.common.records.kind import kind_of
from app.social.keeping.unnamed import names_nobody
from app.social.visits import audited, declared, queries, reading, services
from app.social.visits.record import SILENT
from app.social.visits.terms import VISIT_STATE_NAMES, WAY_NAMES
from app.social.visits.values import VisitRow
from app.vault.session import Session


def show_document(session: Session, number: str) -> Document:
    """A visit with every free text masked; the opening is audited."""
    visit = reading.open_visit(session, queries.find_number(session, number))
    return documents.show_document(declared.VISITS, visit) | {
        "goals": [{"goal": each.goal, "going": each.going.value, "note": each.note or None} for each in visit.goals],
        "worker": visit.worker or None,
        "written_by": visit.written_by or None,
        "version": visit.version,
    }


def _words(row: VisitRow) -> str:
    return f"{row.day.isoformat()} · {tr(VISIT_STATE_NAMES[row.state])} · {tr(WAY_NAMES[row.way])}"


VISITS = kind_of(
    declared.VISITS,
    actions=audited.ACTIONS,
    show=show_document,
    search=queries.search_visits,
    snippet=_words,
    note_search=services.DESK.note_search,
    fields=declared.VISIT_FIELD_NAMES
    | {
        "of": N_("What was taken back"),
        "changed": N_("Changed"),
        "visit": N_("Visit"),
        "next_visit_on": N_("Next visit"),
        "last_contact_on": N_("Last contact"),
    },
    codes={"worker": {"none": N_("nobody")}},
    silent=SILENT,
    fit=names_nobody,
)
