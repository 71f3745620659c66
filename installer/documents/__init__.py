"""Make the Word templates in resources/documents: `python -m installer.documents`.

They are laid out as Nghị định 30/2020/NĐ-CP asks. An office may change a template in Word afterwards: what
stands in double braces is filled in by `app/exchange/word.py`. Running this again overwrites such changes.
"""

from collections.abc import Callable

from docx.document import Document as Doc

from installer.documents import health, inspections, planning, reports, social, social_copy

TEMPLATES: dict[str, Callable[[], Doc]] = {
    "receipt": reports.receipt,
    "transfer": reports.transfer,
    "reminder": reports.reminder,
    "decision": inspections.decision,
    "minutes": inspections.minutes,
    "follow_up": inspections.follow_up,
    "plan": planning.plan,
    "consent": social.consent,
    "assessment": social.assessment,
    "support_plan": social.plan,
    "referral": social.referral,
    "loan_letter": social.loan_letter,
    "client_copy": social_copy.client_copy,
    "health_card": health.card,
    "health_appointment": health.appointment,
    "health_consent": health.consent,
    "health_result": health.result,
    "health_referral": health.referral,
    "health_stock": health.stock,
}
