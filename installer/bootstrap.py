"""How does the project get from a fresh clone to a running app, or to its tests?

    python3 installer/bootstrap.py setup              the environment in .venv, with the tools for tests, and a demo
    python3 installer/bootstrap.py run [--demo] …     the window; what follows goes to the app
    python3 installer/bootstrap.py test …             the tests; what follows goes to pytest

Standard library only. The second time, each of them is ready at once.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from installer import demo, display, environment, pythons, system_packages  # noqa: E402
from installer.environment import Lock  # noqa: E402
from installer.problem import SetupProblem  # noqa: E402

# Linux keeps files here in memory. The tests use some hundred MB; half of a PC's memory is the usual size.
MEMORY = Path("/dev/shm")
ROOM = 3 << 30

USAGE = """usage: bootstrap.py setup | run [--demo] [arguments of the app] | test [arguments of pytest]

  setup   make or renew the environment in .venv (locked packages, checked by hash), and a demo vault ready for `run`
  run     open the window; with --demo on a vault of invented records
  test    run the tests, without a display
"""


def say(line: str) -> None:
    print(line, flush=True)


def setup() -> int:
    _prepare(Lock.DEV, {**system_packages.QT, **system_packages.QT_WINDOW})
    # A year of invented records takes the app some fifteen seconds: here nobody waits for a window meanwhile.
    demo.make_ready(demo.place(os.environ, Path.home()), *_app(), say)
    say("Ready. Open the window with: python3 installer/bootstrap.py run --demo")
    return 0


def run(arguments: list[str]) -> int:
    no_window = display.why_no_window(os.environ)
    if no_window:
        raise SetupProblem(no_window)
    _prepare(Lock.RUNTIME, {**system_packages.QT, **system_packages.QT_WINDOW})
    app, env = _app()
    if "--demo" in arguments:
        arguments.remove("--demo")
        vault = demo.place(os.environ, Path.home())
        if not demo.is_made(vault):
            demo.make(vault, app, env, say)
        app += ["open", str(vault)]
    return _hand_over([*app, *arguments], env)


def _app() -> tuple[list[str], dict[str, str]]:
    """How the app is started, and in which environment.

    -P with the project on the path: the app is found from wherever this was called, and the caller's folder stays the
    one that relative file names mean.
    """
    command = [str(environment.python(ROOT)), "-P", "-m", "app"]
    return command, {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


def test(arguments: list[str]) -> int:
    _prepare(Lock.DEV, system_packages.QT)
    env = {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1", **temporary_files(MEMORY), **os.environ}
    os.chdir(ROOT)
    return _hand_over([str(environment.python(ROOT)), "-m", "pytest", *with_workers(arguments)], env)


def temporary_files(memory: Path) -> dict[str, str]:
    """Let the tests' vaults lie in memory where there is room: what is written to them then waits for no disk."""
    if memory.is_dir() and os.access(memory, os.W_OK | os.X_OK) and shutil.disk_usage(memory).free >= ROOM:
        return {"PYTEST_DEBUG_TEMPROOT": str(memory)}
    return {}


def with_workers(arguments: list[str]) -> list[str]:
    """The whole run is shared out among processes, a file's tests staying together; a chosen few are not."""
    if arguments:
        return arguments
    return ["-n", "auto", "--maxprocesses", "4", "--dist", "loadfile", "-q"]


def _prepare(lock: Lock, libraries: dict[str, str]) -> None:
    finding = environment.needed(ROOT, lock)

    def lacking() -> list[str]:
        build = finding.work is environment.Work.REBUILD
        for_venv = system_packages.missing_venv_package() if build else []
        return [*for_venv, *system_packages.missing_libraries(libraries)]

    # First, and all at once: whoever has to ask the administrator asks once.
    system_packages.provide(lacking, say)
    environment.make_ready(ROOT, lock, finding, say)


def _hand_over(command: list[str], env: dict[str, str]) -> int:
    """Become the command, so that a signal reaches it; Windows cannot, there we wait for it."""
    sys.stdout.flush()
    if sys.platform != "win32":
        os.execve(command[0], command, env)
    return subprocess.run(command, env=env, check=False).returncode


def main(arguments: list[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A console that cannot show a letter shows a question mark; it does not stop the set-up.
            stream.reconfigure(errors="replace")
    running = (sys.version_info[0], sys.version_info[1])
    if not pythons.is_supported(running):
        other = pythons.another_python()
        if other is None:
            print(pythons.wanted(running), file=sys.stderr)
            return 1
        return subprocess.run([*other, str(Path(__file__).resolve()), *arguments], check=False).returncode
    verb, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    try:
        if verb == "setup" and not rest:
            return setup()
        if verb == "run":
            return run(rest)
        if verb == "test":
            return test(rest)
    except SetupProblem as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. Running the same command again goes on from here.", file=sys.stderr)
        return 130
    asked_for_help = verb in ("-h", "--help", "help")
    print(USAGE, end="", file=sys.stdout if asked_for_help else sys.stderr)
    return 0 if asked_for_help else 2


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
