"""How do the facts of an inspection become those of its papers? In Vietnamese, whatever the screen's language.

A paper carries counts of workers, never their names; the addressee of a sanction stands on none of them.
"""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.police.inspections import template
from app.police.inspections.paper_facts import (
    CheckLine,
    CountLine,
    DecisionFacts,
    FindingLine,
    FollowUpFacts,
    MinutesFacts,
    PremisesFacts,
    PresentLine,
    TeamLine,
)
from app.police.inspections.terms import (
    CheckResult,
    FindingState,
    InspectionKind,
    MemberRole,
    PresentRole,
    ReviewResult,
)
from app.police.inspections.values import Check, FindingInfo, HeadCount, InspectionDetail, Member, Present, Review
from app.registry import queries as registry
from app.registry.establishments import models as register
from app.registry.establishments import queries as premises_register
from app.registry.establishments.terms import CountSource
from app.registry.establishments.values import Brief
from app.vault.session import Work

KINDS: dict[InspectionKind, str] = {
    InspectionKind.PLANNED: "Kiểm tra theo kế hoạch",
    InspectionKind.UNANNOUNCED: "Kiểm tra đột xuất",
    InspectionKind.FOLLOW_UP: "Phúc tra",
}
TEAM_ROLES: dict[MemberRole, str] = {
    MemberRole.LEADER: "Trưởng đoàn",
    MemberRole.SECRETARY: "Thư ký",
    MemberRole.MEMBER: "Thành viên",
}
PRESENT_ROLES: dict[PresentRole, str] = {
    PresentRole.OWNER: "Chủ cơ sở",
    PresentRole.MANAGER: "Người quản lý cơ sở",
    PresentRole.REPRESENTATIVE: "Người đại diện cơ sở",
    PresentRole.WITNESS: "Người chứng kiến",
    PresentRole.OTHER: "Người có mặt",
}
REVIEWS: dict[ReviewResult, str] = {
    ReviewResult.PUT_RIGHT: "Đã khắc phục",
    ReviewResult.PARTLY: "Khắc phục một phần",
    ReviewResult.NOT: "Chưa khắc phục",
}
# A line of the head-count, under its name in both values.
COUNTS: tuple[tuple[str, str], ...] = (
    ("total", "Tổng số người lao động"),
    ("women", "Trong đó: nữ"),
    ("from_elsewhere", "Người từ nơi khác đến"),
    ("with_contract", "Có hợp đồng lao động"),
    ("residence_declared", "Đã được chủ cơ sở khai báo cư trú"),
)
NOT_CHECKED = "Không kiểm tra"
GROUNDS = (
    "Căn cứ chức năng, nhiệm vụ, quyền hạn của {office}",
    "Xét yêu cầu công tác quản lý cơ sở kinh doanh dịch vụ",
)


def decision(work: Work, detail: InspectionDetail) -> DecisionFacts:
    """The team, the premises and the day."""
    office = registry.office(work.db, work.session.account.unit).name or "Công an xã"
    return DecisionFacts(
        premises=_premises(work.db, detail),
        team=team(detail.team),
        leader=detail.leader,
        grounds=tuple(ground.format(office=office) for ground in GROUNDS),
        planned_on=detail.planned_on or detail.inspected_on,
        content=detail.content if detail.recorded_at is None else "",
    )


def minutes(work: Work, detail: InspectionDetail) -> MinutesFacts:
    """The minutes as recorded."""
    named = {each.role: each.name for each in reversed(detail.present) if each.name}
    secretary = next((each.name for each in detail.team if each.role is MemberRole.SECRETARY), "")
    said = declared(work.db, detail.premises.id, detail.inspected_on or work.session.today())
    return MinutesFacts(
        blank=False,
        kind=KINDS[detail.kind],
        inspection_number=detail.number,
        premises=_premises(work.db, detail),
        inspected_on=detail.inspected_on,
        started=detail.started,
        ended=detail.ended,
        decision_number=detail.decision.number,
        decision_on=detail.decision.on,
        team=team(detail.team),
        leader=detail.leader,
        present=tuple(_present(detail.present)),
        workers=next((each.count for each in detail.present if each.role is PresentRole.WORKERS), None),
        counts=counts(said, detail.head_count),
        declared_on=said.counted_on if said is not None else None,
        checks=tuple(map(_check, detail.checks)),
        content=detail.content,
        findings=tuple(_finding(each) for each in detail.findings),
        reviewed=tuple(_reviewed(each, detail.reviews) for each in detail.to_review),
        owner_opinion=detail.owner_opinion,
        conclusion=detail.conclusion,
        recommendations=detail.recommendations,
        fix_by=detail.fix_by,
        secretary=secretary or detail.recorded_by,
        representative=next(
            (
                named[role]
                for role in (PresentRole.OWNER, PresentRole.MANAGER, PresentRole.REPRESENTATIVE)
                if role in named
            ),
            "",
        ),
        witness=named.get(PresentRole.WITNESS, ""),
    )


def blank(work: Work, detail: InspectionDetail) -> MinutesFacts:
    """The form for a visit that is planned: premises, team and checklist stand in it, what is seen does not."""
    day = detail.planned_on or work.session.today()
    said = declared(work.db, detail.premises.id, day)
    return MinutesFacts(
        blank=True,
        kind=KINDS[detail.kind],
        inspection_number=detail.number,
        premises=_premises(work.db, detail),
        decision_number=detail.decision.number,
        decision_on=detail.decision.on,
        team=team(detail.team),
        leader=detail.leader,
        counts=counts(said, HeadCount()),
        declared_on=said.counted_on if said is not None else None,
        checks=tuple(CheckLine(each.text, each.basis) for each in detail.checks)
        or checklist(work.db, detail.premises.type_code, day),
        reviewed=tuple(_reviewed(each, ()) for each in detail.to_review),
    )


