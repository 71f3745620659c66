"""What may follow what in the life of a referral, when is news due, and when are the checks?

Pure decisions on plain data.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.common.deadlines import add_months
from app.common.i18n import N_
from app.health.care.terms import STATE_NAMES, CareState
from app.health.clients.rules import OFFICER, why_not_by
from app.vault.errors import AppError, Refused
from app.vault.people import Account, Level

# Without a number of the office's own.
NEWS_DAYS = 14


@dataclass(frozen=True)
class Step:
    """One line of the table."""

    name: str
    to: CareState
    by: Level
    label: str
    needs: tuple[str, ...] = ()


ARRIVE = Step("arrive", CareState.IN_CARE, OFFICER, N_("The client went and was taken on"), ("on",))
NOT_GONE = Step("not_gone", CareState.NOT_GONE, OFFICER, N_("The client has not gone"))
AGAIN = Step("refer_again", CareState.REFERRED, OFFICER, N_("Refer again"))
END = Step("end", CareState.ENDED, OFFICER, N_("End this care"), ("outcome",))

TRANSITIONS: dict[tuple[CareState, str], Step] = {
    (CareState.REFERRED, "arrive"): ARRIVE,
    (CareState.NOT_GONE, "arrive"): ARRIVE,
    (CareState.REFERRED, "not_gone"): NOT_GONE,
    (CareState.NOT_GONE, "refer_again"): AGAIN,
    **{(state, "end"): END for state in (CareState.REFERRED, CareState.NOT_GONE, CareState.IN_CARE)},
}
NEXT: dict[CareState, str] = {CareState.REFERRED: "arrive", CareState.NOT_GONE: "refer_again"}


def why_not_step(state: CareState, name: str, who: Account) -> AppError | None:
    """Why this person may not take the step now; None when they may."""
    step = TRANSITIONS.get((state, name))
    if step is None:
        return Refused(
            N_("Care that stands at “{state}” does not allow this. Nothing was changed."), state=STATE_NAMES[state]
        )
    return why_not_by(step.by, who)


def news_by(referred_on: date, days: int | None) -> date:
    """When somebody should have heard whether the client went."""
    return referred_on + timedelta(days=days or NEWS_DAYS)


def begin_by(exposed_at: datetime, hours: int) -> datetime:
    """Until when post-exposure prophylaxis must have begun."""
    return exposed_at + timedelta(hours=hours)


def check_days(arrived_on: date, months: tuple[int, ...]) -> dict[int, date]:
    """Months -> the day on which somebody asks: the same day of that month, or its last."""
    return {each: add_months(arrived_on, each) for each in months}
