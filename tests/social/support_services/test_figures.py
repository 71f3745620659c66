"""Figures of support stay right when a person withdraws, is erased, or was taken in twice."""

from datetime import date

from app.social.cases.services_merging import merge_cases
from app.social.cases.values import Person
from app.social.keeping import services as keeping
from app.social.keeping.erasure import erase_case
from app.social.support_services import queries, services, services_jobs
from app.social.support_services.demo import fill
from app.social.support_services.figures import Figures, figures
from app.social.support_services.terms import Answer, Outcome, ServiceKind
from app.social.support_services.values import NewAnswer, StepFacts
from app.vault.session import Session
from tests.social.support_services.builders import agreed, at_work, proposed

TODAY = date(2026, 3, 11)
K = ServiceKind


def of_year(session: Session, year: int = 2025) -> Figures:
    return figures(session, date(year, 1, 1), date(year, 12, 31))


def numbers(found: Figures) -> tuple[object, ...]:
    """All that must not change when a person leaves."""
    return (found.people, found.services, found.kinds, found.jobs, found.months, found.outcomes, found.help_given)


def test_people_are_distinct_and_jobs_are_kept_as_far_as_is_known(lead: Session, viewer: Session) -> None:
    first, second, third = (
        agreed(lead, Person(real_name=name, birth=1990)) for name in ("Khổng Thị Bưởi", "Âu Thị Lài", "Sầm Thị Mít")
    )
    kept, lost, open_ = (at_work(lead, case, date(2025, 6, 1)) for case in (first, first, second))
    services_jobs.answer_check(lead, kept, NewAnswer(6, Answer.YES, date(2025, 12, 1)))
    services.take_step(lead, lost, "lose", StepFacts(on=date(2025, 8, 1), reason="Hết việc"))
    assert queries.read_service(lead, open_).row.late
    aid = proposed(lead, third, K.HELP)
    services.take_step(lead, aid, "approve", StepFacts(on=TODAY))
    services.take_step(lead, aid, "give", StepFacts(on=TODAY, received_by="Chính người đó", receipt=True))
    letter = proposed(lead, third, K.HEALTH)
    for step in ("send", "accept"):
        services.take_step(lead, letter, step, StepFacts(on=TODAY))
    services.take_step(lead, letter, "take_outcome", StepFacts(on=TODAY, outcome=Outcome.HELPED))
    proposed(lead, third, K.SCHOOL)  # only proposed: nobody was helped yet

    found = of_year(viewer)
    assert (found.people, found.services, found.jobs_begun) == (2, 3, 3)
    assert [(each.months, each.kept, each.lost, each.not_known, each.to_come) for each in found.jobs] == [
        (1, 2, 0, 1, 0),
        (3, 1, 1, 1, 0),
        (6, 1, 1, 1, 0),
        (12, 0, 1, 0, 2),
    ]
    jobs = next(each for each in found.kinds if each.kind is K.JOB)
    assert (jobs.people, jobs.succeeded, jobs.broken_off, jobs.under_way) == (2, 1, 1, 1)
    assert [each.total for each in found.months] == [0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0]
    now = of_year(lead, 2026)
    assert (now.people, now.services, now.help_given, now.outcomes[Outcome.HELPED]) == (1, 2, 1_500_000, 1)

    before = numbers(found)
    keeping.withdraw_case(lead, first, TODAY, "Có đơn")
    assert {row.case for row in queries.list_services(lead).rows} == {"HT26-002", "HT26-003"}
    assert numbers(of_year(lead)) == before
    erase_case(lead, first, "Theo đơn")
    assert numbers(of_year(lead)) == before
    merge_cases(lead, second, third, "Một người")
    assert of_year(lead, 2026).people == 1


def test_the_demo_keeps_one_job_for_half_a_year_and_one_for_a_year(lead: Session) -> None:
    from app.social.cases import demo as cases

    cases.fill(lead, 2026)
    made = fill(lead)
    rows = queries.list_services(lead).rows
    assert len(rows) == made and {row.kind for row in rows} == set(ServiceKind)
    kept = {queries.read_service(lead, row.id).kept_months for row in rows if row.kind is K.JOB}
    assert {6, 12} <= kept
    assert any(row.late for row in rows)
