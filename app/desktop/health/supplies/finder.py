"""What does Ctrl+K find among the supplies? Items by number, name or lot."""

from collections.abc import Sequence

from app.common.i18n import tr
from app.common.text import highlight_spans
from app.desktop.background import Progress
from app.desktop.records.leads import Lead
from app.desktop.records.search import Finder
from app.desktop.shell import Found
from app.desktop.shell.search_palette import Find
from app.health.supplies import services_desk
from app.health.supplies.queries import search_supplies
from app.vault.session import Session

MOST = 50


def find_supplies(session: Session) -> Find:
    """What the palette asks for this person, off the window's thread."""

    def find(words: str, progress: Progress) -> Sequence[Found]:
        hits = search_supplies(session, words, MOST)
        progress.check()
        return [
            Found(
                tr("Supplies"),
                hit.number,
                hit.name,
                Lead("supplies", "open", (hit.id,)),
                "supplies",
                tuple(highlight_spans(hit.number, words)),
                tuple(highlight_spans(hit.name, words)),
            )
            for hit in hits
        ]

    return find


def note(session: Session, words: str) -> None:
    """That a search led somewhere stands in the audit, with how many it found."""
    services_desk.note_search(session, words, len(search_supplies(session, words, MOST)))


SUPPLY_FINDER = Finder(find_supplies, note)
