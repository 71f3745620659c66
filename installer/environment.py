"""Is the environment in .venv ready, and how is it made ready?"""

from __future__ import annotations

import enum
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from installer.problem import SetupProblem
from installer.pythons import SUPPORTED, base_interpreter

STAMP = "nhip-cau.json"


class Lock(enum.Enum):
    """What is installed: what the app runs on, or that and the tools that test it."""

    RUNTIME = "runtime"
    DEV = "dev"

    def path(self, root: Path) -> Path:
        return root / "requirements" / f"{self.value}.lock"

    def digest(self, root: Path) -> str:
        # By its lines: a checkout with other line ends is the same lock.
        return hashlib.sha256(b"\n".join(self.path(root).read_bytes().splitlines())).hexdigest()

    def holds(self) -> tuple[Lock, ...]:
        """dev.lock has every line of runtime.lock (a test keeps it so)."""
        return (Lock.RUNTIME, Lock.DEV) if self is Lock.DEV else (Lock.RUNTIME,)


class Work(enum.Enum):
    NONE = "none"
    INSTALL = "install"
    REBUILD = "rebuild"


@dataclass(frozen=True)
class Finding:
    """What has to be done to the environment, and why, as the end of a sentence."""

    work: Work
    why: str = ""


def folder(root: Path) -> Path:
    return root / ".venv"


def python(root: Path) -> Path:
    if sys.platform == "win32":
        return folder(root) / "Scripts" / "python.exe"
    return folder(root) / "bin" / "python"


def examine(root: Path, lock: Lock) -> Finding:
    """Look at files only, start nothing: the usual run must not wait for this."""
    venv = folder(root)
    if not venv.exists():
        return Finding(Work.REBUILD, "there is none yet")
    # exists() follows the link to the Python it was made from.
    if not python(root).exists() or not _home(venv).is_dir():
        return Finding(Work.REBUILD, "it is damaged, or the Python it was made from is gone")
    stamp = _read_stamp(venv)
    if stamp.get("root", str(root)) != str(root):
        return Finding(Work.REBUILD, "the project's folder was moved")
    if not stamp:
        return Finding(Work.INSTALL, "it is not complete")
    if stamp.get(lock.value) != lock.digest(root):
        return Finding(Work.INSTALL, "the locked packages are new or have changed")
    there = installed(venv)
    lost = sorted(name for name, version in pins(lock.path(root)).items() if there.get(name) != version)
    if lost:
        return Finding(Work.INSTALL, f"packages are missing or not as locked: {', '.join(lost)}")
    return Finding(Work.NONE)


def needed(root: Path, lock: Lock) -> Finding:
    """Look closer where there is something to do: what does not start cannot be added to."""
    finding = examine(root, lock)
    if finding.work is Work.INSTALL and not _works(root):
        return Finding(Work.REBUILD, "it does not work")
    return finding


def make_ready(root: Path, lock: Lock, finding: Finding, say: Callable[[str], None]) -> None:
    """Make, repair or renew the environment as far as it is needed."""
    if finding.work is Work.NONE:
        return
    if finding.work is Work.REBUILD:
        say(f"Making the environment .venv ({finding.why})")
        _build(root)
    else:
        say(f"Renewing the environment .venv ({finding.why})")
    stamp = folder(root) / STAMP
    # First gone, last written: whatever stops us in between is seen the next time.
    stamp.unlink(missing_ok=True)
    _install(root, lock, say)
    facts = {"root": str(root), **{held.value: held.digest(root) for held in lock.holds()}}
    partial = stamp.with_suffix(".part")
    partial.write_text(json.dumps(facts, indent=1), encoding="utf-8")
    partial.replace(stamp)


def pins(lock: Path) -> dict[str, str]:
    """Name and version of the lines that hold for every system (no marker)."""
    line = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)\s*\\?$", re.MULTILINE)
    return {_plain(name): version for name, version in line.findall(lock.read_text(encoding="utf-8"))}


def installed(venv: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for packages in (*venv.glob("lib/python3.*/site-packages"), *venv.glob("Lib/site-packages")):
        for entry in os.listdir(packages):
            if entry.endswith(".dist-info"):
                name, _, version = entry.removesuffix(".dist-info").partition("-")
                found[_plain(name)] = version
    return found


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _home(venv: Path) -> Path:
    """Where the Python is that the environment was made from; a path that is no folder if it does not say."""
    try:
        config = (venv / "pyvenv.cfg").read_text(encoding="utf-8")
    except OSError:
        return venv / "nowhere"
    line = re.search(r"^home\s*=\s*(.+?)\s*$", config, re.MULTILINE)
    return Path(line[1]) if line else venv / "nowhere"


def _read_stamp(venv: Path) -> dict[str, str]:
    try:
        facts = json.loads((venv / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return facts if isinstance(facts, dict) else {}


def _works(root: Path) -> bool:
    """It starts, is of a Python that we support, and has pip."""
    question = f"import pip, sys; raise SystemExit(sys.version_info[:2] not in {SUPPORTED})"
    try:
        return subprocess.run([str(python(root)), "-c", question], capture_output=True).returncode == 0
    except OSError:
        return False


def _build(root: Path) -> None:
    venv = folder(root)
    if venv.is_symlink() or venv.is_file():
        venv.unlink()
    try:
        if venv.exists():
            shutil.rmtree(venv)
    except OSError as error:
        raise SetupProblem(
            f"The old environment {venv} could not be removed ({error.strerror}). Close the app and every "
            "program that uses it, then run the same command again."
        ) from error
    made = subprocess.run(
        [base_interpreter(), "-m", "venv", str(venv)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if made.returncode != 0:
        raise SetupProblem(f"{made.stdout.strip()}\n{venv} could not be made: the lines above say why.")


def _install(root: Path, lock: Lock, say: Callable[[str], None]) -> None:
    count = len(pins(lock.path(root)))
    say(f"Installing {count} locked packages, each checked against its hash (some 150 MB the first time)")
    command = [str(python(root)), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    command += ["--progress-bar", "off", "--require-hashes", "--only-binary", ":all:"]
    command += ["-r", str(lock.path(root))]
    last: deque[str] = deque(maxlen=12)
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as pip:
        assert pip.stdout is not None
        for line in pip.stdout:
            last.append(line.rstrip())
            fetched = re.match(r"\s*Downloading (?:\S*/)?(\S+?)-\d\S* \((\d.* MB)\)", line)
            if fetched:
                say(f"  fetching {fetched[1]}, {fetched[2]}")
    if pip.returncode == 0:
        return
    told = "\n".join(last)
    if "DO NOT MATCH THE HASHES" in told:
        raise SetupProblem(
            f"{told}\nA package is not the file that the lock names, and was not installed. Where it comes from is "
            "damaged or not to be trusted: say so to whoever keeps it; do not change the lock."
        )
    raise SetupProblem(
        f"{told}\nThe packages could not be installed: the lines above say why. When the network is there, run the "
        "same command again; what was fetched is kept."
    )
