"""Does what was backed up come back, whole or in part, and what of the state before?"""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from app.registry import accounts, safekeeping
from app.vault import access, backup, fetching, integrity, judging, past_damage, rekeying, restoring, returning, trying
from app.vault.access import open_vault
from app.vault.backup import Backup
from app.vault.compartments import Compartment
from app.vault.errors import Damaged, Environment, NotFound, Refused, VaultMissing
from app.vault.people import Level
from app.vault.session import Session, Vault
from tests.conftest import PASSWORD
from tests.vault.attack import fingerprint

SignIn = Callable[[str], Session]
POLICE, REGISTRY = Compartment.POLICE, Compartment.REGISTRY
LEAD, OFFICER = "dao.ngoc.lan", "vu.hai.nam"
NEW_PASSWORD = "mật khẩu thay sau đó"


def worked(session: Session, *numbers: int) -> None:
    for number in numbers:
        with session.work(POLICE) as work:
            work.audit("reports.receive", f"reports/{number}")


def subjects(session: Session) -> list[str]:
    """The reports that the police audit tells of, the oldest first."""
    found = accounts.read_audit(session, POLICE, action="reports.receive")
    return [entry.subject for entry in reversed(found)]


def yesterday(session: Session) -> Backup:
    """A backup that holds reports 1 and 2; afterwards report 3 comes in."""
    worked(session, 1, 2)
    made = safekeeping.back_up(session)
    worked(session, 3)
    return made


def told(session: Session, part: Compartment) -> dict[str, object]:
    [entry] = accounts.read_audit(session, part, action="vault.restored")
    assert entry.detail is not None
    return entry.detail


def test_one_compartment_goes_back_and_the_others_stay(police_lead: Session, sign_in: SignIn, vault: Vault) -> None:
    made = yesterday(police_lead)
    ends = police_lead.heads()
    health = (vault.folder / "health.db").read_bytes()

    done = safekeeping.restore(police_lead, made.folder, POLICE)

    again = sign_in(LEAD)
    assert subjects(again) == ["reports/1", "reports/2"]
    assert (vault.folder / "health.db").read_bytes() == health
    assert done.ends_before == {POLICE: ends[POLICE]} and done.ends_after[POLICE].seq == ends[POLICE].seq - 1
    for part in (REGISTRY, POLICE):
        assert told(again, part) == {
            "backup": made.folder.name,
            "compartments": ["police"],
            "ends_before": {"police": [ends[POLICE].seq, ends[POLICE].hash]},
            "ends_after": {"police": [done.ends_after[POLICE].seq, done.ends_after[POLICE].hash]},
        }


def test_the_state_before_is_a_backup_that_brings_it_back(police_lead: Session, sign_in: SignIn) -> None:
    done = safekeeping.restore(police_lead, yesterday(police_lead).folder, POLICE)
    assert done.kept is not None and done.kept.reason == "before_restore" and backup.verify(done.kept)
    safekeeping.restore(sign_in(LEAD), done.kept.folder, POLICE)
    assert subjects(sign_in(LEAD)) == ["reports/1", "reports/2", "reports/3"]


def test_what_was_kept_is_not_taken_for_the_newest_backup(police_lead: Session, sign_in: SignIn) -> None:
    made = yesterday(police_lead)
    safekeeping.restore(police_lead, made.folder, POLICE)
    assert safekeeping.newest_backup(sign_in(LEAD)) == made


def test_the_whole_vault_goes_back(police_lead: Session, sign_in: SignIn, vault: Vault) -> None:
    made = yesterday(police_lead)
    done = safekeeping.restore(police_lead, made.folder)
    assert set(done.compartments) == set(Compartment) and done.accounts == ()
    again = sign_in(LEAD)
    assert subjects(again) == ["reports/1", "reports/2"]
    assert again.tampered == []
    assert integrity.verify(again).ok
    assert sign_in("ly.thi.thom").compartments == {REGISTRY, Compartment.HEALTH}


def test_a_compartment_comes_back_under_the_key_of_today(police_lead: Session, sign_in: SignIn, vault: Vault) -> None:
    made = yesterday(police_lead)
    officer = police_lead.directory.named("ta.thu.ha")
    assert officer
    accounts.revoke(police_lead, officer.account.id)

    safekeeping.restore(police_lead, made.folder, POLICE)

    assert subjects(sign_in(LEAD)) == ["reports/1", "reports/2"]
    assert POLICE in sign_in(OFFICER).compartments
    with pytest.raises(Refused):
        sign_in("ta.thu.ha")


