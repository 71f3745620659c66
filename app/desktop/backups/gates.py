"""What stands at the gate while a backup is brought back, and afterwards?"""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from app.common.dates import show_datetime
from app.common.i18n import N_, tr
from app.desktop.signin.gate import Gate
from app.desktop.signin.recovery_sheet import NAMES
from app.desktop.theme import Tone
from app.desktop.widgets.banner import Banner
from app.desktop.widgets.looks import button, label, text_label
from app.vault.restoring import Restored

WIDTH = 600
# What changes for an account when the vault goes back; the keys are those of `returning.AccountThen.what`.
CHANGES = {
    "revoked_since": N_("{name} ({user}): access had been withdrawn since and is there again. Withdraw it anew."),
    "password_since": N_("{name} ({user}): the password of the backup’s day holds again."),
    "unknown_then": N_("{name} ({user}): has no account in this state. Invite them again."),
    "changed_since": N_("{name} ({user}): the name or level of the backup’s day holds again."),
}
WITHDRAWN_AGAIN = N_("{name} ({user}): access had been withdrawn since; it stays withdrawn.")


class BringingBack(Gate):
    """Nothing can be done meanwhile: the files are prepared beside the vault and change places at the end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            N_("The backup is brought back"),
            N_("Please leave the computer on and the stick connected."),
            width=WIDTH,
            parent=parent,
        )
        self.body.addWidget(
            label(N_("It is copied, opened and verified first. Only then does it take the place of the records."))
        )
        self.wait(tr("Copying and verifying…"))


class BroughtBack(Gate):
    """What was restored, what became of the state before and of the accounts; `left` goes to the sign-in."""

    left = Signal()

    def __init__(self, done: Restored, parent: QWidget | None = None) -> None:
        super().__init__(N_("The backup was brought back"), N_("Everybody is signed out."), width=WIDTH, parent=parent)
        parts = ", ".join(tr(NAMES[part]) for part in done.compartments)
        self.body.addWidget(Banner(tr("Restored and verified: {parts}.", parts=parts), Tone.GOOD))
        self.body.addWidget(text_label(tr("The records lie in {folder}.", folder=str(done.folder))))
        if done.kept is not None:
            self.body.addWidget(
                text_label(
                    tr(
                        "The state before is kept for four weeks as the backup of {when}, under Settings, Backups.",
                        when=show_datetime(done.kept.made_at),
                    )
                )
            )
        if done.accounts:
            self.body.addWidget(label(N_("What changes for accounts"), "label"))
        for each in done.accounts:
            source = WITHDRAWN_AGAIN if each.withdrawn_again else CHANGES[each.what]
            self.body.addWidget(text_label(tr(source, name=each.full_name, user=each.user), "muted"))
        self.enter = button(N_("Sign in"), "primary", clicked=self.left.emit)
        self.body.addWidget(self.enter)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.enter.setFocus()
