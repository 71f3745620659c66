"""Another unit sees the premises and none of the inspections: by verb, by search, counts included."""

from pathlib import Path

import pytest

from tests.cli.conftest import COORDINATOR, HEALTH, OFFICER, Call

SOCIAL = "canbo.hpn"
OTHERS = (HEALTH, SOCIAL, COORDINATOR)


@pytest.mark.parametrize("user", OTHERS)
@pytest.mark.parametrize("kind", ["inspections", "plans"])
def test_no_verb_gives_another_unit_an_inspection_or_a_plan(
    ask: Call, shared: Path, tmp_path: Path, user: str, kind: str
) -> None:
    number = ask("list", shared, OFFICER, kind, "--json").json[0]["number"]
    out = tmp_path / "ra.xlsx"
    for verb, *more in (("list",), ("show", number), ("export", out, "--purpose", "Báo cáo")):
        answer = ask(verb, shared, user, kind, *more)
        assert (answer.code, answer.out.strip()) == (3, ""), (verb, answer.err)
        assert number not in answer.err
    assert not out.exists()
    assert ask("draw", shared, user, "--year", "2026", "--share", "0.2", "--seed", "x").code == 3


@pytest.mark.parametrize("user", OTHERS)
def test_a_search_finds_the_premises_and_no_visit_to_them(ask: Call, shared: Path, user: str) -> None:
    visited = next(each for each in ask("list", shared, OFFICER, "inspections", "--json").json if each["findings"])
    found = ask("search", shared, OFFICER, visited["establishment"], "--json").json
    assert {each["kind"] for each in found} >= {"inspections", "establishments"}

    hits = ask("search", shared, user, visited["establishment"], "--json").json
    assert {each["kind"] for each in hits} == {"establishments"}
    assert ask("search", shared, user, visited["number"], "--json").json == []


@pytest.mark.parametrize("user", OTHERS)
def test_what_is_shown_of_premises_says_nothing_of_a_visit(ask: Call, shared: Path, user: str) -> None:
    visits = ask("list", shared, OFFICER, "inspections", "--json").json
    visited = next(each for each in visits if each["findings"])
    told = ask("show", shared, user, "establishments", visited["establishment_number"], "--json").out
    assert visited["establishment"] in told
    assert "/KT" not in told and "inspection" not in told and "finding" not in told
