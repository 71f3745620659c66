"""A vault that another tool changed, on the command line: refused with what was changed, read with `--rescue`."""

from pathlib import Path

import pytest

from app.vault.access import open_vault, sign_in
from app.vault.compartments import Compartment
from tests.attack import tool
from tests.cli.conftest import LEAD, OFFICER, PASSWORD, RECORDS, Call
from tests.vault.attack import fingerprint

SWALLOW = "CREATE TRIGGER swallow BEFORE INSERT ON audit_entries BEGIN SELECT RAISE(IGNORE); END"


@pytest.fixture
def changed(kho: Path) -> Path:
    with open_vault(kho) as vault:
        session = sign_in(vault, OFFICER, PASSWORD)
        key = session.compartment_key(Compartment.POLICE)
        session.close()
    tool.sql(kho, Compartment.POLICE, key, SWALLOW)
    return kho


def test_every_verb_is_refused_and_says_what_was_changed(ask: Call, changed: Path) -> None:
    for verb in ("list", "verify", "backup"):
        answer = ask(verb, changed, LEAD, *(["reports"] if verb == "list" else []))
        assert (answer.code, answer.out) == (1, "")
        assert "police.db" in answer.err and "trigger swallow" in answer.err
        assert "Traceback" not in answer.err


def test_a_list_is_read_for_rescue_and_nothing_is_written(ask: Call, changed: Path) -> None:
    before = fingerprint(changed)
    answer = ask("list", changed, LEAD, "--rescue", "--json", "reports")
    assert answer.code == 0
    assert len(answer.json) == RECORDS
    assert "trigger swallow" in answer.err
    after = fingerprint(changed)
    assert {name: after[name] for name in before if name.endswith((".db", ".json"))} == {
        name: digest for name, digest in before.items() if name.endswith((".db", ".json"))
    }


def test_a_verification_for_rescue_reports_the_difference(ask: Call, changed: Path) -> None:
    answer = ask("verify", changed, LEAD, "--rescue", "--json")
    assert answer.code == 1
    assert answer.json["ok"] is False
    assert [each["where"] for each in answer.json["problems"]] == ["police.db"]
    assert "trigger swallow" in answer.json["problems"][0]["message"]


def test_there_is_no_rescue_for_a_vault_that_nobody_changed(ask: Call, kho: Path) -> None:
    answer = ask("list", kho, LEAD, "--rescue", "reports")
    assert (answer.code, answer.out) == (3, "")
