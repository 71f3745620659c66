"""What does a person see who opens an inspection: team, minutes, findings, sanctions, timeline, what can be done?"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.common import attachments
from app.common.i18n import N_
from app.common.steps import Undoable
from app.police.inspections import intake, rules
from app.police.inspections.models import (
    Finding,
    FindingReview,
    Inspection,
    InspectionAttachment,
    InspectionCheck,
    InspectionEvent,
    InspectionMember,
    InspectionPresent,
    InspectionVersion,
    Sanction,
)
from app.police.inspections.record import links, part, shown_day, standing
from app.police.inspections.rules import ACTS, TRANSITIONS
from app.police.inspections.terms import (
    CheckResult,
    FindingState,
    InspectionKind,
    MemberRole,
    PresentRole,
    ReviewResult,
    State,
)
from app.police.inspections.values import (
    Check,
    Decision,
    EarlierVersion,
    FindingInfo,
    HeadCount,
    InspectionDetail,
    LinkedInspection,
    Member,
    Premises,
    Present,
    Review,
    ReviewInfo,
    SanctionInfo,
    TimelineEntry,
)
from app.registry import queries as registry
from app.vault.session import Session

# What the timeline calls the acts that are neither a step nor in the table of acts.
OTHER_ACTIONS: dict[str, str] = {
    "number_decision": N_("Numbered the decision on a team"),
    "plan": N_("Visit planned"),
    "add": N_("Unannounced inspection recorded"),
    "follow_up": N_("Follow-up inspection planned"),
    "review": N_("Findings looked at by the follow-up"),
    "remove_sanction": N_("Took a sanction decision out"),
    "import": N_("Imported from an Excel register"),
    "merge": N_("Completed from an Excel register"),
    "detach": N_("Remove a file"),
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


def detail_of(session: Session, db: Orm, inspection: Inspection) -> InspectionDetail:
    """Everything about an inspection. Reading it is audited by the service, not here."""
    people, stand, today = names(session), standing(db, inspection), session.today()
    fix_due = shown_day(inspection.fix_due)
    return InspectionDetail(
        id=inspection.id,
        version=inspection.version,
        number=inspection.number,
        kind=stand.kind,
        state=stand.state,
        premises=premises_of(db, inspection),
        plan_item_id=inspection.plan_item_id,
        planned_on=inspection.planned_on,
        planned_from=intake.hour(inspection.planned_from),
        planned_until=intake.hour(inspection.planned_until),
        decision=Decision(inspection.decision_number, inspection.decision_on),
        inspected_on=inspection.inspected_on,
        started=intake.hour(inspection.started_at),
        ended=intake.hour(inspection.ended_at),
        team=members_of(db, inspection.id),
        team_text=inspection.team_text,
        leader=inspection.leader_name,
        present=tuple(
            Present(PresentRole(row.role), row.name, row.count, row.note)
            for row in part(db, InspectionPresent, inspection.id)
        ),
        checks=tuple(
            Check(row.text, CheckResult(row.result), row.item_code, row.basis, row.note)
            for row in part(db, InspectionCheck, inspection.id)
        ),
        head_count=head_count_of(inspection),
        carried_at=inspection.carried_at,
        content=inspection.content,
        owner_opinion=inspection.owner_opinion,
        conclusion=inspection.conclusion,
        recommendations=inspection.recommendations,
        fix_by=inspection.fix_by,
        note=inspection.note,
        handling=inspection.handling,
        follow_up_note=inspection.follow_up_note,
        recorded_at=inspection.recorded_at,
        recorded_by=people.get(inspection.recorded_by, ""),
        cancelled_reason=inspection.cancelled_reason,
        removed=inspection.removed,
        removed_reason=inspection.removed_reason,
        fix_due=fix_due,
        overdue=fix_due is not None and fix_due < today,
        findings=findings_of(db, inspection, today),
        to_review=to_review(db, inspection, today),
        reviews=tuple(
            Review(row.finding_id, ReviewResult(row.result), row.note, row.new_fix_by)
            for row in part(db, FindingReview, inspection.id)
        ),
        sanctions=_sanctions(db, inspection, today),
        follow_up_of=_linked(db, [inspection.follow_up_of_id]),
        follow_ups=_follow_ups(db, inspection.id),
        timeline=_timeline(db, inspection, people),
        attachments=attachments.shown(
            db, InspectionAttachment, InspectionAttachment.inspection_id == inspection.id, people
        ),
        versions=_versions(db, inspection, people),
        next_step=rules.next_step(stand, session.account),
        steps=rules.possible_steps(stand, session.account),
        acts=rules.possible_acts(stand, session.account),
        undoable=undoable(db, inspection, session.account.id),
    )


def premises_of(db: Orm, inspection: Inspection) -> Premises:
    """The premises as the inspection has them."""
    return Premises(
        inspection.establishment_id,
        inspection.establishment_number,
        inspection.establishment_name,
        inspection.type_code,
        registry.item_name(db, registry.ESTABLISHMENT_TYPES, inspection.type_code) if inspection.type_code else "",
        inspection.village_id,
        inspection.village_name,
        inspection.address,
        inspection.responsible,
    )


def members_of(db: Orm, inspection_id: int) -> tuple[Member, ...]:
    """The team in the order of the decision."""
    return tuple(
        Member(row.name, MemberRole(row.role), row.office, row.account_id)
        for row in part(db, InspectionMember, inspection_id)
    )


def head_count_of(inspection: Inspection) -> HeadCount:
    """What was counted there."""
    return HeadCount(
        inspection.workers_total,
        inspection.workers_women,
        inspection.workers_from_elsewhere,
        inspection.workers_with_contract,
        inspection.workers_declared,
    )


def findings_of(db: Orm, inspection: Inspection, today: date) -> tuple[FindingInfo, ...]:
    """The findings of an inspection with what follow-ups saw of them."""
    rows = part(db, Finding, inspection.id)
    measures = {item.code: item.name for item in registry.whole_catalogue(db, registry.MEASURES)} if rows else {}
    seen = _reviews(db, [row.id for row in rows])
    return tuple(_finding(row, inspection, measures, seen.get(row.id, []), today) for row in rows)


def to_review(db: Orm, inspection: Inspection, today: date) -> tuple[FindingInfo, ...]:
    """What a follow-up looks at: the first inspection's findings that are open, or that it has looked at."""
    if inspection.kind != InspectionKind.FOLLOW_UP or inspection.follow_up_of_id is None:
        return ()
    first = db.get(Inspection, inspection.follow_up_of_id)
    if first is None:
        return ()
    looked_at = {row.finding_id for row in part(db, FindingReview, inspection.id)}
    return tuple(
        each for each in findings_of(db, first, today) if each.state is FindingState.OPEN or each.id in looked_at
    )


