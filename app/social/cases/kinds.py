"""How do cases appear to scripts and in exports? The kind `cases` as it is registered; no name but for a reason."""

from collections.abc import Iterator, Mapping
from functools import partial

from app.common.conditions import codes
from app.common.dates import show_birth
from app.common.i18n import N_
from app.common.kinds import Document, Export, Kind, documents, every_row, exports_noted
from app.common.permissions import require
from app.common.records import documents as told
from app.common.records import filters
from app.common.records.fields import Audit
from app.social.cases import audited, queries, services
from app.social.cases.declared import SUPPORT_CASES, CaseRow, Sort
from app.social.cases.imports import CASE_IMPORT
from app.social.cases.models import Case
from app.social.cases.named_export import named_export
from app.social.cases.terms import KIND, purposes
from app.social.cases.values import CaseDetail
from app.social.keeping import erasure
from app.social.keeping.unnamed import names_nobody
from app.social.needs import audited as needs
from app.social.support_plans import audited as plans
from app.vault.compartments import Compartment
from app.vault.session import Session

_PAGE = 500


def rows(session: Session, conditions: Mapping[str, str]) -> Iterator[CaseRow]:
    """The rows of the list, page by page. Raises Invalid."""
    require(session, "cases.list")
    where = filters.from_conditions(SUPPORT_CASES, session, conditions)
    sort = next(iter(codes(Sort, conditions, "sort")), Sort.RANK)
    return every_row(lambda after: queries.list_cases(session, where, sort, after, _PAGE))


def list_documents(session: Session, conditions: Mapping[str, str], limit: int | None) -> list[Document]:
    """The cases that the conditions let through, as scripts get them."""
    return documents(rows(session, conditions), document, limit)


def document(row: CaseRow) -> Document:
    """A line of the list; a code, never a name."""
    return told.list_document(SUPPORT_CASES, row)


def show_document(session: Session, code: str) -> Document:
    """A case by its code with the person hidden and free text masked; the opening is audited."""
    return _detail(services.show_case(session, services.find_code(session, code)))


def reveal_document(session: Session, code: str, reason: str) -> Document:
    """A case with who the person is: `name`, `phone`, `address` and the rest; audited with its reason."""
    detail = services.show_revealed(session, services.find_code(session, code), reason)
    person = detail.person
    return _detail(detail) | {
        "name": person.real_name or person.alias,
        "alias": person.alias or None,
        "birth": show_birth(person.birth) if person.birth else None,
        "phone": person.phone or None,
        "address": person.address or None,
        "other_contact": person.other_contact or None,
        "safe_way": person.safe_way or None,
        "safe_time": person.safe_time or None,
        "dependants": person.dependants or None,
        "identity_number": person.identity_number or None,
    }


def _detail(detail: CaseDetail) -> Document:
    return told.show_document(SUPPORT_CASES, detail) | {
        "consents": [
            {
                "purpose": each.purpose,
                "purpose_name": purposes().get(each.purpose, each.purpose),
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
                "case": each.case,
            }
            for each in detail.timeline
        ],
        "attachments": [{"name": each.name, "size": each.size, "sha256": each.sha256} for each in detail.attachments],
        "merged": list(detail.merged_codes),
        "version": detail.version,
    }


def search_documents(session: Session, text: str) -> list[Document]:
    """What a search finds; a person's own words give the code and no text."""
    found = queries.search_cases(session, text)
    return [{"kind": KIND, "number": each.code, "snippet": each.snippet} for each in found]


def erase_document(session: Session, code: str, reason: str) -> Document:
    """Erase a case; what the certificate says."""
    done = erasure.erase_case(session, services.find_code(session, code), reason)
    return {
        "code": done.code,
        "erased_at": done.at.isoformat(),
        "by": done.by,
        "ground": done.ground,
        "counts": done.counts,
        "backups_replaced": list(done.backups),
    }


def export_rows(session: Session, conditions: Mapping[str, str]) -> Iterator[CaseRow]:
    """What an export holds: what the list shows, without names."""
    require(session, "cases.export")
    return rows(session, conditions)


# Words that were searched are left out, as of a search.
note_export = exports_noted(Compartment.SOCIAL, KIND, frozenset({"text"}), names_nobody)


EXPORT_COLUMNS = told.export_columns(SUPPORT_CASES)

_TOLD = SUPPORT_CASES.audited[Audit.CLEAR] | SUPPORT_CASES.audited[Audit.LOCKED]
CASES = Kind(
    name=KIND,
    label=N_("Support cases"),
    compartment=Compartment.SOCIAL,
    conditions=filters.conditions(SUPPORT_CASES),
    list=list_documents,
    show=show_document,
    search=search_documents,
    importing=CASE_IMPORT,
    export=Export(EXPORT_COLUMNS, export_rows, note_export),
    named_export=partial(named_export, EXPORT_COLUMNS),
    one=N_("Support case"),
    fields=needs.FIELDS | plans.FIELDS | audited.FIELDS,
    values=audited.VALUES | plans.VALUES,
    actions=audited.ACTIONS | needs.ACTIONS | plans.ACTIONS,
    codes=audited.CODES,
    references=audited.REFERENCES | plans.REFERENCES,
    pairs=plans.PAIRS,
    row=Case,
    silent=frozenset(Case.__table__.columns.keys()) - _TOLD,
    reveal=reveal_document,
    erase=erase_document,
    finish=erasure.finish,
)
