"""A sealed reporter is signed for its report: is a swap found, and does a new lead come to open what is old?"""

import json
from dataclasses import asdict, replace

import pytest

from app.police.reports import sealing, services, services_seals
from app.police.reports.models import Report
from app.police.reports.terms import ReportKind
from app.police.reports.values import Reporter
from app.registry import accounts
from app.vault import access, recovery
from app.vault.compartments import Compartment
from app.vault.errors import NotForYou, Refused
from app.vault.people import Level
from app.vault.seals import SealState
from app.vault.session import Session, Vault
from tests.conftest import PASSWORD
from tests.police.reports.builders import received

SECRET = Reporter(name="Bùi Thị Ngọc Quyên", phone="0900044444")
FALSE = Reporter(name="Người Vô Can")
REASON = "Kiểm tra hồ sơ"


def denounced(session: Session, reporter: Reporter = SECRET) -> int:
    return received(session, ReportKind.DENUNCIATION, reporter=reporter).report_id


def stored(session: Session, report: int) -> bytes:
    with session.read() as db:
        found = db.get(Report, report)
        assert found is not None and found.reporter_sealed is not None
        return found.reporter_sealed


def put(session: Session, report: int, sealed: bytes) -> None:
    """As a colleague with a tool of their own does it."""
    with session.work(Compartment.POLICE) as work:
        found = work.db.get(Report, report)
        assert found is not None
        found.reporter_sealed = sealed


def told(lead: Session, action: str) -> list[str]:
    return [entry.subject for entry in accounts.read_audit(lead, Compartment.POLICE, action=action)]


def unsigned(lead: Session, officer: Session) -> bytes:
    """A seal as older versions made it."""
    plain = json.dumps({**asdict(FALSE), "form": "named"}).encode()
    return lead.seal(plain, [lead.account.id, officer.account.id])


def older(session: Session) -> None:
    """As if the vault had been founded by an older version."""
    session.directory = replace(session.directory, rules_from=40)


def test_who_sealed_is_told_beside_the_name(officer: Session, lead: Session) -> None:
    report = denounced(officer)
    seal = services.who_sealed(lead, report)
    assert seal is not None
    assert (seal.state, seal.by, seal.data) == (SealState.OWN, officer.account.id, b"")


def test_the_seal_of_another_report_is_not_shown_and_is_told_in_the_audit(officer: Session, lead: Session) -> None:
    report, other = denounced(officer), denounced(officer, FALSE)
    put(lead, report, stored(lead, other))
    for verb in (
        lambda: services.reveal_reporter(lead, report, REASON),
        lambda: services.who_sealed(lead, report),
        lambda: services.assign(lead, report, officer.account.id),
    ):
        with pytest.raises(sealing.SealChanged):
            verb()
    assert len(told(lead, "reports.seal_changed")) == 3
    assert told(lead, "reports.reveal") == []


def test_an_unsigned_seal_is_found_in_a_vault_that_never_had_one(officer: Session, lead: Session) -> None:
    report = denounced(officer)
    put(officer, report, unsigned(lead, officer))
    with pytest.raises(sealing.SealChanged):
        services.reveal_reporter(lead, report, REASON)


def test_an_unsigned_seal_of_an_older_version_opens_and_says_so(officer: Session, lead: Session) -> None:
    report = denounced(officer)
    put(officer, report, unsigned(lead, officer))
    older(lead)
    assert services.reveal_reporter(lead, report, REASON).name == FALSE.name
    seal = services.who_sealed(lead, report)
    assert seal is not None and seal.state is SealState.UNSIGNED
    assert services_seals.unsigned(lead) == 1


def test_once_all_were_sealed_anew_an_unsigned_seal_is_a_changed_one(officer: Session, lead: Session) -> None:
    report = denounced(officer)
    old = unsigned(lead, officer)
    put(officer, report, old)
    older(lead)
    assert services_seals.reseal_all(lead) == services_seals.Resealed(1, 0, 0)
    assert services_seals.unsigned(lead) == 0
    assert services.who_sealed(lead, report).by == lead.account.id  # type: ignore[union-attr]
    put(officer, report, old)
    with pytest.raises(sealing.SealChanged):
        services.reveal_reporter(lead, report, REASON)


