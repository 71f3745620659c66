"""The verbs about support services: lists and filters without names, one with its checks, searches, exports."""

from pathlib import Path

from tests.cli.conftest import HEALTH, Call
from tests.cli.conftest import LEAD as POLICE

LEAD, OFFICER, VIEWER = "truong.hpn", "canbo.hpn", "xem.hpn"


def test_services_are_the_social_units_and_name_nobody(ask: Call, shared: Path) -> None:
    for user in (HEALTH, POLICE):
        assert ask("list", shared, user, "services", "--json").code == 3
    listed = ask("list", shared, VIEWER, "services", "--json").json
    assert {"number", "case", "kind", "state", "due_on"} <= set(listed[0])
    assert not {"provider", "note", "name"} & set(listed[0])
    kept = ask("list", shared, VIEWER, "services", "--json", "--filter", "kind=job", "--filter", "state=kept").json
    assert kept and {row["kind"] for row in kept} == {"job"} and all(row in listed for row in kept)
    late = ask("list", shared, OFFICER, "services", "--json", "--filter", "late=yes").json
    assert late and all(row["late"] for row in late)
    case = kept[0]["case"]
    of_case = ask("list", shared, OFFICER, "services", "--json", "--filter", f"case={case.lower()}").json
    assert {row["case"] for row in of_case} == {case}
    assert ask("list", shared, OFFICER, "services", "--filter", "kind=loan").code == 1


def test_one_is_shown_with_its_checks_and_without_the_employer(ask: Call, shared: Path) -> None:
    number = ask("list", shared, LEAD, "services", "--json", "--filter", "state=kept").json[0]["number"]
    shown = ask("show", shared, OFFICER, "services", number.lower(), "--json").json
    assert [each["months"] for each in shown["checks"]] == [1, 3, 6, 12]
    assert shown["kept_months"] >= 6 and shown["provider"] == "•••" and shown["timeline"][-1]["action"] == "propose"
    assert ask("show", shared, VIEWER, "services", number).code == 3
    assert ask("show", shared, LEAD, "services", "DV26-999").code == 1
    assert number in ask("search", shared, LEAD, number).out


def test_the_list_goes_to_excel_for_a_purpose(ask: Call, shared: Path, tmp_path: Path) -> None:
    file = tmp_path / "dich-vu.xlsx"
    refused = ask("export", shared, VIEWER, "services", str(file), "--purpose", "Tổng hợp")
    assert refused.code == 3 and not file.exists()
    assert ask("export", shared, LEAD, "services", str(file), "--purpose", "Tổng hợp").code == 0
    assert file.exists()
