"""What can a person do about a report's time limits? Extend, suspend, resume, note as met, bring to the lead."""

from datetime import timedelta

from sqlalchemy import select

from app.common.asking import unless
from app.common.i18n import N_
from app.common.permissions import require
from app.common.text import nfc
from app.police.reports import clock, rules
from app.police.reports.changing import needed, open_change
from app.police.reports.models import ReportDeadline
from app.police.reports.record import standing
from app.police.reports.values import Changed
from app.vault.compartments import Compartment
from app.vault.errors import NotFound, Refused
from app.vault.session import Session

ASKED_LATE = N_("The extension was noted later than the law wants it asked for: at least {days} days before the end.")


def extend(session: Session, report_id: int, ground: str, expected_version: int | None = None) -> Changed:
    """Lengthen the limit for verifying or settling by what its rule still allows, on a ground.

    Asked later than the rule wants (5 days before the end for a report of a crime, BLTTHS Đ.147), it comes with a
    warning. Raises Refused when the law allows no more.
    """
    require(session, "reports.extend")
    with session.work(Compartment.POLICE) as work:
        change = open_change(work, report_id, expected_version)
        unless(rules.why_not_act(standing(change.report), "extend", session.account))
        ground = needed(ground, "ground")
        limit = clock.extendable(work.db, report_id)
        granted, old_end = clock.extensions_left(limit)[0], clock.end_of(limit)
        late = session.today() > old_end - timedelta(days=granted.ask_before_days)
        clock.extend(work, limit, ground)
        done = change.done(
            "extend",
            ground,
            ASKED_LATE if late and granted.ask_before_days else "",
            stage=limit.stage,
            basis=limit.rule["basis"],
            end=[old_end.isoformat(), clock.end_of(limit).isoformat()],
        )
        return Changed(
            done.report_id,
            done.number,
            done.version,
            done.state,
            done.action,
            done.warning,
            {"days": granted.ask_before_days} if done.warning else {},
        )


def suspend(session: Session, report_id: int, ground: str, expected_version: int | None = None) -> Changed:
    """Let the limits stand still, on a ground, until the report is resumed."""
    require(session, "reports.suspend")
    with session.work(Compartment.POLICE) as work:
        change = open_change(work, report_id, expected_version)
        unless(rules.why_not_act(standing(change.report), "suspend", session.account))
        ground = needed(ground, "ground")
        change.report.suspended_at = work.now
        change.report.suspension_ground = ground
        return change.done("suspend", ground)


def resume(session: Session, report_id: int, note: str = "", expected_version: int | None = None) -> Changed:
    """Let the limits run on; each ends later by the days that it stood still."""
    require(session, "reports.suspend")
    with session.work(Compartment.POLICE) as work:
        change = open_change(work, report_id, expected_version)
        report = change.report
        unless(rules.why_not_act(standing(report), "resume", session.account))
        days = clock.resume(work, report, report.suspended_at or work.now)
        report.suspended_at, report.suspension_ground = None, ""
        return change.done("resume", nfc(note).strip(), days=days)


def record_done(session: Session, report_id: int, deadline_id: int, note: str) -> Changed:
    """Note that what a limit asks for was done (a notice sent, a first reply given); how and when in the note."""
    require(session, "reports.edit")
    with session.work(Compartment.POLICE) as work:
        change = open_change(work, report_id)
        unless(rules.why_not_act(standing(change.report), "record_done", session.account))
        note = needed(note, "note")
        limit = work.db.scalar(
            select(ReportDeadline).where(ReportDeadline.id == deadline_id, ReportDeadline.report_id == report_id)
        )
        if limit is None:
            raise NotFound(N_("This report has no such time limit. Nothing was changed."))
        if not clock.running(limit):
            raise Refused(N_("This time limit does not run any more."))
        if limit.stage in clock.MAIN_STAGES:
            raise Refused(N_("This limit is met by the step itself: conclude, or record the handling."))
        limit.met_at = work.now
        return change.done("record_done", note, stage=limit.stage)


def escalate(session: Session, report_id: int, note: str) -> Changed:
    """Bring the report to the lead's attention with a note; it stands in the lead's work list until dealt with."""
    require(session, "reports.edit")
    with session.work(Compartment.POLICE) as work:
        change = open_change(work, report_id)
        unless(rules.why_not_act(standing(change.report), "escalate", session.account))
        note = needed(note, "note")
        change.report.escalated_at = work.now
        change.report.escalation_note = note
        return change.done("escalate", note)


def answer_escalation(session: Session, report_id: int, note: str) -> Changed:
    """The lead has dealt with what was brought up; the answer stands in the timeline."""
    require(session, "reports.assign")
    with session.work(Compartment.POLICE) as work:
        change = open_change(work, report_id)
        note = needed(note, "note")
        if change.report.escalated_at is None:
            raise Refused(N_("Nothing was brought to the lead about this report."))
        change.report.escalated_at = None
        return change.done("answer_escalation", note)
