"""When is what due? Starting, meeting, extending, suspending and ending a report's time limits.

A limit keeps a copy of the rule it started under: a later change of the office's table leaves running
reports alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.common import deadlines
from app.common.calendar import WorkCalendar
from app.common.dates import office_day
from app.common.deadlines import DayOff, Extension, Rule, Starts
from app.common.i18n import N_
from app.police.reports.models import NEVER, Report, ReportDeadline
from app.police.reports.rules import EVERYTHING, FINISHED, rank
from app.police.reports.terms import State
from app.registry import queries as registry
from app.vault.errors import Refused
from app.vault.session import Work

# What verification and its outcome have to be done by.
MAIN_STAGES = frozenset({"verify", "settle"})
# What "handled in time" is measured by, on every track; a reply is the whole duty of petitions and feedback only.
LIMIT_STAGES = MAIN_STAGES | {"initial_handling", "acceptance"}
REPLY_KINDS = frozenset({"petition", "feedback"})
# Runs only if the matter turns out to be another body's: shown with the report, never counted as late.
CONDITIONAL = frozenset({"forward"})


@dataclass(frozen=True)
class Law:
    """The office's table, calendar and setting, read once for many reports."""

    rules: tuple[Rule, ...]
    calendar: WorkCalendar
    day_off: DayOff


def law(db: Orm) -> Law:
    """The office's table, calendar and setting as they are now; read once in a transaction."""
    if "law" not in db.info:
        db.info["law"] = Law(tuple(registry.deadline_rules(db)), registry.work_calendar(db), registry.day_off(db))
    found: Law = db.info["law"]
    return found


def of(db: Orm, report_id: int) -> list[ReportDeadline]:
    """The limits of a report, ended ones too, in the order they began; read once in a transaction."""
    known: dict[int, list[ReportDeadline]] = db.info.setdefault("limits", {})
    if report_id not in known:
        query = select(ReportDeadline).where(ReportDeadline.report_id == report_id)
        known[report_id] = list(db.scalars(query.order_by(ReportDeadline.id)))
    return list(known[report_id])


def changed(db: Orm, report_id: int) -> None:
    """Limits were added or put back: `of` reads them anew."""
    db.flush()
    db.info.get("limits", {}).pop(report_id, None)


def running(deadline: ReportDeadline) -> bool:
    """Whether the limit is neither met nor ended."""
    return deadline.met_at is None and deadline.replaced_at is None


def end_of(deadline: ReportDeadline) -> date:
    """The day it ends, extensions included."""
    return deadline.extended_to or deadline.due_on


# --- starting and ending -------------------------------------------------------------------------------


def rules_for(table: Law, kind: str, instance: int, event: Starts, on: date) -> list[Rule]:
    """The rules in force that day for the report's track that count from the event and name a length."""
    track = deadlines.track_of(kind, instance)
    stages = dict.fromkeys(rule.stage for rule in table.rules if rule.track == track and rule.starts is event)
    found = (deadlines.rule_in_force(table.rules, track, stage, on) for stage in stages)
    return [rule for rule in found if rule is not None and rule.length is not None]


def new_deadline(report_id: int, rule: Rule, at: datetime, table: Law) -> ReportDeadline:
    """A limit that begins at a moment."""
    found = deadlines.due(rule, at, table.calendar, table.day_off)
    return ReportDeadline(
        report_id=report_id,
        stage=rule.stage,
        rule=rule.to_json(),
        starts_at=at,
        due_on=found.on,
        due_at=found.at,
        calendar_confirmed=found.calendar_confirmed,
        extensions=0,
        extension_ground="",
        suspended_days=0,
    )


def begin(work: Work, report: Report, event: Starts, at: datetime) -> None:
    """Start every limit of the report's track that counts from this event.

    Telling the result to who forwarded it is due only where somebody did (Luật Tố cáo Đ.26).
    """
    table = law(work.db)
    for rule in rules_for(table, report.kind, report.instance, event, office_day(at)):
        if rule.stage != "tell_result" or report.source in ("press", "forwarded"):
            work.db.add(new_deadline(report.id, rule, at, table))
    changed(work.db, report.id)


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
        if running(deadline):
            deadline.replaced_at = work.now
    begin(work, report, Starts.RECEIVED, work.now)
    if State(report.state) is not State.RECEIVED:
        begin(work, report, Starts.ACCEPTED, work.now)
        meet(work, report, ("preliminary_check", "initial_handling", "acceptance", "forward"))


