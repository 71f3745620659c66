"""What does a person read above every screen about keys, codes and seals? Told after each sign-in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.desktop.background import run
from app.desktop.police.reports import resealing
from app.desktop.theme import Tone, theme
from app.desktop.widgets.looks import button, text_label
from app.desktop.widgets.page import ReadingArea
from app.registry import accounts
from app.registry.keys_in_words import news_sentence, own_loan
from app.vault.compartments import Compartment
from app.vault.people import Unit

if TYPE_CHECKING:
    from app.desktop.desk import Desk
    from app.vault.session import Session

# So many pieces of news stand in the strip itself; more open in a window of their own.
SHORT = 3


def tell(desk: Desk, session: Session) -> None:
    """The person's own keys on loan, the news, a code in other hands, seals that a new lead cannot open."""
    if mine := own_loan(session):
        desk.notice(mine, Tone.WARN, N_("Claim the keys…"), lambda: _open_own_password(desk))
    _tell_news(desk, session)
    if session.account.unit is Unit.COORDINATION and Compartment.REGISTRY in accounts.without_recovery(session):
        desk.notice(
            tr(
                "The recovery code of the shared register is not Coordination’s own yet. Make one: it replaces the old."
            ),
            Tone.WARN,
            N_("New recovery code"),
            desk.new_sheet,
        )
    if text := resealing.offer(session):
        desk.notice(text, Tone.WARN, N_("Seal anew…"), lambda: resealing.ask(desk.window, session))


def _open_own_password(desk: Desk) -> None:
    desk.ask("settings", "open", "password").ask_claim()


def _tell_news(desk: Desk, session: Session) -> None:
    if not session.news:
        return
    lines = [news_sentence(session, item) for item in session.news]

    def read() -> None:
        """Told once: as soon as the person puts the strip or the window away."""
        run(desk, lambda progress: session.news_read(), lambda _nothing: None)

    if len(lines) <= SHORT:
        desk.notice("\n".join(lines), Tone.WARN).closed.connect(read)
        return
    text = tr("{count} changes to accounts and codes since your last visit.", count=len(lines))

    def show() -> None:
        window = NewsWindow(lines, desk.window)
        window.finished.connect(lambda _code: banner.put_away())
        window.open()

    banner = desk.notice(text, Tone.WARN, N_("Show them"), show)
    banner.closed.connect(read)


class NewsWindow(QDialog):
    """The news, line by line."""

    def __init__(self, lines: list[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Accounts and codes"))
        self.setModal(True)
        self.setMinimumSize(theme().px(560), theme().px(360))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setSpacing(theme().px(12))
        for line in lines:
            column.addWidget(text_label(line))
        column.addStretch(1)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*(theme().px(24),) * 4)
        inside.setSpacing(theme().px(12))
        inside.addWidget(text_label(tr("Accounts and codes"), "section"))
        inside.addWidget(ReadingArea(content), 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(N_("I have read it"), "primary", clicked=self.accept))
        inside.addLayout(row)
