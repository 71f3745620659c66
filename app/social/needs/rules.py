"""Who may assess and correct, when, and what is wrong with an assessment? Pure decisions on plain data.

An assessment is made where the case may be edited, and corrected where the case may be (ended ones too): by the worker
in charge or a lead. Support may begin without one: somebody whose house burnt down is helped first and asked after;
so the page says that there is none and the step goes on.
"""

from collections import Counter
from collections.abc import Collection
from datetime import date

from app.common.i18n import N_
from app.common.steps import Possible
from app.social.cases import rules as case_rules
from app.social.cases.rules import Standing
from app.social.cases.terms import State
from app.social.needs.terms import DOMAIN_NAMES, LEVELS
from app.social.needs.values import NewAssessment
from app.vault.errors import AppError, Invalid
from app.vault.people import Account

ASSESS, CORRECT = "needs_assess", "needs_correct"
# Act on the page -> the act of the case that decides who may and when; the label; the permission.
ACTS: dict[str, tuple[str, str, str]] = {
    ASSESS: ("edit", N_("Assess the needs"), "needs.assess"),
    CORRECT: ("correct", N_("Correct an assessment"), "needs.correct"),
}
NO_ASSESSMENT = N_(
    "No assessment of needs is recorded yet. Support can begin without one; make it as soon as possible."
)
_EXPECTED = frozenset({State.ASSESSING, State.SUPPORTED, State.FOLLOWING})


def why_not(case: Standing, act: str, who: Account) -> AppError | None:
    """Why this person may not do that now; None when they may."""
    return case_rules.why_not_act(case, ACTS[act][0], who)


def possible(case: Standing, assessments: int, who: Account) -> tuple[Possible, ...]:
    """What the page offers, or why not; a correction only where there is something to correct."""
    names = (ASSESS, CORRECT) if assessments else (ASSESS,)
    return tuple(Possible(name, ACTS[name][1], (), why_not(case, name, who)) for name in names)


def note(state: State, assessments: int) -> str:
    """What is said while nobody has assessed the needs though it is time to; empty where nothing is to be said."""
    return NO_ASSESSMENT if not assessments and state in _EXPECTED else ""


def problems(new: NewAssessment, today: date, assessors: Collection[str]) -> dict[str, AppError]:
    """What is wrong, by field; a domain's rank stands under `priority.<domain>`, its step under its own name."""
    found: dict[str, AppError] = {}
    if new.assessed_on > today:
        found["assessed_on"] = Invalid(N_("This day lies in the future."))
    if new.assessed_by is not None and new.assessed_by not in assessors:
        found["assessed_by"] = Invalid(N_("Choose somebody who works with cases."))
    ranks = Counter(each.priority for each in new.answers if each.priority is not None)
    for each in new.answers:
        if each.level is not None and each.level not in LEVELS:
            found[each.domain.value] = Invalid(N_("The scale goes from 0 to 4."))
        if each.priority is not None:
            if each.priority < 1 or each.priority > len(new.answers):
                found[f"priority.{each.domain}"] = Invalid(N_("The first is 1, and there are no more than domains."))
            elif ranks[each.priority] > 1:
                found[f"priority.{each.domain}"] = Invalid(
                    N_("“{domain}” is not alone at rank {rank}. Each rank is given once."),
                    domain=DOMAIN_NAMES[each.domain],
                    rank=each.priority,
                )
    if len({each.domain for each in new.answers}) < len(new.answers):
        found["answers"] = Invalid(N_("Each domain is asked about once."))
    said = any(each.level is not None or each.facts.strip() for each in new.answers)
    if not said and not found:
        found["answers"] = Invalid(
            N_("Nothing is known of any domain yet. Choose a step of the scale for one at least.")
        )
    return found
