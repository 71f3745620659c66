"""The process that holds the keys leaves no core dump (that nobody looks into it: `tests.attack.prying`)."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from app.vault import shielding
from app.vault.shielding import Measure, _taken, shield

ROOT = Path(__file__).resolve().parents[2]
linux = pytest.mark.skipif(sys.platform != "linux", reason="measures of Linux")


@linux
def test_every_measure_of_linux_is_taken() -> None:
    program = (
        "import resource; from app.vault.shielding import shield; print(shield()); "
        "print(resource.getrlimit(resource.RLIMIT_CORE))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    measures, limit = done.stdout.splitlines()
    assert measures.count("taken=True") == len(shielding.MEASURES["linux"])
    assert limit == "(0, 0)"


def test_what_a_system_lacks_was_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking() -> bool:
        raise AttributeError("prctl")

    assert not _taken(lacking)
    monkeypatch.setattr(sys, "platform", "plan9")
    assert shield() == ()
    monkeypatch.setitem(shielding.MEASURES, "plan9", (("nothing", lacking),))
    assert shield() == (Measure("nothing", False),)


@pytest.mark.skipif(sys.platform == "win32", reason="measures of another system")
def test_measures_of_windows_are_not_taken_elsewhere() -> None:
    before = resource.getrlimit(resource.RLIMIT_CORE)
    assert not any(take() for _, take in shielding.MEASURES["win32"])
    assert resource.getrlimit(resource.RLIMIT_CORE) == before
