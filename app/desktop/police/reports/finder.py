"""What does Ctrl+K find among the reports? Under the name of each kind; a snippet may hold a name."""

from app.common.records.indexed import Found
from app.desktop.records import declared_page
from app.police.reports.declared import DESK, REPORTS
from app.police.reports.queries import search_reports
from app.police.reports.terms import KIND_NAMES, SYMBOLS

_KINDS = {symbol: KIND_NAMES[kind] for kind, symbol in SYMBOLS.items()}


def _kind(found: Found) -> str:
    return _KINDS.get(found.number.rpartition("/")[2], REPORTS.many)


REPORT_FINDER = declared_page.finder(
    REPORTS, "reports", "reports", search_reports, lambda found: found.snippet, DESK.note_search, _kind, personal=True
)
