"""Which forms of the cases keep drafts, where, and how is a draft offered again? Never with a name."""

from app.common.drafts import Draft
from app.common.i18n import N_, tr
from app.desktop.records.drafts import beginning
from app.desktop.records.record_type import DraftsIn
from app.social.cases import services_desk
from app.social.cases.rules import ACTS, TRANSITIONS

NEW, EDIT, IDENTIFY, CORRECT, STEP = "case", "case_edit", "case_person", "case_correct", "case_step:"
DRAFTS = DraftsIn(services_desk.save_draft, services_desk.delete_draft, services_desk.list_drafts)


def step_label(name: str) -> str:
    """What a step or an act is called (source text); `withdraw_consent/12` is about one consent."""
    base = name.partition("/")[0]
    if base in ACTS:
        return ACTS[base].label
    return next((step.label for (_, key), step in TRANSITIONS.items() if key == base), N_("Step"))


def words(draft: Draft) -> tuple[str, str]:
    """How a draft is offered: what it is, and when it was kept."""
    number, kept = str(draft.payload.get("number", "")), beginning("", draft.updated_at)
    if draft.form == NEW:
        return tr("New support case, not saved yet"), kept
    if draft.form.startswith(STEP):
        label = step_label(draft.form.removeprefix(STEP))
        return tr("{step}: {number}", step=tr(label), number=number), kept
    if draft.form == CORRECT:
        return tr("Correction of {number}", number=number), kept
    if draft.form == IDENTIFY:
        return tr("The person of {number}", number=number), kept
    return tr("Change to {number}", number=number), kept
