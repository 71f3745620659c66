"""What does Ctrl+K find among the loans? Their numbers, their cases' codes, their programmes; nobody's name."""

from collections.abc import Sequence

from app.common.i18n import tr
from app.common.text import highlight_spans
from app.desktop.background import Progress
from app.desktop.records.leads import Lead
from app.desktop.records.search import Finder
from app.desktop.shell import Found
from app.desktop.shell.search_palette import Find
from app.social.loans.queries import search_loans
from app.social.loans.services_desk import note_search
from app.vault.session import Session


def find_loans(session: Session) -> Find:
    """What the palette asks, off the window's thread."""

    def find(words: str, progress: Progress) -> Sequence[Found]:
        rows = search_loans(session, words)
        progress.check()
        found = []
        for row in rows:
            beside = f"{row.case} · {row.programme_name}"
            found.append(
                Found(
                    tr("Loans"),
                    row.number,
                    beside,
                    Lead("loans", "open", (row.id,)),
                    "money",
                    tuple(highlight_spans(row.number, words)),
                    tuple(highlight_spans(beside, words)),
                )
            )
        return found

    return find


def note(session: Session, words: str) -> None:
    """That a search led somewhere stands in the audit, with how many it found."""
    note_search(session, words, len(search_loans(session, words)))


LOAN_FINDER = Finder(find_loans, note)
