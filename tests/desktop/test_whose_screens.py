"""Which places does each unit's window have? The police's work is in the police's window alone."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.desktop import screens
from app.desktop.desk import Desk
from app.desktop.records.leads import SPELT_BEFORE, Lead, follow
from app.desktop.settings.preferences import Preferences
from app.desktop.shell import MainWindow, Place
from app.desktop.widgets.panes import UiState
from app.kinds import KINDS
from app.vault.session import Session

POLICE_ONLY = {"reports", "inspections"}
SOCIAL_ONLY = {"cases", "caseload", "keeping"}
HEALTH_ONLY = {"health-clients", "supplies"}


def places(session: Session) -> set[str]:
    return {screen.key for screen in screens.for_session(session)}


def test_the_police_have_all_of_their_work(police_lead: Session) -> None:
    assert places(police_lead) >= POLICE_ONLY | {"establishments", "today"}
    assert set(screens.parts(police_lead, screens.FINDERS)) >= {"reports", "inspections", "establishments"}


@pytest.mark.parametrize("who", ["health_lead", "social_lead", "coordinator"])
def test_other_units_have_the_premises_and_none_of_the_polices_work(who: str, request: pytest.FixtureRequest) -> None:
    session: Session = request.getfixturevalue(who)
    assert "establishments" in places(session)
    of_the_police = {screen.key for screen in screens.SCREENS if screen.units == screens.POLICE}
    assert of_the_police >= POLICE_ONLY
    assert not places(session) & of_the_police
    for offered in (screens.FINDERS, screens.WORK):
        assert not set(screens.parts(session, offered)) & of_the_police


def test_the_social_unit_has_all_of_its_work(social_lead: Session) -> None:
    assert places(social_lead) >= SOCIAL_ONLY | {"establishments", "today"}
    for offered in (screens.FINDERS, screens.WORK):
        assert set(screens.parts(social_lead, offered)) >= {"cases", "establishments"}


@pytest.mark.parametrize("who", ["police_lead", "health_lead", "coordinator"])
def test_no_other_unit_has_a_place_of_the_support_cases(who: str, request: pytest.FixtureRequest) -> None:
    session: Session = request.getfixturevalue(who)
    of_the_social_unit = {screen.key for screen in screens.SCREENS if screen.units == screens.SOCIAL}
    assert of_the_social_unit >= SOCIAL_ONLY
    assert not places(session) & of_the_social_unit
    for offered in (screens.FINDERS, screens.WORK):
        assert not set(screens.parts(session, offered)) & of_the_social_unit


def test_the_health_station_has_all_of_its_work(health_lead: Session) -> None:
    assert places(health_lead) >= HEALTH_ONLY | {"establishments", "today"}
    for offered in (screens.FINDERS, screens.WORK):
        assert set(screens.parts(health_lead, offered)) >= {"health-clients", "establishments"}


@pytest.mark.parametrize("who", ["police_lead", "social_lead", "coordinator"])
def test_no_other_unit_has_a_place_of_the_health_stations(who: str, request: pytest.FixtureRequest) -> None:
    session: Session = request.getfixturevalue(who)
    of_the_station = {screen.key for screen in screens.SCREENS if screen.units == screens.HEALTH}
    assert of_the_station >= HEALTH_ONLY
    assert not places(session) & of_the_station
    for offered in (screens.FINDERS, screens.WORK):
        assert not set(screens.parts(session, offered)) & of_the_station


def test_the_list_of_a_kind_has_the_kinds_name() -> None:
    keys = {screen.key for screen in screens.SCREENS}
    assert set(KINDS) <= keys
    assert not [key for key in keys if "_" in key]
    assert {part.place for part in screens.WORK + screens.FINDERS} <= keys


@pytest.mark.parametrize("before", list(SPELT_BEFORE))
def test_a_lead_spelt_as_before_still_arrives(before: str, qtbot: QtBot, tmp_path: Path, police_lead: Session) -> None:
    now = SPELT_BEFORE[before]
    assert now in {screen.key for screen in screens.SCREENS} and before not in {s.key for s in screens.SCREENS}
    window = MainWindow(UiState(tmp_path))
    qtbot.addWidget(window)
    shown = QLabel()
    window.add_place(Place(now, "Place", "folder", lambda: shown))
    desk = Desk(Preferences(UiState(tmp_path)), window, window)
    assert follow(desk, Lead(before, "setText", ("17",))) is shown
    assert shown.text() == "17" and window.current() is shown
