"""What does Ctrl+K find among the inspections? A snippet may hold a name."""

from app.desktop.records import declared_page
from app.police.inspections.declared import DESK, INSPECTIONS
from app.police.inspections.queries import search_inspections

INSPECTION_FINDER = declared_page.finder(
    INSPECTIONS,
    "inspections",
    "calendar",
    search_inspections,
    lambda found: found.snippet,
    DESK.note_search,
    personal=True,
)
