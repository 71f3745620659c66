"""What does a person keep at the desk for clients? Drafts sealed to their own account, saved filters, searches."""

from app.common.desk import Desk
from app.health.clients.terms import KIND
from app.health.models import Draft, SavedFilter
from app.vault.compartments import Compartment

DESK = Desk(KIND, Compartment.HEALTH, Draft, SavedFilter, typing="health-clients.intake", listing="health-clients.list")
save_draft, delete_draft, list_drafts = DESK.save_draft, DESK.delete_draft, DESK.list_drafts
save_filter, delete_filter, list_filters = DESK.save_filter, DESK.delete_filter, DESK.list_filters
note_search = DESK.note_search
