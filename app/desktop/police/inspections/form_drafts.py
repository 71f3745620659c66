"""How are minutes kept in a draft? As JSON holds them, whole, and the same minutes again."""

from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from app.desktop.records.drafts import from_plain, to_plain
from app.police.inspections.terms import CheckResult, MemberRole, PresentRole, ReviewResult
from app.police.inspections.values import Check, Decision, HeadCount, Member, Minutes, NewFinding, Present, Review

_SHAPES = {each.__name__: each for each in (Minutes, Member, Decision, Present, Check, HeadCount, NewFinding, Review)}
_ENUMS: dict[tuple[str, str], type[Enum]] = {
    ("Member", "role"): MemberRole,
    ("Present", "role"): PresentRole,
    ("Check", "result"): CheckResult,
    ("Review", "result"): ReviewResult,
}


def plain(value: Any) -> Any:
    """Minutes, or a part of them, as JSON can hold it."""
    if is_dataclass(value):
        return {"is": type(value).__name__} | {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    return [plain(each) for each in value] if isinstance(value, tuple | list) else to_plain(value)


def back(value: Any) -> Any:
    """The same again; lists are tuples."""
    if isinstance(value, list):
        return tuple(back(each) for each in value)
    if isinstance(value, dict) and value.get("is") in _SHAPES:
        name = value["is"]
        found = {key: back(each) for key, each in value.items() if key != "is"}
        found |= {key: _ENUMS[name, key](each) for key, each in found.items() if (name, key) in _ENUMS}
        return _SHAPES[name](**found)
    return from_plain(value)
