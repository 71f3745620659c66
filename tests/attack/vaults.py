"""A vault to attack: the people of `tests/conftest.py`, each with the same password, made once for a run."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from app.vault import access
from app.vault.session import Session
from tests.conftest import PASSWORD, _found

# In the suite: the vault that all its tests copy, so that the attacks do not make another.
_lent: list[Path] = []


@cache
def _ready() -> Path:
    place = Path(tempfile.mkdtemp(prefix="nhipcau-attack-"))
    _found(place)
    return place / "vault"


def lend(vault: Path) -> None:
    """Copy this vault from now on, which has the same people."""
    _lent[:] = [vault]


def forget() -> None:
    """Remove the vault that all copies were made of."""
    if _ready.cache_info().currsize:
        shutil.rmtree(_ready().parent, ignore_errors=True)
        _ready.cache_clear()


def fresh(place: Path) -> Path:
    """A copy of the vault of the attack's own, at `place`."""
    shutil.copytree(_lent[0] if _lent else _ready(), place)
    return place


@contextmanager
def signed_in(folder: Path, user: str, password: str = PASSWORD) -> Iterator[Session]:
    """A visit through the app: signed in, and signed out at the end."""
    with access.open_vault(folder) as vault:
        session = access.sign_in(vault, user, password)
        try:
            yield session
        finally:
            session.sign_out()
