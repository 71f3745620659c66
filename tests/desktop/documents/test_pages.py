"""Papers on the screen's printer and in a PDF: cut where Word cuts them, with real letters in them."""

import io
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from docx import Document
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPrintSupport import QPrinter

from app.desktop import documents_paint, documents_print
from app.desktop.documents_pages import units
from app.exchange.word import word
from app.police.reports.papers import ReceiptFacts, ReminderFacts, ReminderItem
from tests.desktop.documents import pdf_text
from tests.exchange import inspection_facts as facts
from tests.exchange.papers import STAMP, of

DAY = date(2026, 3, 12)
pytestmark = pytest.mark.usefixtures("qapp")


def sheet(template: str, given: Any, **more: Any) -> documents_print.Sheet:
    return documents_print.read(word(of(template, given, **more)))


def test_the_pages_say_what_the_word_file_says() -> None:
    for template, given in (("minutes", facts.FILLED), ("minutes", facts.BLANK), ("plan", facts.plan(30))):
        data = word(of(template, given))
        here = "".join("".join(documents_print.read(data).words()).replace("\u2028", "").split())
        for paragraph in Document(io.BytesIO(data)).element.body.iter("{*}p"):
            said = "".join(node.text or "" for node in paragraph.iter("{*}t"))
            assert "".join(said.split()) in here


def test_no_row_is_divided_and_each_page_of_a_table_has_its_heading() -> None:
    pages = sheet("plan", facts.plan(200)).words()
    rows = [page for page in pages[3:] if re.search(r"\b[0-9a-f]{12}\b", page)]
    assert len(rows) > 4 and all("Thứ tự" in page for page in rows)


def test_a_page_ends_where_the_next_begins() -> None:
    for template, given in (("plan", facts.plan(12)), ("minutes", facts.FILLED), ("follow_up", facts.LETTER)):
        for part in sheet(template, given).parts:
            for page, after in pairwise(part.pages):
                assert page[-1].bottom <= after[-1].top + 1
                assert all(piece.bottom > piece.top for piece in page)


def test_the_signature_is_never_alone_on_a_page() -> None:
    plain = ReceiptFacts("014/TB/2026", "tin báo", DAY, "trực tiếp", "", "Lê Văn Đạt")
    several = 0
    for words in range(200, 520, 20):
        pages = sheet("receipt", replace(plain, content="Nghi có môi giới. " * (words // 3))).words()
        several += len(pages) > 1
        assert "Trần Văn Bình" in pages[-1] and "Khi cần biết kết quả" in pages[-1]
    assert several > 2


def test_a_reminder_of_many_reports_goes_on_overleaf() -> None:
    items = tuple(ReminderItem(f"{n:03d}/TB", "tin báo", DAY, DAY) for n in range(60))
    pages = sheet("reminder", ReminderFacts("Lê Văn Đạt", items)).words()
    rows = [sum("/TB" in line for line in page.splitlines()) for page in pages]
    # How many pages depends on the face that the computer has; the heading stands over the rows of each.
    assert sum(rows) == 60 and 60 > rows[0] > 10
    assert all("Phân loại" in page for page, count in zip(pages, rows, strict=True) if count)
    assert "Đề nghị khẩn trương" in pages[-1] and "Trần Văn Bình" in pages[-1]


def test_a_pdf_has_a4_pages_upright_and_lying_and_embedded_letters_to_copy() -> None:
    made = documents_print.read(word(replace(of("plan", facts.plan(30)), stamp=STAMP)))
    data = documents_paint.pdf([made])
    sizes = pdf_text.page_sizes(data)
    assert pdf_text.page_count(data) == len(made.pages()) == len(sizes)
    assert sizes[0] == (595, 842) and sizes[-1] == (842, 595)
    assert len(re.findall(rb"/FontFile2", data)) >= 2
    said = pdf_text.text(data)
    for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Nhà nghỉ số 7", "VA-2026-7391", "Người in: Nguyễn Thị Hòa"):
        assert words in said
    assert said.count("Nhà nghỉ số 29") == sum(page.count("Nhà nghỉ số 29") for page in made.words())


def test_a_lying_page_is_turned_on_the_printers_upright_paper(tmp_path: Any) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "in.pdf"))
    documents_paint.set_up(printer)
    made = sheet("plan", facts.plan(12))
    documents_paint.paint(printer, [made, made])
    data = (tmp_path / "in.pdf").read_bytes()
    assert set(pdf_text.page_sizes(data)) == {(595, 842)}
    assert pdf_text.page_count(data) == 2 * len(made.pages())


def test_the_dots_of_a_blank_form_reach_the_margin() -> None:
    made = sheet("minutes", facts.BLANK_LITTLE)
    part, page = made.pages()[0]
    image = QImage(595, 842, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.scale(1 / 20, 1 / 20)
    documents_paint._page(painter, part, page, 1)
    painter.end()
    block = part.text.begin()
    while not block.text().startswith("Chủ cơ sở:"):
        block = block.next()
    (dots,) = documents_paint._dots(block)
    left, top = (units(each) / 20 for each in part.margins[:2])
    row = round(top + dots.y1() / 20)
    dark = [x for x in range(595) for y in (row - 1, row, row + 1) if image.pixelColor(x, y).lightness() < 200]
    assert max(dark) > 595 - 42.5 - 8 and len({x for x in dark if x > left + 150}) > 60


def test_page_numbers_begin_on_the_second_page() -> None:
    data = documents_paint.pdf([sheet("minutes", facts.FILLED)])
    streams = [pdf_text._plain(body) for body in pdf_text.objects(data).values()]
    assert sum(" Tj" in each for each in streams) == pdf_text.page_count(data)
    said = pdf_text.pages(data)
    assert [page.endswith(str(at)) for at, page in enumerate(said, start=1)][1:] == [True] * (len(said) - 1)
    assert not said[0].endswith("1")
