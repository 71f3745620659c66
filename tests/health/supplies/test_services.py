"""Can supplies be received, handed out, written off and counted; who may; and does no act leave less than nothing?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.health.supplies import queries, services
from app.health.supplies.declared import ItemEntry, SupplyFilter
from app.health.supplies.kinds import SUPPLIES
from app.health.supplies.terms import Level, Loss, Purpose, SupplyType
from app.health.supplies.values import Count, HandOut, Receipt, SupplyDetail, WriteOff
from app.registry import accounts
from app.vault.compartments import Compartment
from app.vault.errors import Conflict, Invalid, NotFound, Refused
from app.vault.session import Session

TODAY = date(2026, 3, 11)
SOURCE = "Trung tâm Kiểm soát bệnh tật thành phố"
ITEM = ItemEntry("Bao cao su loại mỏng", "chiếc", SupplyType.CONDOM, low_level=50)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def item(lead: Session) -> int:
    return services.add_item(lead, ITEM).id


def receive(session: Session, item_id: int, quantity: int, days: int = 30, **more: object) -> None:
    services.receive(session, item_id, Receipt(ago(days), quantity, SOURCE, **more))  # type: ignore[arg-type]


def give(quantity: int, days: int = 0, **more: object) -> HandOut:
    return HandOut(ago(days), quantity, Purpose.STATION, **more)  # type: ignore[arg-type]


def read(session: Session, item_id: int) -> SupplyDetail:
    return queries.read_item(session, item_id)


def test_a_new_vault_begins_with_the_usual_items_and_a_lead_keeps_the_list(lead: Session, officer: Session) -> None:
    rows = queries.list_supplies(officer).rows
    assert {row.type for row in rows} == {each for each in SupplyType if each is not SupplyType.OTHER}
    assert all(row.left == 0 and not row.low for row in rows)
    assert queries.search_supplies(officer, "bao cao su nam")[0].number == "VT01"

    made = services.add_item(lead, ITEM)
    assert made.number == f"VT{len(rows) + 1:02d}"
    assert [row.number for row in queries.list_supplies(lead, SupplyFilter(level=Level.LOW)).rows] == [made.number]
    services.edit_item(lead, made.id, made.version, replace(ITEM, name="Bao cao su siêu mỏng", low_level=0))
    assert queries.find_number(lead, f"vt{len(rows) + 1}") == made.id
    assert read(lead, made.id).entry.name == "Bao cao su siêu mỏng"
    with pytest.raises(Conflict):
        services.edit_item(lead, made.id, made.version, ITEM)
    with pytest.raises(Invalid) as wrong:
        services.add_item(lead, ItemEntry(" ", "", low_level=-1))
    assert set(wrong.value.fields) == {"name", "unit", "low_level"}
    with pytest.raises(NotFound):
        queries.find_number(lead, "VT99")


def test_what_expires_first_goes_first_and_what_is_past_its_date_stays(lead: Session) -> None:
    one = item(lead)
    receive(lead, one, 100, days=40, lot="B2", expires_on=date(2027, 1, 1))
    receive(lead, one, 30, days=20, lot="A1", expires_on=date(2026, 6, 1), document="PX 12")
    receive(lead, one, 20, days=20, lot="cũ", expires_on=ago(1))
    receive(lead, one, 5, days=10, lot="a1", expires_on=date(2026, 6, 1))

    assert services.hand_out(lead, one, give(40, people=9)).left == 115
    batches = {each.lot: each.left for each in read(lead, one).batches}
    assert batches == {"cũ": 20, "B2": 95}  # all 35 of A1, which a second delivery had topped up
    with pytest.raises(Refused) as refused:
        services.hand_out(lead, one, give(96))
    assert refused.value.values == {"there": 95}
    detail = read(lead, one)
    assert detail.left == 115 == sum(each.change for each in detail.moves)
    assert [each.after for each in detail.moves] == [100, 130, 150, 155, 115]
    assert detail.moves[-1].people == 9
    assert detail.moves[1].document == "PX 12"


def test_what_was_there_on_a_past_day_is_known_and_never_less_than_nothing(lead: Session) -> None:
    one = item(lead)
    receive(lead, one, 50, days=10)
    services.hand_out(lead, one, give(45, days=2))

    assert [queries.stock_on(lead, one, ago(days)) for days in (11, 10, 3, 2, 0)] == [0, 50, 50, 5, 5]
    with pytest.raises(Refused) as late:
        services.hand_out(lead, one, give(6, days=5))  # enough on that day, but not since
    assert late.value.values == {"there": 5}
    with pytest.raises(Refused, match="nothing left"):
        services.hand_out(lead, one, give(1, days=20))
    batch = read(lead, one).batches[0].id
    with pytest.raises(Refused, match="More was taken since"):
        services.count(lead, one, Count(ago(5), batch, 44, "kiểm kê"))
    assert services.count(lead, one, Count(TODAY, batch, 7, "kiểm kê, thấy thừa 2")).left == 7
    assert services.count(lead, one, Count(TODAY, batch, 7, "kiểm kê lần hai")).left == 7
    assert read(lead, one).moves[-1].change == 0


def test_what_was_entered_wrongly_is_refused_at_its_field(lead: Session) -> None:
    one = item(lead)
    with pytest.raises(Invalid) as wrong:
        services.receive(lead, one, Receipt(TODAY + timedelta(1), 0, " ", expires_on=ago(1)))
    assert set(wrong.value.fields) == {"on", "quantity", "source", "expires_on"}
    receive(lead, one, 5)
    with pytest.raises(Invalid) as wrong:
        services.hand_out(lead, one, give(-3, people=0))
    assert set(wrong.value.fields) == {"quantity", "people"}
    with pytest.raises(Invalid, match="Correct what is marked"):
        services.edit_item(lead, one, read(lead, one).version, replace(ITEM, unit="hộp"))
    assert read(lead, one).left == 5


def test_the_last_act_is_taken_back_by_whoever_did_it(lead: Session, officer: Session) -> None:
    one = item(lead)
    receive(officer, one, 60, lot="L1", expires_on=ago(-30))
    services.hand_out(officer, one, give(20))
    with pytest.raises(Refused, match="somebody else's"):
        services.undo_last(lead, one)
    undoable = read(officer, one).undoable
    assert undoable is not None
    assert undoable.label == "Handed out"
    assert services.undo_last(officer, one, undoable.event_id).left == 60
    with pytest.raises(Conflict):
        services.undo_last(officer, one, undoable.event_id)
    assert services.undo_last(officer, one).left == 0
    detail = read(officer, one)
    assert (detail.batches, detail.every_batch, detail.moves) == ((), (), ())
    assert [each.undone for each in detail.timeline] == [False, True, True, False, False]
    # the lead's own change of the item is taken back, too, note and all
    services.edit_item(lead, one, detail.version, replace(ITEM, name="Tên khác", note="ghi chú"))
    services.undo_last(lead, one)
    assert read(lead, one).entry == ITEM
    with pytest.raises(Refused, match="cannot be undone"):
        services.undo_last(lead, one)


def test_an_item_is_taken_out_of_use_once_nothing_of_it_is_left(lead: Session) -> None:
    one = item(lead)
    receive(lead, one, 5, lot="X", expires_on=ago(3))
    with pytest.raises(Refused, match="still some"):
        services.retire(lead, one, "không cấp nữa")
    batch = read(lead, one).batches[0].id
    with pytest.raises(Refused) as refused:
        services.destroy(lead, one, WriteOff(TODAY, batch, 6, Loss.EXPIRED))
    assert refused.value.values == {"there": 5}
    services.destroy(lead, one, WriteOff(TODAY, batch, 5, Loss.EXPIRED, document="BB 03"))
    services.retire(lead, one, "không cấp nữa")
    assert one not in [row.id for row in queries.list_supplies(lead).rows]
    assert [row.id for row in queries.list_supplies(lead, SupplyFilter(unused=True)).rows] == [one]
    assert not any(row.id == one for row in queries.work_today(lead).low)
    with pytest.raises(Refused, match="used no longer"):
        receive(lead, one, 5)
    services.use_again(lead, one)
    assert read(lead, one).active


def test_the_days_work_tells_what_expires_and_what_runs_low(lead: Session) -> None:
    one = item(lead)
    receive(lead, one, 40, lot="P", expires_on=ago(2))
    receive(lead, one, 40, lot="S", expires_on=ago(-60))
    receive(lead, one, 40, lot="T", expires_on=ago(-61))
    work = queries.work_today(lead)
    assert ([each.lot for each in work.expired], [each.lot for each in work.expiring]) == (["P"], ["S"])
    assert work.low == ()
    services.hand_out(lead, one, give(80))
    assert [row.id for row in queries.work_today(lead).low] == [one]


def test_the_months_report_adds_up(lead: Session) -> None:
    one = item(lead)
    receive(lead, one, 100, days=30, lot="M")
    services.hand_out(lead, one, give(10, days=25))
    services.hand_out(lead, one, give(20, days=3, people=4))
    receive(lead, one, 7, days=2, lot="M")
    batch = read(lead, one).batches[0].id
    services.destroy(lead, one, WriteOff(ago(1), batch, 3, Loss.DAMAGED))
    services.count(lead, one, Count(TODAY, batch, 73, "kiểm kê"))

    (line,) = queries.over_period(lead, date(2026, 3, 1), date(2026, 3, 31))
    assert (line.before, line.received, line.handed_out, line.written_off, line.corrected, line.after, line.people) == (
        *(90, 7, 20, 3, -1, 73),
        4,
    )
    assert queries.over_period(lead, date(2025, 1, 1), date(2025, 12, 31)) == []


def test_each_level_does_what_the_table_says(lead: Session, officer: Session, viewer: Session) -> None:
    one = item(lead)
    receive(officer, one, 9, lot="L")
    batch = read(viewer, one).batches[0].id
    forbidden: list[tuple[Session, Callable[[Session], object]]] = [
        (officer, lambda who: services.add_item(who, ITEM)),
        (officer, lambda who: services.edit_item(who, one, 1, ITEM)),
        (officer, lambda who: services.destroy(who, one, WriteOff(TODAY, batch, 1, Loss.LOST))),
        (officer, lambda who: services.count(who, one, Count(TODAY, batch, 1, "x"))),
        (officer, lambda who: services.retire(who, one, "x")),
        (viewer, lambda who: receive(who, one, 1)),
        (viewer, lambda who: services.hand_out(who, one, give(1))),
        (viewer, lambda who: services.undo_last(who, one)),
        (viewer, lambda who: SUPPLIES.export and SUPPLIES.export.rows(who, {})),
    ]
    for who, act in forbidden:
        with pytest.raises(Refused, match="level"):
            act(who)
    assert read(viewer, one).left == 9
    assert {each.name for each in read(officer, one).acts if each.allowed} == {"hand_out", "receive"}


def test_no_other_unit_finds_or_opens_anything(
    lead: Session, police_lead: Session, social_lead: Session, coordinator: Session
) -> None:
    for other in (police_lead, social_lead, coordinator):
        asks: list[Callable[[Session], object]] = [
            queries.list_supplies,
            queries.work_today,
            lambda who: queries.search_supplies(who, "bao"),
            lambda who: queries.read_item(who, 1),
            lambda who: services.add_item(who, ITEM),
            lambda who: services.DESK.save_draft(who, "x", "", {}),
        ]
        for ask in asks:
            with pytest.raises(Exception, match=r"another unit|no such table"):
                ask(other)


def test_the_audit_has_acts_and_amounts_and_no_note(lead: Session) -> None:
    one = item(lead)
    receive(lead, one, 9, note="chị Nguyễn Thị Kín mang tới")
    services.hand_out(lead, one, give(2, note="cho chị Kín"))
    told = list(accounts.read_audit(lead, Compartment.HEALTH, limit=3))
    assert [each.action for each in told] == ["supplies.hand_out", "supplies.receive", "supplies.add"]
    assert "Kín" not in str([each.detail for each in told])
    assert '"quantity":-2' in str(told[0].detail).replace(" ", "").replace("'", '"')


def test_scripts_see_numbers_and_nobody(lead: Session) -> None:
    one = item(lead)
    receive(lead, one, 9, lot="L7", expires_on=ago(-20), note="người nhận: Kín")
    number = read(lead, one).number
    (row,) = SUPPLIES.list(lead, {"level": "expiring"}, None)
    assert (row["number"], row["left"], row["low"]) == (number, 9, True)
    shown = SUPPLIES.show(lead, number)
    assert shown["batches"] == [{"lot": "L7", "expires_on": ago(-20).isoformat(), "left": 9, "usable": 9}]
    assert "Kín" not in str(shown)
    assert SUPPLIES.search(lead, "l7") == [{"kind": "supplies", "number": number, "snippet": ITEM.name}]
