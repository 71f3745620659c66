"""What does a person keep at the desk for the register? Drafts sealed to them, saved filters; and searches noted."""

from app.common.desk import Desk
from app.registry.establishments.terms import KIND
from app.registry.models import Draft, SavedFilter
from app.vault.compartments import Compartment

DESK = Desk(KIND, Compartment.REGISTRY, Draft, SavedFilter, typing="establishments.list", listing="establishments.list")
save_draft, delete_draft, list_drafts = DESK.save_draft, DESK.delete_draft, DESK.list_drafts
save_filter, delete_filter, list_filters = DESK.save_filter, DESK.delete_filter, DESK.list_filters
note_search = DESK.note_search
