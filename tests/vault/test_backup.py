"""Is a backup one moment though others write, what counts as one, and what goes when?"""

import json
import os
import shutil
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.common import compacting
from app.registry import accounts, safekeeping
from app.vault import access, backup, copying, engine, integrity, judging, manifests, rekeying, retention
from app.vault.compartments import Compartment
from app.vault.errors import Damaged, Refused
from app.vault.session import Session, Vault
from tests.vault.attack import fingerprint

SignIn = Callable[[str], Session]
POLICE, REGISTRY, HEALTH = Compartment.POLICE, Compartment.REGISTRY, Compartment.HEALTH
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


def keys_of(session: Session) -> dict[Compartment, bytes]:
    return {part: session.compartment_key(part) for part in session.compartments}


def made(session: Session, at: datetime, reason: str = "sign_out") -> backup.Backup:
    """A backup as if it had been made then."""
    return backup.make(session.vault.folder, keys_of(session), session.account.id, session.private, at, reason)


def seeded(session: Session, moments: list[datetime]) -> list[backup.Backup]:
    """Backups with a sound manifest of each moment; the files are second names of one copy."""
    first = made(session, moments[0])
    content = manifests.content_of(first.folder)
    for moment in moments[1:]:
        place = first.folder.with_name(f"{moment:%Y%m%dT%H%M%S%f}Z-sign_out")
        place.mkdir()
        for name in content["files"]:
            (place / name).hardlink_to(first.folder / name)
        told = content | {"made_at": moment.isoformat(timespec="seconds")}
        manifests.write(place, told, session.account.id, session.private)
    return backup.listed(session.vault.folder)


def test_a_backup_is_one_moment_while_somebody_writes(police_lead: Session, police_officer: Session) -> None:
    stop = threading.Event()
    written: list[int] = []

    def write() -> None:
        while not stop.is_set():
            with police_officer.work(POLICE) as work:
                work.audit("reports.receive", f"reports/{len(written)}", text="x" * 20_000)
            written.append(1)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        backups = [made(police_lead, NOW + timedelta(hours=number)) for number in range(4)]
    finally:
        stop.set()
        writer.join()
    assert len(written) > 4
    for each in backups:
        backup.verify(each, NOW + timedelta(days=2))
        raw = engine.connect(each.folder, keys_of(police_lead))
        try:
            for part in police_lead.compartments:
                schema = part.schema or "main"
                assert raw.execute(f"PRAGMA {schema}.quick_check").fetchall() == [("ok",)]
                assert raw.execute(f"PRAGMA {schema}.cipher_integrity_check").fetchall() == []
                end = raw.execute(f"SELECT max(seq) FROM {part.prefix}audit_entries").fetchone()[0]
                assert manifests.read(each.folder).heads[part].seq == (end or 0)
        finally:
            raw.close()


def test_what_a_reader_holds_back_in_the_log_is_in_the_backup(police_lead: Session, police_officer: Session) -> None:
    with police_officer.read() as db:
        db.connection().exec_driver_sql("SELECT count(*) FROM police.audit_entries").all()
        with police_lead.work(POLICE) as work:
            work.audit("reports.receive", "reports/7")
        each = made(police_lead, NOW)
    manifest = manifests.read(each.folder)
    assert "police.db-wal" in manifest.files
    raw = engine.connect(each.folder, keys_of(police_lead))
    try:
        end = raw.execute("SELECT max(seq) FROM police.audit_entries").fetchone()[0]
    finally:
        raw.close()
    assert manifest.heads[POLICE].seq == end == police_lead.heads()[POLICE].seq


def test_a_disk_that_does_not_give_back_what_was_written_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = tmp_path / "a", tmp_path / "b"
    source.write_bytes(b"x" * 100)
    true_sync = os.fsync

    def loses(descriptor: int) -> None:
        true_sync(descriptor)
        if target.stat().st_size:
            target.write_bytes(b"x" * 50 + b"y" * 50)

    monkeypatch.setattr(os, "fsync", loses)
    with pytest.raises(Damaged):
        copying.copied(source, target)


def forged(session: Session, **changes: object) -> Path:
    """A folder that calls itself a backup, signed by this person over whatever they like."""
    at = changes.pop("at", datetime.now(UTC))
    assert isinstance(at, datetime)
    place = session.vault.folder / "backups" / f"{at:%Y%m%dT%H%M%S%f}Z-by_hand"
    place.mkdir(parents=True)
    content = {"made_at": at.isoformat(timespec="seconds"), "reason": "by_hand", "files": {}, "heads": {}}
    manifests.write(place, content | changes, session.account.id, session.private)
    return place


