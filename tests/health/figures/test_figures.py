"""What the unit counts, and what leaves it, on a real vault."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.health.care import services as care
from app.health.care.queries import of_client as care_of
from app.health.care.terms import Kept
from app.health.care.values import NewCare
from app.health.counselling import services as counselling
from app.health.counselling.values import NewSession
from app.health.figures import services
from app.health.figures.rules import Period, year
from app.health.figures.suppression import FEW, Cell
from app.health.figures.terms import (
    BANDS,
    COUNSELLED,
    INDICATORS,
    LINKED,
    NOT_KNOWN,
    POSITIVE,
    RETAINED_6,
    RETAINED_12,
    SEXES,
    TESTED,
)
from app.health.screenings import services as screenings
from app.health.screenings.terms import How, Result, ToldTo
from app.health.screenings.values import Asked, NewScreenings, StepFacts
from app.vault import audit
from app.vault.compartments import Compartment
from app.vault.errors import Conflict, Invalid, Refused
from app.vault.session import Session
from tests.clocked import MORNING
from tests.health.builders import opened

TODAY = date(2026, 3, 11)
NEXT_YEAR = MORNING + timedelta(days=330)
Y2026 = year(2026)


def was_tested(session: Session, client_id: int, test: str, *results: Result) -> None:
    """A test with its result and, where there is another, its confirmation."""
    test_id = screenings.offer(session, client_id, NewScreenings(TODAY, (Asked(test, How.ORAL),)))[0].id
    facts = StepFacts(sample_on=TODAY, place="Trạm Y tế", result_on=TODAY, lab="nihe", lab_number="12")
    screenings.take_step(session, test_id, "sample", facts)
    for result in results:
        screenings.take_step(session, test_id, "result", replace(facts, result=result))
    if len(results) != 1 or results[0] is not Result.REACTIVE:
        told = StepFacts(told_on=TODAY, told_to=ToldTo.CLIENT, counselled=True)
        screenings.take_step(session, test_id, "tell", told)


def test_each_person_is_counted_once_and_each_indicator_lies_within_the_one_before(lead: Session) -> None:
    talked, negative, awaits, positive = (opened(lead, birth_year=born).id for born in (2007, 2003, 1990, 1970))
    for _ in range(2):
        counselling.record_session(lead, talked, NewSession(TODAY, topics=("sti",)))
    for test in ("hiv", "syphilis"):
        was_tested(lead, negative, test, Result.NON_REACTIVE)
    was_tested(lead, negative, "pregnancy", Result.POSITIVE)
    was_tested(lead, awaits, "hiv", Result.REACTIVE)
    was_tested(lead, positive, "hiv", Result.REACTIVE, Result.POSITIVE)
    care.refer(lead, positive, NewCare("arv"))
    care.refer(lead, awaits, NewCare("arv"))
    refused = opened(lead, sex="", birth_year=None).id
    screenings.offer(lead, refused, NewScreenings(TODAY, (Asked("hiv"),)))

    figures = services.unit_figures(lead, Y2026)
    totals = {each.code: figures.total(each.code) for each in INDICATORS}
    assert totals == {COUNSELLED: 4, TESTED: 3, POSITIVE: 1, LINKED: 1, RETAINED_6: 0, RETAINED_12: 0}
    assert figures.counts[POSITIVE]["female", "50_up"] == 1
    # Asked at twelve months alone: who is in care then was so at six.
    (arv,) = care_of(lead, positive).care
    with lead.at(MORNING + timedelta(days=366)):
        care.check(lead, arv.checks[1].id, Kept.YES)
    figures = services.unit_figures(lead, Y2026)
    assert (figures.total(RETAINED_6), figures.total(RETAINED_12)) == (1, 1)
    assert figures.counts[COUNSELLED]["female", "15_19"] == 1
    syphilis = services.unit_figures(lead, Y2026, "syphilis")
    assert (syphilis.total(COUNSELLED), syphilis.total(TESTED), syphilis.total(POSITIVE)) == (1, 1, 0)
    assert services.unit_figures(lead, year(2025)).total(COUNSELLED) == 0


def test_counts_of_a_period_are_published_once_and_kept_as_they_left(
    lead: Session, officer: Session, viewer: Session
) -> None:
    for number in range(6):
        client = opened(lead, sex="female" if number else "male", birth_year=1990).id
        counselling.record_session(lead, client, NewSession(TODAY, topics=("sti",)))
    with pytest.raises(Refused, match="not over"):
        services.publish_period(lead, Y2026)
    with lead.at(NEXT_YEAR), officer.at(NEXT_YEAR), viewer.at(NEXT_YEAR):
        with pytest.raises(Refused):
            services.publish_period(officer, Y2026)
        assert services.preview(lead, Y2026)[COUNSELLED].cells["male", "25_49"] == FEW
        done = services.publish_period(lead, Y2026)
        table = done.tables[COUNSELLED]
        assert table.cells["female", "25_49"] == Cell(5, 5)
        assert (table.rows["female"], table.total) == (Cell(5, 5), Cell(6, 9))
        # One who came later does not change what left, and nothing that overlaps can be published beside it.
        counselling.record_session(lead, opened(lead).id, NewSession(NEXT_YEAR.date(), topics=("sti",)))
        with pytest.raises(Conflict, match="difference"):
            services.publish_period(lead, Y2026)
        for overlapping in (Period(date(2026, 10, 1), date(2026, 12, 31)), Period(date(2025, 7, 1), date(2026, 1, 1))):
            with pytest.raises(Refused, match="overlaps"):
                services.publish_period(lead, overlapping)
        with pytest.raises(Invalid):
            services.publish_period(lead, Period(date(2025, 2, 1), date(2025, 1, 1)))
        services.publish_period(lead, year(2025))
        assert [each.period for each in services.published(viewer)] == [Y2026, year(2025)]
        assert services.published(viewer)[0].tables == done.tables
        with pytest.raises(Refused):
            services.unit_figures(viewer, Y2026)
        with pytest.raises(Invalid):
            services.note_export(officer, done.id, "0" * 64, " ")
        services.note_export(officer, done.id, "0" * 64, "Báo cáo năm")
    with lead.read() as db:
        actions = [entry.action for entry in audit.entries(db, Compartment.HEALTH, limit=5)]
    assert {"health-figures.publish", "health-figures.export"} <= set(actions)


def test_there_is_a_place_for_whoever_did_not_say(lead: Session) -> None:
    client = opened(lead, sex="", birth_year=None).id
    counselling.record_session(lead, client, NewSession(TODAY, topics=("sti",)))
    figures = services.unit_figures(lead, Y2026)
    assert figures.counts[COUNSELLED][NOT_KNOWN, NOT_KNOWN] == 1
    assert set(figures.counts[COUNSELLED]) == {(sex, band) for sex in SEXES for band in BANDS}
