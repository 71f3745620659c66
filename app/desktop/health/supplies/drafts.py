"""Which forms of the supplies keep drafts, where, and how is a draft offered again?"""

from app.common.dates import show_datetime
from app.common.drafts import Draft
from app.common.i18n import N_, tr
from app.desktop.records.drafts import beginning
from app.desktop.records.record_type import DraftsIn
from app.health.supplies import services_desk
from app.health.supplies.rules import ACTS

NEW, EDIT, STEP = "supply", "supply_edit", "supply_step:"
DRAFTS = DraftsIn(services_desk.save_draft, services_desk.delete_draft, services_desk.list_drafts)


def step_label(name: str) -> str:
    """What an act is called (source text)."""
    return ACTS[name].label if name in ACTS else N_("Step")


def words(draft: Draft) -> tuple[str, str]:
    """How a draft is offered: what it is, and how its text begins with when it was kept."""
    number = str(draft.payload.get("number", ""))
    name = beginning(str(draft.payload.get("values", {}).get("name") or ""), draft.updated_at)
    if draft.form == NEW:
        return tr("{kind}, not saved yet", kind=tr("New item")), name
    if draft.form.startswith(STEP):
        label = tr(step_label(draft.form.removeprefix(STEP)))
        kept = tr("Kept at {when}", when=show_datetime(draft.updated_at))
        return tr("{step}: {number}", step=label, number=number), kept
    return tr("Change to {number}", number=number), name
