"""Are the station's papers by code alone, neutral where they must be, numbered, counted, and each look audited?"""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from docx import Document

from app.common.papers import Paper
from app.exchange.word import word
from app.health.appointments import services as appointments
from app.health.appointments.services import NewAppointment
from app.health.care import queries as care_queries
from app.health.care import services as care
from app.health.care.values import NewCare
from app.health.clients.consents import record_consent
from app.health.clients.services import read_again
from app.health.clients.terms import REFER_FACILITY, ConsentState
from app.health.clients.terms import How as Agreed
from app.health.clients.values import NewConsent
from app.health.papers import services as papers
from app.health.screenings import services as screenings
from app.health.screenings.terms import How, Result, ToldTo
from app.health.screenings.values import Asked, NewScreenings, StepFacts
from app.health.supplies import papers as stock_papers
from app.health.supplies import services as stock
from app.health.supplies.terms import Purpose
from app.health.supplies.values import HandOut, Receipt
from app.vault import audit
from app.vault.compartments import Compartment
from app.vault.errors import NotFound, Refused
from app.vault.people import Unit
from app.vault.session import Session
from tests.exchange.papers import text
from tests.health.builders import LAM, TODAY, opened

CLINIC = "Phòng khám Nguyệt Quế"
# What neither card nor slip may hint at.
MATTERS = ("xét nghiệm", "hiv", "tư vấn", "kết quả", "điều trị", "tình dục", "bạn tình", "giang mai", "sức khỏe")
SAMPLE = StepFacts(sample_on=TODAY, place="Trạm Y tế")


def said(paper: Paper) -> str:
    """Everything that stands on it, without the head of the office: a station's own name is no matter."""
    made = text(word(paper))
    for left_over in ("{{", "{%", "None"):
        assert left_over not in made
    return made


def heard(session: Session) -> list[tuple[str, str]]:
    with session.read() as db:
        return [(each.action, each.subject) for each in audit.entries(db, Compartment.HEALTH, limit=100)]


def with_results(session: Session, client_id: int, *results: Result, test: str = "hiv") -> int:
    asked = NewScreenings(TODAY, (Asked(test, How.ORAL),))
    test_id = screenings.offer(session, client_id, asked)[0].id
    screenings.take_step(session, test_id, "sample", SAMPLE)
    for number, result in enumerate(results):
        facts = StepFacts(result=result, result_on=TODAY)
        if number:
            facts = replace(facts, lab="cdc_hai_phong", lab_number="0231/KĐ")
        screenings.take_step(session, test_id, "result", facts)
    return test_id


def test_card_and_slip_have_the_code_and_no_word_about_a_matter(lead: Session) -> None:
    client = opened(lead, LAM)
    appointments.make(lead, client.id, NewAppointment(date(2026, 3, 20), "8 giờ 30", note="Lấy kết quả HIV"))
    slip_of = appointments.of_client(lead, client.id)[0].id
    card, slip = said(papers.card(lead, client.id)), said(papers.appointment(lead, slip_of))
    for each in (card, slip):
        assert client.code in each
        assert not [word for word in (*MATTERS, "lam", "0987") if word in each.lower()]
    assert "Thứ Sáu, ngày 20 tháng 3 năm 2026" in slip and "8 giờ 30" in slip
    assert papers.card(lead, client.id).copy == 2
    assert papers.card(lead, client.id).file_name("docx") == "the-01-2026.docx"
    assert heard(lead)[0] == ("health-clients.print", f"health-clients/{client.code}")
    lead_events = [each.action for each in read_again(lead, client.id).timeline]
    assert lead_events.count("print") == 3 and "print_appointment" in lead_events
    appointments.end(lead, slip_of, "cancel")
    with pytest.raises(Refused, match="over"):
        papers.appointment(lead, slip_of)


def test_the_consent_form_says_test_by_test_what_was_answered(lead: Session) -> None:
    client = opened(lead)
    with pytest.raises(Refused, match="to be filled in by hand"):
        papers.consent_form(lead, client.id)
    asked = NewScreenings(TODAY, (Asked("hiv", How.FORM), Asked("syphilis"), Asked("hepatitis_b", How.FORM)))
    screenings.offer(lead, client.id, asked)
    paper = papers.consent_form(lead, client.id)
    rows = [[cell.text for cell in row.cells] for row in Document(io.BytesIO(word(paper))).tables[1].rows]
    assert [row[1:] for row in rows[1:]] == [["HIV", "x", ""], ["Giang mai", "", "x"], ["Viêm gan B (HBsAg)", "x", ""]]
    assert client.code in said(paper) and "Cha, mẹ" not in said(paper)
    assert paper.number.startswith("01/PĐY")

    blank = papers.blank_consent_form(lead)
    rows = [[cell.text for cell in row.cells] for row in Document(io.BytesIO(word(blank))).tables[1].rows]
    assert len(rows) > 7 and all(row[2:] == ["", ""] for row in rows[1:])
    assert blank.number.startswith("..........") and "Cha, mẹ" in said(blank)
    assert "Mã người được xét nghiệm:\t" in said(blank)