def _finding(
    row: Finding, inspection: Inspection, measures: Mapping[str, str], seen: list[ReviewInfo], today: date
) -> FindingInfo:
    end, state = row.fix_by or inspection.fix_by, FindingState(row.state)
    return FindingInfo(
        id=row.id,
        seq=row.seq,
        violation_code=row.violation_code,
        violation_name=row.violation_name,
        basis=row.basis,
        description=row.description,
        measures=tuple(row.measures),
        measure_names=tuple(measures.get(code, code) for code in row.measures),
        fix_by=row.fix_by,
        state=state,
        found_on=row.found_on,
        resolved_on=row.resolved_on,
        note=row.note,
        overdue=state is FindingState.OPEN and end is not None and end < today,
        age=(today - row.found_on).days,
        reviews=tuple(seen),
    )


def _reviews(db: Orm, finding_ids: list[int]) -> dict[int, list[ReviewInfo]]:
    found: dict[int, list[ReviewInfo]] = {}
    if not finding_ids:
        return found
    query = (
        select(FindingReview, Inspection.number, Inspection.inspected_on)
        .join(Inspection, Inspection.id == FindingReview.inspection_id)
        .where(FindingReview.finding_id.in_(finding_ids), Inspection.removed.is_(False))
        .order_by(FindingReview.id)
    )
    for row, number, held_on in db.execute(query):
        info = ReviewInfo(row.inspection_id, number, held_on, ReviewResult(row.result), row.note, row.new_fix_by)
        found.setdefault(row.finding_id, []).append(info)
    return found


