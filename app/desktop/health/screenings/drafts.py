"""Which forms of tests keep drafts, where, and how is a draft offered again? Nothing typed is shown."""

from app.common.drafts import Draft
from app.common.i18n import N_, tr
from app.desktop.records.declared_page import drafts_in
from app.desktop.records.drafts import beginning
from app.health.clients import part_drafts
from app.health.screenings import services
from app.health.screenings.rules import ACTS, TRANSITIONS

STEP, OFFER = "screening_step:", "screening_offer:"
DRAFTS = drafts_in(services.DESK)
# What a client was asked lies under the client, so that erasing the client takes it along.
OF_CLIENT = drafts_in(part_drafts.DESK)
OFFER_LABEL = N_("Offer tests")


def step_label(name: str) -> str:
    """What a step or an act is called (source text)."""
    if name in ACTS:
        return ACTS[name].label
    return next((step.label for (_, key), step in TRANSITIONS.items() if key == name), OFFER_LABEL)


def words(draft: Draft) -> tuple[str, str]:
    """How a draft is offered: what it is, and when it was kept."""
    number, kept = str(draft.payload.get("number", "")), beginning("", draft.updated_at)
    label = tr(step_label(draft.form.partition(":")[2]))
    return tr("{step}: {number}", step=label, number=number), kept
