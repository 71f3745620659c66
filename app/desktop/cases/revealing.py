"""How is the person of a case shown? For a reason, audited first; until another case, hidden names, a lock."""

from typing import Any

from app.common.i18n import N_, tr
from app.desktop.background import run
from app.desktop.cases.parts import PARTS
from app.desktop.records.page_parts import Opened, revealed_with
from app.desktop.records.record_type import Then
from app.desktop.widgets import AskReason, privacy
from app.social.cases import services
from app.social.cases.values import CaseDetail
from app.vault.session import Session


def read_revealed(session: Session, case_id: int) -> Opened:
    """The case again as it is shown now; masked once the reason was given too long ago."""
    return revealed_with(services.read_revealed, PARTS)(session, case_id)


def ask(page: Any, session: Session, detail: CaseDetail, _then: Then) -> None:
    """Ask why, then show; of a case that is shown already, hide it again."""
    pane = page.detail
    if detail.revealed:
        pane.cover()
        return
    asked = AskReason(
        page.window(),
        tr("Show who the person of {code} is?", code=detail.code),
        tr("The person asked for help in confidence. Your name, the time and the reason are kept in the audit."),
        do=N_("Show the person"),
    )

    def show(reason: str) -> None:
        privacy().hide_names(False)

        def read(_progress: object) -> Opened:
            def shown(session: Session, case_id: int) -> CaseDetail:
                return services.show_revealed(session, case_id, reason)

            return revealed_with(shown, PARTS)(session, detail.id)

        run(pane, read, pane.show_opened)

    asked.given.connect(show)
    asked.open()
