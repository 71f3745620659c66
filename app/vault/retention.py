"""Which backups stay? One a day for a week, one a week for four weeks, one a month for a year.

A backup goes only when its time has passed by the clock *and* enough newer ones were made meanwhile: a clock that jumps
makes a year pass, but not twelve months' backups. And when the moments known to us contradict the clock, nothing goes.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

MIGRATION, BEFORE_RESTORE = "migration", "before_restore"


@dataclass(frozen=True)
class Tier:
    """The newest backup of each period stays for this many periods, and at least for this long."""

    of: Callable[[datetime], object]
    periods: int
    span: timedelta


WEEKS = Tier(lambda moment: moment.isocalendar()[:2], 4, timedelta(weeks=4))
TIERS = (
    Tier(lambda moment: moment.date(), 7, timedelta(days=7)),
    WEEKS,
    Tier(lambda moment: (moment.year, moment.month), 12, timedelta(days=366)),
)
# What was set aside before something was replaced stays for four weeks, whatever else was made in its week.
SET_ASIDE = frozenset({MIGRATION, BEFORE_RESTORE})
# An office may be closed for some weeks; after longer, first see whether the clock is right.
LONGEST_BREAK = timedelta(days=35)
SAME_VISIT = timedelta(days=1)


def plausible(now: datetime, known: Iterable[datetime]) -> bool:
    """Whether the clock agrees with the moments of other backups and of the audit, today's own left aside."""
    moments = list(known)
    if any(moment > now + SAME_VISIT for moment in moments):
        return False
    earlier = [moment for moment in moments if moment < now - SAME_VISIT]
    return not earlier or now - max(earlier) <= LONGEST_BREAK


def kept(backups: Sequence[tuple[datetime, str]], now: datetime) -> list[bool]:
    """For each backup (when and why it was made, the newest first), whether it stays."""
    regular = [moment for moment, reason in backups if reason != BEFORE_RESTORE]
    stays = []
    for place, (moment, reason) in enumerate(backups):
        newest_of = reason != BEFORE_RESTORE and any(
            _first_of_its_period(tier, moment, [at for at, why in backups[:place] if why != BEFORE_RESTORE])
            and _within(tier, moment, regular, now)
            for tier in TIERS
        )
        stays.append(place == 0 or newest_of or (reason in SET_ASIDE and _within(WEEKS, moment, regular, now)))
    return stays


def _first_of_its_period(tier: Tier, moment: datetime, newer: Sequence[datetime]) -> bool:
    return all(tier.of(each) != tier.of(moment) for each in newer)


def _within(tier: Tier, moment: datetime, regular: Sequence[datetime], now: datetime) -> bool:
    """Whether its time has not passed, or too few periods with backups of their own have come since."""
    periods = {tier.of(each) for each in regular if each > moment}
    return now - moment < tier.span or len(periods - {tier.of(moment)}) < tier.periods
