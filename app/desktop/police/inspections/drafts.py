"""Which forms of the inspections keep drafts, where, and how is a draft offered again?"""

from functools import partial

from app.common.i18n import N_
from app.desktop.records import declared_page
from app.police.inspections.declared import DESK
from app.police.inspections.rules import ACTS, TRANSITIONS

NEW, MINUTES, EDIT, CORRECT = "inspection", "inspection_minutes", "inspection_edit", "inspection_correct"
STEP = "inspection_step:"
DRAFTS = declared_page.drafts_in(DESK)
STEPS: dict[str, declared_page.Labelled] = {**{name: step for (_, name), step in TRANSITIONS.items()}, **ACTS}
step_label = partial(declared_page.step_label, STEPS)
_OTHERS = {
    NEW: N_("Unannounced inspection, not saved yet"),
    CORRECT: N_("Correction of {number}"),
    MINUTES: N_("Minutes of {number}"),
    EDIT: N_("Minutes of {number}"),
}
words = partial(declared_page.draft_words, "", "", "", STEPS, prefix=STEP, others=_OTHERS)
