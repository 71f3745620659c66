"""What is read when a report is opened? Its facts, and the office's own words for the codes in them."""

from dataclasses import dataclass

from app.common.i18n import tr
from app.police.reports import services
from app.police.reports.terms import SOURCE_NAMES
from app.police.reports.values import ReportDetail
from app.registry import queries as registry
from app.vault.session import Session


@dataclass(frozen=True)
class OpenedReport:
    """A report with the names behind its codes."""

    detail: ReportDetail
    source: str
    authority: str
    decline_ground: str


def open_it(session: Session, report_id: int) -> OpenedReport:
    """Open a report; this is audited."""
    return _named(session, services.open_report(session, report_id))


def read_it(session: Session, report_id: int) -> OpenedReport:
    """Read a report anew that is open already."""
    return _named(session, services.read_again(session, report_id))


def _named(session: Session, detail: ReportDetail) -> OpenedReport:
    with session.read() as db:
        source = registry.item_name(db, registry.SOURCES, detail.source)
        return OpenedReport(
            detail,
            tr(SOURCE_NAMES[detail.source]) if source == detail.source in SOURCE_NAMES else source,
            registry.item_name(db, registry.AUTHORITIES, detail.authority),
            registry.item_name(db, registry.DECLINE_GROUNDS, detail.decline_ground),
        )
