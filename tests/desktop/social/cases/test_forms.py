"""Editing and correcting by keys: hidden words stay as stored, the person only once shown, two people at once."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QRadioButton

from app.desktop.records.conflict import ConflictDialog
from app.desktop.records.versions import VersionCompare
from app.desktop.social.cases.form_side import LikelyPanel
from app.desktop.widgets import AskReason
from app.social.cases import queries, services
from app.social.cases.terms import Outcome, State
from app.social.cases.values import Person, StepFacts
from app.social.masking import MASK
from tests.desktop.keyboard import type_text
from tests.desktop.social.cases.keys import Ctrl, Key, dialog_of, focused, gone, press, settle, tab_to, write
from tests.desktop.walk import walk
from tests.social.builders import FACTS, UYEN, opened


@pytest.fixture
def page(qtbot, page_of, lead):
    found = page_of(lead)
    found.list.table.setFocus()
    return found


def at(qtbot: Any, page: Any, case_id: int) -> None:
    page.refresh()
    settle(qtbot)
    page.open(case_id)
    settle(qtbot)
    page.activateWindow()
    page.list.table.setFocus()


def saved(qtbot: Any, page: Any) -> None:
    press(Key.Key_Return, Ctrl)
    settle(qtbot)
    page.activateWindow()
    assert page.form() is None


def stored(session: Any, case_id: int) -> Any:
    return services.show_revealed(session, case_id, "Xem lại trong kiểm thử")


def test_hidden_words_that_are_left_stay_as_they_are_stored(qtbot, page, lead) -> None:
    case = opened(lead)
    at(qtbot, page, case.id)
    press(Key.Key_F2)
    settle(qtbot)
    form = page.form().form
    assert MASK in str(form.draft()["note"]) and "Uyển" not in str(form.draft()["note"])
    tab_to(form.field("urgent").editor)
    press(Key.Key_Space)
    assert walk(page.form()) == []
    saved(qtbot, page)
    now = stored(lead, case.id)
    assert now.urgent and now.facts.note == FACTS.note and now.person.birth == UYEN.birth


def test_new_words_over_a_mask_are_refused_where_they_stand(qtbot, page, lead) -> None:
    case = opened(lead)
    at(qtbot, page, case.id)
    press(Key.Key_F2)
    settle(qtbot)
    form = page.form().form
    write(form.field("note").editor, "Thêm: ")
    press(Key.Key_Return, Ctrl)
    settle(qtbot)
    assert page.form() is not None and "che" in form.box("note").error_text()
    page.form().discard()
    settle(qtbot)
    assert stored(lead, case.id).facts.note == FACTS.note


def test_the_person_is_edited_once_they_are_shown(qtbot, page, lead) -> None:
    case = opened(lead)
    at(qtbot, page, case.id)
    page.act(case.id, "identify")
    settle(qtbot)
    asked = page.window().findChild(AskReason)
    type_text(asked.reason, "Đổi số điện thoại")
    press(Key.Key_Return, Ctrl)
    settle(qtbot)
    page.activateWindow()
    form = page.form().form
    assert form.draft()["real_name"] == UYEN.real_name and form.draft()["birth"] == UYEN.birth
    assert walk(page.form()) == []
    write(form.field("phone").editor, "")
    press(Key.Key_A, Ctrl)
    type_text(focused(), "0900 111 222")
    saved(qtbot, page)
    now = stored(lead, case.id)
    assert now.person == replace(UYEN, phone="0900111222") and now.facts.note == FACTS.note


def test_a_case_that_has_ended_is_corrected_with_a_reason_and_both_versions_stand_side_by_side(
    qtbot, page, lead
) -> None:
    case = opened(lead)
    services.take_step(lead, case.id, "close", StepFacts(outcome=Outcome.MOVED))
    at(qtbot, page, case.id)
    press(Key.Key_F2)
    settle(qtbot)
    form = page.form().form
    write(form.field("reason").editor, "Nhập nhầm")
    tab_to(form.field("urgent").editor)
    press(Key.Key_Space)
    saved(qtbot, page)
    detail = page.detail.detail()
    assert detail.urgent and [each.reason for each in detail.versions] == ["Nhập nhầm"]
    assert detail.versions[0].person.real_name == MASK and stored(lead, case.id).person.birth == UYEN.birth
    from app.desktop.social.cases.versions import compare

    compare(lead, page.detail, detail, detail.versions[0])
    shown = page.window().findChild(VersionCompare)
    assert [(line.name, line.before, line.now) for line in shown.lines] == [("urgent", "Không", "Có")]
    shown.accept()


def test_two_people_who_change_a_case_decide_field_by_field(qtbot, page, lead, officer) -> None:
    case = opened(lead, note="Muốn học may.")
    services.transfer_case(lead, case.id, officer.account.id)
    at(qtbot, page, case.id)
    press(Key.Key_F2)
    settle(qtbot)
    form = page.form().form
    tab_to(form.field("urgent").editor)
    press(Key.Key_Space)
    write(form.field("note").editor, "Tôi viết. ")
    services.edit_case(officer, case.id, replace(FACTS, note="Người kia viết.", sex="male"))
    press(Key.Key_Return, Ctrl)
    settle(qtbot)
    dialog = page.window().findChild(ConflictDialog)
    assert dialog is not None and dialog._names == ["note"] and walk(dialog) == []
    dialog.findChildren(QRadioButton)[-1].setFocus()  # the other one's
    press(Key.Key_Space)
    dialog.do.click()
    settle(qtbot)
    now = stored(lead, case.id)
    assert (now.urgent, now.facts.note, now.facts.sex) == (True, "Người kia viết.", "male")


def test_a_likely_duplicate_is_pointed_out_by_its_code_and_merged_once_the_new_case_is_saved(qtbot, page, lead) -> None:
    known = opened(lead)
    at(qtbot, page, known.id)
    press(Key.Key_N, Ctrl)
    settle(qtbot)
    form, side = page.form().form, page.form().findChild(LikelyPanel)
    press(Key.Key_Space)
    tab_to(form.field("consents").editor.rows[0].how)
    press(Key.Key_Space)
    tab_to(form.field("basis").editor)
    press(Key.Key_Space)
    write(form.field("real_name").editor, "khuat nghiem thuc uyen")
    write(form.field("birth").editor, "1998")
    tab_to(form.field("source").editor)
    press(Key.Key_Down)
    qtbot.waitUntil(lambda: bool(side.found), timeout=5_000)
    settle(qtbot)
    assert [each.code for each in side.found] == [known.code]
    (tick,) = side._ticks.values()
    assert UYEN.real_name not in "".join(each.text() for each in side.findChildren(type(tick)))
    tab_to(tick)
    press(Key.Key_Space)
    page.form().save()
    dialog = dialog_of(qtbot, page)
    assert dialog.asking.dialog._name.startswith("merge/") and dialog.form.draft()["duplicate"]
    other: Any = dialog.form.field("duplicate").editor
    qtbot.waitUntil(lambda: other.grid_holder.isVisible(), timeout=5_000)
    write(dialog.form.field("reason").widget, "Cùng tên, cùng năm sinh")
    press(Key.Key_Return, Ctrl)
    gone(qtbot, page)
    assert queries.count_cases(lead) == 1
    assert services.show_case(lead, known.id).merged_codes != ()


def test_a_person_known_by_an_alias_alone_can_be_edited_without_a_name(lead) -> None:
    case = opened(lead, Person(alias="Mây"))
    services.edit_identity(lead, case.id, Person(alias="Mây", phone="0900 123 456"))
    assert services.show_case(lead, case.id).state is State.INTAKE
