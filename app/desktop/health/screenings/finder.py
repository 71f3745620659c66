"""What does Ctrl+K find of tests? Tests by number or by a client's code; never a result."""

from collections.abc import Sequence

from app.common.i18n import tr
from app.common.text import highlight_spans
from app.desktop.background import Progress
from app.desktop.records.leads import Lead
from app.desktop.records.search import Finder
from app.desktop.shell import Found
from app.desktop.shell.search_palette import Find
from app.health.screenings.queries import find_screenings
from app.health.screenings.services_desk import note_search
from app.vault.session import Session

MOST = 20


def find(session: Session) -> Find:
    """What the palette asks, off the window's thread."""

    def found(words: str, progress: Progress) -> Sequence[Found]:
        hits = find_screenings(session, words, MOST)
        progress.check()
        return [
            Found(
                tr("Screening tests"),
                hit.number,
                hit.client,
                Lead("screenings", "open", (hit.screening_id,)),
                "test",
                tuple(highlight_spans(hit.number, words)),
                tuple(highlight_spans(hit.client, words)),
            )
            for hit in hits
        ]

    return found


def note(session: Session, words: str) -> None:
    """That a search led somewhere stands in the audit, with how many it found and without the words."""
    note_search(session, words, len(find_screenings(session, words, MOST)))


SCREENING_FINDER = Finder(find, note)
