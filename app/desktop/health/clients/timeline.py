"""What happened to a client's record, in words: its own acts, and those of what belongs to it (a test, a referral)?"""

from dataclasses import replace

from app.common.i18n import N_
from app.common.records.opened import Event
from app.desktop.health.clients.words import STATE_TONES
from app.desktop.records.sections import TimelineWords
from app.health.clients.declared import FIELD_NAMES
from app.health.clients.rules import TRANSITIONS
from app.health.clients.terms import STATE_NAMES
from app.health.clients.values import ClientDetail
from app.kinds import KINDS

OTHER = N_("Something that belongs to the record was changed")
TIMELINE = TimelineWords(
    states=STATE_NAMES,
    tones=STATE_TONES,
    fields=FIELD_NAMES,
    steps=frozenset(name for _state, name in TRANSITIONS),
    icons={"identify": "person", "phrase": "key", "consent": "check", "withdraw_consent": "close"},
)


def told(detail: ClientDetail) -> list[Event]:
    """The timeline with a label for every line."""
    return [_entry(each) for each in detail.timeline]


def _entry(each: Event) -> Event:
    theirs = (kind.actions[each.action] for kind in KINDS.values() if each.action in kind.actions)
    return replace(each, label=each.label or next(theirs, OTHER))
