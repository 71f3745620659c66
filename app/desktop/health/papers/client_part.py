"""What do the papers bring to a client's page? One act, “Print” (Ctrl+P): card, slips and forms, all by code."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.common.i18n import N_
from app.common.permissions import may
from app.common.steps import Possible
from app.desktop.background import run
from app.desktop.health.clients.act_lines import ActLines
from app.desktop.health.clients.sections import asks
from app.desktop.health.papers import offers
from app.desktop.records.detail_pane import DetailPane
from app.desktop.records.page_parts import Opened, PagePart
from app.desktop.records.record_type import Section, Then
from app.health.clients.values import ClientDetail
from app.health.papers import services as papers
from app.health.papers.services import Printable
from app.vault.session import Session

KEY, PRINT = "papers", "print"


def _sections(_session: Session, pane: DetailPane) -> Sequence[Section]:
    """The button at its own place: a card is wanted at each first visit, and nobody looks for it under “More”."""
    act = asks(pane)
    lines = ActLines(N_("Print card, slips and forms…"), lambda: act(PRINT), icon="print")

    def show(opened: Opened) -> bool:
        return lines.show_lines([], may_add=any(each.name == PRINT and each.allowed for each in opened.detail.acts))

    return [Section(N_("Papers for the client"), lines, show)]


def _offered(session: Session, _detail: ClientDetail, can: Printable) -> Sequence[Possible]:
    if not can.card or not may(session, "health-clients.print"):
        return ()
    return (Possible(PRINT, N_("Print card, slips and forms"), ()),)


def _print(page: QWidget, session: Session, detail: ClientDetail, then: Then) -> None:
    """Ask which; a print leaves a line in the timeline, which the page shows afterwards."""

    def show(can: Printable) -> None:
        dialog = offers.choose(page, session, detail, can)
        if dialog is not None:
            dialog.finished.connect(lambda _result: then(None))

    run(page, lambda _progress: papers.printable(session, detail.id), show)


PAPERS_PART = PagePart(
    key=KEY,
    read=papers.printable,
    sections=_sections,
    offered=_offered,
    acts={PRINT: _print},
    icons={PRINT: "print"},
)
