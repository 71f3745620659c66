"""Work off the window's thread: the answer comes back, late answers and dead owners are left alone."""

import threading

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from app.common.i18n import N_
from app.desktop.background import Latest, Progress, busy, run
from app.desktop.widgets.problem import Problem, present_with, problem
from app.vault.errors import Cancelled, Invalid

WRONG = N_("Please fill this in.")


def test_the_answer_is_delivered_on_the_windows_thread(qtbot) -> None:
    owner = QObject()
    threads: list[object] = []
    run(owner, lambda progress: threading.get_ident(), lambda found: threads.extend((found, threading.get_ident())))
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0] != threads[1] == threading.get_ident()


def test_an_error_comes_by_the_same_door(qtbot) -> None:
    owner = QObject()
    errors: list[Exception] = []

    def work(progress: Progress) -> None:
        raise Invalid(WRONG)

    run(owner, work, lambda found: None, errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], Invalid)


def test_an_error_nobody_handles_is_shown_as_its_sentence(qtbot) -> None:
    owner = QObject()
    shown: list[Problem] = []
    present_with(shown.append)

    def work(progress: Progress) -> None:
        raise Invalid(WRONG)

    run(owner, work, lambda found: None)
    qtbot.waitUntil(lambda: bool(shown))
    assert shown[0].text == "Ô này cần được điền."
    assert shown[0].details == ""


def test_nothing_is_delivered_to_an_owner_that_is_gone(qtbot) -> None:
    owner = QObject()
    go = threading.Event()
    delivered: list[object] = []
    task = run(owner, lambda progress: go.wait(5), delivered.append)
    owner.deleteLater()
    QApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete.value)
    with qtbot.waitSignal(task.finished):
        go.set()
    assert delivered == []
    assert not busy()


def test_a_cancelled_work_stops_and_answers_with_cancelled(qtbot) -> None:
    owner = QObject()
    started = threading.Event()
    errors: list[Exception] = []

    def work(progress: Progress) -> None:
        started.set()
        while True:
            progress.step(1, 100)

    task = run(owner, work, lambda found: None, errors.append)
    assert started.wait(5)
    task.cancel()
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], Cancelled)


def test_only_the_newest_answer_is_shown(qtbot) -> None:
    owner = QObject()
    latest = Latest(owner)
    first = threading.Event()
    shown: list[str] = []
    latest.run(lambda progress: "nguyen" if first.wait(5) else "", shown.append)
    latest.run(lambda progress: "nguyen thi hoa", shown.append)
    qtbot.waitUntil(lambda: bool(shown))
    first.set()
    qtbot.waitUntil(lambda: not busy())
    assert shown == ["nguyen thi hoa"]


def test_progress_is_told_up_to_the_last_step(qtbot) -> None:
    owner = QObject()
    told: list[tuple[int, int, str]] = []
    done: list[int] = []

    def work(progress: Progress) -> int:
        for number in range(1, 1001):
            progress.step(number, 1000)
        return 1000

    run(owner, work, done.append, on_progress=lambda *step: told.append(step))
    qtbot.waitUntil(lambda: bool(done))
    assert told[-1] == (1000, 1000, "")
    assert len(told) < 100


def test_the_details_of_the_unexpected_hold_nothing_of_a_record() -> None:
    try:
        int("Nguyễn Thị Hoa")
    except ValueError as error:
        found = problem(error)
    assert "Hoa" not in found.details + found.text
    assert "ValueError" in found.details
    assert problem(Invalid(WRONG)).details == ""
