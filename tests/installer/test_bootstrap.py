"""What does a person at the terminal get from each verb?"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from installer import bootstrap, demo, display, pythons
from installer.environment import Lock
from installer.problem import SetupProblem

PROJECT = Path(__file__).resolve().parents[2]


def call(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    without_display = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    return subprocess.run(
        [sys.executable, str(PROJECT / "installer" / "bootstrap.py"), *arguments],
        env={**without_display, **env},
        capture_output=True,
        encoding="utf-8",
    )


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can be without a display")
@pytest.mark.parametrize("arguments", [("run",), ("run", "--demo")])
def test_without_a_display_there_is_one_line_and_a_failure(arguments: tuple[str, ...]) -> None:
    done = call(*arguments)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "no display" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="sockets of X11")
def test_a_display_that_nobody_serves_is_named() -> None:
    told = display.why_no_window({"DISPLAY": ":4711"}, platform="linux")
    assert told is not None
    assert "DISPLAY=:4711" in told


@pytest.mark.skipif(sys.platform == "win32", reason="sockets of Wayland")
def test_a_display_that_answers_is_enough(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "w"))
        server.listen()
        env = {"WAYLAND_DISPLAY": "w", "XDG_RUNTIME_DIR": str(tmp_path)}
        assert display.why_no_window(env, platform="linux") is None


def test_a_platform_chosen_by_hand_needs_no_display() -> None:
    assert display.why_no_window({"QT_QPA_PLATFORM": "offscreen"}, platform="linux") is None


def test_windows_always_has_a_display() -> None:
    assert display.why_no_window({}, platform="win32") is None


@pytest.mark.parametrize("arguments", [(), ("instal",), ("setup", "now")])
def test_a_verb_that_does_not_exist_shows_those_that_do(arguments: tuple[str, ...]) -> None:
    done = call(*arguments)
    assert done.returncode == 2
    assert "setup | run" in done.stderr


def test_help_is_no_failure() -> None:
    done = call("--help")
    assert done.returncode == 0
    assert "setup | run" in done.stdout


@pytest.mark.parametrize(
    ("version", "supported"), [((3, 10), False), ((3, 11), True), ((3, 13), True), ((3, 14), False)]
)
def test_the_supported_pythons_are_those_the_project_declares(version: tuple[int, int], supported: bool) -> None:
    assert pythons.is_supported(version) is supported
    assert 'requires-python = ">=3.11,<3.14"' in (PROJECT / "pyproject.toml").read_text(encoding="utf-8")


def test_an_unsupported_python_looks_for_a_supported_one() -> None:
    found = {"python3.12": "/opt/python3.12"}
    assert pythons.another_python(platform="linux", which=found.get) == ["/opt/python3.12"]


def test_where_there_is_no_other_python_it_says_what_to_install() -> None:
    assert pythons.another_python(platform="linux", which=lambda _name: None) is None
    assert "this is 3.9" in pythons.wanted((3, 9))


def handed_over(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], dict[str, str]]]:
    """Catch what a verb would become, on an environment that is ready."""
    caught: list[tuple[list[str], dict[str, str]]] = []

    def catch(command: list[str], env: dict[str, str]) -> int:
        caught.append((command, env))
        return 0

    monkeypatch.setattr(bootstrap, "_hand_over", catch)
    monkeypatch.setattr(bootstrap, "_prepare", lambda lock, _libraries: None)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    return caught


def test_the_whole_test_run_is_shared_out_among_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    caught = handed_over(monkeypatch)
    monkeypatch.setattr(os, "chdir", lambda _folder: None)
    assert bootstrap.test([]) == 0
    assert bootstrap.test(["tests/vault", "-x"]) == 0
    (whole, env), (chosen, _) = caught
    assert "-n" in whole
    assert chosen[-3:] == ["pytest", "tests/vault", "-x"]
    assert env["QT_QPA_PLATFORM"] == "offscreen"


def test_temporary_files_lie_in_memory_only_where_there_is_room(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert bootstrap.temporary_files(tmp_path / "none") == {}
    monkeypatch.setattr(bootstrap, "ROOM", 0)
    assert bootstrap.temporary_files(tmp_path) == {"PYTEST_DEBUG_TEMPROOT": str(tmp_path)}
    monkeypatch.setattr(bootstrap, "ROOM", 1 << 60)
    assert bootstrap.temporary_files(tmp_path) == {}


def test_arguments_after_run_go_to_the_app(monkeypatch: pytest.MonkeyPatch) -> None:
    caught = handed_over(monkeypatch)
    bootstrap.run(["open", "D:/vault"])
    assert caught[0][0][-4:] == ["-m", "app", "open", "D:/vault"]


def test_a_second_demo_opens_the_vault_of_the_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    caught = handed_over(monkeypatch)
    made: list[Path] = []

    def make(vault: Path, *_: object) -> None:
        vault.mkdir(parents=True)
        (vault / "vault.json").touch()
        made.append(vault)

    monkeypatch.setattr(demo, "place", lambda *_: tmp_path / "demo")
    monkeypatch.setattr(demo, "make", make)
    bootstrap.run(["--demo"])
    bootstrap.run(["--demo"])
    assert made == [tmp_path / "demo"]
    assert [command[-2:] for command, _ in caught] == [["open", str(tmp_path / "demo")]] * 2


APP = """\
import json, pathlib, sys
vault = pathlib.Path(sys.argv[2])
vault.mkdir()
(vault / "vault.json").touch()
if {fails}:
    sys.exit("full disk")
