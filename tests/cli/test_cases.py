"""The verbs about cases: lists without names, the person for a reason, the erasure by a lead."""

from pathlib import Path

from tests.cli.conftest import HEALTH, Call
from tests.cli.conftest import LEAD as POLICE

LEAD, OFFICER, VIEWER = "truong.hpn", "canbo.hpn", "xem.hpn"


def test_nobody_outside_the_unit_lists_cases(ask: Call, shared: Path) -> None:
    for user in (HEALTH, POLICE):
        assert ask("list", shared, user, "cases", "--json").code == 3
    assert len(ask("list", shared, VIEWER, "cases", "--json").json) > 30


def test_the_person_is_shown_for_a_reason_only(ask: Call, shared: Path) -> None:
    code = ask("list", shared, LEAD, "cases", "--json", "--filter", "sort=code").json[0]["code"]
    assert not {"name", "phone", "address"} & set(ask("show", shared, LEAD, "cases", code, "--json").json)
    assert ask("show", shared, LEAD, "cases", code, "--reveal").code == 1
    shown = ask("show", shared, LEAD, "cases", code, "--reveal", "--reason", "Hẹn gặp", "--json").json
    assert {"name", "phone", "address"} <= set(shown) and shown["name"]
    assert ask("show", shared, VIEWER, "cases", code, "--reveal", "--reason", "Muốn biết").code == 3


def test_a_lead_erases_a_case_and_nobody_finds_it_again(ask: Call, kho: Path) -> None:
    code = ask("list", kho, LEAD, "cases", "--json", "--filter", "sort=code").json[0]["code"]
    name = ask("show", kho, LEAD, "cases", code, "--reveal", "--reason", "Hẹn gặp", "--json").json["name"]
    assert ask("erase", kho, OFFICER, "cases", code, "--reason", "Theo đơn").code == 3
    assert ask("erase", kho, LEAD, "cases", code, "--reason", "Theo đơn", "--json").json["code"] == code
    assert ask("show", kho, LEAD, "cases", code).code == 1
    assert code not in ask("search", kho, LEAD, name).out
    assert ask("audit", kho, LEAD).code == 0
