"""Which words do appointments use? None of them names a matter."""

from enum import StrEnum

from app.common.i18n import N_

KIND = "appointments"


class AppointmentState(StrEnum):
    """What became of an appointment."""

    PLANNED = "planned"
    KEPT = "kept"
    MISSED = "missed"
    CANCELLED = "cancelled"


STATE_NAMES: dict[AppointmentState, str] = {
    AppointmentState.PLANNED: N_("Arranged"),
    AppointmentState.KEPT: N_("Came"),
    AppointmentState.MISSED: N_("Did not come"),
    AppointmentState.CANCELLED: N_("Called off"),
}
