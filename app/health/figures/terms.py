"""What do the station's figures count, of whom, and what is it called?"""

from app.common.i18n import N_
from app.health.clients.terms import AGE_BAND_NAMES, SEX_NAMES, AgeBand
from app.health.figures.suppression import Indicator

KIND = "health-figures"
NOT_KNOWN = "unknown"

COUNSELLED, TESTED, POSITIVE, LINKED = "counselled", "tested", "positive", "linked"
RETAINED_6, RETAINED_12 = "retained_6", "retained_12"
# People, each once. Who is in one is in each before it: the whole chain is one person's way through the station.
INDICATORS: tuple[Indicator, ...] = (
    Indicator(COUNSELLED),
    Indicator(TESTED, (COUNSELLED,), guarded=True),
    Indicator(POSITIVE, (TESTED,), guarded=True),
    Indicator(LINKED, (POSITIVE,), guarded=True),
    Indicator(RETAINED_6, (LINKED,), guarded=True),
    Indicator(RETAINED_12, (RETAINED_6,), guarded=True),
)
INDICATOR_NAMES: dict[str, str] = {
    COUNSELLED: N_("Counselled"),
    TESTED: N_("Tested"),
    POSITIVE: N_("Found positive"),
    LINKED: N_("Linked to treatment"),
    RETAINED_6: N_("In care at 6 months"),
    RETAINED_12: N_("In care at 12 months"),
}
INDICATOR_MEANINGS: dict[str, str] = {
    COUNSELLED: N_("Had a counselling session, or counselling with a test."),
    TESTED: N_("Of those: a sample was taken in the period."),
    POSITIVE: N_("Of those: positive; for HIV with a laboratory's confirmation alone. Pregnancy does not count."),
    LINKED: N_("Of those: arrived for treatment since the sample was taken."),
    RETAINED_6: N_("Of those: still in care after six months."),
    RETAINED_12: N_("Of those: still in care after twelve months."),
}

SEXES: tuple[str, ...] = (*SEX_NAMES, NOT_KNOWN)
SEX_ROWS: dict[str, str] = {**SEX_NAMES, NOT_KNOWN: N_("Not stated")}
BANDS: tuple[str, ...] = (*(band.value for band in AgeBand), NOT_KNOWN)
BAND_COLUMNS: dict[str, str] = {
    **{band.value: name for band, name in AGE_BAND_NAMES.items()},
    NOT_KNOWN: N_("Not stated"),
}
