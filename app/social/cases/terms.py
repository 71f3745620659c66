"""Which words do support cases use: states, sources, outcomes, purposes of consent, and what they are called?"""

from enum import StrEnum
from functools import cache

from app.common.i18n import N_
from app.registry.reference import entries

KIND = "cases"
# Beside it in the search index: the person's own words, whose hits give a code and no text.
IDENTITY_KIND = "case_identity"


class State(StrEnum):
    """Where a case stands."""

    INTAKE = "intake"
    ASSESSING = "assessing"
    SUPPORTED = "supported"
    FOLLOWING = "following"
    CLOSED = "closed"
    TRANSFERRED_OUT = "transferred_out"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    ERASED = "erased"


STATE_NAMES: dict[State, str] = {
    State.INTAKE: N_("Intake"),
    State.ASSESSING: N_("Needs being assessed"),
    State.SUPPORTED: N_("Being supported"),
    State.FOLLOWING: N_("Being followed up"),
    State.CLOSED: N_("Case closed"),
    State.TRANSFERRED_OUT: N_("Transferred to another place"),
    State.WITHDRAWN: N_("Consent withdrawn"),
    State.MERGED: N_("Merged into another case"),
    State.ERASED: N_("Erased"),
}


class Source(StrEnum):
    """How a person came to the unit."""

    SELF = "self"
    UNION = "union"
    HEALTH = "health_referral"
    POLICE = "police_referral"
    OTHER = "other"


SOURCE_NAMES: dict[Source, str] = {
    Source.SELF: N_("Came by themselves"),
    Source.UNION: N_("Through a union or association"),
    Source.HEALTH: N_("Referred by the health station"),
    Source.POLICE: N_("Referred by the police"),
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


class Outcome(StrEnum):
    """How a case ended."""

    GOAL_MET = "goal_met"
    MOVED = "moved"
    DECLINED = "declined"
    LOST_CONTACT = "lost_contact"
    DIED = "died"
    TRANSFERRED = "transferred"


OUTCOME_NAMES: dict[Outcome, str] = {
    Outcome.GOAL_MET: N_("Goal met"),
    Outcome.MOVED: N_("Moved away"),
    Outcome.DECLINED: N_("Wants no more support"),
    Outcome.LOST_CONTACT: N_("Lost contact"),
    Outcome.DIED: N_("Died"),
    Outcome.TRANSFERRED: N_("Handed to another office"),
}


class Flag(StrEnum):
    """What calls for special protection; shown before everything else."""

    CHILD = "child"
    TRAFFICKING = "trafficking"
    VIOLENCE = "violence"
    DISABILITY = "disability"


FLAG_NAMES: dict[Flag, str] = {
    Flag.CHILD: N_("Child"),
    Flag.TRAFFICKING: N_("Trafficking"),
    Flag.VIOLENCE: N_("Violence"),
    Flag.DISABILITY: N_("Disability"),
}


class ConsentState(StrEnum):
    """What a person answered; that a consent ran out is seen by its date."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


CONSENT_NAMES: dict[ConsentState, str] = {
    ConsentState.GIVEN: N_("Agreed"),
    ConsentState.REFUSED: N_("Refused"),
    ConsentState.WITHDRAWN: N_("Withdrawn"),
}


class How(StrEnum):
    """How a consent was given."""

    FORM = "signed_form"
    ORAL = "oral"


KEEP_RECORD = "keep_record"


@cache
def purposes() -> dict[str, str]:
    """What can be agreed to: code -> the office's words (resources/reference/consent_purposes.json)."""
    return {item["code"]: item["name"] for item in entries("consent_purposes")}


SEX_NAMES: dict[str, str] = {"female": N_("Female"), "male": N_("Male"), "other": N_("Other sex")}
# The facts of the person, in the order of the paper form.
PERSON_NAMES: dict[str, str] = {
    "alias": N_("Alias"),
    "real_name": N_("Full name"),
    "birth": N_("Born"),
    "phone": N_("Phone"),
    "safe_way": N_("Safe way of contact"),
    "safe_time": N_("Safe time of contact"),
    "other_contact": N_("Other contact"),
    "address": N_("Address"),
    "dependants": N_("Dependants"),
    "identity_number": N_("Identity number"),
}
