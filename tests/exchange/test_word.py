"""Papers say their facts, laid out as official documents are; a template can do no more than fill in."""

import io
import tempfile
import zipfile
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NoReturn

import pytest
from docx import Document
from docx.document import Document as Doc

from app.common.papers import Paper, named_apart
from app.exchange.word import TEMPLATES, BadTemplate, word
from app.police.reports.papers import ReceiptFacts, ReminderFacts, ReminderItem, TransferFacts
from installer.documents import TEMPLATES as MADE
from tests.exchange.papers import OFFICE, STAMP, of, text

RECEIPT = ReceiptFacts(
    report_number="014/TB/2026",
    kind="tin báo về tội phạm",
    received=datetime(2026, 2, 5, 9, 5),
    how="trực tiếp",
    content="Tiếng ồn <về đêm> & ánh sáng",
    received_by="Lê Văn Đạt",
    reporter="Ông Nguyễn Văn An",
)
TRANSFER = TransferFacts(
    report_number="015/TB/2026",
    kind="tin báo về tội phạm",
    received=date(2026, 3, 12),
    content="Nội dung",
    to="Cơ quan Cảnh sát điều tra",
    ground="không thuộc thẩm quyền.",
)


def receipt(facts: ReceiptFacts = RECEIPT, *, stamped: bool = False) -> Paper:
    paper = of("receipt", facts, number="05/GBN-CAX", dated=date(2026, 2, 5))
    return replace(paper, stamp=STAMP) if stamped else paper


def test_a_receipt_says_what_was_received_from_whom_and_when() -> None:
    said = text(word(receipt(stamped=True)))
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
    said = text(word(receipt(replace(RECEIPT, reporter=""))))
    assert "được giữ bí mật" in said
    assert "Người in" not in said
    assert "Thời hạn" not in said


def test_a_deadline_is_printed_with_its_basis() -> None:
    facts = replace(RECEIPT, due_on=date(2026, 2, 25), due_basis="Điều 147 Bộ luật Tố tụng hình sự")
    assert "đến ngày 25/02/2026 (Điều 147 Bộ luật Tố tụng hình sự)" in text(word(receipt(facts)))


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
    assert line in text(word(of("transfer", TRANSFER, dated=dated)))


def test_an_office_that_filled_in_no_place_gets_dots_to_write_it_on() -> None:
    said = text(word(replace(receipt(), office=replace(OFFICE, place=""))))
    assert "...................., ngày 05 tháng 02 năm 2026" in said


def test_a_transfer_note_names_the_reporter_only_when_told_to() -> None:
    assert "của Bà" not in text(word(of("transfer", TRANSFER)))
    named = text(word(of("transfer", replace(TRANSFER, reporter="Bà Phạm Thị Cúc", reporter_told=True))))
    assert "của Bà Phạm Thị Cúc" in named
    assert "Người cung cấp thông tin (để biết)" in named


def test_a_reminder_lists_the_overdue_first() -> None:
    items = (
        ReminderItem("003/TB", "tố cáo", date(2026, 9, 1), date(2026, 10, 12)),
        ReminderItem("002/TB", "tố cáo", date(2026, 9, 1), date(2026, 10, 9)),
        ReminderItem("001/TB", "tố cáo", date(2026, 9, 1), date(2026, 10, 4)),
    )
    data = word(of("reminder", ReminderFacts("Lê Văn Đạt", items), dated=date(2026, 10, 9)))
    table = Document(io.BytesIO(data)).tables[1]
    assert [(row.cells[1].text, row.cells[5].text) for row in table.rows[1:]] == [
        ("001/TB", "Quá hạn 5 ngày"),
        ("002/TB", "Đến hạn hôm nay"),
        ("003/TB", "Còn 3 ngày"),
    ]
    assert "3 vụ việc đến hạn hoặc quá hạn, trong đó có 1 vụ việc quá hạn" in text(data)


def test_what_a_person_typed_is_never_run_as_a_template() -> None:
    said = text(word(receipt(replace(RECEIPT, content="{{ 7 * 7 }} {% for x in y %}\x07\x0c\x00"))))
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
        word(receipt(), template.getvalue())
    with pytest.raises(BadTemplate):
        word(receipt(), b"not a document")


def test_the_page_is_the_one_that_the_decree_asks_for() -> None:
    for name in MADE:
        doc = Document(str(TEMPLATES / f"{name}.docx"))
        for section in doc.sections:
            upright: Any = section
            wide, high = sorted((upright.page_width.mm, upright.page_height.mm))
            assert (wide, high) == pytest.approx((210, 297), abs=0.2)
            assert upright.top_margin.mm + 0.1 >= 20 and upright.bottom_margin.mm <= 25
            assert 30 <= upright.left_margin.mm + 0.1 <= 35.2
            assert 15 <= upright.right_margin.mm + 0.1 <= 20.2
        assert doc.sections[0].different_first_page_header_footer
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
    assert zipfile.is_zipfile(io.BytesIO(word(receipt(stamped=True))))


def test_papers_saved_together_have_names_of_their_own() -> None:
    first, second = receipt(), receipt()
    assert named_apart([first, second], "pdf") == ["giay-to-01-2026.pdf", "giay-to-01-2026 (2).pdf"]
