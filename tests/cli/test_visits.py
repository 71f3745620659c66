"""The verbs about visits: lists and searches without names, opened by case workers only, taken out for a purpose."""

from pathlib import Path

from tests.cli.conftest import HEALTH, Call

LEAD, VIEWER = "truong.hpn", "xem.hpn"


def test_visits_are_listed_shown_and_found_within_the_unit(ask: Call, shared: Path) -> None:
    assert ask("list", shared, HEALTH, "visits", "--json").code == 3
    late = ask("list", shared, VIEWER, "visits", "--json", "--filter", "late=yes").json
    assert late and all(each["state"] == "planned" and each["late"] for each in late)
    made = ask("list", shared, LEAD, "visits", "--json", "--filter", "state=done", "--filter", "sort=newest").json
    days = [each["day"] for each in made]
    assert days == sorted(days, reverse=True)
    number = made[0]["number"]
    assert ask("show", shared, LEAD, "visits", number, "--json").json["talked"]
    assert ask("show", shared, VIEWER, "visits", number, "--json").code == 3
    found = ask("search", shared, VIEWER, made[0]["case"], "--json").json
    assert number in {each["number"] for each in found if each["kind"] == "visits"}
    of_case = ask("list", shared, LEAD, "visits", "--json", "--filter", f"case={made[0]['case']}").json
    assert {each["case"] for each in of_case} == {made[0]["case"]}
    assert ask("list", shared, LEAD, "visits", "--filter", "colour=red").code == 1


def test_the_list_goes_to_excel_for_a_purpose(ask: Call, shared: Path, tmp_path: Path) -> None:
    target = tmp_path / "tham.xlsx"
    assert ask("export", shared, VIEWER, "visits", target, "--purpose", "Báo cáo").code == 3
    assert ask("export", shared, LEAD, "visits", target, "--purpose", "Báo cáo", "--json").code == 0
    assert target.stat().st_size > 1000
