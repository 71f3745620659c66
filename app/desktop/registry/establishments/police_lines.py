"""What do the police see of premises beside the register: their reports and inspections? Imported for them alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.desktop.records.detail_pane import DetailPane
from app.desktop.records.leads import Lead
from app.desktop.records.lines import RelatedLine
from app.police.inspections import queries as inspections
from app.police.inspections.lines import InspectionRow
from app.police.inspections.terms import KIND_NAMES
from app.police.inspections.terms import STATE_NAMES as INSPECTION_STATES
from app.police.reports.declared import ReportFilter
from app.police.reports.lines import ReportRow
from app.police.reports.queries import list_reports
from app.police.reports.terms import STATE_NAMES
from app.registry.establishments.queries import same_premises
from app.vault.session import Session


@dataclass(frozen=True)
class PoliceLines:
    """Reports about premises and their inspections, under every number they had; the newest first."""

    reports: tuple[ReportRow, ...]
    inspections: tuple[InspectionRow, ...]


def read(session: Session, establishment_id: int) -> PoliceLines:
    """Asked off the window's thread."""
    with session.read() as db:
        ids = same_premises(db, establishment_id)
    told = [row for each in sorted(ids) for row in list_reports(session, ReportFilter(establishment_id=each)).rows]
    told.sort(key=lambda row: (row.received_on, row.id), reverse=True)
    return PoliceLines(tuple(told), inspections.of_establishment(session, establishment_id))


def groups(pane: DetailPane, found: PoliceLines) -> list[tuple[str, Sequence[RelatedLine]]]:
    """The same in words, each line leading to its record."""
    told = [
        RelatedLine(
            row.number,
            row.content,
            f"{show_date(row.received_on)} · {tr(STATE_NAMES[row.state])}",
            partial(pane.led.emit, Lead("reports", "open", (row.id,))),
        )
        for row in found.reports
    ]
    made = [
        RelatedLine(
            row.number,
            f"{tr(KIND_NAMES[row.kind])} · {tr(INSPECTION_STATES[row.state])}",
            show_date(row.day) if row.day is not None else "",
            partial(pane.led.emit, Lead("inspections", "open", (row.id,))),
        )
        for row in found.inspections
    ]
    return [(N_("Reports about this establishment"), told), (N_("Inspections"), made)]
