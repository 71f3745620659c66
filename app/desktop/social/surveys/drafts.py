"""Which forms of the surveys keep drafts, where, and how is a draft offered again?"""

from functools import partial

from app.common.i18n import N_
from app.desktop.records import declared_page
from app.social.surveys.rules import ACTS
from app.social.surveys.services import DESK

NEW = "survey"
NEW_WORDS = N_("New survey")
DRAFTS = declared_page.drafts_in(DESK)
words = partial(declared_page.draft_words, NEW, NEW_WORDS, "", ACTS)
