"""How do a visit's state, day and way read? Words and tones; nothing that names anybody."""

from datetime import date, time

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.desktop.theme import Tone
from app.social.visits.terms import GOING_NAMES, WAY_NAMES, Going, VisitState, Way
from app.social.visits.values import StandingInfo, VisitDetail

STATE_TONES: dict[VisitState, Tone] = {
    VisitState.PLANNED: Tone.INFO,
    VisitState.DONE: Tone.GOOD,
    VisitState.MISSED: Tone.WARN,
    VisitState.CANCELLED: Tone.NEUTRAL,
}
GOING_TONES: dict[Going, Tone] = {
    Going.REACHED: Tone.GOOD,
    Going.FORWARD: Tone.INFO,
    Going.STUCK: Tone.WARN,
    Going.NOT_BEGUN: Tone.NEUTRAL,
}
WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)


def weekday(day: date) -> str:
    return tr(WEEKDAYS[day.weekday()])


def when(day: date, at: time | None) -> str:
    """Thursday 14/03/2026, 14:30."""
    shown = tr("{weekday} {date}", weekday=weekday(day), date=show_date(day))
    return tr("{day}, {time}", day=shown, time=f"{at:%H:%M}") if at is not None else shown


def late_words(planned_on: date, today: date) -> str:
    """For how long a visit waits to be written up."""
    days = (today - planned_on).days
    return tr("1 day late") if days == 1 else tr("{days} days late", days=days)


def where(way: Way, place: str) -> str:
    """The way, and the place where one is agreed."""
    return " · ".join(part for part in (tr(WAY_NAMES[way]), place) if part)


def standing_words(goals: tuple[StandingInfo, ...]) -> str:
    """How it stood with each goal, a line each."""
    return "\n".join(
        f"“{each.goal}”: {tr(GOING_NAMES[each.going]).lower()}" + (f" ({each.note})" if each.note else "")
        for each in goals
        if each.goal
    )


def told(visit: VisitDetail) -> str:
    """What became of a visit, in a few words."""
    if visit.state is VisitState.DONE:
        return visit.talked
    return " · ".join(part for part in (visit.reason, visit.tried) if part)
