"""How are name and contact of a client shown? For a reason, audited first; until another record or a lock."""

from typing import Any

from app.common.i18n import N_, tr
from app.desktop.background import run
from app.desktop.health.clients.parts import PARTS
from app.desktop.records.page_parts import Opened, opened_with
from app.desktop.records.record_type import Then
from app.desktop.widgets import AskReason, privacy
from app.health.clients import services
from app.health.clients.values import ClientDetail
from app.vault.session import Session


def ask(page: Any, session: Session, detail: ClientDetail, _then: Then) -> None:
    """Ask why, then show; of a client that is shown already, hide it again."""
    pane = page.detail
    if detail.revealed:
        pane.cover()
        return
    asked = AskReason(
        page.window(),
        tr("Show name and contact of {code}?", code=detail.code),
        tr(
            "They were left in confidence. Your name and the time are kept in the audit; the reason stands in this"
            " record alone."
        ),
        do=N_("Show"),
    )

    def show(reason: str) -> None:
        privacy().hide_names(False)

        def read(_progress: object) -> Opened:
            return opened_with(lambda session, client_id: services.reveal(session, client_id, reason), PARTS)(
                session, detail.id
            )

        run(pane, read, pane.show_opened)

    asked.given.connect(show)
    asked.open()
