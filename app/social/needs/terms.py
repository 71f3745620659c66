"""Which words do assessments of needs know: domains, steps of the scale, what changed between two of them?

The steps mean the same kind of thing in every domain; what each looks like in one of them is the office's own wording
(resources/reference/need_domains.json).
"""

from enum import StrEnum
from functools import cache

from app.common.i18n import N_
from app.registry.reference import entries

KIND = "needs"


class Domain(StrEnum):
    """A part of life that is asked about, in the order of the form."""

    SAFETY = "safety"
    HEALTH = "health"
    PSYCHOLOGICAL = "psychological"
    LEGAL = "legal"
    HOUSING = "housing"
    FAMILY = "family"
    EDUCATION = "education"
    SKILLS = "skills"
    WORK = "work"
    INCOME = "income"
    STIGMA = "stigma"


DOMAIN_NAMES: dict[Domain, str] = {
    Domain.SAFETY: N_("Safety"),
    Domain.HEALTH: N_("Health"),
    Domain.PSYCHOLOGICAL: N_("State of mind"),
    Domain.LEGAL: N_("Legal matters and papers"),
    Domain.HOUSING: N_("Housing"),
    Domain.FAMILY: N_("Family and children"),
    Domain.EDUCATION: N_("Education"),
    Domain.SKILLS: N_("Skills of a trade"),
    Domain.WORK: N_("Work"),
    Domain.INCOME: N_("Income and debt"),
    Domain.STIGMA: N_("Stigma"),
}

# From nothing to what cannot wait; None in a record is "unknown", which is no step.
LEVELS = (0, 1, 2, 3, 4)
LEVEL_NAMES: dict[int, str] = {
    0: N_("No need"),
    1: N_("Slight: copes alone"),
    2: N_("Some: help would be good"),
    3: N_("Great: needs help soon"),
    4: N_("Urgent: cannot wait"),
}
# Where there is little room: in a picture, in a cell.
SHORT_LEVEL_NAMES: dict[int, str] = {
    0: N_("No need"),
    1: N_("Slight"),
    2: N_("Moderate"),
    3: N_("Great"),
    4: N_("Urgent"),
}
UNKNOWN = N_("Unknown")


class Difference(StrEnum):
    """How a need stands now against the first time it was asked."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    UNKNOWN = "unknown"


DIFFERENCE_NAMES: dict[Difference, str] = {
    Difference.BETTER: N_("Better"),
    Difference.SAME: N_("The same"),
    Difference.WORSE: N_("Worse"),
    Difference.UNKNOWN: N_("Cannot be said"),
}

FIELD_NAMES: dict[str, str] = {
    "assessed_on": N_("Day of the assessment"),
    "assessed_by": N_("Assessed by"),
    "circumstances": N_("In what circumstances"),
    "together": N_("Together with the client"),
    "summary": N_("Summary"),
    "reason": N_("Reason"),
    **{domain.value: name for domain, name in DOMAIN_NAMES.items()},
}


def level_name(level: int | None) -> str:
    """What a step is called (English source text); an unknown one is not "no need"."""
    return UNKNOWN if level is None else LEVEL_NAMES[level]


@cache
def steps() -> dict[str, tuple[str, ...]]:
    """What each step looks like in a domain, in the office's words: domain -> five texts, from 0 to 4."""
    return {item["code"]: tuple(item["facts"]["steps"]) for item in entries("need_domains")}
