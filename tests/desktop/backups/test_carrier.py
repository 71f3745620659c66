"""A copy on the stick is made by itself, and the window says how it went."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from app.common.i18n import tr
from app.desktop.backups import carrier as module
from app.desktop.backups.carrier import carrier
from app.desktop.theme import Tone, theme
from app.registry import elsewhere
from app.vault import backup
from app.vault.compartments import Compartment
from tests.desktop.backups.conftest import quiet, strips
from tests.desktop.running import Running
from tests.sticks import Stick


def choose(here: Running, stick: Stick) -> None:
    session = here.desk.session
    assert session is not None
    elsewhere.choose(session, stick.root)
    carrier().learn()
    quiet(here)


def back_up(here: Running) -> backup.Backup:
    session = here.desk.session
    assert session is not None
    made = session.back_up("by_hand")
    here.desk.backed_up.emit(made)
    quiet(here)
    return made


def status(here: Running) -> tuple[str, Tone]:
    line = here.window.status
    return line._elsewhere.text(), line._tones[line._elsewhere]


def test_nothing_is_looked_for_while_no_place_is_chosen(here: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_look_and_carry", lambda *_: pytest.fail("looked"))
    back_up(here)
    assert not carrier()._clock.isActive()
    assert status(here) == ("No copy elsewhere yet", Tone.NEUTRAL)


def test_a_backup_goes_to_the_stick_by_itself(here: Running, stick: Stick) -> None:
    choose(here, stick)
    made = back_up(here)
    assert stick.copies() == [made.folder.name]
    assert status(here)[0].startswith("Copy elsewhere: ")
    assert "copied to “KINGSTON”" in here.window.toast._text.text()


def test_a_backup_is_copied_when_the_stick_appears(here: Running, stick: Stick) -> None:
    choose(here, stick)
    stick.pull_out()
    made = back_up(here)
    assert strips(here) == []  # a stick that is away is nothing to complain of
    stick.connect()
    carrier().look()  # what the clock does every twenty seconds
    quiet(here)
    assert stick.copies() == [made.folder.name]


def test_after_a_lock_the_copy_is_made_behind_the_gate_and_told_at_the_next_sign_in(
    here: Running, stick: Stick
) -> None:
    choose(here, stick)
    session = here.desk.session
    assert session is not None
    with session.work(Compartment.REGISTRY) as work:
        work.audit("village.added", "villages/1")
    here.desk.lock()
    quiet(here)
    assert here.window.gated()
    assert len(stick.copies()) == 1
    here.type_sign_in("ly.thi.thom")
    quiet(here)
    session = here.desk.session
    assert session is not None
    last = elsewhere.standing(session).last
    assert last is not None and [last.backup] == stick.copies()


def test_a_full_stick_is_said_once_and_tried_again_after_it_was_taken_away(here: Running, stick: Stick) -> None:
    choose(here, stick)
    with pytest.MonkeyPatch.context() as patch:
        stick._patch = patch
        stick.fills_up(2)
        back_up(here)
        carrier().look()
        quiet(here)
    assert [text for text in strips(here) if "is full" in text and "Nothing was lost" in text] == strips(here)
    assert len(strips(here)) == 1
    assert stick.copies() == []
    stick.pull_out()
    carrier().look()
    quiet(here)
    stick.connect()
    stick.show()
    carrier().look()
    quiet(here)
    assert len(stick.copies()) == 1


def test_another_stick_with_the_mark_is_said(here: Running, stick: Stick) -> None:
    choose(here, stick)
    stick.renumber("0000-0001")
    back_up(here)
    carrier().look()
    quiet(here)
    assert len(strips(here)) == 1
    assert "is another one" in strips(here)[0]
    assert stick.copies() == []


@pytest.mark.parametrize(("days", "tone", "count"), [(6, Tone.NEUTRAL, 0), (7, Tone.WARN, 0), (14, Tone.WARN, 1)])
def test_the_status_line_turns_amber_after_7_days_and_a_strip_stands_after_14(
    here: Running, days: int, tone: Tone, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Later(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime.now(UTC) + timedelta(days=days, hours=1)

    monkeypatch.setattr(module, "datetime", Later)
    carrier().learn()
    quiet(here)
    assert status(here)[1] is tone
    assert len(strips(here)) == count


def test_a_trial_vault_is_not_nagged(here: Running) -> None:
    here.desk.demo = True
    carrier().learn()
    quiet(here)
    assert status(here)[0] == ""


def test_closing_waits_for_a_copy_and_says_so(here: Running, stick: Stick, monkeypatch: pytest.MonkeyPatch) -> None:
    from threading import Event

    from app.desktop.signin import closing

    monkeypatch.setattr(closing, "SHOWN_AFTER", 10)
    quit_asked: list[bool] = []
    monkeypatch.setattr(QApplication, "quit", lambda *_: quit_asked.append(True))
    choose(here, stick)
    go_on = Event()
    stick.after_files(1, lambda: go_on.wait(10))
    session = here.desk.session
    assert session is not None
    with session.work(Compartment.REGISTRY) as work:
        work.audit("village.added", "villages/1")
    here.window.close()
    here.settle()
    here.qtbot.waitUntil(lambda: bool(_windows(closing.StillCopying)))
    assert "KINGSTON" in _windows(closing.StillCopying)[0]._bar.accessibleName()
    assert here.desk.vault is None and not quit_asked
    go_on.set()
    quiet(here)
    assert quit_asked
    assert len(stick.copies()) == 1
    assert not _windows(closing.StillCopying)


def test_a_copy_stopped_while_closing_leaves_nothing_half_made(
    here: Running, stick: Stick, monkeypatch: pytest.MonkeyPatch
) -> None:
    from threading import Event

    from app.desktop.signin import closing

    monkeypatch.setattr(closing, "SHOWN_AFTER", 10)
    quit_asked: list[bool] = []
    monkeypatch.setattr(QApplication, "quit", lambda *_: quit_asked.append(True))
    choose(here, stick)
    go_on = Event()
    stick.after_files(1, lambda: go_on.wait(10))
    session = here.desk.session
    assert session is not None
    with session.work(Compartment.REGISTRY) as work:
        work.audit("village.added", "villages/1")
    here.window.close()
    here.settle()
    here.qtbot.waitUntil(lambda: bool(_windows(closing.StillCopying)))
    _windows(closing.StillCopying)[0].stop.click()
    go_on.set()
    quiet(here)
    assert quit_asked
    assert stick.copies() == []


def _windows(kind: type) -> list[Any]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]


def test_the_words_are_vietnamese(here: Running) -> None:
    theme().speak("vi")
    quiet(here)
    assert status(here)[0] == tr("No copy elsewhere yet") != "No copy elsewhere yet"
