"""Which forms of counselling keep drafts, where, and how is a draft offered again? Nothing typed is shown."""

from app.common.drafts import Draft
from app.common.i18n import N_, tr
from app.desktop.records.declared_page import drafts_in
from app.desktop.records.drafts import beginning
from app.health.clients import part_drafts
from app.health.counselling import services
from app.health.counselling.rules import ACTS

NEW, EDIT, STEP = "counselling_new", "counselling_edit", "counselling_step:"
DRAFTS = drafts_in(services.DESK)
# A new session's draft lies under its client, so that erasing the client takes it along.
OF_CLIENT = drafts_in(part_drafts.DESK)


def step_label(name: str) -> str:
    """What an act is called (source text)."""
    return ACTS[name].label if name in ACTS else N_("Step")


def words(draft: Draft) -> tuple[str, str]:
    """How a draft is offered: what it is, and when it was kept."""
    number, kept = str(draft.payload.get("number", "")), beginning("", draft.updated_at)
    if draft.form == NEW:
        return tr("Counselling of {code}, not saved yet", code=number), kept
    if draft.form.startswith(STEP):
        label = tr(step_label(draft.form.removeprefix(STEP)))
        return tr("{step}: {number}", step=label, number=number), kept
    return tr("Change to {number}", number=number), kept
