"""The verbs about records: list, show, search, export; what they say to scripts and to whom."""

import hashlib
import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from app.common.text import fold
from app.vault.access import open_vault, sign_in
from app.vault.compartments import Compartment
from app.vault.tables import AUDIT
from tests.cli.conftest import HEALTH, LEAD, OFFICER, PASSWORD, RECORDS, VIEWER, Call

KINDS = {"crime_report", "denunciation", "complaint", "petition", "feedback"}
STATES = {"received", "accepted", "declined", "transferred", "verifying", "concluded", "resolved", "closed"}
PROMISED = {"number", "kind", "state", "received_on", "content", "village", "due_on", "overdue"}


def audited(kho: Path, action: str, user: str = LEAD) -> list[dict[str, Any]]:
    """The details of an action in the police's audit, oldest first."""
    with open_vault(kho) as vault:
        session = sign_in(vault, user, PASSWORD)
        with session.read() as db:
            rows = db.execute(select(AUDIT[Compartment.POLICE])).mappings().all()
        session.close()
    return [json.loads(row["detail"]) for row in rows if row["action"] == action]


def keys_of(value: Any) -> set[str]:
    """Every key of a document, however deep."""
    if isinstance(value, dict):
        return set(value) | {key for each in value.values() for key in keys_of(each)}
    return {key for each in value for key in keys_of(each)} if isinstance(value, list) else set()


# --- list ------------------------------------------------------------------------------------------------


def test_a_list_has_what_scripts_were_promised(ask: Call, shared: Path) -> None:
    answer = ask("list", shared, OFFICER, "reports", "--json")
    assert (answer.code, answer.err) == (0, "")
    assert len(answer.json) == RECORDS
    assert all(set(each) >= PROMISED for each in answer.json)
    assert all(re.fullmatch(r"[a-z_]+", key) for key in keys_of(answer.json))


def test_kinds_and_states_are_codes_and_days_are_iso(ask: Call, shared: Path) -> None:
    for each in ask("list", shared, OFFICER, "reports", "--json").json:
        assert each["kind"] in KINDS
        assert each["state"] in STATES
        assert date.fromisoformat(each["received_on"])
        assert each["due_on"] is None or date.fromisoformat(each["due_on"])
        assert isinstance(each["overdue"], bool)


def test_numbers_are_unique(ask: Call, shared: Path) -> None:
    numbers = [each["number"] for each in ask("list", shared, OFFICER, "reports", "--json").json]
    assert len(set(numbers)) == len(numbers)


def test_every_kind_and_nearly_every_state_is_in_the_demo(ask: Call, shared: Path) -> None:
    found = ask("list", shared, OFFICER, "reports", "--json").json
    assert {each["kind"] for each in found} == KINDS
    assert len({each["state"] for each in found}) >= 6


def test_filters_narrow_and_add_up(ask: Call, shared: Path) -> None:
    everything = ask("list", shared, OFFICER, "reports", "--json").json
    for name in ("kind", "state", "village"):
        for value in {each[name] for each in everything if each[name]}:
            narrowed = ask("list", shared, OFFICER, "reports", "--json", "--filter", f"{name}={value}").json
            assert {each["number"] for each in narrowed} == {e["number"] for e in everything if e[name] == value}
            break
    one = everything[0]
    both = ["--filter", f"kind={one['kind']}", "--filter", f"state={one['state']}"]
    found = ask("list", shared, OFFICER, "reports", "--json", *both).json
    assert {each["number"] for each in found} == {
        each["number"] for each in everything if (each["kind"], each["state"]) == (one["kind"], one["state"])
    }


def test_several_values_of_a_filter_stand_with_commas(ask: Call, shared: Path) -> None:
    found = ask("list", shared, OFFICER, "reports", "--json", "--filter", "kind=petition,feedback").json
    assert {each["kind"] for each in found} == {"petition", "feedback"}


