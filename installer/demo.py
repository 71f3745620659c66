"""Where does the demo vault live, and how is it made the first time?"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
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
    """Make the vault beside its place and move it there whole: a run that was cut off leaves none."""
    say(f"Making the demo vault, with invented people and a year of reports, in {vault}")
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
    for line in how_to_sign_in(made.stdout):
        say(line)


def how_to_sign_in(printed: str) -> list[str]:
    """What `demo --json` printed, for a person; the demo's own password is no secret."""
    told = json.loads(printed)
    lines = [f"The demo's password, the same for everybody: {told['password']}", "Sign in as one of these:"]
    lines += [f"  {one['user']:<16} {one['unit']}, {one['level']}" for one in told["accounts"]]
    return lines
