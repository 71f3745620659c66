"""What does the page of a case take of its visits? The section, the acts and their icons."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from app.common.i18n import N_
from app.common.steps import Possible
from app.desktop.records.detail_pane import DetailPane
from app.desktop.records.page_parts import Act, Opened, PagePart
from app.desktop.records.record_type import Section, Then
from app.desktop.social.visits import acting
from app.desktop.social.visits.case_section import VisitsView
from app.social.visits.reading import visits_of_case, visits_revealed
from app.social.visits.rules import ACTS
from app.social.visits.values import CaseVisits
from app.vault.session import Session

KEY = "visits"
ICONS = {"visit_plan": "calendar", "visit_done": "check", "visit_note": "edit", "visit_move": "calendar",
         "visit_missed": "close", "visit_cancel": "trash"}  # fmt: skip


def sections(session: Session, pane: DetailPane) -> Sequence[Section]:
    """Made once for the page."""

    def act(name: str) -> None:
        detail = pane.detail()
        if detail is not None:
            pane.act_chosen.emit(detail.id, name)

    view = VisitsView(act, pane.led.emit, session.today)

    def show(opened: Opened) -> bool:
        return view.show_visits(opened.parts[KEY])

    return [Section(N_("Follow-up visits"), view, show)]


def offered(_session: Session, _detail: Any, visits: CaseVisits) -> Sequence[Possible]:
    return visits.acts


def ask(name: str, page: Any, session: Session, detail: Any, then: Then) -> None:
    """The act, to the next visit that is planned, or to a new one."""
    acting.ask(page, session, detail.id, name, then, revealed=bool(getattr(detail, "revealed", False)))


ACT_OF: dict[str, Act] = {name: partial(ask, name) for name in ACTS}

VISITS_PART = PagePart(
    key=KEY, read=visits_of_case, revealed=visits_revealed, sections=sections, offered=offered, acts=ACT_OF, icons=ICONS
)
