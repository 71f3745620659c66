"""Who the person is: behind a reason, shown on the page alone, hidden again by the next case, by a lock, by time."""

from datetime import timedelta
from typing import Any

import pytest

from app.desktop.social.cases.finder import CASE_FINDER
from app.desktop.social.cases.page import CasesPage
from app.desktop.social.cases.person import PersonFacts
from app.desktop.widgets import AskReason, MaskLabel, privacy
from app.social.cases import services
from app.social.cases.rules import ACTS, LIVING
from app.social.cases.terms import State
from app.vault import audit
from app.vault.compartments import Compartment
from tests.clocked import MORNING
from tests.desktop.keyboard import type_text
from tests.desktop.social.cases.keys import Ctrl, Key, Shift, press, settle, tab_to
from tests.desktop.walk import walk
from tests.social.builders import UYEN, opened


def texts(page: CasesPage) -> str:
    """Everything that can be read on the page."""
    from PySide6.QtWidgets import QLabel, QPlainTextEdit

    words = [each.text() for each in page.findChildren(QLabel) if each.isVisible()]
    words += [each.toPlainText() for each in page.findChildren(QPlainTextEdit) if each.isVisible()]
    return "\n".join(words)


@pytest.fixture
def page(qtbot, page_of, lead) -> CasesPage:
    found: CasesPage = page_of(lead)
    found.list.table.setFocus()
    return found


def reveal(qtbot: Any, page: CasesPage) -> None:
    """By Tab to the button, a reason, Ctrl+Enter."""
    person: Any = page.detail.findChild(PersonFacts)
    tab_to(person.show_button)
    press(Key.Key_Space)
    asked: Any = page.window().findChild(AskReason)
    assert walk(asked) == []
    type_text(asked.reason, "Gọi hẹn gặp")
    press(Key.Key_Return, Ctrl)
    settle(qtbot)
    page.activateWindow()


def test_the_person_is_shown_for_a_reason_and_hidden_by_the_next_case(qtbot, page, lead) -> None:
    case, other = opened(lead), opened(lead, type(UYEN)(alias="Mây"))
    page.refresh()
    settle(qtbot)
    page.open(case.id)
    settle(qtbot)
    assert "Uyển" not in texts(page) and "0987" not in texts(page)
    masks = [each for each in page.detail.findChildren(MaskLabel) if each.isVisible()]
    told = {each.masked() for each in masks}
    blank = [each for each in masks if not each.masked() and each.text() == "Chưa ghi"]
    assert told == {True, False} and blank  # hidden is not the same as not known
    page.activateWindow()
    page.list.table.setFocus()
    reveal(qtbot, page)
    assert UYEN.real_name in texts(page) and "04/05/1998" in texts(page)
    services.note_contact(lead, case.id, lead.today(), "Đã gọi cho Uyển")
    page.refresh()
    settle(qtbot)
    assert "Đã gọi cho Uyển" in texts(page)
    page.open(other.id)
    settle(qtbot)
    page.open(case.id)
    settle(qtbot)
    assert "Uyển" not in texts(page)
    with lead.read() as db:
        assert [each.action for each in audit.entries(db, Compartment.SOCIAL, limit=50)].count("cases.reveal") == 1
    assert walk(page) == []


def test_hidden_names_a_lock_and_half_an_hour_hide_the_person_again(qtbot, page, lead) -> None:
    case = opened(lead)
    page.refresh()
    settle(qtbot)
    page.open(case.id)
    settle(qtbot)
    page.list.table.setFocus()
    reveal(qtbot, page)
    assert UYEN.real_name in texts(page)
    privacy().hide_names(True)
    settle(qtbot)
    privacy().hide_names(False)
    settle(qtbot)
    assert "Uyển" not in texts(page)
    reveal(qtbot, page)
    assert UYEN.real_name in texts(page)
    page.detail.cover_at_once()  # the window is locked
    assert "Uyển" not in texts(page)
    page.refresh()  # and unlocked
    settle(qtbot)
    assert "Uyển" not in texts(page) and page.detail.detail().id == case.id
    press(Key.Key_R, Ctrl | Shift)  # the key of the menu asks for the reason, too
    settle(qtbot)
    asked: Any = page.window().findChild(AskReason)
    type_text(asked.reason, "Gọi lại")
    press(Key.Key_Return, Ctrl)
    settle(qtbot)
    assert UYEN.real_name in texts(page)
    with lead.at(MORNING + services.REVEAL_LASTS + timedelta(minutes=1)):
        page.refresh()
        settle(qtbot)
        assert "Uyển" not in texts(page)


def test_whoever_may_not_see_the_person_is_told_why_and_offered_no_button(
    qtbot, page_of, lead, officer, viewer
) -> None:
    case = opened(lead)
    page = page_of(officer)
    page.list.clear_filters()
    settle(qtbot)
    page.open(case.id)
    settle(qtbot)
    facts = page.detail.findChild(PersonFacts)
    assert not facts.show_button.isVisible() and "lãnh đạo" in facts._why.text()
    assert not {act.name for act in page.detail.detail().acts if act.allowed} & set(ACTS)
    assert walk(page) == []
    seen = page_of(viewer)
    seen.open(case.id)
    settle(qtbot)
    assert seen.detail.detail() is None and seen.list.table.rows.rowCount() == 1


def test_the_search_finds_a_person_by_name_and_shows_the_code_alone(lead) -> None:
    from app.desktop.background import Progress

    case = opened(lead)
    found = CASE_FINDER.find(lead)("thuc uyen", Progress(lambda *_: None))
    assert [(each.title, each.snippet) for each in found] == [(case.code, "")]
    assert CASE_FINDER.note is not None
    CASE_FINDER.note(lead, "thuc uyen")
    with lead.read() as db:
        assert "uyen" not in str(audit.entries(db, Compartment.SOCIAL, limit=5))


def test_every_state_of_a_case_opens_as_a_page(qtbot, page, lead) -> None:
    from app.social.cases.services_merging import merge_cases

    case, double = opened(lead), opened(lead)
    merge_cases(lead, case.id, double.id, "Cùng một người")
    page.open(double.id)
    settle(qtbot)
    detail = page.detail.detail()
    assert detail.state is State.MERGED and detail.state not in LIVING
    own = {act.name for act in detail.acts} & set(ACTS)  # a visit or a plan would be the other case's
    assert own == {"unmerge"} and case.code in texts(page)
