"""Is it told, by number and time, when a chain went back in time, and is everything else quiet?"""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.common.dates import show_datetime
from app.registry import accounts, alarms
from app.vault import access, audit, ends, header, integrity, keys, rekeying, remembered, throttle
from app.vault.compartments import Compartment
from app.vault.ends import Source, What
from app.vault.errors import Refused
from app.vault.session import Session, Vault
from tests.conftest import PASSWORD
from tests.vault.attack import change_header, key_of, sql

SignIn = Callable[[str], Session]
POLICE = Compartment.POLICE


def write(session: Session, entries: int) -> int:
    """So many entries in the unit's audit; the number of the last."""
    for number in range(entries):
        with session.work(POLICE) as work:
            work.audit("report.opened", f"reports/{number}")
    return session.heads()[POLICE].seq


def cut(session: Session, to: int) -> None:
    """What a colleague with the key does: the chain ends with this number."""
    key = key_of(session, POLICE)
    sql(session.vault.folder, key, f"DELETE FROM police.audit_entries WHERE seq > {to}", compartment=POLICE)


def visit(vault: Vault, user: str) -> Session:
    """Signed in, looked around, and gone without signing out."""
    session = access.sign_in(vault, user, PASSWORD)
    session.close()
    return session


def only(losses: list[ends.Loss]) -> ends.Loss:
    assert len(losses) == 1, losses
    return losses[0]


# --- what is missing is told -----------------------------------------------------------------------------------------


def test_what_a_backup_knows_is_told_by_number_and_time(vault: Vault, police_lead: Session, sign_in: SignIn) -> None:
    end = write(police_lead, 5)
    made = police_lead.back_up("by_hand")
    cut(police_lead, end - 3)

    colleague = sign_in("ta.thu.ha")

    loss = only(colleague.losses)
    assert (loss.what, loss.chain, loss.first, loss.last) == (What.MISSING, "police", end - 2, end)
    assert (loss.known.source, loss.known.name) == (Source.BACKUP, made.folder.name)
    assert colleague.tampered == [POLICE]
    with colleague.read() as db:
        last = audit.entries(db, POLICE, limit=1)[0]
    assert (loss.kept, loss.kept_at) == (last.seq, last.at)
    told = alarms.told(colleague, loss)
    assert f"từ {end - 2} đến {end}" in told and show_datetime(last.at) in told and "Đào Ngọc Lân" in told
    entry = accounts.read_audit(police_lead, Compartment.REGISTRY, action="tampering_seen")[0].detail or {}
    assert entry["missing"] == {"police": f"{end - 2}–{end}"}
    assert entry["known_from"] == {"police": made.folder.name}


def test_a_verification_says_which_entries_are_missing(vault: Vault, police_lead: Session, sign_in: SignIn) -> None:
    end = write(police_lead, 5)
    police_lead.back_up("by_hand")
    cut(police_lead, end - 3)

    findings = integrity.verify(sign_in("ta.thu.ha"))

    problem = only([each.loss for each in findings.problems if each.loss])
    assert (problem.first, problem.last) == (end - 2, end)
    assert len(findings.problems) == 1


def test_a_chain_that_went_on_after_it_was_cut_is_seen_where_it_was_cut(
    vault: Vault, police_officer: Session, sign_in: SignIn
) -> None:
    end = write(police_officer, 6)
    police_officer.back_up("by_hand")
    cut(police_officer, end - 4)
    police_officer.close()
    shutil.rmtree(throttle.state_folder() / "ends")
    viewer = sign_in("mai.van.an")
    with viewer.at(datetime.now(UTC) + timedelta(minutes=5)):
        write(viewer, 9)  # the chain is longer than it ever was

    loss = only(sign_in("ta.thu.ha").losses)

    assert (loss.first, loss.last) == (end - 3, end)


def test_account_records_that_are_dropped_are_told(vault: Vault, police_lead: Session, sign_in: SignIn) -> None:
    viewer = police_lead.directory.named("mai.van.an")
    assert viewer
    accounts.change_account(police_lead, viewer.account.id, "Mai Văn Ân", viewer.account.level.OFFICER)
    officer = sign_in("vu.hai.nam")
    length = officer.directory.length
    sql(vault.folder, key_of(officer), f"DELETE FROM account_records WHERE seq = {length}")

    again = sign_in("vu.hai.nam")

    loss = only(again.losses)
    assert (loss.chain, loss.first, loss.last) == (ends.RECORDS, length, length)
    assert again.tampered == [Compartment.REGISTRY]
    assert f"từ {length} đến {length}" in alarms.told(again, loss)


