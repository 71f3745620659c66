"""How are an assessment's rows read and written: found, filled, put in words for the audit, shown masked?"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as Orm

from app.common.i18n import N_
from app.common.rows import columns
from app.common.text import nfc
from app.social.cases import record as cases
from app.social.cases.models import Case
from app.social.masking import IdentityWords, show
from app.social.needs import rules
from app.social.needs.comparing import compare
from app.social.needs.models import Assessment, AssessmentVersion, Score
from app.social.needs.terms import Domain
from app.social.needs.values import AssessmentInfo, Correction, DomainAnswer, Needs, NewAssessment
from app.vault.errors import NotFound
from app.vault.session import Session


def find(db: Orm, assessment_id: int) -> Assessment:
    """The assessment. Raises NotFound, also where its case was erased."""
    row = db.get(Assessment, assessment_id)
    if row is None:
        raise NotFound(N_("There is no such assessment. Nothing was changed."))
    cases.find(db, row.case_id)
    return row


def write(db: Orm, row: Assessment, new: NewAssessment) -> None:
    """Put what was entered into the row, which has its id, and into those of its domains; all eleven are kept."""
    given = {each.domain: each for each in new.answers}
    row.assessed_on, row.together = new.assessed_on, new.together
    row.circumstances, row.summary = nfc(new.circumstances).strip(), nfc(new.summary).strip()
    db.execute(delete(Score).where(Score.assessment_id == row.id))
    for domain in Domain:
        answer = given.get(domain, DomainAnswer(domain))
        db.add(
            Score(
                case_id=row.case_id,
                assessment_id=row.id,
                domain=domain.value,
                level=answer.level,
                facts=nfc(answer.facts).strip(),
                priority=answer.priority,
            )
        )
    db.flush()


def told(db: Orm, row: Assessment) -> dict[str, Any]:
    """Everything that the assessment says, in values that JSON knows; for versions and the locked part of the audit."""
    scores = db.scalars(select(Score).where(Score.assessment_id == row.id).order_by(Score.id))
    return {
        **columns(row, frozenset({"id", "case_id", "version", "created_at", "updated_at"})),
        "scores": {each.domain: [each.level, each.facts, each.priority] for each in scores},
    }


# --- reading ---------------------------------------------------------------------------------------------


def count(db: Orm, case_id: int) -> int:
    """How many assessments there are of a case and of those merged into it."""
    return len(db.scalars(select(Assessment.id).where(Assessment.case_id.in_(cases.same_case(db, case_id)))).all())


def needs_of(session: Session, db: Orm, case: Case, *, revealed: bool) -> Needs:
    """All assessments of a case, merged ones too, the latest first; every text masked unless it is revealed."""
    same, words = cases.same_case(db, case.id), cases.words_of(db, case.id)
    codes = {row.id: row.code for row in db.scalars(select(Case).where(Case.id.in_(same)))}
    people = {account.id: account.full_name for account in session.accounts()}
    order = (Assessment.assessed_on.desc(), Assessment.id.desc())
    rows = db.scalars(select(Assessment).where(Assessment.case_id.in_(same)).order_by(*order)).all()
    ids = [row.id for row in rows]
    scores: dict[int, list[Score]] = {}
    for score in db.scalars(select(Score).where(Score.assessment_id.in_(ids))):
        scores.setdefault(score.assessment_id, []).append(score)
    versions: dict[int, list[AssessmentVersion]] = {}
    for version in db.scalars(
        select(AssessmentVersion).where(AssessmentVersion.assessment_id.in_(ids)).order_by(AssessmentVersion.id)
    ):
        versions.setdefault(version.assessment_id, []).append(version)
    found = tuple(
        _info(
            row, codes[row.case_id], people, scores.get(row.id, ()), versions.get(row.id, ()), words, revealed=revealed
        )
        for row in rows
    )
    standing = cases.standing(case)
    return Needs(
        assessments=found,
        lines=_lines(found),
        acts=rules.possible(standing, len(found), session.account),
        note=rules.note(standing.state, len(found)),
    )


def _info(
    row: Assessment,
    code: str,
    people: Mapping[str, str],
    scores: Sequence[Score],
    versions: Sequence[AssessmentVersion],
    words: IdentityWords,
    *,
    revealed: bool,
) -> AssessmentInfo:
    def text(value: str) -> str:
        return show(value, words, revealed=revealed)

    kept = {score.domain: score for score in scores}
    return AssessmentInfo(
        id=row.id,
        version=row.version,
        case=code,
        assessed_on=row.assessed_on,
        assessed_by=row.assessed_by,
        assessor=people.get(row.assessed_by, ""),
        circumstances=text(row.circumstances),
        together=row.together,
        summary=text(row.summary),
        answers=tuple(
            DomainAnswer(domain, kept[domain].level, text(kept[domain].facts), kept[domain].priority)
            if domain in kept
            else DomainAnswer(domain)
            for domain in Domain
        ),
        corrections=tuple(
            Correction(each.version, each.at, people.get(each.by, each.by), text(each.reason)) for each in versions
        ),
    )


def _lines(found: Sequence[AssessmentInfo]) -> tuple[Any, ...]:
    if len(found) < 2:
        return ()
    latest, first = found[0], found[-1]
    return compare(
        {each.domain: each.level for each in first.answers},
        {each.domain: each.level for each in latest.answers},
        {each.domain: each.priority for each in latest.answers},
    )
