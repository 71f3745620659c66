"""Which forms of the services keep drafts, where, and how is a draft offered again?"""

from app.common.dates import show_datetime
from app.common.drafts import Draft
from app.common.i18n import N_, tr
from app.desktop.records.record_type import DraftsIn
from app.social.support_services import services_desk
from app.social.support_services.acts import ACTS
from app.social.support_services.lives import LIVES

NEW, EDIT, CORRECT, STEP = "service", "service_edit", "service_correct", "service_step:"
DRAFTS = DraftsIn(services_desk.save_draft, services_desk.delete_draft, services_desk.list_drafts)
NEW_WORDS = N_("New support")


def step_label(name: str) -> str:
    """What a step or an act is called (source text)."""
    if name in ACTS:
        return ACTS[name].label
    found = (step.label for life in LIVES.values() for (_, key), step in life.steps.items() if key == name)
    return next(found, N_("Step"))


def words(draft: Draft) -> tuple[str, str]:
    """How a draft is offered: what it is, and when it was kept; nothing of what was typed, which may name somebody."""
    number = str(draft.payload.get("number", ""))
    kept = tr("Kept at {when}", when=show_datetime(draft.updated_at))
    if draft.form == NEW:
        return tr("{kind}, not saved yet", kind=tr(NEW_WORDS)), kept
    if draft.form.startswith(STEP):
        return tr("{step}: {number}", step=tr(step_label(draft.form.removeprefix(STEP))), number=number), kept
    return tr("Change to {number}", number=number), kept
