"""What does the certificate of an erasure say? What was erased, when, by whom; nothing of the person."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.common.dates import show_datetime
from app.common.i18n import N_, tr
from app.desktop.theme import theme
from app.desktop.widgets import Facts, button, label, text_label


class Certificate(Protocol):
    """What a unit's certificate tells."""

    @property
    def code(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def by(self) -> str: ...
    @property
    def ground(self) -> str: ...
    @property
    def counts(self) -> dict[str, int]: ...
    @property
    def backups(self) -> tuple[str, ...]: ...


GROUNDS: dict[str, str] = {
    "withdrawal": N_("Withdrawal of the consent"),
    "request": N_("Decision of the lead"),
}


def certificate_facts(certificate: Certificate) -> Sequence[tuple[str, str | None]]:
    """What a certificate says; nothing of the person."""
    rows = sum(certificate.counts.values())
    return [
        (N_("Code of the record"), certificate.code),
        (N_("Erased at"), show_datetime(certificate.at)),
        (N_("Erased by"), certificate.by),
        (N_("Ground"), tr(GROUNDS.get(certificate.ground, certificate.ground))),
        (N_("Records removed or emptied"), str(rows)),
        (N_("Backups replaced"), "\n".join(certificate.backups) or tr("none")),
    ]


class CertificateView(QDialog):
    """What was erased, when, by whom; what still has to be done by hand."""

    def __init__(self, parent: QWidget | None, certificate: Certificate) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Certificate of erasure"))
        self.setMinimumWidth(theme().px(520))
        facts = Facts()
        facts.show_facts(certificate_facts(certificate))
        self.keep = button(N_("Close"), clicked=self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.keep)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*(theme().px(24),) * 4)
        inside.setSpacing(theme().px(12))
        inside.addWidget(label(N_("Certificate of erasure"), "title"))
        inside.addWidget(text_label(tr("Nothing of the person is left in the vault’s folder on this computer.")))
        inside.addWidget(facts)
        by_hand = tr("Destroy by hand: backups on other media from before this day, papers, exported files.")
        inside.addWidget(text_label(by_hand, "muted"))
        inside.addLayout(foot)
        self.keep.setFocus()
