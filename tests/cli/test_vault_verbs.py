"""The verbs about the vault itself: init, claim, backup, audit, verify, and a tampered row that they find."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from app.vault.access import open_vault, sign_in
from app.vault.compartments import Compartment
from tests.cli.conftest import HEALTH, LEAD, OFFICER, PASSWORD, VIEWER, Call
from tests.sticks import Stick

OWN = "bốn từ chẳng liên quan"


def begun(verb: Call, place: Path, *more: str, password: str = OWN) -> Any:
    answer = verb("init", place, "--user", "sao.mai", "--password-stdin", "--json", *more, said=f"{password}\n")
    assert answer.code == 0, answer
    return answer.json


def test_a_vault_is_created_with_its_codes_and_invitations(verb: Call, tmp_path: Path) -> None:
    said = begun(verb, tmp_path / "kho mới", "--full-name", "Trần Sao Mai")
    assert (said["user"], said["unit"], said["level"]) == ("sao.mai", "police", "lead")
    assert {each["compartment"] for each in said["recovery"]} >= {"registry", "police"}
    assert all(len(each["codes"]) == 1 for each in said["recovery"])
    assert {each["unit"] for each in said["invitations"]} == {"health", "social", "coordination"}
    listed = verb("list", tmp_path / "kho mới", "reports", "--user", "sao.mai", "--password-stdin", "--json", said=OWN)
    assert listed.json == []


def test_codes_can_be_split_and_nobody_invited(verb: Call, tmp_path: Path) -> None:
    said = begun(verb, tmp_path / "kho", "--split", "--alone")
    assert all(len(each["codes"]) == 3 for each in said["recovery"])
    assert said["invitations"] == []


def test_an_invited_lead_claims_the_account_once(verb: Call, tmp_path: Path) -> None:
    place = tmp_path / "kho"
    invited = begun(verb, place, "--invite", "health:tram.yte")["invitations"]
    one_time = next(each["one_time_password"] for each in invited if each["user"] == "tram.yte")
    two_lines = f"{one_time}\nmột mật khẩu mới tinh\n"
    claimed = verb("claim", place, "--user", "tram.yte", "--password-stdin", "--json", said=two_lines)
    assert claimed.code == 0, claimed
    assert {each["compartment"] for each in claimed.json["recovery"]} == {"health"}
    again = verb("claim", place, "--user", "tram.yte", "--password-stdin", "--json", said=two_lines)
    assert (again.code, again.out) == (3, "")
    inside = verb("verify", place, "--user", "tram.yte", "--password-stdin", "--json", said="một mật khẩu mới tinh\n")
    assert inside.json["ok"] is True


def test_a_one_time_password_opens_nothing_but_the_claim(verb: Call, tmp_path: Path) -> None:
    place = tmp_path / "kho"
    [invited] = [each for each in begun(verb, place)["invitations"] if each["unit"] == "social"]
    said = f"{invited['one_time_password']}\n"
    answer = verb("search", place, "a", "--user", invited["user"], "--password-stdin", said=said)
    assert (answer.code, answer.out) == (3, "")


@pytest.mark.parametrize("password", ["ngắn", "1234567890", "sao.mai.sao.mai", ""])
def test_a_weak_password_makes_no_vault(verb: Call, tmp_path: Path, password: str) -> None:
    answer = verb("init", tmp_path / "kho", "--user", "sao.mai", "--password-stdin", said=f"{password}\n")
    assert (answer.code, answer.out) == (1, "")
    assert not (tmp_path / "kho" / "vault.json").exists()


def test_a_vault_is_not_created_over_another(verb: Call, kho: Path) -> None:
    before = (kho / "vault.json").read_bytes()
    answer = verb("init", kho, "--user", "sao.mai", "--password-stdin", said=f"{OWN}\n")
    assert (answer.code, answer.out) == (1, "")
    assert (kho / "vault.json").read_bytes() == before


def test_a_backup_stands_in_the_folder_it_names(ask: Call, kho: Path) -> None:
    said = ask("backup", kho, OFFICER, "--json")
    assert said.code == 0, said
    assert (Path(said.json["folder"]) / "police.db").stat().st_size > 0
    assert ask("verify", kho, LEAD, "--json").json["ok"] is True


def test_a_backup_is_copied_to_a_stick_and_nothing_is_copied_beside_the_vault(
    ask: Call, kho: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = Stick(tmp_path / "usb", monkeypatch)
    said = ask("backup", kho, LEAD, "--to", stick.root, "--json")
    assert (said.code, said.json["copied_to"]) == (0, "KINGSTON")
    assert stick.copies() == [Path(said.json["folder"]).name]
    refused = ask("backup", kho, LEAD, "--to", kho.parent, "--json")
    assert (refused.code, refused.out) == (1, "")


def test_a_viewer_makes_no_backup(ask: Call, kho: Path) -> None:
    answer = ask("backup", kho, VIEWER, "--json")
    assert (answer.code, answer.out) == (3, "")


@pytest.mark.parametrize("name", ["audit", "verify"])
@pytest.mark.parametrize("user", [LEAD, OFFICER, VIEWER, HEALTH])
def test_a_whole_vault_is_found_whole_by_everybody(ask: Call, shared: Path, name: str, user: str) -> None:
    answer = ask(name, shared, user, "--json")
    assert answer.code == 0
    assert set(answer.json) == {"ok", "checked", "problems"}
    assert (answer.json["ok"], answer.json["problems"]) == (True, [])
    assert answer.json["checked"] > 0


TAMPERINGS = {
    "a detail changed": "UPDATE audit_entries SET detail = '{}' WHERE seq = 5",
    "an actor changed": "UPDATE audit_entries SET actor = 'ai khác' WHERE seq = 5",
    "a moment changed": "UPDATE audit_entries SET at = '2020-01-01 00:00:00' WHERE seq = 5",
    "an entry dropped": "DELETE FROM audit_entries WHERE seq = 5",
    "two entries swapped": """
        UPDATE audit_entries SET seq = CASE seq WHEN 5 THEN -6 WHEN 6 THEN -5 END WHERE seq IN (5, 6);
        UPDATE audit_entries SET seq = -seq WHERE seq < 0""",
}


@pytest.mark.parametrize("what", TAMPERINGS)
def test_a_colleague_with_the_same_key_cannot_edit_the_audit_unseen(ask: Call, kho: Path, what: str) -> None:
    rewrite(kho, TAMPERINGS[what])
    for name in ("audit", "verify"):
        answer = ask(name, kho, LEAD, "--json")
        assert answer.code == 1
        assert answer.json["ok"] is False
        assert answer.json["problems"]
        assert {"where", "message"} <= set(answer.json["problems"][0])
        assert answer.json["problems"][0]["where"] == "police"
        assert "Traceback" not in answer.err


def rewrite(kho: Path, statements: str) -> None:
    """Edit police.db by hand, with the key that every police account holds, past the app."""
    with open_vault(kho) as vault:
        session = sign_in(vault, OFFICER, PASSWORD)
        key = session.compartment_key(Compartment.POLICE).hex()
        session.close()
    raw = dbapi2.connect(str(kho / "police.db"))
    raw.execute(f"PRAGMA key = \"x'{key}'\"")
    for trigger in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f'DROP TRIGGER "{trigger[0]}"')
    raw.executescript(statements)
    raw.commit()
    raw.close()


def test_damaged_pages_are_found(ask: Call, kho: Path) -> None:
    data = bytearray((kho / "police.db").read_bytes())
    data[-3000:-2900] = bytes(100)
    (kho / "police.db").write_bytes(data)
    answer = ask("verify", kho, LEAD, "--json")
    assert answer.code == 1
    assert answer.out == "" or json.loads(answer.out)["ok"] is False
