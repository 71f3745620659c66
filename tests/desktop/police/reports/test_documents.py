"""A report becomes paper: numbered, stamped, without a sealed name, never by way of a temporary file."""

import io
from pathlib import Path

import pytest
from docx import Document
from PySide6.QtPrintSupport import QPrintPreviewDialog

from app.common.i18n import tr
from app.common.papers import named_apart
from app.desktop import documents, documents_print
from app.desktop.police.reports import papers
from app.desktop.police.reports.declared import LIST
from app.desktop.records import export_dialog
from app.desktop.widgets import text_label
from app.police.reports import services
from app.police.reports.declared import ReportFilter, Sort
from app.police.reports.papers import made
from app.police.reports.rules import StepFacts
from app.police.reports.terms import ReportKind
from app.police.reports.values import ReportDetail
from app.registry import services as registry
from app.registry.queries import Office
from app.vault.people import Unit
from app.vault.session import Session
from tests.desktop.police.reports.filling import Desk, received
from tests.desktop.police.reports.register import audited
from tests.desktop.walk import walk


@pytest.fixture
def office(lead: Session) -> None:
    facts = ("Công an thành phố Hải Phòng", "Công an xã Vĩnh Am", "Vĩnh Am", "Trưởng Công an xã", "Đào Ngọc Lân", "CAX")
    registry.set_office(lead, Unit.POLICE, Office(*facts))


def paper(session: Session, detail: ReportDetail, kind: str, reason: str = "") -> documents.Made:
    (offer,) = papers._offers(session, [kind], [detail.id], sealed=detail.sealed)
    return documents.made(offer, reason)[0]


def text_of(sheet: documents_print.Sheet) -> str:
    return "\n".join(sheet.words())


@pytest.mark.usefixtures("office")
def test_the_receipt_is_laid_out_from_the_word_template(lead: Session) -> None:
    sheet = documents_print.read(paper(lead, received(lead), papers.RECEIPT).word)
    for words in ("GIẤY BIÊN NHẬN", "001/2026/TB", "Vũ Thị Hạnh", "CÔNG AN XÃ VĨNH AM", "Số: 01/GBN-CAX"):
        assert words in text_of(sheet)
    (part,) = sheet.parts
    assert "Đào Ngọc Lân" in part.first_foot and "bản số 1" in part.first_foot
    assert [round(each) for each in part.margins] == [30, 20, 15, 20]


@pytest.mark.usefixtures("office")
def test_a_sealed_reporter_is_not_named_without_a_reason(lead: Session) -> None:
    detail = received(lead, kind=ReportKind.DENUNCIATION)
    assert "Vũ Thị Hạnh" not in text_of(documents_print.read(paper(lead, detail, papers.RECEIPT).word))
    named = paper(lead, detail, papers.RECEIPT, "Người tố cáo nhận tại chỗ")
    assert "Vũ Thị Hạnh" in text_of(documents_print.read(named.word))
    assert [(each.detail or {})["reason"] for each in audited(lead, "reports.reveal")] == ["Người tố cáo nhận tại chỗ"]


@pytest.mark.usefixtures("office")
def test_a_second_copy_keeps_the_number_and_says_that_it_is_the_second(lead: Session) -> None:
    detail = received(lead)
    first, second = (paper(lead, detail, papers.RECEIPT) for _ in range(2))
    assert (first.paper.number, first.paper.copy) == ("01/GBN-CAX", 1)
    assert (second.paper.number, second.paper.copy) == ("01/GBN-CAX", 2)


@pytest.mark.usefixtures("office")
def test_the_transfer_note_names_the_authority(lead: Session) -> None:
    detail = received(lead)
    services.take_step(lead, detail.id, "transfer", StepFacts(authority="city_police"))
    text = text_of(documents_print.read(paper(lead, detail, papers.TRANSFER).word))
    assert "PHIẾU CHUYỂN" in text and "Công an thành phố" in text


