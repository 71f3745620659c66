"""The demo vault of the golden files: a year of records of every unit. Each worker reads a copy of its own."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import demo
from app.vault import access
from app.vault.compartments import Compartment
from app.vault.session import Session
from tests.golden import vault

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # the forms are built, never shown

LEADS = {Compartment.POLICE: "truong.ca", Compartment.SOCIAL: "truong.hpn", Compartment.HEALTH: "truong.yte"}


@pytest.fixture(scope="session")
def demo_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reading appends to the audit, so each worker has a copy."""
    own = tmp_path_factory.mktemp("words") / "vault"
    shutil.copytree(vault.ready(tmp_path_factory), own)
    return own


@pytest.fixture(scope="session")
def leads(demo_vault: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[Compartment, Session]]:
    """A lead of each unit, signed in; the registry's records are read by the police's."""
    state = tmp_path_factory.mktemp("state")
    with vault.alone(state), access.open_vault(demo_vault) as opened:
        found = {part: access.sign_in(opened, user, demo.PASSWORD) for part, user in LEADS.items()}
        found[Compartment.REGISTRY] = found[Compartment.POLICE]
        yield found
        for session in {id(each): each for each in found.values()}.values():
            session.close()
