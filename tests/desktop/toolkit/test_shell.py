"""The window: places, gate, keys, privacy, trial vault, auto-lock."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from app.common.i18n import N_
from app.desktop.shell import AutoLock, Found, MainWindow, Place
from app.desktop.shell.keys_list import keys_of
from app.desktop.theme import theme
from app.desktop.widgets import UiState, privacy, show_problem
from app.desktop.widgets.banner import Banner
from app.vault.errors import Invalid
from tests.desktop.walk import walk


class Screen(QWidget):
    made = 0

    def __init__(self) -> None:
        super().__init__()
        type(self).made += 1
        self.refreshed = 0
        self.line = QLineEdit()
        self.line.setAccessibleName("Nội dung")
        QVBoxLayout(self).addWidget(self.line)
        self.setProperty("help", "reports")

    def refresh(self) -> None:
        self.refreshed += 1


@pytest.fixture
def window(qtbot, tmp_path: Path) -> MainWindow:
    Screen.made = 0
    made = MainWindow(UiState(tmp_path))
    made.add_place(Place("today", N_("Search"), "today", Screen))
    made.add_place(Place("reports", N_("Results"), "reports", Screen, N_("Keys")))
    made.set_person("Công an xã Vĩnh Am", "Vũ Hải Nam", "Công an xã")
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def test_a_screen_is_made_when_it_is_first_shown_and_once(window: MainWindow) -> None:
    assert Screen.made == 0
    first = window.go("today")
    window.go("reports")
    assert window.go("today") is first
    assert Screen.made == 2


def test_the_numbers_lead_to_the_places(window: MainWindow, qtbot) -> None:
    with qtbot.waitSignal(window.place_shown) as told:
        qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert told.args == ["reports"]


def test_f5_refreshes_the_screen_shown_and_f1_asks_for_its_help(window: MainWindow, qtbot) -> None:
    screen = window.go("today")
    assert isinstance(screen, Screen)
    qtbot.keyClick(window, Qt.Key.Key_F5)
    assert screen.refreshed == 1
    with qtbot.waitSignal(window.help_asked) as told:
        qtbot.keyClick(window, Qt.Key.Key_F1)
    assert told.args == ["reports"]


def test_after_the_gate_one_is_back_where_one_was(window: MainWindow, qtbot) -> None:
    screen = window.go("reports")
    assert isinstance(screen, Screen)
    screen.line.setText("đang gõ dở")
    screen.line.setCursorPosition(4)
    screen.line.setFocus()
    gate = QLineEdit()
    window.show_gate(gate)
    assert window.gated() and window.current() is None
    assert not screen.isVisible()
    window.leave_gate()
    assert window.current() is screen
    assert window.focusWidget() is screen.line
    assert screen.line.cursorPosition() == 4


def test_behind_the_gate_no_key_reaches_the_workspace(window: MainWindow, qtbot) -> None:
    window.go("today")
    window.show_gate(QWidget())
    with qtbot.assertNotEmitted(window.place_shown), qtbot.assertNotEmitted(window.lock_asked):
        qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def test_nothing_of_one_person_stays_for_the_next(window: MainWindow) -> None:
    window.go("today")
    window.clear_places()
    assert window.navigation.keys() == []
    assert window.current() is None


def test_ctrl_l_asks_for_the_lock(window: MainWindow, qtbot) -> None:
    with qtbot.waitSignal(window.lock_asked):
        qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def test_ctrl_z_takes_the_toast_first(window: MainWindow, qtbot) -> None:
    window.go("today")
    undone: list[int] = []
    window.toast.say("Đã đóng 014.", lambda: undone.append(1))
    with qtbot.assertNotEmitted(window.undo_asked):
        window.undo()
    assert undone == [1]
    with qtbot.waitSignal(window.undo_asked):
        window.undo()


def test_the_title_holds_no_name_and_a_trial_vault_says_so(window: MainWindow) -> None:
    assert window.windowTitle() == "Nhịp Cầu"
    window.set_demo(True)
    assert window.windowTitle() == "Nhịp Cầu, bản dùng thử"
    strip = next(each for each in window.findChildren(QWidget) if each.objectName() == "demo")
    assert strip.isVisible()


def test_the_key_that_hides_names(window: MainWindow, qtbot) -> None:
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window, Qt.Key.Key_H, keys)
    assert privacy().hidden
    qtbot.keyClick(window, Qt.Key.Key_H, keys)
    assert not privacy().hidden


def test_where_there_is_nothing_to_search_no_box_stands(window: MainWindow) -> None:
    window.set_search(None)
    assert not window.navigation._find.isVisibleTo(window)
    window.set_search(lambda words, progress: [])
    assert window.navigation._find.isVisibleTo(window)


def test_search_shows_results_by_group_and_hands_back_the_chosen(window: MainWindow, qtbot) -> None:
    window.set_search(
        lambda words, progress: [Found("Tin báo", "014/2026", "Hòa giải", 14), Found("Cơ sở", "Hoa Sen", "", 2)]
    )
    window.search()
    palette = window._palette
    assert palette is not None
    palette.box.setText("hoa")
    qtbot.waitUntil(lambda: palette.list.model().rowCount() == 4)
    qtbot.keyClick(palette.box, Qt.Key.Key_Down)
    told: list[object] = []
    window.search_chosen.connect(told.append)
    window.search_settled.connect(told.append)
    qtbot.keyClick(palette, Qt.Key.Key_Return)
    assert told == ["hoa", 2]


def test_the_list_of_keys_is_the_windows_own(window: MainWindow) -> None:
    assert ("Ctrl+L", "Khóa") in keys_of(window)
    assert all(what for _keys, what in keys_of(window))


def test_an_error_becomes_a_notice_that_can_be_closed(window: MainWindow) -> None:
    show_problem(window.go("today"), Invalid("Please fill this in."))
    notice = window.findChild(Banner)
    assert notice is not None and notice.text() == "Ô này cần được điền."


def test_sizes_are_remembered_and_nothing_else(window: MainWindow, tmp_path: Path, qtbot) -> None:
    window.resize(1200, 650)
    window.close()
    stored = (tmp_path / "window.ini").read_text(encoding="utf-8")
    assert "window=" in stored
    assert "Nam" not in stored
    again = MainWindow(UiState(tmp_path))
    qtbot.addWidget(again)
    assert again.height() == 650  # the width is held to the test screen


def test_language_and_colours_change_while_the_window_is_open(window: MainWindow) -> None:
    window.go("today")
    theme().speak("en")
    theme().choose(scheme="dark", percent=125)
    assert "Trial vault" in " ".join(each.text() for each in window.findChildren(QLabel))
    assert window.navigation._buttons["today"].text().strip() == "Search"


def test_the_window_can_be_walked(window: MainWindow) -> None:
    window.go("reports")
    assert walk(window) == []


def test_it_locks_when_nobody_touches_it_and_not_before(window: MainWindow, qtbot) -> None:
    lock = AutoLock(0.002, window)
    lock.start()
    with qtbot.waitSignal(lock.locked, timeout=2000):
        pass
    lock.set_minutes(10)
    before = lock._timer.remainingTime()
    qtbot.wait_until(lambda: lock._timer.remainingTime() < before)
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    assert lock._timer.remainingTime() >= before - 50
    lock.stop()
    assert not lock._timer.isActive()
