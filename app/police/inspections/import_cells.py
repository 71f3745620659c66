"""How do the words of a paper register become an inspection: premises, decision, violations, sanction, follow-up?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.common.dates import NotADate, parse_date, show_date
from app.common.i18n import N_, tr
from app.common.import_cells import Cell, Context, NotImportable
from app.common.money import parse_dong, show_dong
from app.common.text import fold
from app.police.inspections.terms import InspectionKind

# Folded words that say that nothing was found.
_NOTHING = re.compile(
    r"(khong|khong co|khong vi pham|khong phat hien.*|chua phat hien.*|chua vi pham|0|-+|chap hanh (tot|dung).*"
    r"|khong co vi pham.*)[. ]*"
)
_DAY = re.compile(r"\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{2,4}")
_DECISION = re.compile(r"\b(\d{1,5}\s*/\s*(?:\d{4}\s*/\s*)?Q[DĐ][\w\-/]*)", re.IGNORECASE)
# 3.000.000đ, 2,5 triệu, 500000 đồng; a day or a number of a decision is none.
_AMOUNT = re.compile(
    r"(?<![\d.,/])(?:\d{1,3}(?:[.,]\d{3})+(?![\d.,]*[\d/])|\d+(?:[.,]\d{1,2})?\s*(?:trieu|tr|nghin|ngan|k)\b"
    r"|\d{4,9}(?=\s*(?:dong|vnd|d)\b))"
)
# Folded words of the handling, and the measure of the list that they mean.
_MEASURES: tuple[tuple[str, str], ...] = (
    ("nhac nho", "reminder"),
    ("cam ket", "commitment"),
    ("khac phuc", "put_right"),
    ("lap bien ban", "violation_record"),
    ("phat", "sanction"),
    ("dinh chi", "suspend"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Premises of the register that a row may mean."""

    id: int
    number: str
    name: str
    address: str
    village: str
    opened_on: date | None
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class Team:
    """What the column says of team and decision."""

    text: str
    decision_number: str
    decision_on: date | None


@dataclass(frozen=True, slots=True)
class Handling:
    """What was done about it; a fine where the words name one."""

    text: str
    measures: tuple[str, ...]
    fine: int | None
    decision_number: str
    decision_on: date | None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What the register says of the follow-up: `put_right` None where it does not say."""

    text: str
    on: date | None
    put_right: bool | None


def as_team(cell: Cell, context: Context) -> Team:
    """The words, and the decision where they name one."""
    text = cell.text
    number = _DECISION.search(text)
    return Team(text[:300], re.sub(r"\s+", "", number[1]) if number else "", _first_day(text, context.today))


def as_violations(cell: Cell, context: Context) -> tuple[str, ...]:
    """Each violation in its own words; none where the register says that there was none."""
    if _NOTHING.fullmatch(fold(cell.text)):
        return ()
    pieces = re.split(r"[;\n]|(?<=\D)\s+-\s+", cell.text)
    return tuple(piece.strip(" .-–•") for piece in pieces if piece.strip(" .-–•"))


def as_handling(cell: Cell, context: Context) -> Handling:
    """The words, the measures that they name, and the fine with its decision."""
    text, folded = cell.text, fold(cell.text)
    text, folded = cell.text, fold(cell.text)
    found = _AMOUNT.search(folded) if re.search(r"\bphat\b", folded) else None
    number = _DECISION.search(text)
    return Handling(
        text,
        tuple(code for words, code in _MEASURES if re.search(rf"\b{words}\b", folded)),
        parse_dong(found[0]) if found is not None else None,
        re.sub(r"\s+", "", number[1]) if number else "",
        _first_day(text, context.today),
    )


def as_follow_up(cell: Cell, context: Context) -> FollowUp:
    """Whether it was put right, and on which day somebody looked."""
    folded = fold(cell.text)
    put_right: bool | None = None
    if re.search(r"chua khac phuc|khong khac phuc|chua phuc tra", folded):
        put_right = False
    elif re.search(r"da khac phuc|khac phuc xong|da chap hanh|\bdat\b|\bxong\b", folded):
        put_right = True
    return FollowUp(cell.text, _first_day(cell.text, context.today), put_right)


def _first_day(text: str, today: date) -> date | None:
    for found in _DAY.finditer(text):
        try:
            day = parse_date(found[0], today)
        except NotADate:
            continue
        if day <= today:
            return day
    return None


def kind_of(content: str) -> InspectionKind:
    """Unannounced where the content says so, else by the plan."""
    return InspectionKind.UNANNOUNCED if "dot xuat" in fold(content) else InspectionKind.PLANNED


def place_of(values: Mapping[str, Any], lookups: Mapping[str, Mapping[str, Any]]) -> Place | NotImportable:
    """The premises that a row is about: by number, else by name, with the address where several are called so."""
    by_number: Place | None = lookups["numbers"].get(fold(values["number"] or ""))
    if by_number is not None:
        return by_number
    name = values["place"]
    found: list[Place] = list(lookups["names"].get(fold(name), ()))
    if not found and values["type"]:  # "Karaoke" in one column, "Sao Đêm" in the other
        found = list(lookups["names"].get(f"{fold(values['type'])} {fold(name)}", ()))
    if not found:
        return NotImportable(
            N_("“{text}” is not in the register of establishments. Add it there first, then import again."), text=name
        )
    if len(found) > 1:
        address = fold(values["address"] or "")
        # The village in the address, or the same address.
        nearer = [
            each
            for each in found
            if address and (fold(each.address) == address or (each.village and fold(each.village) in address))
        ]
        exact = [each for each in nearer if fold(each.address) == address]
        found = exact or nearer or found
    if len(found) > 1:
        return NotImportable(
            N_("Several establishments are called “{text}”: {numbers}. Add the address, or a column with the number."),
            text=name,
            numbers=", ".join(each.number for each in found),
        )
    return found[0]


# --- how a value reads in the preview -----------------------------------------------------------------------------


def show_team(team: Team) -> str:
    """The words as they stand."""
    return team.text


def show_violations(found: tuple[str, ...]) -> str:
    """The violations, or that there is none."""
    return "; ".join(found) or tr(N_("no violation"))


def show_handling(handling: Handling) -> str:
    """The words, with the fine that was read out of them."""
    if handling.fine is None:
        return handling.text
    return tr("{text} (fine: {amount} đồng)", text=handling.text, amount=show_dong(handling.fine))


def show_follow_up(seen: FollowUp) -> str:
    """The words, with what was read out of them."""
    if seen.put_right is None:
        return seen.text
    said = tr(N_("Put right")) if seen.put_right else tr(N_("Not put right"))
    return f"{said} · {seen.text}" if seen.on is None else f"{said} {show_date(seen.on)} · {seen.text}"
