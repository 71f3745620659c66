"""What does Ctrl+K find in the register of establishments? The same for every unit; a snippet may hold a name."""

from app.desktop.records import declared_page
from app.registry.establishments.declared import DESK, ESTABLISHMENTS
from app.registry.establishments.queries import search_establishments

ESTABLISHMENT_FINDER = declared_page.finder(
    ESTABLISHMENTS,
    "establishments",
    "folder",
    search_establishments,
    lambda found: found.snippet,
    DESK.note_search,
    personal=True,
)
