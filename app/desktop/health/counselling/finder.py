"""What does Ctrl+K find of counselling? Sessions by number or by a client's code; nothing of what was said."""

from collections.abc import Sequence

from app.common.i18n import tr
from app.common.text import highlight_spans
from app.desktop.background import Progress
from app.desktop.records.leads import Lead
from app.desktop.records.search import Finder
from app.desktop.shell import Found
from app.desktop.shell.search_palette import Find
from app.health.counselling.queries import find_sessions
from app.health.counselling.services_desk import note_search
from app.vault.session import Session

MOST = 20


def find(session: Session) -> Find:
    """What the palette asks, off the window's thread."""

    def found(words: str, progress: Progress) -> Sequence[Found]:
        hits = find_sessions(session, words, MOST)
        progress.check()
        return [
            Found(
                tr("Counselling sessions"),
                hit.number,
                hit.client,
                Lead("counselling", "open", (hit.session_id,)),
                "talk",
                tuple(highlight_spans(hit.number, words)),
                tuple(highlight_spans(hit.client, words)),
            )
            for hit in hits
        ]

    return found


def note(session: Session, words: str) -> None:
    """That a search led somewhere stands in the audit, with how many it found and without the words."""
    note_search(session, words, len(find_sessions(session, words, MOST)))


COUNSELLING_FINDER = Finder(find, note)
