"""Whose keys are whose, as scripts see it: marks in `verify`, what is told at a sign-in, `reclaim`, `reseal`."""

from pathlib import Path

import pytest

from app.registry import accounts
from app.vault import access, recovery
from app.vault.compartments import Compartment
from tests.cli.conftest import LEAD, OFFICER, PASSWORD, Call

GIVEN, OWN = "mật khẩu được trao", "mật khẩu của riêng mình"


@pytest.fixture
def restored(kho: Path) -> Path:
    """A vault in which a recovery code gave an officer new keys, and somebody worked with them."""
    with access.open_vault(kho) as vault:
        lead = access.sign_in(vault, LEAD, PASSWORD)
        sheet = accounts.renew_recovery(lead, Compartment.POLICE, recovery.RecoveryForm.WHOLE)
        lead.sign_out()
        recovery.restore(vault, sheet.codes, OFFICER, GIVEN).sign_out()
    return kho


def test_verify_names_the_entries_and_ends_well(ask: Call, restored: Path) -> None:
    said = ask("verify", restored, LEAD, "--json")
    assert (said.code, said.json["ok"], said.json["problems"]) == (0, True, [])
    [notice] = said.json["notices"]
    assert (notice["where"], notice["account"]) == ("registry", OFFICER)
    assert notice["count"] >= 2 and str(notice["count"]) in notice["message"]


def test_whoever_signs_in_is_told_and_a_script_is_told_again(ask: Call, restored: Path) -> None:
    for _ in range(2):
        said = ask("list", restored, LEAD, "reports", "--json")
        assert "mã khôi phục" in said.err and "hồ sơ" in said.err.lower()


def test_an_officer_claims_with_the_former_password(verb: Call, restored: Path) -> None:
    lines = f"{GIVEN}\n{OWN}\n{PASSWORD}\n"
    said = verb("reclaim", restored, "--user", OFFICER, "--password-stdin", "--json", said=lines)
    assert (said.code, said.json["claimed"]) == (0, True), said
    with access.open_vault(restored) as vault:
        session = access.sign_in(vault, OFFICER, OWN)
        assert session.directory.members[session.account.id].loan is None
        session.close()


def test_an_officer_claims_before_the_lead_of_another_unit_and_of_no_other(verb: Call, restored: Path) -> None:
    def claimed(witness: str) -> int:
        lines = f"{GIVEN}\n{OWN}\n{PASSWORD}\n"
        call = ("reclaim", restored, "--user", OFFICER, "--password-stdin", "--witness", witness)
        return int(verb(*call, said=lines).code)

    assert claimed(LEAD) == 3
    assert claimed("truong.yte") == 0


def test_the_sealed_reporters_are_sealed_anew_by_a_lead_alone(ask: Call, kho: Path) -> None:
    said = ask("reseal", kho, LEAD, "--json")
    assert said.code == 0, said
    assert said.json["sealed"] > 0 and (said.json["not_opened"], said.json["changed"]) == (0, 0)
    assert ask("reseal", kho, OFFICER, "--json").code == 3
