"""Which forms of the inspections keep drafts, where, and how is a draft offered again?"""

from app.common.drafts import Draft
from app.common.i18n import N_, tr
from app.desktop.records.drafts import beginning
from app.desktop.records.record_type import DraftsIn
from app.police.inspections import services_desk
from app.police.inspections.rules import ACTS, TRANSITIONS

NEW, MINUTES, EDIT, CORRECT = "inspection", "inspection_minutes", "inspection_edit", "inspection_correct"
STEP = "inspection_step:"
DRAFTS = DraftsIn(services_desk.save_draft, services_desk.delete_draft, services_desk.list_drafts)


def words(draft: Draft) -> tuple[str, str]:
    """How a draft is offered: what it is, and when it was kept."""
    number = str(draft.payload.get("number", ""))
    kept = beginning("", draft.updated_at)
    if draft.form == NEW:
        return tr("Unannounced inspection, not saved yet"), kept
    if draft.form.startswith(STEP):
        label = step_label(draft.form.removeprefix(STEP))
        return tr("{step}: {number}", step=tr(label), number=number), kept
    if draft.form == CORRECT:
        return tr("Correction of {number}", number=number), kept
    return tr("Minutes of {number}", number=number), kept


def step_label(name: str) -> str:
    """What a step or an act is called (source text)."""
    if name in ACTS:
        return ACTS[name].label
    return next((step.label for (_, key), step in TRANSITIONS.items() if key == name), N_("Step"))
