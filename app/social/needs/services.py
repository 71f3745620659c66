"""What can a person do with the assessments of a case? Assess, correct with a reason, read them.

Each verb checks the permission and the rules, works in one transaction, notes the event in the case's timeline and
audits it. What was asked and answered stands in the audit under the case's own key alone.
"""

from app.common.asking import needed, unless, wrong
from app.common.choices import chosen
from app.common.i18n import N_
from app.common.permissions import require
from app.social.cases import consents, intake
from app.social.cases import record as cases
from app.social.cases import rules as case_rules
from app.social.cases.changing import Change, differences, note_event, open_act
from app.social.needs import record, rules
from app.social.needs.models import Assessment, AssessmentVersion
from app.social.needs.terms import KIND
from app.social.needs.values import Needs, NeedsChanged, NewAssessment
from app.vault.compartments import Compartment
from app.vault.errors import Conflict, NotFound
from app.vault.session import Session, Work


def assess(session: Session, case_id: int, new: NewAssessment) -> NeedsChanged:
    """Record what somebody needs, with their consent to keep it; asked together, it is a contact as well.

    Raises Refused, NotFound, Invalid with an error for each field that is wrong.
    """
    with session.work(Compartment.SOCIAL) as work:
        change = _open(work, case_id, rules.ASSESS)
        case = change.case
        consents.may_keep(work.db, case, session.today())
        new = _checked(session, new, None)
        row = Assessment(
            version=1,
            case_id=case.id,
            assessed_by=new.assessed_by or session.account.id,
            assessed_on=new.assessed_on,
            together=new.together,
            created_at=work.now,
            updated_at=work.now,
        )
        work.db.add(row)
        work.db.flush()
        record.write(work.db, row, new)
        if new.together and new.assessed_on > case.last_contact_on:
            case.last_contact_on = new.assessed_on
        cases.refresh(case)
        said = record.told(work.db, row)
        note_event(work, case, "assess", "", {"assessment": said}, kind=KIND, on=new.assessed_on.isoformat())
        return _changed(change, row, "assess")


def correct(
    session: Session, assessment_id: int, new: NewAssessment, reason: str, expected_version: int | None = None
) -> NeedsChanged:
    """Correct an assessment, keeping the version before. Raises Conflict, Invalid (no reason), Refused, NotFound."""
    require(session, "needs.correct")
    with session.work(Compartment.SOCIAL) as work:
        row = record.find(work.db, assessment_id)
        change = _open(work, row.case_id, rules.CORRECT)
        if expected_version is not None and row.version != expected_version:
            raise Conflict(
                N_("Somebody else has corrected this assessment meanwhile. Nothing was overwritten: look at it again.")
            )
        reason = needed(reason, "reason")
        new = _checked(session, new, row.assessed_by)
        before = record.told(work.db, row)
        work.db.add(
            AssessmentVersion(
                case_id=row.case_id,
                assessment_id=row.id,
                version=row.version,
                at=work.now,
                by=session.account.id,
                reason=reason,
                record=before,
            )
        )
        row.version += 1
        row.updated_at = work.now
        row.assessed_by = new.assessed_by or row.assessed_by
        record.write(work.db, row, new)
        said = differences(before, record.told(work.db, row))
        on = new.assessed_on.isoformat()
        note_event(work, change.case, "correct", reason, said, kind=KIND, on=on, changed=sorted(said))
        return _changed(change, row, "correct")


def read_needs(session: Session, case_id: int) -> Needs:
    """The assessments of a case with every text masked; read together with the case, whose opening is audited."""
    require(session, "needs.open")
    with session.read() as db:
        return record.needs_of(session, db, cases.home_of(db, case_id), revealed=False)


def read_revealed(session: Session, case_id: int) -> Needs:
    """The same with texts as typed, for whoever may see the person. Called once the case has audited why: a page that
    shows the person, the person's own copy. Raises Refused.
    """
    require(session, "cases.reveal")
    with session.read() as db:
        case = cases.home_of(db, case_id)
        unless(case_rules.why_not_act(cases.standing(case), "reveal", session.account))
        return record.needs_of(session, db, case, revealed=True)


def entered(session: Session, assessment_id: int) -> NewAssessment:
    """An assessment as it was entered, for whoever corrects it: texts as typed. Raises Refused, NotFound."""
    require(session, "needs.correct")
    with session.read() as db:
        row = record.find(db, assessment_id)
        case = cases.find(db, row.case_id)
        unless(rules.why_not(cases.standing(case), rules.CORRECT, session.account))
        found = record.needs_of(session, db, case, revealed=True).assessments
        info = next((each for each in found if each.id == assessment_id), None)
        if info is None:
            raise NotFound(N_("There is no such assessment. Nothing was changed."))
        return NewAssessment(
            info.assessed_on, info.together, info.answers, info.circumstances, info.summary, info.assessed_by
        )


def assessors(session: Session) -> dict[str, str]:
    """Who can have made an assessment: id -> name."""
    return intake.workers(session)


def note_on_support(session: Session, case_id: int) -> str:
    """What is said where support begins: that nobody has assessed the needs (source text), or nothing."""
    require(session, "needs.open")
    with session.read() as db:
        return "" if record.count(db, case_id) else rules.NO_ASSESSMENT


def _open(work: Work, case_id: int, act: str) -> Change:
    of_case, _, permission = rules.ACTS[act]
    return open_act(work, case_id, of_case, permission)


def _checked(session: Session, new: NewAssessment, before: str | None) -> NewAssessment:
    """Raises Invalid at each field; whoever it stands under may stay, though they work with cases no longer."""
    new = chosen(new)
    found = rules.problems(new, session.today(), {*assessors(session), *([before] if before else ())})
    if found:
        raise wrong(found)
    return new


def _changed(change: Change, row: Assessment, action: str) -> NeedsChanged:
    return NeedsChanged(change.case.id, change.case.code, row.id, row.version, f"{KIND}.{action}")