def test_whoever_got_new_keys_since_gives_the_password_of_that_day(
    police_lead: Session, sign_in: SignIn, vault: Vault
) -> None:
    from app.vault import recovery

    sheet = accounts.renew_recovery(police_lead, POLICE, recovery.RecoveryForm.WHOLE)
    made = yesterday(police_lead)
    rekeying.rekey(police_lead, POLICE)
    police_lead.sign_out()
    restored_by_code = recovery.restore(vault, sheet.codes, LEAD, NEW_PASSWORD)

    with pytest.raises(fetching.OtherPassword):
        safekeeping.restore(restored_by_code, made.folder, POLICE)
    assert subjects(restored_by_code) == ["reports/1", "reports/2", "reports/3"]  # still signed in, nothing lost
    safekeeping.restore(restored_by_code, made.folder, POLICE, PASSWORD)

    assert subjects(access.sign_in(vault, LEAD, NEW_PASSWORD)) == ["reports/1", "reports/2"]


def test_whose_access_was_withdrawn_since_does_not_come_back(
    police_lead: Session, sign_in: SignIn, vault: Vault
) -> None:
    made = yesterday(police_lead)
    officer = police_lead.directory.named("ta.thu.ha")
    assert officer
    accounts.revoke(police_lead, officer.account.id)

    done = safekeeping.restore(police_lead, made.folder)

    assert [(each.user, each.what, each.withdrawn_again) for each in done.accounts] == [
        ("ta.thu.ha", returning.REVOKED, True)
    ]
    with pytest.raises(Refused):
        sign_in("ta.thu.ha")
    assert POLICE in sign_in(OFFICER).compartments


def test_another_units_lead_is_told_who_came_back(police_lead: Session, sign_in: SignIn, vault: Vault) -> None:
    made = yesterday(police_lead)
    health = sign_in("ly.thi.thom")
    nurse = health.directory.named("lo.thi.pan")
    assert nurse
    accounts.revoke(health, nurse.account.id)
    health.sign_out()
    police_lead = sign_in(LEAD)

    done = safekeeping.restore(police_lead, made.folder)

    assert [(each.user, each.withdrawn_again) for each in done.accounts] == [("lo.thi.pan", False)]
    health = sign_in("ly.thi.thom")
    assert [account.user for account in safekeeping.came_back(health)] == ["lo.thi.pan"]
    accounts.revoke(health, nurse.account.id)
    assert safekeeping.came_back(health) == []
    assert safekeeping.came_back(sign_in(LEAD)) == []


def test_an_old_password_that_holds_again_is_told(police_lead: Session, sign_in: SignIn, vault: Vault) -> None:
    made = yesterday(police_lead)
    officer = sign_in(OFFICER)
    access.change_password(officer, OFFICER, PASSWORD, NEW_PASSWORD)
    officer.sign_out()
    done = safekeeping.restore(sign_in(LEAD), made.folder)
    assert [(each.user, each.what) for each in done.accounts] == [(OFFICER, "password_since")]
    assert sign_in(OFFICER).account.user == OFFICER


def test_the_registry_goes_back_alone_only_under_the_same_accounts(police_lead: Session, sign_in: SignIn) -> None:
    made = yesterday(police_lead)
    safekeeping.restore(police_lead, made.folder, REGISTRY)
    again = sign_in(LEAD)
    assert subjects(again) == ["reports/1", "reports/2", "reports/3"]
    officer = again.directory.named("ta.thu.ha")
    assert officer
    accounts.change_account(again, officer.account.id, "Tạ Thu Hà", Level.VIEWER)
    with pytest.raises(Refused, match="locked out"):
        safekeeping.restore(again, made.folder, REGISTRY)
    assert subjects(sign_in(LEAD)) == ["reports/1", "reports/2", "reports/3"]


@pytest.mark.parametrize("user", [OFFICER, "mai.van.an"])
def test_only_a_lead_goes_back(police_lead: Session, sign_in: SignIn, user: str) -> None:
    made = yesterday(police_lead)
    with pytest.raises(Refused):
        safekeeping.restore(sign_in(user), made.folder, POLICE)
    assert subjects(police_lead) == ["reports/1", "reports/2", "reports/3"]


def test_no_lead_goes_back_for_another_unit(police_lead: Session, sign_in: SignIn) -> None:
    made = yesterday(police_lead)
    with pytest.raises(Refused):
        safekeeping.restore(sign_in("ly.thi.thom"), made.folder, POLICE)


