"""Registers to import: rows as the exchange would hand them to the storage."""

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

from app.common.imports import ImportKind, ImportPlan
from app.exchange.importing import plan_import
from app.police.reports.imports import REPORT_IMPORT
from app.vault.session import Session

REPORT_HEADINGS = (
    "STT", "Số tiếp nhận", "Ngày giờ", "Hình thức", "Người báo", "Nội dung", "Địa điểm/Cơ sở", "Phân loại",
    "Cán bộ", "Hạn", "Gia hạn", "Kết quả", "Ngày thông báo", "Ghi chú",
)  # fmt: skip
LETTER_HEADINGS = (
    "STT", "Mã đơn", "Ngày tiếp nhận", "Người đứng đơn", "Nguồn đơn", "Tóm tắt nội dung", "Hạn xử lý",
    "Phân loại/Số người", "Cơ quan đã giải quyết", "Tình trạng/Kết quả", "Cán bộ xử lý",
)  # fmt: skip
VISIT_HEADINGS = (
    "STT", "Ngày tiếp nhận", "Người đứng đơn", "Tóm tắt nội dung", "Phân loại đơn/số người", "Cơ quan đã giải quyết",
    "Hướng xử lý", "Lượt tiếp", "Cán bộ tiếp dân",
)  # fmt: skip


def workbook(headings: Sequence[str], *rows: Sequence[Any]) -> bytes:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["SỔ THEO DÕI"])
    sheet.append(["(số liệu tính từ ngày 01/01/2025 đến ngày 31/12/2025)"])
    sheet.append(list(headings))
    sheet.append([f"({number})" for number in range(1, len(headings) + 1)])
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def reports_plan(session: Session, *rows: Sequence[Any], kind: ImportKind = REPORT_IMPORT) -> ImportPlan:
    """Rows of a Sổ tin báo, each from its second column on."""
    numbered = [(number, *row) for number, row in enumerate(rows, 1)]
    return plan_import(session, kind, workbook(REPORT_HEADINGS, *numbered))


def row(
    number: str = "", day: str = "05/03/2025", reporter: str = "Nguyễn Thị Hòa", content: str = "Mở nhạc lớn",
    sorting: str = "Tin báo", outcome: str = "Đã giải quyết", notice: str = "", note: str = "",
) -> tuple[Any, ...]:  # fmt: skip
    """A row of a Sổ tin báo without its running number."""
    return (
        number or None, day, "Điện thoại", reporter, content, "Thôn Đông", sorting, "Vũ Hải Nam",
        None, None, outcome or None, notice or None, note or None,
    )  # fmt: skip
