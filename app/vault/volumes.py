"""Which disks and sticks are connected to this computer, and by what number does each know itself?

Asked of the system without administrator's rights and without starting a program: `/proc/mounts` and `/dev/disk` on
Linux, the kernel's own functions on Windows. The number is the file system's (UUID, serial): formatting changes it.
"""

import ctypes
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.vault.folder import NETWORK_FILE_SYSTEMS

MOUNTS = Path("/proc/mounts")
BY_UUID, BY_LABEL = Path("/dev/disk/by-uuid"), Path("/dev/disk/by-label")
BLOCK = Path("/sys/class/block")
# Where desktops connect what can be pulled out again.
OUTSIDE = (Path("/media"), Path("/run/media"))

REMOVABLE, FIXED = 2, 3  # GetDriveTypeW
PULLABLE_BUSES = frozenset({4, 7, 12, 13})  # STORAGE_BUS_TYPE: FireWire, USB, SD, MMC
QUERY_PROPERTY, BUS_TYPE_AT = 0x2D1400, 28  # IOCTL_STORAGE_QUERY_PROPERTY; in STORAGE_DEVICE_DESCRIPTOR


@dataclass(frozen=True)
class Volume:
    """A connected disk that can be taken away. `number` is empty where the system does not tell it."""

    root: Path
    number: str
    label: str


def connected() -> list[Volume]:
    """What is connected and can be pulled out or carried away: sticks, external disks, memory cards."""
    if sys.platform == "win32":
        return _of_windows(ctypes.windll.kernel32)
    return _of_linux()


def same_disk(one: Path, other: Path) -> bool:
    """Whether two folders lie on one file system: what breaks one breaks the other."""
    try:
        return one.stat().st_dev == other.stat().st_dev
    except OSError:
        return False


# --- Linux -----------------------------------------------------------------------------------------------


def _of_linux() -> list[Volume]:
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    numbers, labels = _names(BY_UUID), _names(BY_LABEL)
    found: dict[Path, Volume] = {}
    for line in lines:
        device, mount, kind, *_ = (_plain(part) for part in (*line.split(" "), "", "", ""))
        root = Path(mount)
        if kind in NETWORK_FILE_SYSTEMS or not (_under(root) or _pullable(Path(device))):
            continue
        real = os.path.realpath(device)
        found[root] = Volume(root, numbers.get(real, ""), labels.get(real, "") or root.name)
    return list(found.values())


def _plain(text: str) -> str:
    """Blanks and the like stand as octal numbers in `/proc/mounts`."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), text)


def _names(folder: Path) -> dict[str, str]:
    """Device file → its name in one of the folders of `/dev/disk`, where there is one."""
    try:
        links = list(folder.iterdir())
    except OSError:
        return {}
    # udev writes what a file name may not hold as \x20.
    return {
        os.path.realpath(link): re.sub(r"\\x([0-9a-f]{2})", lambda found: chr(int(found[1], 16)), link.name)
        for link in links
    }


def _under(root: Path) -> bool:
    return any(outside in root.parents for outside in OUTSIDE)


def _pullable(device: Path) -> bool:
    """Whether a block device hangs on a USB port or calls itself removable."""
    if device.parent != Path("/dev"):
        return False
    place = os.path.realpath(BLOCK / device.name)
    if "/usb" in place:
        return True
    for folder in (Path(place), Path(place).parent):  # a partition's disk says it
        try:
            if (folder / "removable").read_text(encoding="ascii").strip() == "1":
                return True
        except OSError:
            continue
    return False


# --- Windows ---------------------------------------------------------------------------------------------


def _of_windows(kernel: Any) -> list[Volume]:
    letters = [chr(ord("A") + at) for at in range(26) if kernel.GetLogicalDrives() >> at & 1]
    found = []
    for letter in letters:
        root = f"{letter}:\\"
        kind = kernel.GetDriveTypeW(root)
        if kind == REMOVABLE or (kind == FIXED and _bus(kernel, letter) in PULLABLE_BUSES):
            label, serial = ctypes.create_unicode_buffer(261), ctypes.c_uint32()
            told = kernel.GetVolumeInformationW(root, label, 261, ctypes.byref(serial), None, None, None, 0)
            if told:  # a card reader without a card has a letter, too
                number = f"{serial.value:08X}"
                found.append(Volume(Path(root), f"{number[:4]}-{number[4:]}", label.value or f"{letter}:"))
    return found


def _bus(kernel: Any, letter: str) -> int:
    """On which bus a disk hangs (external hard disks call themselves fixed); 0 where it is not told."""
    kernel.CreateFileW.restype = ctypes.c_void_p
    # No access is asked for: the question alone needs no administrator.
    handle = kernel.CreateFileW(f"\\\\.\\{letter}:", 0, 3, None, 3, 0, None)
    if handle in (None, ctypes.c_void_p(-1).value):
        return 0
    try:
        query, answer, size = (ctypes.c_uint32 * 3)(), ctypes.create_string_buffer(1024), ctypes.c_uint32()
        told = kernel.DeviceIoControl(
            ctypes.c_void_p(handle),
            QUERY_PROPERTY,
            ctypes.byref(query),
            ctypes.sizeof(query),
            answer,
            len(answer),
            ctypes.byref(size),
            None,
        )
        return int.from_bytes(answer.raw[BUS_TYPE_AT : BUS_TYPE_AT + 4], "little") if told else 0
    finally:
        kernel.CloseHandle(ctypes.c_void_p(handle))
