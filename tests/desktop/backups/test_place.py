"""The place for copies is chosen in the settings or in the first run, and its card says what is known of it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desktop.backups import trials
from app.desktop.backups.carrier import carrier
from app.desktop.backups.place_field import ChoosePlace, PlaceField
from app.desktop.backups.trials import Trials
from app.desktop.desk import desk
from app.desktop.settings.backups import Backups
from app.desktop.signin.first_run import FirstRun
from app.desktop.theme import Tone, theme
from app.desktop.widgets.confirm import Confirm
from app.registry import elsewhere, safekeeping
from app.vault import media
from app.vault.backup import Backup
from tests.desktop.backups.conftest import quiet, session_of, strips
from tests.desktop.running import Running, running
from tests.sticks import Stick

BackUp = Callable[[], Backup]


def page_of(here: Running) -> Backups:
    page = here.desk.ask("settings", "open", "backups")
    quiet(here)
    assert isinstance(page, Backups)
    return page


def chooser(here: Running, page: Backups) -> ChoosePlace:
    page.place.choose()
    found = QApplication.activeModalWidget()
    assert isinstance(found, ChoosePlace)
    here.qtbot.waitUntil(lambda: not found.field._asking)
    return found


def test_a_connected_stick_is_offered_and_becomes_the_place(here: Running, stick: Stick, back_up: BackUp) -> None:
    made = back_up()
    page = page_of(here)
    assert page.place.name.text() == "No place for copies is chosen"
    asked = chooser(here, page)
    assert asked.field.value() == stick.root
    asked.do.click()
    quiet(here)
    assert page.place.name.text() == "Copies go to “KINGSTON”"
    assert page.place.chip.text() == "Connected"
    assert stick.copies() == [made.folder.name]
    assert "Last copy found whole" in page.place.last.text()
    quiet(here)
    assert [row.there is not None for row in page.table.rows.rows()] == [True]


def test_a_stick_plugged_in_while_the_question_stands_appears(here: Running, stick: Stick) -> None:
    stick.pull_out()
    asked = chooser(here, page_of(here))
    assert asked.field.value() is None and not asked.do.isEnabled()
    stick.connect()
    asked.field.look()
    here.qtbot.waitUntil(lambda: asked.field.value() == stick.root)
    assert asked.do.isEnabled()


def test_a_folder_on_the_vaults_own_disk_is_refused_in_words(here: Running, stick: Stick, tmp_path: Path) -> None:
    page = page_of(here)
    asked = chooser(here, page)
    asked.field.folder.setChecked(True)
    asked.field.path.setText(str(tmp_path))
    asked.do.click()
    quiet(here)
    assert asked.isVisible()
    assert asked._banner is not None and "same disk as the vault" in asked._banner.text()
    assert page.place.name.text() == "No place for copies is chosen"


def test_a_network_folder_can_be_the_place(
    here: Running, stick: Stick, tmp_path: Path, back_up: BackUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(media, "on_network", lambda folder: True)
    share = tmp_path / "chung"
    share.mkdir()
    asked = chooser(here, page_of(here))
    asked.field.folder.setChecked(True)
    asked.field.path.setText(str(share))
    asked.do.click()
    quiet(here)
    made = back_up()
    assert [each.name for each in share.glob("nhipcau-backup/*/backups/*")] == [made.folder.name]


def test_the_card_says_that_the_stick_is_away_and_copies_by_hand_when_it_is_back(
    with_place: Running, stick: Stick, back_up: BackUp
) -> None:
    here = with_place
    page = page_of(here)
    stick.pull_out()
    back_up()
    assert page.place.chip.text() == "Not connected"
    assert not page.place.copy.isEnabled()
    stick.connect()
    carrier().look()
    quiet(here)
    assert page.place.chip.text() == "Connected"
    page.place.copy.click()
    quiet(here)
    assert len(stick.copies()) == 2


def test_copies_elsewhere_can_be_given_up_after_a_question(with_place: Running) -> None:
    here = with_place
    page = page_of(here)
    page.place.give_up.click()
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, Confirm)
    asked.do.click()
    quiet(here)
    assert page.place.name.text() == "No place for copies is chosen"
    assert elsewhere.standing(session_of(here)).place is None


# --- the first run -----------------------------------------------------------------------------------------


@pytest.fixture
def wizard(qtbot: QtBot, tmp_path: Path, stick: Stick) -> Iterator[FirstRun]:
    """At the step about copies, with the vault made."""
    from tests.desktop.signin.test_first_run import to_the_end_of_asking

    with running(qtbot, tmp_path / "state", None) as here:
        here.door.set_up()
        page = here.door.page
        assert isinstance(page, FirstRun)
        to_the_end_of_asking(page, tmp_path / "kho")
        page.go_on()
        here.settle()
        page.go_on()
        assert page.back is not None
        for field, group in zip(page.back.fields, page.back.asked, strict=True):
            field.setText(group.expected)
        page.go_on()
        assert page.at == 7
        here.qtbot.waitUntil(lambda: not page.copies._asking)
        yield page
        if page.beginning is not None:
            page.beginning.session.close()


def test_the_first_run_makes_a_connected_stick_the_place(wizard: FirstRun, stick: Stick, qtbot: QtBot) -> None:
    wizard.copies.look()
    qtbot.waitUntil(lambda: bool(wizard.copies._at_sticks))
    next(iter(wizard.copies._at_sticks)).click()
    wizard.go_on()
    qtbot.waitUntil(lambda: wizard.at == 8)
    assert wizard.beginning is not None
    place = elsewhere.standing(wizard.beginning.session).place
    assert place is not None and place.label == "KINGSTON"


def test_the_first_run_goes_on_without_a_place(wizard: FirstRun, stick: Stick) -> None:
    assert wizard.copies.later is not None
    assert "Until then" in tr_source(wizard.copies)
    wizard.copies.later.click()
    wizard.go_on()
    assert wizard.at == 8
    assert list(stick.root.iterdir()) == []


def tr_source(field: PlaceField) -> str:
    theme().speak("en")
    assert field.later is not None
    return field.later.text()


# --- the monthly trial ---------------------------------------------------------------------------------------


def trial(here: Running) -> None:
    found = desk().findChild(Trials)
    assert found is not None
    found.look()
    quiet(here)


def test_a_trial_that_went_well_says_nothing_and_is_not_made_again(here: Running, back_up: BackUp) -> None:
    back_up()
    assert safekeeping.trial_due(session_of(here))
    trial(here)
    assert strips(here) == []
    assert not safekeeping.trial_due(session_of(here))
    assert trials.last(session_of(here)) is not None


def test_a_trial_that_went_wrong_is_said(here: Running, back_up: BackUp) -> None:
    made = back_up()
    (made.folder / "health.db").write_bytes(b"")
    trial(here)
    assert len(strips(here)) == 1
    assert "would not bring everything back" in strips(here)[0]


def test_a_trial_by_hand_tells_how_it_went(here: Running, back_up: BackUp) -> None:
    back_up()
    page = page_of(here)
    assert page.trial.text().startswith("No backup was tried out yet")
    page.ask_trial()
    quiet(here)
    assert page._banner is not None and "was restored for trial" in page._banner.text()
    assert page._banner._tone is Tone.GOOD
    assert page.trial.text().startswith("Last tried out on")
