"""Which forms of the loans keep drafts, where, and how is a draft offered again? What was typed may name somebody."""

from functools import partial

from app.common.i18n import N_
from app.desktop.records import declared_page
from app.social.loans.rules import ACTS, TRANSITIONS
from app.social.loans.services import DESK

NEW, EDIT, STEP = "loan", "loan_edit", "loan_step:"
NEW_WORDS = N_("New loan application")
DRAFTS = declared_page.drafts_in(DESK)
STEPS: dict[str, declared_page.Labelled] = {**{step.name: step for step in TRANSITIONS.values()}, **ACTS}
step_label = partial(declared_page.step_label, STEPS)
words = partial(declared_page.draft_words, NEW, NEW_WORDS, "", STEPS)
