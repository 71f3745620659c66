"""What does a person see who opens a case? Special protection first, the person hidden, every free text masked."""

from dataclasses import fields, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.common import attachments
from app.social.cases import record, rules
from app.social.cases.models import Case, CaseAttachment, CaseEvent, Consent, Identity
from app.social.cases.terms import Basis, ConsentState, Flag, How, Outcome, Source, State
from app.social.cases.values import CaseDetail, CaseFacts, ConsentInfo, Person, TimelineEntry
from app.social.masking import IdentityWords, masked, show
from app.vault.session import Session


def facts_of(case: Case) -> CaseFacts:
    """The case as a person would enter it."""
    return CaseFacts(
        source=Source(case.source),
        sex=case.sex,
        village_id=case.village_id,
        flags=flags_of(case),
        urgent=case.urgent,
        note=case.note,
        next_visit_on=case.next_visit_on,
        review_on=case.review_on,
    )


def flags_of(case: Case) -> frozenset[Flag]:
    """What calls for special protection."""
    return frozenset(flag for flag in Flag if getattr(case, flag.value))


def hidden(person: Person) -> Person:
    """A mask where something is recorded, nothing where nothing is; a birth is left out."""
    names = (each.name for each in fields(person) if each.name != "birth")
    hide: dict[str, Any] = {name: masked(getattr(person, name), revealed=False) for name in names}
    return Person(**hide)


def detail_of(session: Session, db: Orm, case: Case, *, revealed: bool = False) -> CaseDetail:
    """Everything about a case, with those merged into it. The reading is audited by the service, not here."""
    people = {account.id: account.full_name for account in session.accounts()}
    same, person_words = record.same_case(db, case.id), record.words_of(db, case.id)
    codes = {row.id: row.code for row in db.scalars(select(Case).where(Case.id.in_(same)))}
    identity = db.get(Identity, case.id)
    person = record.person_of(identity) if identity is not None else Person()
    facts = facts_of(case)
    return CaseDetail(
        id=case.id,
        version=case.version,
        code=case.code,
        flags=facts.flags,
        urgent=case.urgent,
        state=State(case.state),
        facts=replace(facts, note=show(case.note, person_words, revealed=revealed)),
        village=case.village_name,
        worker_id=case.worker_id,
        worker=people.get(case.worker_id or "", ""),
        opened_on=case.opened_on,
        basis=Basis(case.basis),
        basis_note=show(case.basis_note, person_words, revealed=revealed),
        last_contact_on=case.last_contact_on,
        quiet=State(case.state) in rules.OPEN and case.last_contact_on <= session.today() - rules.QUIET,
        outcome=Outcome(case.outcome) if case.outcome else None,
        closed_on=case.closed_on,
        check_on=case.check_on,
        checked_on=case.checked_on,
        withdrawn_on=case.withdrawn_on,
        erase_by=case.erase_by,
        kept_reason=show(case.kept_reason, person_words, revealed=revealed),
        person=person if revealed else hidden(person),
        consents=_consents(session, db, same, person_words, revealed=revealed),
        timeline=_timeline(db, codes, people, person_words, revealed=revealed),
        attachments=tuple(
            replace(file, name=show(file.name, person_words, revealed=revealed))
            for file in attachments.shown(db, CaseAttachment, CaseAttachment.case_id.in_(same), people)
        ),
        merged_codes=tuple(code for each, code in codes.items() if each != case.id),
    )


def _consents(
    session: Session, db: Orm, same: list[int], words: IdentityWords, *, revealed: bool
) -> tuple[ConsentInfo, ...]:
    query = select(Consent).where(Consent.case_id.in_(same)).order_by(Consent.id)
    return tuple(
        ConsentInfo(
            row.id,
            row.purpose,
            show(row.recipient, words, revealed=revealed),
            ConsentState(row.state),
            How(row.how) if row.how else None,
            row.given_on,
            row.until,
            row.withdrawn_on,
            row.until is not None and row.until < session.today(),
            show(row.witness, words, revealed=revealed),
            show(row.note, words, revealed=revealed),
        )
        for row in db.scalars(query)
    )


def _timeline(
    db: Orm, codes: dict[int, str], people: dict[str, str], words: IdentityWords, *, revealed: bool
) -> tuple[TimelineEntry, ...]:
    query = select(CaseEvent).where(CaseEvent.case_id.in_(codes)).order_by(CaseEvent.id.desc())
    return tuple(
        TimelineEntry(
            row.at,
            people.get(row.by, row.by),
            row.action,
            row.from_state,
            row.to_state,
            show(row.note, words, revealed=revealed),
            codes[row.case_id],
        )
        for row in db.scalars(query)
    )
