"""What do the police see of premises beside the register: their reports and inspections? Imported for them alone."""

from collections.abc import Sequence
from functools import partial

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.records.detail_pane import DetailPane
from app.desktop.records.leads import Lead
from app.desktop.records.lines import RelatedLine
from app.police.inspections import queries as inspections
from app.police.inspections.terms import STATE_NAMES as INSPECTION_STATES
from app.police.reports.queries import ReportFilter, list_reports
from app.police.reports.terms import STATE_NAMES
from app.registry.establishments.queries import same_premises
from app.vault.session import Session


def groups(session: Session, pane: DetailPane, establishment_id: int) -> list[tuple[str, Sequence[RelatedLine]]]:
    """Reports about these premises and their inspections, under every number they had."""
    if not may(session, "reports.open"):
        return []
    with session.read() as db:
        ids = same_premises(db, establishment_id)
    told = [
        RelatedLine(
            row.number,
            row.content,
            f"{show_date(row.received_on)} · {tr(STATE_NAMES[row.state])}",
            partial(pane.led.emit, Lead("reports", "open", (row.id,))),
        )
        for each in sorted(ids)
        for row in list_reports(session, ReportFilter(establishment_id=each)).rows
    ]
    made = [
        RelatedLine(row.number, tr(INSPECTION_STATES[row.state]))
        for row in inspections.of_establishment(session, establishment_id)
    ]
    return [(N_("Reports about this establishment"), told), (N_("Inspections"), made)]
