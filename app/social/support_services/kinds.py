"""How do support services appear to scripts and in exports? The kind `services`; nothing in it names anybody."""

from app.common.i18n import N_, tr
from app.common.kinds import Document, timeline_documents
from app.common.records import documents
from app.common.records.kind import kind_of
from app.social.keeping.unnamed import names_nobody
from app.social.support_services import audited, declared, queries, record
from app.social.support_services.fields import FIELD_NAMES
from app.social.support_services.services_desk import DESK
from app.social.support_services.terms import ANSWER_NAMES, KIND_NAMES
from app.vault.session import Session


def show_document(session: Session, number: str) -> Document:
    """A service with its days and checks, free text masked; the opening is audited."""
    detail = queries.open_service(session, queries.find_number(session, number))
    return {
        **documents.list_document(declared.SERVICES, detail.row),
        **documents.show_document(declared.SERVICES, detail),
        "checks": [
            {
                "months": each.months,
                "due_on": each.due_on.isoformat(),
                "answer": each.answer.value if each.answer else None,
                "answered_on": each.answered_on.isoformat() if each.answered_on else None,
            }
            for each in detail.checks
        ],
        "timeline": timeline_documents(detail.timeline),
        "version": detail.version,
    }


SERVICES = kind_of(
    declared.SERVICES,
    actions=audited.ACT_NAMES,
    show=show_document,
    search=queries.search_services,
    snippet=lambda row: f"{row.case} · {tr(KIND_NAMES[row.kind])}",
    note_search=DESK.note_search,
    fields=FIELD_NAMES | {"of": N_("What was taken back"), "changed": N_("Changed")},
    values={code.value: name for code, name in ANSWER_NAMES.items()} | audited.ACT_NAMES,
    codes={"worker": {"none": N_("nobody")}},
    silent=record.STAYS | record.SILENT,
    fit=names_nobody,
)
