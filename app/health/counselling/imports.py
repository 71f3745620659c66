"""How is a paper register of counselling declared for import? By code: a name, a phone or a result is never read."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.common.i18n import N_
from app.common.import_batches import earlier
from app.common.import_cells import Context, NotImportable, as_date, as_whole_number, digest
from app.common.imports import Field, ImportKind, RowProblem
from app.health.clients.terms import How
from app.health.counselling.import_cells import (
    DID_NOT,
    Known,
    New,
    as_agreed,
    as_birth_year,
    as_counsellor,
    as_sex,
    as_topics,
    as_who,
    refuses,
    show_agreed,
    show_sex,
    show_topics,
    show_who,
)
from app.health.counselling.import_storage import CounsellingImports
from app.health.counselling.terms import KIND, LONGEST
from app.health.models import ImportBatch

FIELDS: tuple[Field, ...] = (
    Field(
        "held_on",
        N_("Day of the session"),
        ("Ngày", "Ngày tư vấn", "Ngày đến", "Ngày khám", "Thời gian"),
        as_date,
        required=True,
        hint=N_("dd/mm/yyyy"),
    ),
    Field(
        "who",
        N_("Code of the client, or new"),
        ("Mã", "Mã khách hàng", "Mã số", "Mã thẻ", "Mã người được tư vấn"),
        as_who,
        required=True,
        show=show_who,
        hint=N_("the code on the card, or “mới”; “mới 3” in several rows is the same person"),
    ),
    Field(
        "agreed",
        N_("Agreed to a record"),
        ("Đồng ý lập hồ sơ", "Đồng ý", "Đồng thuận"),
        as_agreed,
        show=show_agreed,
        hint=N_("for somebody new: có, không, or bằng phiếu"),
    ),
    Field("sex", N_("Sex"), ("Giới tính", "Nam/Nữ", "Giới"), as_sex, show=show_sex),
    Field("birth_year", N_("Year of birth"), ("Năm sinh", "Ngày sinh", "Tuổi"), as_birth_year),
    Field(
        "topics",
        N_("Topics of the counselling"),
        ("Nội dung tư vấn", "Chủ đề", "Nội dung"),
        as_topics,
        required=True,
        show=show_topics,
        hint=N_("names of the office's list, several with a semicolon"),
    ),
    Field("minutes", N_("Minutes"), ("Thời lượng", "Số phút"), as_whole_number),
    Field(
        "counsellor",
        N_("Counsellor"),
        ("Cán bộ tư vấn", "Người tư vấn", "Cán bộ", "Tư vấn viên"),
        as_counsellor,
    ),
    Field("next_visit_on", N_("Next appointment"), ("Hẹn lần sau", "Ngày hẹn", "Lịch hẹn", "Hẹn"), as_date),
)


def counselling_import(agreed: str = "") -> ImportKind:
    """The declaration; `agreed` says how the new ones agreed whose row does not say so."""
    how = How(agreed) if agreed else None

    def fingerprint(values: Mapping[str, Any]) -> str:
        who = values["who"]
        person = who.code if isinstance(who, Known) else f"new {who.mark}"
        facts = (values["sex"], values["birth_year"]) if isinstance(who, New) else ()
        return digest(person, values["held_on"], *facts, ";".join(values["topics"]), values["minutes"])

    return ImportKind(
        kind=KIND,
        label=N_("Register of counselling, by code"),
        fields=FIELDS,
        fingerprint=fingerprint,
        check=lambda values, context: _problems(values, context, how),
        storage=CounsellingImports(how),
        defaults=((How.ORAL.value, N_("New people agreed in words")), (How.FORM.value, N_("New people signed a form"))),
        with_default=counselling_import,
        earlier=lambda session: earlier(session, ImportBatch, KIND),
        repeats=True,
        refuses=refuses,
    )


def _problems(values: Mapping[str, Any], context: Context, how: How | None) -> Sequence[RowProblem]:
    """What no single cell can know."""
    found: list[RowProblem] = []
    held_on: date = values["held_on"]
    who, next_visit = values["who"], values["next_visit_on"]

    def wrong(field: str, sentence: str) -> None:
        found.append(RowProblem(field, NotImportable(sentence)))

    if held_on > context.today:
        wrong("held_on", N_("This day lies in the future."))
    if isinstance(who, Known):
        client = context.lookups["clients"][who.code]
        if not client.served:
            wrong("who", N_("This client's record was ended. Open it again before anything is recorded."))
        elif held_on < client.first_on:
            wrong("held_on", N_("This day lies before the first visit."))
    elif values["agreed"] == DID_NOT:
        wrong("agreed", N_("This person did not agree to a record. Nothing is kept of them."))
    elif values["agreed"] is None and how is None and who.mark not in context.lookups["agreed"]:
        wrong(
            "agreed",
            N_(
                "The row does not say that the person agreed to a record. Fill in the column in their first row, or say"
                " for the whole file how they agreed; without consent nothing is kept."
            ),
        )
    if next_visit is not None and next_visit < held_on:
        wrong("next_visit_on", N_("The next visit would lie before this one."))
    if values["minutes"] is not None and not 1 <= values["minutes"] <= LONGEST:
        wrong("minutes", N_("Enter the length in minutes, up to eight hours."))
    if isinstance(who, New) and who.mark and not found:  # their later rows need not say it again
        known: Any = context.lookups["agreed"]
        known[who.mark] = True
    return found


COUNSELLING_IMPORT = counselling_import()
