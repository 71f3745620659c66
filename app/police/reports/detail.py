"""What does a person see who opens a report: its facts, limits, timeline, files, and what can be done next?"""

from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session as Orm

from app.common import attachments, deadlines
from app.common.dates import OFFICE_ZONE
from app.common.deadlines import Rule
from app.common.i18n import N_
from app.common.steps import Undoable
from app.police.reports import clock, rules, sealing
from app.police.reports.models import (
    Attachment,
    Report,
    ReportDeadline,
    ReportEvent,
    ReportLink,
    ReportNumber,
    ReportVersion,
)
from app.police.reports.record import standing
from app.police.reports.rules import ACTS, TRANSITIONS
from app.police.reports.terms import Classification, Flag, ReporterForm, ReportKind, State, Urgency
from app.police.reports.values import (
    Deadline,
    EarlierNumber,
    EarlierVersion,
    LinkedReport,
    Place,
    ReportDetail,
    Respondent,
    TimelineEntry,
)
from app.vault.session import Session

# What the timeline calls the acts that are neither a step nor in the table of acts.
OTHER_ACTIONS: dict[str, str] = {
    "receive": N_("Received"),
    "import": N_("Imported from an Excel register"),
    "merge": N_("Completed from an Excel register"),
    "detach": N_("Remove a file"),
    "unlink": N_("Remove a link"),
    "answer_escalation": N_("Answered by the lead"),
    "reveal": N_("Reporter's identity shown"),
    "reseal": N_("Reporter sealed anew"),
    "undo": N_("Undone"),
}
ACTION_NAMES: dict[str, str] = {
    **{step.name: step.label for step in TRANSITIONS.values()},
    **{act.name: act.label for act in ACTS.values()},
    **OTHER_ACTIONS,
}


def names(session: Session) -> dict[str, str]:
    """Account id -> full name, for everyone who has or had an account."""
    return {account.id: account.full_name for account in session.accounts()}


def overdue(due_on: date | None, today: date) -> bool:
    """Whether something that still runs should have been done."""
    return due_on is not None and due_on < today


def detail_of(session: Session, db: Orm, report: Report) -> ReportDetail:
    """Everything about a report but a sealed reporter. Reading it is audited by the service, not here."""
    people, stand, today = names(session), standing(report), session.today()
    sealed = report.reporter_sealed is not None
    respondent = Respondent(report.respondent_name, report.respondent_detail)
    here = report.received_at.astimezone(OFFICE_ZONE).time()
    return ReportDetail(
        id=report.id,
        version=report.version,
        kind=stand.kind,
        instance=report.instance,
        number=report.number,
        state=stand.state,
        received_at=report.received_at,
        received_on=report.received_on,
        received_time=here if report.time_known else None,
        source=report.source,
        received_by=people.get(report.received_by, report.received_by_text),
        reporter=None if sealed else sealing.in_the_open(report),
        reporter_form=ReporterForm(report.reporter_form),
        sealed=sealed,
        mask=sealing.mask(report),
        respondent=respondent if respondent.name or respondent.detail else None,
        place=Place(report.village_id, report.establishment_id, report.establishment_name, report.address),
        village=report.village_name,
        establishment=report.establishment_name,
        content=report.content,
        note=report.note,
        urgency=Urgency(report.urgency),
        flags=frozenset(flag for flag in Flag if getattr(report, flag.value)),
        unknown=frozenset(report.unknown),
        incomplete=report.incomplete,
        officer_id=report.officer_id,
        officer=people.get(report.officer_id or "", report.officer_text),
        decline_ground=report.decline_ground,
        authority=report.authority,
        verification_result=report.verification_result,
        classification=Classification(report.classification) if report.classification else None,
        handling=report.handling,
        notice_on=report.notice_on,
        notice_how=report.notice_how,
        no_notice_reason=report.no_notice_reason,
        due_on=report.due_on,
        due_stage=report.due_stage,
        overdue=overdue(report.due_on, today),
        escalated_at=report.escalated_at,
        escalation_note=report.escalation_note,
        suspended_at=report.suspended_at,
        suspension_ground=report.suspension_ground,
        removed=report.removed,
        removed_reason=report.removed_reason,
        deadlines=tuple(shown_deadline(limit, today) for limit in clock.of(db, report.id)),
        timeline=_timeline(db, report, people),
        attachments=attachments.shown(db, Attachment, Attachment.report_id == report.id, people),
        numbers=_numbers(db, report),
        versions=_versions(db, report, people),
        links=_links(db, report),
        next_step=rules.next_step(stand, session.account),
        steps=rules.possible_steps(stand, session.account),
        acts=rules.possible_acts(stand, session.account),
        undoable=undoable(db, report, session.account.id),
    )


