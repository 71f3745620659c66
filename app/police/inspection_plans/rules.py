"""What may be done with a plan where it stands, and by whom? Pure decisions: no storage, no window.

What is approved is what the draw gave; nobody adds or takes out anything before. Whatever is changed afterwards is an
item added or put off, with a reason.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from app.common.entered import typed
from app.common.i18n import N_
from app.common.text import nfc
from app.police.inspection_plans.method import Weights
from app.police.inspection_plans.terms import Factor, PlanState
from app.registry.establishments.terms import State
from app.vault.errors import AppError, Invalid, Refused
from app.vault.people import Account, Level

OFFICER, LEAD = Level.OFFICER, Level.LEAD


@dataclass(frozen=True)
class Act:
    """Something done with a plan. `needs` are the facts without which it is refused."""

    name: str
    states: frozenset[PlanState]
    to: PlanState | None
    by: Level
    label: str
    needs: tuple[str, ...] = ()


_DRAFT, _APPROVED = frozenset({PlanState.DRAFT}), frozenset({PlanState.APPROVED})

ACTS: Mapping[str, Act] = {
    act.name: act
    for act in (
        Act("redraw", _DRAFT, None, OFFICER, N_("Draw again"), ("seed", "share")),
        Act("approve", _DRAFT, PlanState.APPROVED, LEAD, N_("Approve the plan")),
        Act("replace", _DRAFT, PlanState.APPROVED, LEAD, N_("Approve in place of the present plan"), ("reason",)),
        Act("schedule", _APPROVED, None, OFFICER, N_("Set a day"), ("planned_on",)),
        Act("set_month", _APPROVED, None, OFFICER, N_("Set a month"), ("planned_month",)),
        Act("assign_team", _APPROVED, None, LEAD, N_("Assign a team"), ("leader", "members")),
        Act("add", _APPROVED, None, LEAD, N_("Add premises"), ("establishment", "reason")),
        Act("put_off", _APPROVED, None, LEAD, N_("Put it off"), ("reason",)),
        Act("take_up", _APPROVED, None, LEAD, N_("Take up again")),
        Act("weights", frozenset(PlanState), None, LEAD, N_("Change the weights"), ("reason",)),
        Act("print", frozenset(PlanState), None, OFFICER, N_("Print")),
    )
}


def why_not(state: PlanState, name: str, who: Account) -> AppError | None:
    """Why this person cannot do it now; None when they can."""
    act = ACTS[name]
    if state not in act.states:
        return {
            PlanState.DRAFT: Refused(N_("The plan is a draft. The lead approves it first. Nothing was changed.")),
            PlanState.APPROVED: Refused(
                N_(
                    "The plan is approved, so its draw is final. The lead can add premises or put some off, with a"
                    " reason. Nothing was changed."
                )
            ),
            PlanState.REPLACED: Refused(N_("Another plan has replaced this one. Nothing was changed.")),
        }[state]
    if who.level is Level.LEAD or (act.by is OFFICER and who.level is OFFICER):
        return None
    return Refused(N_("Only a lead may do this. Ask the lead of your unit."))


# --- what a person enters ------------------------------------------------------------------------------

_ORDINARY = "-./_ ,+#:"
_LONGEST_SEED = 60
_NEAR = 5
_SMALLEST = Decimal("0.0001")


def read_share(typed: str) -> Decimal:
    """A share as people type it: 0.2, 0,2, 20 %. Raises Invalid; from 0 (not itself) to 1."""
    text = "".join(nfc(typed).split()).replace(",", ".")
    try:
        share = Decimal(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except InvalidOperation:
        raise Invalid(N_("“{text}” is not a share. Type 0.2 or 20 %."), text=typed.strip()[:40]) from None
    if not share.is_finite() or not 0 < share <= 1:
        raise Invalid(N_("A share lies above 0 and is 1 (100 %) at most. Type 0.2 or 20 %."))
    if share < _SMALLEST:
        raise Invalid(N_("This share is smaller than one in ten thousand. Type 0.2 or 20 %."))
    return share.normalize()


def read_seed(typed: str) -> str:
    """The code that the lots are drawn from, tidied. Raises Invalid.

    Nothing in it may read differently on paper: no quotes, no line breaks, no invisible signs.
    """
    seed = " ".join(nfc(typed).split())
    if not seed:
        raise Invalid(N_("Enter the draw code: digits or letters that somebody else named, or that dice gave."))
    if len(seed) > _LONGEST_SEED:
        raise Invalid(N_("A draw code has {limit} signs at most."), limit=_LONGEST_SEED)
    if not all(sign.isalnum() or sign in _ORDINARY for sign in seed):
        raise Invalid(
            N_("A draw code holds letters, digits, blanks and - . / _ only, so that it reads the same on paper.")
        )
    return seed


def check_year(year: int, today: date) -> None:
    """A plan is drawn for this year or the next. Raises Invalid."""
    if year < today.year:
        raise Invalid(N_("The year {year} is over. A plan is drawn for this year or the next."), year=year)
    if year > today.year + 1:
        raise Invalid(N_("The year {year} is too far away. A plan is drawn for this year or the next."), year=year)


def check_near_year(year: int, today: date) -> None:
    """A draw that is only looked at may be for a year lately over or soon to come. Raises Invalid."""
    if abs(year - today.year) > _NEAR:
        raise Invalid(N_("The year {year} is too far away. Choose one within {years} years."), year=year, years=_NEAR)


# How a year is checked: for a plan, or for a look.
YearCheck = Callable[[int, date], None]


def check_day(planned_on: date, year: int, today: date) -> None:
    """A planned day lies in the year of the plan and is not over. Raises Invalid."""
    if planned_on.year != year:
        raise Invalid(N_("The day is not in the year of the plan, {year}."), year=year)
    if planned_on < today:
        raise Invalid(N_("The day is over. Choose today or a day to come."))


def not_open(state: State, name: str) -> Invalid:
    """Why no inspection is planned at premises that are not open on the day."""
    if state is State.CLOSED:
        return Invalid(N_("“{name}” is closed, so no inspection is planned there."), name=name)
    if state is State.SUSPENDED:
        return Invalid(N_("“{name}” has suspended its business, so no inspection is planned there."), name=name)
    return Invalid(
        N_("“{name}” does not stand in the register as open on that day, so no inspection is planned there."), name=name
    )


def checked_weights(weights: Weights) -> Weights:
    """The weights, each factor once. Raises Invalid with an error for each value that makes no sense."""
    names = {f"weights.{place}.points": str(each.factor) for place, each in enumerate(weights.weights)}
    names |= {f"weights.{place}.at_most": str(each.factor) for place, each in enumerate(weights.weights)}
    weights = typed(weights, names)
    fields: dict[str, AppError] = {}
    if sorted(each.factor for each in weights.weights) != sorted(Factor):
        fields["weights"] = Invalid(N_("Each fact has its points once."))
    for each in weights.weights:
        if not 0 <= each.points <= 100:
            fields[each.factor.value] = Invalid(N_("Points are a whole number from 0 to 100."))
        elif each.at_most < each.points:
            fields[each.factor.value] = Invalid(N_("The most cannot be less than the points for one."))
    if not 1 <= weights.threshold <= 1000:
        fields["threshold"] = Invalid(N_("The lowest score that counts is 1 or more."))
    if not 0 <= weights.risk_percent <= 100:
        fields["risk_percent"] = Invalid(N_("The part is a percentage from 0 to 100."))
    if not 1 <= weights.reports_months <= 120:
        fields["reports_months"] = Invalid(N_("The months are a whole number from 1 to 120."))
    if fields:
        raise Invalid(N_("The weights were not changed. Correct what is marked."), fields)
    return weights
