"""What does Ctrl+K find among the inspections?"""

from collections.abc import Sequence

from app.common.i18n import tr
from app.common.text import highlight_spans
from app.desktop.background import Progress
from app.desktop.records.leads import Lead
from app.desktop.records.search import Finder
from app.desktop.shell import Found
from app.desktop.shell.search_palette import Find
from app.desktop.widgets import privacy
from app.police.inspections.queries import search_inspections
from app.police.inspections.services_desk import note_search
from app.vault.session import Session


def find_inspections(session: Session) -> Find:
    """What the palette asks, off the window's thread."""

    def find(words: str, progress: Progress) -> Sequence[Found]:
        hits = search_inspections(session, words)
        progress.check()
        hidden = privacy().hidden
        return [
            Found(
                tr("Inspections"),
                hit.number,
                "" if hidden else hit.snippet,
                Lead("inspections", "open", (hit.id,)),
                "calendar",
                tuple(highlight_spans(hit.number, words)),
                () if hidden else tuple(highlight_spans(hit.snippet, words)),
            )
            for hit in hits
        ]

    return find


def note(session: Session, words: str) -> None:
    """The words that led somewhere stand in the audit, with how many they found."""
    note_search(session, words, len(search_inspections(session, words)))


INSPECTION_FINDER = Finder(find_inspections, note)
