"""How is the plan of a year printed? Its list, with the annex from which anybody can redraw it."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.common.i18n import N_, tr
from app.common.papers import Paper
from app.desktop.documents import DocumentDialog, Offer, ask
from app.police.inspection_plans import papers
from app.vault.session import Session

PLAN = N_("Inspection plan list")


def _make(session: Session, plan_id: int, _reason: str) -> list[Paper]:
    return [papers.plan_list(session, plan_id)]


def plan_list(parent: QWidget, session: Session, plan_id: int, number: str) -> DocumentDialog:
    """The plan list of this plan."""
    title = tr("{document}: {number}", document=tr(PLAN), number=number)
    return ask(parent, title, [Offer("plan", PLAN, partial(_make, session, plan_id))])
