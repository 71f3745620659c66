"""A real vault begins without villages: a lead fills the office's lists in the settings."""

from datetime import date

from pytestqt.qtbot import QtBot

from app.desktop.settings.list_items import ItemDialog, facts_text
from app.desktop.settings.lists import Lists
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
    page.add_names(["Công an phường bên cạnh"])
    qtbot.waitUntil(lambda: "Công an phường bên cạnh" in names(page))
    with police_lead.read() as db:
        assert "cong_an_phuong_ben_canh" in {item.code for item in queries.catalogue(db, queries.AUTHORITIES)}


def test_an_officer_sees_the_lists_and_changes_nothing(qtbot: QtBot, police_officer: Session) -> None:
    page = page_of(qtbot, police_officer)
    assert not page.add.isVisible() and not page.rename.isVisible() and not page.turn.isVisible()


def test_the_page_is_worked_by_keyboard(qtbot: QtBot, police_lead: Session) -> None:
    page = page_of(qtbot, police_lead)
    page.which.setCurrentIndex(page.which.count() - 1)
    qtbot.waitUntil(lambda: bool(names(page)))
    assert walk(page) == []


def law_page(qtbot: QtBot, session: Session, catalogue: str) -> Lists:
    page = page_of(qtbot, session)
    page.which.setCurrentIndex(next(at for at, kind in enumerate(page.kinds) if kind.law == catalogue))
    qtbot.waitUntil(lambda: bool(names(page)))
    return page


def entry(session: Session, catalogue: str, code: str) -> queries.Item:
    with session.read() as db:
        return next(item for item in queries.whole_catalogue(db, catalogue) if item.code == code)


def test_a_fine_is_changed_with_its_law_and_then_compared(qtbot: QtBot, police_lead: Session) -> None:
    page = law_page(qtbot, police_lead, queries.VIOLATION_KINDS)
    assert page.change.isVisible() and not page.rename.isVisible()
    page.table.selectRow(0)
    line = page.table.current()
    assert facts_text(line.item, {}) == "2.000.000 – 4.000.000 đồng, tổ chức gấp đôi"
    page.turn_mark()
    qtbot.waitUntil(lambda: entry(police_lead, queries.VIOLATION_KINDS, line.key).verified)
    qtbot.waitUntil(lambda: page.table.rows.row(0).item.verified)
    page.table.selectRow(0)
    page.ask_name()
    (dialog,) = page.findChildren(ItemDialog)
    assert walk(dialog) == []
    dialog.form.set_values({"fine_from": "5 triệu"})
    dialog.save.click()
    qtbot.waitUntil(lambda: bool(dialog.form.box("fine_to").error_text()))
    dialog.form.set_values({"fine_to": "6.000.000", "in_force_to": date(2027, 1, 1)})
    dialog.save.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    changed = entry(police_lead, queries.VIOLATION_KINDS, line.key)
    assert (changed.facts["fine_from"], changed.facts["fine_to"]) == (5_000_000, 6_000_000)
    assert changed.in_force_to == date(2027, 1, 1) and not changed.verified


def test_a_new_check_is_for_the_types_that_were_ticked(qtbot: QtBot, police_lead: Session) -> None:
    page = law_page(qtbot, police_lead, queries.CHECKLIST_ITEMS)
    page.ask_new()
    (dialog,) = page.findChildren(ItemDialog)
    dialog.form.set_values({"name": "Có camera ở lối vào", "types": ["karaoke", "bar"]})
    dialog.save.click()
    qtbot.waitUntil(lambda: "Có camera ở lối vào" in names(page))
    made = entry(police_lead, queries.CHECKLIST_ITEMS, "co_camera_o_loi_vao")
    assert made.facts == {"types": ["karaoke", "bar"]} and not made.verified
    assert facts_text(made, page._types) == "Karaoke, Bar"


def test_a_ground_of_declining_says_for_which_legal_tracks_it_is(qtbot: QtBot, police_lead: Session) -> None:
    page = law_page(qtbot, police_lead, queries.DECLINE_GROUNDS)
    page.ask_new()
    (dialog,) = page.findChildren(ItemDialog)
    dialog.form.set_values({"name": "Không thuộc địa bàn", "tracks": ["complaint", "petition"]})
    dialog.save.click()
    qtbot.waitUntil(lambda: "Không thuộc địa bàn" in names(page))
    made = entry(police_lead, queries.DECLINE_GROUNDS, "khong_thuoc_dia_ban")
    assert made.facts == {"tracks": ["complaint", "petition"]}
    assert facts_text(made, {}) == "Khiếu nại lần đầu, Kiến nghị, phản ánh"
