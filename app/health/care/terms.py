"""Which words does care use: states of a referral, outcomes, answers of a check, choices about partners?"""

from enum import StrEnum

from app.common.i18n import N_

KIND = "care"


class CareState(StrEnum):
    """Where a referral stands."""

    REFERRED = "referred"
    NOT_GONE = "not_gone"
    IN_CARE = "in_care"
    ENDED = "ended"


STATE_NAMES: dict[CareState, str] = {
    CareState.REFERRED: N_("Referred, no news yet"),
    CareState.NOT_GONE: N_("Has not gone"),
    CareState.IN_CARE: N_("Linked to care"),
    CareState.ENDED: N_("Care ended"),
}


class CareOutcome(StrEnum):
    """How care ended."""

    COMPLETED = "completed"
    STOPPED = "stopped"
    MOVED_ON = "moved_on"
    LOST = "lost_to_care"
    DIED = "died"
    DECLINED = "declined"


OUTCOME_NAMES: dict[CareOutcome, str] = {
    CareOutcome.COMPLETED: N_("Care completed"),
    CareOutcome.STOPPED: N_("Stopped by the facility"),
    CareOutcome.MOVED_ON: N_("Goes to another facility"),
    CareOutcome.LOST: N_("Lost contact"),
    CareOutcome.DIED: N_("Died"),
    CareOutcome.DECLINED: N_("The client does not want it"),
}


class Kept(StrEnum):
    """What a check after some months found."""

    YES = "retained"
    NO = "not_retained"
    UNKNOWN = "not_known"


KEPT_NAMES: dict[Kept, str] = {
    Kept.YES: N_("Still in care"),
    Kept.NO: N_("No longer in care"),
    Kept.UNKNOWN: N_("Not known"),
}


class PartnerChoice(StrEnum):
    """What a client chose about telling partners; nobody's name is ever kept."""

    DECLINED = "declined"
    SELF = "by_self"
    HELP = "with_help"


PARTNER_NAMES: dict[PartnerChoice, str] = {
    PartnerChoice.DECLINED: N_("Does not wish it"),
    PartnerChoice.SELF: N_("Tells them without help"),
    PartnerChoice.HELP: N_("Wishes help with it"),
}
FIELD_NAMES: dict[str, str] = {
    "service": N_("Kind of care"),
    "facility": N_("Facility"),
    "referred_on": N_("Referred on"),
    "exposed_at": N_("Exposed at"),
    "outcome": N_("Outcome"),
    "kept": N_("Still in care?"),
    "choice": N_("Telling partners"),
}
