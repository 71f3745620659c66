"""Support services from proposal to outcome, on a real vault."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select, text

from app.social.cases.consents import record_consent
from app.social.cases.part_drafts import new_of_case
from app.social.cases.services_merging import merge_cases
from app.social.cases.terms import ConsentState
from app.social.cases.values import NewConsent, Person
from app.social.keeping import services as keeping
from app.social.keeping.erasure import erase_case
from app.social.masking import MASK
from app.social.support_services import queries, services, services_desk, services_jobs
from app.social.support_services.declared import ServiceFilter
from app.social.support_services.models import Service, ServiceVersion
from app.social.support_services.terms import IN_KIND, Answer, Due, Outcome, ServiceKind, State
from app.social.support_services.values import Correction, Facts, NewAnswer, NewService, ServiceDetail, StepFacts
from app.vault import audit
from app.vault.compartments import Compartment
from app.vault.errors import Conflict, Invalid, NotFound, Refused
from app.vault.session import Session
from tests.social.builders import UYEN, opened
from tests.social.support_services.builders import CENTRE, FACTORY, FACTS, agreed, at_work, proposed

TODAY = date(2026, 3, 11)
LAST_YEAR = date(2025, 9, 1)
K = ServiceKind


def state(session: Session, service: int) -> State:
    return queries.read_service(session, service).state


def test_a_course_runs_from_the_proposal_to_the_certificate(lead: Session) -> None:
    course = proposed(lead, agreed(lead), K.TRAINING)
    services.take_step(lead, course, "enrol", StepFacts(on=date(2025, 8, 20)))
    row = queries.read_service(lead, course).row
    assert (row.number, row.state, row.due_on, row.due_for) == ("DV26-001", State.ENROLLED, LAST_YEAR, Due.START)
    assert row.late
    services.take_step(lead, course, "start", StepFacts(on=LAST_YEAR))
    assert queries.read_service(lead, course).row.due_on == date(2025, 10, 1)
    services.note_attendance(lead, course, date(2025, 10, 1), 12)
    with pytest.raises(Invalid) as fewer:
        services.note_attendance(lead, course, date(2025, 11, 1), 11)
    with pytest.raises(Invalid) as many:
        services.note_attendance(lead, course, date(2025, 11, 1), 41)
    assert set(fewer.value.fields) == set(many.value.fields) == {"attended"}
    done = StepFacts(on=date(2025, 12, 30), attended=38, certificate="CC-0412", certified_on=date(2026, 1, 8))
    services.take_step(lead, course, "complete", done)
    detail = queries.open_service(lead, course)
    assert (detail.state, detail.attended, detail.row.due_on) == (State.COMPLETED, 38, None)
    assert [each.action for each in detail.timeline] == ["complete", "attend", "start", "enrol", "propose"]


def test_nobody_outside_hears_of_somebody_who_did_not_agree(lead: Session) -> None:
    case = agreed(lead, UYEN, "share_employer")
    for kind, step in ((K.TRAINING, "enrol"), (K.HEALTH, "send"), (K.SCHOOL, "arrange"), (K.SHELTER, "admit")):
        service = proposed(lead, case, kind)
        offered = next(each for each in queries.read_service(lead, service).steps if each.name == step)
        assert not offered.allowed
        with pytest.raises(Refused):
            services.take_step(lead, service, step, StepFacts(on=TODAY))
        assert state(lead, service) is FACTS_START[kind]
    job = proposed(lead, case, K.JOB)
    record_consent(lead, case, NewConsent("share_employer", ConsentState.REFUSED, TODAY, recipient=FACTORY))
    with pytest.raises(Refused):
        services.take_step(lead, job, "offer", StepFacts(on=TODAY))
    services.take_step(lead, job, "offer", StepFacts(on=TODAY, provider="Quán phở Bà Lan"))
    # The unit's own counsellors tell nobody outside; those from outside need the agreement.
    own, other = proposed(lead, case, K.COUNSELLING), proposed(lead, case, K.COUNSELLING, provider="Chuyên gia")
    services.take_step(lead, own, "begin", StepFacts(on=TODAY))
    with pytest.raises(Refused):
        services.take_step(lead, other, "begin", StepFacts(on=TODAY))


FACTS_START = {
    K.TRAINING: State.PROPOSED,
    K.HEALTH: State.PREPARED,
    K.SCHOOL: State.PROPOSED,
    K.SHELTER: State.PROPOSED,
}


def test_a_job_is_asked_after_on_exact_months_and_kept_after_six(lead: Session) -> None:
    case = agreed(lead)
    job = at_work(lead, case, date(2025, 8, 31))
    detail = queries.read_service(lead, job)
    assert [each.due_on for each in detail.checks] == [
        date(2025, 9, 30),
        date(2025, 11, 30),
        date(2026, 2, 28),
        date(2026, 8, 31),
    ]
    assert (detail.row.due_on, detail.row.due_for) == (date(2025, 9, 30), Due.CHECK)
    assert queries.due(lead, TODAY)[0].months == 1
    services_jobs.answer_check(lead, job, NewAnswer(1, Answer.UNKNOWN, date(2025, 10, 2)))
    with pytest.raises(Invalid) as early:
        services_jobs.answer_check(lead, job, NewAnswer(12, Answer.YES, TODAY))
    assert set(early.value.fields) == {"on"}
    # Who is there after six months was there after three: nobody asks for that any more.
    services_jobs.answer_check(lead, job, NewAnswer(6, Answer.YES, date(2026, 3, 1)))
    detail = queries.read_service(lead, job)
    assert (detail.state, detail.kept_months, detail.row.due_on) == (State.KEPT, 6, date(2026, 8, 31))
    with pytest.raises(Refused):
        services_jobs.answer_check(lead, job, NewAnswer(6, Answer.UNKNOWN, TODAY))
    with pytest.raises(Invalid) as silent:
        services_jobs.answer_check(lead, job, NewAnswer(12, Answer.NO, TODAY))
    assert set(silent.value.fields) == {"lost_on", "reason"}
    lost = NewAnswer(12, Answer.NO, TODAY, lost_on=date(2026, 3, 5), reason="Xưởng ngừng sản xuất")
    services_jobs.answer_check(lead, job, lost)
    detail = queries.read_service(lead, job)
    assert (detail.state, detail.kept_months, detail.row.due_on) == (State.ENDED, 6, None)
    services.undo_last(lead, job)
    assert state(lead, job) is State.KEPT
    wrong = NewAnswer(6, Answer.UNKNOWN, date(2026, 3, 1))
    services_jobs.correct_check(lead, job, wrong, "Nghe nhầm")
    assert (state(lead, job), queries.read_service(lead, job).kept_months) == (State.PLACED, 0)


def test_a_job_that_ended_was_kept_until_then(lead: Session) -> None:
    job = at_work(lead, agreed(lead), date(2025, 8, 31))
    services.take_step(lead, job, "lose", StepFacts(on=date(2026, 2, 27), reason="Chuyển chỗ ở"))
    assert queries.read_service(lead, job).kept_months == 3
    services.correct_service(
        lead, job, Correction(FACTS[K.JOB], ended_on=date(2026, 2, 28)), "Nghỉ sau một ngày so với đã ghi"
    )
    assert queries.read_service(lead, job).kept_months == 6


def test_a_referral_waits_for_its_answer_and_its_outcome(lead: Session) -> None:
    referral = proposed(lead, agreed(lead), K.HEALTH)
    with pytest.raises(Invalid) as missing:
        services.take_step(lead, proposed(lead, agreed(lead), K.LEGAL_AID, provider=""), "send")
    assert set(missing.value.fields) == {"provider"}
    services.take_step(lead, referral, "send", StepFacts(on=date(2026, 2, 1)))
    row = queries.read_service(lead, referral).row
    assert (row.due_on, row.due_for, row.late) == (date(2026, 2, 15), Due.ANSWER, True)
    services.put_off(lead, referral, date(2026, 3, 20))
    assert not queries.read_service(lead, referral).row.late
    with pytest.raises(Invalid):
        services.take_step(lead, referral, "accept", StepFacts(on=date(2026, 1, 31)))
    services.take_step(lead, referral, "accept", StepFacts(on=date(2026, 3, 1)))
    assert queries.read_service(lead, referral).row.due_on == date(2026, 3, 31)
    with pytest.raises(Invalid) as nothing:
        services.take_step(lead, referral, "take_outcome", StepFacts(on=TODAY))
    assert set(nothing.value.fields) == {"outcome"}
    services.take_step(lead, referral, "take_outcome", StepFacts(on=TODAY, outcome=Outcome.PARTLY))
    detail = queries.read_service(lead, referral)
    assert (detail.state, detail.outcome) == (State.RETURNED, Outcome.PARTLY)


def test_help_is_approved_by_a_lead_and_given_against_a_signed_receipt(lead: Session, officer: Session) -> None:
    case = agreed(officer)
    with pytest.raises(Invalid) as goods:
        services.propose(officer, NewService(case, K.HELP, Facts(variety=IN_KIND, amount=0)))
    assert set(goods.value.fields) == {"amount", "subject", "quantity"}
    aid = proposed(officer, case, K.HELP)
    with pytest.raises(Refused):
        services.take_step(officer, aid, "approve")
    services.take_step(lead, aid, "approve")
    with pytest.raises(Invalid) as unsigned:
        services.take_step(officer, aid, "give", StepFacts(received_by="Con gái lớn"))
    assert set(unsigned.value.fields) == {"receipt"}
    services.take_step(officer, aid, "give", StepFacts(received_by="Con gái lớn", receipt=True))
    detail = queries.read_service(lead, aid)
    assert (detail.state, detail.facts.amount, detail.received_by) == (State.GIVEN, 1_500_000, MASK)


def test_shelter_counts_nights_papers_and_school_end_with_what_came(lead: Session) -> None:
    case = agreed(lead)
    stay, paper, school = (proposed(lead, case, kind) for kind in (K.SHELTER, K.PAPERS, K.SCHOOL))
    services.take_step(lead, stay, "admit", StepFacts(on=date(2026, 2, 27), expected_on=date(2026, 3, 10)))
    assert queries.read_service(lead, stay).row.late
    services.take_step(lead, stay, "leave", StepFacts(on=date(2026, 3, 2)))
    assert queries.read_service(lead, stay).nights == 3
    services.take_step(lead, paper, "apply", StepFacts(on=date(2026, 3, 2)))
    assert queries.read_service(lead, paper).row.due_on == date(2026, 3, 17)
    services.take_step(lead, paper, "receive", StepFacts(on=TODAY))
    services.take_step(lead, school, "arrange", StepFacts(on=date(2025, 9, 5), ends_on=date(2026, 5, 30)))
    assert queries.read_service(lead, school).row.due_on == date(2026, 5, 30)
    services.take_step(lead, school, "stop", StepFacts(on=TODAY, reason="Gia đình chuyển đi"))
    assert [state(lead, each) for each in (stay, paper, school)] == [State.LEFT, State.RECEIVED, State.DROPPED_OUT]
    with pytest.raises(Invalid) as year:
        services.propose(lead, NewService(case, K.SCHOOL, replace(FACTS[K.SCHOOL], school_year="2025", children=-1)))
    assert set(year.value.fields) == {"school_year", "children"}


def test_only_the_worker_in_charge_or_a_lead_works_with_it(lead: Session, officer: Session, viewer: Session) -> None:
    case = agreed(lead)
    service = proposed(lead, case, K.JOB)
    with pytest.raises(Refused):
        services.propose(officer, NewService(case, K.JOB, FACTS[K.JOB]))
    with pytest.raises(Refused):
        services.take_step(officer, service, "offer", StepFacts(on=TODAY))
    with pytest.raises(Refused):
        queries.facts_to_edit(officer, service)
    with pytest.raises(Refused):
        services.undo_last(officer, service)
    with pytest.raises(Refused):
        queries.open_service(viewer, service)
    with pytest.raises(Refused):
        services.propose(viewer, NewService(case, K.JOB, FACTS[K.JOB]))
    assert [row.number for row in queries.list_services(viewer).rows] == ["DV26-001"]
    assert queries.list_services(viewer).rows[0].next_step is None


def test_who_saves_an_older_version_is_shown_both_and_undo_takes_back_ones_own(lead: Session) -> None:
    service = proposed(lead, agreed(lead), K.TRAINING)
    services.edit_service(lead, service, replace(FACTS[K.TRAINING], subject="Nấu ăn"), 1)
    with pytest.raises(Conflict) as clash:
        services.edit_service(lead, service, FACTS[K.TRAINING], 1)
    assert isinstance(clash.value.theirs, ServiceDetail) and clash.value.theirs.facts.subject == "Nấu ăn"
    services.undo_last(lead, service)
    assert queries.read_service(lead, service).facts.subject == "May công nghiệp"
    with pytest.raises(Refused):
        services.undo_last(lead, service)
    services.take_step(lead, service, "enrol", StepFacts(on=TODAY))
    with pytest.raises(Refused):
        services.edit_service(lead, service, FACTS[K.TRAINING])
    services.correct_service(lead, service, Correction(replace(FACTS[K.TRAINING], planned=44)), "Sai số buổi")
    detail = queries.read_service(lead, service)
    assert (detail.facts.planned, detail.versions[0].reason) == (44, "Sai số buổi")
    with lead.read() as db:
        assert db.scalars(select(ServiceVersion)).one().record["service"]["planned"] == 40


def test_what_was_typed_is_masked_and_stands_nowhere_in_the_audit(lead: Session) -> None:
    case = agreed(lead)
    note = "Chị Uyển ở Số 17 ngách 5, ngõ Cây Đa; gọi 0987612345"
    job = proposed(lead, case, K.JOB, note=note)
    services.take_step(lead, job, "offer", StepFacts(on=TODAY, note=note))
    shown = queries.open_service(lead, job)
    assert shown.facts.provider == MASK and "Uyển" not in shown.facts.note and "0987" not in shown.facts.note
    assert "Uyển" not in shown.timeline[0].note
    assert queries.services_of_revealed(lead, case)[0].facts.note == note
    assert queries.facts_to_edit(lead, job)[0].provider == FACTORY
    with lead.read() as db:
        entries = str(audit.entries(db, Compartment.SOCIAL, limit=500))
    assert "Uyển" not in entries and FACTORY not in entries and "services.offer" in entries


def test_services_leave_the_lists_with_their_case_and_stand_with_the_one_it_was_merged_into(lead: Session) -> None:
    stays, twin = agreed(lead), agreed(lead, Person(real_name="Ông Lý Vạn", birth=1990))
    kept, moved = proposed(lead, stays, K.PAPERS), proposed(lead, twin, K.JOB)
    merge_cases(lead, stays, twin, "Cùng một người")
    code = queries.read_service(lead, kept).row.case
    assert {row.case for row in queries.list_services(lead).rows} == {code}
    assert [each.id for each in queries.services_of(lead, stays)] == [moved, kept]
    assert queries.count_services(lead, ServiceFilter(case=code)) == 2
    services.take_step(lead, moved, "offer", StepFacts(on=TODAY))
    keeping.withdraw_case(lead, stays, TODAY, "Có đơn viết tay.")
    assert queries.list_services(lead).rows == () and queries.due(lead, date(2027, 1, 1)) == []
    with pytest.raises(NotFound):
        queries.open_service(lead, moved)


def test_erasing_a_case_leaves_of_its_services_what_figures_count(lead: Session) -> None:
    case = agreed(lead)
    job = at_work(lead, case, date(2025, 8, 31))
    services_jobs.answer_check(lead, job, NewAnswer(6, Answer.YES, TODAY, note="Chị Uyển vui"))
    course = proposed(lead, case, K.TRAINING, note="Khuất Nghiêm Thục Uyển thích may")
    services_desk.DESK.save_draft(lead, "service", f"{new_of_case(case)}7f", {"values": {"job.subject": "Chị Uyển"}})
    erase_case(lead, case, "Theo đơn")
    with lead.read() as db:
        assert db.execute(text("SELECT COUNT(*) FROM social.drafts")).scalar() == 0
        rows = {
            each.id: (each.kept_months, each.state, each.provider, each.note) for each in db.scalars(select(Service))
        }
        told = db.execute(text("SELECT * FROM social.services")).all()
        assert db.execute(text("SELECT note FROM social.service_job_checks WHERE answer = 'yes'")).scalar() == ""
        assert db.execute(text("SELECT COUNT(*) FROM social.service_versions")).scalar() == 0
    assert rows == {job: (6, "kept", "", ""), course: (None, "proposed", "", "")}
    assert CENTRE not in str(told) and FACTORY not in str(told)


def test_lists_narrow_by_kind_state_worker_lateness_and_number(lead: Session, officer: Session) -> None:
    mine, theirs = agreed(lead), agreed(officer, Person(real_name="Mạch Thị Nương", birth=1991))
    job, aid = at_work(lead, mine, date(2025, 12, 1)), proposed(officer, theirs, K.HELP)

    def ids(where: ServiceFilter) -> list[int]:
        assert ServiceFilter.from_json(where.to_json()) == where
        found = queries.list_services(lead, where).rows
        assert queries.count_services(lead, where) == len(found)
        return [row.id for row in found]

    assert ids(ServiceFilter()) == [job, aid]
    assert ids(ServiceFilter(kinds=frozenset({K.HELP}))) == [aid]
    assert ids(ServiceFilter(states=frozenset({State.PLACED}))) == [job]
    assert ids(ServiceFilter(worker_id=officer.account.id)) == [aid]
    assert ids(ServiceFilter(late=True)) == [job]
    assert ids(ServiceFilter(due_until=date(2026, 3, 13))) == [job, aid]
    assert ids(ServiceFilter(since=TODAY, until=TODAY, open_only=True)) == [job, aid]
    assert ids(ServiceFilter(text="dv26-2")) == [aid]
    assert ids(ServiceFilter(text="HT26-001")) == [job]
    assert [each.service_id for each in queries.due(lead, TODAY, officer.account.id)] == []
    closed = opened(lead, Person(real_name="Tạ Văn Kháng", birth=1988)).id
    keeping.withdraw_case(lead, closed, TODAY, "")
    with pytest.raises(Refused):
        services.propose(lead, NewService(closed, K.JOB, FACTS[K.JOB]))
