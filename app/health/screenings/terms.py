"""Which words do tests use: where they stand, what may come out, and how much of that anybody sees beforehand?"""

from enum import StrEnum

from app.common.i18n import N_

KIND = "screenings"
# The office's lists: which tests there are, and which laboratories may confirm HIV.
TESTS, LABORATORIES = "screening_tests", "confirming_laboratories"
HIV = "hiv"


class State(StrEnum):
    """Where a test stands. Seen as it is only by whoever looks at the result: everybody else is shown `Shown`."""

    CONSENTED = "consented"
    SAMPLED = "sampled"
    RESULTED = "resulted"
    TO_CONFIRM = "to_confirm"
    CONFIRMED = "confirmed"
    TOLD = "told"
    CLOSED = "closed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"


class Shown(StrEnum):
    """How far a test is, as lists, the audit and an opened page say it. It gives nothing of a result away.

    A test that waits for its first result and one that waits for a confirmation are the same here: whoever reads
    “to be confirmed” knows that the screening was reactive.
    """

    CONSENTED = "consented"
    WAITING = "waiting"
    READY = "ready"
    TOLD = "told"
    CLOSED = "closed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"


SHOWN: dict[State, Shown] = {
    State.CONSENTED: Shown.CONSENTED,
    State.SAMPLED: Shown.WAITING,
    State.TO_CONFIRM: Shown.WAITING,
    State.RESULTED: Shown.READY,
    State.CONFIRMED: Shown.READY,
    State.TOLD: Shown.TOLD,
    State.CLOSED: Shown.CLOSED,
    State.REFUSED: Shown.REFUSED,
    State.WITHDRAWN: Shown.WITHDRAWN,
    State.REMOVED: Shown.REMOVED,
}

SHOWN_NAMES: dict[Shown, str] = {
    Shown.CONSENTED: N_("Agreed, no sample yet"),
    Shown.WAITING: N_("Waiting for the result"),
    Shown.READY: N_("Result to be told"),
    Shown.TOLD: N_("Result told"),
    Shown.CLOSED: N_("Test closed"),
    Shown.REFUSED: N_("Test refused"),
    Shown.WITHDRAWN: N_("Consent to the test taken back"),
    Shown.REMOVED: N_("Test removed"),
}


class Result(StrEnum):
    """What may come out of a test. Which of them a test knows says `rules.WAYS`."""

    NON_REACTIVE = "non_reactive"
    REACTIVE = "reactive"
    INDETERMINATE = "indeterminate"
    INVALID = "invalid"
    NEGATIVE = "negative"
    POSITIVE = "positive"
    NORMAL = "normal"
    ABNORMAL = "abnormal"


RESULT_NAMES: dict[Result, str] = {
    Result.NON_REACTIVE: N_("Non-reactive"),
    Result.REACTIVE: N_("Reactive"),
    Result.INDETERMINATE: N_("Indeterminate"),
    Result.INVALID: N_("Invalid, to be repeated"),
    Result.NEGATIVE: N_("Negative"),
    Result.POSITIVE: N_("Positive"),
    Result.NORMAL: N_("Normal"),
    Result.ABNORMAL: N_("Abnormal"),
}
# What the law calls a reactive screening for HIV; “positive” exists only with a laboratory's confirmation.
HIV_REACTIVE = N_("Screening reactive, sent for confirmation")


class How(StrEnum):
    """How somebody agreed."""

    ORAL = "oral"
    FORM = "signed_form"


HOW_NAMES: dict[How, str] = {How.ORAL: N_("In words"), How.FORM: N_("On a signed form")}


class ToldTo(StrEnum):
    """Whom the result was told to."""

    CLIENT = "client"
    GUARDIAN = "guardian"


TOLD_TO_NAMES: dict[ToldTo, str] = {
    ToldTo.CLIENT: N_("The person tested"),
    ToldTo.GUARDIAN: N_("Parent or guardian of a client under 15"),
}

# Beside the fields of the list (declared.py).
MORE_NAMES: dict[str, str] = {
    "client": N_("Client's code"),
    "how": N_("How they agreed"),
    "guardian": N_("Parent or guardian"),
    "place": N_("Where it is tested"),
    "result": N_("Result"),
    "result_on": N_("Day of the result"),
    "send": N_("To be confirmed by a laboratory"),
    "lab": N_("Laboratory that confirmed"),
    "lab_number": N_("Number of the laboratory's result"),
    "told_on": N_("Told on"),
    "told_to": N_("Told to"),
    "counselled": N_("Counselling after the test was given"),
    "note": N_("Note"),
    "reason": N_("Reason"),
    "state": N_("State"),
}

# Who reads the audit or a page learns that something was written, not which step it was.
ACT_NAMES: dict[str, str] = {
    "offer": N_("Recorded the answer about a test"),
    "write": N_("Recorded a step of a test"),
    "withdraw": N_("Recorded that consent to a test was taken back"),
    "correct": N_("Corrected a test"),
    "remove": N_("Removed a test"),
    "restore": N_("Brought a test back"),
    "undo": N_("Took back the last step of a test"),
}


def show_number(seq: int, year: int) -> str:
    """XN26-001: xét nghiệm, the year, the number in it."""
    return f"XN{year % 100:02d}-{seq:03d}"
