"""A demo vault with a year of records of every unit, made once for a run; each test module reads its own copy."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import demo
from app.common import i18n
from app.vault import access
from app.vault.compartments import Compartment
from app.vault.session import Session
from tests.made_once import made_once

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # the forms are built, never shown

LEADS = {Compartment.POLICE: "truong.ca", Compartment.SOCIAL: "truong.hpn", Compartment.HEALTH: "truong.yte"}


@pytest.fixture(scope="session")
def demo_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reading appends to the audit, so each worker has a copy."""

    def make(place: Path) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("app.vault.throttle.state_folder", lambda: place)
            i18n.set_language("vi")
            demo.make(place / "vault", records=60)

    own = tmp_path_factory.mktemp("words") / "vault"
    shutil.copytree(made_once(tmp_path_factory, "words", make) / "vault", own)
    return own


@pytest.fixture(scope="session")
def leads(demo_vault: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[Compartment, Session]]:
    """A lead of each unit, signed in; the registry's records are read by the police's."""
    state = tmp_path_factory.mktemp("state")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.vault.throttle.state_folder", lambda: state)
        with access.open_vault(demo_vault) as vault:
            found = {part: access.sign_in(vault, user, demo.PASSWORD) for part, user in LEADS.items()}
            found[Compartment.REGISTRY] = found[Compartment.POLICE]
            yield found
            for session in {id(each): each for each in found.values()}.values():
                session.close()
