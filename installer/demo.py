"""Where does the demo vault live, and how is it made: by the set-up, ready for the first run, or when asked for?"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from installer.problem import SetupProblem


def place(env: Mapping[str, str], home: Path, platform: str = sys.platform) -> Path:
    """A folder of this person's own, outside the project: a `git clean` must not take the demo's records."""
    if platform == "win32":
        return Path(env.get("LOCALAPPDATA") or home / "AppData" / "Local") / "NhipCau" / "demo"
    return Path(env.get("XDG_DATA_HOME") or home / ".local" / "share") / "nhip-cau" / "demo"


def is_made(vault: Path) -> bool:
    return (vault / "vault.json").is_file()


def make(vault: Path, app: list[str], env: Mapping[str, str], say: Callable[[str], None]) -> None:
    """Take the vault that the set-up has made ready today, or make one: its dates count back from the day."""
    told = _take(vault)
    if told is None:
        say(f"Making the demo vault, with invented people and a year of reports, in {vault}")
        told = _made(vault, app, env)
    else:
        say(f"The demo vault, with invented people and a year of reports, is in {vault}")
    for line in how_to_sign_in(told):
        say(line)


def make_ready(vault: Path, app: list[str], env: Mapping[str, str], say: Callable[[str], None]) -> None:
    """Make the vault of a demo that nobody has begun yet, so that the first `run --demo` of today opens at once.

    It is made on this computer by the app itself, every key in it anew, and used once: nothing is shared with the demo
    of anybody else. Without it the demo is made when it is asked for, so a failure here is told and stops nothing.
    """
    if is_made(vault):
        return
    say("Making a demo vault ready, with invented people and a year of reports")
    try:
        told = _made(_ready(vault), app, env)
    except SetupProblem as problem:
        say(f"{problem} The demo will be made when it is asked for.")
        return
    note = {"day": _today(), "told": json.loads(told)}
    _note(vault).write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")


def _ready(vault: Path) -> Path:
    return vault.with_name(vault.name + ".ready")


def _note(vault: Path) -> Path:
    """What was said when the ready vault was made; without it, or of another day, the vault counts as not there."""
    return vault.with_name(vault.name + ".ready.json")


def _today() -> str:
    return date.today().isoformat()


def _take(vault: Path) -> str | None:
    """Move today's ready vault to the demo's place, and give what was said of it; an older one is removed."""
    try:
        note = json.loads(_note(vault).read_text(encoding="utf-8"))
        fresh, told = note["day"] == _today(), json.dumps(note["told"], ensure_ascii=False)
    except (OSError, ValueError, LookupError, TypeError):
        fresh, told = False, ""
    usable = fresh and is_made(_ready(vault))
    _note(vault).unlink(missing_ok=True)
    if usable:
        if vault.exists():
            shutil.rmtree(vault)
        os.replace(_ready(vault), vault)
    elif _ready(vault).exists():
        shutil.rmtree(_ready(vault))
    return told if usable else None


def _made(vault: Path, app: list[str], env: Mapping[str, str]) -> str:
    """Make the vault beside its place and move it there whole: a run that was cut off leaves none."""
    unfinished = vault.with_name(vault.name + ".part")
    for leftover in (unfinished, vault):
        if leftover.exists():
            shutil.rmtree(leftover)
    vault.parent.mkdir(parents=True, exist_ok=True)
    made = subprocess.run(
        [*app, "demo", str(unfinished), "--json"], env=dict(env), stdout=subprocess.PIPE, encoding="utf-8"
    )
    if made.returncode != 0:
        raise SetupProblem("The demo vault could not be made: the line above says why.")
    os.replace(unfinished, vault)
    return made.stdout


def how_to_sign_in(printed: str) -> list[str]:
    """What `demo --json` printed, for a person; the demo's own password is no secret."""
    told = json.loads(printed)
    lines = [f"The demo's password, the same for everybody: {told['password']}", "Sign in as one of these:"]
    lines += [f"  {one['user']:<16} {one['unit']}, {one['level']}" for one in told["accounts"]]
    return lines
