"""What does Ctrl+K find among the reports?"""

from collections.abc import Sequence

from app.common.i18n import tr
from app.common.text import highlight_spans
from app.desktop.background import Progress
from app.desktop.records.leads import Lead
from app.desktop.records.search import Finder
from app.desktop.shell import Found
from app.desktop.shell.search_palette import Find
from app.desktop.widgets import privacy
from app.police.reports import services_desk
from app.police.reports.queries import search_reports
from app.police.reports.terms import KIND_NAMES, SYMBOLS, ReportKind
from app.vault.session import Session

MOST = 50
_KINDS: dict[str, ReportKind] = {symbol: kind for kind, symbol in SYMBOLS.items()}


def find_reports(session: Session) -> Find:
    """What the palette asks for this person, off the window's thread: only what they may know."""

    def find(words: str, progress: Progress) -> Sequence[Found]:
        hits = search_reports(session, words, MOST)
        progress.check()
        hidden = privacy().hidden
        groups: dict[str, list[Found]] = {}
        for hit in hits:
            kind = _KINDS.get(hit.number.rpartition("/")[2])
            group = tr(KIND_NAMES[kind]) if kind else tr("Reports")
            groups.setdefault(group, []).append(
                Found(
                    group,
                    hit.number,
                    "" if hidden else hit.snippet,  # a snippet may hold a name
                    Lead("reports", "open", (hit.id,)),
                    "reports",
                    tuple(highlight_spans(hit.number, words)),
                    () if hidden else tuple(highlight_spans(hit.snippet, words)),
                )
            )
        return [found for group in groups.values() for found in group]

    return find


def note(session: Session, words: str) -> None:
    """The words that led somewhere stand in the audit, with how many they found."""
    services_desk.note_search(session, words, len(search_reports(session, words, MOST)))


REPORT_FINDER = Finder(find_reports, note)
