"""Which forms of the services keep drafts, where, and how is a draft offered? What was typed may name somebody."""

from functools import partial
from typing import Any

from app.common.i18n import N_
from app.desktop.records import declared_page
from app.desktop.records.record_type import DraftsIn
from app.social.support_services.acts import ACTS
from app.social.support_services.lives import LIVES
from app.social.support_services.services_desk import DESK, list_drafts

NEW, EDIT, CORRECT, STEP = "service", "service_edit", "service_correct", "service_step:"
DRAFTS = DraftsIn(DESK.save_draft, DESK.delete_draft, list_drafts)
NEW_WORDS = N_("New support")
# A step that several kinds know is called as the first of them calls it.
_STEPS = [pair for life in LIVES.values() for pair in life.steps.items()]
STEPS: dict[str, Any] = {**{name: step for (_, name), step in reversed(_STEPS)}, **ACTS}
step_label = partial(declared_page.step_label, STEPS)
words = partial(declared_page.draft_words, NEW, NEW_WORDS, "", STEPS)
