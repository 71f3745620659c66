"""What is read when a service is opened, off the window's thread: the service, its case's loans and other support?"""

from dataclasses import dataclass

from app.common.permissions import may
from app.social.loans import queries as loans
from app.social.loans.values import LoanRow
from app.social.support_services import queries
from app.social.support_services.declared import ServiceFilter
from app.social.support_services.models import Sort
from app.social.support_services.values import ServiceDetail, ServiceRow
from app.vault.session import Session


@dataclass(frozen=True)
class Opened:
    """What the page shows."""

    detail: ServiceDetail
    loans: tuple[LoanRow, ...]
    others: tuple[ServiceRow, ...]


def open_page(session: Session, service_id: int) -> Opened:
    """Everything the page shows; the opening is audited. Raises NotFound, Refused."""
    return _around(session, queries.open_service(session, service_id))


def read_page(session: Session, service_id: int) -> Opened:
    """The same for a page that is open. Raises NotFound, Refused."""
    return _around(session, queries.read_service(session, service_id))


def _around(session: Session, detail: ServiceDetail) -> Opened:
    code = detail.row.case
    lent = loans.of_case(session, detail.row.case_id) if may(session, "loans.list") else ()
    others = queries.list_services(session, ServiceFilter(case=code), Sort.NEWEST).rows
    return Opened(detail, lent, tuple(each for each in others if each.id != detail.id))
