"""How are checked minutes put into the record: premises, team, rows of the minutes, findings, reviews?"""

from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.common.entered import typed
from app.common.i18n import N_
from app.police.inspections import intake
from app.police.inspections.changing import Change, open_change
from app.police.inspections.detail import detail_of, members_of
from app.police.inspections.intake import Wrong
from app.police.inspections.models import (
    Finding,
    FindingReview,
    Inspection,
    InspectionCheck,
    InspectionMember,
    InspectionPresent,
    SanctionFinding,
)
from app.police.inspections.record import part
from app.police.inspections.terms import HEAD_COUNT, FindingState, InspectionKind, ReviewResult, State
from app.police.inspections.values import Check, HeadCount, Member, Minutes, NewFinding, Present, Review
from app.registry import queries as registry
from app.registry.establishments.values import Brief
from app.vault.errors import Invalid, Refused
from app.vault.people import Level
from app.vault.session import Work

NOT_IN_FORCE = N_("“{name}” was not in force on that day, says the list. Please check which rule holds.")


def premises(inspection: Inspection, place: Brief) -> None:
    """Keep what the premises are called now."""
    inspection.establishment_id, inspection.establishment_number = place.id, place.number
    inspection.establishment_name, inspection.type_code = place.name, place.type_code
    inspection.village_id, inspection.village_name = place.village_id, place.village
    inspection.address, inspection.responsible = place.address, place.responsible or place.owner


def team(db: Orm, inspection_id: int, members: Sequence[Member]) -> None:
    """The team anew, in its order."""
    for row in part(db, InspectionMember, inspection_id):
        db.delete(row)
    db.flush()
    db.add_all(
        InspectionMember(
            inspection_id=inspection_id,
            position=place,
            role=member.role.value,
            name=member.name,
            office=member.office,
            account_id=member.account_id,
            person=intake.person_of(member),
        )
        for place, member in enumerate(members)
    )


# How the forms call what stands inside of the minutes.
_NAMES = {
    "decision.number": "decision_number",
    "decision.on": "decision_on",
    **dict(zip((f"head_count.{each.name}" for each in fields(HeadCount)), HEAD_COUNT, strict=True)),
}


def _kept(db: Orm, inspection_id: int) -> intake.Kept:
    found = part(db, Finding, inspection_id)
    return intake.Kept(
        frozenset(row.item_code for row in part(db, InspectionCheck, inspection_id)),
        frozenset(row.violation_code for row in found),
        frozenset(code for row in found for code in row.measures),
    )


def minutes(change: Change, entered: Minutes) -> None:
    """Check the minutes as a whole and write them. Raises Invalid with an error for each field that is wrong."""
    work, inspection, db = change.work, change.inspection, change.work.db
    entered = typed(entered, _NAMES)
    session, wrong, before = work.session, Wrong(), _kept(db, inspection.id)
    when = intake.when_held(session, entered, wrong)
    held_on = entered.inspected_on
    place = intake.premises(db, inspection.establishment_id, held_on, "inspected_on", wrong)
    members: tuple[Member, ...] | None = None
    if entered.team is not None or not part(db, InspectionMember, inspection.id):
        members = intake.team(session, db, entered.team or (), inspection.id, when, wrong)
    else:
        intake.team(session, db, members_of(db, inspection.id), inspection.id, when, wrong)
    decision = entered.decision
    if decision is not None and decision.on is not None and held_on is not None and decision.on > held_on:
        wrong["decision_on"] = Invalid(N_("The decision would be younger than the inspection."))
    count = intake.head_count(entered.head_count, wrong)
    there = intake.present(entered.present, entered.head_count, wrong)
    checked = intake.checks(db, entered.checks, before, wrong)
    found = intake.findings(session, db, entered.findings, before, held_on, wrong)
    of_first = reviewable(db, inspection)
    seen = intake.reviews(entered.reviews, of_first, held_on, wrong)
    if entered.reviews and inspection.kind != InspectionKind.FOLLOW_UP:
        wrong["reviews"] = Invalid(N_("Only a follow-up inspection looks at findings of before."))
    intake.not_before(entered.fix_by, held_on, "fix_by", wrong)
    _findings_that_stay(db, inspection, found, wrong)
    intake.unless_wrong(wrong)
    if place is None or held_on is None:
        raise RuntimeError("checked above")

    premises(inspection, place)
    inspection.inspected_on, inspection.started_at, inspection.ended_at = held_on, when.begins, when.ends
    for name, value in count.items():
        setattr(inspection, name, value)
    for name in ("content", "owner_opinion", "conclusion", "recommendations", "note"):
        setattr(inspection, name, intake.tidy(getattr(entered, name)))
    inspection.fix_by = entered.fix_by
    if decision is not None:
        inspection.decision_number, inspection.decision_on = intake.tidy(decision.number), decision.on
    if members is not None:
        team(db, inspection.id, members)
    _rows(db, inspection.id, there, checked)
    _findings(change, found, held_on)
    if inspection.kind == InspectionKind.FOLLOW_UP:
        _reviews(work, inspection, seen)
    db.flush()