def test_what_is_no_backup_is_not_counted_and_is_said(police_lead: Session, police_viewer: Session) -> None:
    true = safekeeping.back_up(police_lead)
    files = manifests.content_of(true.folder)["files"]
    forgeries = {
        forged(police_lead): "files that every vault has",
        forged(police_lead, files=files | {"../../x": "0"}): "no vault has",
        forged(police_lead, files=files, at=datetime.now(UTC) + timedelta(days=400)): "future",
        forged(police_viewer, files=files): "viewer",
    }
    for name in ("2026-11-30", "99999999T999999999999Z-sign_out", "20261130T120000000000Z-sign_out"):
        place = police_lead.vault.folder / "backups" / name
        place.mkdir()
        forgeries[place] = "name" if name[0] != "2" or "T" not in name else "no manifest"
    judged = {each.folder: each for each in safekeeping.all_backups(police_lead)}
    for place, why in forgeries.items():
        assert why in str(judged[place].why_not), place
    assert safekeeping.newest_backup(police_lead) == true
    problems = {problem.where for problem in integrity.verify(police_lead).problems}
    assert problems == {place.name for place in forgeries}


def test_somebody_whose_access_was_withdrawn_makes_no_backup(police_lead: Session, other_officer: Session) -> None:
    before = made(other_officer, datetime.now(UTC))
    with police_lead.at(police_lead.clock() + timedelta(hours=1)):
        accounts.revoke(police_lead, other_officer.account.id)
    files = manifests.content_of(before.folder)["files"]
    after = forged(other_officer, files=files, at=datetime.now(UTC) + timedelta(hours=2))
    judged = {each.folder: each for each in judging.judged(police_lead)}
    assert judged[before.folder].counts
    assert "had no access" in str(judged[after].why_not)


def test_daily_for_a_week_weekly_for_a_month_monthly_for_a_year(police_lead: Session) -> None:
    seeded(police_lead, [NOW - timedelta(days=day) for day in range(420)])
    backup.prune(police_lead.vault.folder, NOW)
    ages = [(NOW - each.made_at).days for each in backup.listed(police_lead.vault.folder)]
    assert ages[:7] == list(range(7))
    for week in range(4):
        assert any(week * 7 <= age < week * 7 + 7 for age in ages)
    months = {(NOW - timedelta(days=age)).strftime("%Y-%m") for age in ages}
    assert len(months) in (12, 13) and len(ages) <= 7 + 4 + 12


@pytest.mark.parametrize("days", [400, 60, -30])
def test_a_clock_that_jumps_prunes_nothing(police_lead: Session, days: int) -> None:
    found = seeded(police_lead, [NOW - timedelta(days=day) for day in range(40)])
    jumped = NOW + timedelta(days=days, minutes=5)
    made(police_lead, jumped)
    assert backup.prune(police_lead.vault.folder, jumped) == []
    assert len(backup.listed(police_lead.vault.folder)) == len(found) + 1


def test_a_clock_that_stays_wrong_costs_no_more_than_the_new_ones_replace(police_lead: Session) -> None:
    seeded(police_lead, [NOW - timedelta(days=day) for day in range(40)])
    for day in range(3):
        made(police_lead, NOW + timedelta(days=400 + day))
        backup.prune(police_lead.vault.folder, NOW + timedelta(days=400 + day))
    old = [each for each in backup.listed(police_lead.vault.folder) if each.made_at <= NOW]
    assert len(old) >= 4  # days that have not been followed by seven newer ones


def test_the_last_whole_copy_is_never_removed(police_lead: Session) -> None:
    seeded(police_lead, [NOW - timedelta(days=day) for day in (0, 1, 2, 500, 600)])
    newer, fourth, oldest = (found := backup.listed(police_lead.vault.folder))[:3], found[3], found[4]
    for each in newer:
        (each.folder / "health.db").unlink()  # a second name of the file in the others
        (each.folder / "health.db").write_bytes(b"x")
    later = [NOW - timedelta(days=30 * month) for month in range(14)]
    for each in [made(police_lead, moment + timedelta(hours=1)) for moment in later]:
        (each.folder / "health.db").write_bytes(b"x")
    gone = backup.prune(police_lead.vault.folder, NOW + timedelta(hours=1))
    assert fourth.folder.exists() and oldest.folder in gone


def test_an_update_by_a_viewer_is_kept_and_is_no_problem(police_viewer: Session, police_lead: Session) -> None:
    police_viewer.back_up(backup.MIGRATION)
    with pytest.raises(Refused):
        police_viewer.back_up("sign_out")
    assert safekeeping.newest_backup(police_lead) is None
    assert integrity.verify(police_lead).ok


def test_what_a_kill_left_is_cleaned_when_the_vault_is_opened(
    police_lead: Session, vault: Vault, vault_path: Path
) -> None:
    whole = safekeeping.back_up(police_lead)
    police_lead.sign_out()
    vault.close()
    unnamed = whole.folder.rename(whole.folder.with_name(whole.folder.name + ".partial"))
    half = vault_path / "backups" / "20260101T000000000000Z-sign_out.partial"
    left = [half, vault_path / "restoring-0123abcd", vault_path / "trial-0123abcd"]
    for place in left:
        place.mkdir()
        (place / "police.db").write_bytes(b"x")
    with access.open_vault(vault_path):
        assert not any(place.exists() for place in left)
        assert whole.folder.exists() and not unnamed.exists()  # it lacked only its name


