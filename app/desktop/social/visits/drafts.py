"""Where is what is typed about a visit kept, and how is it offered again? Under its case; never with a name."""

from app.common.drafts import Draft
from app.common.i18n import N_, tr
from app.desktop.records.drafts import beginning
from app.desktop.records.record_type import DraftsIn
from app.social.cases import part_drafts
from app.social.visits.rules import ACTS

STEP = "visit_step:"
DRAFTS = DraftsIn(part_drafts.save_draft, part_drafts.delete_draft, part_drafts.list_drafts)


def is_mine(draft: Draft) -> bool:
    """Whether a draft is about a visit."""
    return draft.form.startswith(STEP)


def base(name: str) -> str:
    """The act of `visit_done/5`, which is about the visit with the id 5."""
    return name.removeprefix(STEP).partition("/")[0]


def visit_of(draft: Draft) -> int | None:
    """The id of the visit that a draft is about; None for a new one."""
    which = draft.form.partition("/")[2]
    return int(which) if which.isdigit() else None


def step_label(name: str) -> str:
    """What an act is called (source text)."""
    return ACTS[base(name)].label if base(name) in ACTS else N_("Step")


def words(draft: Draft) -> tuple[str, str]:
    """How a draft is offered: what it is, and when it was kept."""
    number = str(draft.payload.get("number", ""))
    return tr("{step}: {number}", step=tr(step_label(draft.form)), number=number), beginning("", draft.updated_at)