def _rows(db: Orm, inspection_id: int, there: Sequence[Present], checked: Sequence[Check]) -> None:
    for table in (InspectionPresent, InspectionCheck):
        for row in part(db, table, inspection_id):
            db.delete(row)
    db.flush()
    db.add_all(
        InspectionPresent(
            inspection_id=inspection_id,
            position=place,
            role=each.role.value,
            name=each.name,
            count=each.count,
            note=each.note,
        )
        for place, each in enumerate(there)
    )
    db.add_all(
        InspectionCheck(
            inspection_id=inspection_id,
            position=place,
            item_code=each.item_code,
            text=each.text,
            basis=each.basis,
            result=each.result.value,
            note=each.note,
        )
        for place, each in enumerate(checked)
    )


# --- findings -----------------------------------------------------------------------------------------------------


def _findings_that_stay(db: Orm, inspection: Inspection, found: Sequence[NewFinding], wrong: Wrong) -> None:
    """What a sanction was decided for, or a follow-up looked at, cannot be left out."""
    rows = {row.id: row for row in part(db, Finding, inspection.id)}
    kept = {each.id for each in found if each.id is not None}
    if kept - set(rows):
        wrong["findings"] = Invalid(N_("A finding is not one of this inspection. Look at the inspection again."))
    for row_id in set(rows) - kept:
        for table in (SanctionFinding, FindingReview):
            if db.scalar(select(table.finding_id).where(table.finding_id == row_id).limit(1)) is not None:
                wrong["findings"] = Invalid(
                    N_("Finding {seq} has a sanction decision or was looked at again: it cannot be left out."),
                    seq=rows[row_id].seq,
                )


def _findings(change: Change, found: Sequence[NewFinding], held_on: date) -> None:
    db, inspection = change.work.db, change.inspection
    kinds = {item.code: item for item in registry.whole_catalogue(db, registry.VIOLATION_KINDS)}
    rows = {row.id: row for row in part(db, Finding, inspection.id)}
    kept = {each.id for each in found if each.id is not None}
    last = max((row.seq for row in rows.values()), default=0)
    for row_id in set(rows) - kept:
        db.delete(rows[row_id])
    db.flush()
    for each in found:
        row = rows.get(each.id) if each.id is not None else None
        if row is None:
            last += 1
            row = Finding(inspection_id=inspection.id, seq=last, state=FindingState.OPEN.value)
            db.add(row)
        kind = kinds.get(each.violation_code)
        if kind is not None and row.violation_code != each.violation_code:
            row.violation_name, row.basis = kind.name, kind.basis
        elif not each.violation_code:
            row.violation_name = row.basis = ""
        if kind is not None and not kind.in_force(held_on):
            change.warn(NOT_IN_FORCE, name=kind.name)
        row.violation_code, row.description = each.violation_code, each.description
        row.measures, row.fix_by, row.note = list(each.measures), each.fix_by, each.note
        row.found_on = held_on
        if each.put_right_on is not None:
            row.state, row.resolved_on = FindingState.PUT_RIGHT.value, each.put_right_on
        elif row.state == FindingState.PUT_RIGHT:
            row.state, row.resolved_on = FindingState.OPEN.value, None
    db.flush()


