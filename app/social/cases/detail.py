"""What does a person see who opens a case? Special protection first, the person hidden, every free text masked."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.common import attachments
from app.common.i18n import N_
from app.common.records import entering
from app.common.rows import made
from app.common.steps import Undoable
from app.social.cases import record, rules
from app.social.cases.declared import SUPPORT_CASES
from app.social.cases.due import late_for
from app.social.cases.models import Case, CaseAttachment, CaseEvent, CaseVersion, Consent, Identity
from app.social.cases.terms import KEEP_RECORD, Basis, ConsentState, Flag, How, Outcome, State
from app.social.cases.values import (
    CaseDetail,
    CaseFacts,
    ConsentInfo,
    EarlierVersion,
    HoldInfo,
    LinkedCase,
    Person,
    TimelineEntry,
    WishInfo,
)
from app.social.keeping.models import CorrectionWish, LegalHold
from app.social.masking import IdentityWords, masked, show
from app.vault.session import Session

# What the timeline calls what is neither a step nor in the table of acts.
OTHER_ACTIONS: dict[str, str] = {
    "intake": N_("Case opened"),
    "detach": N_("File taken off"),
    "open_attachment": N_("File looked at"),
    "export_attachment": N_("Copy of a file saved elsewhere"),
    "copy": N_("Copy given to the person"),
    "print": N_("Paper printed"),
    "import": N_("Imported from an Excel register"),
    "undo_import": N_("Took an import of cases back"),
    "export_names": N_("Exported with the name"),
    "undo": N_("Undone"),
}
ACTION_NAMES: dict[str, str] = {
    **{step.name: step.label for step in rules.TRANSITIONS.values()},
    **{act.name: act.label for act in rules.ACTS.values()},
    **OTHER_ACTIONS,
}
# They change nothing of the case: what came before them can still be taken back.
LOOKING = ("reveal", "open_attachment", "export_attachment", "export_names", "copy", "print", "undo")


@dataclass(frozen=True)
class Reading:
    """How one case is read: whose words are masked, or that they are not."""

    db: Orm
    words: IdentityWords
    people: Mapping[str, str]
    codes: Mapping[int, str]
    today: date
    revealed: bool

    def show(self, text: str) -> str:
        """Free text as this reading may show it."""
        return show(text, self.words, revealed=self.revealed)

    def who(self, account_id: str) -> str:
        return self.people.get(account_id, account_id)


def facts_of(case: Case) -> CaseFacts:
    """The case as a person would enter it."""
    facts: CaseFacts = entering.entry_of(SUPPORT_CASES, case, flags=flags_of(case))
    return replace(facts, sex=case.sex)


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
    same = record.same_case(db, case.id)
    codes = {row.id: row.code for row in db.scalars(select(Case).where(Case.id.in_(same)))}
    people = {account.id: account.full_name for account in session.accounts()}
    reading = Reading(db, record.words_of(db, case.id), people, codes, session.today(), revealed)
    identity = db.get(Identity, case.id)
    person = record.person_of(identity) if identity is not None else Person()
    facts, agreed, holds, wishes = facts_of(case), _consents(reading), _holds(reading), _wishes(reading)
    stand = replace(
        record.standing(case, reading.today),
        held=bool(holds),
        given=sum(each.state is ConsentState.GIVEN and each.purpose != KEEP_RECORD for each in agreed),
        wishes=sum(each.state == "open" for each in wishes),
        kept=bool(case.kept_reason),
    )
    into = db.get(Case, case.merged_into_id) if case.merged_into_id is not None else None
    return CaseDetail(
        id=case.id,
        version=case.version,
        code=case.code,
        flags=facts.flags,
        urgent=case.urgent,
        state=stand.state,
        facts=replace(facts, note=reading.show(case.note)),
        village=case.village_name,
        worker_id=case.worker_id,
        worker=people.get(case.worker_id or "", ""),
        opened_on=case.opened_on,
        basis=Basis(case.basis),
        basis_note=reading.show(case.basis_note),
        last_contact_on=case.last_contact_on,
        quiet=stand.state in rules.OPEN and case.last_contact_on <= reading.today - rules.QUIET,
        outcome=Outcome(case.outcome) if case.outcome else None,
        closed_on=case.closed_on,
        check_on=case.check_on,
        checked_on=case.checked_on,
        withdrawn_on=case.withdrawn_on,
        erase_by=case.erase_by,
        kept_reason=reading.show(case.kept_reason),
        next_action_on=case.next_action_on,
        late_for=late_for(record.dates_of(case), reading.today),
        person=person if revealed else hidden(person),
        birth_decade=case.birth_decade,
        consents=agreed,
        timeline=_timeline(reading),
        attachments=tuple(
            replace(file, name=reading.show(file.name))
            for file in attachments.shown(db, CaseAttachment, CaseAttachment.case_id.in_(codes), people)
        ),
        merged=tuple(LinkedCase(each, code) for each, code in codes.items() if each != case.id),
        merged_into=LinkedCase(into.id, into.code) if into is not None else None,
        versions=_versions(reading),
        holds=holds,
        wishes=wishes,
        revealed=revealed,
        next_step=rules.next_step(stand, session.account),
        steps=rules.possible_steps(stand, session.account),
        acts=rules.possible_acts(stand, session.account),
        undoable=_undoable(db, case, session.account.id),
    )


def _consents(reading: Reading) -> tuple[ConsentInfo, ...]:
    query = select(Consent).where(Consent.case_id.in_(reading.codes)).order_by(Consent.given_on, Consent.id)
    rows = list(reading.db.scalars(query))
    latest = {(row.purpose, row.recipient): row.id for row in rows}
    return tuple(
        ConsentInfo(
            row.id,
            row.purpose,
            reading.show(row.recipient),
            ConsentState(row.state),
            How(row.how) if row.how else None,
            row.given_on,
            row.until,
            row.withdrawn_on,
            row.until is not None and row.until < reading.today,
            reading.show(row.witness),
            reading.show(row.note),
            row.attachment_id,
            latest[row.purpose, row.recipient] != row.id,
        )
        for row in rows
    )


def _timeline(reading: Reading) -> tuple[TimelineEntry, ...]:
    query = select(CaseEvent).where(CaseEvent.case_id.in_(reading.codes)).order_by(CaseEvent.id)
    return tuple(
        TimelineEntry(
            row.id,
            row.at,
            reading.who(row.by),
            row.action,
            ACTION_NAMES.get(row.action, ""),
            State(row.from_state) if row.from_state else None,
            State(row.to_state) if row.to_state else None,
            reading.show(row.note),
            row.detail,
            row.undone_at is not None,
            reading.codes[row.case_id],
        )
        for row in reading.db.scalars(query)
    )


def _versions(reading: Reading) -> tuple[EarlierVersion, ...]:
    query = select(CaseVersion).where(CaseVersion.case_id.in_(reading.codes)).order_by(CaseVersion.id.desc())
    return tuple(_version(reading, row) for row in reading.db.scalars(query))


def _version(reading: Reading, row: CaseVersion) -> EarlierVersion:
    """The case and the person from their columns as they were kept."""
    case, identity = made(Case, row.record["case"]), made(Identity, row.record["identity"])
    person, facts = record.person_of(identity), facts_of(case)
    own = Reading(
        reading.db,
        reading.words | record.words_of_person(person),
        reading.people,
        reading.codes,
        reading.today,
        reading.revealed,
    )
    return EarlierVersion(
        row.id,
        row.version,
        row.at,
        reading.who(row.by),
        own.show(row.reason),
        replace(facts, note=own.show(facts.note)),
        person if reading.revealed else hidden(person),
    )


def _holds(reading: Reading) -> tuple[HoldInfo, ...]:
    query = select(LegalHold).where(LegalHold.case_id.in_(reading.codes), LegalHold.ended_at.is_(None))
    return tuple(
        HoldInfo(row.id, reading.show(row.reason), row.placed_at, reading.who(row.placed_by))
        for row in reading.db.scalars(query.order_by(LegalHold.id))
    )


def _wishes(reading: Reading) -> tuple[WishInfo, ...]:
    query = select(CorrectionWish).where(CorrectionWish.case_id.in_(reading.codes)).order_by(CorrectionWish.id)
    return tuple(
        WishInfo(
            row.id,
            reading.show(row.wish),
            row.state,
            reading.show(row.answer),
            row.at,
            reading.who(row.by),
            row.answered_at,
            reading.who(row.answered_by) if row.answered_by else "",
        )
        for row in reading.db.scalars(query)
    )


def last_act(db: Orm, case_id: int) -> CaseEvent | None:
    """The last event that was not taken back; looking and undoing change nothing and do not count."""
    query = select(CaseEvent).where(
        CaseEvent.case_id == case_id, CaseEvent.undone_at.is_(None), CaseEvent.action.not_in(LOOKING)
    )
    return db.scalars(query.order_by(CaseEvent.id.desc()).limit(1)).first()


def _undoable(db: Orm, case: Case, account_id: str) -> Undoable | None:
    """The person's own last act, if nothing came after it and it left what it takes to go back."""
    last = last_act(db, case.id)
    if last is None or last.by != account_id or last.before is None:
        return None
    return Undoable(last.id, ACTION_NAMES.get(last.action, last.action), last.at)
