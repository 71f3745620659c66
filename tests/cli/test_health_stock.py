"""The verbs about supplies and group sessions: the station's alone, numbers only."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.cli.conftest import COORDINATOR, HEALTH, Call
from tests.cli.conftest import LEAD as POLICE

LEAD, VIEWER, SOCIAL = "truong.yte", "xem.yte", "truong.hpn"


@pytest.mark.parametrize("kind", ["supplies", "health-sessions"])
def test_no_other_unit_lists_shows_finds_or_exports_any(kind: str, ask: Call, shared: Path, tmp_path: Path) -> None:
    number = ask("list", shared, LEAD, kind, "--json").json[0]["number"]
    for user in (POLICE, SOCIAL, COORDINATOR):
        assert ask("list", shared, user, kind, "--json").code == 3
        assert ask("show", shared, user, kind, number, "--json").code == 3
        found = ask("search", shared, user, number)
        assert found.code == 0 and number not in found.out
        assert ask("export", shared, user, kind, str(tmp_path / "x.xlsx"), "--purpose", "xem").code == 3
    assert not (tmp_path / "x.xlsx").exists()


def test_supplies_are_listed_shown_found_and_exported(ask: Call, shared: Path, tmp_path: Path) -> None:
    low = ask("list", shared, VIEWER, "supplies", "--json", "--filter", "level=low").json
    assert "VT03" in {each["number"] for each in low}
    shown = ask("show", shared, VIEWER, "supplies", "vt1", "--json").json
    assert shown["left"] == shown["movements"][-1]["left_after"] == sum(each["change"] for each in shown["movements"])
    assert sum(each["left"] for each in shown["batches"]) == shown["left"]
    assert "VT11" in ask("search", shared, HEALTH, "ST-0917").out
    target = tmp_path / "vat-pham.xlsx"
    assert ask("export", shared, VIEWER, "supplies", str(target), "--purpose", "báo cáo").code == 3
    assert ask("export", shared, HEALTH, "supplies", str(target), "--purpose", "báo cáo").code == 0
    sheet = load_workbook(target).worksheets[0]
    assert "Bao cao su nam" in {str(cell.value) for row in sheet.iter_rows() for cell in row}


def test_sessions_tell_numbers_and_nobody(ask: Call, shared: Path) -> None:
    listed = ask("list", shared, HEALTH, "health-sessions", "--json").json
    assert len(listed) > 15
    shown = ask("show", shared, HEALTH, "health-sessions", listed[0]["number"], "--json").json
    assert sum(each["people"] for each in shown["reached"]) == listed[0]["reached"]
    assert not {"staff", "note"} & set(shown)


def test_a_register_of_counselling_is_imported_by_code_and_one_with_names_is_not(
    ask: Call, kho: Path, tmp_path: Path
) -> None:
    head = ("Ngày tư vấn", "Mã", "Đồng ý", "Nội dung tư vấn")
    day = date.today().strftime("%d/%m/%Y")
    good, named = tmp_path / "so.xlsx", tmp_path / "so-co-ten.xlsx"
    for file, more in ((good, ()), (named, ("Họ và tên",))):
        book = Workbook()
        page = book.active
        assert page is not None
        page.append((*head, *more))
        page.append((day, "mới", "có", "Phòng, chống HIV/AIDS", *("" for _ in more)))
        book.save(file)
    before = len(ask("list", kho, HEALTH, "counselling", "--json").json)
    refused = ask("import", kho, HEALTH, "counselling", named)
    assert refused.code == 3 and "Họ và tên" in refused.err
    dry = ask("import", kho, HEALTH, "counselling", good, "--dry-run", "--json")
    assert (dry.code, dry.json["ready"]) == (0, 1)
    assert len(ask("list", kho, HEALTH, "counselling", "--json").json) == before
    assert ask("import", kho, HEALTH, "counselling", good).code == 0
    assert len(ask("list", kho, HEALTH, "counselling", "--json").json) == before + 1
    assert ask("import", kho, VIEWER, "counselling", good).code == 3
    assert ask("import", kho, POLICE, "counselling", good).code == 3
