"""Which forms of the register keep drafts, where, and how is a draft offered again?"""

from functools import partial

from app.common.i18n import N_
from app.desktop.records import declared_page
from app.registry.establishments.declared import DESK
from app.registry.establishments.rules import ACTS, STEPS

NEW, EDIT, STEP = "establishment", "establishment_edit", "establishment_step:"
DRAFTS = declared_page.drafts_in(DESK)
_STEPS: dict[str, declared_page.Labelled] = {**{name: step for (_, name), step in STEPS.items()}, **ACTS}
step_label = partial(declared_page.step_label, _STEPS)
words = partial(declared_page.draft_words, NEW, N_("New establishment"), "name", _STEPS)
