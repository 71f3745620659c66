"""Consent, refusal and withdrawal by keys in the section: one as easily as the other, with its witness or its form."""

from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from app.desktop.social.cases.consents import ConsentList, state_of
from app.social.cases import services
from app.social.cases.consents import record_consent
from app.social.cases.terms import ConsentState, How
from app.social.cases.values import NewConsent
from tests.desktop.social.cases.keys import Ctrl, Key, dialog_of, gone, press, settle, tab_to, write
from tests.desktop.walk import walk
from tests.social.builders import TODAY, opened


@pytest.fixture
def page(qtbot, page_of, lead):
    case = opened(lead)
    found = page_of(lead)
    found.open(case.id)
    settle(qtbot)
    found.list.table.setFocus()
    return found


def consents(page: Any) -> dict[str, Any]:
    return {each.purpose: each for each in page.detail.detail().consents if not each.replaced}


def ask(qtbot: Any, page: Any) -> Any:
    part: Any = page.detail.findChild(ConsentList)
    tab_to(part.add)
    press(Key.Key_Space)
    return dialog_of(qtbot, page)


def choose(form: Any, times: int) -> None:
    """The purpose that stands so far down, from the list or the search list."""
    editor = form.field("purpose").editor
    tab_to(editor)
    entry = editor.focusProxy()
    if hasattr(entry, "setCurrentIndex"):
        for _ in range(times):
            press(Key.Key_Down)
    else:
        write(editor, entry._choices[times - 1].shown())


def test_an_oral_consent_needs_its_witness_and_a_refusal_needs_nothing(qtbot, page, lead) -> None:
    dialog = ask(qtbot, page)
    assert walk(dialog) == [] and dialog.form.draft()["answer"] is None and dialog.form.draft()["how"] is None
    choose(dialog.form, 2)
    tab_to(dialog.form.field("answer").editor)
    press(Key.Key_Space)
    tab_to(dialog.form.field("how").editor)
    press(Key.Key_Space)
    press(Key.Key_Right)  # before a witness
    press(Key.Key_Return, Ctrl)
    settle(qtbot)
    assert dialog.isVisible() and dialog.form.box("witness").error_text()
    write(dialog.form.field("witness").editor, "Trần Thị Chứng")
    press(Key.Key_Return, Ctrl)
    gone(qtbot, page)
    assert consents(page)["share_health"].state is ConsentState.GIVEN

    page.list.table.setFocus()
    dialog = ask(qtbot, page)
    choose(dialog.form, 2)
    tab_to(dialog.form.field("answer").editor)
    press(Key.Key_Space)
    press(Key.Key_Right)  # refuses
    press(Key.Key_Return, Ctrl)
    gone(qtbot, page)
    latest = consents(page)["share_health"]
    assert latest.state is ConsentState.REFUSED and latest.how is None
    page.detail.area.verticalScrollBar().setValue(0)  # what is scrolled away lies over the head
    assert walk(page) == []


def test_a_consent_is_withdrawn_where_it_stands_and_that_of_the_record_withdraws_the_case(qtbot, page, lead) -> None:
    case_id = page.detail.detail().id
    for purpose in ("share_lender", "photo"):
        record_consent(lead, case_id, NewConsent(purpose, ConsentState.GIVEN, TODAY, How.FORM))
    page.refresh()
    settle(qtbot)
    verbs = {each.accessibleName(): each for each in page.detail.findChildren(QPushButton)}
    lender = next(each for name, each in verbs.items() if name.startswith("Rút lại") and "vay" in name)
    tab_to(lender)
    press(Key.Key_Space)
    dialog = dialog_of(qtbot, page)
    assert walk(dialog) == []
    chosen = next(each for each in page.detail.detail().consents if each.purpose == "share_lender")
    assert dialog.form.draft()["consent_id"] == chosen.id
    press(Key.Key_Return, Ctrl)
    gone(qtbot, page)
    now = consents(page)
    assert (now["share_lender"].state, now["photo"].state) == (ConsentState.WITHDRAWN, ConsentState.GIVEN)
    assert state_of(now["share_lender"], TODAY)[0] == "Withdrawn"


def test_a_signed_form_is_attached_with_its_consent(qtbot, page, lead, tmp_path) -> None:
    form = tmp_path / "phieu.png"
    form.write_bytes(b"\x89PNG")
    dialog = ask(qtbot, page)
    choose(dialog.form, 3)
    tab_to(dialog.form.field("answer").editor)
    press(Key.Key_Space)
    tab_to(dialog.form.field("how").editor)
    press(Key.Key_Space)
    dialog.form.field("files").editor.take([str(form)])
    press(Key.Key_Return, Ctrl)
    gone(qtbot, page)
    detail = services.read_again(lead, page.detail.detail().id)
    (file,) = detail.attachments
    assert consents(page)["share_training"].attachment_id == file.id
