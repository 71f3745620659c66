"""When is the environment ready, and what is done about it when it is not?"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from installer import environment
from installer.environment import Lock, Work, examine
from installer.problem import SetupProblem

PROJECT = Path(__file__).resolve().parents[2]
LOCK_TEXT = """\
# a comment
alpha-one==1.2.3 \\
    --hash=sha256:00
    # via something
Beta_Two==4.0 \\
    --hash=sha256:11
only-windows==9 ; sys_platform == 'win32' \\
    --hash=sha256:22
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose environment is complete, by all that can be seen from outside."""
    (tmp_path / "requirements").mkdir()
    for lock in Lock:
        lock.path(tmp_path).write_text(LOCK_TEXT, encoding="utf-8")
    interpreter = environment.python(tmp_path)
    interpreter.parent.mkdir(parents=True)
    interpreter.touch()
    home = tmp_path / "usr" / "bin"
    home.mkdir(parents=True)
    venv = environment.folder(tmp_path)
    (venv / "pyvenv.cfg").write_text(f"home = {home}\nversion = 3.11.2\n", encoding="utf-8")
    packages = venv / "lib" / "python3.11" / "site-packages"
    for name in ("alpha_one-1.2.3", "beta_two-4.0"):
        (packages / f"{name}.dist-info").mkdir(parents=True)
    facts = {"root": str(tmp_path), **{lock.value: lock.digest(tmp_path) for lock in Lock}}
    (venv / environment.STAMP).write_text(json.dumps(facts), encoding="utf-8")
    return tmp_path


def make_ready(project: Path, lock: Lock, say: Callable[[str], None]) -> None:
    environment.make_ready(project, lock, environment.needed(project, lock), say)


def packages_of(project: Path) -> Path:
    return environment.folder(project) / "lib" / "python3.11" / "site-packages"


@pytest.mark.parametrize("lock", list(Lock))
def test_a_complete_environment_is_left_alone(project: Path, lock: Lock) -> None:
    assert examine(project, lock).work is Work.NONE


def test_a_ready_environment_starts_nothing_and_says_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing_may_start(*_: object, **__: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(subprocess, "run", nothing_may_start)
    monkeypatch.setattr(subprocess, "Popen", nothing_may_start)
    said: list[str] = []
    make_ready(project, Lock.DEV, said.append)
    assert said == []


def test_a_fresh_clone_has_none_yet(project: Path) -> None:
    shutil.rmtree(environment.folder(project))
    assert examine(project, Lock.RUNTIME).work is Work.REBUILD


def test_an_environment_whose_python_is_gone_is_made_anew(project: Path) -> None:
    (project / "usr" / "bin").rmdir()
    assert examine(project, Lock.RUNTIME).work is Work.REBUILD


@pytest.mark.skipif(sys.platform == "win32", reason="Windows environments hold no links")
def test_an_environment_whose_python_is_a_dangling_link_is_made_anew(project: Path) -> None:
    interpreter = environment.python(project)
    interpreter.unlink()
    interpreter.symlink_to(project / "gone")
    assert examine(project, Lock.RUNTIME).work is Work.REBUILD


def test_an_environment_without_its_configuration_is_made_anew(project: Path) -> None:
    (environment.folder(project) / "pyvenv.cfg").unlink()
    assert examine(project, Lock.RUNTIME).work is Work.REBUILD


def test_a_file_in_the_place_of_the_environment_is_replaced(project: Path) -> None:
    shutil.rmtree(environment.folder(project))
    environment.folder(project).write_text("?", encoding="utf-8")
    assert examine(project, Lock.RUNTIME).work is Work.REBUILD


def test_a_project_that_was_moved_gets_a_new_environment(project: Path) -> None:
    moved = project.parent / f"{project.name}-moved"
    project.rename(moved)
    home = moved / "usr" / "bin"
    (environment.folder(moved) / "pyvenv.cfg").write_text(f"home = {home}\n", encoding="utf-8")
    finding = examine(moved, Lock.RUNTIME)
    assert (finding.work, finding.why) == (Work.REBUILD, "the project's folder was moved")


@pytest.mark.parametrize("stamp", ["", "{", "[]", None])
def test_an_installation_that_was_cut_off_is_finished(project: Path, stamp: str | None) -> None:
    path = environment.folder(project) / environment.STAMP
    path.unlink() if stamp is None else path.write_text(stamp, encoding="utf-8")
    assert examine(project, Lock.RUNTIME).work is Work.INSTALL


def test_a_changed_lock_is_installed(project: Path) -> None:
    lock = Lock.DEV.path(project)
    lock.write_text(LOCK_TEXT.replace("1.2.3", "1.2.4"), encoding="utf-8")
    assert examine(project, Lock.DEV).work is Work.INSTALL
    assert examine(project, Lock.RUNTIME).work is Work.NONE


def test_line_ends_of_another_system_are_no_change_of_the_lock(project: Path) -> None:
    lock = Lock.DEV.path(project)
    lock.write_bytes(LOCK_TEXT.replace("\n", "\r\n").encode())
    assert examine(project, Lock.DEV).work is Work.NONE


def test_a_package_that_was_lost_is_named(project: Path) -> None:
    shutil.rmtree(packages_of(project) / "beta_two-4.0.dist-info")
    finding = examine(project, Lock.RUNTIME)
    assert finding.work is Work.INSTALL
    assert "beta-two" in finding.why


def test_a_package_of_another_version_is_named(project: Path) -> None:
    (packages_of(project) / "beta_two-4.0.dist-info").rename(packages_of(project) / "beta_two-3.9.dist-info")
    assert "beta-two" in examine(project, Lock.RUNTIME).why


def test_an_environment_without_pip_is_made_anew(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (environment.folder(project) / environment.STAMP).unlink()
    done: list[str] = []
    monkeypatch.setattr(environment, "_works", lambda _root: False)
    monkeypatch.setattr(environment, "_build", lambda _root: done.append("built"))
    monkeypatch.setattr(environment, "_install", lambda *_: done.append("installed"))
    make_ready(project, Lock.DEV, lambda _line: None)
    assert done == ["built", "installed"]


def test_the_stamp_is_gone_while_packages_are_being_installed(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stamp = environment.folder(project) / environment.STAMP
    Lock.DEV.path(project).write_text(LOCK_TEXT + "# new\n", encoding="utf-8")

    def the_network_is_gone(*_: object) -> None:
        assert not stamp.exists()
        raise SetupProblem("no network")

    monkeypatch.setattr(environment, "_works", lambda _root: True)
    monkeypatch.setattr(environment, "_install", the_network_is_gone)
    with pytest.raises(SetupProblem):
        make_ready(project, Lock.DEV, lambda _line: None)
    assert examine(project, Lock.RUNTIME).work is Work.INSTALL


def test_installing_for_the_app_alone_does_not_pass_for_the_tools(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (environment.folder(project) / environment.STAMP).unlink()
    monkeypatch.setattr(environment, "_works", lambda _root: True)
    monkeypatch.setattr(environment, "_install", lambda *_: None)
    make_ready(project, Lock.RUNTIME, lambda _line: None)
    assert examine(project, Lock.RUNTIME).work is Work.NONE
    assert examine(project, Lock.DEV).work is Work.INSTALL


def pip_that_says(monkeypatch: pytest.MonkeyPatch, lines: str) -> None:
    def popen(*_: object, **__: object) -> subprocess.Popen[str]:
        return real([sys.executable, "-c", f"print({lines!r}); raise SystemExit(1)"], stdout=subprocess.PIPE, text=True)

    real = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", popen)
    monkeypatch.setattr(environment, "_works", lambda _root: True)


@pytest.mark.parametrize(
    ("pip_says", "we_say"),
    [
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "not the file that the lock names"),
        ("ERROR: No matching distribution found", "run the same command again"),
    ],
)
def test_what_pip_refused_is_said_with_what_to_do(
    project: Path, monkeypatch: pytest.MonkeyPatch, pip_says: str, we_say: str
) -> None:
    (environment.folder(project) / environment.STAMP).unlink()
    pip_that_says(monkeypatch, pip_says)
    with pytest.raises(SetupProblem, match=f"(?s){pip_says}.*{we_say}"):
        make_ready(project, Lock.DEV, lambda _line: None)
