"""How do a register's words become premises: the type, the village, workers and women in one cell?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.common.i18n import N_, tr
from app.common.import_cells import Cell, Context, Doubtful, NotImportable
from app.common.text import fold
from app.registry.establishments.terms import tidy_number

# Folded words that tell the type where the office's own names for it do not; whole words, the longer first.
_TYPES: tuple[tuple[str, str], ...] = (
    ("khach san", "hotel"),
    ("nha nghi", "guest_house"),
    ("nha tro", "rented_apartment"),
    ("can ho", "rented_apartment"),
    ("homestay", "guest_house"),
    ("karaoke", "karaoke"),
    ("vu truong", "dance_hall"),
    ("massage", "massage"),
    ("mat xa", "massage"),
    ("xoa bop", "massage"),
    ("tam quat", "massage"),
    ("ca phe", "cafe"),
    ("cafe", "cafe"),
    ("coffee", "cafe"),
    ("cat toc", "hairdresser"),
    ("goi dau", "hairdresser"),
    ("lam toc", "hairdresser"),
    ("bar", "bar"),
    ("ks", "hotel"),
    ("nn", "guest_house"),
)


@dataclass(frozen=True, slots=True)
class Workers:
    """What a cell says of the workers: "12", "12/8", "12 (8 nữ)", "12 người, 8 nữ"."""

    total: int
    women: int | None = None


@dataclass(frozen=True, slots=True)
class InVillage:
    """A village of the list; one that is not on it is kept with the address."""

    id: int | None
    name: str


def as_number(cell: Cell, context: Context) -> str:
    """A number of the register as it is written there."""
    return tidy_number(cell.text)


def as_type(cell: Cell, context: Context) -> str | Doubtful:
    """A type of the office's list; one that it does not know is "other", with a warning."""
    found = type_of(cell.text, context.lookups["types"])
    if found is not None:
        return found
    why = N_("The list has no type “{text}”; it is stored as “other”.")
    return Doubtful("other", NotImportable(why, text=cell.text))


def type_of(text: str, names: Mapping[str, Any]) -> str | None:
    """The type that a text names: by the office's own words, else by the usual ones; None when it names none."""
    folded = fold(text)
    if folded in names:
        return str(names[folded])
    codes = {str(code) for code in names.values()}
    return next((code for word, code in _TYPES if code in codes and re.search(rf"\b{word}\b", folded)), None)


def as_village(cell: Cell, context: Context) -> InVillage | Doubtful:
    """A village of the list, with or without the word "thôn"."""
    villages, folded = context.lookups["villages"], fold(cell.text)
    for name in (folded, f"thon {folded}"):
        if name in villages:
            return InVillage(villages[name].id, villages[name].name)
    why = N_("“{text}” is not on the list of villages; it is kept with the address.")
    return Doubtful(InVillage(None, cell.text), NotImportable(why, text=cell.text))


def as_workers(cell: Cell, context: Context) -> Workers:
    """How many work there, and how many of them are women where the cell says so."""
    said = fold(cell.text)
    numbers = [int(each) for each in re.findall(r"\d{1,6}", said)]
    if not numbers or re.search(r"\d[.,]\d|-\s*\d", said) or len(numbers) > 2:
        raise NotImportable(
            N_("“{text}” is not a number of workers, such as 12 or 12/8 (of whom women)."), text=cell.text
        )
    if len(numbers) == 1:
        return Workers(numbers[0])
    if re.search(r"\bnam\b", said):  # "4 nam, 8 nữ"
        women = int(found[1]) if (found := re.search(r"(\d+)\s*nu\b", said)) else None
        return Workers(sum(numbers), women)
    return Workers(numbers[0], numbers[1])


# --- as the preview shows them ---------------------------------------------------------------------------


def show_workers(workers: Workers) -> str:
    """Workers as they will be stored."""
    if workers.women is None:
        return str(workers.total)
    return tr("{total}, of whom {women} women", total=workers.total, women=workers.women)


def show_village(village: InVillage) -> str:
    """The village as it will be stored."""
    return village.name
