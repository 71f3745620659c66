"""How is a case erased from its page? A step that cannot be undone, then the certificate."""

from typing import Any

from app.desktop.records import step_dialog
from app.desktop.records.certificate import CertificateView
from app.desktop.records.drafts import tell_views
from app.desktop.social.cases.steps import STEPS
from app.social.cases.values import CaseDetail
from app.social.keeping.erasure import Certificate
from app.vault.session import Session


def ask(page: Any, session: Session, detail: CaseDetail) -> None:
    """Ask for the reason with all that goes in view; then show the certificate."""

    def done(certificate: Certificate) -> None:
        page.detail.close_record()
        tell_views(None)
        page.done(certificate)
        CertificateView(page.window(), certificate).open()

    step_dialog.ask(page, session, detail, "erase", STEPS, done)
