"""What may follow what in the life of a test, what may come out of which test, and who may hear of it?

Pure decisions on plain data. `WAYS` is the rule of the results: for HIV a reactive or unclear screening always goes to
confirmation, and “positive” exists only there, with the laboratory, its day and its number. `TRANSITIONS` is the whole
life of a test; `ACTS` leave its state as it is.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.common.i18n import N_
from app.common.text import fold
from app.health.screenings.terms import HIV, HIV_REACTIVE, RESULT_NAMES, Result, Shown, State, ToldTo
from app.vault.errors import AppError, Invalid, Refused
from app.vault.people import Account, Level

OFFICER, LEAD = Level.OFFICER, Level.LEAD


# --- results -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Way:
    """What a test can say first, which of that must or may go to a laboratory, and what that can say.

    `counselled`: no result is told without counselling after the test (Law on HIV/AIDS prevention, as amended 2020).
    """

    name: str
    first: tuple[Result, ...]
    must_confirm: frozenset[Result] = frozenset()
    may_confirm: frozenset[Result] = frozenset()
    confirmed: tuple[Result, ...] = ()
    counselled: bool = False


R = Result
WAYS: dict[str, Way] = {
    way.name: way
    for way in (
        Way(
            HIV,
            (R.NON_REACTIVE, R.REACTIVE, R.INDETERMINATE, R.INVALID),
            must_confirm=frozenset({R.REACTIVE, R.INDETERMINATE}),
            confirmed=(R.NEGATIVE, R.POSITIVE, R.INDETERMINATE),
            counselled=True,
        ),
        # Rapid tests of syphilis, hepatitis: the station may send a reactive one on.
        Way(
            "screening",
            (R.NON_REACTIVE, R.REACTIVE, R.INDETERMINATE, R.INVALID),
            may_confirm=frozenset({R.REACTIVE, R.INDETERMINATE}),
            confirmed=(R.NEGATIVE, R.POSITIVE, R.INDETERMINATE),
        ),
        Way("direct", (R.NEGATIVE, R.POSITIVE, R.INDETERMINATE, R.INVALID)),
        Way("cervical", (R.NORMAL, R.ABNORMAL, R.NEGATIVE, R.POSITIVE, R.INVALID)),
    )
}


# However it is written: HIV1/2, “(HIV)”, AntiHIV, HIVAg/Ab, H.I.V.; no Vietnamese word begins with these letters.
_NAMES_HIV = re.compile(r"(?:(?<![a-z])|anti)h[.-]?i[.-]?v")


def way_of(code: str, name: str, facts: Mapping[str, Any]) -> Way:
    """The way of a test of the office's list. Whatever a lead writes there, a test for HIV goes the way of HIV."""
    if code == HIV or _NAMES_HIV.search(fold(name)):
        return WAYS[HIV]
    way = WAYS.get(str(facts.get("way", "")), WAYS["direct"])
    if way.name == HIV:
        way = WAYS["screening"]
    known = [Result(each) for each in facts.get("results", ()) if each in set(Result)]
    first = tuple(each for each in way.first if each in known)
    return replace(way, first=first) if first else way


def result_words(way: str, result: Result) -> str:
    """What a result is called (source text)."""
    return HIV_REACTIVE if way == HIV and result is R.REACTIVE else RESULT_NAMES[result]


def after_result(way: Way, result: Result, *, send: bool) -> State:
    """Where a test stands once its first result is there."""
    if result in way.must_confirm or (send and result in way.may_confirm):
        return State.TO_CONFIRM
    return State.RESULTED


def why_not_result(way: Way, result: Result | None) -> AppError | None:
    """Why this cannot be a first result of such a test."""
    if result is None:
        return Invalid(N_("This is needed."))
    if result is R.POSITIVE and way.name == HIV:
        return Invalid(
            N_(
                "A screening for HIV is never “positive”: it is “reactive, sent for confirmation”. Positive is what a"
                " qualified laboratory confirms."
            )
        )
    return None if result in way.first else Invalid(N_("This test does not know that result."))


# --- its life ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    """One line of the table. Where a result comes in, `to` is decided by `after_result`."""

    name: str
    to: State
    by: Level
    label: str
    needs: tuple[str, ...] = ()


SAMPLE = Step("sample", State.SAMPLED, OFFICER, N_("Record the sample"), ("sample_on", "place"))
RESULT_AT_ONCE = Step(
    "result", State.RESULTED, OFFICER, N_("Record the result"), ("sample_on", "place", "result", "result_on")
)
RESULT = Step("result", State.RESULTED, OFFICER, N_("Record the result"), ("result", "result_on"))
CONFIRM = Step(
    "result", State.CONFIRMED, OFFICER, N_("Record the result"), ("result", "result_on", "lab", "lab_number")
)
TELL = Step("tell", State.TOLD, OFFICER, N_("Tell the result"), ("told_on", "told_to", "counselled"))
CLOSE = Step("close", State.CLOSED, OFFICER, N_("Close the test"))
CLOSE_UNTOLD = Step("close", State.CLOSED, LEAD, N_("Close the test"), ("reason",))
WITHDRAW = Step("withdraw", State.WITHDRAWN, OFFICER, N_("Take the consent back"))

