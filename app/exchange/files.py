"""How does a finished file reach the place a person chose, whole or not at all?"""

import contextlib
import errno
import os
import secrets
from pathlib import Path

from app.common.i18n import N_
from app.vault.errors import DiskFull, Environment, ReadOnlyFolder


class FolderMissing(Environment):
    """The folder to save in does not exist."""


class CannotSave(Environment):
    """The file could not be written for another reason."""


def write_file(path: Path, data: bytes) -> None:
    """Write the bytes under the chosen name: a reader sees the old file or the new one, never half of it.

    Raises DiskFull, ReadOnlyFolder, FolderMissing or CannotSave; nothing is left behind then.
    """
    # In the same folder: only there is the last step a single one, and no other may hold plain content.
    part = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        _write_through(part, data)
        os.replace(part, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        raise _sentence(error, path) from error
    _settle(path.parent)


def _write_through(part: Path, data: bytes) -> None:
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Make the new name survive a power cut; Windows does it by itself and opens no folders."""
    if os.name == "posix":
        with contextlib.suppress(OSError):  # some network file systems refuse: the file itself is safe
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _sentence(error: OSError, path: Path) -> Environment:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(
            N_(
                "The disk is full. The file was not saved and nothing was left behind. "
                "Make room or choose another disk."
            )
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return FolderMissing(N_("The folder does not exist. The file was not saved. Choose another folder."))
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.EISDIR, errno.EBUSY):
        return ReadOnlyFolder(
            N_(
                "The file cannot be written there. It was not saved. If it is open in Excel or Word, "
                "close it; otherwise choose another folder."
            )
        )
    return CannotSave(
        N_("The file could not be saved ({reason}). Nothing was left behind. Choose another folder."),
        reason=error.strerror or path.name,
    )
