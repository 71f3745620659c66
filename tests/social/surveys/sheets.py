"""A sheet of needs surveys as offices keep it in Excel."""

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

HEADINGS = (
    *("STT", "Họ và tên", "Số điện thoại", "Đối tượng", "Thôn", "Giới tính", "Năm sinh", "Ngày khảo sát", "Nhu cầu"),
    *("Khó khăn về tài chính", "Loại hình cơ sở", "Học nghề", "Vay vốn", "Cán bộ khảo sát", "Ghi chú"),
)


def workbook(*rows: Sequence[Any], headings: Sequence[str] = HEADINGS) -> bytes:
    """With the title lines that printed sheets have."""
    book: Any = Workbook()
    sheet = book.active
    sheet.append(["UBND XÃ VĨNH AM"])
    sheet.append(["TỔNG HỢP KHẢO SÁT NHU CẦU"])
    sheet.append(list(headings))
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def row(number: int = 1, **other: Any) -> tuple[Any, ...]:
    cells: dict[str, Any] = {
        "name": "Nguyễn Thị Bịa",
        "phone": "0987612345",
        "group": "Lao động tại cơ sở karaoke",
        "village": "Bến Đò",
        "sex": "Nữ",
        "birth": 1998,
        "day": "05/03/2026",
        "needs": "việc làm; khám sức khỏe",
        "difficulty": "Có",
        "workplace": "Karaoke Sao Đêm",
        "training": "x",
        "loan": "",
        "surveyor": "Chi hội thôn",
        "note": "",
    } | other
    return (number, *(cell or None for cell in cells.values()))