def test_the_period_takes_both_its_days(ask: Call, shared: Path) -> None:
    everything = ask("list", shared, OFFICER, "reports", "--json").json
    day = sorted(each["received_on"] for each in everything)[RECORDS // 2]
    shown = date.fromisoformat(day).strftime("%d/%m/%Y")
    for said in (day, shown):
        period = ["--filter", f"from={said}", "--filter", f"to={said}"]
        found = ask("list", shared, OFFICER, "reports", "--json", *period).json
        assert {each["number"] for each in found} == {e["number"] for e in everything if e["received_on"] == day}


def test_overdue_means_the_same_as_the_field(ask: Call, shared: Path) -> None:
    everything = ask("list", shared, OFFICER, "reports", "--json").json
    found = ask("list", shared, OFFICER, "reports", "--json", "--filter", "overdue=yes").json
    assert {each["number"] for each in found} == {each["number"] for each in everything if each["overdue"]}
    assert all(each["state"] not in ("declined", "transferred", "closed") for each in found)


def test_a_limit_cuts_the_list(ask: Call, shared: Path) -> None:
    assert len(ask("list", shared, OFFICER, "reports", "--json", "--limit", 3).json) == 3


def test_a_viewer_lists_and_a_denouncer_stays_masked(ask: Call, shared: Path) -> None:
    found = ask("list", shared, VIEWER, "reports", "--json").json
    assert len(found) == RECORDS
    sealed = [each for each in found if each["reporter_sealed"]]
    assert sealed
    assert all(each["reporter"] is None for each in sealed)


def test_without_json_it_reads_as_lines_with_the_count_beside(ask: Call, shared: Path) -> None:
    answer = ask("list", shared, OFFICER, "reports")
    assert len(answer.out.splitlines()) == RECORDS
    assert str(RECORDS) in answer.err


# --- show ------------------------------------------------------------------------------------------------


def test_showing_a_record_says_the_same_as_the_list_and_more(ask: Call, kho: Path) -> None:
    listed = ask("list", kho, OFFICER, "reports", "--json").json[0]
    shown = ask("show", kho, OFFICER, "reports", listed["number"], "--json").json
    assert {name: shown[name] for name in PROMISED} == {name: listed[name] for name in PROMISED}
    assert all(re.fullmatch(r"[a-z_]+", key) for key in keys_of(shown))
    assert shown["timeline"]
    assert all(datetime.fromisoformat(each["at"]).tzinfo for each in shown["timeline"])


def test_opening_a_record_is_audited(ask: Call, kho: Path) -> None:
    before = len(audited(kho, "reports.open"))
    number = ask("list", kho, OFFICER, "reports", "--json").json[0]["number"]
    ask("show", kho, OFFICER, "reports", number)
    assert len(audited(kho, "reports.open")) == before + 1


def test_no_verb_tells_who_denounced(ask: Call, kho: Path) -> None:
    denounced = ask("list", kho, LEAD, "reports", "--json", "--filter", "kind=denunciation").json
    number = next(each["number"] for each in denounced if each["reporter_sealed"])
    shown = ask("show", kho, LEAD, "reports", number, "--json").json
    assert shown["reporter_sealed"] is True
    assert (shown["reporter"], shown["reporter_phone"], shown["reporter_address"]) == (None, None, None)


# --- search ----------------------------------------------------------------------------------------------


def test_words_are_found_without_their_marks(ask: Call, shared: Path) -> None:
    everything = ask("list", shared, OFFICER, "reports", "--json").json
    named = next(each for each in everything if each["reporter"])
    with_marks = ask("search", shared, OFFICER, named["reporter"], "--json").json
    without = ask("search", shared, OFFICER, fold(named["reporter"]), "--json").json
    assert named["number"] in {each["number"] for each in with_marks}
    assert {each["number"] for each in without} >= {each["number"] for each in with_marks}
    assert all(set(each) == {"kind", "number", "snippet"} for each in with_marks)


def test_a_number_finds_its_record_first(ask: Call, shared: Path) -> None:
    number = ask("list", shared, OFFICER, "reports", "--json").json[3]["number"]
    found = ask("search", shared, OFFICER, number, "--json").json
    assert found[0]["number"] == number
    assert found[0]["kind"] in KINDS | {"reports"}


def test_exact_marks_come_first(ask: Call, kho: Path, tmp_path: Path) -> None:
    from tests.real_input.sheets import crime_register, line

    rows = [line(1, content="Bà Hoa báo mất xe"), line(2, content="Bà Hòa báo mất xe"), line(3, content="Ông Hóa đi")]
    file = tmp_path / "so.xlsx"
    file.write_bytes(crime_register([[*row[:4], "", *row[5:]] for row in rows]))
    assert ask("import", kho, OFFICER, "reports", file).code == 0
    assert ask("search", kho, OFFICER, "hoa bao mat xe", "--json").code == 0
    found = ask("search", kho, OFFICER, "Hòa báo mất xe", "--json").json
    assert "Hòa" in found[0]["snippet"]
    assert {"Hoa", "Hòa"} <= {word for each in found for word in re.findall(r"Ho\w|Hò\w", each["snippet"])}


@pytest.mark.parametrize("text", ["karaoke", "", "   ", "'\"*()-:^", "AND OR NOT", "😀" * 10, "x" * 5000])
def test_no_text_breaks_the_search(ask: Call, shared: Path, text: str) -> None:
    answer = ask("search", shared, OFFICER, text, "--json")
    assert answer.code in (0, 1), answer
    assert "Traceback" not in answer.err
    if answer.code == 0:
        assert isinstance(answer.json, list)


# What a search may find for accounts of the other units: the register of premises, and what is their own unit's.
FOUND_BY = {
    "yte": {"establishments", "health-clients", "counselling", "screenings", "supplies", "health-sessions"},
    "hpn": {"establishments", "cases", "visits", "services", "loans", "needs-surveys"},
    "vhxh": {"establishments"},
}


@pytest.mark.parametrize("user", [HEALTH, "truong.yte", "truong.vhxh", "xem.hpn"])
def test_another_units_search_finds_nothing_of_the_police_counts_included(ask: Call, shared: Path, user: str) -> None:
    number = ask("list", shared, OFFICER, "reports", "--json").json[0]["number"]
    for text in ("karaoke", "a", number):
        answer = ask("search", shared, user, text)
        hits = ask("search", shared, user, text, "--json").json
        assert {hit["kind"] for hit in hits} <= FOUND_BY[user.rpartition(".")[2]]
        assert (answer.code, len(answer.out.splitlines())) == (0, len(hits))
        assert re.findall(r"\d+", answer.err) == [str(len(hits))]
    assert hits == []


def test_a_search_by_nobody_finds_the_denouncer(ask: Call, kho: Path, tmp_path: Path) -> None:
    from tests.real_input.sheets import LETTERS, letter, register

    file = tmp_path / "so don.xlsx"
    file.write_bytes(register(LETTERS, [letter(1, petitioner="Khổng Thị Bích Quyên", sorting="Tố cáo")]))
    assert ask("import", kho, LEAD, "reports", file).code == 0
    for user in (LEAD, OFFICER, VIEWER):
        assert ask("search", kho, user, "Bích Quyên", "--json").json == []


# --- export ----------------------------------------------------------------------------------------------


def test_an_export_opens_in_excel_with_real_dates(ask: Call, shared: Path, tmp_path: Path) -> None:
    file = tmp_path / "Danh sách.xlsx"
    answer = ask("export", shared, OFFICER, "reports", file, "--json", "--purpose", "Báo cáo quý")
    assert answer.json["count"] == RECORDS
    sheet = load_workbook(file).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    top = next(index for index, row in enumerate(rows) if sum(value is not None for value in row) > 8)
    data = [row for row in rows[top + 1 :] if any(row)]
    assert len(data) == RECORDS
    received = rows[top].index("Ngày tiếp nhận") if "Ngày tiếp nhận" in rows[top] else 2
    assert all(isinstance(row[received], datetime) for row in data)
    assert sheet.auto_filter.ref


def test_an_export_is_audited_with_the_hash_of_the_file_and_its_purpose(ask: Call, kho: Path, tmp_path: Path) -> None:
    file = tmp_path / "ra.xlsx"
    said = ask(
        "export", kho, OFFICER, "reports", file, "--json", "--purpose", "Báo cáo quý", "--filter", "kind=feedback"
    ).json
    entry = audited(kho, "reports.export")[-1]
    assert entry["sha256"] == said["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert (
        entry["count"]
        == said["count"]
        == len(ask("list", kho, OFFICER, "reports", "--json", "--filter", "kind=feedback").json)
    )
    assert entry["purpose"] == "Báo cáo quý"
    assert entry["filter"] == {"kind": "feedback"}


def test_text_that_looks_like_a_formula_is_text(ask: Call, kho: Path, tmp_path: Path) -> None:
    from tests.real_input.sheets import crime_register, line

    bad = ['=HYPERLINK("http://x")', "+84 912 345 678 gọi đến", "-1+2", "@SUM(A1)"]
    source, file = tmp_path / "so.xlsx", tmp_path / "ra.xlsx"
    book_rows = [line(index, content=f"'{text}") for index, text in enumerate(bad, 1)]
    for row, text in zip(book_rows, bad, strict=True):
        row[6] = text if not text.startswith("=") else "ghi chú " + text
    source.write_bytes(crime_register(book_rows))
    imported = ask("import", kho, OFFICER, "reports", source, "--json")
    assert imported.code == 0, imported
    assert ask("export", kho, OFFICER, "reports", file).code == 0
    cells = [cell for row in load_workbook(file).worksheets[0].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "inlineStr"}
    assert sum(str(cell.value) in bad for cell in cells) == 3


def test_an_export_masks_the_denouncers(ask: Call, kho: Path, tmp_path: Path) -> None:
    from tests.real_input.sheets import LETTERS, letter, register

    source, file = tmp_path / "so don.xlsx", tmp_path / "ra.xlsx"
    source.write_bytes(register(LETTERS, [letter(1, petitioner="Khổng Thị Bích Quyên", sorting="Tố cáo")]))
    assert ask("import", kho, LEAD, "reports", source).code == 0
    assert ask("export", kho, LEAD, "reports", file).code == 0
    texts = [str(cell.value) for row in load_workbook(file).worksheets[0].iter_rows() for cell in row]
    assert any("Đề nghị xem xét việc thứ 1" in text for text in texts)
    assert not any("Bích Quyên" in text for text in texts)
