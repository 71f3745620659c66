"""How do cases appear to scripts and in exports? The kind `cases` as it is registered; no name but for a reason."""

from collections.abc import Iterator, Mapping
from functools import partial

from app.common.conditions import account, codes, day, known, yes
from app.common.dates import show_birth
from app.common.i18n import N_, tr
from app.common.kinds import Document, Export, ExportColumn, Kind, documents, every_row, exports_noted
from app.common.permissions import require
from app.registry.conditions import village
from app.social.cases import audited, queries, services
from app.social.cases.changing import SILENT
from app.social.cases.imports import CASE_IMPORT
from app.social.cases.models import Case
from app.social.cases.named_export import named_export
from app.social.cases.queries import CaseFilter, CaseRow, Sort
from app.social.cases.terms import (
    FLAG_NAMES,
    KIND,
    OUTCOME_NAMES,
    SOURCE_NAMES,
    STATE_NAMES,
    Flag,
    Outcome,
    Source,
    State,
    purposes,
)
from app.social.cases.values import CaseDetail
from app.social.keeping import erasure
from app.social.keeping.unnamed import names_nobody
from app.social.needs import audited as needs
from app.social.support_plans import audited as plans
from app.vault.compartments import Compartment
from app.vault.session import Session

CONDITIONS: dict[str, str] = {
    "state": N_("intake, assessing, supported, following, closed, transferred_out"),
    "worker": N_("a user name, or “none”"),
    "village": N_("the name of a village"),
    "source": N_("self, union, health_referral, police_referral, other"),
    "outcome": N_("goal_met, moved, declined, lost_contact, died, transferred"),
    "flag": N_("child, trafficking, violence, disability"),
    "from": N_("opened on this day or later"),
    "to": N_("opened on this day or earlier"),
    "open": N_("yes"),
    "quiet": N_("yes"),
    "late": N_("yes"),
    "urgent": N_("yes"),
    "text": N_("words, with or without marks"),
    "sort": N_("rank, due, newest, code, quiet"),
}
_PAGE = 500


def conditions_of(session: Session, conditions: Mapping[str, str]) -> tuple[CaseFilter, Sort]:
    """The filter and order that the texts say. Raises Invalid."""
    require(session, "cases.list")
    known(conditions, CONDITIONS)
    today = session.today()
    where = CaseFilter(
        states=frozenset(codes(State, conditions, "state")),
        worker_id=account(session, conditions.get("worker")),
        village_id=village(session, conditions.get("village")),
        sources=frozenset(codes(Source, conditions, "source")),
        outcomes=frozenset(codes(Outcome, conditions, "outcome")),
        flags=frozenset(codes(Flag, conditions, "flag")),
        opened_from=day(conditions.get("from"), today),
        opened_to=day(conditions.get("to"), today),
        open_only=yes(conditions.get("open")),
        quiet=yes(conditions.get("quiet")),
        late=yes(conditions.get("late")),
        urgent=yes(conditions.get("urgent")),
        text=conditions.get("text", ""),
    )
    return where, next(iter(codes(Sort, conditions, "sort")), Sort.RANK)


def rows(session: Session, conditions: Mapping[str, str]) -> Iterator[CaseRow]:
    """The rows of the list, page by page."""
    where, sort = conditions_of(session, conditions)
    return every_row(lambda after: queries.list_cases(session, where, sort, after, _PAGE))


def list_documents(session: Session, conditions: Mapping[str, str], limit: int | None) -> list[Document]:
    """The cases that the conditions let through, as scripts get them."""
    return documents(rows(session, conditions), document, limit)


def document(row: CaseRow) -> Document:
    """A line of the list; a code, never a name."""
    return {
        "number": row.code,
        "code": row.code,
        "state": row.state.value,
        "flags": sorted(flag.value for flag in row.flags),
        "urgent": row.urgent,
        "worker": row.worker or None,
        "village": row.village or None,
        "source": row.source.value,
        "sex": row.sex or None,
        "birth_decade": row.birth_decade,
        "opened_on": row.opened_on.isoformat(),
        "last_contact_on": row.last_contact_on.isoformat(),
        "quiet": row.quiet,
        "next_visit_on": row.next_visit_on.isoformat() if row.next_visit_on else None,
        "review_on": row.review_on.isoformat() if row.review_on else None,
        "next_action_on": row.next_action_on.isoformat() if row.next_action_on else None,
        "late": row.late,
        "late_for": [each.value for each in row.late_for],
        "outcome": row.outcome.value if row.outcome else None,
        "closed_on": row.closed_on.isoformat() if row.closed_on else None,
        "check_on": row.check_on.isoformat() if row.check_on else None,
    }


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
    return {
        "number": detail.code,
        "code": detail.code,
        "flags": sorted(flag.value for flag in detail.flags),
        "urgent": detail.urgent,
        "state": detail.state.value,
        "worker": detail.worker or None,
        "village": detail.village or None,
        "source": detail.facts.source.value,
        "sex": detail.facts.sex or None,
        "opened_on": detail.opened_on.isoformat(),
        "basis": detail.basis.value,
        "basis_note": detail.basis_note or None,
        "note": detail.facts.note or None,
        "last_contact_on": detail.last_contact_on.isoformat(),
        "next_visit_on": detail.facts.next_visit_on.isoformat() if detail.facts.next_visit_on else None,
        "review_on": detail.facts.review_on.isoformat() if detail.facts.review_on else None,
        "outcome": detail.outcome.value if detail.outcome else None,
        "closed_on": detail.closed_on.isoformat() if detail.closed_on else None,
        "check_on": detail.check_on.isoformat() if detail.check_on else None,
        "withdrawn_on": detail.withdrawn_on.isoformat() if detail.withdrawn_on else None,
        "erase_by": detail.erase_by.isoformat() if detail.erase_by else None,
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


def _flags(row: CaseRow) -> str:
    return ", ".join(tr(FLAG_NAMES[flag]) for flag in Flag if flag in row.flags)


EXPORT_COLUMNS: tuple[ExportColumn, ...] = (
    ExportColumn(N_("Case code"), lambda row: row.code, 12),
    ExportColumn(N_("Special protection"), _flags, 24),
    ExportColumn(N_("State"), lambda row: tr(STATE_NAMES[row.state]), 20),
    ExportColumn(N_("Case opened on"), lambda row: row.opened_on, 13),
    ExportColumn(N_("Came through"), lambda row: tr(SOURCE_NAMES[row.source]), 22),
    ExportColumn(N_("Village"), lambda row: row.village, 18),
    ExportColumn(N_("Worker in charge"), lambda row: row.worker, 22),
    ExportColumn(N_("Next visit"), lambda row: row.next_visit_on, 13),
    ExportColumn(N_("Review of the plan"), lambda row: row.review_on, 13),
    ExportColumn(N_("Outcome"), lambda row: tr(OUTCOME_NAMES[row.outcome]) if row.outcome else "", 18),
    ExportColumn(N_("Closed on"), lambda row: row.closed_on, 13),
)

CASES = Kind(
    name=KIND,
    label=N_("Support cases"),
    compartment=Compartment.SOCIAL,
    conditions=CONDITIONS,
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
    silent=SILENT | {"batch_id"},
    reveal=reveal_document,
    erase=erase_document,
    finish=erasure.finish,
)
