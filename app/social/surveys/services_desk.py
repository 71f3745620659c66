"""What does a person keep at the desk of needs surveys? Drafts sealed to their own account, saved filters."""

from app.common.desk import Desk
from app.social.models import Draft, SavedFilter
from app.social.surveys.terms import KIND
from app.vault.compartments import Compartment

DESK = Desk(KIND, Compartment.SOCIAL, Draft, SavedFilter, typing="needs-surveys.enter", listing="needs-surveys.list")
save_draft, delete_draft, list_drafts = DESK.save_draft, DESK.delete_draft, DESK.list_drafts
save_filter, delete_filter, list_filters = DESK.save_filter, DESK.delete_filter, DESK.list_filters
note_search = DESK.note_search
