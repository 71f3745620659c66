"""How is a register of reports on paper declared for import: its columns, what identifies a row, what it lacks?"""

from collections.abc import Mapping, Sequence
from typing import Any

from app.common.i18n import N_
from app.common.import_batches import earlier
from app.common.import_cells import Context, NotImportable, as_date, as_moment, as_phone, as_text, digest
from app.common.imports import Field, ImportKind, RowProblem
from app.police.models import ImportBatch
from app.police.reports.import_cells import (
    as_number,
    as_outcome,
    as_person,
    as_place,
    as_sorting,
    as_source,
    day_of,
    kind_of,
    show_outcome,
    show_paper_number,
    show_person,
    show_place,
    show_sorting,
    show_source,
)
from app.police.reports.import_storage import ReportImports
from app.police.reports.rules import must_seal
from app.police.reports.terms import KIND_NAMES, ReportKind

# Sổ tin báo, Sổ đơn and Sổ tiếp công dân, all columns of all three. "Người báo" and "Số tiếp nhận" stand in the
# register of crime reports alone and so tell the kind; "Người đứng đơn" and "Mã đơn" do not.
FIELDS: tuple[Field, ...] = (
    Field(
        "number", N_("Reception number"), ("Số tiếp nhận", "Số tin báo", "Số thụ lý"), as_number, show=show_paper_number
    ),
    Field("code", N_("Number of the letter"), ("Mã đơn", "Số đơn", "Số đến"), as_number, show=show_paper_number),
    Field(
        "received",
        N_("Received on"),
        ("Ngày giờ", "Ngày tiếp nhận", "Ngày giờ tiếp nhận", "Ngày nhận", "Thời gian tiếp nhận", "Ngày tháng"),
        as_moment,
        required=True,
        hint=N_("dd/mm/yyyy, with or without the hour"),
    ),
    Field(
        "source",
        N_("Source"),
        ("Hình thức", "Hình thức tiếp nhận", "Nguồn đơn", "Nguồn tin"),
        as_source,
        show=show_source,
    ),
    Field(
        "informant",
        N_("Informant"),
        ("Người báo", "Người báo tin", "Người tố giác", "Họ tên người báo"),
        as_person,
        show=show_person,
        personal=True,
    ),
    Field(
        "petitioner",
        N_("Petitioner"),
        ("Người đứng đơn", "Họ tên người gửi", "Người gửi", "Họ và tên", "Người khiếu nại", "Người tố cáo"),
        as_person,
        show=show_person,
        personal=True,
    ),
    Field("phone", N_("Phone"), ("Điện thoại", "Số điện thoại", "SĐT"), as_phone, personal=True),
    Field(
        "reporter_address",
        N_("Reporter's address"),
        ("Địa chỉ", "Địa chỉ người báo", "Đ/c người gửi"),
        as_text,
        personal=True,
    ),
    Field(
        "content",
        N_("Content"),
        ("Nội dung", "Tóm tắt nội dung", "Nội dung tin báo", "Nội dung đơn", "Nội dung vụ việc"),
        as_text,
        required=True,
    ),
    Field(
        "place",
        N_("Where it happened"),
        ("Địa điểm/Cơ sở", "Địa điểm", "Cơ sở", "Nơi xảy ra", "Địa điểm xảy ra", "Thôn", "Thôn/Tổ dân phố"),
        as_place,
        show=show_place,
    ),
    Field(
        "sorting",
        N_("Kind"),
        ("Phân loại", "Phân loại đơn/số người", "Phân loại/Số người", "Loại đơn", "Loại tin"),
        as_sorting,
        show=show_sorting,
    ),
    Field(
        "officer",
        N_("Officer"),
        ("Cán bộ", "Cán bộ xử lý", "Cán bộ tiếp dân", "Cán bộ thụ lý", "Cán bộ tiếp nhận", "Người tiếp nhận"),
        as_text,
    ),
    Field("due", N_("Time limit"), ("Hạn", "Hạn xử lý", "Hạn giải quyết", "Thời hạn"), as_date),
    Field("extended", N_("Extended"), ("Gia hạn", "Gia hạn đến"), as_text),
    Field("authority", N_("Body that settled it"), ("Cơ quan đã giải quyết", "Cơ quan giải quyết"), as_text),
    Field(
        "outcome",
        N_("Outcome"),
        ("Kết quả", "Tình trạng/Kết quả", "Tình trạng", "Hướng xử lý", "Kết quả giải quyết", "Kết quả xử lý"),
        as_outcome,
        show=show_outcome,
    ),
    Field("notice_on", N_("Notice given on"), ("Ngày thông báo", "Ngày trả lời"), as_date),
    Field("visit", N_("Which visit"), ("Lượt tiếp", "Lần tiếp"), as_text),
    Field("note", N_("Note"), ("Ghi chú",), as_text),
)


def report_import(kind: ReportKind | None = None) -> ImportKind:
    """The declaration; `kind` is chosen for the rows that do not tell theirs."""

    def fingerprint(values: Mapping[str, Any]) -> str:
        found = kind_of(values, kind)
        person = values["informant"] or values["petitioner"]
        # A sealed name must not be guessable from a stored hash.
        name = "" if person is None or found is None or must_seal(found) else person.name
        return digest(found, day_of(values["received"]).isoformat(), values["content"], name)

    def check(values: Mapping[str, Any], context: Context) -> Sequence[RowProblem]:
        problems: list[RowProblem] = []
        if kind_of(values, kind) is None:
            why = N_(
                "The row does not tell the kind of report. Fill in the column, or choose a kind for the whole file."
            )
            problems.append(RowProblem("sorting", NotImportable(why)))
        if day_of(values["received"]) > context.today:
            problems.append(RowProblem("received", NotImportable(N_("The day of receipt lies in the future."))))
        return problems

    return ImportKind(
        kind="reports",
        label=N_("Reports"),
        fields=FIELDS,
        fingerprint=fingerprint,
        check=check,
        storage=ReportImports(kind),
        defaults=tuple((each.value, KIND_NAMES[each]) for each in ReportKind),
        with_default=lambda code: report_import(ReportKind(code)),
        earlier=lambda session: earlier(session, ImportBatch, "reports"),
    )


REPORT_IMPORT = report_import()
