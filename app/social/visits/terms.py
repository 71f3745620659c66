"""Which words do follow-up visits use: states, ways, how it stands with a goal, and what they are called?"""

from enum import StrEnum

from app.common.i18n import N_
from app.common.text import is_short_number
from app.social.cases.rules import tidy_code

KIND = "visits"


class VisitState(StrEnum):
    """Where a visit stands."""

    PLANNED = "planned"
    DONE = "done"
    MISSED = "missed"
    CANCELLED = "cancelled"


VISIT_STATE_NAMES: dict[VisitState, str] = {
    VisitState.PLANNED: N_("Contact planned"),
    VisitState.DONE: N_("Client met"),
    VisitState.MISSED: N_("Client not met"),
    VisitState.CANCELLED: N_("Visit cancelled"),
}


class Way(StrEnum):
    """How one meets or speaks."""

    OFFICE = "office"
    SAFE_PLACE = "safe_place"
    PHONE = "phone"
    HOME = "home"


WAY_NAMES: dict[Way, str] = {
    Way.OFFICE: N_("At the office"),
    Way.SAFE_PLACE: N_("At a safe place"),
    Way.PHONE: N_("By phone"),
    Way.HOME: N_("Home visit"),
}
# What the client must have agreed to (resources/reference/consent_purposes.json).
NEEDS_CONSENT: dict[Way, str] = {Way.PHONE: "contact_by_phone", Way.HOME: "home_visit"}


class Going(StrEnum):
    """How it stands with a goal of the plan at a visit."""

    REACHED = "reached"
    FORWARD = "forward"
    STUCK = "stuck"
    NOT_BEGUN = "not_begun"


GOING_NAMES: dict[Going, str] = {
    Going.REACHED: N_("Reached"),
    Going.FORWARD: N_("Going forward"),
    Going.STUCK: N_("Stuck"),
    Going.NOT_BEGUN: N_("Not begun"),
}


def show_number(code: str, seq: int) -> str:
    """The third visit of HT26-001: HT26-001/3."""
    return f"{code}/{seq}"


def tidy_number(text: str) -> str:
    """A number as it is stored, from what people type: ht26-1/3 is HT26-001/3."""
    head, slash, seq = text.strip().partition("/")
    return f"{tidy_code(head)}/{int(seq)}" if slash and is_short_number(seq.strip()) else text.strip().upper()
