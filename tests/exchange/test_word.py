"""Receipts, transfer notes and reminders say the facts, laid out as official documents are."""

import io
import shutil
import subprocess
import tempfile
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

import pytest
from docx import Document
from docx.document import Document as Doc

from app.exchange.word import (
    TEMPLATES,
    BadTemplate,
    Office,
    ReceiptFacts,
    ReminderFacts,
    ReminderItem,
    Stamp,
    TransferFacts,
    receipt,
    reminder_note,
    transfer_note,
)
from installer.documents import TEMPLATES as MADE

OFFICE = Office(
    superior="Công an thành phố Hải Phòng",
    name="Công an xã Vĩnh Am",
    place="Vĩnh Am",
    signer_title="KT. Trưởng Công an xã\nPhó Trưởng Công an xã",
    signer_name="Trần Văn Bình",
)
RECEIPT = ReceiptFacts(
    document_number="05/GBN-CAX",
    dated=date(2026, 2, 5),
    report_number="014/TB/2026",
    kind="tin báo về tội phạm",
    received=datetime(2026, 2, 5, 9, 5),
    how="trực tiếp",
    content="Tiếng ồn <về đêm> & ánh sáng",
    received_by="Lê Văn Đạt",
    reporter="Ông Nguyễn Văn An",
)
TRANSFER = TransferFacts(
    document_number="07/PC-CAX",
    dated=date(2026, 3, 15),
    report_number="015/TB/2026",
    kind="tin báo về tội phạm",
    received=date(2026, 3, 12),
    content="Nội dung",
    to="Cơ quan Cảnh sát điều tra",
    ground="không thuộc thẩm quyền.",
)
STAMP = Stamp("Nguyễn Thị Hòa", datetime(2026, 2, 5, 14, 30), 2)


def text(data: bytes) -> str:
    """All that a document says, tables and page foot included."""
    doc = Document(io.BytesIO(data))
    section = doc.sections[0]
    parts = [doc.element.body, section.first_page_footer._element, section.footer._element]
    return "\n".join("".join(node.itertext()) for part in parts for node in part.iter("{*}p"))


def reminder_of(*items: ReminderItem) -> ReminderFacts:
    return ReminderFacts("02/PN-CAX", date(2026, 10, 9), "đồng chí Lê Văn Đạt", items)


def test_a_receipt_says_what_was_received_from_whom_and_when() -> None:
    said = text(receipt(OFFICE, RECEIPT, STAMP))
    for part in (
        "CÔNG AN THÀNH PHỐ HẢI PHÒNG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 05/GBN-CAX",
        "GIẤY BIÊN NHẬN",
        "09 giờ 05, ngày 05/02/2026",
        "Tiếng ồn <về đêm> & ánh sáng",
        "Ông Nguyễn Văn An",
        "PHÓ TRƯỞNG CÔNG AN XÃ",
        "Người in: Nguyễn Thị Hòa – 14:30 05/02/2026 – bản số 2",
    ):
        assert part in said
    assert "{" not in said


def test_a_receipt_without_a_name_says_that_it_is_kept_secret() -> None:
    said = text(receipt(OFFICE, replace(RECEIPT, reporter="")))
    assert "được giữ bí mật" in said
    assert "Người in" not in said
    assert "Thời hạn" not in said


def test_a_deadline_is_printed_with_its_basis() -> None:
    facts = replace(RECEIPT, due_on=date(2026, 2, 25), due_basis="Điều 147 Bộ luật Tố tụng hình sự")
    assert "đến ngày 25/02/2026 (Điều 147 Bộ luật Tố tụng hình sự)" in text(receipt(OFFICE, facts))


@pytest.mark.parametrize(
    ("dated", "line"),
    [
        (date(2026, 2, 5), "Vĩnh Am, ngày 05 tháng 02 năm 2026"),
        (date(2026, 1, 31), "Vĩnh Am, ngày 31 tháng 01 năm 2026"),
        (date(2026, 3, 9), "Vĩnh Am, ngày 09 tháng 3 năm 2026"),
        (date(2026, 11, 24), "Vĩnh Am, ngày 24 tháng 11 năm 2026"),
    ],
)
def test_place_and_date_have_their_zeros(dated: date, line: str) -> None:
    assert line in text(transfer_note(OFFICE, replace(TRANSFER, dated=dated)))


def test_a_transfer_note_names_the_reporter_only_when_told_to() -> None:
    assert "của Bà" not in text(transfer_note(OFFICE, TRANSFER))
    named = text(transfer_note(OFFICE, replace(TRANSFER, reporter="Bà Phạm Thị Cúc", reporter_told=True)))
    assert "của Bà Phạm Thị Cúc" in named
    assert "Người cung cấp thông tin (để biết)" in named


