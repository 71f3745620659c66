"""What can be done to a counselling session, when, and by whom?

A session has no steps: it was held. On the day on which it was entered whoever entered it puts slips right; later a
change is a correction, with its reason and the version before.
"""

from dataclasses import dataclass
from datetime import date

from app.common.i18n import N_
from app.health.counselling.terms import State
from app.vault.errors import AppError, Refused
from app.vault.people import Account, Level

OFFICER, LEAD = Level.OFFICER, Level.LEAD


@dataclass(frozen=True)
class Act:
    """Something done to a session."""

    name: str
    states: frozenset[State]
    by: Level
    label: str
    needs: tuple[str, ...] = ()


RECORDED, REMOVED = frozenset({State.RECORDED}), frozenset({State.REMOVED})
ACTS: dict[str, Act] = {
    act.name: act
    for act in (
        Act("edit", RECORDED, OFFICER, N_("Edit the session")),
        Act("correct", RECORDED, OFFICER, N_("Correct the session"), ("reason",)),
        Act("alert", RECORDED | REMOVED, OFFICER, N_("Note what was done"), ("done",)),
        Act("remove", RECORDED, LEAD, N_("Remove the counselling session"), ("reason",)),
        Act("restore", REMOVED, LEAD, N_("Bring the session back")),
    )
}


@dataclass(frozen=True)
class Standing:
    """What the rules ask of a session."""

    state: State
    recorded_on: date
    recorded_by: str
    counsellor_id: str
    open_alerts: int = 0


def why_not(session: Standing, name: str, who: Account, today: date) -> AppError | None:
    """Why this person may not do that now; None when they may."""
    act = ACTS[name]
    if session.state not in act.states:
        return Refused(N_("This cannot be done where the session's record stands now. Nothing was changed."))
    if name == "alert" and not session.open_alerts:
        return Refused(N_("No alert of this session is open."))
    if name == "edit" and today > session.recorded_on:
        return Refused(N_("The session was entered on another day: correct it, with the reason."))
    if who.level is LEAD:
        return None
    if who.level is not OFFICER or act.by is LEAD:
        return Refused(N_("Only a lead of the unit may do this. Ask the lead."))
    # An alert waits for nobody: whoever is there notes what was done.
    if name != "alert" and who.id not in (session.recorded_by, session.counsellor_id):
        return Refused(N_("Another colleague held this session. They or the lead can change it."))
    return None