def test_an_erasure_replaces_its_own_records_and_nothing_else(
    police_lead: Session, sign_in: SignIn, vault: Vault
) -> None:
    police = safekeeping.back_up(police_lead)
    shutil.copytree(police.folder, police.folder.with_name("20260101T000000000000Z-sign_out.partial"))
    set_aside = vault.folder / "backups" / "unclaimed-01234567-health.db"
    set_aside.write_bytes(b"x")
    before = fingerprint(police.folder)
    health = sign_in("ly.thi.thom")
    with health.work(HEALTH) as work:
        work.audit("x", "health-clients/1")

    replaced = compacting.replace_backups(health)

    new = backup.listed(vault.folder)[0]
    assert new.reason == "erasure" and police.folder.name in replaced
    after = fingerprint(police.folder)
    assert {name for name in before if before[name] != after.get(name)} == {"manifest.json", "health.db"}
    assert (police.folder / "health.db").read_bytes() == (new.folder / "health.db").read_bytes()
    told = manifests.read(police.folder)
    assert told.replaced[HEALTH].why == "erasure" and told.by == health.account.id
    assert backup.verify(police) and judging.judge(police_lead, police).counts
    assert not set_aside.exists() and not list((vault.folder / "backups").glob("*.partial"))


def test_under_another_key_the_erased_records_leave_the_backup(
    police_lead: Session, sign_in: SignIn, vault: Vault
) -> None:

    old = safekeeping.back_up(police_lead)
    health = sign_in("ly.thi.thom")
    rekeying.rekey(health, HEALTH)
    compacting.replace_backups(health)
    assert not (old.folder / "health.db").exists() and (old.folder / "police.db").exists()
    assert backup.verify(old)


def test_a_lead_alone_replaces_backups(police_officer: Session) -> None:
    with pytest.raises(Refused):
        compacting.replace_backups(police_officer)


def test_an_erasure_that_was_cut_off_is_done_again(
    police_lead: Session, sign_in: SignIn, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = safekeeping.back_up(police_lead)
    health = sign_in("ly.thi.thom")
    with health.work(HEALTH) as work:
        work.audit("x", "health-clients/1")

    def killed_at(step: str) -> Callable[..., None]:
        real = getattr(Path, step)

        def run(path: Path, *given: object, **named: object) -> None:
            if path.parent == old.folder and path.name.startswith("health.db") and path.exists():
                raise KeyboardInterrupt
            real(path, *given, **named)

        return run

    for step in ("unlink", "rename"):
        with monkeypatch.context() as patch:
            patch.setattr(Path, step, killed_at(step))
            with pytest.raises(KeyboardInterrupt):
                compacting.replace_backups(health)
    compacting.replace_backups(health)
    assert backup.verify(old)
    assert manifests.read(old.folder).heads[HEALTH].seq == health.heads()[HEALTH].seq
    assert not list(old.folder.glob("*.new"))


def test_a_manifest_is_one_line_of_json_that_others_can_read(police_lead: Session) -> None:
    made = safekeeping.back_up(police_lead)
    told = json.loads((made.folder / "manifest.json").read_text(encoding="utf-8"))
    assert set(told) == {"content", "signature"}
    assert {"made_at", "reason", "by", "key", "files", "heads"} <= set(told["content"])


def test_files_set_aside_for_a_first_lead_go_when_the_unit_has_long_been_at_work(sign_in: SignIn, vault: Vault) -> None:
    left = vault.folder / "backups" / "unclaimed-01234567-health.db"
    left.parent.mkdir()
    left.write_bytes(b"x")
    health = sign_in("ly.thi.thom")
    assert left.exists()
    for days in (0, 40):
        with health.at(health.clock() + timedelta(days=days)), health.work(HEALTH) as work:
            work.audit("x", "health-clients/1")
    health.sign_out()
    sign_in("ly.thi.thom")
    assert not left.exists()


def test_retention_keeps_what_was_set_aside_for_four_weeks() -> None:
    daily = [(NOW - timedelta(hours=day * 24 + 1), "sign_out") for day in range(60)]
    kept_before = (NOW - timedelta(days=20, hours=3), retention.BEFORE_RESTORE)
    old_before = (NOW - timedelta(days=50, hours=3), retention.BEFORE_RESTORE)
    everything = sorted([*daily, kept_before, old_before], reverse=True)
    stays = dict(zip(everything, retention.kept(everything, NOW), strict=True))
    assert stays[kept_before] and not stays[old_before]