def test_what_is_written_is_remembered_at_once_and_in_the_slot_after_a_while(
    vault: Vault, police_officer: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    end = write(police_officer, 1)
    known = {(each.source, each.head.seq) for each in remembered.known(police_officer) if each.chain == "police"}
    assert (Source.COMPUTER, end) in known and (Source.SLOT, end) not in known

    monkeypatch.setattr(remembered, "EVERY", 0)
    end = write(police_officer, 1)

    slot = {each.chain: each.head.seq for each in remembered.from_slot(police_officer)}
    assert slot["police"] == end


def test_remembering_does_not_undo_what_another_thread_put_in_the_header(vault: Vault, police_lead: Session) -> None:
    old = vault.header
    vault.save(replace(old, recovery=()))
    police_lead.remember_heads()
    assert vault.header.recovery == ()
    slot = vault.header.slot(police_lead.account.id)
    assert slot and slot.seen != (old.slot(police_lead.account.id) or slot).seen


# --- given up on purpose ---------------------------------------------------------------------------------------


def go_back(session: Session, lead: Session, to: int) -> None:
    """A lead puts an older state of the unit's records back, and says so."""
    before = lead.heads()
    cut(session, to)
    with lead.work(Compartment.REGISTRY) as work:
        ends.note_given_up(work, ends.RESTORED, [POLICE], {"police": before[POLICE]}, {}, "20260101T000000Z-by_hand")


def test_a_restore_by_the_units_lead_is_a_notice_once(vault: Vault, police_lead: Session, sign_in: SignIn) -> None:
    end = write(police_lead, 5)
    police_lead.back_up("by_hand")
    visit(vault, "ta.thu.ha")
    go_back(police_lead, police_lead, end - 2)

    colleague = sign_in("ta.thu.ha")

    loss = only(colleague.losses)
    assert (loss.what, colleague.tampered) == (What.GIVEN_UP, [])
    assert "20260101T000000Z-by_hand" in alarms.notices(colleague)[0] and "Đào Ngọc Lân" in alarms.notices(colleague)[0]
    findings = integrity.verify(colleague)
    assert findings.ok and only(findings.notices).what is What.GIVEN_UP
    assert sign_in("ta.thu.ha").losses == []  # the manifest goes on knowing more: nobody is told twice


def test_what_is_cut_off_after_a_restore_is_not_excused_by_it(
    vault: Vault, police_lead: Session, sign_in: SignIn
) -> None:
    end = write(police_lead, 9)
    go_back(police_lead, police_lead, end - 5)
    again = write(police_lead, 3)
    assert again < end
    visit(vault, "ta.thu.ha")
    cut(police_lead, again - 1)

    assert sign_in("ta.thu.ha").tampered == [POLICE]


def test_a_restore_by_a_lead_of_another_unit_explains_and_does_not_excuse(
    vault: Vault, police_lead: Session, health_lead: Session, sign_in: SignIn
) -> None:
    end = write(police_lead, 3)
    visit(vault, "ta.thu.ha")
    cut(police_lead, end - 2)
    with health_lead.work(Compartment.REGISTRY) as work:
        ends.note_given_up(work, ends.RESTORED, list(Compartment), {}, {}, "20260101T000000Z-by_hand")

    colleague = sign_in("ta.thu.ha")

    assert colleague.tampered == [POLICE]
    assert "Lý Thị Thơm" in alarms.losses(colleague)[0]


def test_a_lead_takes_note_and_the_warning_ends_for_everybody(
    vault: Vault, police_lead: Session, sign_in: SignIn
) -> None:
    end = write(police_lead, 3)
    police_lead.back_up("by_hand")
    cut(police_lead, end - 1)
    assert sign_in("mai.van.an").tampered == sign_in("mai.van.an").tampered == [POLICE]  # as long as a backup knows
    with pytest.raises(Refused):
        alarms.take_note(sign_in("ta.thu.ha"))

    lead = sign_in("dao.ngoc.lan")
    assert [loss.last for loss in alarms.take_note(lead)] == [end]

    assert lead.tampered == sign_in("mai.van.an").tampered == []
    assert integrity.verify(lead).ok
    with pytest.raises(Refused):
        alarms.take_note(lead)


# --- and everything else is quiet -------------------------------------------------------------------------------


def test_an_ordinary_life_raises_no_alarm(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    quiet = 0
    for turn, user in enumerate(("dao.ngoc.lan", "vu.hai.nam", "ta.thu.ha", "dao.ngoc.lan", "vu.hai.nam")):
        session = access.sign_in(vault, user, PASSWORD)
        write(session, 3)
        if turn % 2:
            session.back_up("by_hand")
        if user == "dao.ngoc.lan":
            rekeying.rekey(session, POLICE)
        if turn == 2:
            with monkeypatch.context() as patch:
                patch.setattr(remembered, "note", lambda *_: None)  # killed between saving and remembering
                write(session, 2)
            session.close()
        session.sign_out()
        quiet += not session.losses and not session.tampered
    assert quiet == 5
    last = access.sign_in(vault, "vu.hai.nam", PASSWORD)
    assert integrity.verify(last).ok and not last.losses
    last.close()


def test_a_copy_somewhere_else_is_no_alarm_and_an_older_one_is_told(vault_path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(vault_path, copy)
    with access.open_vault(vault_path) as vault:
        session = access.sign_in(vault, "vu.hai.nam", PASSWORD)
        end = write(session, 30)
        session.sign_out()
    with access.open_vault(copy) as vault:
        older = access.sign_in(vault, "vu.hai.nam", PASSWORD)
        write(older, 2)
        older.sign_out()
        police = next(loss for loss in older.losses if loss.chain == "police")
        assert (police.what, police.last, older.tampered) == (What.OLDER_COPY, end, [])
        assert str(end) in alarms.told(older, police)
    with access.open_vault(vault_path) as vault:
        assert visit(vault, "vu.hai.nam").losses == []  # the copy went another way, and not further


def test_garbage_where_ends_are_remembered_stops_nobody(vault: Vault, police_officer: Session) -> None:
    write(police_officer, 1)
    file = next((throttle.state_folder() / "ends").iterdir())
    lines = file.read_text().split("\n")
    file.write_bytes(b"\xff\x00 x\n" + "\n".join([*lines, lines[-1][:-9], "a b c d", ""]).encode())
    backups = vault.folder / "backups"
    for number, text in enumerate((b"{", b"[]", b'{"content": {}, "signature": 1}', b"\xff", b"[" * 100_000)):
        (backups / f"{number}Z-x").mkdir(parents=True)
        (backups / f"{number}Z-x" / "manifest.json").write_bytes(text)
    assert visit(vault, "vu.hai.nam").losses == []


@pytest.mark.parametrize("head", [[9999, "0" * 64], [2**70, "0" * 64], [True, "x"], ["9", 9], [-1, ""], None])
def test_a_manifest_of_somebody_who_does_not_open_the_chain_is_not_believed(
    vault: Vault, health_lead: Session, head: object
) -> None:
    content = {
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "by": health_lead.account.id,
        "key": health_lead.private.public.sign,
        "heads": {"police": head, "anything": head},
    }
    signature = health_lead.private.signature(b"nhip-cau backup\0" + keys.canonical(content))
    place = vault.folder / "backups" / "20260101T000000000000Z-by_hand"
    place.mkdir(parents=True)
    (place / "manifest.json").write_text(json.dumps({"content": content, "signature": signature}))
    assert visit(vault, "vu.hai.nam").losses == []


def test_what_the_computer_keeps_says_nothing_and_nobody_else_can_write_it(
    vault: Vault, police_officer: Session
) -> None:
    write(police_officer, 2)
    file = next((throttle.state_folder() / "ends").iterdir())
    text = file.read_text()
    assert not any(word in text for word in (vault.header.vault_id, police_officer.account.id, "police", "vu.hai.nam"))
    assert os.name != "posix" or file.parent.stat().st_mode & 0o077 == 0

    who, folder, _ = text.strip().split("\n")[-1].split()
    told = keys.canonical({"police": [9999, "0" * 64], "at": datetime.now(UTC).isoformat()})
    with file.open("a") as out:
        out.write(f"\n{who} {folder} {keys.wrap(b'k' * 32, told, f'ends {who} {folder}')}\n")
    assert visit(vault, "vu.hai.nam").losses == []


def test_saving_goes_on_where_the_computer_keeps_nothing_and_a_verification_says_so(
    vault: Vault, police_officer: Session
) -> None:
    place = throttle.state_folder() / "ends"
    shutil.rmtree(place)
    place.write_text("no folder")
    end = write(police_officer, 2)
    assert police_officer.heads()[POLICE].seq == end
    police_officer.remember_heads()

    problems = integrity.verify(police_officer).problems

    assert [problem.where for problem in problems] == ["computer"]
    place.unlink()
    police_officer.remember_heads()
    assert integrity.verify(police_officer).ok


def test_a_wiped_memory_is_an_alarm_even_where_the_other_places_agree(vault: Vault, police_officer: Session) -> None:
    police_officer.sign_out()
    change_header(vault.folder, lambda data: [slot.update(seen="") for slot in data["slots"]])
    vault.header = header.read(vault.folder)
    again = visit(vault, "vu.hai.nam")
    assert again.tampered == [POLICE, Compartment.REGISTRY] and again.losses == []


# --- and nothing forgets it ------------------------------------------------------------------------------------------


def test_what_only_this_account_knew_is_told_until_a_lead_takes_note(
    vault: Vault, police_lead: Session, sign_in: SignIn
) -> None:
    end = write(police_lead, 3)
    visit(vault, "ta.thu.ha")
    cut(police_lead, end - 1)
    for _ in range(2):
        colleague = sign_in("ta.thu.ha")
        assert only(colleague.losses).last == end
        write(colleague, 2)  # the chain is longer than it was
        colleague.sign_out()
    shutil.rmtree(throttle.state_folder() / "ends")  # the slot alone
    assert only(sign_in("ta.thu.ha").losses).last == end


def test_what_is_cut_off_during_a_visit_is_told_at_the_next(vault: Vault, sign_in: SignIn) -> None:
    officer = sign_in("vu.hai.nam")
    end = write(officer, 4)
    cut(officer, end - 2)
    with officer.work(POLICE) as work:
        work.audit("report.opened", "reports/9")
    officer.sign_out()
    assert only(sign_in("vu.hai.nam").losses).last == end
