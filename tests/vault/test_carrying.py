"""A backup comes to a stick whole or not at all, and the stick is known for what it is."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.vault import backup, carrying, media
from app.vault.backup import Backup
from app.vault.errors import Cancelled, Damaged, DiskFull, Environment, Invalid, ReadOnlyFolder
from app.vault.media import Kind, NotThere, Place, State
from app.vault.session import Session
from app.vault.volumes import Volume
from tests.sticks import Stick


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stick:
    return Stick(tmp_path / "usb", monkeypatch)


@pytest.fixture
def place(stick: Stick, vault_path: Path) -> Place:
    return media.take(stick.root, vault_path)


@pytest.fixture
def made(police_lead: Session) -> Backup:
    return police_lead.back_up("by_hand")


@pytest.fixture
def bring(place: Place, stick: Stick, made: Backup) -> Iterator[Callable[[], carrying.Copied]]:
    yield lambda: carrying.bring(made, place, stick.root, "0f" * 16)


def test_the_mark_names_nobody_and_is_kept_when_the_stick_is_chosen_again(
    stick: Stick, place: Place, vault_path: Path
) -> None:
    assert place == Place(place.id, Kind.STICK, "5C1A-77E0", "KINGSTON")
    assert json.loads((stick.root / media.MARK).read_text()) == {"format": 1, "id": place.id}
    assert media.take(stick.root / "thư mục", vault_path) == place


def test_a_stick_is_known_under_any_letter(stick: Stick, place: Place, tmp_path: Path) -> None:
    assert media.look_for(place) == media.Sight(State.HERE, stick.root)
    stick.pull_out()
    assert media.look_for(place).state is State.AWAY
    stick.connect(tmp_path / "F")
    assert media.look_for(place) == media.Sight(State.HERE, tmp_path / "F")


def test_the_mark_on_another_stick_is_not_taken_for_the_place(stick: Stick, place: Place) -> None:
    stick.renumber("0000-0001")
    assert media.look_for(place).state is State.OTHER_STICK
    stick.renumber("")  # the system does not tell: the mark alone has to do
    assert media.look_for(place).state is State.HERE


def test_an_emptied_stick_is_told_from_one_that_is_away(stick: Stick, place: Place) -> None:
    stick.empty()
    assert media.look_for(place).state is State.NO_MARK


def test_a_folder_on_the_vaults_own_disk_is_refused(tmp_path: Path, vault_path: Path) -> None:
    with pytest.raises(Invalid, match="same disk as the vault"):
        media.take(tmp_path, vault_path, [])
    assert not (tmp_path / media.MARK).exists()


def test_a_stick_that_holds_the_vault_itself_is_refused(tmp_path: Path, vault_path: Path) -> None:
    with pytest.raises(Invalid, match="lost together"):
        media.take(tmp_path, vault_path, [Volume(tmp_path, "", "USB")])


def test_a_network_folder_is_found_by_the_path_of_this_computer(
    tmp_path: Path, vault_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(media, "on_network", lambda folder: True)
    share = tmp_path / "chung"
    share.mkdir()
    place = media.take(share, vault_path, [])
    assert (place.kind, place.path) == (Kind.FOLDER, str(share))
    moved = share.rename(tmp_path / "chung2")
    assert media.look_for(place).state is State.AWAY
    media.remember(place.id, moved)
    assert media.look_for(place) == media.Sight(State.HERE, moved)
    (moved / media.MARK).unlink()
    assert media.look_for(place).state is State.AWAY


def test_a_copy_is_whole_and_is_not_made_twice(
    bring: Callable[[], carrying.Copied], made: Backup, stick: Stick
) -> None:
    first, again = bring(), bring()
    assert (first.fresh, again.fresh) == (True, False)
    assert backup.verify(first.backup) == backup.verify(made)
    assert {path.name for path in first.backup.folder.iterdir()} == {path.name for path in made.folder.iterdir()}
    assert carrying.listed(stick.root, "0f" * 16) == [first.backup]


def test_a_copy_that_was_damaged_on_the_stick_is_made_anew(bring: Callable[[], carrying.Copied]) -> None:
    file = bring().backup.folder / "police.db"
    file.write_bytes(file.read_bytes()[:-1] + b"\0")
    again = bring()
    assert again.fresh
    assert backup.verify(again.backup)


def test_a_full_stick_gets_nothing(bring: Callable[[], carrying.Copied], stick: Stick, made: Backup) -> None:
    for at in range(len(list(made.folder.iterdir()))):
        stick.fills_up(at)
        with pytest.raises(DiskFull, match="Nothing was lost"):
            bring()
        assert stick.copies() == []
    assert backup.verify(made)


def test_a_stick_without_room_is_not_even_begun(
    bring: Callable[[], carrying.Copied], stick: Stick, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10, 9, 1))
    stick.after_files(0, lambda: pytest.fail("something was written"))
    with pytest.raises(DiskFull):
        bring()


def test_a_write_protected_stick_is_said(bring: Callable[[], carrying.Copied], stick: Stick) -> None:
    stick.is_write_protected()
    with pytest.raises(ReadOnlyFolder, match="write protection"):
        bring()


def test_a_stick_pulled_out_at_any_file_has_no_half_copy_that_counts(
    bring: Callable[[], carrying.Copied], stick: Stick, made: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = carrying._write
    for at in range(len(list(made.folder.iterdir()))):
        stick.after_files(at, stick.pull_out)
        with pytest.raises(NotThere, match="Nothing was lost"):
            bring()
        monkeypatch.setattr(carrying, "_write", plain)
        stick.connect()
        assert carrying.listed(stick.root, "0f" * 16) == []
    assert bring().fresh
    assert stick.copies() == [made.folder.name]  # what was half copied is gone as well


def test_an_empty_folder_left_by_a_stick_that_was_pulled_out_is_not_written_to(
    bring: Callable[[], carrying.Copied], stick: Stick
) -> None:
    def swapped() -> None:
        stick.pull_out()
        stick.root.mkdir()

    stick.after_files(1, swapped)
    with pytest.raises(NotThere):
        bring()
    assert carrying.listed(stick.root, "0f" * 16) == []


def test_a_stick_that_gives_back_something_else_does_not_count(
    bring: Callable[[], carrying.Copied], stick: Stick, monkeypatch: pytest.MonkeyPatch
) -> None:
    def worn_out(folder: Path) -> None:
        file = folder / "registry.db"
        file.write_bytes(bytes(len(file.read_bytes())))

    monkeypatch.setattr(carrying, "_forget_cached", worn_out)
    with pytest.raises(Environment, match="is not what was written"):
        bring()
    assert stick.copies() == []


def test_a_cancelled_copy_leaves_nothing(place: Place, stick: Stick, made: Backup) -> None:
    def cancel(done: int, total: int) -> None:
        if done > total // 3:
            raise Cancelled("Cancelled. Everything is as it was before.")

    with pytest.raises(Cancelled):
        carrying.bring(made, place, stick.root, "0f" * 16, cancel)
    assert stick.copies() == []


def test_a_damaged_backup_is_not_copied(bring: Callable[[], carrying.Copied], made: Backup, stick: Stick) -> None:
    (made.folder / "registry.db").write_bytes(b"")
    with pytest.raises(Damaged):
        bring()
    assert stick.copies() == []


def test_a_backup_replaced_while_it_was_copied_is_not_blamed_on_the_stick(
    bring: Callable[[], carrying.Copied], made: Backup, stick: Stick
) -> None:
    stick.after_files(1, lambda: shutil.rmtree(made.folder))
    with pytest.raises(Environment, match="replaced by a newer one"):
        bring()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="mounting needs root")
@pytest.mark.parametrize("kilobytes", [64, 400, 900])
def test_a_medium_that_is_really_full_loses_nothing(
    kilobytes: int, tmp_path: Path, made: Backup, vault_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "tmpfs"
    root.mkdir()
    if os.system(f"mount -t tmpfs -o size={kilobytes}k tmpfs {root} 2>/dev/null"):
        pytest.skip("no mount here")
    try:
        place = media.take(root, vault_path, [])
        monkeypatch.setattr(carrying._Guard, "room", lambda self, needed: None)
        with pytest.raises(DiskFull):
            carrying.bring(made, place, root, "0f" * 16)
        assert carrying.listed(root, "0f" * 16) == []
        assert not list(root.glob("nhipcau-backup/*/backups/*"))
    finally:
        os.system(f"umount {root}")


def test_a_stick_is_thinned_like_the_vaults_own_backups(place: Place, stick: Stick, police_lead: Session) -> None:
    now = datetime(2026, 6, 30, 17, tzinfo=UTC)
    for back in range(9):
        source = backup.make(
            police_lead.vault.folder,
            police_lead._keys,
            police_lead.account.id,
            police_lead.private,
            now - timedelta(days=back),
            "sign_out",
        )
        carrying.bring(source, place, stick.root, "0f" * 16)
    carrying.thin(place, stick.root, "0f" * 16, now, [now])
    ages = [(now - each.made_at).days for each in carrying.listed(stick.root, "0f" * 16)]
    assert ages == list(range(7))  # a day each for a week
    assert carrying.thin(place, stick.root, "0f" * 16, now + timedelta(days=3000), [now]) == []  # a clock that jumped
