"""A register of crime reports as offices keep it in Excel, for tests and pictures."""

import io

from openpyxl import Workbook

HEADINGS = ["STT", "Số tiếp nhận", "Ngày giờ", "Hình thức", "Người báo", "SĐT", "Nội dung", "Địa điểm/Cơ sở", "Kết quả"]


def register(rows: list[list[object]]) -> bytes:
    """A register of crime reports as it is printed: titles, merged cells, column numbers."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["CÔNG AN XÃ VĨNH AM"])
    sheet.append(["SỔ TIẾP NHẬN TIN BÁO, TỐ GIÁC VỀ TỘI PHẠM"])
    sheet.append(["(số liệu tính từ ngày 01/01/2025 đến ngày 31/12/2025)"])
    sheet.merge_cells("A1:I1")
    sheet.merge_cells("A2:I2")
    sheet.append(HEADINGS)
    sheet.append([f"({number})" for number in range(1, len(HEADINGS) + 1)])
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def line(number: int, day: object, content: str) -> list[object]:
    return [number, f"{number:03d}/2025/TB", day, "Điện thoại", "Vũ Thị Hạnh", "0912345678", content, "Thôn Đông", ""]
