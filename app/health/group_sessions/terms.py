"""Which words do group sessions know: forms, audiences, topics, tests, whom they reached, and what each is called?"""

from enum import StrEnum

from app.common.i18n import N_
from app.health.clients.terms import AGE_BAND_NAMES, FEMALE, MALE, SEX_NAMES

KIND = "health-sessions"


class Form(StrEnum):
    """How the station met people."""

    TALK = "talk"
    DISCUSSION = "discussion"
    LEAFLETS = "leaflets"
    CONFERENCE = "conference"
    MOBILE_CLINIC = "mobile_clinic"
    OTHER = "other"


FORM_NAMES: dict[Form, str] = {
    Form.TALK: N_("Talk"),
    Form.DISCUSSION: N_("Group discussion"),
    Form.LEAFLETS: N_("Handing out leaflets"),
    Form.CONFERENCE: N_("Conference or seminar"),
    Form.MOBILE_CLINIC: N_("Mobile clinic session"),
    Form.OTHER: N_("Another form"),
}


class Audience(StrEnum):
    """Whom the session was for: the plan counts workers of establishments, of enterprises and pupils apart."""

    COMMUNITY = "community"
    ESTABLISHMENTS = "establishments"
    ENTERPRISES = "enterprises"
    PUPILS = "pupils"
    YOUTH = "youth"
    OTHER = "other"


AUDIENCE_NAMES: dict[Audience, str] = {
    Audience.COMMUNITY: N_("People of the village"),
    Audience.ESTABLISHMENTS: N_("Workers of service establishments"),
    Audience.ENTERPRISES: N_("Workers of enterprises"),
    Audience.PUPILS: N_("Pupils of a school"),
    Audience.YOUTH: N_("Young people of the village"),
    Audience.OTHER: N_("Another audience"),
}


class Topic(StrEnum):
    """What was talked about."""

    HIV = "hiv"
    STI = "sti"
    REPRODUCTIVE = "reproductive"
    PREVENTION = "prevention"
    TESTING = "testing"
    HARM_REDUCTION = "harm_reduction"
    STIGMA = "stigma"
    VIOLENCE = "violence"
    SERVICES = "services"


TOPIC_NAMES: dict[Topic, str] = {
    Topic.HIV: N_("HIV/AIDS"),
    Topic.STI: N_("Sexually transmitted infections"),
    Topic.REPRODUCTIVE: N_("Reproductive health, contraception"),
    Topic.PREVENTION: N_("Condoms and other protection"),
    Topic.TESTING: N_("Where and why to be tested"),
    Topic.HARM_REDUCTION: N_("Harm reduction"),
    Topic.STIGMA: N_("Against stigma"),
    Topic.VIOLENCE: N_("Violence, and where there is help"),
    Topic.SERVICES: N_("Services of the station"),
}


class TestKind(StrEnum):
    """Tests done on the spot, counted alone: a result belongs to a client's own record, or to nobody."""

    __test__ = False  # no test of ours

    HIV = "hiv"
    SYPHILIS = "syphilis"
    HEPATITIS_B = "hepatitis_b"
    HEPATITIS_C = "hepatitis_c"
    CERVICAL = "cervical"
    OTHER = "other"


TEST_NAMES: dict[TestKind, str] = {
    TestKind.HIV: N_("HIV tests"),
    TestKind.SYPHILIS: N_("Syphilis tests"),
    TestKind.HEPATITIS_B: N_("Hepatitis B tests"),
    TestKind.HEPATITIS_C: N_("Hepatitis C tests"),
    TestKind.CERVICAL: N_("Cervical screenings"),
    TestKind.OTHER: N_("Other tests"),
}

NOT_TOLD = "not_told"
# Sex and age band as numbers are noted; whoever was not asked stands under "not told".
SEXES: dict[str, str] = {FEMALE: SEX_NAMES[FEMALE], MALE: SEX_NAMES[MALE], NOT_TOLD: N_("Other or not told")}
BANDS: dict[str, str] = {**{band.value: name for band, name in AGE_BAND_NAMES.items()}, NOT_TOLD: N_("Age not told")}


def show_number(seq: int, year: int) -> str:
    """How a session's number is written: TN26-001."""
    return f"TN{year % 100:02d}-{seq:03d}"
