"""What does a person keep at the desk for the supplies? Drafts sealed to them, saved filters; and searches noted."""

from app.common.desk import Desk
from app.health.models import Draft, SavedFilter
from app.health.supplies.terms import KIND
from app.vault.compartments import Compartment

DESK = Desk(KIND, Compartment.HEALTH, Draft, SavedFilter, typing="supplies.list", listing="supplies.list")
save_draft, delete_draft, list_drafts = DESK.save_draft, DESK.delete_draft, DESK.list_drafts
save_filter, delete_filter, list_filters = DESK.save_filter, DESK.delete_filter, DESK.list_filters
note_search = DESK.note_search
