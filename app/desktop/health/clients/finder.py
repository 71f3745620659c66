"""What does Ctrl+K find among the clients? A code, or the beginning of one, and nothing else."""

from collections.abc import Sequence

from app.common.i18n import tr
from app.common.text import highlight_spans
from app.desktop.background import Progress
from app.desktop.records.leads import Lead
from app.desktop.records.search import Finder
from app.desktop.shell import Found
from app.desktop.shell.search_palette import Find
from app.health.clients.queries import find_clients
from app.health.clients.services_desk import note_search
from app.vault.session import Session


def search(session: Session) -> Find:
    """What the palette asks, off the window's thread."""

    def find(words: str, progress: Progress) -> Sequence[Found]:
        hits = find_clients(session, words)
        progress.check()
        return [
            Found(
                tr("Clients"),
                hit.code,
                "",
                Lead("health-clients", "open", (hit.client_id,)),
                "person",
                tuple(highlight_spans(hit.code, words)),
                (),
            )
            for hit in hits
        ]

    return find


def note(session: Session, words: str) -> None:
    """That a search was made stands in the audit, never its words."""
    note_search(session, words, len(find_clients(session, words)))


CLIENT_FINDER = Finder(search, note)
