"""Twelve premises and what is recorded of each, so small that every figure can be counted by hand.

| number | type    | village | inspected          | else                                       |
| CS001  | karaoke | Đông    | never              |                                            |
| CS002  | karaoke | Đoài    | never              | licence expired                            |
| CS003  | karaoke | Đông    | 2022-05-10         | 3 whole years: 3 points                    |
| CS004  | karaoke | Đoài    | 2025-06-02         | 2 open findings, licence expired: 6 points |
| CS005  | massage | Đông    | 2025-06-03         | 2 reports of 4 count: 2 points             |
| CS006  | massage | Đoài    | 2025-06-04         |                                            |
| CS007  | massage | Đông    | 2025-06-05         | certificate expired: 2 points              |
| CS008  | massage | Đoài    | 2025-06-06         |                                            |
| CS009  | cafe    | Đông    | 2026-02-10         |                                            |
| CS010  | cafe    | Đoài    | 2026-02-11 as CS013, which was merged into it |                 |
| CS011  | cafe    | Đông    | 2025-06-09         | suspended since 2026-02-01: not drawn      |
| CS012  | cafe    | none    | 2026-01-20         | closed on 2026-02-15: not drawn            |
"""

from dataclasses import replace
from datetime import date, time

from sqlalchemy import select

from app.police.inspections import services as inspections
from app.police.inspections import services_findings
from app.police.inspections.models import Inspection
from app.police.inspections.terms import MemberRole, ReviewResult
from app.police.inspections.values import Member, Minutes, NewFinding, Review
from app.police.reports import services as reports
from app.police.reports import services_review
from app.police.reports.rules import StepFacts
from app.police.reports.terms import Classification, ReporterForm, ReportKind
from app.police.reports.values import NewReport, Place, Reporter
from app.registry import services as registry
from app.registry.establishments import services as register
from app.registry.establishments.services_merging import merge_duplicate
from app.registry.establishments.values import Entry
from app.vault.session import Session

OVER = date(2025, 12, 31)
TEAM = (
    Member("Vũ Hải Nam", MemberRole.LEADER, "Công an xã"),
    Member("Tạ Thu Hà", MemberRole.MEMBER, "Công an xã"),
)
OPEN_ON_THE_DAY = 10


def fill(lead: Session) -> None:
    """Everything of the table above, through the services."""
    villages = [registry.add_village(lead, name) for name in ("Thôn Đông", "Thôn Đoài")]
    ids: dict[str, int] = {}
    types = ("karaoke",) * 4 + ("massage",) * 4 + ("cafe",) * 5
    for seq, type_code in enumerate(types, start=1):
        number = f"CS{seq:03d}"
        entry = Entry(f"Cơ sở {seq}", type_code, villages[(seq + 1) % 2], f"Số {seq}", opened_on=date(2020, 1, 1))
        if number in ("CS002", "CS004"):
            entry = replace(entry, licence_number="1", licence_expires_on=OVER)
        if number == "CS007":
            entry = replace(entry, cert_number="1", cert_expires_on=OVER)
        if number == "CS012":
            entry = replace(entry, village_id=None)
        ids[number] = register.add_establishment(lead, entry).establishment_id
    days = {
        "CS003": date(2022, 5, 10),
        "CS009": date(2026, 2, 10),
        "CS013": date(2026, 2, 11),
        "CS012": date(2026, 1, 20),
        **{f"CS{seq:03d}": date(2025, 6, seq - 2) for seq in (4, 5, 6, 7, 8, 11)},
    }
    for number, day in days.items():
        inspected(lead, ids[number], day, findings=2 if number == "CS004" else 0)
    for fate in ("open", "transferred", "declined", "unfounded", "binned", "long ago"):
        _report(lead, ids["CS005"], fate)
    merge_duplicate(lead, ids["CS010"], ids["CS013"], "Nhập hai lần.")
    register.suspend_establishment(lead, ids["CS011"], date(2026, 2, 1), "Sửa chữa.")
    register.close_establishment(lead, ids["CS012"], date(2026, 2, 15), "Trả mặt bằng.")


def inspected(session: Session, establishment_id: int, day: date, findings: int = 0) -> int:
    """A visit that nobody planned, with its minutes; the inspection's id."""
    found = tuple(NewFinding(description=f"Vi phạm {place}.") for place in range(findings))
    minutes = Minutes(day, time(9), time(10), team=TEAM, conclusion="Đã kiểm tra.", findings=found)
    return inspections.add_unannounced(session, establishment_id, minutes).inspection_id


def followed_up(session: Session, establishment_id: int, day: date) -> None:
    """A follow-up of the visit there that has findings, which finds nothing put right."""
    with session.read() as db:
        here = (Inspection.establishment_id == establishment_id, Inspection.open_findings > 0)
        first = db.scalars(select(Inspection.id).where(*here)).one()
    inspections.conclude(session, first)
    again = services_findings.begin_follow_up(session, first, day).inspection_id
    found = inspections.read_again(session, again).to_review
    reviews = tuple(Review(each.id, ReviewResult.NOT) for each in found)
    minutes = Minutes(day, time(9), time(10), team=TEAM, reviews=reviews, conclusion="Chưa khắc phục.")
    inspections.record(session, again, minutes)


def _report(lead: Session, establishment_id: int, fate: str) -> None:
    """A report that names the premises. Only two of them count: one still open, one transferred."""
    long_ago = fate == "long ago"
    new = NewReport(
        ReportKind.FEEDBACK,
        date(2023, 12, 1) if long_ago else date(2026, 1, 5),
        "Mở nhạc lớn sau 22 giờ",
        source="phone",
        reporter=Reporter(ReporterForm.ANONYMOUS),
        place=Place(establishment_id=establishment_id),
        officer_id=lead.account.id,
    )
    report = reports.receive_report(lead, new).report_id
    steps: dict[str, tuple[tuple[str, StepFacts], ...]] = {
        "transferred": (("transfer", StepFacts(authority="commune_committee")),),
        "declined": (("decline", StepFacts(decline_ground="not_competent")),),
        "unfounded": (
            ("accept", StepFacts()),
            ("begin_verification", StepFacts()),
            ("conclude", StepFacts(verification_result="Không có.", classification=Classification.UNFOUNDED)),
        ),
    }
    for name, facts in steps.get(fate, ()):
        reports.take_step(lead, report, name, facts)
    if fate == "binned":
        services_review.remove(lead, report, "Nhập trùng.")
