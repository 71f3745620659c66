"""How is a register of people who were helped declared for import: its columns, what it lacks, whose consent?

Nothing is recorded without the person's agreement: a register needs a column that says it row by row, or somebody says
of the whole file that each person in it signed (`BASES`). No fingerprint is stored: it would tell of a person after
their erasure; a row is compared with the records there are.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.common.asking import EARLIEST, TOO_FAR_BACK
from app.common.dates import show_birth
from app.common.i18n import N_
from app.common.import_batches import earlier
from app.common.import_cells import Context, NotImportable, as_date, as_phone, as_text, digest
from app.common.imports import Field, ImportKind, RowProblem
from app.common.records.importing import import_field
from app.social.cases import intake
from app.social.cases.declared import CODED
from app.social.cases.import_cells import (
    as_agreed,
    as_birth,
    as_flags,
    as_outcome,
    as_sex,
    show_agreed,
    show_flags,
    show_outcome,
    show_sex,
)
from app.social.cases.import_storage import Bases, CaseImports, birth_year, person_of_row
from app.social.cases.terms import KIND
from app.social.models import ImportBatch

FIELDS: tuple[Field, ...] = (
    Field(
        "opened_on",
        N_("Opened on"),
        ("Ngày lập", "Ngày lập hồ sơ", "Ngày tiếp nhận", "Ngày mở hồ sơ", "Ngày", "Ngày tháng"),
        as_date,
        required=True,
    ),
    Field(
        "real_name",
        N_("Full name"),
        ("Họ và tên", "Họ tên", "Họ tên người được hỗ trợ", "Người được hỗ trợ", "Tên"),
        as_text,
        personal=True,
    ),
    Field("alias", N_("Alias"), ("Bí danh", "Tên gọi khác", "Tên thường gọi"), as_text, personal=True),
    Field(
        "birth",
        N_("Born"),
        ("Năm sinh", "Ngày sinh", "Ngày tháng năm sinh", "Ngày, tháng, năm sinh", "Sinh năm"),
        as_birth,
        show=show_birth,
        personal=True,
    ),
    Field("sex", N_("Sex"), ("Giới tính", "Giới", "Nam/Nữ"), as_sex, show=show_sex),
    Field("phone", N_("Phone"), ("SĐT", "Số điện thoại", "Điện thoại"), as_phone, personal=True),
    Field("address", N_("Address"), ("Địa chỉ", "Nơi ở", "Chỗ ở hiện nay", "Địa chỉ liên hệ"), as_text, personal=True),
    Field("village", N_("Village"), ("Thôn", "Thôn/Tổ dân phố", "Địa bàn"), as_text),
    Field(
        "safe_way",
        N_("Safe way to make contact"),
        ("Cách liên lạc", "Cách liên lạc an toàn", "Hình thức liên lạc"),
        as_text,
        personal=True,
    ),
    Field(
        "dependants",
        N_("Dependants"),
        ("Người phụ thuộc", "Hoàn cảnh gia đình", "Con cái", "Gia đình"),
        as_text,
        personal=True,
    ),
    *(import_field(each) for each in CODED),
    Field(
        "flags",
        N_("Special protection"),
        ("Bảo vệ đặc biệt", "Đối tượng ưu tiên", "Diện đặc biệt"),
        as_flags,
        show=show_flags,
    ),
    Field(
        "agreed",
        N_("Agreed to a record"),
        ("Đồng ý lưu hồ sơ", "Đồng ý", "Phiếu đồng ý", "Đã đồng ý", "Cam kết đồng ý", "Ký phiếu đồng ý"),
        as_agreed,
        show=show_agreed,
        hint=N_("yes, or the day of the signed form"),
    ),
    Field(
        "note",
        N_("What the person asks for"),
        ("Nhu cầu", "Nguyện vọng", "Nhu cầu/Nguyện vọng", "Nội dung hỗ trợ", "Nhu cầu hỗ trợ"),
        as_text,
    ),
    Field(
        "worker", N_("Worker in charge"), ("Cán bộ", "Cán bộ phụ trách", "Người phụ trách", "Cán bộ hỗ trợ"), as_text
    ),
    Field("outcome", N_("Outcome"), ("Kết quả", "Tình trạng/Kết quả", "Kết quả hỗ trợ"), as_outcome, show=show_outcome),
    Field("closed_on", N_("Closed on"), ("Ngày kết thúc", "Ngày đóng hồ sơ", "Kết thúc"), as_date),
    Field("remark", N_("Note"), ("Ghi chú",), as_text),
)


def fingerprint(values: Mapping[str, Any]) -> str:
    """The same name, year of birth and day are the same row. It is compared, never stored."""
    return digest(values["real_name"] or values["alias"], birth_year(values), values["opened_on"])


def case_import(basis: Bases | None = None) -> ImportKind:
    """The declaration; `basis` is what somebody said of the whole file."""

    def check(values: Mapping[str, Any], context: Context) -> Sequence[RowProblem]:
        today, opened = context.today, values["opened_on"]
        found = [
            RowProblem({"alias": "real_name"}.get(name, name), why)
            for name, why in intake.person_problems(person_of_row(values), today).items()
        ]
        if values["agreed"] is None and basis is None:
            why = N_(
                "Nothing says that the person agreed to a record. Fill in the column, or say of the whole file that"
                " everybody signed."
            )
            found.append(RowProblem("agreed", NotImportable(why)))
        found += _days(values, opened, today)
        return found

    return ImportKind(
        kind=KIND,
        label=N_("Support cases"),
        fields=FIELDS,
        fingerprint=fingerprint,
        check=check,
        storage=CaseImports(),
        defaults=tuple((each.value, each.label) for each in Bases),
        with_default=lambda code: case_import(Bases(code)),
        earlier=lambda session: earlier(session, ImportBatch, KIND),
    )


def _days(values: Mapping[str, Any], opened: date, today: date) -> list[RowProblem]:
    agreed, closed = values["agreed"], values["closed_on"]
    found = []
    for name, day in (
        ("opened_on", opened),
        ("closed_on", closed),
        ("agreed", agreed.on if agreed is not None else None),
    ):
        if day is not None and day > today:
            found.append(RowProblem(name, NotImportable(N_("This day lies in the future."))))
        elif day is not None and day < EARLIEST:
            found.append(RowProblem(name, NotImportable(TOO_FAR_BACK)))
    if closed is not None and closed < opened:
        found.append(RowProblem("closed_on", NotImportable(N_("It would have ended before it began."))))
    if closed is not None and values["outcome"] is None:
        found.append(RowProblem("outcome", NotImportable(N_("A case that ended needs its outcome."))))
    return found


CASE_IMPORT = case_import()
