"""What can a list be narrowed to? Each part of a filter is declared once: it is a chip, and a place in the panel."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.vault.session import Session

# What there is to choose from, by the filter's field: (value, name as shown) each.
Choices = Mapping[str, Sequence[tuple[Any, str]]]
ONLY = N_("Only those")


@dataclass(frozen=True)
class Several:
    """A frozenset of values, each with its words (source): check boxes. `chip` may take {name}."""

    name: str
    title: str
    words: Mapping[Any, str]
    chip: str = ""
    left_out: frozenset[Any] = frozenset()  # values that nobody filters by


@dataclass(frozen=True)
class OneOf:
    """One value of a list, or None for all: a combo box. `nobody` names the value "" (nobody yet).

    `in_set`: the filter keeps it as a frozenset, which another screen may have led here with several values.
    """

    name: str
    title: str
    choices: Callable[[Session], Sequence[tuple[Any, str]]]
    chip: str = ""  # takes {name}
    nobody: str = ""
    in_set: bool = False


@dataclass(frozen=True)
class Day:
    """A day or None. `chip` takes {date}. Not in the panel: `in_panel=False`."""

    name: str
    title: str
    chip: str
    in_panel: bool = True


@dataclass(frozen=True)
class Switch:
    """Yes or no."""

    name: str
    title: str


@dataclass(frozen=True)
class Named:
    """One value that another screen led to: only a chip. `chip` takes {name}."""

    name: str
    name_of: Callable[[Session, Any], str]
    chip: str = field(default="")


FilterField = Several | OneOf | Day | Switch | Named


def read_choices(session: Session, fields: Sequence[FilterField]) -> Choices:
    """The lists as they are now."""
    return {each.name: tuple(each.choices(session)) for each in fields if isinstance(each, OneOf)}


def chips(session: Session, where: Any, fields: Sequence[FilterField], choices: Choices) -> dict[str, str]:
    """Each part of the filter: key → its words. The text stands in the search box, and is not repeated."""
    found: dict[str, str] = {}
    for each in fields:
        value = getattr(where, each.name)
        if isinstance(each, Several):
            for one in sorted(value):
                words = tr(each.words[one])
                found[f"{each.name}/{one}"] = tr(each.chip, name=words) if each.chip else words
        elif value is None or value is False or value == frozenset():
            continue
        elif isinstance(each, Switch):
            found[each.name] = tr(each.title)
        elif isinstance(each, Day):
            found[each.name] = tr(each.chip, date=show_date(value))
        else:
            name = _name(session, each, value, choices)
            found[each.name] = tr(each.chip, name=name) if each.chip else name
    return found


def _name(session: Session, each: OneOf | Named, value: Any, choices: Choices) -> str:
    if isinstance(each, Named):
        return each.name_of(session, value)
    if value == "" and each.nobody:
        return tr(each.nobody)
    if each.in_set:
        return ", ".join(name for one, name in choices.get(each.name, ()) if one in value) or "?"
    return dict(choices.get(each.name, ())).get(value, "?")


def without(where: Any, key: str, everything: Any) -> Any:
    """The filter with one of its chips closed."""
    name, _, one = key.partition("/")
    changed: dict[str, Any] = {name: getattr(everything, name)}
    if one:
        changed = {name: frozenset(each for each in getattr(where, name) if str(each) != one)}
    return replace(where, **changed)


def in_bin(where: Any) -> bool:
    """Whether the bin is shown; a type without one never shows it."""
    return bool(getattr(where, "in_bin", False))


def only_bin(where: Any, everything: Any) -> Any:
    """The empty filter, in the bin if this one is."""
    return replace(everything, in_bin=True) if in_bin(where) else everything


def narrowed(where: Any, everything: Any) -> bool:
    """Whether anything but the bin decides what is shown."""
    return bool(where != only_bin(where, everything))


def day_or_none(value: object) -> date | None:
    return value if isinstance(value, date) else None