def test_a_result_slip_is_for_the_person_tested_and_each_copy_is_a_look(lead: Session) -> None:
    client = opened(lead, LAM)
    test = with_results(lead, client.id, Result.REACTIVE)
    paper = papers.result_slip(lead, test)
    words = said(paper)
    assert "Kết quả: có phản ứng sàng lọc, chuyển khẳng định (ngày 11/03/2026)" in words
    assert "chưa phải là kết luận" in words and "dương tính" not in words
    assert "chỉ giao cho người được xét nghiệm" in words and client.code in words
    assert not [name for name in ("Lam", "0987", "1998") if name in words]
    assert paper.name == "phieu-tra-loi"  # the name of a file says nothing
    number = screenings.show_screening(lead, test).number
    papers.result_slip(lead, test)
    entries = heard(lead)
    assert entries.count(("screenings.look", f"screenings/{number}")) == 2
    assert entries.count(("screenings.print", f"screenings/{number}")) == 2

    screenings.take_step(
        lead, test, "result",
        StepFacts(result=Result.POSITIVE, result_on=TODAY, lab="cdc_hai_phong", lab_number="0231/KĐ"),
    )  # fmt: skip
    words = said(papers.result_slip(lead, test))
    assert "Kết quả khẳng định: dương tính" in words and "0231/KĐ" in words
    assert "chưa phải là kết luận" not in words
    with lead.read() as db:
        told = str([each.detail for each in audit.entries(db, Compartment.HEALTH, limit=100)])
    assert "positive" not in told and "reactive" not in told


def test_there_is_no_slip_without_a_result_and_asking_is_a_look_too(lead: Session) -> None:
    client = opened(lead)
    test = with_results(lead, client.id)
    number = screenings.show_screening(lead, test).number
    with pytest.raises(Refused, match="no result"):
        papers.result_slip(lead, test)
    assert heard(lead)[0] == ("screenings.look", f"screenings/{number}")
    refused = screenings.offer(lead, client.id, NewScreenings(TODAY, (Asked("syphilis"),)))[0].id
    with pytest.raises(Refused, match="no result"):
        papers.result_slip(lead, refused)
    # what waits for its first result and what waits to be confirmed are offered alike
    offered = papers.printable(lead, client.id).results
    assert [each[1] for each in offered] == [number]


def test_a_referral_slip_needs_the_consent_that_it_names(lead: Session) -> None:
    client = opened(lead, LAM)
    with pytest.raises(NotFound):
        papers.referral(lead, 99)
    given = NewConsent(REFER_FACILITY, ConsentState.GIVEN, TODAY, Agreed.FORM, CLINIC, TODAY + timedelta(days=30))
    record_consent(lead, client.id, given)
    care.refer(lead, client.id, NewCare("arv", CLINIC))
    row = care_queries.of_client(lead, client.id).care[0]
    words = said(papers.referral(lead, row.id))
    assert f"Kính gửi: {CLINIC}" in words and client.code in words and row.service_name in words
    assert "đã đồng ý bằng phiếu có chữ ký" in words
    assert "Lam" not in words and "0987" not in words
    assert papers.printable(lead, client.id).referrals == ((row.id, CLINIC),)
    record_consent(lead, client.id, NewConsent(REFER_FACILITY, ConsentState.REFUSED, TODAY, recipient=CLINIC))
    with pytest.raises(Refused, match="refused"):
        papers.referral(lead, row.id)


def test_the_stock_report_adds_up_and_names_nobody(lead: Session) -> None:
    stock.receive(lead, 1, Receipt(date(2026, 2, 1), 1200, "CDC", "A", date(2026, 4, 1)))
    stock.hand_out(lead, 1, HandOut(date(2026, 3, 2), 150, Purpose.OUTREACH, people=9, note="cho chị Lam"))
    paper = stock_papers.month_report(lead, 2026, 3)
    rows = [[cell.text for cell in row.cells] for row in Document(io.BytesIO(word(paper))).tables[1].rows]
    assert rows[1][1:] == ["Bao cao su nam", "chiếc", "1.200", "0", "150", "0", "0", "1.050"]
    words = said(paper)
    assert "từ 01/03/2026 đến 11/03/2026" in words
    assert "lô A: 1.050 chiếc, hạn dùng 01/04/2026" in words and "Lam" not in words
    assert "tháng 02 năm 2026" in said(stock_papers.month_report(lead, 2026, 2))
    assert "không có vật phẩm nào" in said(stock_papers.month_report(lead, 2025, 12))
    with pytest.raises(Refused, match="not begun"):
        stock_papers.month_report(lead, 2026, 4)


def test_viewers_print_nothing_and_no_other_unit_anything(
    lead: Session, officer: Session, viewer: Session, police_lead: Session, social_lead: Session
) -> None:
    client = opened(lead)
    test = with_results(lead, client.id, Result.NON_REACTIVE)
    prints: list[Callable[[Session], object]] = [
        lambda who: papers.card(who, client.id),
        lambda who: papers.consent_form(who, client.id),
        papers.blank_consent_form,
        lambda who: papers.result_slip(who, test),
        lambda who: stock_papers.month_report(who, 2026, 3),
    ]
    for make in prints:
        with pytest.raises(Refused):
            make(viewer)
        assert make(officer)
        for other in (police_lead, social_lead):
            with pytest.raises(Exception, match=r"another unit|no such table"):
                make(other)
    assert police_lead.account.unit is Unit.POLICE
    guardian = StepFacts(told_on=TODAY, told_to=ToldTo.CLIENT, counselled=True)
    screenings.take_step(officer, test, "tell", guardian)
    assert "không phản ứng" in said(papers.result_slip(officer, test))
