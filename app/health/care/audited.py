"""How do the codes that the audit keeps of care read to people? None says which care."""

from app.common.i18n import N_

ACTIONS: dict[str, str] = {
    "care.refer": N_("Referred a client"),
    "care.begin": N_("Began care at the station"),
    "care.arrive": N_("Recorded that a client arrived in care"),
    "care.not_gone": N_("Recorded that a client has not gone"),
    "care.refer_again": N_("Referred a client again"),
    "care.end": N_("Recorded the end of care"),
    "care.check": N_("Checked whether a client is still in care"),
    "care.partner": N_("Kept a client's choice about partners"),
    "care.partner_done": N_("Recorded that partners were told"),
}
