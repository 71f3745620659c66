"""Are needs assessed, corrected, compared and shown as the law and the person want it?"""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.social.cases.models import Consent
from app.social.cases.services import show_case, take_step
from app.social.cases.services_merging import merge_cases
from app.social.cases.terms import Outcome
from app.social.cases.values import StepFacts
from app.social.keeping.erasure import erase_case
from app.social.masking import MASK
from app.social.needs import rules, services
from app.social.needs.models import Assessment, AssessmentVersion, Score
from app.social.needs.terms import Difference, Domain
from app.social.needs.values import DomainAnswer, NewAssessment
from app.vault import audit
from app.vault.compartments import Compartment
from app.vault.errors import Conflict, Invalid, NotFound, Refused
from app.vault.session import Session
from tests.social.builders import TODAY, UYEN, opened

A = DomainAnswer
FIRST = NewAssessment(
    TODAY - timedelta(days=1),
    together=True,
    answers=(
        A(Domain.SAFETY, 4, "Khuất Nghiêm Thục Uyển bị chủ nợ đe dọa.", 2),
        A(Domain.WORK, 3, "Muốn học may.", 1),
        A(Domain.HEALTH, 0),
        A(Domain.HOUSING, None, "Chưa muốn nói."),
    ),
    circumstances="Gặp ở trụ sở, không có ai khác.",
    summary="Cần chỗ ở an toàn rồi học nghề.",
)
NOW = replace(
    FIRST,
    assessed_on=TODAY,
    answers=(A(Domain.SAFETY, 1), A(Domain.WORK, 3, "", 1), A(Domain.HEALTH, 1), A(Domain.HOUSING, 2)),
)


def test_needs_are_asked_again_and_the_first_is_compared_with_the_latest(lead: Session, officer: Session) -> None:
    case = opened(lead)
    before = services.read_needs(lead, case.id)
    assert (before.assessments, before.lines, before.note) == ((), (), "")
    take_step(lead, case.id, "assess")
    assert services.read_needs(lead, case.id).note == rules.NO_ASSESSMENT
    # Support may begin without an assessment; that there is none is said.
    take_step(lead, case.id, "support")
    assert services.read_needs(lead, case.id).note == rules.NO_ASSESSMENT

    services.assess(lead, case.id, FIRST)
    once = services.read_needs(lead, case.id)
    assert (once.note, once.lines) == ("", ())
    first = once.assessments[0]
    assert len(first.answers) == 11
    assert {each.domain: each.level for each in first.answers if each.level is not None} == {
        Domain.SAFETY: 4,
        Domain.WORK: 3,
        Domain.HEALTH: 0,
    }
    assert [each.domain for each in first.by_priority[:2]] == [Domain.WORK, Domain.SAFETY]
    # An older assessment entered later does not become the latest.
    services.assess(lead, case.id, NOW)
    services.assess(
        lead, case.id, replace(FIRST, assessed_on=TODAY - timedelta(days=30), answers=(A(Domain.SAFETY, 2),))
    )

    needs = services.read_needs(lead, case.id)
    assert [each.assessed_on for each in needs.assessments] == [TODAY, FIRST.assessed_on, TODAY - timedelta(days=30)]
    changes = {line.domain: (line.before, line.now, line.difference) for line in needs.lines}
    assert changes[Domain.SAFETY] == (2, 1, Difference.BETTER)
    assert changes[Domain.HEALTH] == (None, 1, Difference.UNKNOWN)
    assert needs.lines[0].domain is Domain.WORK  # the client's own first
    timeline = show_case(lead, case.id).timeline
    assert [each.action for each in timeline].count("needs.assess") == 3
    # Another worker's case: the officer reads it, and is told why not more.
    assert [each.allowed for each in services.read_needs(officer, case.id).acts] == [False, False]
    with pytest.raises(Refused):
        services.assess(officer, case.id, NOW)


def test_what_was_typed_is_masked_and_stands_nowhere_in_clear(lead: Session, officer: Session, viewer: Session) -> None:
    case = opened(officer)
    services.assess(officer, case.id, FIRST)

    shown = services.read_needs(officer, case.id).assessments[0]
    assert shown.answers[0].facts == f"{MASK} bị chủ nợ đe dọa."
    revealed = services.read_revealed(officer, case.id).assessments[0]
    assert revealed.answers[0].facts == FIRST.answers[0].facts
    with officer.read() as db:
        said = str(audit.entries(db, Compartment.SOCIAL, limit=500))
    assert "đe dọa" not in said and "học nghề" not in said
    with pytest.raises(Refused):
        services.read_needs(viewer, case.id)
    with pytest.raises(Refused):
        services.assess(viewer, case.id, NOW)
    another = opened(lead, replace(UYEN, real_name="Tòng Thị Nết", alias="", phone=""))
    with pytest.raises(Refused):  # a colleague's case: the person is not theirs to see
        services.read_revealed(officer, another.id)


