"""How is the person of a case shown? For a reason, audited first; until another case, hidden names, a lock."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt

from app.common.i18n import N_, tr
from app.desktop.background import run
from app.desktop.records.page_parts import Opened, revealed_with
from app.desktop.records.record_type import Then
from app.desktop.social.cases.parts import PARTS
from app.desktop.widgets import AskReason, privacy
from app.social.cases import services
from app.social.cases.values import CaseDetail
from app.vault.session import Session


def read_revealed(session: Session, case_id: int) -> Opened:
    """The case again as it is shown now; masked once the reason was given too long ago."""
    return revealed_with(services.read_revealed, PARTS)(session, case_id)


def ask(page: Any, session: Session, detail: CaseDetail, _then: Then) -> None:
    """Ask why, then show; of a case that is shown already, hide it again."""
    if detail.revealed:
        page.detail.cover()
    else:
        ask_then(page, session, detail, lambda _shown: None)


def ask_then(page: Any, session: Session, detail: CaseDetail, then: Callable[[CaseDetail], object]) -> None:
    """Ask why, show the person on the page, and go on with what needs them shown."""
    pane = page.detail
    asked = AskReason(
        page.window(),
        tr("Show who the person of {code} is?", code=detail.code),
        tr("The person asked for help in confidence. Your name, the time and the reason are kept in the audit."),
        do=N_("Show the person"),
    )

    def reveal(reason: str) -> None:
        privacy().hide_names(False)

        def read(_progress: object) -> Opened:
            def shown(session: Session, case_id: int) -> CaseDetail:
                return services.show_revealed(session, case_id, reason)

            return revealed_with(shown, PARTS)(session, detail.id)

        def arrived(opened: Opened) -> None:
            pane.show_opened(opened)
            then(opened.detail)

        run(pane, read, arrived)

    asked.given.connect(reveal)
    asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    asked.open()
