"""What does Ctrl+K find among the visits? Their numbers, and those of a case by its code; no word of theirs."""

from collections.abc import Sequence

from app.common.dates import show_date
from app.common.i18n import tr
from app.common.permissions import may
from app.common.text import highlight_spans
from app.desktop.background import Progress
from app.desktop.records.leads import Lead
from app.desktop.records.search import Finder
from app.desktop.shell import Found
from app.desktop.shell.search_palette import Find
from app.social.visits.queries import Sort, VisitFilter, list_visits
from app.social.visits.services_desk import note_search
from app.social.visits.terms import VISIT_STATE_NAMES
from app.vault.session import Session

MOST = 20


def find_visits(session: Session) -> Find:
    """What the palette asks, off the window's thread."""

    def find(words: str, progress: Progress) -> Sequence[Found]:
        if not may(session, "visits.open"):
            return []
        rows = list_visits(session, VisitFilter(text=words), Sort.NEWEST, limit=MOST).rows if words.strip() else ()
        progress.check()
        return [
            Found(
                tr("Follow-up visits"),
                row.number,
                f"{show_date(row.day)} · {tr(VISIT_STATE_NAMES[row.state])}",
                Lead("visits", "open", (row.id,)),
                "calendar",
                tuple(highlight_spans(row.number, words)),
                (),
            )
            for row in rows
        ]

    return find


def note(session: Session, words: str) -> None:
    """That a search led somewhere stands in the audit, with how many it found."""
    note_search(session, words, len(list_visits(session, VisitFilter(text=words), Sort.NEWEST, limit=MOST).rows))


VISIT_FINDER = Finder(find_visits, note)