# --- what a follow-up saw -----------------------------------------------------------------------------------------


def reviewable(db: Orm, inspection: Inspection) -> dict[int, date]:
    """The findings that a follow-up may look at: open ones of the first inspection, and those it looked at already."""
    if inspection.kind != InspectionKind.FOLLOW_UP or inspection.follow_up_of_id is None:
        return {}
    own = {row.finding_id for row in part(db, FindingReview, inspection.id)}
    rows = part(db, Finding, inspection.follow_up_of_id)
    return {row.id: row.found_on for row in rows if row.state == FindingState.OPEN or row.id in own}


def _reviews(work: Work, inspection: Inspection, seen: Sequence[Review]) -> None:
    db = work.db
    before = [(row.finding_id, row.result, row.note, row.new_fix_by) for row in part(db, FindingReview, inspection.id)]
    if before == [(each.finding_id, each.result.value, each.note, each.new_fix_by) for each in seen]:
        return
    withdraw_reviews(work, inspection)
    for row in part(db, FindingReview, inspection.id):
        db.delete(row)
    db.flush()
    db.add_all(
        FindingReview(
            inspection_id=inspection.id,
            finding_id=each.finding_id,
            result=each.result.value,
            note=each.note,
            new_fix_by=each.new_fix_by,
        )
        for each in seen
    )
    db.flush()
    apply_reviews(work, inspection)


def apply_reviews(work: Work, inspection: Inspection) -> None:
    """What a follow-up saw, carried to the findings of the first inspection."""
    _each_review(work, inspection, _apply)


def withdraw_reviews(work: Work, inspection: Inspection) -> None:
    """Make the findings of the first inspection as if this follow-up had not looked at them."""
    _each_review(work, inspection, _withdraw)


def _apply(inspection: Inspection, row: FindingReview, finding: Finding) -> None:
    row.fix_by_before = finding.fix_by
    if row.result == ReviewResult.PUT_RIGHT:
        finding.state, finding.resolved_on = FindingState.PUT_RIGHT.value, inspection.inspected_on
    elif row.new_fix_by is not None:
        finding.fix_by = row.new_fix_by


def _withdraw(inspection: Inspection, row: FindingReview, finding: Finding) -> None:
    if row.result == ReviewResult.PUT_RIGHT and finding.state == FindingState.PUT_RIGHT:
        finding.state, finding.resolved_on = FindingState.OPEN.value, None
    if row.new_fix_by is not None and finding.fix_by == row.new_fix_by:
        finding.fix_by = row.fix_by_before


def _each_review(
    work: Work, inspection: Inspection, carry: Callable[[Inspection, FindingReview, Finding], None]
) -> None:
    db = work.db
    rows = part(db, FindingReview, inspection.id)
    if not rows or inspection.follow_up_of_id is None:
        return
    first = open_change(work, inspection.follow_up_of_id)
    first.undoable = False
    if first.inspection.state == State.CLOSED:
        raise Refused(
            N_("The first inspection {number} is closed. Reopen it before its findings change."),
            number=first.inspection.number,
        )
    for row in rows:
        finding = db.get(Finding, row.finding_id)
        if finding is not None:
            carry(inspection, row, finding)
    first.done("review", "", follow_up=inspection.number)


# --- who types in -------------------------------------------------------------------------------------------------


def of_the_team(work: Work, members: Sequence[Member] | None) -> None:
    """An officer types in the minutes of a visit they took part in; a lead those of any. Raises Invalid."""
    me = work.session.account
    if me.level is Level.OFFICER and me.id not in {each.account_id for each in members or ()}:
        why = Invalid(
            N_("Only somebody of the team or a lead types in the minutes. The team does not name this account.")
        )
        raise Invalid(intake.NOT_SAVED, {"team": why})


def as_entered(change: Change) -> Minutes:
    """The minutes as they stand, as somebody would enter them."""
    return detail_of(change.work.session, change.work.db, change.inspection).minutes()
