"""How is a list of premises in Excel declared for import: its columns, what identifies a row, what cannot be?"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.common.i18n import N_
from app.common.import_batches import earlier
from app.common.import_cells import Context, as_date, as_phone, as_text, as_whole_number, digest
from app.common.imports import Field, ImportKind, RowProblem
from app.registry.establishments import rules
from app.registry.establishments.changing import tidy
from app.registry.establishments.import_cells import (
    InVillage,
    as_number,
    as_type,
    as_village,
    as_workers,
    show_village,
    show_workers,
)
from app.registry.establishments.import_storage import EstablishmentImports, closing_of, counts_of, entry_of
from app.registry.establishments.terms import FIELD_NAMES, KIND
from app.registry.models import ImportBatch

# Lists of premises, and what "Sổ kiểm tra cơ sở" says of them.
FIELDS: tuple[Field, ...] = (
    Field("number", FIELD_NAMES["number"], ("Mã cơ sở", "Số hiệu cơ sở", "Mã số cơ sở"), as_number),
    Field(
        "name",
        FIELD_NAMES["name"],
        ("Tên cơ sở", "Cơ sở", "Tên cơ sở kinh doanh", "Cơ sở kinh doanh", "Tên"),
        as_text,
        required=True,
    ),
    Field(
        "type_code",
        FIELD_NAMES["type_code"],
        ("Loại hình", "Loại hình kinh doanh", "Ngành nghề", "Loại cơ sở"),
        as_type,
    ),
    Field(
        "owner",
        FIELD_NAMES["owner"],
        ("Chủ cơ sở", "Họ tên chủ cơ sở", "Tên chủ cơ sở", "Chủ hộ kinh doanh", "Chủ kinh doanh"),
        as_text,
        personal=True,
    ),
    Field(
        "responsible",
        FIELD_NAMES["responsible"],
        ("Người chịu trách nhiệm", "Người quản lý", "Người đại diện", "Quản lý", "Người đứng đầu"),
        as_text,
        personal=True,
    ),
    Field("address", FIELD_NAMES["address"], ("Địa chỉ", "Địa chỉ cơ sở", "Địa điểm kinh doanh"), as_text),
    Field(
        "village_id",
        FIELD_NAMES["village_id"],
        ("Thôn", "Thôn/Tổ dân phố", "Tổ dân phố", "Địa bàn"),
        as_village,
        show=show_village,
    ),
    Field("phone", FIELD_NAMES["phone"], ("SĐT", "Số điện thoại", "Điện thoại"), as_phone, personal=True),
    Field(
        "total",
        FIELD_NAMES["total"],
        (
            "Số lao động",
            "Số lao động / Nữ",
            "Tổng số lao động",
            "Lao động",
            "Số người lao động",
            "Số nhân viên",
            "Số lao động / Trong đó nữ",
        ),
        as_workers,
        show=show_workers,
        hint=N_("12, or 12/8 where 8 are women"),
    ),
    Field("women", FIELD_NAMES["women"], ("Nữ", "Lao động nữ", "Số lao động nữ", "Trong đó nữ"), as_whole_number),
    Field(
        "from_elsewhere",
        FIELD_NAMES["from_elsewhere"],
        ("Lao động ngoài địa phương", "Ngoài địa phương", "Ngoại tỉnh", "Lao động ngoại tỉnh", "Người nơi khác đến"),
        as_whole_number,
    ),
    Field(
        "with_contract",
        FIELD_NAMES["with_contract"],
        ("Có hợp đồng lao động", "Có hợp đồng", "Có HĐLĐ", "Số hợp đồng lao động"),
        as_whole_number,
    ),
    Field(
        "residence_declared",
        FIELD_NAMES["residence_declared"],
        ("Đã khai báo tạm trú", "Khai báo cư trú", "Đã khai báo cư trú", "Đăng ký tạm trú"),
        as_whole_number,
    ),
    Field(
        "counted_on",
        FIELD_NAMES["counted_on"],
        ("Ngày kiểm tra", "Ngày thống kê", "Ngày rà soát", "Thống kê ngày", "Ngày kiểm đếm"),
        as_date,
    ),
    Field(
        "licence_number",
        FIELD_NAMES["licence_number"],
        ("GPKD", "Số GPKD", "Giấy phép kinh doanh", "Giấy chứng nhận đăng ký kinh doanh", "ĐKKD", "Giấy phép"),
        as_text,
    ),
    Field(
        "licence_issued_on",
        FIELD_NAMES["licence_issued_on"],
        ("Ngày cấp GPKD", "Ngày cấp", "Ngày cấp giấy phép", "Ngày cấp giấy phép kinh doanh"),
        as_date,
    ),
    Field(
        "licence_expires_on",
        FIELD_NAMES["licence_expires_on"],
        ("Ngày hết hạn", "Ngày hết hạn GPKD", "Hạn GPKD", "Hết hạn GPKD", "Ngày hết hạn giấy phép", "Thời hạn GPKD"),
        as_date,
    ),
    Field(
        "cert_number",
        FIELD_NAMES["cert_number"],
        (
            "Giấy ANTT",
            "Giấy chứng nhận ANTT",
            "GCN ANTT",
            "Giấy an ninh trật tự",
            "Giấy chứng nhận đủ điều kiện về an ninh, trật tự",
            "Giấy chứng nhận đủ điều kiện ANTT",
        ),
        as_text,
    ),
    Field("cert_issued_on", FIELD_NAMES["cert_issued_on"], ("Ngày cấp giấy ANTT", "Ngày cấp ANTT"), as_date),
    Field(
        "cert_expires_on",
        FIELD_NAMES["cert_expires_on"],
        ("Ngày hết hạn giấy ANTT", "Hạn giấy ANTT", "Hết hạn ANTT", "Hạn ANTT", "Ngày hết hạn ANTT"),
        as_date,
    ),
    Field(
        "opened_on",
        FIELD_NAMES["opened_on"],
        ("Ngày hoạt động", "Ngày bắt đầu hoạt động", "Hoạt động từ", "Hoạt động từ ngày", "Ngày khai trương"),
        as_date,
    ),
    Field(
        "closed_on",
        FIELD_NAMES["closed_on"],
        ("Ngày đóng cửa", "Ngày ngừng hoạt động", "Ngày chấm dứt hoạt động", "Ngày nghỉ kinh doanh"),
        as_date,
    ),
    Field("note", FIELD_NAMES["note"], ("Ghi chú",), as_text),
)


def fingerprint(values: Mapping[str, Any]) -> str:
    """The same name at the same address in the same village is the same premises."""
    village: InVillage | None = values["village_id"]
    return digest(values["name"], values["address"], village.name if village else "")


def check(values: Mapping[str, Any], context: Context) -> Sequence[RowProblem]:
    """What cannot be, across the cells of a row: the rules of the form, said at the column."""
    found = rules.entry_problems(tidy(entry_of(values, context.lookups)), context.today)
    counts = counts_of(values, context.today)
    if counts is not None:
        found |= rules.count_problems(counts, context.today)
    closed_on: date | None = closing_of(values)
    if closed_on is not None:
        why = rules.day_problem(rules.CLOSE, closed_on, values["opened_on"], None, context.today)
        found |= {"closed_on": why} if why is not None else {}
    return [RowProblem(name, why) for name, why in found.items()]


ESTABLISHMENT_IMPORT = ImportKind(
    kind=KIND,
    label=N_("Establishments"),
    fields=FIELDS,
    fingerprint=fingerprint,
    check=check,
    storage=EstablishmentImports(),
    earlier=lambda session: earlier(session, ImportBatch, KIND),
)