def test_a_seal_made_with_keys_on_loan_opens_and_says_so(vault: Vault, police_lead: Session) -> None:
    sheet = accounts.renew_recovery(police_lead, Compartment.POLICE, recovery.RecoveryForm.WHOLE)
    restored = recovery.restore(vault, sheet.codes, "vu.hai.nam", "mật khẩu được trao")
    with restored.at(police_lead.clock()):
        report = denounced(restored)
    restored.sign_out()
    lead = access.sign_in(vault, "dao.ngoc.lan", PASSWORD)
    assert services.reveal_reporter(lead, report, REASON) == SECRET
    seal = services.who_sealed(lead, report)
    assert seal is not None and seal.state is SealState.ON_LOAN
    lead.close()


# --- sealing anew -------------------------------------------------------------------------------------------------


def promoted(vault: Vault, lead: Session, colleague: Session) -> Session:
    """A colleague who becomes a second lead, and signs in as one."""
    accounts.change_account(lead, colleague.account.id, colleague.account.full_name, Level.LEAD)
    return access.sign_in(vault, colleague.account.user, PASSWORD)


def test_a_new_lead_opens_what_was_sealed_before_after_one_step(
    vault: Vault, officer: Session, lead: Session, colleague: Session
) -> None:
    reports = [denounced(officer), denounced(officer)]
    second = promoted(vault, lead, colleague)
    with pytest.raises(NotForYou):
        services.reveal_reporter(second, reports[0], REASON)
    assert services_seals.reseal_all(lead) == services_seals.Resealed(2, 0, 0)
    assert [services.reveal_reporter(second, report, REASON) for report in reports] == [SECRET, SECRET]
    assert services.reveal_reporter(officer, reports[0], REASON) == SECRET
    assert len(told(lead, "reports.reseal")) == 2
    second.close()


def test_what_cannot_be_opened_is_counted_and_left(
    vault: Vault, officer: Session, lead: Session, colleague: Session
) -> None:
    report = denounced(officer)
    second = promoted(vault, lead, colleague)
    before = stored(lead, report)
    assert services_seals.reseal_all(second) == services_seals.Resealed(0, 1, 0)
    assert stored(lead, report) == before
    second.close()


def test_a_changed_seal_is_counted_and_not_signed_anew(officer: Session, lead: Session) -> None:
    report, other = denounced(officer), denounced(officer, FALSE)
    put(lead, report, stored(lead, other))
    assert services_seals.reseal_all(lead) == services_seals.Resealed(1, 0, 1)
    with pytest.raises(sealing.SealChanged):
        services.reveal_reporter(lead, report, REASON)


def test_it_is_offered_while_a_leads_keys_are_newer_than_the_seals(vault: Vault, police_lead: Session) -> None:
    officer = access.sign_in(vault, "vu.hai.nam", PASSWORD)
    with officer.at(police_lead.directory.members[police_lead.account.id].since):
        denounced(officer)
    slip = accounts.invite(police_lead, "moi.lam", "Lãnh Đạo Mới", police_lead.account.unit, Level.LEAD)
    assert services_seals.waiting(police_lead) == []
    access.claim(vault, "moi.lam", slip.password, PASSWORD).close()
    with police_lead.read() as db:
        police_lead.reload_directory(db)
    [behind] = services_seals.waiting(police_lead)
    assert (behind.lead.user, behind.count) == ("moi.lam", 1)
    services_seals.reseal_all(police_lead)
    assert services_seals.waiting(police_lead) == []
    assert services_seals.waiting(officer) == []
    officer.close()


def test_an_officer_seals_nothing_anew(officer: Session) -> None:
    with pytest.raises(Refused):
        services_seals.reseal_all(officer)


def test_sealing_anew_leaves_the_last_act_to_be_taken_back(officer: Session, lead: Session) -> None:
    report = denounced(officer)
    services.edit_report(officer, report, 1, {"note": "đã gọi lại"})
    services_seals.reseal_all(lead)
    detail = services.read_again(officer, report)
    assert detail.undoable is not None and detail.undoable.label == "Edit"
