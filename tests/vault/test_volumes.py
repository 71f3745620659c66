"""What is connected, as Linux and as Windows tell it."""

import ctypes
from pathlib import Path
from typing import Any, ClassVar

import pytest

from app.vault import volumes

MOUNTS = r"""/dev/vda / ext4 rw 0 0
/dev/fake9 /run/media/lan/USB\040DEN vfat rw 0 0
//may-chu/chung /media/chung cifs rw 0 0
tmpfs /media/usb tmpfs rw 0 0
tmpfs /dev/shm tmpfs rw 0 0
"""


def test_linux_tells_what_lies_under_media_but_no_share_and_no_own_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts, by_uuid, by_label = tmp_path / "mounts", tmp_path / "uuid", tmp_path / "label"
    mounts.write_text(MOUNTS)
    by_uuid.mkdir()
    by_label.mkdir()
    (by_uuid / "5C1A-77E0").symlink_to("/dev/fake9")
    (by_label / r"USB\x20ĐEN").symlink_to("/dev/fake9")
    monkeypatch.setattr(volumes, "MOUNTS", mounts)
    monkeypatch.setattr(volumes, "BY_UUID", by_uuid)
    monkeypatch.setattr(volumes, "BY_LABEL", by_label)
    assert volumes._of_linux() == [
        volumes.Volume(Path("/run/media/lan/USB DEN"), "5C1A-77E0", "USB ĐEN"),
        volumes.Volume(Path("/media/usb"), "", "usb"),
    ]


def test_a_disk_on_a_usb_port_is_found_wherever_it_is_mounted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = tmp_path / "devices/usb1/1-1/block/sdq/sdq1"
    disk.mkdir(parents=True)
    inner = tmp_path / "devices/pci/block/sdr/sdr1"
    inner.mkdir(parents=True)
    (inner.parent / "removable").write_text("0\n")
    block = tmp_path / "block"
    block.mkdir()
    (block / "sdq1").symlink_to(disk)
    (block / "sdr1").symlink_to(inner)
    mounts = tmp_path / "mounts"
    mounts.write_text("/dev/sdq1 /srv/ngoai ext4 rw 0 0\n/dev/sdr1 /srv/trong ext4 rw 0 0\n")
    monkeypatch.setattr(volumes, "MOUNTS", mounts)
    monkeypatch.setattr(volumes, "BLOCK", block)
    assert [each.root for each in volumes._of_linux()] == [Path("/srv/ngoai")]


class Kernel:
    """Windows with C: inside, D: a second inner disk, E: a stick, F: an external disk, G: an empty card reader."""

    kinds: ClassVar = {"C": 3, "D": 3, "E": 2, "F": 3, "G": 2}
    buses: ClassVar = {"C": 17, "D": 11, "F": 7}

    class CreateFileW:
        restype = None

        def __new__(cls, name: str, *_rest: object) -> int:  # type: ignore[misc]
            return ord(name[-2])

    def GetLogicalDrives(self) -> int:
        return sum(1 << ord(letter) - ord("A") for letter in self.kinds)

    def GetDriveTypeW(self, root: str) -> int:
        return self.kinds[root[0]]

    def GetVolumeInformationW(self, root: str, label: Any, _size: int, serial: Any, *_rest: object) -> int:
        if root[0] == "G":
            return 0
        label.value = "KINGSTON" if root[0] == "E" else ""
        serial._obj.value = 0x5C1A77E0
        return 1

    def DeviceIoControl(self, handle: Any, _code: int, _query: Any, _size: int, answer: Any, *_rest: object) -> int:
        answer[volumes.BUS_TYPE_AT] = self.buses[chr(handle.value)]
        return 1

    def CloseHandle(self, handle: ctypes.c_void_p) -> None:
        assert handle.value


def test_windows_tells_sticks_and_external_disks_but_no_inner_disk() -> None:
    found = volumes._of_windows(Kernel())
    assert [(str(each.root), each.number, each.label) for each in found] == [
        ("E:\\", "5C1A-77E0", "KINGSTON"),
        ("F:\\", "5C1A-77E0", "F:"),
    ]
