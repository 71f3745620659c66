"""Which papers has the social unit, what are they called, and which symbol does the number of each carry?"""

from dataclasses import dataclass

from app.common.i18n import N_

CONSENT, CONSENT_BLANK = "consent_form", "blank_consent_form"
ASSESSMENT, ASSESSMENT_BLANK = "assessment", "blank_assessment"
PLAN, REFERRAL, LOAN_LETTER, COPY = "support_plan", "referral", "loan_letter", "client_copy"

NAMES: dict[str, str] = {
    CONSENT: N_("Consent form with the answers"),
    CONSENT_BLANK: N_("Blank consent form"),
    ASSESSMENT: N_("Needs assessment, without the name"),
    ASSESSMENT_BLANK: N_("Blank needs assessment"),
    PLAN: N_("Support plan to sign"),
    REFERRAL: N_("Referral letter"),
    LOAN_LETTER: N_("Letter to the lender"),
    COPY: N_("The person's own copy"),
}


@dataclass(frozen=True)
class Kind:
    """A template of resources/documents, what a saved file is called (nobody's name), the symbol behind the number."""

    template: str
    file_name: str
    symbol: str


KINDS: dict[str, Kind] = {
    CONSENT: Kind("consent", "phieu-dong-y", "PĐY"),
    CONSENT_BLANK: Kind("consent", "phieu-dong-y-de-trong", "PĐY"),
    ASSESSMENT: Kind("assessment", "phieu-danh-gia-nhu-cau", "PĐG"),
    ASSESSMENT_BLANK: Kind("assessment", "phieu-danh-gia-de-trong", "PĐG"),
    PLAN: Kind("support_plan", "ke-hoach-ho-tro", "KH"),
    REFERRAL: Kind("referral", "phieu-chuyen-gui", "PCG"),
    LOAN_LETTER: Kind("loan_letter", "cong-van-vay-von", ""),
    COPY: Kind("client_copy", "ban-sao-thong-tin", "BS"),
}
BLANKS = frozenset({CONSENT_BLANK, ASSESSMENT_BLANK})
