"""Is nothing of an erased person left in any file of the vault?"""

import unicodedata
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from app.common.text import fold
from app.kinds import KINDS
from app.social.cases import services
from app.social.cases.models import Case
from app.social.cases.services_files import attach
from app.social.cases.services_merging import merge_cases
from app.social.cases.values import Person
from app.social.keeping import services as keeping
from app.social.keeping.erasure import erase_case, finish
from app.vault import audit
from app.vault.compartments import Compartment
from app.vault.errors import Invalid, NotFound, Refused
from app.vault.session import Session
from tests.social.builders import AGREED, FACTS, NEW, TODAY, UYEN, opened

PAGE = 4096
WORDS = ("Khuất Nghiêm Thục Uyển", "Thục Uyển", "Nghiêm", "Sương Đêm", "0987612345", "0987.612.345", "ngõ Cây Đa")


def forms(words: tuple[str, ...]) -> list[bytes]:
    found = set()
    for word in words:
        for each in (word, word.upper(), word.lower(), fold(word)):
            found |= {unicodedata.normalize(form, each).encode() for form in ("NFC", "NFD")}
    return sorted(found)


def pages(folder: Path, session: Session, compartment: Compartment) -> bytes:
    """Every page of a file and of its log, decrypted as SQLCipher 4 encrypts them: free pages and slack too."""
    key, file = session.compartment_key(compartment), folder / compartment.file_name
    data = file.read_bytes()
    found = [decrypted(key, data[at : at + PAGE], 16 if at == 0 else 0) for at in range(0, len(data), PAGE)]
    assert b"CREATE TABLE audit_entries" in b"".join(found)
    log = file.with_name(file.name + "-wal")
    frames = log.read_bytes()[32:] if log.exists() else b""
    found += [decrypted(key, frames[at + 24 : at + 24 + PAGE], 0) for at in range(0, len(frames), PAGE + 24)]
    return b"".join(found)


def decrypted(key: bytes, page: bytes, salt: int) -> bytes:
    opener = Cipher(algorithms.AES(key), modes.CBC(page[-80:-64])).decryptor()
    return opener.update(page[salt:-80]) + opener.finalize()


def traces(session: Session) -> list[str]:
    folder = session.vault.folder
    wanted = forms(WORDS)
    found = []
    for place in (folder, *(each for each in (folder / "backups").glob("*") if each.is_dir())):
        for compartment in (Compartment.REGISTRY, Compartment.SOCIAL):
            held = pages(place, session, compartment)
            found += [f"{place.name}/{compartment}: {word.decode()}" for word in wanted if word in held]
        header = (place / "vault.json").read_bytes()
        found += [f"{place.name}/vault.json: {word.decode()}" for word in wanted if word in header]
    return found


def lived(lead: Session) -> int:
    """A case in which the person's name went everywhere it can go."""
    case = opened(lead)
    double = opened(lead)
    attach(
        lead, case.id, "Bản đồng ý Khuất Nghiêm Thục Uyển.txt", "text/plain", "Tôi là Khuất Nghiêm Thục Uyển".encode()
    )
    services.correct_case(lead, case.id, FACTS, UYEN, "Khuất Nghiêm Thục Uyển nói tên đúng")
    services.reveal_identity(lead, case.id, "Gọi cho Sương Đêm")
    services.note_contact(lead, case.id, TODAY, "Gặp Thục Uyển ở ngõ Cây Đa")
    keeping.wish_correction(lead, case.id, "Khuất Nghiêm Thục Uyển muốn sửa địa chỉ")
    merge_cases(lead, case.id, double.id, "cùng là Khuất Nghiêm Thục Uyển")
    lead.back_up("by_hand")
    return case.id


def test_erasure_leaves_no_trace_of_the_name_in_any_file(lead: Session) -> None:
    case_id = lived(lead)
    assert traces(lead)
    told = erase_case(lead, case_id, "Theo đề nghị bằng văn bản")
    assert traces(lead) == []
    assert len(told.backups) == 1
    assert told.counts["case_attachments"] == 1 and told.counts["identities"] == 2
    with lead.read() as db:
        assert audit.verify(db, lead.directory, Compartment.SOCIAL).ok
        stub = db.get_one(Case, case_id)
        assert (stub.state, stub.sex, stub.birth_decade, stub.secret) == ("erased", "female", 1990, None)
    with pytest.raises(NotFound):
        services.show_case(lead, case_id)


def test_a_legal_hold_stops_the_erasure_and_its_end_lets_it_go_on(lead: Session) -> None:
    case = opened(lead)
    keeping.hold(lead, case.id, "Tòa án yêu cầu giữ")
    with pytest.raises(Refused, match="held by law"):
        erase_case(lead, case.id, "Theo đề nghị")
    keeping.end_hold(lead, case.id, "Vụ việc đã xong")
    assert erase_case(lead, case.id, "Theo đề nghị").code == case.code


def test_an_erasure_that_would_leave_the_name_elsewhere_erases_nothing(lead: Session) -> None:
    case = opened(lead)
    sister = opened(lead, person=UYEN.__class__(alias="Chị gái"), note="Là chị của Khuất Nghiêm Thục Uyển")
    with pytest.raises(Refused, match="cases: 1"):
        erase_case(lead, case.id, "Theo đề nghị")
    assert services.show_revealed(lead, case.id, "xem lại").person.real_name == UYEN.real_name
    services.edit_case(lead, sister.id, FACTS.__class__(FACTS.source, note="Có em gái"))
    erase_case(lead, case.id, "Theo đề nghị")


