"""How is somebody's sex recorded, where it is told at all? "" is not told."""

from app.common.i18n import N_

FEMALE, MALE, OTHER = "female", "male", "other"
SEX_NAMES: dict[str, str] = {FEMALE: N_("Female"), MALE: N_("Male"), OTHER: N_("Other")}
