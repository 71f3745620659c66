"""What is missing on this machine, who may install it, and which command is named where we may not?"""

from __future__ import annotations

import shutil
import subprocess

import pytest

from installer import system_packages
from installer.problem import SetupProblem
from installer.system_packages import QT, QT_WINDOW, missing_libraries, provide


def quiet(_line: str) -> None:
    """Nobody listens."""


def test_nothing_is_missing_where_every_library_loads() -> None:
    assert missing_libraries(QT, loads=lambda _library: True, platform="linux") == []


def test_the_package_of_a_library_that_does_not_load_is_named() -> None:
    found = missing_libraries(QT_WINDOW, loads=lambda library: library != "libxcb-cursor.so.0", platform="linux")
    assert found == ["libxcb-cursor0"]


def test_windows_is_never_asked_for_debian_packages() -> None:
    assert missing_libraries(QT, loads=lambda _library: False, platform="win32") == []


def test_the_tests_do_not_ask_for_what_only_a_window_needs() -> None:
    assert not QT.keys() & QT_WINDOW.keys()
    assert not any("xcb" in package for package in QT.values())


def test_a_python_without_ensurepip_lacks_its_venv_package() -> None:
    found = system_packages.missing_venv_package(find=lambda _name: None, version=(3, 11))
    assert found == ["python3.11-venv"]


def test_without_rights_the_exact_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda program: f"/usr/bin/{program}")
    monkeypatch.setattr(system_packages, "_rights", lambda: None)
    with pytest.raises(SetupProblem) as refused:
        provide(lambda: ["libegl1", "libgl1"], quiet)
    assert str(refused.value).splitlines()[-1].strip() == (
        "sudo apt-get install -y --no-install-recommends libegl1 libgl1"
    )


def test_where_there_is_no_apt_the_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _program: None)
    with pytest.raises(SetupProblem, match="libegl1"):
        provide(lambda: ["libegl1"], quiet)


class Apt:
    """An apt-get that installs from its second list on, as on a machine that has no lists yet."""

    def __init__(self, *, works_after_update: bool = True) -> None:
        self.commands: list[str] = []
        self.works = works_after_update
        self.missing = ["libegl1"]

    def run(self, command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        self.commands.append(" ".join(command))
        updated = any("update" in earlier for earlier in self.commands)
        if "install" in command and updated and self.works:
            self.missing = []
            return subprocess.CompletedProcess(command, 0, "done\n")
        return subprocess.CompletedProcess(command, 100, "E: Unable to locate package libegl1\n")


@pytest.fixture
def root_on_debian(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda program: f"/usr/bin/{program}")
    monkeypatch.setattr(system_packages, "_rights", list)


@pytest.mark.usefixtures("root_on_debian")
def test_a_machine_without_package_lists_gets_them_first(monkeypatch: pytest.MonkeyPatch) -> None:
    apt = Apt()
    monkeypatch.setattr(subprocess, "run", apt.run)
    said: list[str] = []
    provide(lambda: apt.missing, said.append)
    assert apt.missing == []
    assert said == ["Installing system packages: libegl1"]
    assert [command.split()[1] for command in apt.commands] == ["install", "update", "install"]


@pytest.mark.usefixtures("root_on_debian")
def test_what_apt_could_not_install_is_said_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    apt = Apt(works_after_update=False)
    monkeypatch.setattr(subprocess, "run", apt.run)
    with pytest.raises(SetupProblem, match="Unable to locate package libegl1"):
        provide(lambda: apt.missing, quiet)


def test_nothing_is_installed_where_nothing_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    apt = Apt()
    monkeypatch.setattr(subprocess, "run", apt.run)
    provide(list, quiet)
    assert apt.commands == []
