"""What does a line of the list say of a report? The reporter's name, or in its place why there is none."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.orm import Session as Orm

from app.common import deadlines
from app.common.i18n import tr
from app.common.paging import Key
from app.common.steps import Possible
from app.police.reports import rules, sealing
from app.police.reports.detail import names, overdue
from app.police.reports.models import Report
from app.police.reports.record import standing
from app.police.reports.terms import Flag, ReporterForm, ReportKind, State, Urgency
from app.vault.session import Session


@dataclass(frozen=True)
class ReportRow:
    """One line of the list. `mask` is what stands in place of a reporter (source text), who is empty then."""

    id: int
    version: int
    number: str
    kind: ReportKind
    instance: int
    state: State
    # None where the day alone is known.
    received_at: datetime | None
    received_on: date
    reporter: str
    mask: str
    reporter_sealed: bool
    content: str
    village: str
    establishment: str
    officer_id: str | None
    officer: str
    urgency: Urgency
    flags: frozenset[Flag]
    due_on: date | None
    due_stage: str
    # The next side limit: a notice to send, a check to make.
    side_due_on: date | None
    side_due_stage: str
    overdue: bool
    suspended: bool
    escalated: bool
    incomplete: bool
    removed: bool
    next_step: Possible | None
    # Where the page goes on after this row.
    key: Key = field(default=(), repr=False)

    @property
    def reporter_shown(self) -> str:
        """The name, or in words why there is none."""
        return tr(self.mask) if self.mask else self.reporter


def lines(session: Session, _db: Orm, found: Iterable[tuple[Report, Key]]) -> Iterator[ReportRow]:
    """Reports as lines, each with the key of its page."""
    people, today = names(session), session.today()
    for report, key in found:
        sealed, shown = report.reporter_sealed is not None, sealing.shown(report)
        masked = sealed or report.reporter_form == ReporterForm.ANONYMOUS
        yield ReportRow(
            id=report.id,
            version=report.version,
            number=report.number,
            kind=ReportKind(report.kind),
            instance=report.instance,
            state=State(report.state),
            received_at=report.received_at if report.time_known else None,
            received_on=report.received_on,
            reporter="" if masked else shown,
            mask=shown if masked else "",
            reporter_sealed=sealed,
            content=report.content,
            village=report.village_name,
            establishment=report.establishment_name,
            officer_id=report.officer_id,
            officer=people.get(report.officer_id or "", report.officer_text),
            urgency=Urgency(report.urgency),
            flags=frozenset(flag for flag in Flag if getattr(report, flag.value)),
            due_on=report.due_on,
            due_stage=deadlines.STAGE_NAMES.get(report.due_stage, report.due_stage),
            side_due_on=report.side_due_on,
            side_due_stage=deadlines.STAGE_NAMES.get(report.side_due_stage, report.side_due_stage),
            overdue=overdue(report.due_on, today),
            suspended=report.suspended_at is not None,
            escalated=report.escalated_at is not None,
            incomplete=report.incomplete,
            removed=report.removed,
            next_step=rules.next_step(standing(report), session.account),
            key=key,
        )
