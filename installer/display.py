"""Is there a display to open a window on?"""

from __future__ import annotations

import re
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

ANSWER_WITHIN_SECONDS = 2.0


def why_no_window(env: Mapping[str, str], platform: str = sys.platform) -> str | None:
    """One line saying why no window can open here; None where one can."""
    if platform in ("win32", "darwin") or env.get("QT_QPA_PLATFORM"):
        return None
    wayland, x11 = env.get("WAYLAND_DISPLAY"), env.get("DISPLAY")
    if not wayland and not x11:
        return (
            "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set): "
            "run this in a desktop session; 'test' works without one."
        )
    if wayland and _unix_answers(str(Path(env.get("XDG_RUNTIME_DIR", "/")) / wayland)):
        return None
    if x11 and _x11_answers(x11):
        return None
    named = f"WAYLAND_DISPLAY={wayland}" if wayland else f"DISPLAY={x11}"
    return f"The display that is named here ({named}) does not answer: run this in a desktop session."


def _x11_answers(display: str) -> bool:
    shape = re.fullmatch(r"(?P<host>.*):(?P<number>\d+)(\.\d+)?", display)
    if shape is None:
        # A form we do not know (a socket's path, for one): Qt shall decide.
        return True
    host, number = shape["host"], int(shape["number"])
    if host in ("", "unix"):
        return _unix_answers(f"/tmp/.X11-unix/X{number}") or _unix_answers(f"\0/tmp/.X11-unix/X{number}")
    try:
        socket.create_connection((host.strip("[]"), 6000 + number), ANSWER_WITHIN_SECONDS).close()
    except OSError:
        return False
    return True


def _unix_answers(address: str) -> bool:
    if sys.platform == "win32":
        return False
    with socket.socket(socket.AF_UNIX) as knock:
        knock.settimeout(ANSWER_WITHIN_SECONDS)
        try:
            knock.connect(address)
        except OSError:
            return False
    return True
