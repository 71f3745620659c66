"""Nothing gets through, and nothing is lost: the short form of every attack."""

from pathlib import Path

import pytest

from tests.attack import vaults
from tests.attack.outcome import Field
from tests.attack.table import attacks

ATTACKS = attacks()


@pytest.fixture(scope="module", autouse=True)
def on_a_copy_of_the_suites_vault(ready_vault: Path) -> None:
    vaults.lend(ready_vault)


@pytest.mark.parametrize("name", ATTACKS)
def test_nothing_gets_through(name: str, tmp_path: Path) -> None:
    outcome = ATTACKS[name](Field(tmp_path, short=True))
    assert outcome.tries > 0
    assert (outcome.got_through, outcome.lost) == (0, 0), outcome.note