def shown_deadline(limit: ReportDeadline, today: date) -> Deadline:
    """A limit with its legal basis and its marks."""
    rule, end = Rule.from_json(limit.rule), clock.end_of(limit)
    return Deadline(
        id=limit.id,
        stage=limit.stage,
        label=deadlines.STAGE_NAMES.get(limit.stage, limit.stage),
        starts_at=limit.starts_at,
        due_on=end,
        due_at=limit.due_at,
        basis=rule.basis,
        verified=rule.verified,
        calendar_confirmed=limit.calendar_confirmed,
        extended_to=limit.extended_to,
        extension_ground=limit.extension_ground,
        extensions_left=len(clock.extensions_left(limit)),
        suspended_days=limit.suspended_days,
        met_at=limit.met_at,
        replaced=limit.replaced_at is not None,
        overdue=clock.running(limit) and end < today,
        days_left=(end - today).days,
    )


def _timeline(db: Orm, report: Report, people: dict[str, str]) -> tuple[TimelineEntry, ...]:
    query = select(
        ReportEvent.id,
        ReportEvent.at,
        ReportEvent.by,
        ReportEvent.action,
        ReportEvent.from_state,
        ReportEvent.to_state,
        ReportEvent.note,
        ReportEvent.detail,
        ReportEvent.undone_at,
    ).where(ReportEvent.report_id == report.id)
    return tuple(
        TimelineEntry(
            id=row.id,
            at=row.at,
            by_id=row.by,
            by=people.get(row.by, row.by),
            action=row.action,
            label=ACTION_NAMES.get(row.action, row.action),
            from_state=State(row.from_state) if row.from_state else None,
            to_state=State(row.to_state) if row.to_state else None,
            note=row.note,
            detail=row.detail,
            undone=row.undone_at is not None,
        )
        for row in db.execute(query.order_by(ReportEvent.id))
    )


def _numbers(db: Orm, report: Report) -> tuple[EarlierNumber, ...]:
    query = select(ReportNumber).where(ReportNumber.report_id == report.id, ReportNumber.number != report.number)
    return tuple(
        EarlierNumber(row.number, ReportKind(row.kind), row.given_at, row.withdrawn_reason)
        for row in db.scalars(query.order_by(ReportNumber.id))
    )


def _versions(db: Orm, report: Report, people: dict[str, str]) -> tuple[EarlierVersion, ...]:
    query = select(ReportVersion).where(ReportVersion.report_id == report.id)
    return tuple(
        EarlierVersion(row.id, row.version, row.at, people.get(row.by, row.by), row.reason, row.record)
        for row in db.scalars(query.order_by(ReportVersion.id))
    )


def _links(db: Orm, report: Report) -> tuple[LinkedReport, ...]:
    query = select(ReportLink).where(or_(ReportLink.first_id == report.id, ReportLink.second_id == report.id))
    found: list[LinkedReport] = []
    for link in db.scalars(query):
        other = db.get(Report, link.second_id if link.first_id == report.id else link.first_id)
        if other is not None:
            found.append(LinkedReport(other.id, other.number, other.content[:120], link.reason))
    return tuple(found)


def undoable(db: Orm, report: Report, account_id: str) -> Undoable | None:
    """The person's own last act, if nothing came after it and it left what it takes to go back."""
    last = last_act(db, report.id)
    if last is None or last.by != account_id or last.before is None:
        return None
    return Undoable(last.id, ACTION_NAMES.get(last.action, last.action), last.at)


def last_act(db: Orm, report_id: int) -> Any:
    """The last event that was not taken back; undoing, showing and printing change nothing and do not count."""
    query = (
        select(ReportEvent)
        .where(
            ReportEvent.report_id == report_id,
            ReportEvent.undone_at.is_(None),
            ReportEvent.action.not_in(("undo", "reveal", "print", "reseal")),
        )
        .order_by(ReportEvent.id.desc())
        .limit(1)
    )
    return db.scalars(query).first()
