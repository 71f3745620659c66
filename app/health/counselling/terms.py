"""Which words do counselling sessions use, and how is their number written?"""

from enum import StrEnum

from app.common.i18n import N_

KIND = "counselling"
# The office's list of topics, and whom to call when somebody may harm themselves.
TOPICS, CRISIS_CONTACTS = "counselling_topics", "crisis_contacts"
# A session longer than a working day is a slip of the finger.
LONGEST = 8 * 60


class State(StrEnum):
    """Where a session's record stands."""

    RECORDED = "recorded"
    REMOVED = "removed"


STATE_NAMES: dict[State, str] = {
    State.RECORDED: N_("Session recorded"),
    State.REMOVED: N_("Counselling session removed"),
}

# Beside the fields of the list (declared.py).
MORE_NAMES: dict[str, str] = {
    "client": N_("Client's code"),
    "topics": N_("Topics"),
    "agreed": N_("What was agreed"),
    "follow_up": N_("What to follow up"),
    "note": N_("Note"),
    "reason": N_("Reason"),
    "done": N_("What was done now"),
}

ACT_NAMES: dict[str, str] = {
    "record": N_("Recorded a counselling session"),
    "edit": N_("Changed a counselling session"),
    "correct": N_("Corrected a counselling session"),
    "remove": N_("Removed a counselling session"),
    "restore": N_("Brought a counselling session back"),
    "alert": N_("Noted what was done after a self-harm alert"),
}


def show_number(seq: int, year: int) -> str:
    """TV26-001: tư vấn, the year, the number in it."""
    return f"TV{year % 100:02d}-{seq:03d}"
