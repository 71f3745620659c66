"""What does Ctrl+K find among support services? By number, by the code of the case, by kind; nobody is named."""

from collections.abc import Sequence

from app.common.i18n import tr
from app.common.text import fold, highlight_spans
from app.desktop.background import Progress
from app.desktop.records.leads import Lead
from app.desktop.records.search import Finder
from app.desktop.shell import Found
from app.desktop.shell.search_palette import Find
from app.desktop.social.support_services.words import PLACE, kind_words
from app.social.support_services import queries, services_desk
from app.social.support_services.queries import ServiceFilter, Sort
from app.social.support_services.terms import KIND_NAMES, STATE_NAMES
from app.social.support_services.values import ServiceRow
from app.vault.session import Session

MOST = 30


def hits(session: Session, words: str) -> list[ServiceRow]:
    """By number or case; where the words are those of a kind, what is under way of that kind."""
    found = queries.search_services(session, words, MOST)
    wanted = fold(words).strip()
    kinds = frozenset(kind for kind, name in KIND_NAMES.items() if len(wanted) > 2 and wanted in fold(tr(name)))
    if not found and kinds:
        where = ServiceFilter(kinds=kinds, open_only=True)
        found = list(queries.list_services(session, where, Sort.DUE, None, MOST).rows)
    return found


def find_services(session: Session) -> Find:
    """What the palette asks for this person, off the window's thread."""

    def find(words: str, progress: Progress) -> Sequence[Found]:
        rows = hits(session, words)
        progress.check()
        found = []
        for row in rows:
            text = f"{row.case} · {kind_words(row.kind, row.variety)} · {tr(STATE_NAMES[row.state])}"
            found.append(
                Found(
                    tr("Support services"),
                    row.number,
                    text,
                    Lead(PLACE, "open", (row.id,)),
                    "flag",
                    tuple(highlight_spans(row.number, words)),
                    tuple(highlight_spans(text, words)),
                )
            )
        return found

    return find


def note(session: Session, words: str) -> None:
    """That a search led somewhere stands in the audit, with how many it found."""
    services_desk.note_search(session, words, len(hits(session, words)))


SERVICE_FINDER = Finder(find_services, note)
