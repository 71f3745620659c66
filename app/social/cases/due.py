"""What does a case ask for next, and is it late against its plan? A visit, a review, an action; after closure a check.

Pure decisions on the dates that the case's row has copies of. Lists, the page and the day's work all ask here.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from app.common.i18n import N_


class Due(StrEnum):
    """What a date of a case is about."""

    VISIT = "visit"
    REVIEW = "review"
    ACTION = "action"
    CHECK = "check"


DUE_NAMES: dict[Due, str] = {
    Due.VISIT: N_("Visit"),
    Due.REVIEW: N_("Review of the plan"),
    Due.ACTION: N_("Action of the plan"),
    Due.CHECK: N_("Check after closure"),
}
Dates = Mapping[Due, date | None]


def first_due(dates: Dates) -> date | None:
    """The earliest of them."""
    return min((day for day in dates.values() if day is not None), default=None)


def late_for(dates: Dates, today: date) -> tuple[Due, ...]:
    """What is past its day; nothing: the case is on time. A day that is today is not late yet."""
    return tuple(what for what in Due if (day := dates.get(what)) is not None and day < today)
