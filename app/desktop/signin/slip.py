"""How does an invited person get the one-time password? A slip of paper for each, shown once and printed."""

from collections.abc import Sequence
from html import escape

from PySide6.QtGui import QFont, QTextDocument
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.common.permissions import UNIT_NAMES
from app.desktop.signin import paper
from app.desktop.signin.recovery_sheet import MONO
from app.desktop.theme import theme
from app.desktop.widgets.looks import button, label, surface, text_label
from app.registry.keys_in_words import good_until
from app.vault.membership import Invitation


def document(invitations: Sequence[Invitation]) -> QTextDocument:
    """The slips one under another, with lines to cut along."""
    made = QTextDocument()
    made.setDefaultFont(QFont("Noto Sans", 11))
    made.setHtml("<hr>".join(_slip(invitation) for invitation in invitations))
    return made


def _slip(invitation: Invitation) -> str:
    account = invitation.account
    return (
        f"<h2 style='margin-bottom:0;'>{escape(account.full_name)}</h2>"
        f"<p style='margin-top:0; color:#444;'>{escape(tr(UNIT_NAMES[account.unit]))}</p>"
        f"<p>{escape(tr('User name'))}: <b>{escape(account.user)}</b></p>"
        f"<p>{escape(tr('One-time password'))}:</p>"
        f'<p style="font-family:{MONO}; font-size:22pt;" align="center">{escape(invitation.password)}</p>'
        f"<p>{escape(good_until(invitation))}</p>"
        f"<p>{escape(tr('Sign in with it once and choose a password of your own; then tear this slip up.'))}</p>"
    )


def codes_label(text: str) -> QWidget:
    """A code on the screen, big enough to copy by hand."""
    made = text_label(text, wrap=False)
    made.setStyleSheet(f"font-family: {MONO}; font-size: {theme().font('title').pointSizeF():.1f}pt;")
    return made


class InvitationSlip(QDialog):
    """Name, user name, one-time password; print or copy by hand. Closing it forgets the password."""

    def __init__(self, invitations: Sequence[Invitation], parent: QWidget) -> None:
        super().__init__(parent)
        self._invitations = tuple(invitations)
        self.setWindowTitle(tr("One-time password"))
        self.setModal(True)
        self.setMinimumWidth(theme().px(480))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*(theme().px(24),) * 4)
        inside.setSpacing(theme().px(12))
        inside.addWidget(text_label(tr("One-time password"), "section"))
        inside.addWidget(label(N_("Hand it over in person. It is shown only now and is kept nowhere else."), "muted"))
        for invitation in self._invitations:
            card = surface("card")
            column = QVBoxLayout(card)
            column.setContentsMargins(*(theme().px(16),) * 4)
            column.addWidget(text_label(invitation.account.full_name, "label"))
            column.addWidget(text_label(tr("User name: {user}", user=invitation.account.user)))
            column.addWidget(codes_label(invitation.password))
            column.addWidget(text_label(good_until(invitation), "small"))
            inside.addWidget(card)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(N_("Close"), clicked=self.accept))
        self.print = button(N_("Print the slip…"), "primary", "print", clicked=self._print)
        row.addWidget(self.print)
        inside.addLayout(row)
        self.print.setFocus()

    def _print(self) -> None:
        paper.preview(self, document(self._invitations), tr("One-time password"))
