"""Which paper has an application for a loan? The letter to the lender, once the person agreed to it."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.common.i18n import tr
from app.common.papers import Paper
from app.desktop.documents import Offer, ask
from app.desktop.records.record_type import Then
from app.social.loans.values import LoanDetail
from app.social.papers.kinds import LOAN_LETTER, NAMES
from app.social.papers.letters import loan_letter
from app.vault.session import Session


def _make(session: Session, loan_id: int, _reason: str) -> list[Paper]:
    return [loan_letter(session, loan_id)]


def print_letter(page: QWidget, session: Session, detail: LoanDetail, then: Then) -> None:
    """The letter, previewed, printed or saved; a print leaves its line in the timeline."""
    title = tr("{document}: {number}", document=tr(NAMES[LOAN_LETTER]), number=detail.number)
    dialog = ask(page, title, [Offer(LOAN_LETTER, NAMES[LOAN_LETTER], partial(_make, session, detail.id))])
    dialog.finished.connect(lambda _code: then(None))
