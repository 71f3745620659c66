"""Fields: what can be typed and what comes out."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QRadioButton

from app.common.i18n import N_
from app.desktop.widgets import (
    UNKNOWN,
    Choice,
    ChoiceField,
    DateField,
    MarklessCompleter,
    PasswordField,
    TextArea,
    TextField,
)
from app.desktop.widgets.date_field import CalendarPopup
from app.desktop.widgets.password import strength
from app.vault.errors import AppError
from tests.desktop.keyboard import type_text

TODAY = date(2026, 3, 5)


def leave(widget: QLineEdit) -> None:
    QApplication.sendEvent(widget, QFocusEvent(QEvent.Type.FocusOut))


@pytest.mark.parametrize("typed", ["5/3", "05032026", "hôm nay", "5/3/2026"])
def test_a_date_is_read_as_people_write_it_and_rewritten_when_left(qtbot, typed: str) -> None:
    field = DateField(lambda: TODAY)
    qtbot.addWidget(field)
    type_text(field.edit, typed)
    leave(field.edit)
    assert field.value() == TODAY
    assert field.edit.text() == "05/03/2026"


def test_what_is_not_a_date_stays_as_typed_and_says_so(qtbot) -> None:
    field = DateField(lambda: TODAY)
    qtbot.addWidget(field)
    type_text(field.edit, "31/02")
    leave(field.edit)
    assert field.edit.text() == "31/02"
    with pytest.raises(AppError):
        field.value()


def test_the_calendar_starts_on_monday_and_fills_the_field(qtbot) -> None:
    field = DateField(lambda: TODAY)
    qtbot.addWidget(field)
    field.open_calendar()
    popup = field.findChild(CalendarPopup)
    assert popup is not None
    assert popup.calendar.firstDayOfWeek() == Qt.DayOfWeek.Monday
    popup.calendar.clicked.emit(popup.calendar.selectedDate().addDays(1))
    assert field.value() == date(2026, 3, 6)


def test_an_empty_date_is_none(qtbot) -> None:
    field = DateField(lambda: TODAY)
    qtbot.addWidget(field)
    assert field.value() is None


def test_decomposed_text_is_stored_composed(qtbot) -> None:
    field = TextField()
    qtbot.addWidget(field)
    type_text(field, "Ho\u0300a ")
    assert field.value() == "Hòa"


def test_a_text_area_grows_with_its_text_and_stops(qtbot) -> None:
    area = TextArea(lines=3, most=6)
    qtbot.addWidget(area)
    area.resize(300, 80)
    area.show()
    small = area.height()
    area.set_value("\n".join("dòng" for _ in range(5)))
    grown = area.height()
    area.set_value("\n".join("dòng" for _ in range(50)))
    assert small < grown < area.height() < 2.5 * small


def choices(count: int) -> list[Choice]:
    return [Choice(number, f"Thôn Hòa {number}", translated=False) for number in range(count)]


@pytest.mark.parametrize(("count", "face"), [(3, QRadioButton), (10, QComboBox), (11, QLineEdit)])
def test_the_face_of_a_choice_follows_the_number_of_choices(qtbot, count: int, face: type) -> None:
    field = ChoiceField(choices(count))
    qtbot.addWidget(field)
    assert isinstance(field.focusProxy(), face)
    assert field.value() is None
    field.set_value(2)
    assert field.value() == 2
    field.set_value(None)
    assert field.value() is None


def test_not_known_is_a_value_and_not_no(qtbot) -> None:
    field = ChoiceField([Choice("yes", N_("Good")), Choice("no", N_("Hidden")), UNKNOWN])
    qtbot.addWidget(field)
    field.set_value("unknown")
    assert field.value() == "unknown"
    assert field.findChildren(QRadioButton)[2].text() == "Không rõ"


def test_a_long_list_is_chosen_from_without_marks(qtbot) -> None:
    field = ChoiceField(choices(30))
    qtbot.addWidget(field)
    edit = field.focusProxy()
    assert isinstance(edit, QLineEdit)
    type_text(edit, "thon hoa 7")
    assert field.value() == 7
    edit.setText("Thôn không có")
    with pytest.raises(AppError):
        field.value()


def test_completion_ignores_marks(qtbot) -> None:
    completer = MarklessCompleter(["Nguyễn Thị Hòa", "Trần Hoa", "Đỗ Đức Đạo"])
    completer.setCompletionPrefix("hoa")
    assert completer.completionCount() == 2
    completer.setCompletionPrefix("do duc")
    assert completer.currentCompletion() == "Đỗ Đức Đạo"


def test_a_password_is_hidden_until_the_eye_is_pressed(qtbot) -> None:
    field = PasswordField()
    qtbot.addWidget(field)
    assert field.edit.echoMode() == QLineEdit.EchoMode.Password
    eye = field.edit.actions()[-1]
    eye.trigger()
    assert field.edit.echoMode() == QLineEdit.EchoMode.Normal
    field.clear()
    assert field.edit.echoMode() == QLineEdit.EchoMode.Password


@pytest.mark.parametrize(
    ("password", "least", "most"),
    [
        ("ngắn", 0, 0),
        ("matkhau123456", 1, 1),
        ("aaaaaaaaaaaaaaaa", 1, 1),
        ("vuhainam2026", 1, 1),
        ("bốn từ chẳng liên quan", 3, 4),
    ],
)
def test_strength_counts_what_others_would_not_guess(password: str, least: int, most: int) -> None:
    assert least <= strength(password, ("Vũ Hải Nam",)) <= most
