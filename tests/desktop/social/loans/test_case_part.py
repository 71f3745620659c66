"""The loans on the page of their case: each leads to its own page, and an application begins there."""

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QLabel, QPushButton

from app.desktop.records.leads import Lead
from app.desktop.records.lines import Lines
from app.desktop.social.cases.declared import CASES
from app.social.cases.consents import record_consent
from app.social.loans import queries
from tests.desktop.social.loans.pages import At
from tests.desktop.walk import walk
from tests.social.builders import opened
from tests.social.loans.builders import paid_out
from tests.social.papers.test_papers import TO_LENDER


def test_a_case_shows_its_loans_and_an_application_begins_on_its_page(qtbot, changes, lead, officer) -> None:
    case = opened(lead)
    record_consent(lead, case.id, replace(TO_LENDER, given_on=date(2026, 1, 2)))  # before the lender was told
    loan = paid_out(lead, case.id)
    here = At(qtbot, lead, changes, CASES)
    here.page.open(case.id)
    here.settle()
    said = " ".join(
        label.text() for lines in here.page.detail.findChildren(Lines) for label in lines.findChildren(QLabel)
    )
    assert "Đã giải ngân" in said and "Quá hạn 29 ngày: 2.050.000 đ" in said and "10/04/2026" in said
    led: list[Lead] = []
    here.page.led.connect(led.append)
    links = [each for each in here.page.detail.findChildren(QPushButton) if each.text() == "VV26-001"]
    links[0].click()
    assert led == [Lead("loans", "open", (loan,))]

    here.page.act(case.id, "loan_apply")
    here.settle()
    form: Any = here.page.form()
    assert walk(here.page) == [] and form.form.field("case").editor.isReadOnly()
    form.form.field("programme").editor.set_value("near_poor")
    here.do()
    assert here.page.form() is None
    assert next((row.number, row.case) for row in queries.of_case(lead, case.id)) == ("VV26-002", case.code)

    theirs = At(qtbot, officer, changes, CASES)
    theirs.page.open(case.id)
    theirs.settle()
    acts = {each.name: each for each in theirs.page.detail.detail().acts}
    assert not acts["loan_apply"].allowed
