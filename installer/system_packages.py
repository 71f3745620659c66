"""Which of Debian's packages does this machine lack, and may we install them?"""

from __future__ import annotations

import ctypes
import importlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping

from installer.problem import SetupProblem

# What Qt 6.9's wheel links to and does not bring along (readelf -d over its libraries and plugins),
# less what every Debian has. Qt without a window (the tests) needs only these:
QT = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxkbcommon.so.0": "libxkbcommon0",
}
# … and a window on X11 or Wayland, and printing from it, need these besides.
QT_WINDOW = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libcups.so.2": "libcups2",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


def missing_libraries(
    wanted: Mapping[str, str], loads: Callable[[str], bool] | None = None, platform: str = sys.platform
) -> list[str]:
    """The packages of those libraries that do not load here; Windows wheels bring all of theirs."""
    if platform != "linux":
        return []
    load = loads or _loads
    return sorted({package for library, package in wanted.items() if not load(library)})


def missing_venv_package(
    find: Callable[[str], object | None] = importlib.util.find_spec,
    version: tuple[int, ...] = sys.version_info[:2],
) -> list[str]:
    """Debian keeps ensurepip, without which an environment has no pip, in a package of its own."""
    importlib.invalidate_caches()
    if find("ensurepip") is not None:
        return []
    return [f"python{version[0]}.{version[1]}-venv"]


def install_command(packages: Iterable[str]) -> list[str]:
    return ["apt-get", "install", "-y", "--no-install-recommends", *packages]


def in_words(packages: Iterable[str]) -> str:
    """The command as a person would type it."""
    return "sudo " + shlex.join(install_command(packages))


def provide(lacking: Callable[[], list[str]], say: Callable[[str], None]) -> None:
    """Install what `lacking` names, where this account may; else say which command does it."""
    packages = lacking()
    if not packages:
        return
    if shutil.which("apt-get") is None:
        raise SetupProblem(
            f"System packages are missing; Debian calls them {', '.join(packages)}.\n"
            "Install what your system calls them, then run the same command again."
        )
    rights = _rights()
    if rights is None:
        raise SetupProblem(
            "System packages are missing that only an administrator may install. Have this run, then run "
            f"the same command again:\n  {in_words(packages)}"
        )
    say(f"Installing system packages: {' '.join(packages)}")
    tail = _apt(rights, packages)
    still = lacking()
    if still:
        raise SetupProblem(
            f"{tail}\nThe packages {', '.join(still)} could not be installed: the lines above say why. "
            f"When that is mended, run the same command again, or first this by hand:\n  {in_words(still)}"
        )


def _apt(rights: list[str], packages: list[str]) -> str:
    """Run apt-get, and where it fails once more with fresh lists; what it said last."""
    install = [*rights, *install_command(packages)]
    code, said = _quietly(install)
    if code != 0:
        # A new machine has no package lists yet, an old one has lists of files that are gone.
        _quietly([*rights, "apt-get", "update"])
        code, said = _quietly(install)
    return "\n".join(said.splitlines()[-8:])


def _quietly(command: list[str]) -> tuple[int, str]:
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    return done.returncode, done.stdout


def _rights() -> list[str] | None:
    """What to put before apt-get: nothing for root, sudo where it asks nothing; None where we may not."""
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive"]
    if sys.platform != "win32" and os.geteuid() == 0:
        return quiet
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n", *quiet]
    return None


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
