"""How does each part of the minutes read beside another version of it?"""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.police.inspections.declared import FIELD_NAMES
from app.police.inspections.terms import (
    CHECK_RESULT_NAMES,
    MEMBER_ROLE_NAMES,
    PRESENT_ROLE_NAMES,
    REVIEW_RESULT_NAMES,
    CheckResult,
)
from app.police.inspections.values import Decision, HeadCount, Minutes, NewFinding

# The parts of the minutes that are compared, in the order of the paper.
NAMES: dict[str, str] = {
    name: FIELD_NAMES[name]
    for name in (
        "inspected_on", "started", "ended", "team", "decision", "present", "content", "checks", "head_count",
        "findings", "reviews", "owner_opinion", "conclusion", "recommendations", "fix_by", "note",
    )
}  # fmt: skip
COUNTS = (
    ("total", N_("Workers")),
    ("women", N_("Women")),
    ("from_elsewhere", N_("From elsewhere")),
    ("with_contract", N_("With a contract")),
    ("residence_declared", N_("Residence declared")),
)


def parts(entered: Minutes) -> dict[str, Any]:
    """The minutes by name."""
    return {name: getattr(entered, name) for name in NAMES}


def shown(name: str, value: Any, listed: Mapping[str, str]) -> str:
    """A part as a person reads it; `listed` are the names of the violations and measures by code."""
    match value:
        case date():
            return show_date(value)
        case time():
            return f"{value:%H:%M}"
        case Decision():
            return " · ".join(part for part in (value.number, show_date(value.on) if value.on else "") if part)
        case HeadCount():
            counted = ((source, getattr(value, key)) for key, source in COUNTS)
            return "; ".join(f"{tr(source)}: {count}" for source, count in counted if count is not None)
        case tuple():
            return "\n".join(line for each in value if (line := _line(name, each, listed)))
    return str(value or "")


def _line(name: str, each: Any, listed: Mapping[str, str]) -> str:
    match name:
        case "team":
            return f"{tr(MEMBER_ROLE_NAMES[each.role])}: {each.name}" + (f" ({each.office})" if each.office else "")
        case "present":
            said = f"{tr(PRESENT_ROLE_NAMES[each.role])}: {each.name or each.count}"
            return f"{said} ({each.note})" if each.note else said
        case "checks":
            met = each.result in (CheckResult.MET, CheckResult.NOT_APPLICABLE) and not each.note
            return (
                "" if met else ": ".join((each.text, tr(CHECK_RESULT_NAMES[each.result]), *filter(None, [each.note])))
            )
        case "reviews":
            until = show_date(each.new_fix_by) if each.new_fix_by else ""
            return " · ".join(part for part in (tr(REVIEW_RESULT_NAMES[each.result]), each.note, until) if part)
    return _finding(each, listed)


def _finding(each: NewFinding, listed: Mapping[str, str]) -> str:
    measures = ", ".join(listed.get(code, code) for code in each.measures)
    until = show_date(each.fix_by) if each.fix_by else ""
    kind = listed.get(each.violation_code, each.violation_code)
    return " · ".join(part for part in (kind, each.description, measures, until, each.note) if part)