def blank_for(db: Orm, place: Brief, day: date) -> MinutesFacts:
    """The form for premises without a visit planned."""
    said = declared(db, place.id, day)
    return MinutesFacts(
        blank=True,
        kind=KINDS[InspectionKind.UNANNOUNCED],
        inspection_number="",
        premises=premises(place),
        counts=counts(said, HeadCount()),
        declared_on=said.counted_on if said is not None else None,
        checks=checklist(db, place.type_code, day),
    )


def letter(work: Work, detail: InspectionDetail, report_by: date) -> FollowUpFacts:
    """What is still open; the answer is due by that day, or by the last that a finding names."""
    still = [each for each in detail.findings if each.state is FindingState.OPEN]
    place = _premises(work.db, detail)
    return FollowUpFacts(
        premises=place,
        addressee=f"{place.owner or place.responsible or 'Chủ cơ sở'}, {place.name}",
        inspection_number=detail.number,
        inspected_on=detail.inspected_on or work.session.today(),
        findings=tuple(_finding(each, detail.fix_by) for each in still),
        report_by=max([report_by, *(each.fix_by for each in still if each.fix_by)]),
        overdue=sum(each.overdue for each in still),
    )


# --- the parts -----------------------------------------------------------------------------------------


def premises(place: Brief) -> PremisesFacts:
    """The premises as the register has them today."""
    return PremisesFacts(
        number=place.number,
        name=place.name,
        type_name=place.type_name,
        address=place.address,
        village=place.village,
        owner=place.owner,
        responsible=place.responsible,
        phone=place.phone,
        licence_number=place.licence_number,
        licence_expires_on=place.licence_expires_on,
        certificate_number=place.cert_number,
        certificate_expires_on=place.cert_expires_on,
    )


def _premises(db: Orm, detail: InspectionDetail) -> PremisesFacts:
    """As they were called on the day, with the papers that the register knows."""
    seen, place = detail.premises, premises_register.brief(db, detail.premises.id)
    known = premises(place) if place is not None else None
    return PremisesFacts(
        number=seen.number,
        name=seen.name,
        type_name=seen.type_name,
        address=seen.address,
        village=seen.village,
        owner=known.owner if known else "",
        responsible=seen.responsible or (known.responsible if known else ""),
        phone=known.phone if known else "",
        licence_number=known.licence_number if known else "",
        licence_expires_on=known.licence_expires_on if known else None,
        certificate_number=known.certificate_number if known else "",
        certificate_expires_on=known.certificate_expires_on if known else None,
    )


def team(members: Iterable[Member]) -> tuple[TeamLine, ...]:
    """The team in the order of the decision."""
    return tuple(TeamLine(each.name, each.office, TEAM_ROLES[each.role]) for each in members)


def declared(db: Orm, establishment_id: int, until: date) -> register.HeadCount | None:
    """What the owner declared last up to that day; what a team counted is no declaration."""
    query = select(register.HeadCount).where(
        register.HeadCount.establishment_id.in_(premises_register.same_premises(db, establishment_id)),
        register.HeadCount.source == CountSource.OWNER.value,
        register.HeadCount.counted_on <= until,
    )
    return db.scalars(
        query.order_by(register.HeadCount.counted_on.desc(), register.HeadCount.id.desc()).limit(1)
    ).first()


def counts(said: register.HeadCount | None, found: HeadCount) -> tuple[CountLine, ...]:
    """The head-count: what the owner declared, and what was counted."""
    return tuple(
        CountLine(label, getattr(said, name) if said is not None else None, getattr(found, name))
        for name, label in COUNTS
    )


def checklist(db: Orm, type_code: str, day: date) -> tuple[CheckLine, ...]:
    """The items of the form for premises of a type, with room to write."""
    return tuple(CheckLine(item.text, item.basis) for item in template.checklist(db, type_code, day))


def _check(check: Check) -> CheckLine:
    note = check.note
    if check.result is CheckResult.NOT_CHECKED and not note:
        note = NOT_CHECKED
    return CheckLine(
        check.text,
        check.basis,
        met="x" if check.result is CheckResult.MET else "",
        not_met="x" if check.result is CheckResult.NOT_MET else "",
        not_applicable="x" if check.result is CheckResult.NOT_APPLICABLE else "",
        note=note,
    )


def _present(there: Iterable[Present]) -> Iterable[PresentLine]:
    return (
        PresentLine(PRESENT_ROLES[each.role], each.name, each.note)
        for each in there
        if each.role is not PresentRole.WORKERS and each.name
    )


def _finding(finding: FindingInfo, until: date | None = None) -> FindingLine:
    told = ". ".join(part.rstrip(". ") for part in (finding.violation_name, finding.description) if part.strip())
    return FindingLine(
        text=told,
        basis=finding.basis,
        measures="; ".join(finding.measure_names),
        fix_by=finding.fix_by or until,
        found_on=finding.found_on,
        overdue=finding.overdue,
    )


def _reviewed(finding: FindingInfo, reviews: Iterable[Review]) -> FindingLine:
    line = _finding(finding)
    seen = next((each for each in reviews if each.finding_id == finding.id), None)
    return FindingLine(
        text=line.text,
        basis=line.basis,
        measures=line.measures,
        fix_by=line.fix_by,
        found_on=line.found_on,
        result=REVIEWS[seen.result] if seen is not None else "",
        note=seen.note if seen is not None else "",
    )