def test_a_damaged_backup_is_not_brought_back(police_lead: Session, vault: Vault) -> None:
    made = yesterday(police_lead)
    with (made.folder / "police.db").open("r+b") as file:
        file.seek(5000)
        file.write(b"x")
    with pytest.raises(Damaged):
        safekeeping.restore(police_lead, made.folder, POLICE)
    assert not list(vault.folder.glob("restoring-*"))
    worked(police_lead, 4)  # the visit goes on
    assert subjects(police_lead) == ["reports/1", "reports/2", "reports/3", "reports/4"]


@pytest.mark.parametrize("harm", ["damaged", "missing"])
def test_a_lead_comes_in_past_a_file_that_is_gone(
    police_lead: Session, vault_path: Path, vault: Vault, harm: str
) -> None:
    made = yesterday(police_lead)
    police_lead.sign_out()
    vault.close()
    path = vault_path / "police.db"
    path.with_name("police.db-wal").unlink(missing_ok=True)
    path.unlink() if harm == "missing" else path.write_bytes(b"x" * 9000)

    with (
        past_damage.open_to_restore(vault_path) as opened,
        safekeeping.signed_in_to_restore(opened, LEAD, PASSWORD) as session,
    ):
        done = safekeeping.restore(session, made.folder, POLICE)

    assert done.kept is not None and (done.kept.folder / "police.db").exists() == (harm == "damaged")
    with open_vault(vault_path) as opened:
        again = access.sign_in(opened, LEAD, PASSWORD)
        assert subjects(again) == ["reports/1", "reports/2"]
        again.close()


@pytest.mark.parametrize("lost", ["registry.db", "vault.json", "everything"])
def test_a_vault_that_does_not_open_at_all_comes_back(
    police_lead: Session, vault_path: Path, vault: Vault, tmp_path: Path, lost: str
) -> None:
    import shutil

    made = yesterday(police_lead)
    stick = tmp_path / "stick" / "bản của hôm qua"
    shutil.copytree(made.folder, stick)
    police_lead.sign_out()
    vault.close()
    if lost == "everything":
        shutil.rmtree(vault_path)
    else:
        (vault_path / lost).write_bytes(b"x" * 9000)
    if lost != "registry.db":
        with pytest.raises((Damaged, VaultMissing)):
            past_damage.open_to_restore(vault_path)

    done = safekeeping.restore_damaged(vault_path, stick, LEAD, PASSWORD)

    assert (done.kept is None) == (lost == "everything")
    if done.kept is not None:
        assert (done.kept.folder / lost).read_bytes() == b"x" * 9000
    with open_vault(vault_path) as opened:
        again = access.sign_in(opened, LEAD, PASSWORD)
        assert subjects(again) == ["reports/1", "reports/2"]
        again.close()


def test_whoever_lost_access_does_not_come_back_by_an_old_backup(
    police_lead: Session, sign_in: SignIn, vault: Vault, vault_path: Path
) -> None:
    made = yesterday(police_lead)
    officer = police_lead.directory.named("ta.thu.ha")
    assert officer
    accounts.change_account(police_lead, officer.account.id, "Tạ Thu Hà", Level.LEAD)
    as_lead = police_lead.back_up("by_hand")
    accounts.revoke(police_lead, officer.account.id)
    police_lead.sign_out()
    vault.close()
    (vault_path / "registry.db").write_bytes(b"x" * 9000)
    for source in (made, as_lead):
        with pytest.raises(Refused):
            safekeeping.restore_damaged(vault_path, source.folder, "ta.thu.ha", PASSWORD)


def test_a_backup_becomes_a_vault_of_its_own_elsewhere(
    police_lead: Session, vault: Vault, vault_path: Path, tmp_path: Path
) -> None:
    made = yesterday(police_lead)
    before = fingerprint(vault_path)
    done = safekeeping.restore_into(made.folder, tmp_path / "khác" / "kho", LEAD, PASSWORD)
    assert fingerprint(vault_path) == before
    with open_vault(done.folder) as opened:
        there = access.sign_in(opened, LEAD, PASSWORD)
        assert subjects(there) == ["reports/1", "reports/2"]
        assert integrity.verify(there).ok
        there.close()
    with pytest.raises(Environment, match="not empty"):
        safekeeping.restore_into(made.folder, done.folder, LEAD, PASSWORD)


