"""How do a client's state, days and safe contact read in a list or at the head of a page? Words and tones; no name."""

from datetime import date

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.theme import Tone
from app.health.clients import services
from app.health.clients.terms import SAFE_WAY_NAMES, ConsentState, SafeWay, State
from app.vault.session import Session

STATE_TONES: dict[State, Tone] = {
    State.ACTIVE: Tone.GOOD,
    State.PAUSED: Tone.INFO,
    State.LEFT: Tone.NEUTRAL,
    State.WITHDRAWN: Tone.WARN,
    State.ERASED: Tone.NEUTRAL,
}
CONSENT_TONES: dict[ConsentState, Tone] = {
    ConsentState.GIVEN: Tone.GOOD,
    ConsentState.REFUSED: Tone.NEUTRAL,
    ConsentState.WITHDRAWN: Tone.BAD,
}
URGENT, LATE = N_("Urgent"), N_("Late")


def coming(day: date | None, today: date) -> str:
    """When the client is expected."""
    if day is None:
        return ""
    days = (today - day).days
    if days > 0:
        return tr("1 day late") if days == 1 else tr("{days} days late", days=days)
    return tr("Today") if days == 0 else show_date(day)


def coming_tone(day: date | None, today: date) -> Tone | None:
    """Red when it is late, amber on its day."""
    if day is None or day > today:
        return None
    return Tone.BAD if day < today else Tone.WARN


def safe_words(way: SafeWay | None, when: str) -> str:
    """How somebody may be reached, and when; what nobody asked is said to be not asked."""
    if way is None:
        return tr("Safe contact not asked yet")
    told = tr(SAFE_WAY_NAMES[way])
    return " · ".join((told, when)) if when and way is not SafeWay.NONE else told


def safe_tone(way: SafeWay | None) -> Tone:
    """Red where nobody may be contacted, amber where nobody asked."""
    return {None: Tone.WARN, SafeWay.NONE: Tone.BAD, SafeWay.HERE: Tone.BAD}.get(way, Tone.INFO)


def client_code(session: Session, client_id: object) -> str:
    """The code of the client whose records a list is narrowed to; hidden from who may open none."""
    return services.read_again(session, int(str(client_id))).code if may(session, "health-clients.open") else "…"
