"""What does a person keep at the desk of the visits? Filters of the list, searches noted by how many they found."""

from app.common.desk import Desk
from app.social.models import Draft, SavedFilter
from app.social.visits.terms import KIND
from app.vault.compartments import Compartment

DESK = Desk(KIND, Compartment.SOCIAL, Draft, SavedFilter, typing="visits.edit", listing="visits.list")
save_filter, delete_filter, list_filters = DESK.save_filter, DESK.delete_filter, DESK.list_filters
note_search = DESK.note_search
