"""Drafts, saved filters, attachments and printed documents."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.police.models import Draft
from app.police.reports import queries, services, services_files
from app.police.reports.declared import DESK, ReportFilter
from app.police.reports.models import Attachment
from app.police.reports.rules import StepFacts
from app.police.reports.terms import Classification, ReportKind
from app.registry import services as shared
from app.registry.queries import Office
from app.vault import audit
from app.vault.compartments import Compartment
from app.vault.errors import Invalid, NotFound, Refused
from app.vault.people import Unit
from app.vault.session import Session
from tests.police.reports.builders import closed, received, verifying


def test_a_draft_is_its_owners_alone_and_kept_once_for_each_form(officer: Session, lead: Session) -> None:
    DESK.save_draft(officer, "report", "", {"content": "đang gõ"})
    DESK.save_draft(officer, "report", "", {"content": "đang gõ tiếp"})
    assert [draft.payload for draft in DESK.list_drafts(officer)] == [{"content": "đang gõ tiếp"}]
    assert DESK.list_drafts(lead) == []
    assert len(queries.worklist(officer).drafts) == 1
    DESK.delete_draft(officer, "report", "")
    assert DESK.list_drafts(officer) == []


def test_what_is_being_typed_is_sealed_even_to_colleagues_with_the_same_key(officer: Session) -> None:
    DESK.save_draft(officer, "report", "", {"reporter": "Bùi Thị Quyên"})
    with officer.read() as db:
        sealed = db.scalars(select(Draft.sealed)).one()
    assert "Quyên".encode() not in sealed


def test_a_filter_is_kept_under_its_name_and_comes_back_as_it_was(officer: Session, lead: Session) -> None:
    mine = ReportFilter(kinds=frozenset({ReportKind.FEEDBACK}), overdue=True, officer_id="")
    DESK.save_filter(officer, "Phản ánh quá hạn", mine.to_json())
    (kept,) = DESK.list_filters(officer)
    assert ReportFilter.from_json(dict(kept.filter)) == mine
    assert DESK.list_filters(lead) == []
    DESK.delete_filter(lead, kept.id)
    assert len(DESK.list_filters(officer)) == 1


def test_a_file_is_kept_in_the_compartment_and_opened_in_memory(officer: Session) -> None:
    report = received(officer).report_id
    services_files.attach(officer, report, r"C:\Ảnh\hiện trường.jpg", "image/jpeg", b"\xff\xd8 anh")
    (info,) = services.read_again(officer, report).attachments
    assert (info.name, info.size) == ("hiện trường.jpg", 6)
    assert services_files.open_attachment(officer, report, info.id).data == b"\xff\xd8 anh"
    services_files.detach(officer, report, info.id)
    assert services.read_again(officer, report).attachments == ()
    services_files.put_back(officer, report, info.id)
    assert len(services.read_again(officer, report).attachments) == 1


def test_a_file_of_another_report_is_not_opened_through_this_one(officer: Session) -> None:
    first, second = received(officer).report_id, received(officer).report_id
    services_files.attach(officer, first, "a.txt", "text/plain", b"a")
    (info,) = services.read_again(officer, first).attachments
    with pytest.raises(NotFound):
        services_files.open_attachment(officer, second, info.id)


def test_a_file_of_a_misleading_name_is_renamed_and_a_program_refused(officer: Session) -> None:
    report = received(officer).report_id
    plain = services_files.attach(officer, report, "đơn.pdf", "application/pdf", b"%PDF-1.7")
    assert plain.warning == ""
    renamed = services_files.attach(officer, report, "ảnh\u202egpj.pdf", "image/jpeg", b"%PDF-1.7")
    assert renamed.warning_values == {"name": "ảnhgpj.pdf"}
    with pytest.raises(Invalid, match=r"ends like a program \(\.exe\)"):
        services_files.attach(officer, report, "ảnh.jpg.exe", "image/jpeg", b"\xff\xd8\xff")
    with pytest.raises(Invalid, match="macros"):
        services_files.attach(officer, report, "sổ.xlsm", "", b"PK\3\4")
    assert [each.name for each in services.read_again(officer, report).attachments] == ["đơn.pdf", "ảnhgpj.pdf"]


def test_what_was_kept_before_leaves_the_vault_under_a_name_that_starts_nothing(officer: Session) -> None:
    report = received(officer).report_id
    services_files.attach(officer, report, "ảnh.jpg", "image/jpeg", b"\xff\xd8\xff")
    with officer.work(Compartment.POLICE) as work:  # as older versions kept it
        (row,) = work.db.scalars(select(Attachment))
        row.name = "ảnh\u202egpj.exe"
    (kept,) = services.read_again(officer, report).attachments
    assert kept.name == "ảnhgpj.exe.txt"
    assert services_files.export_attachment(officer, report, kept.id, "Chuyển Viện kiểm sát").name == kept.name


@pytest.mark.parametrize("data", [b"", bytes(services_files.LARGEST + 1)], ids=["empty", "too large"])
def test_an_empty_or_oversized_file_is_not_attached(officer: Session, data: bytes) -> None:
    report = received(officer).report_id
    with pytest.raises(Invalid):
        services_files.attach(officer, report, "a.bin", "application/octet-stream", data)


def test_a_document_gets_the_next_number_and_a_reprint_the_next_copy(officer: Session, lead: Session) -> None:
    shared.set_office(lead, Unit.POLICE, Office(name="CÔNG AN XÃ VĨNH AM", symbol="CAX"))
    first, second = received(officer).report_id, received(officer).report_id
    printed = [services_files.print_receipt(officer, report) for report in (first, second, first)]
    assert [(each.number, each.copy) for each in printed] == [("01/GBN-CAX", 1), ("02/GBN-CAX", 1), ("01/GBN-CAX", 2)]
    assert printed[0].office.name == "CÔNG AN XÃ VĨNH AM"
    with officer.read() as db:
        entry = audit.entries(db, Compartment.POLICE, action="reports.print")[0]
    assert entry.detail == {"document": "receipt", "number": "01/GBN-CAX", "copy": 2}


def test_a_reminder_of_another_day_is_another_document(officer: Session) -> None:
    report = verifying(officer).report_id
    today = [services_files.print_reminder_note(officer, report) for _ in range(2)]
    with officer.at(officer.clock() + timedelta(days=1)):
        tomorrow = services_files.print_reminder_note(officer, report)
    assert [(each.seq, each.copy) for each in (*today, tomorrow)] == [(1, 1), (1, 2), (2, 1)]
    assert tomorrow.due_on is not None and "147" in tomorrow.due_basis


def test_a_transfer_note_names_the_body_in_the_offices_words(lead: Session) -> None:
    report = received(lead).report_id
    with pytest.raises(Refused):
        services_files.print_transfer_note(lead, report)
    services.take_step(lead, report, "transfer", StepFacts(authority="investigation_agency"))
    assert "Cảnh sát điều tra" in services_files.print_transfer_note(lead, report).authority


def test_nothing_is_reminded_of_once_closed(officer: Session) -> None:
    with pytest.raises(Refused):
        services_files.print_reminder_note(officer, closed(officer).report_id)


def test_the_term_settled_on_is_in_the_audit(officer: Session) -> None:
    DESK.note_search(officer, "nguyen thi hoa", 3)
    with officer.read() as db:
        entry = audit.entries(db, Compartment.POLICE, limit=1)[0]
    assert (entry.action, entry.detail) == ("reports.search", {"term": "nguyen thi hoa", "found": 3})


def test_a_receipt_promises_the_limit_of_handling_even_when_it_is_met(lead: Session) -> None:
    report = received(lead, kind=ReportKind.DENUNCIATION).report_id
    steps = (
        ("accept", StepFacts(officer_id=lead.account.id)),
        ("begin_verification", StepFacts()),
        ("conclude", StepFacts(verification_result="Đúng một phần", classification=Classification.ADMINISTRATIVE)),
        ("resolve", StepFacts(handling="Nhắc nhở, yêu cầu khắc phục")),
    )
    for name, facts in steps:
        services.take_step(lead, report, name, facts)
    assert "30" in services_files.print_receipt(lead, report).due_basis  # Điều 30: settling, not the notice of Điều 29
