"""How do results, tellings and states of tests read, and in which tone?"""

from app.common.dates import show_date
from app.common.i18n import tr
from app.desktop.theme import Tone
from app.health.screenings.rules import result_words
from app.health.screenings.terms import TOLD_TO_NAMES, Result, Shown, ToldTo
from app.health.screenings.values import TellingInfo

STATE_TONES: dict[Shown, Tone] = {
    Shown.CONSENTED: Tone.INFO,
    Shown.WAITING: Tone.INFO,
    Shown.READY: Tone.WARN,
    Shown.TOLD: Tone.GOOD,
    Shown.CLOSED: Tone.NEUTRAL,
    Shown.REFUSED: Tone.NEUTRAL,
    Shown.WITHDRAWN: Tone.NEUTRAL,
    Shown.REMOVED: Tone.NEUTRAL,
}


def result_shown(way: str, result: Result) -> str:
    """A result in the words of the law, in the language of the screen."""
    return tr(result_words(way, result))


def telling_words(told: TellingInfo) -> str:
    """When it was told, by whom and to whom."""
    to = told.guardian if told.told_to is ToldTo.GUARDIAN and told.guardian else tr(TOLD_TO_NAMES[told.told_to])
    parts = [
        show_date(told.told_on),
        tr("by {who}", who=told.told_by),
        tr("to: {whom}", whom=to),
        tr("with counselling") if told.counselled else tr("without counselling"),
    ]
    return " · ".join(parts)
