"""No account of another unit, whatever its level, gets anything of the health station: by verb, file or search, counts
included. Every kind that lies in the station's compartment is tried, whoever added it.
"""

from pathlib import Path

import pytest

from app.kinds import KINDS
from app.vault.compartments import Compartment
from tests.cli.conftest import COORDINATOR, HEALTH, LEAD, OFFICER, VIEWER, Call

STATION = "truong.yte"
OTHERS = (LEAD, OFFICER, VIEWER, "truong.hpn", "canbo.hpn", "xem.hpn", "truong.vhxh", COORDINATOR, "xem.vhxh")
OURS = tuple(kind.name for kind in KINDS.values() if kind.compartment is Compartment.HEALTH)


def test_the_kinds_of_the_station_are_all_here() -> None:
    assert set(OURS) >= {"health-clients", "counselling", "screenings", "supplies"}


@pytest.fixture(scope="module")
def numbers(request: pytest.FixtureRequest) -> dict[str, str]:
    """A number of each kind that the demo has, as the station's lead sees it; filled by the first test that asks."""
    return {}


def known(ask: Call, vault: Path, numbers: dict[str, str]) -> dict[str, str]:
    for kind in OURS if not numbers else ():
        found = ask("list", vault, STATION, kind, "--json", "--limit", "1").json
        if found:
            numbers[kind] = found[0]["number"]
    assert "health-clients" in numbers
    return numbers


@pytest.mark.parametrize("user", OTHERS)
def test_no_verb_gives_another_unit_anything_of_the_station(
    ask: Call, shared: Path, tmp_path: Path, numbers: dict[str, str], user: str
) -> None:
    there = known(ask, shared, numbers)
    out = tmp_path / "ra.xlsx"
    for kind in OURS:
        number = there.get(kind, "K7MP-3T9R")
        tries = [("list", ("--json",)), ("show", (number,)), ("export", (out, "--purpose", "Báo cáo"))]
        if user.startswith("truong") and KINDS[kind].reveal is not None:
            tries.append(("show", (number, "--reveal", "--reason", "Muốn biết")))
        if user.startswith("truong") and KINDS[kind].erase is not None:
            tries.append(("erase", (number, "--reason", "Muốn xóa")))
        for verb, more in tries:
            answer = ask(verb, shared, user, kind, *more)
            assert (answer.code, answer.out.strip()) == (3, ""), (kind, verb, answer.err)
            # The refusal is the same whether there are none or a thousand.
            assert not any(figure.isdigit() for figure in answer.err.replace(number, "")), answer.err
            assert number not in answer.err
    assert not out.exists()


@pytest.mark.parametrize("user", OTHERS)
def test_a_search_of_another_unit_finds_nothing_of_the_station(
    ask: Call, shared: Path, numbers: dict[str, str], user: str
) -> None:
    there = known(ask, shared, numbers)
    code = there["health-clients"]
    if user == OTHERS[0]:
        found = ask("search", shared, STATION, code, "--json").json
        assert [each["number"] for each in found if each["kind"] == "health-clients"] == [code]
    assert ask("search", shared, user, code, "--json").json == []
    hits = ask("search", shared, user, "tư vấn", "--json").json
    assert not {each["kind"] for each in hits} & set(OURS)


def test_a_viewer_of_the_station_sees_codes_and_opens_no_record(ask: Call, shared: Path) -> None:
    rows = ask("list", shared, "xem.yte", "health-clients", "--json").json
    assert len(rows) > 20 and not {"name", "phone", "note", "key_group"} & set(rows[0])
    assert ask("show", shared, "xem.yte", "health-clients", rows[0]["code"]).code == 3
    shown = ask("show", shared, HEALTH, "health-clients", rows[0]["code"], "--json").json
    assert not {"name", "phone", "other_contact"} & set(shown) and shown["timeline"]
