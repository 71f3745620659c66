"""Do the locks hold what the project declares, for every system, and nothing that must not ship?"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from installer.environment import Lock, pins

PROJECT = Path(__file__).resolve().parents[2]
DECLARED = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))


def plain(requirement: str) -> str:
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name is not None
    return re.sub(r"[-_.]+", "-", name[0]).lower()


def blocks(lock: Lock) -> list[str]:
    """One per package: its pin, then its hashes."""
    text = lock.path(PROJECT).read_text(encoding="utf-8")
    return [block for block in re.split(r"^(?=[A-Za-z])", text, flags=re.MULTILINE) if not block.startswith("#")]


def test_what_the_app_needs_is_locked_for_the_app() -> None:
    declared = {plain(requirement) for requirement in DECLARED["project"]["dependencies"]}
    assert declared <= pins(Lock.RUNTIME.path(PROJECT)).keys()


def test_what_the_tools_need_is_locked_for_the_tools() -> None:
    declared = {plain(requirement) for requirement in DECLARED["dependency-groups"]["dev"]}
    assert declared <= pins(Lock.DEV.path(PROJECT)).keys()


def test_the_tools_lock_has_every_pin_of_the_app() -> None:
    # The environment counts on it: one installation from dev.lock serves both.
    assert pins(Lock.RUNTIME.path(PROJECT)).items() <= pins(Lock.DEV.path(PROJECT)).items()


@pytest.mark.parametrize("lock", list(Lock))
def test_every_package_is_pinned_and_has_hashes(lock: Lock) -> None:
    packages = blocks(lock)
    assert packages
    for package in packages:
        assert re.match(r"[A-Za-z0-9._-]+==\S+", package), package.splitlines()[0]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", package), package.splitlines()[0]


def test_windows_gets_what_only_it_needs() -> None:
    assert re.search(
        r"^colorama==\S+ ; sys_platform == 'win32'",
        Lock.DEV.path(PROJECT).read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert "tzdata" in pins(Lock.RUNTIME.path(PROJECT))


@pytest.mark.parametrize("lock", list(Lock))
def test_no_lock_names_where_packages_come_from(lock: Lock) -> None:
    # Whoever installs chooses the source; the hashes make sure it is the same file.
    assert not re.search(r"://|--index|--extra|--find-links", lock.path(PROJECT).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "unwanted",
    [
        "pyside6",
        "pyside6-addons",
        "unidecode",
        "text-unidecode",
        "lunardate",
        "sqlcipher3-binary",
        "holidays",
    ],
)
def test_what_must_not_ship_is_not_in_the_apps_lock(unwanted: str) -> None:
    assert unwanted not in pins(Lock.RUNTIME.path(PROJECT))


def test_every_shipped_package_is_in_the_third_party_notices() -> None:
    notices = (PROJECT / "THIRD_PARTY_NOTICES.md").read_text(encoding="utf-8").lower()
    named = {plain(name) for name in re.findall(r"^\| ([A-Za-z0-9._-]+) \|", notices, re.MULTILINE)}
    shipped = {plain(block) for block in blocks(Lock.RUNTIME)}
    assert shipped - named == set()
