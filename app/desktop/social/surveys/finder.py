"""What does Ctrl+K find among the needs surveys? Their numbers, villages, surveyors, words of the remark."""

from collections.abc import Sequence

from app.common.i18n import tr
from app.common.text import highlight_spans
from app.desktop.background import Progress
from app.desktop.records.leads import Lead
from app.desktop.records.search import Finder
from app.desktop.shell import Found
from app.desktop.shell.search_palette import Find
from app.social.surveys.queries import search_surveys
from app.social.surveys.services_desk import note_search
from app.social.surveys.terms import KIND
from app.vault.session import Session

MOST = 50


def find_surveys(session: Session) -> Find:
    """What the palette asks, off the window's thread."""

    def find(words: str, progress: Progress) -> Sequence[Found]:
        hits = search_surveys(session, words, MOST)
        progress.check()
        return [
            Found(
                tr("Needs surveys"),
                hit.number,
                hit.snippet,
                Lead(KIND, "open", (hit.id,)),
                "survey",
                tuple(highlight_spans(hit.number, words)),
                tuple(highlight_spans(hit.snippet, words)),
            )
            for hit in hits
        ]

    return find


def note(session: Session, words: str) -> None:
    """That a search led somewhere stands in the audit, with how many it found."""
    note_search(session, words, len(search_surveys(session, words, MOST)))


SURVEY_FINDER = Finder(find_surveys, note)
