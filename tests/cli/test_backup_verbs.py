"""The verbs `backups` and `restore`: what lies there, what would be lost, and going back."""

import shutil
from pathlib import Path

from tests.cli.conftest import LEAD, OFFICER, Call


def backed_up(ask: Call, kho: Path) -> Path:
    return Path(ask("backup", kho, OFFICER, "--json").json["folder"])


def test_backups_are_listed_without_a_password(verb: Call, ask: Call, kho: Path) -> None:
    made = backed_up(ask, kho)
    (kho / "backups" / "bản chép").mkdir()
    said = verb("backups", kho, "--json")
    assert said.code == 0, said
    whole, odd = said.json
    assert (whole["name"], whole["reason"], whole["whole"], whole["why_not"]) == (made.name, "by_hand", True, None)
    assert whole["size"] > 0 and {"vault.json", "police.db", "manifest.json"} <= set(whole["files"])
    assert odd["whole"] is False and odd["why_not"]
    (made / "police.db").write_bytes(b"x")
    assert verb("backups", kho, "--json").json[0]["whole"] is False
    assert made.name in verb("backups", kho).out


def test_who_signed_and_what_is_newer_is_told_to_whoever_signs_in(verb: Call, ask: Call, kho: Path) -> None:
    made = backed_up(ask, kho)
    [row] = ask("backups", kho, LEAD, "--json").json
    assert row["name"] == made.name and row["signed_by"] == OFFICER
    assert row["newer"]["police"]["newer"] == 0 and row["newer"]["registry"]["newer"] > 0
    assert ask("backups", kho, OFFICER, "--json").json[0]["newer"] == {}  # what others did is a lead's to read


def test_one_compartment_is_brought_back_by_name(ask: Call, kho: Path) -> None:
    made = backed_up(ask, kho)
    before = ask("list", kho, LEAD, "reports", "--json").json
    number = before[0]["number"]
    ask("show", kho, LEAD, "reports", number, "--json")
    said = ask("restore", kho, LEAD, made.name, "--only", "police", "--json")
    assert said.code == 0, said
    assert said.json["compartments"] == ["police"] and Path(said.json["kept"]).is_dir()
    assert said.json["ends_after"]["police"][0] < said.json["ends_before"]["police"][0]
    assert ask("list", kho, LEAD, "reports", "--json").json == before
    assert ask("verify", kho, OFFICER, "--json").json["ok"] is True


def test_the_whole_vault_is_brought_back_from_a_stick(ask: Call, kho: Path, tmp_path: Path) -> None:
    stick = tmp_path / "USB" / "hôm qua"
    shutil.copytree(backed_up(ask, kho), stick)
    said = ask("restore", kho, LEAD, stick, "--json")
    assert said.code == 0, said
    assert set(said.json["compartments"]) == {"registry", "police", "health", "social"}
    assert ask("verify", kho, LEAD, "--json").json["ok"] is True
    assert len(ask("backups", kho, LEAD, "--json").json) == 2


def test_a_backup_is_brought_back_into_a_new_folder(verb: Call, ask: Call, kho: Path, tmp_path: Path) -> None:
    made = backed_up(ask, kho)
    before = (kho / "police.db").read_bytes()
    said = ask("restore", kho, LEAD, made.name, "--into", tmp_path / "kho mới", "--json")
    assert said.code == 0, said
    assert (kho / "police.db").read_bytes() == before
    assert ask("verify", tmp_path / "kho mới", LEAD, "--json").json["ok"] is True
    again = ask("restore", kho, LEAD, made.name, "--into", tmp_path / "kho mới", "--json")
    assert (again.code, again.out) == (1, "")


def test_a_vault_that_does_not_open_is_brought_back_all_the_same(ask: Call, kho: Path) -> None:
    made = backed_up(ask, kho)
    (kho / "registry.db").write_bytes(b"x" * 9000)
    assert ask("verify", kho, LEAD, "--json").code == 1
    said = ask("restore", kho, LEAD, made.name, "--json")
    assert said.code == 0, said
    assert (Path(said.json["kept"]) / "registry.db").read_bytes() == b"x" * 9000
    assert ask("verify", kho, LEAD, "--json").json["ok"] is True


def test_an_officer_brings_nothing_back(ask: Call, kho: Path, tmp_path: Path) -> None:
    made = backed_up(ask, kho)
    for more in ((), ("--only", "police"), ("--into", tmp_path / "x")):
        answer = ask("restore", kho, OFFICER, made.name, *more, "--json")
        assert (answer.code, answer.out) == (3, "")
    assert not (tmp_path / "x" / "vault.json").exists()


def test_a_name_that_is_not_there_and_two_ways_at_once_are_refused(ask: Call, kho: Path, tmp_path: Path) -> None:
    assert ask("restore", kho, LEAD, "không có").code == 1
    made = backed_up(ask, kho)
    assert ask("restore", kho, LEAD, made.name, "--only", "police", "--into", tmp_path / "x").code == 2
    assert ask("restore", kho, LEAD, made.name, "--only", "health").code == 3


def test_a_backup_opened_as_a_vault_points_to_restoring(ask: Call, kho: Path) -> None:
    made = backed_up(ask, kho)
    before = (made / "manifest.json").read_bytes(), (made / "police.db").read_bytes()
    for answer in (ask("verify", made, LEAD, "--json"), ask("restore", made, LEAD, made, "--json")):
        assert (answer.code, answer.out) == (1, "") and "bản sao lưu" in answer.err
    assert ((made / "manifest.json").read_bytes(), (made / "police.db").read_bytes()) == before
