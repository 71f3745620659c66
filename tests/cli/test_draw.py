"""The draw from the command line, and the plan of the demo's commune: redrawn and counted by hand, without the app."""

import hashlib
import json
import math
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.police.inspection_plans import figures, queries, services_review
from app.police.inspection_plans.models import InspectionPlan
from app.police.inspection_plans.terms import PlanState
from app.police.inspections.models import Inspection
from app.registry.establishments.models import Establishment, EstablishmentChange
from app.vault.access import open_vault, sign_in
from app.vault.compartments import Compartment
from app.vault.session import Session
from app.vault.tables import AUDIT
from tests.cli.conftest import COORDINATOR, HEALTH, LEAD, OFFICER, PASSWORD, VIEWER, Call


@pytest.fixture
def inside(shared: Path) -> Iterator[Session]:
    """The demo's lead, signed in past the command line."""
    with open_vault(shared) as vault:
        session = sign_in(vault, LEAD, PASSWORD)
        yield session
        session.close()


def this_year(session: Session) -> int:
    return session.today().year


def test_the_draw_shows_whom_it_would_choose_and_stores_nothing(ask: Call, shared: Path) -> None:
    year = date.today().year
    answer = ask("draw", shared, OFFICER, "--year", year, "--share", "0.3", "--seed", "thu 1", "--json")
    assert answer.code == 0
    document = answer.json
    assert set(document) == {"active", "chosen"}
    assert all(set(each) == {"establishment", "name", "ground", "score"} for each in document["chosen"])
    assert len(document["chosen"]) == math.ceil(document["active"] * 3 / 10)
    grounds = [each["ground"] for each in document["chosen"]]
    assert grounds == sorted(grounds, key=["never_inspected", "risk", "lot"].index)
    assert set(grounds) == {"never_inspected", "risk", "lot"}
    by_lot = [each["establishment"] for each in document["chosen"] if each["ground"] == "lot"]
    assert by_lot == sorted(by_lot, key=lambda number: hashlib.sha256(f"thu 1:{number}".encode()).hexdigest())
    assert ask("draw", shared, LEAD, "--year", year, "--share", "30%", "--seed", "thu 1", "--json").json == document
    other = ask("draw", shared, OFFICER, "--year", year, "--share", "0.3", "--seed", "thu 2", "--json").json
    assert [each for each in other["chosen"] if each["ground"] == "never_inspected"] and other != document

    with open_vault(shared) as vault:
        session = sign_in(vault, LEAD, PASSWORD)
        with session.read() as db:
            plans = db.scalars(select(InspectionPlan.state)).all()
            told = db.execute(select(AUDIT[Compartment.POLICE])).mappings().all()
        session.close()
    assert plans == [PlanState.APPROVED] * 2  # those of the demo
    seeds = [json.loads(row["detail"])["seed"] for row in told if row["action"] == "plans.preview"]
    assert seeds[-3:] == ["thu 1", "thu 1", "thu 2"]


def test_without_a_code_one_is_proposed_and_told(ask: Call, shared: Path) -> None:
    answer = ask("draw", shared, OFFICER, "--year", date.today().year)
    assert answer.code == 0
    assert re.search(rf"^Mã bốc thăm: {date.today().year}\d{{6}}$", answer.err, re.MULTILINE)
    assert all(line.startswith("CS") for line in answer.out.splitlines())


def test_a_draw_that_cannot_be_is_refused_in_a_sentence(ask: Call, shared: Path) -> None:
    year = date.today().year
    for arguments, field in (
        (("--year", year, "--share", "0", "--seed", "1"), "share"),
        (("--year", year, "--share", "1.5", "--seed", "1"), "share"),
        (("--year", year, "--share", "nhiều", "--seed", "1"), "share"),
        (("--year", 1900, "--seed", "1"), "year"),
        (("--year", year, "--seed", ""), "seed"),
    ):
        answer = ask("draw", shared, OFFICER, *arguments, "--json")
        assert (answer.code, answer.out) == (1, ""), arguments
        assert f"  {field}: " in answer.err
    for user in (VIEWER, HEALTH, COORDINATOR):
        assert ask("draw", shared, user, "--year", year, "--seed", "1", "--json").code == 3


