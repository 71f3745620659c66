"""Which papers are offered for a client, for a test, for the stock?

choose(parent, session, detail, printable)     result_slip(parent, session, screening_id, number)
stock_report(parent, session)
"""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.common.papers import Paper
from app.desktop.documents import DocumentDialog, Offer, ask
from app.health.clients.values import ClientDetail
from app.health.papers import services as papers
from app.health.papers.services import NAMES, Printable
from app.health.supplies import papers as stock_papers
from app.vault.session import Session

MONTHS = 12


def choose(parent: QWidget, session: Session, detail: ClientDetail, can: Printable) -> DocumentDialog | None:
    """Ask which of the papers that this client can have now (Ctrl+P); None when there is none."""
    offers = _for_client(session, detail.id, can)
    return ask(parent, tr("Print: {number}", number=detail.code), offers) if offers else None


def _for_client(session: Session, client_id: int, can: Printable) -> list[Offer]:
    if not can.card:
        return []
    offers = [_offer(papers.CARD, tr(NAMES[papers.CARD]), partial(papers.card, session, client_id))]
    for number, day in can.appointments:
        name = tr("Appointment slip, {date}", date=show_date(day))
        offers.append(_offer(f"{papers.APPOINTMENT}/{number}", name, partial(papers.appointment, session, number)))
    for number, facility in can.referrals:
        name = tr("Referral slip to {facility}", facility=facility)
        offers.append(_offer(f"{papers.REFERRAL}/{number}", name, partial(papers.referral, session, number)))
    if can.consented:
        name = tr(NAMES[papers.CONSENT])
        offers.append(_offer(papers.CONSENT, name, partial(papers.consent_form, session, client_id)))
    name = tr(NAMES[papers.BLANK_CONSENT])
    offers.append(_offer(papers.BLANK_CONSENT, name, partial(papers.blank_consent_form, session)))
    for number, shown in can.results:
        name = tr("Result slip of {number} (a look at the result, audited)", number=shown)
        offers.append(_offer(f"{papers.RESULT}/{number}", name, partial(papers.result_slip, session, number)))
    return offers


def result_slip(parent: QWidget, session: Session, screening_id: int, number: str) -> DocumentDialog:
    """The slip of one test, from its own page."""
    name = N_("Result slip for the client")
    make = partial(papers.result_slip, session, screening_id)
    return ask(parent, tr("Print: {number}", number=number), [_offer(papers.RESULT, name, make)])


def stock_report(parent: QWidget, session: Session) -> DocumentDialog:
    """The stock report of one of the last twelve months, the running one first."""
    offers, day = [], session.today()
    for _ in range(MONTHS):
        name = tr("Month {month}/{year}", month=f"{day.month:02d}", year=day.year)
        make = partial(stock_papers.month_report, session, day.year, day.month)
        offers.append(_offer(f"{day.year}-{day.month:02d}", name, make))
        day = date(day.year - (day.month == 1), day.month - 1 or 12, 1)
    return ask(parent, tr("Stock report of a month"), offers)


def _offer(key: str, name: str, make: Callable[[], Paper]) -> Offer:
    """`name` as it is shown: the choice leaves a text that it does not know as it is."""
    return Offer(key, name, lambda _reason: [make()])
