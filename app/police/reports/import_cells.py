"""How do the paper registers' words become a report: kind, state, source, number, officer, place?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.common.i18n import N_, tr
from app.common.import_cells import Cell, Context, Doubtful, NotImportable
from app.common.text import fold
from app.police.reports.terms import (
    CLASSIFICATION_NAMES,
    KIND_NAMES,
    REPORTER_FORM_NAMES,
    SOURCE_NAMES,
    STATE_NAMES,
    SYMBOLS,
    Classification,
    ReporterForm,
    ReportKind,
    State,
)

# Folded words that tell the kind; the longer come first, since "tố cáo" is not "tố giác".
_KINDS: tuple[tuple[str, ReportKind], ...] = (
    ("to giac", ReportKind.CRIME_REPORT),
    ("tin bao", ReportKind.CRIME_REPORT),
    ("tin toi pham", ReportKind.CRIME_REPORT),
    ("kien nghi khoi to", ReportKind.CRIME_REPORT),
    ("to cao", ReportKind.DENUNCIATION),
    ("khieu nai", ReportKind.COMPLAINT),
    ("kien nghi", ReportKind.PETITION),
    ("de nghi", ReportKind.PETITION),
    ("phan anh", ReportKind.FEEDBACK),
)
_SHORT: dict[str, ReportKind] = {
    **{symbol.casefold(): kind for kind, symbol in SYMBOLS.items()},
    "kn": ReportKind.COMPLAINT,
    "tg": ReportKind.CRIME_REPORT,
    "tgtp": ReportKind.CRIME_REPORT,
}
_CLASSIFICATIONS: tuple[tuple[str, Classification], ...] = (
    ("hinh su", Classification.CRIMINAL),
    ("hanh chinh", Classification.ADMINISTRATIVE),
    ("khong co co so", Classification.UNFOUNDED),
    ("khong dung su that", Classification.UNFOUNDED),
    ("sai su that", Classification.UNFOUNDED),
)
_STATES: tuple[tuple[str, State], ...] = (
    ("khong thu ly", State.DECLINED),
    ("khong du dieu kien", State.DECLINED),
    ("tra lai don", State.DECLINED),
    ("tu choi", State.DECLINED),
    ("chua giai quyet", State.RECEIVED),
    ("chua xu ly", State.RECEIVED),
    ("dang xac minh", State.VERIFYING),
    ("dang giai quyet", State.VERIFYING),
    ("dang xu ly", State.VERIFYING),
    ("dang dieu tra", State.VERIFYING),
    ("chuyen co quan", State.TRANSFERRED),
    ("chuyen cong an", State.TRANSFERRED),
    ("chuyen cqdt", State.TRANSFERRED),
    ("chuyen vien kiem sat", State.TRANSFERRED),
    ("chuyen den", State.TRANSFERRED),
    ("chuyen don", State.TRANSFERRED),
    ("da chuyen", State.TRANSFERRED),
    ("da giai quyet", State.CLOSED),
    ("da xu ly", State.CLOSED),
    ("da ket thuc", State.CLOSED),
    ("ket thuc", State.CLOSED),
    ("hoan thanh", State.CLOSED),
    ("xu phat", State.CLOSED),
    ("nhac nho", State.CLOSED),
    ("hoa giai", State.CLOSED),
    ("da tra loi", State.CLOSED),
    ("luu ho so", State.CLOSED),
    ("xong", State.CLOSED),
    ("da co ket luan", State.CONCLUDED),
    ("ket luan", State.CONCLUDED),
    ("da thu ly", State.ACCEPTED),
    ("thu ly", State.ACCEPTED),
)
_SOURCES: tuple[tuple[str, str], ...] = (
    ("truc tiep", "in_person"),
    ("buu chinh", "post"),
    ("buu dien", "post"),
    ("thu", "post"),
    ("dien thoai", "phone"),
    ("duong day nong", "phone"),
    ("goi dien", "phone"),
    ("lanh dao giao", "assigned"),
    ("cap tren giao", "assigned"),
    ("bao chi", "press"),
    ("chuyen den", "forwarded"),
    ("co quan khac", "forwarded"),
    ("phat hien", "own_detection"),
    ("tu phat hien", "own_detection"),
    ("mang", "online"),
    ("truc tuyen", "online"),
    ("zalo", "online"),
    ("facebook", "online"),
    ("email", "online"),
    ("vneid", "online"),
)


@dataclass(frozen=True)
class Sorting:
    """What the column "Phân loại" says: the kind, or what verification showed, or only its words."""

    kind: ReportKind | None
    instance: int
    classification: Classification | None
    text: str


@dataclass(frozen=True)
class Outcome:
    """What the column "Kết quả" says; without a state the words alone are kept."""

    state: State | None
    text: str


@dataclass(frozen=True)
class PaperNumber:
    """A number as the paper has it; parts that it does not have are None."""

    text: str
    seq: int | None
    year: int | None
    kind: ReportKind | None


@dataclass(frozen=True)
class Person:
    """A reporter as the paper has one: a name, or nobody."""

    form: ReporterForm
    name: str


def as_sorting(cell: Cell, context: Context) -> Sorting | Doubtful:
    """The kind of a row; "Khiếu nại lần 2" is a second complaint, "Phản ánh/3 người" feedback."""
    folded = fold(cell.text)
    kind = next((found for words, found in _KINDS if words in folded), None)
    if kind is None:
        first = re.split(r"[^a-z0-9]+", folded)[0]
        kind = _SHORT.get(first)
    classification = next((found for words, found in _CLASSIFICATIONS if words in folded), None)
    second = kind is ReportKind.COMPLAINT and re.search(r"lan\s*(2|hai|thu hai)\b", folded) is not None
    sorting = Sorting(kind, 2 if second else 1, classification, cell.text)
    if kind is None and classification is None:
        return Doubtful(
            sorting,
            NotImportable(N_("“{text}” names no kind of report; the words are kept in the note."), text=cell.text),
        )
    return sorting


def as_outcome(cell: Cell, context: Context) -> Outcome:
    """The state a result tells, where it is clear."""
    folded = fold(cell.text)
    return Outcome(next((state for words, state in _STATES if words in folded), None), cell.text)


def as_source(cell: Cell, context: Context) -> str:
    """The code of a known way in, else the words as they stand."""
    folded = fold(cell.text)
    return next((code for words, code in _SOURCES if re.search(rf"\b{words}\b", folded)), cell.text[:60])


def as_number(cell: Cell, context: Context) -> PaperNumber:
    """A register number: 014/2025/TB, 14/TB, TB-14/2025, or 14 alone."""
    text = cell.text
    letters = [part for part in re.split(r"[^A-Za-zĐđ]+", text) if part]
    kind = next((_SHORT[part.casefold()] for part in letters if part.casefold() in _SHORT), None)
    digits = re.findall(r"\d+", text)
    years = [part for part in digits if re.fullmatch(r"20\d\d", part)]
    others = [part for part in digits if part not in years[:1]]
    seq = int(others[0]) if others and int(others[0]) in range(1, 1_000_000) else None
    return PaperNumber(text, seq, int(years[0]) if years else None, kind)


def as_person(cell: Cell, context: Context) -> Person:
    """A reporter's name; "không rõ", "nặc danh", "giấu tên" and the like name nobody."""
    folded = fold(cell.text)
    nobody = r"(nac danh|giau ten|khong ro|khong ten|an danh|khong neu ten|quan chung nhan dan|nguoi dan)\b"
    if re.match(nobody, folded):
        return Person(ReporterForm.ANONYMOUS, "")
    return Person(ReporterForm.NAMED, cell.text[:120])


