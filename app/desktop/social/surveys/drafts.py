"""Which forms of the surveys keep drafts, where, and how is a draft offered again?"""

from app.common.drafts import Draft
from app.common.i18n import N_, tr
from app.desktop.records.drafts import beginning
from app.desktop.records.record_type import DraftsIn
from app.social.surveys import services_desk

NEW, EDIT = "survey", "survey_edit"
DRAFTS = DraftsIn(services_desk.save_draft, services_desk.delete_draft, services_desk.list_drafts)
NEW_WORDS = N_("New survey")


def words(draft: Draft) -> tuple[str, str]:
    """How a draft is offered: what it is, and when it was kept."""
    number, kept = str(draft.payload.get("number", "")), beginning("", draft.updated_at)
    if draft.form == NEW:
        return tr("{kind}, not saved yet", kind=tr(NEW_WORDS)), kept
    return tr("Change to {number}", number=number), kept
