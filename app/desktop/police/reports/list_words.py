"""How do a report's state, limit and flags read in a list or at the head of a page? Words, tones, icons."""

from collections.abc import Iterable
from datetime import date, datetime, time

from app.common.dates import show_date, show_datetime
from app.common.i18n import N_, tr
from app.desktop.theme import Tone
from app.police.reports.terms import FLAG_NAMES, KIND_NAMES, Flag, ReportKind, State, Urgency

STATE_TONES: dict[State, Tone] = {
    State.RECEIVED: Tone.INFO,
    State.ACCEPTED: Tone.INFO,
    State.VERIFYING: Tone.WARN,
    State.CONCLUDED: Tone.GOOD,
    State.RESOLVED: Tone.GOOD,
    State.CLOSED: Tone.NEUTRAL,
    State.DECLINED: Tone.NEUTRAL,
    State.TRANSFERRED: Tone.NEUTRAL,
}
URGENCY_TONES: dict[Urgency, Tone] = {Urgency.URGENT: Tone.WARN, Urgency.VERY_URGENT: Tone.BAD}
FLAG_ICONS: dict[Flag, str] = {Flag.CHILD: "child", Flag.TRAFFICKING: "flag", Flag.VIOLENCE: "warn"}
UNVERIFIED = N_("not verified")
# A limit this near is shown in amber.
SOON_DAYS = 3


def due_words(due_on: date | None, today: date) -> str:
    """How far the limit is away, as people say it."""
    if due_on is None:
        return ""
    days = (due_on - today).days
    if days == 0:
        return tr("due today")
    if days == 1:
        return tr("due tomorrow")
    if days == -1:
        return tr("1 day overdue")
    return tr("{days} days left", days=days) if days > 0 else tr("{days} days overdue", days=-days)


def due_tone(due_on: date | None, today: date) -> Tone | None:
    """The colour of the words; None when there is time."""
    if due_on is None:
        return None
    days = (due_on - today).days
    return Tone.BAD if days < 0 else Tone.WARN if days <= SOON_DAYS else None


def flag_icons(flags: Iterable[Flag], urgency: Urgency = Urgency.NORMAL) -> list[tuple[str, str]]:
    """(icon, colour) for each flag, in the order of the law's concern; a clock when it is urgent."""
    given = set(flags)
    found = [(FLAG_ICONS[flag], "bad") for flag in Flag if flag in given]
    if urgency is not Urgency.NORMAL:
        found.append(("clock", URGENCY_TONES[urgency].value))
    return found


def flag_words(flags: Iterable[Flag]) -> str:
    given = set(flags)
    return " · ".join(tr(FLAG_NAMES[flag]) for flag in Flag if flag in given)


def kind_words(kind: ReportKind, instance: int = 1) -> str:
    """The kind; a second complaint says so, because its limits differ."""
    return tr("Complaint, second instance") if instance == 2 else tr(KIND_NAMES[kind])


def received_words(received_at: datetime, received_on: date, received_time: time | None) -> str:
    """Day and hour, or the day alone when the hour is not known."""
    return show_datetime(received_at) if received_time is not None else show_date(received_on)