def test_people_who_share_a_name_or_a_phone_do_not_stop_each_others_erasure(lead: Session) -> None:
    case = opened(lead)
    for other in (UYEN, Person("Lục Thục Uyển"), Person("Em gái", phone=UYEN.phone)):
        opened(lead, other, note="")
    assert erase_case(lead, case.id, "Theo đề nghị").code == case.code


def test_the_reason_may_not_name_the_person_whom_it_is_to_forget(lead: Session) -> None:
    case = opened(lead)
    with pytest.raises(Invalid, match="without the name"):
        erase_case(lead, case.id, "Thục Uyển đề nghị")
    # Nor anything else that is kept in clear: the audit cannot be corrected, and she could never be erased.
    other, name = opened(lead, Person("Lục Văn Trà Bồng"), note=""), f"Cho chị {UYEN.real_name}, {UYEN.phone}"
    with pytest.raises(Invalid) as reason:
        erase_case(lead, other.id, name)
    with pytest.raises(Invalid) as basis:
        keeping.set_retention(lead, "cases", 5, name)
    assert [set(each.value.fields) for each in (reason, basis)] == [{"reason"}, {"basis"}]
    for kind in KINDS.values():
        if kind.compartment is Compartment.SOCIAL and kind.export is not None:
            with pytest.raises(Invalid) as purpose:
                kind.export.noted(lead, {}, 0, "", name)
            assert set(purpose.value.fields) == {"purpose"}
            with pytest.raises(Invalid):
                kind.export.noted(lead, {"case": UYEN.real_name}, 0, "", "Báo cáo quý")
            kind.export.noted(lead, {}, 0, "", "Báo cáo quý")
    erase_case(lead, case.id, "Theo đề nghị")


def test_an_officer_may_not_erase(lead: Session, officer: Session) -> None:
    case = services.open_case(officer, NEW)
    with pytest.raises(Refused):
        erase_case(officer, case.id, "Theo đề nghị")


def test_an_erasure_cut_off_by_a_power_cut_is_finished_later(lead: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    case_id = lived(lead)

    def cut(*_: object) -> None:
        raise OSError

    with monkeypatch.context() as patch, pytest.raises(OSError):
        patch.setattr("app.common.compacting.compact", cut)
        erase_case(lead, case_id, "Theo đề nghị")
    finish(lead)
    assert traces(lead) == []


def test_a_withdrawal_takes_the_case_from_lists_at_once_and_starts_fifteen_days(lead: Session) -> None:
    case = opened(lead)
    keeping.withdraw_case(lead, case.id, TODAY, "Đơn của người được hỗ trợ")
    waiting = keeping.to_erase(lead)
    assert [(each.code, each.by.isoformat(), each.late) for each in waiting] == [(case.code, "2026-03-26", False)]
    keeping.explain_kept(lead, case.id, "Chứng từ kế toán phải giữ 10 năm")
    assert keeping.to_erase(lead) == []


def test_retention_is_the_offices_own_and_none_is_shipped(lead: Session) -> None:
    case = opened(lead)
    from app.social.cases.terms import Outcome
    from app.social.cases.values import StepFacts

    with lead.at(lead.clock().replace(year=2028)):
        services.take_step(lead, case.id, "close", StepFacts(outcome=Outcome.MOVED))
    with lead.at(lead.clock().replace(year=2033)):
        assert keeping.to_erase(lead) == []
        keeping.set_retention(lead, "cases", 5, "Quyết định của đơn vị")
        assert [each.ground for each in keeping.to_erase(lead)] == ["retention"]


def test_a_case_stays_as_long_as_anything_in_it_must(lead: Session) -> None:
    from app.social.cases.terms import Outcome
    from app.social.cases.values import StepFacts
    from app.social.loans.services import apply
    from app.social.loans.values import NewLoan

    plain, lent = opened(lead), opened(lead)
    apply(lead, NewLoan(lent.id, "poor"))
    for case in (plain, lent):
        services.take_step(lead, case.id, "close", StepFacts(outcome=Outcome.MOVED))
    keeping.set_retention(lead, "cases", 5, "Quyết định của đơn vị")
    keeping.set_retention(lead, "loans", 10, "Chứng từ kế toán")
    with pytest.raises(Invalid):
        keeping.set_retention(lead, "reports", 5, "Không thuộc đơn vị")
    with lead.at(lead.clock().replace(year=2031, month=4)):
        assert [each.code for each in keeping.to_erase(lead)] == [plain.code]
    with lead.at(lead.clock().replace(year=2036, month=4)):
        assert [each.code for each in keeping.to_erase(lead)] == [plain.code, lent.code]


def test_the_persons_own_copy_holds_everything_and_is_audited(lead: Session) -> None:
    case = opened(lead)
    copy = keeping.client_copy(lead, case.id, "Người được hỗ trợ yêu cầu")
    assert copy.person.real_name == UYEN.real_name
    assert copy.consents[0].witness == AGREED.witness
    with lead.read() as db:
        assert audit.entries(db, Compartment.SOCIAL)[0].action == "cases.copy"
