"""How does a new lead come to open what was sealed before? One step seals every reporter anew, to the present people.

Whoever takes it must be able to open the seals. What cannot be opened stays as it is and is counted, and so is a seal
that was changed with another tool. Nothing of any reporter is shown, and nothing of them stands in the audit.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import func, select

from app.common.i18n import tr
from app.common.permissions import may, require
from app.police.reports import sealing
from app.police.reports.models import Report, ReportEvent
from app.police.reports.record import KIND, subject
from app.registry.accounts import require_own_keys
from app.vault.compartments import Compartment
from app.vault.errors import NotForYou
from app.vault.people import Account, Unit
from app.vault.session import Session, Work

# What makes a seal, so that it is to the leads of that moment.
SEALING = ("receive", "assign", "reseal")
# Written together: few enough that progress is told often, and little is to be done again after a power cut.
CHUNK = 50

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Resealed:
    """How many reporters were sealed anew, could not be opened, or had been changed with another tool."""

    done: int
    not_opened: int
    changed: int


def in_words(outcome: Resealed) -> str:
    """What came of it, for window and command line."""
    return tr(
        "Sealed anew: {done}. Could not be opened: {not_opened}. Changed with another tool: {changed}.",
        done=outcome.done,
        not_opened=outcome.not_opened,
        changed=outcome.changed,
    )


@dataclass(frozen=True)
class Waiting:
    """A lead whose keys are newer than the seals of so many reports."""

    lead: Account
    count: int


def waiting(session: Session) -> list[Waiting]:
    """The other leads who cannot open what was sealed before they came. Nothing is opened to find out."""
    if not may(session, "reports.reseal") or session.account.unit is not Unit.POLICE:
        return []
    leads = [m for m in session.directory.leads(Unit.POLICE) if not m.account.invited]
    sealed_at = (
        select(func.max(ReportEvent.at))
        .where(ReportEvent.report_id == Report.id, ReportEvent.action.in_(SEALING))
        .correlate(Report)
        .scalar_subquery()
    )
    found = []
    with session.read() as db:
        for lead in leads:
            before = func.coalesce(sealed_at, Report.created_at) < lead.since
            query = select(func.count()).select_from(Report).where(Report.reporter_sealed.is_not(None), before)
            count = db.scalar(query) or 0
            if count and lead.account.id != session.account.id:
                found.append(Waiting(lead.account, count))
    return found


def unsigned(session: Session) -> int:
    """How many seals may be of an older version, without a signature; 0 once all were sealed anew."""
    if not may(session, "reports.reseal") or session.account.unit is not Unit.POLICE:
        return 0
    with session.read() as db:
        if not sealing.may_be_unsigned(session, db):
            return 0
        return db.scalar(select(func.count()).select_from(Report).where(Report.reporter_sealed.is_not(None))) or 0


def reseal_all(session: Session, progress: Progress = lambda *_: None) -> Resealed:
    """Seal every sealed reporter anew: to the officer in charge, all leads and the recovery code. Raises Refused."""
    require(session, "reports.reseal")
    require_own_keys(session)
    with session.read() as db:
        ids = list(db.scalars(select(Report.id).where(Report.reporter_sealed.is_not(None)).order_by(Report.id)))
    done = not_opened = changed = 0
    for start in range(0, len(ids), CHUNK):
        progress(start, len(ids))
        with session.work(Compartment.POLICE) as work:
            for report in work.db.scalars(select(Report).where(Report.id.in_(ids[start : start + CHUNK]))):
                try:
                    _reseal(work, report)
                    done += 1
                except NotForYou:
                    not_opened += 1
                except sealing.SealChanged as error:
                    work.audit("reports.seal_changed", error.subject)
                    changed += 1
    progress(len(ids), len(ids))
    with session.work(Compartment.POLICE) as work:
        work.audit(sealing.ALL_RESEALED, KIND, count=done, not_opened=not_opened, seals_changed=changed)
    return Resealed(done, not_opened, changed)


def _reseal(work: Work, report: Report) -> None:
    sealing.seal_to_the_present(work.session, work.db, report)
    work.db.add(
        ReportEvent(
            report_id=report.id,
            at=work.now,
            by=work.session.account.id,
            action="reseal",
            from_state=report.state,
            to_state=report.state,
            detail={},
        )
    )
    work.db.flush()
    work.audit("reports.reseal", subject(report))
