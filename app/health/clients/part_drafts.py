"""Where do the parts of a client's page (counselling, tests, care) keep what is being typed? Under the client's own id.

They have a kind of their own, so that nobody takes them for a draft of the record; its erasure deletes them.
"""

from app.common.desk import Desk
from app.health.models import Draft, SavedFilter
from app.vault.compartments import Compartment

PARTS_KIND = "client_parts"
DESK = Desk(
    PARTS_KIND, Compartment.HEALTH, Draft, SavedFilter, typing="health-clients.edit", listing="health-clients.list"
)
save_draft, delete_draft, list_drafts = DESK.save_draft, DESK.delete_draft, DESK.list_drafts
