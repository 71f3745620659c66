"""How does a service read on the screen: its kind and form, its state's colour, its next day, an amount?"""

from datetime import date

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.common.money import show_dong
from app.desktop.theme import Tone
from app.social.support_services.lives import LIVES, label
from app.social.support_services.terms import (
    CASH,
    DUE_NAMES,
    FINISHED,
    KIND_NAMES,
    VARIETY_NAMES,
    Due,
    ServiceKind,
    State,
)

PLACE = "services"
STATE_TONES: dict[State, Tone] = {
    State.PROPOSED: Tone.WARN,
    State.PREPARED: Tone.WARN,
    State.SOUGHT: Tone.WARN,
    State.DROPPED_OUT: Tone.BAD,
    State.ENDED: Tone.BAD,
    State.DECLINED: Tone.NEUTRAL,
    State.REFUSED: Tone.NEUTRAL,
    State.CANCELLED: Tone.NEUTRAL,
    **{
        state: Tone.GOOD
        for state in (State.COMPLETED, State.RETURNED, State.GIVEN, State.LEFT, State.RECEIVED, State.KEPT)
    },
}
# Kinds whose form says more than the kind alone, or says the kind as well.
_TELLING = frozenset({ServiceKind.HELP, ServiceKind.SHELTER})
_ENOUGH = frozenset({ServiceKind.PAPERS, ServiceKind.COUNSELLING})


def tone_of(state: State) -> Tone:
    """The colour of a state; what is under way is informative."""
    return STATE_TONES.get(state, Tone.INFO)


def kind_words(kind: ServiceKind, variety: str = "") -> str:
    """The kind, with its form where that says more."""
    name = tr(KIND_NAMES[kind])
    if variety and kind in _ENOUGH:
        return tr(VARIETY_NAMES[variety])
    if not variety or kind not in _TELLING:
        return name
    return tr("{kind}: {form}", kind=name, form=tr(VARIETY_NAMES[variety]).lower())


def due_words(due_on: date | None, due_for: Due | None) -> str:
    """The next day and what is waited for."""
    if due_on is None or due_for is None:
        return ""
    return tr("{date} · {what}", date=show_date(due_on), what=tr(DUE_NAMES[due_for]))


def due_tone(due_on: date | None, today: date) -> Tone | None:
    """Red when it is late, amber today."""
    if due_on is None:
        return None
    return Tone.BAD if due_on < today else Tone.WARN if due_on == today else Tone.NEUTRAL


def left_words(due_on: date, today: date) -> tuple[str, Tone]:
    """How long still, for the day's work."""
    days = (due_on - today).days
    if days < 0:
        return tr("{count} days late", count=-days), Tone.BAD
    if days == 0:
        return tr("today"), Tone.WARN
    return tr("in {count} days", count=days), Tone.NEUTRAL


def dong(amount: int | None) -> str | None:
    """An amount with its unit."""
    return tr("{amount} đồng", amount=show_dong(amount)) if amount is not None else None


def fact_label(kind: ServiceKind, name: str, variety: str = "") -> str:
    """What this kind calls a fact (source text)."""
    if kind is ServiceKind.HELP and name == "amount" and variety:
        return N_("Amount of the help") if variety == CASH else N_("Value of the goods")
    return label(kind, name)


def day_label(kind: ServiceKind, state: State, column: str) -> str:
    """What a day of the life is called: as the step that wrote it; of an end, the one that led to this state."""
    steps = [step for step in LIVES[kind].steps.values() if column in step.writes]
    own = [step for step in steps if step.to is state] if state in FINISHED and column == "ended_on" else steps
    return (own or steps)[0].day if (own or steps) else label(kind, column)
