"""A register of inspections on paper, as a workbook."""

from collections.abc import Sequence
from typing import Any

from app.common.imports import ImportPlan
from app.exchange.importing import plan_import
from app.police.inspections.imports import INSPECTION_IMPORT
from app.vault.session import Session
from tests.police.reports.registers import workbook

HEADINGS = (
    "STT", "Cơ sở", "Loại hình", "Chủ cơ sở", "Địa chỉ", "Số lao động", "Ngày kiểm tra", "Đoàn/Quyết định", "Nội dung",
    "Vi phạm", "Xử lý", "Hạn khắc phục", "Phúc tra", "Ghi chú",
)  # fmt: skip


def row(
    place: str = "Nhà nghỉ Thanh Bình", day: str = "05/03/2025", address: str = "", workers: str = "5/3",
    team: str = "QĐ số 12/QĐ-CAX ngày 01/03/2025, Đội KTLN 178", content: str = "Kiểm tra an ninh, trật tự",
    violations: str = "Không", handling: str = "", fix_by: str = "", follow_up: str = "", note: str = "",
) -> tuple[Any, ...]:  # fmt: skip
    """A row without its running number."""
    cells = (
        place, "Nhà nghỉ", "Hoàng Văn Định", address, workers, day, team, content, violations, handling, fix_by,
        follow_up, note,
    )  # fmt: skip
    return tuple(cell or None for cell in cells)


def register_plan(session: Session, *rows: Sequence[Any]) -> ImportPlan:
    numbered = [(number, *each) for number, each in enumerate(rows, 1)]
    return plan_import(session, INSPECTION_IMPORT, workbook(HEADINGS, *numbered))
