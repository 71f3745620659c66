"""Can a demo be made with every seed, on every day?

The suite tries seeds that once failed; `DEMO_SEEDS=200` draws so many for each unit, on days of three years.
"""

import os
import shutil
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app import demo
from app.common.dates import OFFICE_ZONE
from app.common.one_transaction import OneTransaction
from app.health.group_sessions import demo as group_sessions
from app.health.supplies import queries as supplies
from app.registry import demo as registry
from app.registry import services
from app.registry.establishments import demo as establishments
from app.social.cases import demo as cases
from app.social.cases.queries import list_cases
from app.social.support_plans import demo as support_plans
from app.social.support_plans.reading import plans_of_case
from app.vault import access
from app.vault.compartments import Compartment
from app.vault.session import Session
from tests.conftest import PASSWORD

TRIES = int(os.environ.get("DEMO_SEEDS", "0"))
NOVEMBER = date(2026, 11, 30)

thorough = pytest.mark.skipif(not TRIES, reason="minutes: asked for with DEMO_SEEDS=<how many>")
drawn = settings(
    max_examples=max(TRIES, 1),
    deadline=None,
    database=None,
    phases=(Phase.generate,),  # a smaller seed would say no more than the one that failed
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
each_seed = given(seed=st.integers(0, 2**31), day=st.dates(date(2026, 8, 1), date(2029, 7, 31)))


class _Undone(Exception):
    """Ends a transaction whose records are of no further use."""


def _made(session: Session, part: Compartment, seed: int, day: date, *fills: Callable[[Session, int], object]) -> None:
    """Fill a unit's demo on a day and forget it again. The last of the functions may look at what the others made."""
    morning = datetime.combine(day, time(10, 15), OFFICE_ZONE)
    with pytest.raises(_Undone), session.at(morning), session.work(part) as work:
        for fill in fills:
            fill(OneTransaction(session, work.db), seed)
        raise _Undone


@pytest.fixture
def villages(police_lead: Session) -> None:
    for name in registry.VILLAGES:
        services.add_village(police_lead, name)


@pytest.mark.usefixtures("villages")
@pytest.mark.parametrize("seed", [5, 10])
def test_nothing_is_handed_out_that_is_not_there_any_more(health_lead: Session, seed: int) -> None:
    _made(health_lead, Compartment.HEALTH, seed, NOVEMBER, group_sessions.fill, _stock_is_right)


def _stock_is_right(session: Session, _seed: int) -> None:
    for row in supplies.list_supplies(session).rows:
        assert all(each.after >= 0 for each in supplies.read_item(session, row.id).moves)


@pytest.mark.usefixtures("villages")
def test_a_plan_whose_goals_were_all_reached_is_renewed_with_others(social_lead: Session) -> None:
    _made(social_lead, Compartment.SOCIAL, 3, NOVEMBER, cases.fill, support_plans.fill, _plans_have_goals)


def _plans_have_goals(session: Session, _seed: int) -> None:
    for row in list_cases(session).rows:
        found = plans_of_case(session, row.id)
        assert all(plan.goals for plan in (found.in_force, found.draft, *found.earlier) if plan is not None)


@thorough
@pytest.mark.usefixtures("villages")
@drawn
@each_seed
def test_every_seed_makes_the_station_s_records(health_lead: Session, seed: int, day: date) -> None:
    _made(health_lead, Compartment.HEALTH, seed, day, demo.fill_health, _stock_is_right)


@thorough
@pytest.mark.usefixtures("villages")
@drawn
@each_seed
def test_every_seed_makes_the_social_unit_s_records(social_lead: Session, seed: int, day: date) -> None:
    _made(social_lead, Compartment.SOCIAL, seed, day, demo.fill_social, _plans_have_goals)


@thorough
@drawn
@each_seed
def test_every_seed_makes_the_register_and_the_police_s_records(
    ready_vault: Path, tmp_path: Path, seed: int, day: date
) -> None:
    place = tmp_path / f"{seed} {day}"
    shutil.copytree(ready_vault, place)
    morning = datetime.combine(day, time(10, 15), OFFICE_ZONE)
    with access.open_vault(place) as vault:
        lead, other = (access.sign_in(vault, user, PASSWORD) for user in ("dao.ngoc.lan", "cao.minh.quan"))
        with lead.at(morning), other.at(morning):
            registry.fill(lead, seed)
            establishments.propose(other, seed)
            establishments.decide(lead)
            demo.fill_police(lead, seed, records=24)
        lead.close()
        other.close()
    shutil.rmtree(place)