def as_place(cell: Cell, context: Context) -> dict[str, Any]:
    """A village or establishment of the office's lists where the text names one, and the text itself."""
    folded = fold(cell.text)
    place: dict[str, Any] = {"address": cell.text[:300]}
    for name, village in context.lookups["villages"].items():
        if re.search(rf"\b{re.escape(name)}\b", folded):
            place |= {"village_id": village.id, "village_name": village.name}
            break
    found = context.lookups["establishments"].get(folded)
    if found is not None:
        place |= {"establishment_id": found.id, "establishment_name": found.name}
    return place


def day_of(received: date | datetime) -> date:
    """The day alone."""
    return received.date() if isinstance(received, datetime) else received


def kind_of(values: Mapping[str, Any], chosen: ReportKind | None) -> ReportKind | None:
    """The kind of a row: as sorted, else by the symbol of its number, else as chosen for the file.

    A register of crime reports (Sổ tin báo: "Số tiếp nhận", "Người báo") holds nothing else.
    """
    sorting: Sorting | None = values["sorting"]
    if sorting is not None and sorting.kind is not None:
        return sorting.kind
    for name in ("number", "code"):
        if values[name] is not None and values[name].kind is not None:
            found: ReportKind = values[name].kind
            return found
    if chosen is not None:
        return chosen
    return ReportKind.CRIME_REPORT if values["number"] is not None or values["informant"] is not None else None


# --- how a value reads in the preview ------------------------------------------------------------------


def show_paper_number(number: PaperNumber) -> str:
    """As the paper has it; what becomes of it depends on whether the number is free."""
    return number.text


def show_person(person: Person) -> str:
    """The name, or that there is none."""
    return person.name or tr(REPORTER_FORM_NAMES[person.form])


def show_source(source: str) -> str:
    """The way in by its name, or the paper's own words."""
    return tr(SOURCE_NAMES.get(source, source))


def show_place(place: Mapping[str, Any]) -> str:
    """The village and the premises found in the lists, and the text as it stands."""
    known = [place[name] for name in ("village_name", "establishment_name") if name in place]
    told = [place["address"]] if place["address"] not in known else []
    return " · ".join(known + told)


def show_sorting(sorting: Sorting) -> str:
    """The kind, what verification showed, or the words alone."""
    known = [tr(KIND_NAMES[sorting.kind])] if sorting.kind else []
    known += [tr(CLASSIFICATION_NAMES[sorting.classification])] if sorting.classification else []
    return " · ".join(known) or sorting.text


def show_outcome(outcome: Outcome) -> str:
    """The state it leads to, with the paper's own words."""
    return f"{tr(STATE_NAMES[outcome.state])} · {outcome.text}" if outcome.state else outcome.text