TRANSITIONS: dict[tuple[State, str], Step] = {
    (State.CONSENTED, "sample"): SAMPLE,
    (State.CONSENTED, "result"): RESULT_AT_ONCE,
    (State.CONSENTED, "withdraw"): WITHDRAW,
    (State.SAMPLED, "result"): RESULT,
    (State.SAMPLED, "withdraw"): WITHDRAW,
    (State.TO_CONFIRM, "result"): CONFIRM,
    (State.TO_CONFIRM, "withdraw"): WITHDRAW,
    (State.RESULTED, "tell"): TELL,
    (State.CONFIRMED, "tell"): TELL,
    (State.RESULTED, "close"): CLOSE_UNTOLD,
    (State.CONFIRMED, "close"): CLOSE_UNTOLD,
    (State.TOLD, "close"): CLOSE,
}
NEXT: dict[Shown, str] = {
    Shown.CONSENTED: "sample",
    Shown.WAITING: "result",
    Shown.READY: "tell",
    Shown.TOLD: "close",
}
# A result is there that can be told, or was.
RESULTS = frozenset({State.RESULTED, State.TO_CONFIRM, State.CONFIRMED, State.TOLD, State.CLOSED})
LIVING = frozenset(State) - {State.REMOVED}
ENDED = frozenset({State.CLOSED, State.REFUSED, State.WITHDRAWN, State.REMOVED})


@dataclass(frozen=True)
class Act:
    """Something done to a test that is no step of its life."""

    name: str
    states: frozenset[State]
    by: Level
    label: str
    needs: tuple[str, ...] = ()


ACTS: dict[str, Act] = {
    act.name: act
    for act in (
        # While a confirmation is awaited the client hears what the screening said.
        Act("tell_first", frozenset({State.TO_CONFIRM}), OFFICER, N_("Tell the result of the screening"),
            ("told_on", "told_to", "counselled")),
        Act("print", RESULTS, OFFICER, N_("Print the result slip")),
        Act("correct", RESULTS, LEAD, N_("Correct the result"), ("result", "result_on", "reason")),
        Act("undo", LIVING, OFFICER, N_("Take back the last step")),
        Act("remove", LIVING, LEAD, N_("Remove the test"), ("reason",)),
        Act("restore", frozenset({State.REMOVED}), LEAD, N_("Bring the test back")),
    )
}  # fmt: skip


def step_of(state: State, name: str) -> Step:
    """The line of the table. Raises Refused where there is none."""
    step = TRANSITIONS.get((state, name))
    if step is None:
        raise Refused(N_("This step does not follow from where the test stands. Nothing was changed."))
    return step


def why_not_step(state: State, name: str, who: Account) -> AppError | None:
    """Why this person may not take the step now; None when they may."""
    if (state, name) not in TRANSITIONS:
        return Refused(N_("This step does not follow from where the test stands. Nothing was changed."))
    return _why_not_by(TRANSITIONS[state, name].by, who)


def why_not_act(state: State, name: str, who: Account) -> AppError | None:
    """Why this person may not do that now; None when they may."""
    act = ACTS[name]
    if state not in act.states:
        return Refused(N_("This cannot be done where the test stands now. Nothing was changed."))
    return _why_not_by(act.by, who)


def _why_not_by(by: Level, who: Account) -> AppError | None:
    if who.level is LEAD or (who.level is OFFICER and by is not LEAD):
        return None
    return Refused(N_("Only a lead of the unit may do this. Ask the lead."))


# --- whom it is told to ------------------------------------------------------------------------------------


def why_not_told(way: Way, to: ToldTo | None, guardian: str, *, counselled: bool, child: bool) -> dict[str, AppError]:
    """What is wrong with how a result is to be told, by field.

    It goes to the person tested; of somebody under 15 to a parent or guardian, and to nobody else.
    """
    found: dict[str, AppError] = {}
    if to is None:
        found["told_to"] = Invalid(N_("This is needed."))
    elif to is ToldTo.GUARDIAN and not child:
        found["told_to"] = Invalid(N_("From 15 years on the result goes to the client alone."))
    elif to is ToldTo.GUARDIAN and not guardian.strip():
        found["guardian"] = Invalid(N_("Note which parent or guardian it was."))
    elif child and way.name == HIV and to is not ToldTo.GUARDIAN:
        found["told_to"] = Invalid(N_("Under 15 a result for HIV is told to a parent or guardian."))
    if way.counselled and not counselled:
        found["counselled"] = Invalid(N_("A result for HIV is told with counselling. Give it first."))
    return found
