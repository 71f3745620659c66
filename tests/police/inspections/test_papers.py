"""The papers of an inspection: when each can be made, what it says, and that it is numbered and audited."""

import io
from datetime import date

import pytest
from docx import Document

from app.common.papers import Paper
from app.exchange.word import word
from app.police.inspections import papers, services
from app.police.inspections.terms import BLANK, DECISION, LETTER, MINUTES
from app.police.inspections.values import Decision
from app.registry import services as registry
from app.registry.establishments import services as register
from app.registry.establishments.values import Counts
from app.registry.queries import Office
from app.vault.errors import Refused
from app.vault.people import Unit
from app.vault.session import Session
from tests.exchange.papers import text
from tests.police.inspections.builders import finding, following, plan, premises, ready, recorded, team


@pytest.fixture
def office(lead: Session) -> None:
    facts = ("Công an thành phố Hải Phòng", "Công an xã Vĩnh Am", "Vĩnh Am", "Trưởng Công an xã", "Đào Ngọc Lân", "CAX")
    registry.set_office(lead, Unit.POLICE, Office(*facts))


def rows(paper: Paper, table: int) -> list[list[str]]:
    found = Document(io.BytesIO(word(paper))).tables[table]
    return [[cell.text for cell in row.cells] for row in found.rows]


@pytest.mark.usefixtures("office")
def test_the_blank_form_has_what_is_known_and_dots_for_the_rest(lead: Session, officer: Session) -> None:
    visit = ready(lead, officer, premises(lead, "Karaoke A & B <Biển>", type_code="karaoke", owner="Ngô Thị Bé"))
    paper = papers.blank_minutes(officer, visit)
    said = text(word(paper))
    for part in ("Karaoke A & B <Biển>", "Ngô Thị Bé", "Vũ Hải Nam", "Số: ........../BB-CAX", "...... giờ ......"):
        assert part in said
    checked = rows(paper, 1)
    assert any("Phòng hát" in row[1] for row in checked)
    assert not any("lưu trú đầy đủ" in row[1] for row in checked)
    assert all(cell == "" for row in checked[1:] for cell in row[2:])
    assert "bản số 1" in said and papers.blank_minutes(officer, visit).copy == 2


@pytest.mark.usefixtures("office")
def test_the_decision_names_the_team_and_gives_its_number_to_the_inspection(lead: Session, officer: Session) -> None:
    planned = plan(lead, premises(lead))
    services.assign_team(lead, planned.inspection_id, team(officer), Decision("", date(2026, 3, 2)))
    paper = papers.decision(lead, planned.inspection_id)
    assert paper.number == "01/QĐ-CAX" and paper.dated == date(2026, 3, 2)
    assert services.read_again(lead, planned.inspection_id).decision.number == "01/QĐ-CAX"
    assert [row[1:] for row in rows(paper, 1)[1:]] == [
        ["Vũ Hải Nam", "Công an xã", "Trưởng đoàn"],
        ["Đinh Thị Sáu", "Phòng Văn hóa - Xã hội", "Thành viên"],
    ]


@pytest.mark.usefixtures("office")
def test_filled_minutes_say_what_was_recorded(lead: Session, officer: Session) -> None:
    place = premises(lead)
    register.set_count(lead, place, Counts(date(2026, 1, 5), 8, women=4))
    detail = recorded(lead, officer, place, finding(description="Hai khách phòng 3."), finding())
    paper = papers.minutes(officer, detail.id)
    said = text(word(paper))
    for part in (
        "Số: 01/BB-CAX",
        "Hồi 20 giờ 00, ngày 10 tháng 3 năm 2026",
        "Căn cứ Quyết định số 12/QĐ-CAX ngày 02 tháng 3 năm 2026",
        "Hoàng Văn Định - chủ cơ sở",
        "Số người lao động có mặt khi kiểm tra: 3.",
        "Cơ sở chấp hành cơ bản tốt",
        "Không có ý kiến.",
    ):
        assert part in said
    assert "(05/01/2026)" in rows(paper, 2)[0][1]
    assert [row[1:] for row in rows(paper, 2)[1:]] == [["8", "5"], ["4", "3"], ["", "2"], ["", "4"], ["", "5"]]
    assert [row[2:] for row in rows(paper, 1)[1:]] == [["x", "", "", ""], ["", "x", "", "hết hạn"]]
    found = rows(paper, 3)[1:]
    assert len(found) == 2 and "Hai khách phòng 3" in found[0][1]
    assert "Điều 10" in found[0][2] and found[0][4] == "31/03/2026"


@pytest.mark.usefixtures("office")
def test_minutes_without_findings_say_so(lead: Session, officer: Session) -> None:
    paper = papers.minutes(officer, recorded(lead, officer, premises(lead)).id)
    assert "Không phát hiện vi phạm." in text(word(paper))


@pytest.mark.usefixtures("office")
def test_the_letter_asks_for_what_is_still_open(lead: Session, officer: Session) -> None:
    detail = following(lead, officer, premises(lead), finding(fix_by=date(2026, 3, 10)), finding())
    paper = papers.follow_up_letter(officer, detail.id)
    said = text(word(paper))
    assert paper.number == "01/CAX"
    assert "còn 2 nội dung chưa khắc phục xong, trong đó có 1 nội dung đã quá thời hạn" in said
    assert "V/v đôn đốc khắc phục" in said and "Kính gửi: Hoàng Văn Định, Nhà nghỉ Thanh Bình" in said
    assert [row[4] for row in rows(paper, 1)[1:]] == ["10/03/2026 (quá hạn)", "31/03/2026"]


def test_each_paper_has_its_time(lead: Session, officer: Session) -> None:
    place = premises(lead)
    visit = ready(lead, officer, place)
    assert papers.possible(services.read_again(lead, visit)) == (BLANK, DECISION)
    for kind in (MINUTES, LETTER):
        with pytest.raises(Refused):
            papers.make(lead, [visit], kind)
    held = following(lead, officer, premises(lead, "Nhà nghỉ Hoa Sen"))
    assert papers.possible(held) == (LETTER, MINUTES, DECISION)
    with pytest.raises(Refused):
        papers.blank_minutes(lead, held.id)


def test_a_print_is_in_the_timeline_and_changes_no_version(lead: Session, officer: Session) -> None:
    visit = ready(lead, officer, premises(lead))
    before = services.read_again(lead, visit)
    papers.blank_minutes(lead, visit)
    after = services.read_again(lead, visit)
    assert (after.version, after.undoable) == (before.version, before.undoable)
    assert [(each.action, each.detail["document"]) for each in after.timeline if each.action == "print"] == [
        ("print", BLANK)
    ]


def test_a_form_for_premises_needs_no_visit_and_no_viewer_prints(lead: Session, viewer: Session) -> None:
    ids = [premises(lead), premises(lead, "Khách sạn Sông Cái", type_code="hotel")]
    found = papers.blank_for_premises(lead, ids)
    assert [each.facts.premises.name for each in found] == ["Nhà nghỉ Thanh Bình", "Khách sạn Sông Cái"]
    assert all(each.facts.blank and each.facts.checks for each in found)
    with pytest.raises(Refused):
        papers.blank_for_premises(viewer, ids)
