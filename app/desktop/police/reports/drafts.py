"""Which forms of the reports keep drafts, where, and how is a draft offered again?"""

from functools import partial

from app.common.drafts import Draft
from app.common.i18n import N_
from app.desktop.records import declared_page
from app.police.reports.declared import DESK
from app.police.reports.rules import ACTS, TRANSITIONS
from app.police.reports.terms import KIND_NAMES, ReportKind

# The forms that keep drafts; a step's is "step:conclude".
NEW, EDIT, CORRECT, STEP = "report", "report_edit", "report_correct", "step:"
DRAFTS = declared_page.drafts_in(DESK)
STEPS: dict[str, declared_page.Labelled] = {**{name: step for (_, name), step in TRANSITIONS.items()}, **ACTS}
step_label = partial(declared_page.step_label, STEPS)


def words(draft: Draft) -> tuple[str, str]:
    """How a draft is offered: what it is, and how its text begins with when it was kept."""
    kind = draft.payload.get("values", {}).get("kind")
    new = KIND_NAMES[ReportKind(kind)] if kind else N_("New report")
    others = {CORRECT: N_("Correction of {number}")}
    return declared_page.draft_words(NEW, new, "content", STEPS, draft, prefix=STEP, others=others)