accounts = [{{"user": "lan", "unit": "police", "level": "lead"}}]
print(json.dumps({{"password": "open-sesame", "accounts": accounts}}))
"""


def app(tmp_path: Path, *, fails: bool = False) -> list[str]:
    script = tmp_path / "app.py"
    script.write_text(APP.format(fails=fails), encoding="utf-8")
    return [sys.executable, str(script)]


def test_a_new_demo_tells_how_to_sign_in(tmp_path: Path) -> None:
    said: list[str] = []
    vault = tmp_path / "people" / "demo"
    demo.make(vault, app(tmp_path), os.environ, said.append)
    assert demo.is_made(vault)
    assert any("open-sesame" in line for line in said)
    assert any(line.split() == ["lan", "police,", "lead"] for line in said)
    assert not any("open-sesame" in file.read_text() for file in vault.rglob("*") if file.is_file())


def test_a_demo_that_was_cut_off_leaves_none_and_the_next_one_succeeds(tmp_path: Path) -> None:
    vault = tmp_path / "demo"
    with pytest.raises(SetupProblem):
        demo.make(vault, app(tmp_path, fails=True), os.environ, lambda _line: None)
    assert not demo.is_made(vault)
    demo.make(vault, app(tmp_path), os.environ, lambda _line: None)
    assert demo.is_made(vault)


def counting(tmp_path: Path) -> tuple[list[str], Path]:
    """An app that notes each demo it makes, in a file."""
    calls, command = tmp_path / "calls", app(tmp_path)
    script = Path(command[1])
    noting = f"import pathlib; pathlib.Path({str(calls)!r}).open('a').write('made ')\n"
    script.write_text(noting + script.read_text(encoding="utf-8"), encoding="utf-8")
    return command, calls


def test_the_demo_that_the_set_up_made_ready_is_taken_once_and_told_as_a_new_one(tmp_path: Path) -> None:
    said: list[str] = []
    command, calls = counting(tmp_path)
    vault = tmp_path / "people" / "demo"
    demo.make_ready(vault, command, os.environ, lambda _line: None)
    assert not demo.is_made(vault)
    demo.make(vault, command, os.environ, said.append)
    assert demo.is_made(vault)
    assert calls.read_text() == "made "
    assert any("open-sesame" in line for line in said)
    assert [each.name for each in vault.parent.iterdir()] == ["demo"]
    shutil.rmtree(vault)
    demo.make(vault, command, os.environ, said.append)
    assert calls.read_text() == "made made "


def test_a_demo_made_ready_on_another_day_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command, calls = counting(tmp_path)
    vault = tmp_path / "demo"
    with monkeypatch.context() as yesterday:
        yesterday.setattr(demo, "_today", lambda: "2026-03-10")
        demo.make_ready(vault, command, os.environ, lambda _line: None)
    demo.make(vault, command, os.environ, lambda _line: None)
    assert demo.is_made(vault)
    assert calls.read_text() == "made made "
    assert not list(tmp_path.glob("demo.ready*"))


@pytest.mark.parametrize("note", ["", "{", "[]", '{"day": "2026-03-10"}'])
def test_a_demo_made_ready_without_its_note_counts_as_none(tmp_path: Path, note: str) -> None:
    command, calls = counting(tmp_path)
    vault = tmp_path / "demo"
    demo.make_ready(vault, command, os.environ, lambda _line: None)
    (tmp_path / "demo.ready.json").write_text(note)
    demo.make(vault, command, os.environ, lambda _line: None)
    assert calls.read_text() == "made made "


def test_a_set_up_that_cannot_make_the_demo_says_so_and_goes_on(tmp_path: Path) -> None:
    said: list[str] = []
    vault = tmp_path / "demo"
    demo.make_ready(vault, app(tmp_path, fails=True), os.environ, said.append)
    assert "when it is asked for" in said[-1]
    demo.make(vault, app(tmp_path), os.environ, said.append)
    assert demo.is_made(vault)


def test_the_set_up_makes_no_second_demo(tmp_path: Path) -> None:
    command, calls = counting(tmp_path)
    vault = tmp_path / "demo"
    demo.make(vault, command, os.environ, lambda _line: None)
    demo.make_ready(vault, command, os.environ, lambda _line: None)
    assert calls.read_text() == "made "


def test_the_set_up_makes_the_environment_first_and_then_the_demo(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    done: list[str] = []
    monkeypatch.setattr(bootstrap, "_prepare", lambda lock, _libraries: done.append("environment"))
    monkeypatch.setattr(demo, "place", lambda *_: tmp_path / "demo")
    monkeypatch.setattr(demo, "make_ready", lambda vault, *_: done.append(vault.name))
    assert bootstrap.main(["setup"]) == 0
    assert done == ["environment", "demo"]


def test_the_demo_lives_in_the_persons_own_data_folder() -> None:
    home = Path("home") / "lan"
    assert demo.place({}, home, platform="linux") == home / ".local" / "share" / "nhip-cau" / "demo"
    assert demo.place({"XDG_DATA_HOME": "data"}, home, platform="linux") == Path("data/nhip-cau/demo")
    assert demo.place({"LOCALAPPDATA": "local"}, home, platform="win32") == Path("local/NhipCau/demo")


def test_what_demo_prints_is_read_as_the_command_line_promises() -> None:
    printed = json.dumps({"password": "p", "accounts": [{"user": "u", "unit": "health", "level": "officer"}]})
    assert demo.how_to_sign_in(printed)[-1].split() == ["u", "health,", "officer"]


@pytest.mark.skipif(shutil.which("python3") is None, reason="no python3 on the path")
def test_set_up_needs_nothing_that_is_not_in_the_standard_library() -> None:
    # -S: no site-packages; -I: nothing of the caller's either.
    code = f"import sys; sys.path.insert(0, {str(PROJECT)!r}); import installer.bootstrap"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True)
    assert done.stderr == ""
    assert done.returncode == 0


def test_the_locks_that_are_stamped_are_in_the_project() -> None:
    assert all(lock.path(PROJECT).is_file() for lock in Lock)
