"""The verbs about establishments: every unit lists, shows, finds and exports them; the police alone import."""

from datetime import date
from pathlib import Path

from openpyxl import Workbook, load_workbook

from tests.cli.conftest import COORDINATOR, HEALTH, LEAD, OFFICER, VIEWER, Call

PROMISED = {
    "number", "name", "type", "type_name", "village", "address", "state", "owner", "phone", "opened_on", "closed_on",
    "licence_expires_on", "certificate_expires_on", "workers_total", "workers_women", "workers_from_elsewhere",
    "workers_with_contracts", "workers_declared", "counted_on", "licence_expired",
}  # fmt: skip
STATES = {"proposed", "active", "suspended", "closed"}


def test_every_unit_lists_the_same_premises(ask: Call, shared: Path) -> None:
    answers = {user: ask("list", shared, user, "establishments", "--json") for user in (OFFICER, HEALTH, COORDINATOR)}
    listed = answers[HEALTH].json
    assert all(answer.code == 0 and answer.json == listed for answer in answers.values())
    assert all(set(each) >= PROMISED for each in listed)
    assert {each["state"] for each in listed} == STATES
    assert sum(each["state"] in ("active", "suspended") for each in listed) == 60
    today = date.today().isoformat()
    for each in listed:
        assert each["licence_expired"] == (
            each["licence_expires_on"] is not None and each["licence_expires_on"] < today
        )
        assert (each["closed_on"] is not None) == (each["state"] == "closed")
        parts = ("women", "from_elsewhere", "with_contracts", "declared")
        assert all((each[f"workers_{part}"] or 0) <= (each["workers_total"] or 0) for part in parts)
    assert any(each["licence_expired"] for each in listed)
    assert any(each["counted_on"] is None for each in listed)


def test_a_list_is_narrowed_by_conditions(ask: Call, shared: Path) -> None:
    def found(*filters: str) -> list[dict[str, object]]:
        more = [part for each in filters for part in ("--filter", each)]
        answer = ask("list", shared, HEALTH, "establishments", "--json", *more)
        assert answer.code == 0, answer.err
        return list(answer.json)

    assert {each["type"] for each in found("type=karaoke,bar")} == {"karaoke", "bar"}
    assert {each["state"] for each in found("state=merged,declined")} == {"merged", "declined"}
    expired = found("licence=expired")
    assert expired and all(each["licence_expired"] or each["certificate_expired"] for each in expired)
    assert all(each["workers_total"] is None for each in found("never_counted=yes"))
    village = found()[0]["village"]
    assert {each["village"] for each in found(f"village={village}")} == {village}
    assert ask("list", shared, HEALTH, "establishments", "--filter", "type=casino").code == 1
    assert ask("list", shared, HEALTH, "establishments", "--filter", "colour=red").code == 1


def test_premises_are_shown_with_their_past_and_found_by_a_former_name(ask: Call, shared: Path) -> None:
    shown = ask("show", shared, HEALTH, "establishments", "cs4", "--json").json
    former = shown["former_names"][0]
    assert shown["number"] == "CS004" and shown["history"][0]["changes"]["name"] == [former, shown["name"]]
    assert shown["counts"][0]["workers_total"] == shown["workers_total"]
    hits = ask("search", shared, VIEWER, former, "--json").json
    assert ("establishments", "CS004") in {(hit["kind"], hit["number"]) for hit in hits}
    assert {hit["kind"] for hit in ask("search", shared, HEALTH, former, "--json").json} == {"establishments"}
    assert ask("show", shared, HEALTH, "establishments", "CS999").code == 1


def test_what_was_exported_is_there_already_when_imported(ask: Call, kho: Path, tmp_path: Path) -> None:
    out = tmp_path / "cơ sở.xlsx"
    done = ask("export", kho, HEALTH, "establishments", out, "--filter", "state=active", "--json")
    assert (done.code, done.json["count"]) == (0, 58)
    assert ask("export", kho, VIEWER, "establishments", tmp_path / "x.xlsx").code == 3
    sheet = load_workbook(out).active
    assert sheet is not None and sheet.max_row > 58
    plan = ask("import", kho, OFFICER, "establishments", out, "--dry-run", "--json").json
    assert (plan["rows"], plan["ready"], plan["duplicates"], plan["errors"]) == (58, 0, 58, [])


def test_the_police_import_a_list_and_others_do_not(ask: Call, kho: Path, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(("Tên cơ sở", "Loại hình", "Địa chỉ", "Số lao động / Nữ"))
    sheet.append(("Vũ trường Sao Băng", "Vũ trường", "Số 200, ven biển", "20/12"))
    sheet.append(("Bar Sai Số", "Bar", "Số 201, ven biển", "2/12"))
    book.save(tmp_path / "mới.xlsx")
    refused = ask("import", kho, HEALTH, "establishments", tmp_path / "mới.xlsx", "--json")
    assert (refused.code, refused.out) == (3, "")
    wrong = ask("import", kho, LEAD, "establishments", tmp_path / "mới.xlsx", "--json")
    assert wrong.code == 1 and [(each["row"], each["field"]) for each in wrong.json["errors"]] == [(3, "women")]
    done = ask("import", kho, LEAD, "establishments", tmp_path / "mới.xlsx", "--skip-errors", "--json")
    assert (done.code, done.json["stored"], done.json["left_out"]) == (0, 1, 1)
    (found,) = ask("list", kho, COORDINATOR, "establishments", "--filter", "type=dance_hall", "--json").json
    assert (found["name"], found["workers_total"], found["workers_women"]) == ("Vũ trường Sao Băng", 20, 12)
