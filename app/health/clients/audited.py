"""How do the codes that the audit keeps of the clients read to people: actions alone, and what the window compares?"""

from app.common.i18n import N_
from app.health.clients.terms import (
    AGE_BAND_NAMES,
    BASIS_NAMES,
    FIELD_NAMES,
    LEFT_NAMES,
    SAFE_WAY_NAMES,
    SEX_NAMES,
    SOURCE_NAMES,
    STATE_NAMES,
)

ACTIONS: dict[str, str] = {
    "health-clients.intake": N_("Opened a new client's record"),
    "health-clients.open": N_("Looked at a client's record"),
    "health-clients.search": N_("Searched the station's clients"),
    "health-clients.return": N_("Looked for a client by phrase"),
    "health-clients.reveal": N_("Saw name and contact of a client"),
    "health-clients.edit": N_("Changed a client's record"),
    "health-clients.identify": N_("Changed name and contact of a client"),
    "health-clients.phrase": N_("Set the phrase of a client"),
    "health-clients.consent": N_("Recorded consent or refusal of a client"),
    "health-clients.withdraw_consent": N_("Recorded a client's consent as withdrawn"),
    "health-clients.calm": N_("Marked a client's urgent matter as dealt with"),
    "health-clients.pause": N_("Paused a client's record"),
    "health-clients.resume": N_("Went on with a client's record"),
    "health-clients.leave": N_("Recorded that a client comes no more"),
    "health-clients.come_back": N_("Recorded that a client came back"),
    "health-clients.withdraw": N_("Recorded that a client withdrew consent"),
    "health-clients.erase": N_("Erased a client's record"),
    "health-clients.print": N_("Printed a client's card"),
    "health-clients.print_appointment": N_("Printed an appointment slip"),
    "health-clients.print_consent": N_("Printed a consent form for tests"),
    "health-clients.print_referral": N_("Printed a referral slip"),
    "health-clients.export": N_("Exported clients by code"),
}
FIELDS: dict[str, str] = {
    **FIELD_NAMES,
    "village": N_("Village"),
    "village_name": N_("Village"),
    "served": N_("Served now"),
    "document": N_("Document"),
    "ground": N_("Ground"),
}
VALUES: dict[str, str] = {
    str(code): name
    for names in (
        STATE_NAMES,
        SOURCE_NAMES,
        BASIS_NAMES,
        LEFT_NAMES,
        SEX_NAMES,
        AGE_BAND_NAMES,
        SAFE_WAY_NAMES,
    )
    for code, name in names.items()
}

CODES: dict[str, dict[str, str]] = {
    "ground": {"withdrawal": N_("Consent withdrawn"), "request": N_("A wish of the person")}
}
