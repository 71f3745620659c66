"""What does a person keep at the desk for loans? Drafts sealed to their own account, filters, searches noted."""

from app.common.desk import Desk
from app.social.loans.terms import KIND
from app.social.models import Draft, SavedFilter
from app.vault.compartments import Compartment

DESK = Desk(KIND, Compartment.SOCIAL, Draft, SavedFilter, typing="loans.edit", listing="loans.list")
save_draft, delete_draft, list_drafts = DESK.save_draft, DESK.delete_draft, DESK.list_drafts
save_filter, delete_filter, list_filters = DESK.save_filter, DESK.delete_filter, DESK.list_filters
note_search = DESK.note_search