def test_a_backup_opened_as_a_vault_is_refused_and_stays_whole(police_lead: Session, tmp_path: Path) -> None:
    import shutil

    made = yesterday(police_lead)
    copy = tmp_path / "copy"
    shutil.copytree(made.folder, copy)
    for place in (made.folder, copy):
        before = fingerprint(place)
        with pytest.raises(Environment, match="is a backup"):
            open_vault(place)
        assert fingerprint(place) == before
    assert backup.verify(made)


def test_what_is_newer_is_told_entry_by_entry(police_lead: Session, sign_in: SignIn) -> None:
    made = yesterday(police_lead)
    worked(police_lead, 4)
    newer = {each.compartment: each for each in safekeeping.newer_than(police_lead, made)}
    assert newer[POLICE].newer == 2 and newer[POLICE].actions == {"reports.receive": 2}
    assert [entry.subject for entry in newer[POLICE].entries] == ["reports/4", "reports/3"]
    assert newer[POLICE].same_history and newer[REGISTRY].newer == 1
    with pytest.raises(Refused):
        safekeeping.newer_than(sign_in(OFFICER), made)


def test_the_ends_in_another_units_backup_are_known_by_the_same_file(
    police_lead: Session, sign_in: SignIn, vault: Vault
) -> None:
    yesterday(police_lead)
    police_lead.back_up("sign_out")
    end = police_lead.heads()[POLICE]
    police_lead.sign_out()
    theirs = sign_in("ly.thi.thom").back_up("sign_out")
    newer = {each.compartment: each for each in safekeeping.newer_than(sign_in(LEAD), theirs)}
    assert newer[POLICE].then == end and newer[POLICE].newer == 0


def test_a_trial_says_that_the_newest_backup_would_do(police_lead: Session, vault: Vault) -> None:
    made = yesterday(police_lead)
    assert safekeeping.trial_due(police_lead)
    tried = safekeeping.try_out(police_lead)
    assert tried.ok and tried.backup == made and set(tried.opened) == {REGISTRY, POLICE}
    assert set(tried.compared) == {Compartment.HEALTH, Compartment.SOCIAL}
    assert not safekeeping.trial_due(police_lead)
    with police_lead.at(police_lead.clock() + trying.EVERY * 2):
        assert safekeeping.trial_due(police_lead)
    assert not list(vault.folder.glob("trial-*"))


def test_a_trial_of_a_damaged_backup_says_so_and_is_due_again(police_lead: Session) -> None:
    made = yesterday(police_lead)
    with (made.folder / "police.db").open("r+b") as file:
        file.seek(5000)
        file.write(b"x")
    assert not safekeeping.try_out(police_lead).ok
    assert safekeeping.trial_due(police_lead)


def test_without_a_backup_there_is_nothing_to_try(police_lead: Session) -> None:
    assert not safekeeping.trial_due(police_lead)
    with pytest.raises(NotFound):
        safekeeping.try_out(police_lead)


def test_a_backup_that_does_not_count_is_not_brought_back(police_lead: Session, police_viewer: Session) -> None:
    from datetime import UTC, datetime

    forged = backup.make(
        police_viewer.vault.folder,
        {POLICE: police_viewer.compartment_key(POLICE), REGISTRY: police_viewer.compartment_key(REGISTRY)},
        police_viewer.account.id,
        police_viewer.private,
        datetime.now(UTC),
        "by_hand",
    )
    assert not judging.judge(police_lead, forged).counts
    with pytest.raises(Damaged, match="viewer"):
        safekeeping.restore(police_lead, forged.folder, POLICE)


def test_what_is_just_being_saved_is_in_the_state_that_is_kept(
    police_lead: Session, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = yesterday(police_lead)
    saving, go_on = threading.Event(), threading.Event()

    def save() -> None:
        with police_lead.work(POLICE) as work:
            work.audit("reports.receive", "reports/4")
            saving.set()
            go_on.wait(3)

    def close(session: Session) -> None:
        threading.Timer(0.05, go_on.set).start()
        true_close(session)

    true_close = restoring._close
    monkeypatch.setattr(restoring, "_close", close)
    writer = threading.Thread(target=save)
    writer.start()
    assert saving.wait(20)
    done = safekeeping.restore(police_lead, made.folder)
    writer.join()
    assert done.kept is not None
    safekeeping.restore(sign_in(LEAD), done.kept.folder)
    assert subjects(sign_in(LEAD))[-1] == "reports/4"
