"""The form: errors where they belong, nothing lost, keys as promised."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.common.i18n import N_, tr
from app.desktop.widgets import DateField, Field, Form, TextArea, TextField
from app.vault.errors import Invalid
from tests.desktop.keyboard import type_text
from tests.desktop.walk import walk

TODAY = date(2026, 3, 5)
SHORT = N_("Too short: use at least 10 characters.")


def not_short(value: object) -> None:
    if len(str(value)) < 10:
        raise Invalid(SHORT)


@pytest.fixture
def form(qtbot) -> Form:
    made = Form()
    made.section(N_("Search"))
    made.row(
        Field("name", N_("Reason"), TextField(), required=True),
        Field("born", N_("Calendar"), DateField(lambda: TODAY)),
    )
    made.row(Field("content", N_("Results"), TextArea(), check=not_short))
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def test_an_error_stands_under_the_field_when_it_is_left(form: Form, qtbot) -> None:
    form.go_to("content")
    type_text(form.field("content").widget, "ngắn")
    assert form.box("content").error_text() == ""
    form.go_to("name")
    assert form.box("content").error_text() == "Quá ngắn: cần ít nhất 10 ký tự."


def test_a_correction_clears_the_error_at_once(form: Form) -> None:
    form.show_errors({"content": Invalid(SHORT)})
    form.field("content").editor.set_value("nội dung đủ dài")
    assert form.box("content").error_text() == ""


def test_what_the_service_refused_stays_said_until_that_value_is_another(form: Form) -> None:
    form.set_values({"name": "Vũ Thị Hạnh", "content": "nội dung đủ dài"})
    form.show_errors({"name": Invalid(SHORT), "content": Invalid(SHORT)})

    form.go_to("content")
    form.go_to("name")
    form.field("name").editor.set_value("Vũ Thị Hạnh Dung")

    assert form.box("content").error_text() == "Quá ngắn: cần ít nhất 10 ký tự."
    assert form.box("name").error_text() == ""


def test_a_long_line_of_the_summary_is_broken_not_cut(form: Form, qtbot) -> None:
    form.resize(320, 600)
    form.show_errors({"name": Invalid(" ".join(["Năm đã qua."] * 12))})

    [line] = [each for each in form.summary.findChildren(QPushButton) if each.isVisibleTo(form)]
    widths = [line.fontMetrics().horizontalAdvance(each) for each in line.text().split("\n")]

    assert len(widths) > 1 and max(widths) <= form.summary.width()
    assert line.text().replace("\n", " ") == line.accessibleName()


def test_passing_through_an_empty_field_is_not_scolded_before_saving(form: Form) -> None:
    form.go_to("name")
    form.go_to("content")
    assert form.box("name").error_text() == ""


def test_saving_too_early_shows_a_summary_whose_lines_lead_to_the_fields(form: Form, qtbot) -> None:
    form.editor("born", DateField).edit.setText("31/02")
    with qtbot.assertNotEmitted(form.saved):
        assert not form.save()
    lines = form.summary.findChildren(QPushButton)
    assert len([line for line in lines if line.isVisibleTo(form)]) == 2
    form.go_to("content")
    qtbot.mouseClick(lines[-1], Qt.MouseButton.LeftButton)
    assert form.focusWidget() is form.field("born").widget.focusProxy()


def test_errors_stand_in_the_order_of_the_form_and_the_cursor_at_the_topmost(form: Form) -> None:
    form.show_errors({"content": Invalid(SHORT), "name": Invalid(SHORT)})
    first = next(line for line in form.summary.findChildren(QPushButton) if line.isVisibleTo(form))
    assert tr("Reason") in first.text()
    assert form.focusWidget() is form.field("name").widget


def test_saving_tells_the_values(form: Form, qtbot) -> None:
    form.set_values({"name": "Vũ Thị Hạnh"})
    form.editor("born", DateField).edit.setText("hôm nay")
    with qtbot.waitSignal(form.saved) as told:
        assert form.save()
    assert told.args == [{"name": "Vũ Thị Hạnh", "born": TODAY, "content": None}]


def test_ctrl_enter_saves_from_a_text_area(form: Form, qtbot) -> None:
    form.set_values({"name": "Vũ Thị Hạnh"})
    form.go_to("content")
    with qtbot.waitSignal(form.saved):
        qtbot.keyClick(form.field("content").editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_enter_goes_to_the_next_field_and_not_in_a_text_area(form: Form, qtbot) -> None:
    form.go_to("name")
    qtbot.keyClick(form.field("name").editor, Qt.Key.Key_Return)
    born = form.field("born").widget.focusProxy()
    assert form.focusWidget() is born
    qtbot.keyClick(born, Qt.Key.Key_Return)
    area = form.field("content").widget
    assert form.focusWidget() is area
    qtbot.keyClick(area, Qt.Key.Key_Return)
    assert form.focusWidget() is area


def test_dirty_names_what_differs_and_a_draft_keeps_what_cannot_be_read(form: Form) -> None:
    form.set_values({"name": "Vũ Thị Hạnh", "born": TODAY})
    assert form.dirty() == set()
    form.editor("born", DateField).edit.setText("31/02")
    assert form.dirty() == {"born"}
    assert form.draft()["born"] == "31/02"
    form.set_values({"born": TODAY})
    assert form.dirty() == set()


def test_a_hidden_field_is_not_asked_for(form: Form) -> None:
    form.show_field("name", False)
    assert form.errors() == {}


def test_a_form_can_be_walked(form: Form) -> None:
    assert walk(form) == []
