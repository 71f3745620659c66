"""Invented facts for the papers of an inspection and of a plan, as little and as much as they can hold."""

from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal

from app.police.inspection_plans import draw, explain, method
from app.police.inspection_plans.terms import Ground, PlanState
from app.police.inspection_plans.values import PrintedCandidate, PrintedItem, PrintedPlan
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
from tests.exchange.papers import OFFICE

ODD = 'Karaoke "Sao & Biển" <2>'
LITTLE = PremisesFacts("CS001", ODD, "Karaoke", "")
MUCH = PremisesFacts(
    number="CS012",
    name=ODD,
    type_name="Karaoke",
    address="Số 12, đường Trục xã",
    village="Thôn Đông",
    owner="Nguyễn Văn Hùng",
    responsible="Phạm Thị Lan",
    phone="0912 345 678",
    licence_number="41K8001234",
    licence_issued_on=date(2023, 5, 4),
    certificate_number="05/GCN",
    certificate_issued_on=date(2023, 6, 1),
    certificate_expires_on=date(2028, 6, 1),
)
TEAM = (
    TeamLine("Lê Văn Đạt", "Công an xã", "Trưởng đoàn"),
    TeamLine("Trần Thị Mai", "Phòng Văn hóa - Xã hội", "Thành viên"),
    TeamLine("Vũ Minh Khôi", "Trạm Y tế", "Thư ký"),
)
FINDING = FindingLine(
    text="Không thông báo lưu trú: từ 01 đến 03 người. Hai khách phòng 203 không có trong sổ ngày 12/3",
    basis="Điều 10 Nghị định 282/2025/NĐ-CP",
    measures="Lập biên bản vi phạm hành chính; yêu cầu khắc phục trong thời hạn",
    fix_by=date(2026, 4, 1),
    found_on=date(2026, 3, 12),
    overdue=True,
)
COUNTS = tuple(CountLine(label, 9 - at, None) for at, label in enumerate(("Tổng số", "Trong đó: nữ", "Có hợp đồng")))
BLANK_LITTLE = MinutesFacts(True, "Kiểm tra đột xuất", "", LITTLE)
BLANK = MinutesFacts(
    blank=True,
    kind="Phúc tra",
    inspection_number="002/2026/KT",
    premises=MUCH,
    team=TEAM,
    counts=COUNTS,
    checks=tuple(CheckLine(f"Nội dung kiểm tra thứ {n} của cơ sở", "Bộ luật Lao động 2019") for n in range(1, 25)),
    reviewed=(FINDING,),
)
FILLED_LITTLE = replace(BLANK_LITTLE, blank=False, inspected_on=date(2026, 3, 12))
FILLED = replace(
    BLANK,
    blank=False,
    inspected_on=date(2026, 3, 12),
    started=time(8, 30),
    ended=time(10, 5),
    decision_number="12/QĐ-CAX",
    decision_on=date(2026, 3, 1),
    leader="Lê Văn Đạt",
    present=(PresentLine("Chủ cơ sở", "Nguyễn Văn Hùng", "đến sau"),),
    workers=9,
    declared_on=date(2026, 1, 5),
    checks=tuple(replace(each, met="x", note="Đã xem") for each in BLANK.checks),
    content="Tổ đã kiểm tra 12 phòng.\nKhông có gì khác.",
    findings=(FINDING,) * 5,
    owner_opinion="Nhất trí.",
    conclusion="Còn 5 nội dung phải khắc phục.",
    recommendations="Đề nghị xử phạt theo quy định.",
    fix_by=date(2026, 4, 1),
    secretary="Vũ Minh Khôi",
    representative="Nguyễn Văn Hùng",
    witness="Đỗ Thị Xuân",
)
DECISION_LITTLE = DecisionFacts(LITTLE, TEAM[:1], "Lê Văn Đạt")
DECISION = DecisionFacts(MUCH, TEAM, "Lê Văn Đạt", ("Căn cứ một", "Căn cứ hai"), date(2026, 3, 12), "Toàn bộ cơ sở.")
LETTER_LITTLE = FollowUpFacts(LITTLE, ODD, "001/2026/KT", date(2026, 3, 12), (replace(FINDING, fix_by=None),))
LETTER = FollowUpFacts(MUCH, ODD, "001/2026/KT", date(2026, 3, 12), (FINDING,) * 5, date(2026, 4, 20), 2)


def plan(size: int, chosen: str = "0.2") -> PrintedPlan:
    """The printed plan of a commune with so many premises."""
    names = {Ground.NEVER_INSPECTED: "Chưa từng kiểm tra", Ground.RISK: "Điểm rủi ro", Ground.LOT: "Bốc thăm"}
    candidates = [
        method.Candidate(
            number,
            f"CS{number:03d}",
            f"Nhà nghỉ số {number}" if number > 1 else ODD,
            last_inspected_on=None if number % 9 == 0 else date(2021 + number % 5, 3, 4),
            open_findings=number % 4,
        )
        for number in range(1, size + 1)
    ]
    terms = draw.Terms(date(2026, 1, 5), Decimal(chosen), "VA-2026-7391", method.reference_weights())
    held = draw.draw(candidates, terms)
    grounds = [line.ground for line in held.chosen]
    return PrintedPlan(
        document_number="01/KHKT-CAX",
        seq=1,
        copy=1,
        printed_at=datetime(2026, 1, 6),
        printed_by="Lê Văn Đạt",
        office=OFFICE,
        number="KH/2026",
        year=2026,
        state=PlanState.DRAFT,
        draft=True,
        share=explain.percent(Decimal(chosen)),
        seed=terms.seed,
        drawn_on=terms.on,
        drawn_by="Lê Văn Đạt",
        approved_on=None,
        approved_by="",
        active=held.active,
        quota=held.quota,
        chosen=len(held.chosen),
        never_inspected=held.never_inspected,
        by_score=grounds.count(Ground.RISK),
        by_lot=grounds.count(Ground.LOT),
        added=0,
        items=tuple(
            PrintedItem(
                position=position,
                number=line.candidate.number,
                name=line.candidate.name,
                type_name="Nhà nghỉ",
                address="Số 5, đường Trục xã",
                village="Thôn Đông",
                ground=names[line.ground] if line.ground else "",
                score=str(line.score),
                lot=explain.printed_lot(line),
                when=f"Tháng {position % 12 + 1}",
                note="",
            )
            for position, line in enumerate(held.chosen, start=1)
        ),
        candidates=tuple(
            PrintedCandidate(
                lot_order=line.lot_order,
                lot=explain.printed_lot(line),
                number=line.candidate.number,
                name=line.candidate.name,
                never_inspected=line.candidate.never_inspected,
                last_inspected_on="",
                score=line.score,
                ground=names[line.ground] if line.ground else "",
            )
            for line in held.lines
        ),
        method=explain.method_lines(terms.weights),
        how_to_redraw=explain.how_to_redraw(held),
        check_command=explain.check_command(held),
        earlier_draws=(),
    )
