"""How much was there on a day, how much can be taken, and of which batches first? Exact whole numbers, no database.

A movement counts at the end of its day. What was there on a day is the sum of the changes until then. It is never
negative: whoever takes something for a past day can take no more than was there on that day and on every day since,
else what was handed out later would have come from nowhere.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.common.i18n import N_
from app.vault.errors import Refused


@dataclass(frozen=True)
class Line:
    """A change of a batch on a day: what came in, or (negative) what went."""

    on: date
    change: int


@dataclass(frozen=True)
class Held:
    """A batch with all its changes; `expires_on` None does not expire."""

    id: int
    expires_on: date | None
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Taken:
    """So many of one batch."""

    batch_id: int
    quantity: int


def on_day(lines: Iterable[Line], day: date) -> int:
    """What was there at the end of a day."""
    return sum(line.change for line in lines if line.on <= day)


def lowest(lines: Iterable[Line], since: date | None = None) -> int:
    """The least that was there at the end of a day and of every day since; of all days where none is given."""
    days: dict[date, int] = {}
    for line in lines:
        days[line.on] = days.get(line.on, 0) + line.change
    balance, found = 0, None
    for day in sorted(days):
        if since is not None and day > since and found is None:
            found = balance
        balance += days[day]
        if since is None or day >= since:
            found = balance if found is None else min(found, balance)
    return balance if found is None else found


def usable(held: Held, day: date) -> int:
    """How much of a batch can be handed out for a day: nothing once it is past its date."""
    if held.expires_on is not None and held.expires_on < day:
        return 0
    return max(lowest(held.lines, day), 0)


def first_to_expire(batches: Iterable[Held]) -> list[Held]:
    """In the order in which they are to be used: the first to expire first, what does not expire last."""
    return sorted(batches, key=lambda held: (held.expires_on or date.max, held.id))


def propose(batches: Sequence[Held], day: date, quantity: int) -> list[Taken]:
    """Which batches a quantity comes from: the first to expire first. Raises Refused, saying how much there is."""
    there = sum(usable(held, day) for held in batches)
    if quantity > there:
        raise not_enough(there, was_there(batches, day))
    taken: list[Taken] = []
    for held in first_to_expire(batches):
        if quantity and (of_this := min(quantity, usable(held, day))):
            taken.append(Taken(held.id, of_this))
            quantity -= of_this
    return taken


def was_there(batches: Iterable[Held], day: date) -> int:
    """What could be handed out on a day as it was then, whatever was taken of it since."""
    good = (held for held in batches if held.expires_on is None or held.expires_on >= day)
    return sum(max(on_day(held.lines, day), 0) for held in good)


def not_enough(there: int, then: int) -> Refused:
    """What is said when more is taken than can be; `then`: what there was on that day."""
    if then > there:
        return Refused(
            N_("Only {there} can be taken for that day: the rest was recorded as taken since. Nothing was recorded."),
            there=there,
        )
    if not there:
        return Refused(N_("There is nothing left of this for that day. Nothing was recorded."))
    return Refused(N_("Only {there} can be taken for that day. Nothing was recorded."), there=there)


def month_ends(lines: Sequence[Line], today: date, months: int = 12) -> list[tuple[date, int]]:
    """What was there at the end of each month, the latest being today; none before the first movement."""
    if not lines:
        return []
    first = min(line.on for line in lines)
    days, day = [today], date(today.year, today.month, 1)
    while len(days) < months and day > first:
        last = date.fromordinal(day.toordinal() - 1)
        days.append(last)
        day = date(last.year, last.month, 1)
    return [(each, on_day(lines, each)) for each in reversed(days)]
