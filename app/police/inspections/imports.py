"""How is a register of inspections on paper declared for import: its columns, what identifies a row, what it lacks?"""

from collections.abc import Mapping, Sequence
from typing import Any

from app.common.dates import show_date
from app.common.i18n import N_
from app.common.import_batches import earlier
from app.common.import_cells import Context, NotImportable, as_date, as_text, digest
from app.common.imports import Field, ImportKind, RowProblem
from app.police.inspections.declared import FIELD_NAMES
from app.police.inspections.import_cells import (
    FollowUp,
    Handling,
    as_follow_up,
    as_handling,
    as_team,
    as_violations,
    place_of,
    show_follow_up,
    show_handling,
    show_team,
    show_violations,
)
from app.police.inspections.import_storage import InspectionImports
from app.police.inspections.intake import BEFORE_THE_VISIT, IN_THE_FUTURE
from app.police.inspections.terms import KIND
from app.police.models import ImportBatch
from app.registry.establishments.import_cells import as_workers, show_workers

# Sổ kiểm tra cơ sở, with the wordings that offices use.
FIELDS: tuple[Field, ...] = (
    Field("number", FIELD_NAMES["establishment_number"], ("Mã cơ sở", "Số hiệu cơ sở", "Mã số cơ sở"), as_text),
    Field(
        "place",
        FIELD_NAMES["establishment"],
        ("Cơ sở", "Tên cơ sở", "Cơ sở được kiểm tra", "Tên cơ sở được kiểm tra"),
        as_text,
        required=True,
    ),
    Field("type", FIELD_NAMES["type_code"], ("Loại hình", "Loại hình kinh doanh", "Ngành nghề"), as_text),
    Field(
        "owner",
        N_("Owner of the premises"),
        ("Chủ cơ sở", "Họ tên chủ cơ sở", "Người chịu trách nhiệm", "Đại diện cơ sở"),
        as_text,
        personal=True,
    ),
    Field("address", FIELD_NAMES["address"], ("Địa chỉ", "Địa chỉ cơ sở", "Thôn"), as_text),
    Field(
        "workers",
        FIELD_NAMES["workers_total"],
        ("Số lao động", "Tổng số lao động", "Lao động", "Số nhân viên"),
        as_workers,
        show=show_workers,
        hint=N_("12, or 12/8 where 8 are women"),
    ),
    Field(
        "inspected_on",
        FIELD_NAMES["inspected_on"],
        ("Ngày kiểm tra", "Thời gian kiểm tra", "Ngày tháng kiểm tra", "Ngày"),
        as_date,
        required=True,
    ),
    Field(
        "team",
        FIELD_NAMES["team"],
        ("Đoàn/Quyết định", "Đoàn kiểm tra", "Quyết định", "Thành phần đoàn", "Tổ kiểm tra", "Số quyết định"),
        as_team,
        show=show_team,
    ),
    Field("content", FIELD_NAMES["content"], ("Nội dung", "Nội dung kiểm tra", "Lĩnh vực kiểm tra"), as_text),
    Field(
        "violations",
        FIELD_NAMES["findings"],
        ("Vi phạm", "Hành vi vi phạm", "Vi phạm phát hiện", "Kết quả kiểm tra", "Nội dung vi phạm"),
        as_violations,
        show=show_violations,
    ),
    Field(
        "handling",
        N_("Handling"),
        ("Xử lý", "Hình thức xử lý", "Kết quả xử lý", "Xử lý vi phạm"),
        as_handling,
        show=show_handling,
        # Whom a fine was decided against may stand here.
        personal=True,
    ),
    Field("fix_by", FIELD_NAMES["fix_by"], ("Hạn khắc phục", "Thời hạn khắc phục", "Hạn"), as_date),
    Field(
        "follow_up",
        N_("Follow-up inspection"),
        ("Phúc tra", "Kết quả phúc tra", "Ngày phúc tra", "Kết quả khắc phục", "Khắc phục"),
        as_follow_up,
        show=show_follow_up,
    ),
    Field("note", FIELD_NAMES["note"], ("Ghi chú",), as_text),
)


def fingerprint(values: Mapping[str, Any]) -> str:
    """The same premises on the same day with the same content is the same inspection."""
    return digest(
        values["number"] or values["place"], values["address"], values["inspected_on"].isoformat(), values["content"]
    )


def check(values: Mapping[str, Any], context: Context) -> Sequence[RowProblem]:
    """What cannot be, across the cells of a row: the rules of the form, said at the column."""
    problems: list[RowProblem] = []
    held_on, fix_by = values["inspected_on"], values["fix_by"]
    place = place_of(values, context.lookups)
    if isinstance(place, NotImportable):
        problems.append(RowProblem("place", place))
    elif place.closed_on is not None and place.closed_on < held_on:
        why = N_("{name} closed down on {day}: there is nothing to inspect after that.")
        problems.append(RowProblem("inspected_on", NotImportable(why, name=place.name, day=show_date(place.closed_on))))
    elif place.opened_on is not None and held_on < place.opened_on:
        why = N_("{name} opened only on {day}.")
        problems.append(RowProblem("inspected_on", NotImportable(why, name=place.name, day=show_date(place.opened_on))))
    if held_on > context.today:
        problems.append(RowProblem("inspected_on", NotImportable(IN_THE_FUTURE)))
    if fix_by is not None and fix_by < held_on:
        problems.append(RowProblem("fix_by", NotImportable(BEFORE_THE_VISIT, day=show_date(held_on))))
    handling: Handling | None = values["handling"]
    if handling is not None and handling.fine is not None and not values["violations"]:
        why = N_("A fine needs a violation: say in the column “{column}” what it was decided for.")
        problems.append(RowProblem("handling", NotImportable(why, column=N_("Findings"))))
    seen: FollowUp | None = values["follow_up"]
    if seen is not None and seen.on is not None and seen.on < held_on:
        problems.append(RowProblem("follow_up", NotImportable(BEFORE_THE_VISIT, day=show_date(held_on))))
    workers = values["workers"]
    if workers is not None and workers.women is not None and workers.women > workers.total:
        why = N_("{part} are more than the {total} workers in all.")
        problems.append(RowProblem("workers", NotImportable(why, part=workers.women, total=workers.total)))
    return problems


INSPECTION_IMPORT = ImportKind(
    kind=KIND,
    label=N_("Inspections"),
    fields=FIELDS,
    fingerprint=fingerprint,
    check=check,
    storage=InspectionImports(),
    earlier=lambda session: earlier(session, ImportBatch, KIND),
)
