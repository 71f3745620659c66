"""A file that a person asked for is there whole or not at all, and says why not."""

import errno
import os
from pathlib import Path
from typing import NoReturn

import pytest

from app.exchange.files import CannotSave, FolderMissing, write_file
from app.vault.errors import DiskFull, Environment, ReadOnlyFolder


def test_a_file_is_written_over_an_older_one(tmp_path: Path) -> None:
    path = tmp_path / "sổ.xlsx"
    write_file(path, b"old")
    write_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert [each.name for each in tmp_path.iterdir()] == ["sổ.xlsx"]


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EACCES, ReadOnlyFolder),
        (errno.EROFS, ReadOnlyFolder),
        (errno.EIO, CannotSave),
    ],
)
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, code: int, error: type[Environment]
) -> None:
    path = tmp_path / "sổ.xlsx"
    path.write_bytes(b"old")

    def fail(*args: object) -> NoReturn:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(error):
        write_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["sổ.xlsx"]


def test_a_folder_that_is_not_there_is_named_as_the_reason(tmp_path: Path) -> None:
    with pytest.raises(FolderMissing):
        write_file(tmp_path / "không có" / "sổ.xlsx", b"new")


def test_a_folder_in_the_place_of_the_file_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "sổ.xlsx").mkdir()
    with pytest.raises(ReadOnlyFolder):
        write_file(tmp_path / "sổ.xlsx", b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["sổ.xlsx"]