def test_plans_are_listed_and_shown_to_the_police_only(ask: Call, shared: Path) -> None:
    listed = ask("list", shared, VIEWER, "plans", "--json").json
    assert [each["state"] for each in listed] == ["approved", "approved"]
    shown = ask("show", shared, OFFICER, "plans", listed[0]["number"], "--json").json
    assert len([each for each in shown["items"] if each["progress"] != "put_off"]) == listed[0]["items"]
    assert ask("list", shared, HEALTH, "plans", "--json").code == 3
    assert ask("show", shared, HEALTH, "plans", listed[0]["number"], "--json").code == 3


def test_the_demos_plan_is_half_carried_out_and_its_coverage_agrees_with_a_count_by_hand(inside: Session) -> None:
    """The line of the issue: drawn, approved, half carried out; the figure is what a person counts."""
    year = this_year(inside)
    plan = queries.current_plan(inside, year)
    assert plan is not None and plan.state is PlanState.APPROVED
    detail = services_review.open_plan(inside, plan.id)
    drawn = [item for item in detail.items if item.ground != "added"]
    assert len(drawn) == max(math.ceil(detail.share * detail.active), detail.never_inspected)
    # Half of those drawn, but on the first days of a year.
    days_over = (inside.today() - date(year, 1, 1)).days
    assert len(drawn) // 2 <= plan.tally.done < len(drawn) or days_over < 30
    under_the_plan: set[int] = set()

    visited: set[int] = set()
    open_then: set[int] = set()
    with inside.read() as db:
        premises = list(db.scalars(select(Establishment)))
        for row in db.scalars(select(Inspection)):
            if row.inspected_on is not None and row.inspected_on.year == year and row.state != "cancelled":
                visited.add(row.establishment_id)
                if row.kind != "follow_up":
                    under_the_plan.add(row.establishment_id)
        stopped = {
            row.establishment_id: row.since
            for row in db.scalars(select(EstablishmentChange).where(EstablishmentChange.field == "state"))
            if row.new == "suspended"
        }
        for each in premises:
            if each.merged_into_id is not None and each.id in visited:
                visited.remove(each.id)
                visited.add(each.merged_into_id)
            until = {
                "active": date(year, 12, 31),
                "suspended": stopped.get(each.id),
                "closed": each.closed_on,
            }.get(each.state)
            if until is not None and until > date(year, 1, 1):
                open_then.add(each.id)
    assert plan.tally.done == len({item.establishment_id for item in detail.items} & under_the_plan)
    coverage = figures.coverage(inside, year)
    assert (coverage.total.inspected, coverage.total.active) == (len(visited & open_then), len(open_then))
    for lines, behind in ((coverage.by_type, coverage.of_type), (coverage.by_village, coverage.of_village)):
        assert sum(line.inspected for line in lines) == coverage.total.inspected
        assert sum(line.active for line in lines) == coverage.total.active
        for line in lines:
            listed = behind(line.code)
            assert (sum(each.inspected for each in listed), len(listed)) == (line.inspected, line.active)
    assert (
        queries.list_plans(inside, year - 1)[0].tally.done >= 0.9 * queries.list_plans(inside, year - 1)[0].tally.total
    )


def test_the_demos_plan_is_redrawn_from_what_is_printed(inside: Session) -> None:
    """With paper and SHA-256: the printed seed, quota, scores and who was never inspected give the printed list."""
    plan = queries.current_plan(inside, this_year(inside))
    assert plan is not None
    assert services_review.verify(inside, plan.id).ok
    detail = services_review.read_again(inside, plan.id)
    table: list[dict[str, Any]] = [
        {
            "number": each.candidate.number,
            "lot": hashlib.sha256(f"{detail.seed}:{each.candidate.number}".encode()).hexdigest(),
            "score": each.score,
            "never": each.candidate.never_inspected,
        }
        for each in detail.candidates
    ]
    table.sort(key=lambda line: line["lot"])
    never = [line["number"] for line in table if line["never"]]
    places = max(0, detail.quota - len(never))
    rest = [line for line in table if not line["never"]]
    high = [line for line in rest if line["score"] >= detail.weights.threshold]
    risk = [line["number"] for line in sorted(high, key=lambda line: -line["score"])][: math.ceil(places / 2)]
    lots = [line["number"] for line in rest if line["number"] not in risk][: places - len(risk)]
    assert [item.number for item in detail.items if item.ground != "added"] == never + risk + lots
