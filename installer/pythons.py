"""Which Python may make the environment?

The files of this folder must be readable by older Pythons too, so that they can say what is wanted instead
of dying of a syntax error.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable

# 3.14 waits for Qt: PySide6 6.9 (see pyproject.toml) knows Python up to 3.13.
SUPPORTED = ((3, 13), (3, 12), (3, 11))


def is_supported(version: tuple[int, int]) -> bool:
    return version in SUPPORTED


def another_python(platform: str = sys.platform, which: Callable[[str], str | None] = shutil.which) -> list[str] | None:
    """The command of a supported Python that this machine has besides the one running, newest first."""
    for major, minor in SUPPORTED:
        found = which(f"python{major}.{minor}")
        if found:
            return [found]
        if platform == "win32":
            launcher = which("py")
            if launcher and _starts([launcher, f"-{major}.{minor}"]):
                return [launcher, f"-{major}.{minor}"]
    return None


def wanted(version: tuple[int, int]) -> str:
    running = ".".join(str(part) for part in version)
    return (
        f"Python 3.11, 3.12 or 3.13 (64 bit) is needed; this is {running} and no other was found. "
        "Install one (Debian 12: apt-get install python3 python3-venv; Windows: Python's own installer), "
        "then run the same command again."
    )


def base_interpreter() -> str:
    """The Python that was installed, even where a virtual environment's own one is running."""
    found: str = getattr(sys, "_base_executable", None) or sys.executable
    # /usr/bin/python3 becomes another version one day; python3.11 stays or goes. On Windows the name stays
    # as it is: what the Store's alias points to may not be started.
    return found if sys.platform == "win32" else os.path.realpath(found)


def _starts(command: list[str]) -> bool:
    try:
        return subprocess.run([*command, "-c", ""], capture_output=True, check=False).returncode == 0
    except OSError:
        return False
