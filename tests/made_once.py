"""How is something costly made once for a whole run? The first worker makes it, the others wait for it."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder that `make` fills, whichever worker of the run did; nobody may change what is in it."""
    place = place_of_the_run(factory) / name
    complete = place.with_name(f"{name}.complete")
    with FileLock(place.with_name(f"{name}.lock")):
        if not complete.exists():
            shutil.rmtree(place, ignore_errors=True)  # of a worker that failed at it
            place.mkdir()
            make(place)
            complete.touch()
    return place


def place_of_the_run(factory: pytest.TempPathFactory) -> Path:
    """The temporary folder that all workers of a run share."""
    base = factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
