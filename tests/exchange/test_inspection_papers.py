"""The papers of inspections and plans hold little and much, and any letter in a name."""

import hashlib
import io
from dataclasses import replace
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT

from app.exchange.word import word
from tests.exchange import inspection_facts as facts
from tests.exchange.papers import of, text

EACH: list[tuple[str, Any]] = [
    ("minutes", facts.BLANK_LITTLE),
    ("minutes", facts.BLANK),
    ("minutes", facts.FILLED_LITTLE),
    ("minutes", facts.FILLED),
    ("decision", facts.DECISION_LITTLE),
    ("decision", facts.DECISION),
    ("follow_up", facts.LETTER_LITTLE),
    ("follow_up", facts.LETTER),
    ("plan", facts.plan(1)),
    ("plan", facts.plan(30)),
]


def table(data: bytes, at: int) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in Document(io.BytesIO(data)).tables[at].rows]


@pytest.mark.parametrize(("template", "given"), EACH)
def test_each_paper_can_be_made_of_little_and_of_much(template: str, given: Any) -> None:
    said = text(word(of(template, given)))
    assert facts.ODD in said or (template == "plan" and given.active > 1)
    for left_over in ("{{", "{%", "None", "<2>>", "&amp;"):
        assert left_over not in said


def test_a_blank_form_has_room_to_write_and_nothing_seen() -> None:
    data = word(of("minutes", facts.BLANK, number=""))
    said = text(data)
    for words in ("Số: ........../BB", "Nguyễn Văn Hùng", "Ý KIẾN CỦA ĐẠI DIỆN CƠ SỞ", "NGƯỜI LẬP BIÊN BẢN"):
        assert words in said
    checks = table(data, 1)
    assert len(checks) == 1 + 24 + 2 and checks[0][2:5] == ["Đạt", "Không đạt", "Không áp dụng"]
    assert all(cell == "" for row in checks[1:] for cell in row[2:])
    assert [row[3] for row in table(data, 4)[1:]] == [""], "what the follow-up sees is written in by hand"
    assert len(table(data, 3)) == 1 + 3


def test_unknown_facts_are_dotted_on_a_blank_form_and_left_out_of_a_filled_one() -> None:
    blank, filled = (
        Document(io.BytesIO(word(of("minutes", each)))) for each in (facts.BLANK_LITTLE, facts.FILLED_LITTLE)
    )
    owner = next(each for each in blank.paragraphs if each.text.startswith("Chủ cơ sở:"))
    assert owner.text == "Chủ cơ sở:\t" and "dot" in owner._p.xml.split("leader=", 1)[1][:8]
    assert not any(each.text.startswith("Chủ cơ sở:") for each in filled.paragraphs)
    said = "\n".join(each.text for each in filled.paragraphs)
    assert "\t" not in said and "Không phát hiện vi phạm." in said


def test_a_tab_that_somebody_typed_is_no_dotted_line() -> None:
    said = text(word(of("minutes", replace(facts.FILLED, content="Tầng\t2"))))
    assert "Tầng 2" in said


def test_filled_minutes_hold_what_was_seen() -> None:
    data = word(of("minutes", facts.FILLED))
    said = text(data)
    for words in (
        "Hồi 08 giờ 30, ngày 12 tháng 3 năm 2026",
        "Số người lao động có mặt khi kiểm tra: 9.",
        "- Nguyễn Văn Hùng - chủ cơ sở (đến sau);",
        "Kiến nghị: Đề nghị xử phạt theo quy định.",
        "Thời hạn khắc phục: trước ngày 01 tháng 4 năm 2026.",
        "Đỗ Thị Xuân",
    ):
        assert words in said
    assert len(table(data, 3)) == 1 + 5


def test_anybody_can_redraw_the_plan_from_its_paper() -> None:
    given = facts.plan(30)
    data = word(of("plan", given))
    said = text(data)
    assert "VA-2026-7391" in said and "DỰ THẢO KẾ HOẠCH" in said
    listed, annex = table(data, 1), table(data, 3)
    assert len(listed) == 1 + len(given.items) and len(annex) == 1 + 30
    for row in annex[1:]:
        assert hashlib.sha256(f"VA-2026-7391:{row[2]}".encode()).hexdigest().startswith(row[1])
    assert [row[1] for row in annex[1:]] == sorted(row[1] for row in annex[1:])
    sections = Document(io.BytesIO(data)).sections
    assert [each.orientation for each in sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]


def test_headings_of_tables_repeat_and_rows_stay_whole() -> None:
    for template, given in EACH:
        for grid in Document(io.BytesIO(word(of(template, given)))).tables:
            marks = [{child.tag.rpartition("}")[2] for child in row._tr.get_or_add_trPr()} for row in grid.rows]
            if grid.style is not None and grid.style.name == "Table Grid":
                assert "tblHeader" in marks[0]
            assert all("cantSplit" in each for each in marks)
