"""Which words do clients of the station use: states, ways to come, age bands, purposes, and what they are called?"""

from enum import StrEnum
from functools import cache

from app.common.i18n import N_
from app.registry.reference import entries

KIND = "health-clients"


class State(StrEnum):
    """Where a client's record stands."""

    ACTIVE = "active"
    PAUSED = "paused"
    LEFT = "left"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


STATE_NAMES: dict[State, str] = {
    State.ACTIVE: N_("In care"),
    State.PAUSED: N_("On pause"),
    State.LEFT: N_("Comes no more"),
    State.WITHDRAWN: N_("Consent withdrawn"),
    State.ERASED: N_("Erased"),
}


class Source(StrEnum):
    """How a person came to the station."""

    SELF = "self"
    SOCIAL = "social_referral"
    MOBILE = "mobile_clinic"
    OTHER = "other"


SOURCE_NAMES: dict[Source, str] = {
    Source.SELF: N_("Came by themselves"),
    Source.SOCIAL: N_("Referred by social support, with consent"),
    Source.MOBILE: N_("Mobile clinic"),
    Source.OTHER: N_("Another way"),
}


class Basis(StrEnum):
    """Why the record may be kept. Whatever is not consent is said in words beside it."""

    CONSENT = "consent"
    LAW = "law"
    EMERGENCY = "emergency"


BASIS_NAMES: dict[Basis, str] = {
    Basis.CONSENT: N_("Consent"),
    Basis.LAW: N_("A duty by law"),
    Basis.EMERGENCY: N_("Life or health in danger"),
}


class LeftReason(StrEnum):
    """Why somebody comes no more."""

    WISH = "wish"
    MOVED = "moved"
    TRANSFERRED = "transferred"
    LOST = "lost"
    DIED = "died"


LEFT_NAMES: dict[LeftReason, str] = {
    LeftReason.WISH: N_("Their own wish"),
    LeftReason.MOVED: N_("Moved away"),
    LeftReason.TRANSFERRED: N_("Goes to another facility"),
    LeftReason.LOST: N_("Lost contact"),
    LeftReason.DIED: N_("Died"),
}

FEMALE, MALE, OTHER_SEX = "female", "male", "other_sex"
SEX_NAMES: dict[str, str] = {FEMALE: N_("Female"), MALE: N_("Male"), OTHER_SEX: N_("Other")}


class AgeBand(StrEnum):
    """The bands that figures count by."""

    UNDER_15 = "under_15"
    TO_19 = "15_19"
    TO_24 = "20_24"
    TO_49 = "25_49"
    FROM_50 = "50_up"


AGE_BAND_NAMES: dict[AgeBand, str] = {
    AgeBand.UNDER_15: N_("Under 15"),
    AgeBand.TO_19: N_("15 to 19"),
    AgeBand.TO_24: N_("20 to 24"),
    AgeBand.TO_49: N_("25 to 49"),
    AgeBand.FROM_50: N_("50 and over"),
}


class SafeWay(StrEnum):
    """How the station may reach somebody; never chosen for them."""

    NONE = "none"
    CALL = "call"
    MESSAGE = "message"
    HERE = "here"
    AGREED = "agreed"


SAFE_WAY_NAMES: dict[SafeWay, str] = {
    SafeWay.NONE: N_("Do not contact"),
    SafeWay.CALL: N_("May be called"),
    SafeWay.MESSAGE: N_("Message only, no calls"),
    SafeWay.HERE: N_("Only here at the station"),
    SafeWay.AGREED: N_("In an agreed way"),
}


class ConsentState(StrEnum):
    """What a person answered; that a consent ran out is seen by its date."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


CONSENT_NAMES: dict[ConsentState, str] = {
    ConsentState.GIVEN: N_("Given"),
    ConsentState.REFUSED: N_("Refused"),
    ConsentState.WITHDRAWN: N_("Consent taken back"),
}


class How(StrEnum):
    """How a consent was given; a signature is asked of nobody who stays anonymous."""

    ORAL = "oral"
    FORM = "signed_form"


HOW_NAMES: dict[How, str] = {How.ORAL: N_("In words"), How.FORM: N_("On a signed form")}

# Purposes of resources/reference/health_consent_purposes.json that services ask for.
KEEP_RECORD, REFER_FACILITY, CONTACT = "keep_record", "refer_facility", "contact"


@cache
def purposes() -> dict[str, str]:
    """What can be agreed to: code -> the office's words."""
    return {item["code"]: item["name"] for item in entries("health_consent_purposes")}


@cache
def key_groups() -> dict[str, str]:
    """Which group somebody may say that they belong to: code -> neutral words."""
    return {item["code"]: item["name"] for item in entries("health_key_groups")}


# Beside the fields of the list (declared.py).
MORE_NAMES: dict[str, str] = {
    "basis": N_("Basis for keeping the record"),
    "basis_note": N_("The basis in words"),
    "birth_year": N_("Year of birth"),
    "key_group": N_("Group, as told"),
    "safe_way": N_("Safe way to be reached"),
    "safe_when": N_("Safe days and times"),
    "note": N_("Note"),
    "withdrawn_on": N_("Consent withdrawn on"),
    "erase_by": N_("To be erased by"),
    "name": N_("Name"),
    "phone": N_("Phone"),
    "other_contact": N_("Other contact"),
    "reason": N_("Reason"),
    "on": N_("Day"),
    "phrase": N_("Phrase of the client"),
}
