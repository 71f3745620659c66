"""How do needs surveys appear to scripts and in exports? The kind `needs-surveys`; nothing in it names anybody."""

from app.common.i18n import N_
from app.common.kinds import Document
from app.common.records import documents
from app.common.records.kind import kind_of
from app.registry import queries as registry
from app.registry.references import item
from app.social.keeping.unnamed import names_nobody
from app.social.surveys import declared, queries, rules, services
from app.social.surveys.imports import SURVEY_IMPORT
from app.vault.session import Session


def show_document(session: Session, number: str) -> Document:
    """A survey by its number; the opening is audited."""
    found = services.open_survey(session, queries.find_number(session, number))
    row = documents.list_document(declared.SURVEYS, found.row)
    return row | documents.show_document(declared.SURVEYS, found) | {"version": found.version}


SURVEYS = kind_of(
    declared.SURVEYS,
    actions=rules.AUDITED,
    show=show_document,
    search=queries.search_surveys,
    snippet=lambda hit: hit.snippet,
    note_search=services.DESK.note_search,
    importing=SURVEY_IMPORT,
    fields={"entered": N_("What was entered"), "need": N_("Needs"), "changed": N_("Changed")},
    references={"need": item(registry.NEED_KINDS)},
    silent=services.SILENT,
    fit=names_nobody,
)
