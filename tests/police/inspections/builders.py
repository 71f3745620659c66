"""Short ways to inspections: premises of the register, teams, minutes."""

from dataclasses import replace
from datetime import date, time
from typing import Any

from app.police.inspections import services
from app.police.inspections.terms import CheckResult, MemberRole, PresentRole
from app.police.inspections.values import (
    Changed,
    Check,
    Decision,
    HeadCount,
    InspectionDetail,
    Member,
    Minutes,
    NewFinding,
    NewPlan,
    NewSanction,
    Present,
)
from app.registry.establishments import services as register
from app.registry.establishments.values import Entry
from app.vault.session import Session

NOTICE = "lodging_notice_1_3"


def premises(session: Session, name: str = "Nhà nghỉ Thanh Bình", **more: Any) -> int:
    """New premises of the register; their id."""
    entry = Entry(name=name, type_code="guest_house", address="Số 5, đường 10", owner="Hoàng Văn Định")
    return register.add_establishment(session, replace(entry, **more)).establishment_id


def member(session: Session, role: MemberRole = MemberRole.MEMBER) -> Member:
    return Member(role=role, account_id=session.account.id, office="Công an xã")


def team(leader: Session, *others: Member) -> tuple[Member, ...]:
    more = others or (Member("Đinh Thị Sáu", office="Phòng Văn hóa - Xã hội"),)
    return (member(leader, MemberRole.LEADER), *more)


def plan(session: Session, establishment_id: int, on: date | None = date(2026, 3, 10), **more: Any) -> Changed:
    return services.plan_inspection(session, NewPlan(establishment_id, on, **more))


def ready(lead: Session, leader: Session, establishment_id: int, on: date = date(2026, 3, 10), **more: Any) -> int:
    """A planned visit with its team."""
    planned = plan(lead, establishment_id, on, **more)
    services.assign_team(lead, planned.inspection_id, team(leader), Decision("12/QĐ-CAX", date(2026, 3, 2)))
    return planned.inspection_id


def finding(code: str = NOTICE, **more: Any) -> NewFinding:
    return NewFinding(violation_code=code, fix_by=more.pop("fix_by", date(2026, 3, 31)), **more)


def minutes(**more: Any) -> Minutes:
    """Minutes as the paper has them, without findings."""
    plain = Minutes(
        inspected_on=date(2026, 3, 10),
        started=time(20, 0),
        ended=time(21, 30),
        present=(Present(PresentRole.OWNER, "Hoàng Văn Định"), Present(PresentRole.WORKERS, count=3)),
        content="Kiểm tra việc chấp hành quy định về an ninh, trật tự",
        checks=(Check("Sổ đăng ký lưu trú", CheckResult.MET), Check("Giấy phép", CheckResult.NOT_MET, note="hết hạn")),
        head_count=HeadCount(5, 3, 2, 4, 5),
        conclusion="Cơ sở chấp hành cơ bản tốt",
    )
    return replace(plain, **more)


def sanction(*findings: int, **more: Any) -> NewSanction:
    plain = NewSanction("15/QĐ-XPHC", date(2026, 3, 11), 3_000_000, findings, "Hoàng Văn Định")
    return replace(plain, **more)


def recorded(lead: Session, leader: Session, establishment_id: int, *found: NewFinding) -> InspectionDetail:
    """A visit held, with these findings."""
    inspection_id = ready(lead, leader, establishment_id)
    services.record(leader, inspection_id, minutes(findings=found))
    return services.read_again(leader, inspection_id)


def following(lead: Session, leader: Session, establishment_id: int, *found: NewFinding) -> InspectionDetail:
    """A visit concluded with findings still to put right."""
    detail = recorded(lead, leader, establishment_id, *(found or (finding(),)))
    services.conclude(leader, detail.id)
    return services.read_again(leader, detail.id)
