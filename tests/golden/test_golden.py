"""Do list, show, search, export, import columns and audit of each kind read as they were kept?

Where a difference is meant, `python -m tests.golden` writes the files anew, and the commit shows what became different.
"""

import difflib
import shutil
from pathlib import Path

import pytest

from app.kinds import KINDS
from app.vault.compartments import Compartment
from tests.golden import vault, whole
from tests.made_once import made_once

# So many lines of a difference are shown; the whole of it is `git diff` after writing the files anew.
SHOWN = 80
FILES = (*KINDS, *(part.value for part in Compartment))


@pytest.fixture(scope="session")
def today(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The texts as the code of today gives them, read once for a whole run."""

    def make(place: Path) -> None:
        shutil.copytree(vault.ready(tmp_path_factory), place / "vault")
        (place / "texts").mkdir()
        for name, text in whole.read(place / "vault").items():
            (place / "texts" / name).write_text(text, encoding="utf-8")

    return made_once(tmp_path_factory, "golden", make) / "texts"


@pytest.mark.parametrize("first", FILES)
def test_what_scripts_exports_and_audit_say_is_as_it_was(today: Path, first: str) -> None:
    now, kept = _texts(today, first), _texts(whole.KEPT, first)
    assert set(now) == set(kept), "python -m tests.golden writes the files anew"
    different = [line for name in now for line in _difference(name, kept[name], now[name])]
    more = [f"… and {len(different) - SHOWN} lines"] if len(different) > SHOWN else []
    if different:
        pytest.fail("\n".join(["", *different[:SHOWN], *more]), pytrace=False)


def test_no_file_is_kept_of_a_kind_that_is_gone() -> None:
    assert {path.name.partition(".")[0] for path in whole.KEPT.glob("*.json")} <= set(FILES)


def _texts(folder: Path, first: str) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob(f"{first}.*.json"))}


def _difference(name: str, kept: str, now: str) -> list[str]:
    before, after = kept.splitlines(), now.splitlines()
    return list(difflib.unified_diff(before, after, f"kept/{name}", f"now/{name}", n=2, lineterm=""))
