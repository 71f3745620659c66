"""Where do the parts of a case's page (its plan, its visits) keep what is being typed? Under the case's own id.

They have a kind of their own, so that nobody takes them for a draft of the case; its erasure deletes them (keeping).
"""

from app.common.desk import Desk
from app.social.models import Draft, SavedFilter
from app.vault.compartments import Compartment

PARTS_KIND = "case_parts"
DESK = Desk(PARTS_KIND, Compartment.SOCIAL, Draft, SavedFilter, typing="cases.edit", listing="cases.list")
save_draft, delete_draft, list_drafts = DESK.save_draft, DESK.delete_draft, DESK.list_drafts


def new_of_case(case_id: int) -> str:
    """How the drafts begin of what is no record yet but is begun for a case; erasing the case forgets them, too."""
    return f"case-{case_id}-"
