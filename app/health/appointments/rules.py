"""What may become of an appointment, and whom may the station remind?"""

from app.common.i18n import N_
from app.health.appointments.terms import STATE_NAMES, AppointmentState
from app.health.clients.terms import SafeWay
from app.vault.errors import AppError, Refused

PLANNED = AppointmentState.PLANNED

# (state, step) -> the state then, and the words of the button.
TRANSITIONS: dict[tuple[AppointmentState, str], tuple[AppointmentState, str]] = {
    (PLANNED, "came"): (AppointmentState.KEPT, N_("The client came")),
    (PLANNED, "missed"): (AppointmentState.MISSED, N_("The client did not come")),
    (PLANNED, "cancel"): (AppointmentState.CANCELLED, N_("Call the appointment off")),
}
# Ways in which somebody can be reached at all; the others are met here.
REACHED = frozenset({SafeWay.CALL, SafeWay.MESSAGE, SafeWay.AGREED})


def why_not(state: AppointmentState, step: str) -> AppError | None:
    """Why an appointment in this state does not allow the step, or None."""
    if (state, step) in TRANSITIONS:
        return None
    return Refused(
        N_("An appointment that stands at “{state}” does not allow this. Nothing was changed."),
        state=STATE_NAMES[state],
    )


def why_no_reminder(way: SafeWay | None) -> AppError | None:
    """Why nobody may be reminded, or None: only in the way that the client named."""
    if way in REACHED:
        return None
    return Refused(N_("The client named no safe way to be reached, so there can be no reminder. Ask the client first."))
