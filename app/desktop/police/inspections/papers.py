"""Which papers can an inspection have now: the decision, the blank form, the minutes, the letter?

papers.choose(parent, session, detail)                papers.one(parent, session, detail, papers.MINUTES)
papers.blank_forms(parent, session, premises_ids)     papers.several(parent, session, inspection_ids, papers.BLANK)
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from app.common.i18n import tr
from app.common.papers import Paper
from app.desktop.documents import DocumentDialog, Offer, ask
from app.police.inspections import papers
from app.police.inspections.terms import BLANK, DECISION, LETTER, MINUTES
from app.police.inspections.terms import PAPER_NAMES as NAMES
from app.police.inspections.values import InspectionDetail
from app.vault.session import Session

__all__ = ["BLANK", "DECISION", "LETTER", "MINUTES", "blank_forms", "choose", "one", "several"]


def _make(session: Session, ids: Sequence[int], kind: str, _reason: str) -> list[Paper]:
    return papers.make(session, ids, kind)


def _blank(session: Session, ids: Sequence[int], _reason: str) -> list[Paper]:
    return papers.blank_for_premises(session, ids)


def choose(parent: QWidget, session: Session, detail: InspectionDetail) -> DocumentDialog | None:
    """Ask which of the papers that this inspection can have now (Ctrl+P); None when it can have none."""
    offers = [Offer(kind, NAMES[kind], partial(_make, session, [detail.id], kind)) for kind in papers.possible(detail)]
    return ask(parent, tr("Print: {number}", number=detail.number), offers) if offers else None


def one(parent: QWidget, session: Session, detail: InspectionDetail, kind: str) -> DocumentDialog:
    """This paper of an inspection."""
    title = tr("{document}: {number}", document=tr(NAMES[kind]), number=detail.number)
    return ask(parent, title, [Offer(kind, NAMES[kind], partial(_make, session, [detail.id], kind))])


def several(parent: QWidget, session: Session, inspection_ids: Sequence[int], kind: str) -> DocumentDialog:
    """This paper of each of the inspections, in one go."""
    title = tr("{document}: {count} inspections", document=tr(NAMES[kind]), count=len(inspection_ids))
    return ask(parent, title, [Offer(kind, NAMES[kind], partial(_make, session, list(inspection_ids), kind))])


def blank_forms(parent: QWidget, session: Session, establishment_ids: Sequence[int]) -> DocumentDialog:
    """Blank minutes for premises without a visit planned."""
    title = tr("Blank minutes for {count} establishments", count=len(establishment_ids))
    return ask(parent, title, [Offer(BLANK, NAMES[BLANK], partial(_blank, session, list(establishment_ids)))])
