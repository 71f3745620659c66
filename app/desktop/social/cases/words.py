"""How do a case's state, flags and dates read in a list or at the head of a page? Words, tones, icons; no name."""

from collections.abc import Iterable
from datetime import date

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.desktop.theme import Tone
from app.social.cases.due import Due
from app.social.cases.queries import CaseRow
from app.social.cases.terms import CONSENT_NAMES as CONSENT_NAMES
from app.social.cases.terms import FLAG_NAMES, Flag, How, State
from app.social.cases.terms import PERSON_NAMES as PERSON_NAMES
from app.social.cases.terms import SEX_NAMES as SEX_NAMES

STATE_TONES: dict[State, Tone] = {
    State.INTAKE: Tone.INFO,
    State.ASSESSING: Tone.INFO,
    State.SUPPORTED: Tone.GOOD,
    State.FOLLOWING: Tone.GOOD,
    State.CLOSED: Tone.NEUTRAL,
    State.TRANSFERRED_OUT: Tone.NEUTRAL,
    State.WITHDRAWN: Tone.WARN,
    State.MERGED: Tone.NEUTRAL,
    State.ERASED: Tone.NEUTRAL,
}
FLAG_ICONS: dict[Flag, str] = {
    Flag.CHILD: "child",
    Flag.TRAFFICKING: "flag",
    Flag.VIOLENCE: "warn",
    Flag.DISABILITY: "disability",
}
HOW_NAMES: dict[How, str] = {How.FORM: N_("Signed form"), How.ORAL: N_("Orally, before a witness")}
LATE_NAMES: dict[Due, str] = {
    Due.VISIT: N_("Visit late"),
    Due.REVIEW: N_("Review late"),
    Due.ACTION: N_("Action late"),
    Due.CHECK: N_("Check late"),
}
QUIET, URGENT = N_("Quiet for 30 days"), N_("Urgent")


def flag_icons(flags: Iterable[Flag], *, urgent: bool) -> list[tuple[str, str]]:
    """(icon, colour) for each flag, in the order of the law's concern; a clock when it is urgent."""
    given = set(flags)
    found = [(FLAG_ICONS[flag], "bad") for flag in Flag if flag in given]
    return [*found, ("clock", "warn")] if urgent else found


def flag_words(flags: Iterable[Flag], *, urgent: bool = False) -> str:
    """The same in words."""
    given = set(flags)
    return " · ".join([tr(FLAG_NAMES[flag]) for flag in Flag if flag in given] + ([tr(URGENT)] if urgent else []))


def coming(row: CaseRow, today: date) -> str:
    """What the case waits for next, and since when if it is late."""
    named = [(row.next_visit_on, N_("Visit")), (row.review_on, N_("Review")), (row.next_action_on, N_("Action"))]
    if row.state is State.CLOSED:
        named = [(None if row.due_on is None else row.check_on, N_("Check"))]
    due = sorted(((day, name) for day, name in named if day is not None), key=lambda each: each[0])
    if not due:
        return ""
    day, name = due[0]
    days = (today - day).days
    if days == 1:
        return tr("{what}: 1 day late", what=tr(name))
    if days > 1:
        return tr("{what}: {days} days late", what=tr(name), days=days)
    return tr("{what}: today", what=tr(name)) if days == 0 else tr("{what}: {date}", what=tr(name), date=show_date(day))


def coming_tone(row: CaseRow, today: date) -> Tone | None:
    """Red when it is late, amber on its day."""
    if row.due_on is None:
        return None
    return Tone.BAD if row.due_on < today else Tone.WARN if row.due_on == today else None


def contact_words(row: CaseRow, today: date) -> str:
    """When there was contact last; of a quiet case, for how long there was none."""
    if not row.quiet:
        return show_date(row.last_contact_on)
    return tr("{days} days ago", days=(today - row.last_contact_on).days)
