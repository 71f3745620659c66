"""What can be done with a group session, and by whom? Pure decisions on plain data."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.common.i18n import N_
from app.common.permissions import LEVEL_NAMES, PERMISSIONS
from app.vault.errors import AppError, Refused
from app.vault.people import Account, Level


@dataclass(frozen=True)
class Act:
    """One line of the table; `removed` says whether it is for sessions in the bin."""

    name: str
    permission: str
    label: str
    needs: tuple[str, ...] = ()
    removed: bool = False


ACTS: Mapping[str, Act] = {
    act.name: act
    for act in (
        Act("edit", "health-sessions.enter", N_("Edit")),
        Act("remove", "health-sessions.remove", N_("Remove the session"), ("reason",)),
        Act("restore", "health-sessions.remove", N_("Restore the session"), removed=True),
    )
}


def why_not(name: str, who: Account, *, removed: bool) -> AppError | None:
    """Why this person cannot do the act now; None when they can."""
    act = ACTS[name]
    levels = PERMISSIONS[act.permission]
    if who.level not in levels:
        needed = next((level for level in Level if level in levels), Level.LEAD)
        return Refused(
            N_("Your account may not do this: it needs the level “{needed}”. Ask the lead of your unit."),
            needed=LEVEL_NAMES[needed],
        )
    if act.removed != removed:
        if removed:
            return Refused(N_("The session was removed. The lead can restore it."))
        return Refused(N_("The session was not removed."))
    return None
