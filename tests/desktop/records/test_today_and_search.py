"""The day's work and Ctrl+K gather what each type gives: one head for the same reason, one search over all."""

from types import SimpleNamespace
from typing import Any

from PySide6.QtWidgets import QLabel

from app.desktop import screens
from app.desktop.background import Progress
from app.desktop.records.leads import Lead
from app.desktop.records.search import Finder, find_all
from app.desktop.shell import Found
from app.desktop.theme import Tone
from app.desktop.today.page import TodayPage
from app.desktop.today.source import OVERDUE, TITLES, WEEK, Group, Line, Source, Work
from app.vault.people import Level, Unit
from tests.desktop.police.reports.register import settled, shown

QUIETLY = Progress(lambda done, total, note: None)


def source(name: str, *keys: str, late: int = 0, drafts: int = 0) -> Source:
    def show(_session: Any, read: Any) -> Work:
        lead = Lead(name, "open", (read,))
        groups = [Group(key, TITLES[key], Tone.NEUTRAL, [Line(f"{name} {key}", "", lead)], 8, lead) for key in keys]
        return Work(groups, [Line(f"{name} draft", "", lead)] * drafts, late=late)

    return Source(lambda session: 17, show)


def test_types_that_wait_for_the_same_reason_stand_under_one_head(qtbot, session, changes) -> None:
    sources = {"things": source("things", WEEK, OVERDUE, late=2), "visits": source("visits", OVERDUE, late=3, drafts=1)}
    page = TodayPage(session, changes, sources)
    with qtbot.waitSignal(page.pressing) as told:
        shown(qtbot, page)

    heads = [
        each.text()
        for each in page.findChildren(QLabel)
        if each.property("look") == "section" and each.isVisibleTo(page)
    ]
    assert heads == ["Quá hạn", "Đến hạn tuần này", "Bản nháp chưa xong"]
    assert [line.accessibleName() for line in page.lines()] == [
        "things overdue",
        "visits overdue",
        "things this_week",
        "visits draft",
    ]
    assert told.args == [5, Tone.BAD]


def test_a_line_leads_to_its_types_screen(qtbot, session, changes) -> None:
    page = TodayPage(session, changes, {"visits": source("visits", WEEK)})
    shown(qtbot, page)

    with qtbot.waitSignal(page.led) as told:
        page.lines()[0].opened.emit()

    assert told.args == [Lead("visits", "open", (17,))]


def test_nothing_of_any_type_is_a_quiet_day(qtbot, session, changes) -> None:
    page = TodayPage(session, changes, {"visits": source("visits")})
    shown(qtbot, page)
    settled(qtbot)

    assert page.calm.isVisible()


def test_one_search_goes_over_all_types_in_their_order(session) -> None:
    def finder(name: str) -> Finder:
        return Finder(lambda _session: lambda words, _progress: [Found(name, words, "", Lead(name, "open", (1,)))])

    find = find_all(session, {"a": finder("A"), "b": finder("B")})

    assert find is not None
    assert [(each.group, each.title) for each in find("hoa", QUIETLY)] == [("A", "hoa"), ("B", "hoa")]
    assert find_all(session, {}) is None


def test_whoever_has_no_screen_of_a_type_has_no_part_of_it() -> None:
    def person(unit: Unit) -> Any:
        return SimpleNamespace(account=SimpleNamespace(unit=unit, level=Level.LEAD))

    offered = (screens.Part("reports", "police.reports.work", "REPORT_WORK"),)

    assert list(screens.parts(person(Unit.POLICE), offered)) == ["reports"]
    assert screens.parts(person(Unit.HEALTH), offered) == {}
    assert not screens.has(person(Unit.SOCIAL), offered)