@pytest.mark.usefixtures("office")
def test_the_preview_opens_and_leaves_no_file(
    qtbot, lead: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tempfile

    empty = tmp_path / "tmp"
    empty.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(empty))
    monkeypatch.setenv("TMPDIR", str(empty))
    desk = Desk(qtbot)
    dialog = papers.receipt(desk, lead, received(lead))
    assert walk(dialog) == []
    dialog.print.click()
    desk.settle()
    preview = desk.findChild(QPrintPreviewDialog)
    assert preview is not None and preview.isVisible()
    assert list(empty.iterdir()) == []
    preview.close()


@pytest.mark.usefixtures("office")
def test_word_is_written_only_where_the_person_chose(qtbot, lead: Session, tmp_path: Path) -> None:
    desk = Desk(qtbot)
    detail = received(lead)
    dialog = papers.receipt(desk, lead, detail)
    assert any(tr(documents.PLAIN) in each.text() for each in dialog.findChildren(text_label("").__class__))
    receipt = paper(lead, detail, papers.RECEIPT)
    target = tmp_path / receipt.paper.file_name("docx")
    dialog.write([receipt], target)
    desk.settle()
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".docx"] == ["giay-bien-nhan-01-2026.docx"]
    assert any("001/2026/TB" in each.text for each in Document(io.BytesIO(target.read_bytes())).paragraphs)


@pytest.mark.usefixtures("office")
def test_reminders_for_several_reports_are_one_note_each(lead: Session) -> None:
    ids = [received(lead).id, received(lead).id]
    found = made(lead, ids, papers.REMINDER)
    assert [each.facts.items[0].number for each in found] == ["001/2026/TB", "002/2026/TB"]
    assert len(set(named_apart(found, "docx"))) == 2


def test_only_documents_that_fit_are_offered(lead: Session) -> None:
    detail = received(lead)
    assert papers.possible(detail) == [papers.RECEIPT, papers.REMINDER]
    services.take_step(lead, detail.id, "transfer", StepFacts(authority="city_police"))
    assert papers.possible(services.read_again(lead, detail.id)) == [papers.RECEIPT, papers.TRANSFER]


def test_naming_a_sealed_reporter_asks_the_reason(qtbot, lead: Session) -> None:
    desk = Desk(qtbot)
    dialog = papers.choose(desk, lead, received(lead, kind=ReportKind.DENUNCIATION))
    dialog.form.field("named").editor.set_value(True)
    dialog.print.click()
    desk.settle()
    assert dialog.form.box("reason").error_text()
    assert desk.findChild(QPrintPreviewDialog) is None
    dialog.close()


def test_an_export_needs_a_purpose_and_holds_what_the_list_shows(qtbot, lead: Session, tmp_path: Path) -> None:
    from python_calamine import CalamineWorkbook

    received(lead, content="Việc thứ nhất")
    received(lead, kind=ReportKind.DENUNCIATION, content="Việc thứ hai")
    desk = Desk(qtbot)
    where = ReportFilter(kinds=frozenset({ReportKind.DENUNCIATION}))
    dialog = export_dialog.ask(desk, lead, LIST, where, Sort.RANK, 1)
    assert walk(dialog) == []
    dialog.do.click()
    assert dialog.form.box("purpose").error_text()
    target = tmp_path / "xuat.xlsx"
    dialog.export(target, "Báo cáo quý I")
    qtbot.waitUntil(target.exists)
    desk.settle()
    cells = [
        str(cell) for row in CalamineWorkbook.from_path(str(target)).get_sheet_by_index(0).to_python() for cell in row
    ]
    assert "Việc thứ hai" in cells and "Việc thứ nhất" not in cells
    assert not any("Vũ Thị Hạnh" in cell for cell in cells)
    entry = audited(lead, "reports.export")[0].detail or {}
    assert entry["purpose"] == "Báo cáo quý I" and entry["filter"] == {"kinds": "denunciation"}
