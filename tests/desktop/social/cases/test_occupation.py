"""The occupation on the screens: chosen in the form, told on the page, a part of the filter, compared."""

from typing import Any

import pytest

from app.desktop.records.filter_fields import chips
from app.desktop.social.cases.choosing import compared
from app.desktop.social.cases.declared import LIST
from app.desktop.social.cases.sections import case_facts
from app.desktop.social.cases.versions import lines_of
from app.social.cases import services
from app.social.cases.declared import Occupation
from app.social.cases.queries import CaseFilter
from tests.desktop.social.cases.keys import Ctrl, Key, press, settle
from tests.social.builders import FACTS, opened


@pytest.fixture
def page(qtbot: Any, page_of: Any, lead: Any) -> Any:
    found = page_of(lead)
    found.list.table.setFocus()
    return found


def test_it_is_chosen_in_the_form_and_told_on_the_page(qtbot: Any, page: Any, lead: Any) -> None:
    case = opened(lead)
    page.open(case.id)
    settle(qtbot)
    assert ("Occupation", None) in case_facts(page.detail.detail())
    page.activateWindow()
    page.list.table.setFocus()
    press(Key.Key_F2)
    settle(qtbot)
    page.form().form.set_values({"occupation": Occupation.UNKNOWN})
    press(Key.Key_Return, Ctrl)
    settle(qtbot)
    assert page.form() is None
    detail = page.detail.detail()
    assert detail.facts.occupation is Occupation.UNKNOWN
    assert ("Occupation", "Không rõ nghề nghiệp") in case_facts(detail)
    assert compared(detail)["occupation"] == "Không rõ nghề nghiệp"


def test_it_has_its_chip(lead: Any) -> None:
    where = CaseFilter(occupations=frozenset({Occupation.FARMER, Occupation.HOMEMAKER}))
    said = " ".join(chips(lead, where, LIST.fields, {}).values())
    assert "Nông dân" in said and "Nội trợ" in said


def test_a_correction_shows_both(lead: Any) -> None:
    case = opened(lead, occupation=Occupation.STUDENT)
    services.correct_case(lead, case.id, FACTS, None, "Nhập nhầm")
    detail = services.read_again(lead, case.id)
    lines = lines_of(lead, detail, detail.versions[0])
    assert [(line.name, line.before, line.now) for line in lines] == [("occupation", "Học sinh, sinh viên", "")]
