"""Where is what is typed about a case's plan kept, and how is it offered again? Under the case; never with a name."""

from app.common.drafts import Draft
from app.common.i18n import N_, tr
from app.desktop.records.drafts import beginning
from app.desktop.records.record_type import DraftsIn
from app.social.cases import part_drafts
from app.social.support_plans.rules import ACTS

WRITE, STEP = "plan_write", "plan_step:"
DRAFTS = DraftsIn(part_drafts.save_draft, part_drafts.delete_draft, part_drafts.list_drafts)


def is_mine(draft: Draft) -> bool:
    """Whether a draft is about a plan."""
    return draft.form == WRITE or draft.form.startswith(STEP)


def act_of(draft: Draft) -> str:
    """The act that goes on with it."""
    return draft.form.removeprefix(STEP)


def step_label(name: str) -> str:
    """What an act is called (source text)."""
    return ACTS[name].label if name in ACTS else N_("Step")


def words(draft: Draft) -> tuple[str, str]:
    """How a draft is offered: what it is, and when it was kept."""
    number = str(draft.payload.get("number", ""))
    return tr("{step}: {number}", step=tr(step_label(act_of(draft))), number=number), beginning("", draft.updated_at)
