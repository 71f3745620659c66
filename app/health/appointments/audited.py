"""How do the codes that the audit keeps of appointments read to people?"""

from app.common.i18n import N_

ACTIONS: dict[str, str] = {
    "appointments.make": N_("Made an appointment"),
    "appointments.move": N_("Moved an appointment"),
    "appointments.remind": N_("Reminded of an appointment"),
    "appointments.came": N_("Noted that a client came as arranged"),
    "appointments.missed": N_("Noted that a client did not come as arranged"),
    "appointments.cancel": N_("Called an appointment off"),
}
