"""Where copies go and when the last one was found whole there, known to everybody in the vault."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.registry import elsewhere, safekeeping
from app.registry.elsewhere import Copy, Lateness, Standing
from app.vault import audit, backup, carrying, integrity
from app.vault.compartments import Compartment
from app.vault.errors import DiskFull, Refused
from app.vault.media import NotThere, Sight, State
from app.vault.session import Session
from tests.sticks import Stick


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stick:
    return Stick(tmp_path / "usb", monkeypatch)


def copy_now(session: Session) -> Copy:
    """What the window does by itself whenever the place is here."""
    todo = elsewhere.errand(session)
    assert todo is not None
    done = elsewhere.carry(todo, elsewhere.sight(todo))
    elsewhere.tell(session)
    return done


def test_a_lead_chooses_the_place_and_every_unit_knows_it(
    police_lead: Session, sign_in: Callable[[str], Session], stick: Stick
) -> None:
    assert elsewhere.standing(police_lead).place is None
    place = elsewhere.choose(police_lead, stick.root)
    assert elsewhere.standing(sign_in("ly.thi.thom")).place == place
    elsewhere.give_up(police_lead)
    assert elsewhere.standing(police_lead).place is None


def test_an_officer_does_not_choose_where_everybodys_backups_go(police_officer: Session, stick: Stick) -> None:
    with pytest.raises(Refused):
        elsewhere.choose(police_officer, stick.root)
    assert list(stick.root.iterdir()) == []
    with pytest.raises(Refused):
        elsewhere.give_up(police_officer)


def test_a_copy_by_hand_is_verified_and_written_into_the_audit(police_lead: Session, stick: Stick) -> None:
    place = elsewhere.choose(police_lead, stick.root)
    made = safekeeping.back_up(police_lead)
    done = copy_now(police_lead)
    assert done == Copy(made.folder.name, made.made_at, place.id, "KINGSTON")
    assert elsewhere.standing(police_lead).last == done
    with police_lead.read() as db:
        entry = audit.entries(db, Compartment.REGISTRY, limit=1)[0]
    assert (entry.action, entry.detail and entry.detail["backup"]) == ("backup.copied", made.folder.name)
    assert integrity.verify(police_lead).ok


def test_an_officer_copies_to_a_stick_that_is_not_the_place_and_a_viewer_does_not(
    police_officer: Session, police_viewer: Session, stick: Stick
) -> None:
    made = police_officer.back_up("by_hand")
    with pytest.raises(Refused):
        elsewhere.copy_to(police_viewer, stick.root)
    assert list(stick.root.iterdir()) == []
    elsewhere.copy_to(police_officer, stick.root)
    assert stick.copies() == [made.folder.name]
    found = elsewhere.standing(police_officer)
    assert found.place is None and found.last is not None


def test_a_copy_made_behind_the_lock_is_told_by_whoever_comes_next(
    police_lead: Session, sign_in: Callable[[str], Session], stick: Stick
) -> None:
    elsewhere.choose(police_lead, stick.root)
    made = police_lead.back_up("sign_out")
    todo = elsewhere.errand(police_lead)
    assert todo is not None
    police_lead.sign_out()
    elsewhere.carry(todo, elsewhere.sight(todo))  # without any key
    nurse = sign_in("ly.thi.thom")
    assert elsewhere.standing(nurse).last is None
    elsewhere.tell(nurse)
    elsewhere.tell(nurse)
    last = elsewhere.standing(nurse).last
    assert last is not None and last.backup == made.folder.name
    assert not nurse.wrote  # no reason for another backup
    with nurse.read() as db:
        assert len(audit.entries(db, Compartment.REGISTRY, action="backup.copied")) == 1


def test_what_was_erased_leaves_the_copies_of_backups_that_are_still_here(police_lead: Session, stick: Stick) -> None:
    from app.common import compacting

    elsewhere.choose(police_lead, stick.root)
    older = police_lead.back_up("by_hand")
    copy_now(police_lead)
    vault_id = police_lead.vault.header.vault_id
    copy = carrying.listed(stick.root, vault_id)[0]
    erased = (copy.folder / "police.db").read_bytes()
    with police_lead.work(Compartment.POLICE) as work:
        work.audit("reports.erase", "reports/1")
    compacting.replace_backups(police_lead)
    copy_now(police_lead)
    newest, *others = carrying.listed(stick.root, vault_id)
    assert [each.folder.name for each in others] == [older.folder.name]
    assert (copy.folder / "police.db").read_bytes() == (newest.folder / "police.db").read_bytes() != erased
    assert (copy.folder / "health.db").exists()
    assert backup.verify(copy)


def test_what_lies_there_already_is_not_waiting(police_lead: Session, stick: Stick) -> None:
    elsewhere.choose(police_lead, stick.root)
    police_lead.back_up("by_hand")
    before = elsewhere.errand(police_lead)
    copy_now(police_lead)
    after = elsewhere.errand(police_lead)
    assert before is not None and after is not None
    assert elsewhere.waiting(before) is not None
    assert elsewhere.waiting(after) is None


def test_a_damaged_newest_backup_does_not_keep_the_one_before_from_being_copied(
    police_lead: Session, stick: Stick
) -> None:
    elsewhere.choose(police_lead, stick.root)
    older = police_lead.back_up("by_hand")
    newer = police_lead.back_up("by_hand")
    (newer.folder / "health.db").write_bytes(b"")
    assert copy_now(police_lead).backup == older.folder.name


def test_a_place_that_is_away_is_said(police_lead: Session, stick: Stick) -> None:
    elsewhere.choose(police_lead, stick.root)
    police_lead.back_up("by_hand")
    stick.pull_out()
    with pytest.raises(NotThere, match="not connected"):
        copy_now(police_lead)
    stick.connect()
    stick.renumber("0000-0001")
    with pytest.raises(NotThere, match="another one"):
        copy_now(police_lead)
    stick.renumber("5C1A-77E0")
    stick.empty()
    with pytest.raises(NotThere, match="emptied"):
        copy_now(police_lead)
    assert elsewhere.standing(police_lead).last is None


def test_a_full_stick_keeps_the_copies_it_had(police_lead: Session, stick: Stick) -> None:
    elsewhere.choose(police_lead, stick.root)
    police_lead.back_up("by_hand")
    first = copy_now(police_lead)
    police_lead.back_up("by_hand")
    stick.fills_up(2)
    with pytest.raises(DiskFull):
        copy_now(police_lead)
    assert stick.copies() == [first.backup]
    assert elsewhere.standing(police_lead).last == first
    kept = carrying.listed(stick.root, police_lead.vault.header.vault_id)
    assert [backup.verify(each)["reason"] for each in kept] == ["by_hand"]


def test_notes_that_somebody_garbled_are_passed_over(police_lead: Session, stick: Stick, tmp_path: Path) -> None:
    from app.vault import throttle

    for garbled in (b"{", b"[1]", b"[[]]", b'{"a": 1}', b"\xff"):
        (throttle.state_folder() / elsewhere.NOTES).write_bytes(garbled)
        elsewhere.tell(police_lead)
    assert elsewhere.standing(police_lead).last is None


MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "lateness"),
    [(0, Lateness.FINE), (6, Lateness.FINE), (7, Lateness.LATE), (13, Lateness.LATE), (14, Lateness.VERY_LATE)],
)
def test_a_copy_is_late_after_7_days_and_very_late_after_14(days: int, lateness: Lateness) -> None:
    copied = Standing(None, Copy("b", MONDAY, "p", "USB"), MONDAY - timedelta(days=300))
    never = Standing(None, None, MONDAY)
    for found in (copied, never):
        assert found.lateness(MONDAY + timedelta(days=days, hours=1)) is lateness


def test_a_clock_set_back_makes_no_copy_late() -> None:
    assert Standing(None, None, MONDAY).lateness(MONDAY - timedelta(days=400)) is Lateness.FINE


def test_a_sight_says_where_the_doubtful_stick_is(police_lead: Session, stick: Stick) -> None:
    elsewhere.choose(police_lead, stick.root)
    todo = elsewhere.errand(police_lead)
    assert todo is not None
    stick.empty()
    assert elsewhere.sight(todo) == Sight(State.NO_MARK, stick.root)
