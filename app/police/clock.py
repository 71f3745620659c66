"""When is what due? Starting, meeting, extending, suspending and ending a report's time limits.

A limit keeps a copy of the rule it started under (../shared/deadlines.md): a later change of the law's table
leaves running reports alone.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.common.calendar import WorkCalendar
from app.common.deadlines import Rule, due, extended_due
from app.common.i18n import N_
from app.police.models import NEVER, Report, ReportDeadline
from app.police.rules import EVERYTHING, FINISHED, rank, track
from app.police.terms import ReportKind, State
from app.registry import queries as registry
from app.vault.errors import Refused
from app.vault.session import OFFICE_ZONE, Work

# Rules of this track run for every report, whatever its kind.
ANY_TRACK = "any"


def office_day(moment: datetime) -> date:
    """The date of a moment where the office is."""
    return moment.astimezone(OFFICE_ZONE).date()


def of(db: Orm, report_id: int) -> list[ReportDeadline]:
    """The limits of a report, ended ones too, in the order they began."""
    query = select(ReportDeadline).where(ReportDeadline.report_id == report_id)
    return list(db.scalars(query.order_by(ReportDeadline.id)))


def running(deadline: ReportDeadline) -> bool:
    """Whether the limit is neither met nor ended."""
    return deadline.met_at is None and deadline.replaced_at is None


def end_of(deadline: ReportDeadline) -> date:
    """The day it ends, extensions included."""
    return deadline.extended_to or deadline.due_on


def begin(work: Work, report: Report, event: str, at: datetime) -> None:
    """Start every limit of the report's track that counts from this event."""
    calendar = registry.work_calendar(work.db)
    for rule in rules_for(work.db, report, event, office_day(at)):
        work.db.add(new_deadline(report.id, rule, at, calendar))
    work.db.flush()


def rules_for(db: Orm, report: Report, event: str, on: date) -> list[Rule]:
    """The rules in force that day for the report's track, counting from the event."""
    tracks = {track(ReportKind(report.kind), report.instance), ANY_TRACK}
    own = [rule for rule in registry.deadline_rules_on(db, on) if rule.track in tracks and rule.starts == event]
    # "A first reply on all" stands in the table once for petitions and once for the others.
    return list({rule.stage: rule for rule in reversed(own)}.values())[::-1]


def new_deadline(report_id: int, rule: Rule, at: datetime, calendar: WorkCalendar) -> ReportDeadline:
    """A limit that begins at a moment."""
    found = due(rule, at, calendar)
    return ReportDeadline(
        report_id=report_id,
        stage=rule.stage,
        rule=registry.rule_to_json(rule),
        starts_at=at,
        due_on=found.on,
        due_at=found.at,
        calendar_confirmed=found.calendar_confirmed,
        extensions=0,
        suspended_days=0,
        extension_ground="",
    )


def meet(work: Work, report: Report, stages: Iterable[str]) -> list[str]:
    """Note the limits of these stages as met now; the stages that were running."""
    wanted = set(stages)
    met = [
        deadline
        for deadline in of(work.db, report.id)
        if running(deadline) and (EVERYTHING in wanted or deadline.stage in wanted)
    ]
    for deadline in met:
        deadline.met_at = work.now
    return [deadline.stage for deadline in met]


def begin_anew(work: Work, report: Report) -> None:
    """The report was classified again: the old track's limits end, the new track's begin now.

    The clock restarts; nothing of the old limit is carried over.
    """
    for deadline in of(work.db, report.id):
        if deadline.replaced_at is None and deadline.met_at is None:
            deadline.replaced_at = work.now
    begin(work, report, "received", work.now)
    if report.accepted_at is not None and report.state != State.RECEIVED:
        begin(work, report, "accepted", work.now)


def begin_again(work: Work, report: Report, to: State) -> None:
    """The report was reopened: what the steps since then had met runs again, under its own rule, from now.

    Reopened to be sorted again, that is all; reopened to be verified, the limits for concluding and settling.
    """
    calendar = registry.work_calendar(work.db)
    stages = {"conclude", "settle"} if to is State.VERIFYING else None
    again: dict[str, ReportDeadline] = {}
    for deadline in of(work.db, report.id):
        if deadline.replaced_at is None and (stages is None or deadline.stage in stages):
            again[deadline.stage] = deadline
    for deadline in again.values():
        deadline.replaced_at = work.now
        work.db.add(new_deadline(report.id, registry.rule_from_json(deadline.rule), work.now, calendar))
    work.db.flush()


def receive_day_changed(work: Work, report: Report) -> None:
    """The day of receipt was corrected while the report is open: what counts from it is counted again."""
    calendar = registry.work_calendar(work.db)
    for deadline in of(work.db, report.id):
        rule = registry.rule_from_json(deadline.rule)
        if running(deadline) and rule.starts == "received" and not deadline.extensions:
            fresh = due(rule, report.received_at, calendar)
            deadline.starts_at, deadline.due_on, deadline.due_at = report.received_at, fresh.on, fresh.at
            deadline.calendar_confirmed = fresh.calendar_confirmed


def main(work: Work, report: Report) -> ReportDeadline:
    """The running limit that an extension is about: that which the law lets be extended, the earliest first.

    Raises Refused when there is none.
    """
    found = [
        deadline
        for deadline in of(work.db, report.id)
        if running(deadline)
        and deadline.extensions < len(registry.rule_from_json(deadline.rule).extensions)
    ]
    if not found:
        raise Refused(N_("The law allows no further extension of what runs for this report."))
    # Concluding and settling first: an earlier small limit is hardly what somebody wants longer.
    return min(found, key=lambda each: (each.stage not in ("conclude", "settle"), end_of(each)))


def extend(work: Work, deadline: ReportDeadline, ground: str) -> date:
    """Lengthen a limit by the rule's next extension; the new end."""
    rule = registry.rule_from_json(deadline.rule)
    found = extended_due(
        rule, deadline.starts_at, registry.work_calendar(work.db), deadline.extensions + 1
    )
    deadline.extensions += 1
    deadline.extended_to = found.on + timedelta(days=deadline.suspended_days)
    deadline.due_at = None
    deadline.extension_ground = ground
    deadline.calendar_confirmed = found.calendar_confirmed
    return deadline.extended_to


def resume(work: Work, report: Report, since: datetime) -> int:
    """Move every running limit by the days the report was suspended; how many they were."""
    days = (office_day(work.now) - office_day(since)).days
    calendar = registry.work_calendar(work.db)
    for deadline in of(work.db, report.id):
        if running(deadline) and days:
            deadline.suspended_days += days
            moved = calendar.next_working(end_of(deadline) + timedelta(days=days))
            if deadline.extended_to is None:
                deadline.due_on = moved
            else:
                deadline.extended_to = moved
            if deadline.due_at is not None:
                deadline.due_at += timedelta(days=days)
    return days


def show_in_lists(report: Report, deadlines: Iterable[ReportDeadline]) -> None:
    """Copy the earliest running limit and the rank to the report, where lists filter and sort by them."""
    finished = State(report.state) in FINISHED
    left = [] if finished or report.suspended_at else [each for each in deadlines if running(each)]
    first = min(left, key=end_of, default=None)
    report.due_on = end_of(first) if first else None
    report.due_stage = first.stage if first else ""
    report.due_sort = report.due_on or NEVER
    report.rank = rank(
        child=report.child,
        trafficking=report.trafficking,
        violence=report.violence,
        urgency=report.urgency,
        finished=finished,
    )