def test_a_reminder_lists_the_overdue_first() -> None:
    data = reminder_note(
        OFFICE,
        reminder_of(
            ReminderItem("003/TB", "tố cáo", date(2026, 9, 1), date(2026, 10, 12)),
            ReminderItem("002/TB", "tố cáo", date(2026, 9, 1), date(2026, 10, 9)),
            ReminderItem("001/TB", "tố cáo", date(2026, 9, 1), date(2026, 10, 4)),
        ),
    )
    table = Document(io.BytesIO(data)).tables[1]
    assert [(row.cells[1].text, row.cells[5].text) for row in table.rows[1:]] == [
        ("001/TB", "Quá hạn 5 ngày"),
        ("002/TB", "Đến hạn hôm nay"),
        ("003/TB", "Còn 3 ngày"),
    ]
    assert "3 vụ việc đến hạn hoặc quá hạn, trong đó có 1 vụ việc quá hạn" in text(data)


def test_what_a_person_typed_is_never_run_as_a_template() -> None:
    said = text(receipt(OFFICE, replace(RECEIPT, content="{{ 7 * 7 }} {% for x in y %}\x07\x0c\x00")))
    assert "{{ 7 * 7 }} {% for x in y %}" in said


@pytest.mark.parametrize(
    "field", ["{{ facts.__class__.__mro__ }}", "{{ facts.reporter_nmae }}", "{{ facts.reporter", "{% include 'x' %}"]
)
def test_an_office_template_with_a_mistake_or_a_trick_is_refused(field: str) -> None:
    doc = Document()
    doc.add_paragraph(field)
    template = io.BytesIO()
    doc.save(template)
    with pytest.raises(BadTemplate):
        receipt(OFFICE, RECEIPT, template=template.getvalue())
    with pytest.raises(BadTemplate):
        receipt(OFFICE, RECEIPT, template=b"not a document")


def test_the_page_is_the_one_that_the_decree_asks_for() -> None:
    for name in MADE:
        doc = Document(str(TEMPLATES / f"{name}.docx"))
        section: Any = doc.sections[0]
        assert (section.page_width.mm, section.page_height.mm) == pytest.approx((210, 297), abs=0.2)
        assert section.top_margin.mm + 0.1 >= 20 and section.bottom_margin.mm <= 25
        assert 30 <= section.left_margin.mm + 0.1 <= 35.2
        assert 15 <= section.right_margin.mm + 0.1 <= 20.2
        assert section.different_first_page_header_footer
        assert doc.styles["Normal"].font.name == "Times New Roman"


@pytest.mark.parametrize("name", sorted(MADE))
def test_the_templates_are_the_ones_that_the_script_makes(name: str) -> None:
    made = io.BytesIO()
    MADE[name]().save(made)
    kept = Document(str(TEMPLATES / f"{name}.docx"))
    assert xml(kept) == xml(Document(made))


def xml(doc: Doc) -> str:
    return str(doc.element.xml)


def test_no_plain_copy_is_written_to_a_temporary_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*args: object, **kwargs: object) -> NoReturn:
        raise AssertionError("a temporary file was asked for")

    for name in ("NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "mkstemp", "mkdtemp", "mktemp"):
        monkeypatch.setattr(tempfile, name, refused)
    assert zipfile.is_zipfile(io.BytesIO(receipt(OFFICE, RECEIPT, STAMP)))


def test_a_long_reminder_repeats_its_heading_and_keeps_the_signature_with_text(tmp_path: Path) -> None:
    if shutil.which("soffice") is None or shutil.which("pdftotext") is None:
        pytest.skip("LibreOffice is not installed")
    items = [ReminderItem(f"{n:03d}/TB", "tin báo", date(2026, 9, 1), date(2026, 10, 4)) for n in range(60)]
    (tmp_path / "note.docx").write_bytes(reminder_note(OFFICE, reminder_of(*items), STAMP))
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(tmp_path / "note.docx")], check=True, capture_output=True, timeout=120
    )
    printed = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "note.pdf"), "-"],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    ).stdout
    pages = printed.rstrip("\f").split("\f")
    assert len(pages) > 1
    assert all("bản số 2" in page for page in pages)
    assert all("Phân loại" in page for page in pages[:2])
    assert "Đề nghị khẩn trương" in pages[-1] and "Trần Văn Bình" in pages[-1]
    assert pages[1].split()[0] == "2" and pages[0].split()[0] != "1"
