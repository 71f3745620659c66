"""What does Ctrl+K find among the group sessions? By number, place, village or staff."""

from collections.abc import Sequence

from app.common.dates import show_date
from app.common.i18n import tr
from app.common.text import highlight_spans
from app.desktop.background import Progress
from app.desktop.records.leads import Lead
from app.desktop.records.search import Finder
from app.desktop.shell import Found
from app.desktop.shell.search_palette import Find
from app.health.group_sessions import services_desk
from app.health.group_sessions.queries import search_sessions
from app.vault.session import Session

MOST = 50


def find_sessions(session: Session) -> Find:
    """What the palette asks for this person, off the window's thread."""

    def find(words: str, progress: Progress) -> Sequence[Found]:
        hits = search_sessions(session, words, MOST)
        progress.check()
        return [
            Found(
                tr("Group sessions"),
                hit.number,
                (said := f"{show_date(hit.on)} · {hit.place}"),
                Lead("health_sessions", "open", (hit.id,)),
                "sessions",
                tuple(highlight_spans(hit.number, words)),
                tuple(highlight_spans(said, words)),
            )
            for hit in hits
        ]

    return find


def note(session: Session, words: str) -> None:
    """That a search led somewhere stands in the audit, with how many it found."""
    services_desk.note_search(session, words, len(search_sessions(session, words, MOST)))


SESSION_FINDER = Finder(find_sessions, note)