def _sanctions(db: Orm, inspection: Inspection, today: date) -> tuple[SanctionInfo, ...]:
    seqs = {row.id: row.seq for row in part(db, Finding, inspection.id)}
    of: dict[int, list[int]] = {}
    for link in links(db, inspection.id):
        of.setdefault(link.sanction_id, []).append(link.finding_id)
    return tuple(
        SanctionInfo(
            id=row.id,
            decision_number=row.decision_number,
            decision_on=row.decision_on,
            addressee=row.addressee,
            organisation=row.organisation,
            amount=row.amount,
            due_on=row.due_on,
            paid_on=row.paid_on,
            note=row.note,
            finding_ids=tuple(of.get(row.id, ())),
            findings=tuple(seqs[each] for each in of.get(row.id, ()) if each in seqs),
            overdue=row.paid_on is None and row.due_on is not None and row.due_on < today,
        )
        for row in part(db, Sanction, inspection.id)
    )


def _linked(db: Orm, ids: Iterable[int | None]) -> LinkedInspection | None:
    return next((_link(row) for each in ids if each is not None and (row := db.get(Inspection, each))), None)


def _link(row: Inspection) -> LinkedInspection:
    return LinkedInspection(row.id, row.number, State(row.state), shown_day(row.day))


def _follow_ups(db: Orm, inspection_id: int) -> tuple[LinkedInspection, ...]:
    query = select(Inspection).where(Inspection.follow_up_of_id == inspection_id, Inspection.removed.is_(False))
    return tuple(_link(row) for row in db.scalars(query.order_by(Inspection.day, Inspection.id)))


def _timeline(db: Orm, inspection: Inspection, people: Mapping[str, str]) -> tuple[TimelineEntry, ...]:
    event = InspectionEvent
    query = select(
        event.id, event.at, event.by, event.action, event.from_state, event.to_state, event.note, event.detail,
        event.undone_at,
    ).where(event.inspection_id == inspection.id)  # fmt: skip
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
        for row in db.execute(query.order_by(event.id))
    )


def _versions(db: Orm, inspection: Inspection, people: Mapping[str, str]) -> tuple[EarlierVersion, ...]:
    query = select(InspectionVersion).where(InspectionVersion.inspection_id == inspection.id)
    return tuple(
        EarlierVersion(row.id, row.version, row.at, people.get(row.by, row.by), row.reason, row.record)
        for row in db.scalars(query.order_by(InspectionVersion.id))
    )


def undoable(db: Orm, inspection: Inspection, account_id: str) -> Undoable | None:
    """The person's own last act, if nothing came after it and it left what it takes to go back."""
    last = last_act(db, inspection.id)
    if last is None or last.by != account_id or last.before is None:
        return None
    return Undoable(last.id, ACTION_NAMES.get(last.action, last.action), last.at)


def last_act(db: Orm, inspection_id: int) -> Any:
    """The last event that was not taken back; undoing and printing change nothing and do not count."""
    query = (
        select(InspectionEvent)
        .where(
            InspectionEvent.inspection_id == inspection_id,
            InspectionEvent.undone_at.is_(None),
            InspectionEvent.action.not_in(("undo", "print", "carry_head_count")),
        )
        .order_by(InspectionEvent.id.desc())
        .limit(1)
    )
    return db.scalars(query).first()
