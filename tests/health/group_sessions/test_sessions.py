"""Can a group session be entered with numbers alone, does what it hands out leave the stock, and do figures add up?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.health.group_sessions import figures, queries, services
from app.health.group_sessions.declared import SessionEntry, SessionFilter
from app.health.group_sessions.terms import NOT_TOLD, Audience, Form, TestKind, Topic
from app.health.supplies import queries as supplies
from app.health.supplies import services as stock
from app.health.supplies.terms import Purpose, SupplyType
from app.health.supplies.values import HandOut, Receipt
from app.kinds import KINDS
from app.registry import accounts
from app.vault.compartments import Compartment
from app.vault.errors import Conflict, Invalid, Refused
from app.vault.session import Session

TODAY = date(2026, 3, 11)
CONDOMS, LEAFLETS = 1, 8
TALK = SessionEntry(
    on=date(2026, 3, 5),
    form=Form.TALK,
    audience=Audience.ESTABLISHMENTS,
    place="Hội trường xã",
    topics=frozenset({Topic.HIV, Topic.STI}),
    reached={("female", "20_24"): 7, ("female", "25_49"): 12, ("male", "25_49"): 3, (NOT_TOLD, NOT_TOLD): 2},
    handed_out={CONDOMS: 100, LEAFLETS: 24},
    tests={TestKind.HIV: 5},
    staff="Vũ Thị Thanh Mai",
    collaborators=2,
)


@pytest.fixture
def stocked(lead: Session) -> Session:
    for item, quantity in ((CONDOMS, 300), (LEAFLETS, 50)):
        stock.receive(lead, item, Receipt(date(2026, 3, 1), quantity, "CDC thành phố"))
    return lead


def exported(session: Session) -> list[object]:
    export = KINDS["health-sessions"].export
    assert export is not None
    return list(export.rows(session, {}))


def left(session: Session, item: int) -> int:
    return supplies.read_item(session, item).left


def test_what_a_session_hands_out_leaves_the_stock_with_it(stocked: Session) -> None:
    made = services.add_session(stocked, TALK)
    assert made.number == "TN26-001"
    assert (left(stocked, CONDOMS), left(stocked, LEAFLETS)) == (200, 26)
    assert supplies.read_item(stocked, CONDOMS).moves[-1].session == made.number

    with pytest.raises(Refused, match="group session"):
        stock.undo_last(stocked, CONDOMS)
    detail = queries.read_session(stocked, made.id)
    assert detail.entry == TALK
    assert sum(detail.entry.reached.values()) == 24
    assert [(each.number, each.quantity) for each in detail.own] == [("VT01", 100), ("VT08", 24)]

    corrected = replace(TALK, handed_out={CONDOMS: 120}, note="sửa theo phiếu")
    again = services.edit_session(stocked, made.id, made.version, corrected)
    assert (left(stocked, CONDOMS), left(stocked, LEAFLETS)) == (180, 50)
    with pytest.raises(Conflict):
        services.edit_session(stocked, made.id, made.version, TALK)
    services.edit_session(stocked, made.id, again.version, replace(corrected, note=""))
    assert len([each for each in supplies.read_item(stocked, CONDOMS).moves if each.session]) == 1

    services.remove_session(stocked, made.id, "nhập trùng")
    assert left(stocked, CONDOMS) == 300
    assert queries.count_sessions(stocked) == 0
    assert queries.count_sessions(stocked, SessionFilter(in_bin=True)) == 1
    services.restore_session(stocked, made.id)
    assert left(stocked, CONDOMS) == 180
    assert [each.action for each in queries.read_session(stocked, made.id).timeline] == [
        *("add", "edit", "edit", "remove", "restore")
    ]


def test_with_too_little_in_stock_nothing_is_kept_at_all(stocked: Session) -> None:
    with pytest.raises(Invalid) as wrong:
        services.add_session(stocked, replace(TALK, handed_out={CONDOMS: 10, LEAFLETS: 51}))
    assert "only 50 tờ" in str(wrong.value.fields["handed_out"])
    assert (queries.count_sessions(stocked), left(stocked, CONDOMS)) == (0, 300)
    with pytest.raises(Invalid):  # nothing had come in by then
        services.add_session(stocked, replace(TALK, on=date(2026, 2, 28)))
    assert services.add_session(stocked, replace(TALK, handed_out={})).number == "TN26-001"


def test_a_session_entered_late_leaves_the_stock_today_where_its_days_batches_are_used_up(stocked: Session) -> None:
    stock.receive(stocked, CONDOMS, Receipt(date(2026, 3, 6), 200, "CDC thành phố", "B2", date(2029, 1, 1)))
    stock.receive(stocked, CONDOMS, Receipt(date(2026, 3, 1), 90, "CDC thành phố", "B1", date(2028, 1, 1)))
    stock.hand_out(stocked, CONDOMS, HandOut(date(2026, 3, 8), 390, Purpose.OUTREACH))  # 90 of B1, 200 of B2, …
    made = services.add_session(stocked, replace(TALK, handed_out={CONDOMS: 150}))
    assert left(stocked, CONDOMS) == 50
    assert [(each.on, each.change) for each in supplies.read_item(stocked, CONDOMS).moves if each.session] == [
        (date(2026, 3, 5), -150)  # 200 of the first 300 were still there
    ]
    services.edit_session(stocked, made.id, made.version, replace(TALK, handed_out={CONDOMS: 200}))
    assert left(stocked, CONDOMS) == 0
    services.remove_session(stocked, made.id, "nhập nhầm")
    stock.hand_out(stocked, CONDOMS, HandOut(date(2026, 3, 9), 180, Purpose.OUTREACH))
    stock.receive(stocked, CONDOMS, Receipt(TODAY, 500, "CDC thành phố"))
    services.add_session(stocked, replace(TALK, handed_out={CONDOMS: 150}))
    assert [(each.on, each.change) for each in supplies.read_item(stocked, CONDOMS).moves if each.session] == [
        (TODAY, -150)
    ]
    assert supplies.stock_on(stocked, CONDOMS, date(2026, 3, 10)) == 20


def test_what_was_entered_wrongly_is_refused_at_its_field(stocked: Session) -> None:
    wrong_entry = replace(
        TALK,
        on=TODAY + timedelta(1),
        place=" ",
        village_id=999,
        reached={("female", "adult"): 3},
        tests={TestKind.HIV: -1},
        collaborators=-2,
        handed_out={CONDOMS: -1},
    )
    with pytest.raises(Invalid) as wrong:
        services.add_session(stocked, wrong_entry)
    assert set(wrong.value.fields) == {
        *("on", "place", "village_id", "reached", "tests", "collaborators", "handed_out")
    }


def test_the_figures_add_up_by_month_form_audience_sex_and_age(stocked: Session) -> None:
    services.add_session(stocked, TALK)
    pupils = {("male", "under_15"): 40, ("female", "under_15"): 41}
    services.add_session(
        stocked,
        replace(TALK, on=date(2026, 1, 9), audience=Audience.PUPILS, reached=pupils, handed_out={}, tests={}),
    )
    gone = services.add_session(stocked, replace(TALK, form=Form.MOBILE_CLINIC, handed_out={CONDOMS: 1}))
    services.remove_session(stocked, gone.id, "nhập trùng")

    months = figures.by_month(stocked, 2026)
    assert [each.sessions for each in months] == [1, 0, 1, *[0] * 9]
    march = months[2]
    assert (march.reached, march.women, march.tests, march.forms) == (24, 19, 5, {Form.TALK: 1})
    assert march.handed_out == {SupplyType.CONDOM: 100, SupplyType.LEAFLET: 24}
    with stocked.read() as db:
        year = (date(2026, 1, 1), date(2026, 12, 31))
        assert figures.activities(db, *year) == {(1, Form.TALK): 1, (3, Form.TALK): 1}
        assert figures.reached_by_group(db, *year, Audience.ESTABLISHMENTS) == dict(TALK.reached)
        assert sum(figures.reached_by_group(db, *year).values()) == 24 + 81


def test_lists_are_narrowed_and_say_numbers_alone(stocked: Session) -> None:
    services.add_session(stocked, TALK)
    services.add_session(stocked, replace(TALK, on=date(2026, 1, 9), audience=Audience.PUPILS, handed_out={}))
    assert [row["on"] for row in KINDS["health-sessions"].list(stocked, {"audience": "pupils"}, None)] == ["2026-01-09"]
    assert [row["number"] for row in KINDS["health-sessions"].list(stocked, {"text": "hoi truong"}, None)] == [
        *("TN26-001", "TN26-002")
    ]
    assert [row.number for row in queries.list_sessions(stocked, SessionFilter(held_from=date(2026, 2, 1))).rows] == [
        "TN26-001"
    ]
    shown = queries.show_document(stocked, "tn26-001")
    assert shown["tests"] == {"hiv": 5}
    assert "Thanh Mai" not in str(shown)
    where = SessionFilter(forms=frozenset({Form.TALK}), held_to=TODAY, text="x")
    assert SessionFilter.from_json(where.to_json()) == where
    told = accounts.read_audit(stocked, Compartment.HEALTH, action="health-sessions.add")
    assert len(told) == 2
    assert "Hội trường" not in str([each.detail for each in told])


def test_who_may(stocked: Session, officer: Session, viewer: Session, police_lead: Session) -> None:
    made = services.add_session(officer, TALK)
    forbidden: list[tuple[Session, Callable[[Session], object]]] = [
        (viewer, lambda who: services.add_session(who, TALK)),
        (viewer, lambda who: services.edit_session(who, made.id, made.version, TALK)),
        (officer, lambda who: services.remove_session(who, made.id, "x")),
        (officer, lambda who: services.restore_session(who, made.id)),
        (viewer, lambda who: exported(who)),
    ]
    for who, act in forbidden:
        with pytest.raises(Refused, match="level"):
            act(who)
    assert queries.list_sessions(viewer).rows[0].reached == 24
    with pytest.raises(Exception, match=r"another unit|no such table"):
        queries.list_sessions(police_lead)
