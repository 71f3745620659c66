"""Which forms of the loans keep drafts, where, and how is a draft offered again?"""

from app.common.drafts import Draft
from app.common.i18n import N_, tr
from app.desktop.records.drafts import beginning
from app.desktop.records.record_type import DraftsIn
from app.social.loans import services_desk
from app.social.loans.detail import ACTION_NAMES

NEW, EDIT, STEP = "loan", "loan_edit", "loan_step:"
DRAFTS = DraftsIn(services_desk.save_draft, services_desk.delete_draft, services_desk.list_drafts)


def step_label(name: str) -> str:
    """What a step or an act is called (source text)."""
    return ACTION_NAMES.get(name, N_("Step"))


def words(draft: Draft) -> tuple[str, str]:
    """How a draft is offered: what it is, and when it was kept. What was typed may name somebody: it is not shown."""
    number, kept = str(draft.payload.get("number", "")), beginning("", draft.updated_at)
    if draft.form == NEW:
        return tr("{kind}, not saved yet", kind=tr("New loan application")), kept
    if draft.form.startswith(STEP):
        label = tr(step_label(draft.form.removeprefix(STEP)))
        return tr("{step}: {number}", step=label, number=number), kept
    return tr("Change to {number}", number=number), kept