def begin_again(work: Work, report: Report, to: State) -> None:
    """The report was reopened: what the steps since had met runs again, under its own rule, from now.

    Reopened to be sorted again, all of it; reopened to be verified, verifying and settling.
    """
    table = law(work.db)
    again: dict[str, ReportDeadline] = {}
    for deadline in of(work.db, report.id):
        if deadline.replaced_at is None and (to is State.RECEIVED or deadline.stage in MAIN_STAGES):
            again[deadline.stage] = deadline
    for deadline in again.values():
        deadline.replaced_at = work.now
        work.db.add(new_deadline(report.id, Rule.from_json(deadline.rule), work.now, table))
    changed(work.db, report.id)


# --- changing a running limit --------------------------------------------------------------------------


def _granted(rule: Rule, count: int) -> list[Extension]:
    """The extensions granted so far; the law's table lists them in the order in which they are granted."""
    return [extension for extension in rule.extensions for _ in range(extension.times)][:count]


def _count(deadline: ReportDeadline, table: Law) -> None:
    rule = Rule.from_json(deadline.rule)
    plain = deadlines.due(rule, deadline.starts_at, table.calendar, table.day_off)
    plain = deadlines.suspend(plain, deadline.suspended_days, table.calendar, table.day_off)
    deadline.due_on, deadline.due_at = plain.on, plain.at
    deadline.calendar_confirmed = plain.calendar_confirmed
    granted = _granted(rule, deadline.extensions)
    if granted:
        longer = deadlines.extended_due(rule, deadline.starts_at, granted, table.calendar, table.day_off)
        longer = deadlines.suspend(longer, deadline.suspended_days, table.calendar, table.day_off)
        deadline.extended_to, deadline.due_at = longer.on, longer.at
        deadline.calendar_confirmed = longer.calendar_confirmed


def day_of_receipt_changed(work: Work, report: Report) -> None:
    """The day of receipt was corrected while the report is open: what counts from it is counted again."""
    table = law(work.db)
    for deadline in of(work.db, report.id):
        if running(deadline) and Rule.from_json(deadline.rule).starts is Starts.RECEIVED:
            deadline.starts_at = report.received_at
            _count(deadline, table)


def extensions_left(deadline: ReportDeadline) -> list[Extension]:
    """What the law still allows for this limit, the next one first."""
    rule = Rule.from_json(deadline.rule)
    return _granted(rule, 99)[deadline.extensions :]


def extendable(db: Orm, report_id: int) -> ReportDeadline:
    """The running limit that an extension is about: verifying or settling before any other.

    Raises Refused when the law allows none.
    """
    found = [each for each in of(db, report_id) if running(each) and extensions_left(each)]
    if not found:
        raise Refused(N_("The law allows no further extension of what runs for this report."))
    return min(found, key=lambda each: (each.stage not in MAIN_STAGES, end_of(each)))


def extend(work: Work, deadline: ReportDeadline, ground: str) -> None:
    """Lengthen a limit by the rule's next extension."""
    deadline.extensions += 1
    deadline.extension_ground = ground
    _count(deadline, law(work.db))


def resume(work: Work, report: Report, since: datetime) -> int:
    """Move every running limit by the days that the report was suspended; how many they were."""
    days = (office_day(work.now) - office_day(since)).days
    table = law(work.db)
    for deadline in of(work.db, report.id):
        if running(deadline) and days:
            deadline.suspended_days += days
            _count(deadline, table)
    return days


# --- what lists show -----------------------------------------------------------------------------------


def is_limit(report: Report, stage: str) -> bool:
    """Whether handling this report in time is measured by the stage."""
    return stage in LIMIT_STAGES or (stage == "first_reply" and report.kind in REPLY_KINDS)


def show_in_lists(report: Report, limits: Iterable[ReportDeadline]) -> None:
    """Copy what is due and the rank to the report, where lists filter and sort by them.

    The limit is the one that handling in time is measured by; notices and checks beside it are the side limit,
    which is work of the day but does not make the report late.
    """
    finished = State(report.state) in FINISHED
    left = [] if finished or report.suspended_at else [each for each in limits if running(each)]
    first = min((each for each in left if is_limit(report, each.stage)), key=end_of, default=None)
    report.due_on = end_of(first) if first else None
    report.due_stage = first.stage if first else ""
    report.due_sort = report.due_on or NEVER
    side = [each for each in left if not is_limit(report, each.stage) and each.stage not in CONDITIONAL]
    next_side = min(side, key=end_of, default=None)
    report.side_due_on = end_of(next_side) if next_side else None
    report.side_due_stage = next_side.stage if next_side else ""
    report.rank = rank(
        child=report.child,
        trafficking=report.trafficking,
        violence=report.violence,
        urgency=report.urgency,
        finished=finished,
    )
