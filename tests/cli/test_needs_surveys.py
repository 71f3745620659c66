"""The verbs about needs surveys: list, show, search, export and import, for the social unit alone."""

from pathlib import Path

from openpyxl import load_workbook

from tests.cli.conftest import HEALTH, Call
from tests.cli.conftest import LEAD as POLICE
from tests.social.surveys.sheets import row, workbook

LEAD, OFFICER, VIEWER = "truong.hpn", "canbo.hpn", "xem.hpn"
KIND = "needs-surveys"


def test_surveys_are_listed_shown_searched_and_exported_by_the_unit_alone(
    ask: Call, shared: Path, tmp_path: Path
) -> None:
    for user in (HEALTH, POLICE):
        assert ask("list", shared, user, KIND, "--json").code == 3
    listed = ask("list", shared, VIEWER, KIND, "--json").json
    assert len(listed) > 100
    some = ask("list", shared, LEAD, KIND, "--json", "--filter", "need=loan", "--filter", "group=unemployed_youth").json
    assert some and all("loan" in each["needs"] and each["group"] == "unemployed_youth" for each in some)
    number = some[0]["number"]
    shown = ask("show", shared, OFFICER, KIND, number.lower(), "--json").json
    assert shown["number"] == number and "surveyor" in shown
    assert ask("show", shared, VIEWER, KIND, number).code == 3
    assert ask("list", shared, LEAD, KIND, "--filter", "need=vàng").code == 1
    assert {"kind": KIND, "number": number} in [
        {name: hit[name] for name in ("kind", "number")} for hit in ask("search", shared, LEAD, number, "--json").json
    ]
    file = tmp_path / "khao sat.xlsx"
    assert ask("export", shared, VIEWER, KIND, file, "--purpose", "Báo cáo").code == 3
    assert ask("export", shared, OFFICER, KIND, file, "--purpose", "Báo cáo").code == 0
    assert load_workbook(file).worksheets[0].max_row > len(listed)


def test_a_sheet_is_imported_once(ask: Call, kho: Path, tmp_path: Path) -> None:
    file = tmp_path / "phieu.xlsx"
    file.write_bytes(workbook(row(1), row(2), row(3, group="")))
    dry = ask("import", kho, OFFICER, KIND, file, "--dry-run", "--json").json
    assert (dry["rows"], dry["ready"], len(dry["errors"])) == (3, 2, 1)
    whole = ask("import", kho, OFFICER, KIND, file, "--default", "unemployed_youth", "--json")
    assert (whole.code, whole.json["stored"]) == (0, 3)
    again = ask("import", kho, OFFICER, KIND, file, "--default", "unemployed_youth", "--json").json
    assert (again["ready"], again["duplicates"], again["stored"]) == (0, 3, 0)
    assert ask("import", kho, POLICE, KIND, file, "--json").code == 3