def test_a_correction_keeps_what_stood_there_with_its_reason(lead: Session) -> None:
    case = opened(lead)
    services.assess(lead, case.id, FIRST)
    info = services.read_needs(lead, case.id).assessments[0]
    entered = services.entered(lead, info.id)
    assert entered.answers[0].facts == FIRST.answers[0].facts  # as typed: whoever corrects must see it
    with pytest.raises(Invalid) as without:
        services.correct(lead, info.id, entered, " ")
    assert set(without.value.fields) == {"reason"}

    corrected = replace(entered, answers=(replace(entered.answers[0], level=3), *entered.answers[1:]))
    services.correct(lead, info.id, corrected, "Chị Uyển nói lại cho rõ.", info.version)

    now = services.read_needs(lead, case.id).assessments[0]
    assert (now.version, now.answers[0].level) == (2, 3)
    assert [(each.version, each.reason) for each in now.corrections] == [(1, f"Chị {MASK} nói lại cho rõ.")]
    with lead.read() as db:
        kept = db.scalars(select(AssessmentVersion)).one()
        assert kept.record["scores"]["safety"] == [4, FIRST.answers[0].facts, 2]
    with pytest.raises(Conflict):
        services.correct(lead, info.id, corrected, "Lần nữa", info.version)
    take_step(lead, case.id, "close", StepFacts(outcome=Outcome.GOAL_MET))
    assert [each.allowed for each in services.read_needs(lead, case.id).acts] == [False, True]
    services.correct(lead, info.id, corrected, "Sau khi kết thúc cũng sửa được.")
    with pytest.raises(NotFound):
        services.correct(lead, 999, corrected, "x")


def test_what_is_wrong_is_said_at_its_field(lead: Session) -> None:
    case = opened(lead)
    with pytest.raises(Invalid) as twice:
        services.assess(
            lead,
            case.id,
            replace(
                FIRST,
                assessed_on=TODAY + timedelta(days=1),
                assessed_by="ai đó",
                answers=(
                    A(Domain.SAFETY, 5),
                    A(Domain.WORK, 1, "", 2),
                    A(Domain.HEALTH, 1, "", 2),
                    A(Domain.SKILLS, 1, "", 9),
                ),
            ),
        )
    assert set(twice.value.fields) == {
        *("assessed_on", "assessed_by", "safety", "priority.work", "priority.health", "priority.skills")
    }
    with pytest.raises(Invalid) as empty:
        services.assess(lead, case.id, replace(FIRST, answers=(A(Domain.SAFETY), A(Domain.WORK))))
    assert set(empty.value.fields) == {"answers"}


def test_what_was_asked_under_the_code_of_a_merged_case_counts_as_one_persons(lead: Session) -> None:
    stays, duplicate = opened(lead), opened(lead)
    services.assess(lead, duplicate.id, replace(FIRST, assessed_on=TODAY - timedelta(days=20)))
    services.assess(lead, stays.id, NOW)
    merge_cases(lead, stays.id, duplicate.id, "Cùng một người.")
    needs = services.read_needs(lead, stays.id)
    assert [each.case for each in needs.assessments] == [stays.code, duplicate.code]
    assert next(line for line in needs.lines if line.domain is Domain.SAFETY).difference is Difference.BETTER
    assert MASK in needs.assessments[1].answers[0].facts
    assert services.read_needs(lead, duplicate.id).assessments == needs.assessments


def test_without_consent_to_keep_the_record_nothing_more_is_recorded(lead: Session) -> None:
    case = opened(lead)
    with lead.work(Compartment.SOCIAL) as work:
        work.db.scalars(select(Consent)).one().until = TODAY - timedelta(days=1)
    with pytest.raises(Refused):
        services.assess(lead, case.id, FIRST)


def test_an_erased_case_leaves_its_days_and_scales_for_figures_and_no_word(lead: Session) -> None:
    case = opened(lead)
    services.assess(lead, case.id, FIRST)
    info = services.read_needs(lead, case.id).assessments[0]
    services.correct(lead, info.id, NOW, "Sửa lại.")
    erase_case(lead, case.id, "Người đó yêu cầu.")

    with lead.read() as db:
        row = db.scalars(select(Assessment)).one()
        assert (row.assessed_on, row.together, row.circumstances, row.summary) == (TODAY, True, "", "")
        scores = {each.domain: (each.level, each.facts, each.priority) for each in db.scalars(select(Score))}
        assert scores["safety"] == (1, "", None) and scores["education"] == (None, "", None)
        assert db.scalars(select(AssessmentVersion)).all() == []
    with pytest.raises(NotFound):
        services.read_needs(lead, case.id)
