"""What did the minutes say before a correction? The earlier version, as minutes."""

from typing import Any

from app.common.i18n import N_
from app.common.permissions import require
from app.common.rows import made
from app.police.inspections import intake
from app.police.inspections.detail import head_count_of
from app.police.inspections.models import (
    Finding,
    FindingReview,
    Inspection,
    InspectionCheck,
    InspectionMember,
    InspectionPresent,
    InspectionVersion,
)
from app.police.inspections.terms import CheckResult, FindingState, MemberRole, PresentRole, ReviewResult
from app.police.inspections.values import Check, Decision, Member, Minutes, NewFinding, Present, Review
from app.vault.errors import NotFound
from app.vault.session import Session


def version_of(session: Session, inspection_id: int, version_id: int) -> Minutes:
    """The minutes before a correction, for a person who has the inspection open. Raises NotFound."""
    require(session, "inspections.open")
    with session.read() as db:
        row = db.get(InspectionVersion, version_id)
        if row is None or row.inspection_id != inspection_id:
            raise NotFound(N_("There is no such earlier version of this inspection."))
        return _minutes(dict(row.record))


def _minutes(record: dict[str, Any]) -> Minutes:
    inspection: Inspection = made(Inspection, record["inspection"])

    def rows(name: str, table: Any) -> list[Any]:
        return [made(table, values) for values in record[name]]

    return Minutes(
        inspected_on=inspection.inspected_on,
        started=intake.hour(inspection.started_at),
        ended=intake.hour(inspection.ended_at),
        team=tuple(
            Member(row.name, MemberRole(row.role), row.office, row.account_id) for row in rows("team", InspectionMember)
        ),
        decision=Decision(inspection.decision_number, inspection.decision_on),
        present=tuple(
            Present(PresentRole(row.role), row.name, row.count, row.note) for row in rows("present", InspectionPresent)
        ),
        content=inspection.content,
        checks=tuple(
            Check(row.text, CheckResult(row.result), row.item_code, row.basis, row.note)
            for row in rows("checks", InspectionCheck)
        ),
        head_count=head_count_of(inspection),
        findings=tuple(
            NewFinding(
                row.violation_code,
                row.description,
                tuple(row.measures),
                row.fix_by,
                row.resolved_on if row.state == FindingState.PUT_RIGHT else None,
                row.note,
                row.id,
            )
            for row in rows("findings", Finding)
        ),
        reviews=tuple(
            Review(row.finding_id, ReviewResult(row.result), row.note, row.new_fix_by)
            for row in rows("reviews", FindingReview)
        ),
        owner_opinion=inspection.owner_opinion,
        conclusion=inspection.conclusion,
        recommendations=inspection.recommendations,
        fix_by=inspection.fix_by,
        note=inspection.note,
    )
