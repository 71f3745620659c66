"""How is a case erased, so that nothing of the person is left in any file of the vault, and figures stay right?

In one transaction: all that belongs to the case is removed or emptied (reach), the key under which the audit told of
the person is destroyed (app.common.shredding), the whole compartment is read for traces, and anything found undoes it
all. Then the file is written anew without its free pages, its log is emptied, a backup is made, and in all others its
file of this unit takes the place of theirs. Copies on other media are named in the certificate: destroyed by hand.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session as Orm

from app.common import compacting, search
from app.common.asking import needed
from app.common.i18n import N_
from app.common.permissions import require
from app.social.cases import record
from app.social.cases.changing import open_act
from app.social.cases.models import NEVER, Case
from app.social.cases.part_drafts import PARTS_KIND, new_of_case
from app.social.cases.terms import IDENTITY_KIND, State
from app.social.keeping import reach, sweep
from app.social.keeping.models import ErasureCertificate, LegalHold
from app.social.keeping.unnamed import names_nobody
from app.social.masking import IdentityWords, holds, holds_whole
from app.social.models import Draft, ImportBatch, SavedFilter
from app.vault.compartments import Compartment
from app.vault.errors import Invalid, NotFound, Refused
from app.vault.session import Session, Work


@dataclass(frozen=True)
class Certificate:
    """What was erased, when, by whom; nothing of the person. `backups` are those replaced in the vault's folder."""

    code: str
    at: datetime
    by: str
    ground: str
    counts: dict[str, int]
    backups: tuple[str, ...]
    # Whether the file was written anew and the backups replaced; else that is done at a lead's next sign-in.
    finished: bool = True


# Told before a case is erased.
backups_to_replace = compacting.backups


def erase_case(session: Session, case_id: int, reason: str) -> Certificate:
    """Erase a case and all merged into it. It cannot be taken back.

    Raises Refused while a legal hold stands, or when something of the person is left elsewhere: then nothing was
    erased. Raises Invalid for a reason that names the person.
    """
    with session.work(Compartment.SOCIAL) as work:
        case = open_act(work, case_id, "erase", "cases.erase").case
        reason = needed(reason, "reason")
        ids = record.same_case(work.db, case_id)
        _not_held(work.db, ids)
        person = record.words_of(work.db, case_id)
        if holds(reason, person):
            raise Invalid(N_("The reason names the person, and it is kept. Write it without the name."))
        names_nobody(work, reason, "reason")
        counts = _forget(work, ids)
        ground = "withdrawal" if case.withdrawn_on is not None else "request"
        for each in work.db.scalars(select(Case).where(Case.id.in_(ids))):
            _leave_stub(work, each)
            work.db.add(
                ErasureCertificate(code=each.code, at=work.now, by=session.account.id, ground=ground, counts=counts)
            )
        _nothing_left(work.db, person)
        code = case.code
        work.audit("cases.erase", record.subject(case), ground=ground, reason=reason, counts=counts)
    finish(session)
    return certificate(session, code)


def finish(session: Session) -> None:
    """Write the file anew and replace it in the backups, for erasures not finished; nothing when there is none.

    After a power cut it is called again: an erasure is finished once its certificate names the backups.
    """
    require(session, "cases.erase")
    with session.read() as db:
        open_ = list(db.scalars(select(ErasureCertificate.id).where(ErasureCertificate.backups.is_(None))))
    if not open_:
        return
    compacting.compact(session, Compartment.SOCIAL)
    replaced = compacting.replace_backups(session)
    with session.work(Compartment.SOCIAL) as work:
        for row in work.db.scalars(select(ErasureCertificate).where(ErasureCertificate.id.in_(open_))):
            row.backups = replaced
        work.audit("erasure.finished", count=len(open_))


def certificate(session: Session, code: str) -> Certificate:
    """The certificate of an erased case. Leads only. Raises NotFound."""
    require(session, "cases.erase")
    people = {account.id: account.full_name for account in session.accounts()}
    with session.read() as db:
        row = db.scalar(select(ErasureCertificate).where(ErasureCertificate.code == code))
        if row is None:
            raise NotFound(N_("Nothing with the code {code} was erased."), code=code)
        return Certificate(
            row.code,
            row.at,
            people.get(row.by, row.by),
            row.ground,
            dict(row.counts),
            tuple(row.backups or ()),
            finished=row.backups is not None,
        )


def certificates(session: Session) -> list[Certificate]:
    """All certificates, the newest first. Leads only."""
    require(session, "cases.erase")
    with session.read() as db:
        codes = list(db.scalars(select(ErasureCertificate.code).order_by(ErasureCertificate.id.desc())))
    return [certificate(session, code) for code in codes]


def _not_held(db: Orm, ids: list[int]) -> None:
    held = select(LegalHold.id).where(LegalHold.case_id.in_(ids), LegalHold.ended_at.is_(None))
    if db.scalar(held.limit(1)) is not None:
        raise Refused(N_("This case is held by law and may not be erased. End the hold first, with its reason."))


def _forget(work: Work, ids: list[int]) -> dict[str, int]:
    db = work.db
    belonging = reach.of_cases(db, ids)
    batches = {batch for batch in db.scalars(select(Case.batch_id).where(Case.id.in_(ids))) if batch}
    for table, keys in belonging.items():
        names = [str(key) for key in keys]
        db.execute(delete(Draft).where(Draft.kind == table.name, Draft.record_id.in_(names)))
        for name in names:
            search.remove(db, reach.SCHEMA, table.name, name)
    for each in ids:
        search.remove(db, reach.SCHEMA, IDENTITY_KIND, each)
        db.execute(delete(Draft).where(Draft.kind == PARTS_KIND, Draft.record_id == str(each)))
        # What was begun for the case and is no record yet.
        db.execute(delete(Draft).where(Draft.record_id.startswith(new_of_case(each))))
    for batch in db.scalars(select(ImportBatch).where(ImportBatch.id.in_(batches))):
        batch.merges = {}
    counts = reach.forget(db, belonging)
    # The index's segments are written anew: none keeps a word that was taken out.
    db.execute(text("INSERT INTO social.search (search) VALUES ('rebuild')"))
    db.expire_all()
    return counts


def _nothing_left(db: Orm, person: IdentityWords) -> None:
    """Raises Refused when a trace of the person stands anywhere else."""
    db.flush()
    telling = sweep.but_others(db, sweep.telling(person))
    for row in db.scalars(select(SavedFilter)):
        if holds_whole(str(row.filter), telling):
            db.delete(row)
    db.flush()
    places = sweep.left(db, telling)
    if places:
        raise Refused(
            N_(
                "Something of this person still stands elsewhere in the records ({places}), so nothing was erased."
                " Correct those records first."
            ),
            places=", ".join(f"{table}: {count}" for table, count in sorted(places.items())),
        )


def _leave_stub(work: Work, case: Case) -> None:
    """What figures count: sex, decade of birth, flags, dates, outcome. No key: the audit's locked parts are shut."""
    case.state, case.listed, case.secret, case.erased_at = State.ERASED.value, False, None, work.now
    case.village_id, case.village_name = None, ""
    case.note = case.basis_note = case.kept_reason = ""
    case.next_visit_on, case.review_on, case.check_on, case.erase_by = None, None, None, None
    case.next_action_on = None
    case.due_sort, case.merged_into_id, case.batch_id = NEVER, None, None
    case.version += 1
    case.updated_at = work.now
