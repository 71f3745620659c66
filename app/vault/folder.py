"""Can this folder hold a vault that is safe to open?

Answers before anything is read or changed: is it there, may it be written, is it on this machine's own
disk, has no other window opened it. One lock file guards a vault on a USB stick as well.
"""

import errno
import os
import sys
from pathlib import Path

from filelock import FileLock, Timeout

from app.vault import private_files
from app.vault.errors import (
    AppError,
    DiskFull,
    Environment,
    InUse,
    NetworkShare,
    ReadOnlyFolder,
    VaultMissing,
)

HEADER = "vault.json"
LOCK = "vault.lock"

NETWORK_FILE_SYSTEMS = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "9p",
        "afs",
        "ncpfs",
        "fuse.sshfs",
        "fuse.rclone",
        "davfs",
        "fuse.davfs",
    }
)
MOUNTS = Path("/proc/mounts")


def check(folder: Path) -> None:
    """Refuse a folder in which a vault cannot be kept safely.

    Raises VaultMissing, NetworkShare, ReadOnlyFolder.
    """
    if not folder.is_dir():
        raise VaultMissing(
            "There is no folder {folder}. Check that the disk or USB stick is connected, then choose the folder again.",
            folder=str(folder),
        )
    if on_network(folder):
        raise NetworkShare(
            "The folder {folder} is on a network share, where records can be damaged when two computers write"
            " at once. Nothing was opened. Move the vault to this computer's own disk.",
            folder=str(folder),
        )
    if not os.access(folder, os.W_OK):
        raise read_only(folder)


def on_network(folder: Path) -> bool:
    """Whether the folder lies on a network share (UNC path or mapped drive; a network mount on Linux)."""
    resolved = folder.resolve()
    if sys.platform == "win32":
        import ctypes

        drive = resolved.anchor
        remote = 4  # DRIVE_REMOTE
        return drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(drive) == remote
    return _file_system(resolved) in NETWORK_FILE_SYSTEMS


def _file_system(path: Path) -> str:
    """The type of the file system a path lies on; empty where the system does not tell."""
    best, kind = "", ""
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    for line in lines:
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        mount, found = parts[1], parts[2]
        mount = mount.replace("\\040", " ")
        inside = path == Path(mount) or Path(mount) in path.parents
        if inside and len(mount) >= len(best):
            best, kind = mount, found
    return kind


def lock(folder: Path) -> FileLock:
    """Take the vault for this process until the lock is released.

    Raises InUse when another window or command holds it, ReadOnlyFolder.
    """
    private_files.from_now_on()  # whoever holds a vault makes no file that others can open
    # Opened on one thread, closed on another: the lock must not be kept per thread.
    held = FileLock(folder / LOCK, timeout=0, thread_local=False)
    try:
        held.acquire()
    except Timeout:
        raise InUse(
            "This vault is already open in another window or command on this computer."
            " Nothing was changed. Go to that window, or close it and try again."
        ) from None
    except OSError as error:
        raise environment(error, folder) from error
    return held


def read_only(folder: Path) -> ReadOnlyFolder:
    return ReadOnlyFolder(
        "The folder {folder} cannot be written, so nothing was opened or changed."
        " Remove the write protection, or copy the vault to a folder of your own.",
        folder=str(folder),
    )


def disk_full() -> DiskFull:
    return DiskFull(
        "The disk is full. Nothing was lost: what was saved before is safe, the last change was not stored."
        " Free some room, then save again."
    )


def environment(error: OSError, folder: Path) -> AppError:
    """The sentence for a failed file operation in the vault's folder."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return disk_full()
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return read_only(folder)
    if error.errno == errno.ENOENT:
        return VaultMissing(
            "The vault in {folder} can no longer be found. Check that the disk or USB stick is connected.",
            folder=str(folder),
        )
    return Environment(
        "The computer could not read or write the vault ({reason}). Nothing was changed. Try again; if it"
        " happens again, restore the latest backup into another folder.",
        reason=error.strerror or type(error).__name__,
    )


def write_atomically(path: Path, data: bytes) -> None:
    """Replace a file whole or not at all: a kill, a power cut or a full disk leaves the old one.

    Raises DiskFull, ReadOnlyFolder, Environment.
    """
    fresh = path.with_name(path.name + ".new")
    try:
        with fresh.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise environment(error, path.parent) from error


def sync_folder(place: Path) -> None:
    """Let the names in a folder survive a power cut. Windows offers no such thing, and writes them by itself."""
    if sys.platform == "win32":
        return
    opened = os.open(place, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
