"""What does Ctrl+K find among the reports, and where does a result lead?"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Slot

from app.common.i18n import tr
from app.common.text import highlight_spans
from app.desktop.background import Progress, run
from app.desktop.desk import Desk
from app.desktop.shell import Found
from app.desktop.shell.search_palette import Find
from app.desktop.widgets import privacy
from app.police.reports import services_desk
from app.police.reports.queries import search_reports
from app.police.reports.terms import KIND_NAMES, SYMBOLS, ReportKind
from app.vault.session import Session

MOST = 50
_KINDS: dict[str, ReportKind] = {symbol: kind for kind, symbol in SYMBOLS.items()}


@dataclass(frozen=True)
class ReportTarget:
    """Where a result leads."""

    report_id: int


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
                    ReportTarget(hit.id),
                    "reports",
                    tuple(highlight_spans(hit.number, words)),
                    () if hidden else tuple(highlight_spans(hit.snippet, words)),
                )
            )
        return [found for group in groups.values() for found in group]

    return find


class SearchAnswers(QObject):
    """Lets a result open its report, and the term that led there stand in the audit; lives as long as its owner."""

    def __init__(self, desk: Desk, owner: QObject) -> None:
        super().__init__(owner)
        self._desk = desk
        desk.window.search_chosen.connect(self.open)
        desk.window.search_settled.connect(self.note)

    @Slot(object)
    def open(self, target: object) -> None:
        if isinstance(target, ReportTarget):
            screen = self._desk.go("reports")
            screen.open(target.report_id)  # type: ignore[attr-defined]

    @Slot(str)
    def note(self, words: str) -> None:
        session = self._desk.session
        if session is not None and words:
            run(
                self,
                lambda progress: services_desk.note_search(session, words, len(search_reports(session, words, MOST))),
                lambda _none: None,
            )
