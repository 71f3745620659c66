"""Saying and asking: toast, confirmation, progress, mask, conflict, timeline, empty list."""

import threading
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QMessageBox, QPushButton, QRadioButton, QVBoxLayout, QWidget

from app.common.i18n import N_
from app.desktop.background import Progress
from app.desktop.widgets import (
    AskReason,
    Compare,
    Confirm,
    Difference,
    EmptyState,
    Happening,
    MaskLabel,
    Timeline,
    Toast,
    privacy,
    run_with_progress,
    say,
)
from app.desktop.widgets.looks import button
from app.desktop.widgets.problem import show_problem
from app.desktop.widgets.toast import SECONDS


def test_a_toast_offers_undo_for_ten_seconds(qtbot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(800, 400)
    host.show()
    toast = Toast(host)
    undone: list[str] = []
    say(host, "Đã kết thúc tin báo 014/2026.", lambda: undone.append("014"))
    assert toast.can_undo()
    assert SECONDS == 10
    assert toast._clock.interval() == 10_000
    toast.undo()
    assert undone == ["014"]
    assert not toast.isVisible()


def test_a_new_toast_takes_the_undo_of_the_one_before(qtbot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.show()
    toast = Toast(host)
    toast.say("Một", lambda: None)
    toast.say("Hai")
    assert not toast.can_undo()


def test_confirming_needs_the_verb_and_escape_keeps(qtbot) -> None:
    done: list[int] = []
    asked = Confirm(None, "Thu hồi quyền?", "Không lấy lại được.", do=N_("Undo"), look="danger")
    qtbot.addWidget(asked)
    asked.accepted.connect(lambda: done.append(1))
    asked.show()
    assert asked.do.text() == "Hoàn tác"
    assert asked.focusWidget() is asked.keep
    qtbot.keyClick(asked, Qt.Key.Key_Escape)
    assert done == []
    asked.do.click()
    assert done == [1]


def test_a_reason_must_be_given(qtbot) -> None:
    asked = AskReason(None, "Xem danh tính", "Được ghi vào nhật ký.", do=N_("Show…"))
    qtbot.addWidget(asked)
    assert not asked.do.isEnabled()
    asked.reason.set_value("Lãnh đạo yêu cầu")
    with qtbot.waitSignal(asked.given) as told:
        asked.do.click()
    assert told.args == ["Lãnh đạo yêu cầu"]


def test_a_reason_is_given_by_keyboard_alone(qtbot) -> None:
    asked = AskReason(None, "Xem danh tính", "Được ghi vào nhật ký.", do=N_("Show…"))
    qtbot.addWidget(asked)
    asked.show()
    qtbot.waitActive(asked)
    given: list[str] = []
    asked.given.connect(given.append)
    qtbot.keyClick(asked.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert given == [] and asked.isVisible()  # nothing was said yet
    asked.reason.set_value("Lãnh đạo yêu cầu")
    qtbot.keyClick(asked.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert given == ["Lãnh đạo yêu cầu"]


def test_progress_is_cancelled_by_its_button(qtbot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    owner.show()
    started = threading.Event()
    errors: list[Exception] = []

    def work(progress: Progress) -> None:
        started.set()
        while True:
            progress.step(7400, 20000)

    dialog = run_with_progress(owner, "Đang nhập", work, lambda found: None, errors.append)
    assert started.wait(5)
    dialog.cancel.click()
    qtbot.waitUntil(lambda: bool(errors))
    assert type(errors[0]).__name__ == "Cancelled"


def test_hidden_and_blank_and_text_look_different(qtbot) -> None:
    sealed, blank, plain = MaskLabel(), MaskLabel(None), MaskLabel("Vũ Thị Hạnh")
    for each in (sealed, blank, plain):
        qtbot.addWidget(each)
    sealed.sealed(None)
    assert len({sealed.text(), blank.text(), plain.text()}) == 3
    assert sealed.masked() and not blank.masked()


def test_a_sealed_name_is_shown_only_by_asking(qtbot) -> None:
    mask = MaskLabel()
    qtbot.addWidget(mask)
    mask.sealed(lambda: mask.unmask("Vũ Thị Hạnh"))
    button = mask.findChild(QPushButton)
    assert button is not None and button.isVisibleTo(mask)
    button.click()
    assert mask.text() == "Vũ Thị Hạnh"


def test_the_key_that_hides_names_hides_a_shown_name_too(qtbot) -> None:
    mask = MaskLabel("Vũ Thị Hạnh")
    qtbot.addWidget(mask)
    privacy().hide_names(True)
    assert "Hạnh" not in mask.text()
    privacy().hide_names(False)
    assert mask.text() == "Vũ Thị Hạnh"


def test_a_conflict_is_decided_field_by_field(qtbot) -> None:
    both = Compare(
        [Difference("content", N_("Results"), "A", "B"), Difference("village", N_("Reason"), "C", "D")],
        "Tạ Thu Hà",
        "05/03/2026 15:02",
    )
    qtbot.addWidget(both)
    assert both.choices() == {}
    mine, _theirs, _mine, theirs = both.findChildren(QRadioButton)
    mine.setChecked(True)
    assert not both.complete()
    theirs.setChecked(True)
    assert both.complete()
    assert both.choices() == {"content": "mine", "village": "theirs"}


def test_a_timeline_shows_what_it_is_given_and_nothing_of_before(qtbot) -> None:
    line = Timeline()
    qtbot.addWidget(line)
    line.show_events([Happening("05/03/2026", "Tiếp nhận"), Happening("06/03/2026", "Thụ lý")])
    line.show_events([Happening("07/03/2026", "<b>Kết luận</b>", "Vũ Hải Nam")])
    shown = [each.text() for each in line.findChildren(QLabel) if each.isVisibleTo(line)]
    assert shown == ["<b>Kết luận</b>", "07/03/2026 · Vũ Hải Nam"]


def test_an_empty_list_offers_what_to_do(qtbot) -> None:
    done: list[int] = []
    empty = EmptyState("filter", N_("Hidden"), N_("Reason"), N_("Undo"), lambda: done.append(1))
    qtbot.addWidget(empty)
    empty.findChildren(QPushButton)[0].click()
    assert done == [1]


def test_enter_presses_the_button_that_has_the_focus_and_no_other(qtbot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    pressed: list[str] = []
    column = QVBoxLayout(dialog)
    field = QLineEdit()
    cancel, do = (button(name, clicked=partial(pressed.append, name)) for name in ("Cancel", "Do"))
    for part in (field, cancel, do):
        column.addWidget(part)
    dialog.show()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(do, Qt.Key.Key_Return)
    assert pressed == ["Do"]


def test_something_unexpected_again_and_again_is_one_box(qtbot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.show()

    def wrong(kind: type[Exception]) -> Exception:
        try:
            raise kind("Nguyễn …")
        except Exception as error:
            return error

    for error in (wrong(KeyError), wrong(KeyError), wrong(ZeroDivisionError)):
        show_problem(host, error)
    [box] = host.findChildren(QMessageBox)
    details = box.detailedText()
    assert details.count("KeyError") == details.count("ZeroDivisionError") == 1
    assert "Nguyễn" not in details
    box.close()
    show_problem(host, wrong(KeyError))
    assert len([each for each in host.findChildren(QMessageBox) if each.isVisible()]) == 1
