"""What does Ctrl+K find among the cases? By a person's own words it finds the code, and shows no text."""

from collections.abc import Sequence

from app.common.i18n import tr
from app.common.text import highlight_spans
from app.desktop.background import Progress
from app.desktop.records.leads import Lead
from app.desktop.records.search import Finder
from app.desktop.shell import Found
from app.desktop.shell.search_palette import Find
from app.desktop.widgets import privacy
from app.social.cases.queries import find_cases
from app.social.cases.services_desk import note_search
from app.vault.session import Session


def search(session: Session) -> Find:
    """What the palette asks, off the window's thread."""

    def find(words: str, progress: Progress) -> Sequence[Found]:
        hits = find_cases(session, words)
        progress.check()
        hidden = privacy().hidden
        return [
            Found(
                tr("Support cases"),
                hit.code,
                "" if hidden else hit.snippet,
                Lead("cases", "open", (hit.case_id,)),
                "person",
                tuple(highlight_spans(hit.code, words)),
                () if hidden else tuple(highlight_spans(hit.snippet, words)),
            )
            for hit in hits
        ]

    return find


def note(session: Session, words: str) -> None:
    """The words that led somewhere stand in the audit under the keys of the cases found."""
    note_search(session, words, len(find_cases(session, words)))


CASE_FINDER = Finder(search, note)
