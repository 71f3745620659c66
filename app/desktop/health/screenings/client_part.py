"""What stands of tests on a client's page: each with how far it is, and the offer of new ones. No result."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.common.permissions import may
from app.common.steps import Possible
from app.desktop.health.clients.act_lines import ActLine, ActLines
from app.desktop.health.clients.sections import asks
from app.desktop.health.screenings.drafts import OFFER_LABEL
from app.desktop.health.screenings.offering import NAME, OFFER_STEPS
from app.desktop.health.screenings.words import STATE_TONES
from app.desktop.records import step_dialog
from app.desktop.records.detail_pane import DetailPane
from app.desktop.records.leads import Lead
from app.desktop.records.page_parts import Opened, PagePart
from app.desktop.records.record_type import Section, Then
from app.desktop.widgets import say
from app.health.clients import rules
from app.health.clients.values import ClientDetail
from app.health.screenings import queries
from app.health.screenings.declared import ScreeningRow
from app.health.screenings.terms import SHOWN_NAMES
from app.health.screenings.values import Changed
from app.vault.session import Session

KEY = "screenings"
OFFER_ACT = "screening_offer"


def read(session: Session, client_id: int) -> list[ScreeningRow]:
    return queries.of_client(session, client_id) if may(session, "screenings.open") else []


def _sections(_session: Session, pane: DetailPane) -> Sequence[Section]:
    act = asks(pane)
    lines = ActLines(N_("Offer tests…"), lambda: act(OFFER_ACT))

    def show(opened: Opened) -> bool:
        may_add = any(each.name == OFFER_ACT and each.allowed for each in opened.detail.acts)
        return lines.show_lines([line_of(pane, row) for row in opened.parts[KEY]], may_add=may_add)

    return [Section(N_("Screening tests"), lines, show)]


def line_of(pane: DetailPane, row: ScreeningRow) -> ActLine:
    """A test, leading to its page."""
    lead = partial(pane.led.emit, Lead("screenings", "open", (row.id,)))
    chip = (SHOWN_NAMES[row.state], STATE_TONES[row.state])
    return ActLine(f"{row.number} · {row.test}", show_date(row.asked_on), "", chip, [(N_("Open…"), lead)])


def _offered(session: Session, detail: ClientDetail, _read: Any) -> list[Possible]:
    if not may(session, "screenings.record"):
        return []
    why_not = rules.why_not_act(detail.state, "serve", session.account)
    return [Possible(OFFER_ACT, OFFER_LABEL, (), why_not)]


def _offer(page: QWidget, session: Session, detail: ClientDetail, then: Then) -> None:
    """Ask for each test by itself."""

    def done(changed: Changed) -> None:
        then(changed)
        say(page, tr("What {code} answered about the tests was recorded.", code=detail.code))

    step_dialog.ask(page, session, detail, NAME, OFFER_STEPS, done)


SCREENINGS_PART = PagePart(
    key=KEY,
    read=read,
    sections=_sections,
    offered=_offered,
    acts={OFFER_ACT: _offer},
    icons={OFFER_ACT: "test"},
)
