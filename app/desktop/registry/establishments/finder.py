"""What does Ctrl+K find in the register of establishments? The same for every unit."""

from collections.abc import Sequence

from app.common.i18n import tr
from app.common.text import highlight_spans
from app.desktop.background import Progress
from app.desktop.records.leads import Lead
from app.desktop.records.search import Finder
from app.desktop.shell import Found
from app.desktop.shell.search_palette import Find
from app.desktop.widgets import privacy
from app.registry.establishments import services_desk
from app.registry.establishments.queries import search_establishments
from app.vault.session import Session

MOST = 50


def find_establishments(session: Session) -> Find:
    """What the palette asks for this person, off the window's thread."""

    def find(words: str, progress: Progress) -> Sequence[Found]:
        hits = search_establishments(session, words, MOST)
        progress.check()
        hidden = privacy().hidden
        return [
            Found(
                tr("Establishments"),
                hit.number,
                "" if hidden else hit.snippet,  # a snippet may hold the owner's name
                Lead("establishments", "open", (hit.id,)),
                "folder",
                tuple(highlight_spans(hit.number, words)),
                () if hidden else tuple(highlight_spans(hit.snippet, words)),
            )
            for hit in hits
        ]

    return find


def note(session: Session, words: str) -> None:
    """That a search led somewhere stands in the audit, with how many it found."""
    services_desk.note_search(session, words, len(search_establishments(session, words, MOST)))


ESTABLISHMENT_FINDER = Finder(find_establishments, note)
