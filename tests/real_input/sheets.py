"""Builders of registers as offices keep them: titles, merged cells, old fonts, totals and signatures around."""

import io
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

CRIME = (
    "STT", "Số tiếp nhận", "Ngày giờ", "Hình thức", "Người báo", "SĐT", "Nội dung", "Địa điểm/Cơ sở", "Phân loại",
    "Cán bộ", "Hạn", "Gia hạn", "Kết quả", "Ngày thông báo", "Ghi chú",
)  # fmt: skip
LETTERS = (
    "STT", "Mã đơn", "Ngày tiếp nhận", "Người đứng đơn", "Nguồn đơn", "Tóm tắt nội dung", "Hạn xử lý",
    "Phân loại/Số người", "Cơ quan đã giải quyết", "Tình trạng/Kết quả", "Cán bộ xử lý",
)  # fmt: skip
VISITS = (
    "STT", "Ngày tiếp nhận", "Người đứng đơn", "Tóm tắt nội dung", "Phân loại đơn/số người", "Cơ quan đã giải quyết",
    "Hướng xử lý", "Lượt tiếp", "Cán bộ tiếp dân",
)  # fmt: skip


def line(running: int, /, **other: Any) -> list[Any]:
    """A row of the register of crime reports."""
    row: dict[str, Any] = {
        "stt": running,
        "number": f"{running:03d}/2024/TB",
        "received": date(2024, 1 + running % 12, 1 + running % 28),
        "source": "Trực tiếp",
        "informant": "Vũ Thị Hạnh",
        "phone": "0912345678",
        "content": f"Nghi có hoạt động mại dâm tại cơ sở số {running}",
        "place": "Thôn Chợ",
        "sorting": "",
        "officer": "",
        "due": "",
        "extended": "",
        "outcome": "",
        "notice": "",
        "note": "",
    }
    assert not other.keys() - row.keys()
    return list((row | other).values())


def letter(running: int, /, **other: Any) -> list[Any]:
    """A row of the register of letters."""
    row: dict[str, Any] = {
        "stt": running,
        "code": f"{running:02d}",
        "received": date(2024, 5, running),
        "petitioner": "Trần Văn Bảy",
        "source": "Bưu chính",
        "content": f"Đề nghị xem xét việc thứ {running}",
        "due": "",
        "sorting": "Kiến nghị",
        "authority": "",
        "outcome": "",
        "officer": "",
    }
    assert not other.keys() - row.keys()
    return list((row | other).values())


def saved(book: Workbook) -> bytes:
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def sheet_of(book: Workbook) -> Worksheet:
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return sheet


def register(headings: Sequence[str], rows: Sequence[Sequence[Any]], after: Sequence[Sequence[Any]] = ()) -> bytes:
    """Headings, the column numbers (1)(2)(3) and the rows under two merged title lines; row 1 of the data is row 6."""
    book = Workbook()
    sheet = sheet_of(book)
    sheet.append(["CÔNG AN XÃ VĨNH AM"])
    sheet.append(["SỔ THEO DÕI TIẾP NHẬN, GIẢI QUYẾT"])
    sheet.append(["(số liệu tính từ ngày 01/01/2024 đến ngày 31/12/2024)"])
    for row in (1, 2, 3):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(headings))
    sheet.append(list(headings))
    sheet.append([f"({index})" for index in range(1, len(headings) + 1)])
    for row_of_cells in (*rows, *after):
        sheet.append(list(row_of_cells))
    return saved(book)


def crime_register(rows: Sequence[Sequence[Any]], after: Sequence[Sequence[Any]] = ()) -> bytes:
    return register(CRIME, rows, after)


# --- fonts of the nineties ---------------------------------------------------------------------------

_TCVN3 = {
    **dict(zip("àảãáạăằẳẵắặâầẩẫấậ", "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË", strict=True)),
    **dict(zip("èẻẽéẹêềểễếệìỉĩíị", "ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞ", strict=True)),
    **dict(zip("òỏõóọôồổỗốộơờởỡớợ", "ßáâãä«åæçèé¬êëìíî", strict=True)),
    **dict(zip("ùủũúụưừửữứựỳỷỹýỵđ", "ïñòóô\xadõö÷øùúûüýþ®", strict=True)),
    **dict(zip("ĂÂÊÔƠƯĐ", "¡¢£¤¥¦§", strict=True)),
}
_VNI_TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_VNI_CIRCUMFLEX = {"\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä", "": "â"}
_VNI_BREVE = {"\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë", "": "ê"}


def in_tcvn3(text: str) -> str:
    """What a text typed with an ABC font holds."""
    return "".join(_TCVN3.get(letter, letter) for letter in unicodedata.normalize("NFC", text))


def in_vni(text: str) -> str:
    """What a text typed with a VNI font holds; lower case only, as the tests need."""
    out = []
    for letter in unicodedata.normalize("NFC", text):
        if letter in "đĐ":
            out.append("ñ" if letter == "đ" else "Ñ")
            continue
        base, *marks = list(unicodedata.normalize("NFD", letter))
        tone = next((mark for mark in marks if mark in _VNI_TONES), "")
        if "\u0302" in marks:
            out.append(base + _VNI_CIRCUMFLEX[tone])
        elif "\u0306" in marks:
            out.append(base + _VNI_BREVE[tone])
        elif "\u031b" in marks:
            out.append({"o": "ô", "u": "ö", "O": "Ô", "U": "Ö"}[base] + (_VNI_TONES[tone] if tone else ""))
        elif base == "i" and tone:
            out.append({"\u0301": "í", "\u0300": "ì", "\u0309": "æ", "\u0303": "ó", "\u0323": "ò"}[tone])
        else:
            out.append(base + (_VNI_TONES[tone] if tone else ""))
    return "".join(out)


def each_text(row: Sequence[Any], turn: Callable[[str], str]) -> list[Any]:
    return [turn(cell) if isinstance(cell, str) else cell for cell in row]
