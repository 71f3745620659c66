"""A real vault begins without villages: a lead fills the office's lists in the settings."""

from pytestqt.qtbot import QtBot

from app.desktop.settings.lists import KINDS, Lists
from app.registry import queries
from app.registry.queries import VillageInfo
from app.vault.session import Session
from tests.desktop.walk import walk


def villages(session: Session) -> list[VillageInfo]:
    with session.read() as db:
        return queries.every_village(db)


def page_of(qtbot: QtBot, session: Session) -> Lists:
    page = Lists(session)
    qtbot.addWidget(page)
    page.resize(900, 640)
    page.show()
    return page


def names(page: Lists) -> list[str]:
    return [line.name for line in page.table.rows.rows()]


def test_a_lead_adds_several_villages_at_once(qtbot: QtBot, police_lead: Session) -> None:
    page = page_of(qtbot, police_lead)
    page.add_names(["Thôn Đoài", "Thôn Đông"])
    qtbot.waitUntil(lambda: names(page) == ["Thôn Đoài", "Thôn Đông"])
    assert [each.name for each in villages(police_lead)] == ["Thôn Đoài", "Thôn Đông"]


def test_a_village_is_renamed_taken_out_of_use_and_used_again(qtbot: QtBot, police_lead: Session) -> None:
    page = page_of(qtbot, police_lead)
    page.add_names(["Thôn Đông"])
    qtbot.waitUntil(lambda: bool(names(page)))
    page.table.selectRow(0)
    page._do(lambda: page.kind().rename(police_lead, page.table.current(), "Thôn Đông Hải"))
    qtbot.waitUntil(lambda: names(page) == ["Thôn Đông Hải"])
    page.table.selectRow(0)
    page.turn_over()
    qtbot.waitUntil(lambda: not villages(police_lead)[0].active)
    qtbot.waitUntil(lambda: not page.table.rows.row(0).active)
    page.turn_over()
    qtbot.waitUntil(lambda: villages(police_lead)[0].active)


def test_a_new_authority_is_offered_by_its_name(qtbot: QtBot, police_lead: Session) -> None:
    page = page_of(qtbot, police_lead)
    page.which.setCurrentIndex(2)
    page.add_names(["Công an thành phố"])
    qtbot.waitUntil(lambda: "Công an thành phố" in names(page))
    with police_lead.read() as db:
        assert "cong_an_thanh_pho" in {item.code for item in queries.catalogue(db, queries.AUTHORITIES)}


def test_an_officer_sees_the_lists_and_changes_nothing(qtbot: QtBot, police_officer: Session) -> None:
    page = page_of(qtbot, police_officer)
    assert not page.add.isVisible() and not page.rename.isVisible() and not page.turn.isVisible()


def test_the_page_is_worked_by_keyboard(qtbot: QtBot, police_lead: Session) -> None:
    page = page_of(qtbot, police_lead)
    page.which.setCurrentIndex(len(KINDS) - 1)
    qtbot.waitUntil(lambda: bool(names(page)))
    assert walk(page) == []
