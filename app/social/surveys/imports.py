"""How is a sheet of needs surveys in Excel declared for import? Columns that would name somebody are none of ours."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.common.i18n import N_
from app.common.import_batches import earlier
from app.common.import_cells import Context, NotImportable, as_date, as_text, digest
from app.common.imports import Field, ImportKind, RowProblem
from app.registry.establishments.import_cells import InVillage, show_village
from app.registry.reference import entries
from app.social.models import ImportBatch
from app.social.surveys import rules
from app.social.surveys.declared import FIELD_NAMES
from app.social.surveys.import_cells import (
    as_age,
    as_anonymous,
    as_difficulty,
    as_group,
    as_mark,
    as_needs,
    as_quarter,
    as_sex,
    as_village,
    as_workplace,
    as_year,
    show_age,
    show_difficulty,
    show_group,
    show_needs,
    show_quarter,
    show_sex,
    show_workplace,
)
from app.social.surveys.import_storage import SurveyImports, answers_of
from app.social.surveys.terms import KIND

# Sheets often have a column for each need, with a cross in it: field -> the code of the list.
TICKS: dict[str, str] = {f"need_{item['code']}": item["code"] for item in entries("need_kinds")}
_TICK_HEADINGS: dict[str, tuple[str, ...]] = {
    "vocational_training": ("Học nghề", "Đào tạo nghề", "Nhu cầu học nghề"),
    "job": ("Việc làm", "Tìm việc làm", "Giới thiệu việc làm", "Nhu cầu việc làm"),
    "loan": ("Vay vốn", "Nhu cầu vay vốn", "Vốn vay"),
    "legal_aid": ("Trợ giúp pháp lý", "Pháp lý"),
    "health": ("Chăm sóc sức khỏe", "Sức khỏe", "Khám sức khỏe", "Y tế"),
    "psychological": ("Tư vấn tâm lý", "Tâm lý"),
    "papers": ("Giấy tờ tùy thân", "Giấy tờ", "Làm giấy tờ"),
    "child_school": ("Con được đi học", "Cho con đi học", "Con đi học"),
    "housing": ("Chỗ ở", "Nhà ở"),
    "other": ("Nhu cầu khác",),
    "none": ("Chưa có nhu cầu", "Không có nhu cầu"),
}

FIELDS: tuple[Field, ...] = (
    Field("form", N_("Number of the form"), ("Số phiếu", "Mã phiếu", "Phiếu số"), as_text),
    Field(
        "group",
        FIELD_NAMES["group"],
        ("Nhóm", "Nhóm đối tượng", "Nhóm khảo sát", "Đối tượng", "Đối tượng khảo sát"),
        as_group,
        show=show_group,
    ),
    Field(
        "village",
        FIELD_NAMES["village_id"],
        ("Thôn", "Thôn/Tổ dân phố", "Tổ dân phố", "Địa bàn"),
        as_village,
        show=show_village,
    ),
    Field("sex", FIELD_NAMES["sex"], ("Giới tính", "Nam/Nữ", "Giới"), as_sex, show=show_sex),
    Field(
        "age",
        FIELD_NAMES["age_band"],
        ("Tuổi", "Độ tuổi", "Nhóm tuổi", "Năm sinh"),
        as_age,
        show=show_age,
        hint=N_("24, or 18-24; of a year of birth only the band is kept"),
    ),
    Field(
        "surveyed_on",
        FIELD_NAMES["surveyed_on"],
        ("Ngày khảo sát", "Ngày", "Ngày hỏi", "Thời gian khảo sát"),
        as_date,
    ),
    Field("quarter", FIELD_NAMES["quarter"], ("Quý", "Quý khảo sát"), as_quarter, show=show_quarter),
    Field("year", FIELD_NAMES["year"], ("Năm", "Năm khảo sát"), as_year),
    Field(
        "needs",
        FIELD_NAMES["needs"],
        ("Nhu cầu", "Nhu cầu hỗ trợ", "Các nhu cầu", "Nguyện vọng", "Nội dung cần hỗ trợ"),
        as_needs,
        show=show_needs,
        hint=N_("several separated by a semicolon, or a column for each with x"),
    ),
    Field(
        "difficulty",
        FIELD_NAMES["difficulty"],
        ("Khó khăn về tài chính", "Hoàn cảnh khó khăn", "Khó khăn", "Hoàn cảnh kinh tế", "Hoàn cảnh"),
        as_difficulty,
        show=show_difficulty,
    ),
    Field(
        "workplace",
        FIELD_NAMES["workplace"],
        ("Loại hình cơ sở", "Loại hình", "Nơi làm việc", "Loại hình nơi làm việc"),
        as_workplace,
        show=show_workplace,
    ),
    Field(
        "surveyor",
        FIELD_NAMES["surveyor"],
        ("Người khảo sát", "Cán bộ khảo sát", "Điều tra viên", "Cộng tác viên"),
        as_anonymous,
    ),
    Field("remark", FIELD_NAMES["remark"], ("Ghi chú", "Nhận xét", "Ý kiến khác"), as_anonymous),
    *(
        Field(field, item["name"], _TICK_HEADINGS.get(item["code"], (item["name"],)), as_mark)
        for field, item in zip(TICKS, entries("need_kinds"), strict=True)
    ),
)
# Where the form has a field and the sheet another name for it.
_COLUMN = {"village_id": "village", "age_band": "age"}


def survey_import(group: str = "") -> ImportKind:
    """The declaration; `group` is chosen for the rows that do not say theirs."""

    def fingerprint(values: Mapping[str, Any]) -> str:
        return digest(group, *(_plain(values[field.name]) for field in FIELDS))

    def check(values: Mapping[str, Any], context: Context) -> Sequence[RowProblem]:
        answers = answers_of(values, TICKS, group)
        offered = {name: set(context.lookups[name].values()) for name in ("groups", "needs", "types")}
        found = rules.problems(answers, context.today, offered["groups"], offered["needs"], offered["types"])
        if not answers.group:
            found["group"] = NotImportable(
                N_("The row does not say which group. Fill in the column, or choose a group for the whole file.")
            )
        return [RowProblem(_COLUMN.get(name, name), why) for name, why in found.items()]

    return ImportKind(
        kind=KIND,
        label=N_("Needs surveys"),
        fields=FIELDS,
        fingerprint=fingerprint,
        check=check,
        storage=SurveyImports(TICKS, group),
        defaults=tuple((item["code"], item["name"]) for item in entries("survey_groups")),
        with_default=survey_import,
        earlier=lambda session: earlier(session, ImportBatch, KIND),
        repeats=True,
    )


def _plain(value: Any) -> str:
    if isinstance(value, InVillage):
        return value.name
    return ";".join(sorted(value)) if isinstance(value, frozenset) else "" if value is None else str(value)


SURVEY_IMPORT = survey_import()
