"""Premises through their life: added, changed, counted, closed, opened again; and who may do it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app.registry import services as shared
from app.registry.establishments import queries, services, services_merging, services_proposals
from app.registry.establishments.declared import DESK, EstablishmentFilter
from app.registry.establishments.terms import CountSource, State
from app.registry.establishments.values import Counts, Entry, EstablishmentDetail
from app.vault import audit
from app.vault.compartments import Compartment
from app.vault.errors import Conflict, Invalid, NotFound, Refused
from app.vault.people import Level
from app.vault.session import Session
from tests.registry.establishments.conftest import TODAY, Office


def last(session: Session, action: str = "") -> audit.Entry:
    with session.read() as db:
        return audit.entries(db, Compartment.REGISTRY, limit=1, action=action or None)[0]


def added(office: Office, name: str = "Karaoke Sao Mai", **more: Any) -> int:
    return services.add_establishment(office.officer, Entry(name, "karaoke", **more)).establishment_id


def opened(office: Office, number: int) -> EstablishmentDetail:
    return services.open_establishment(office.officer, number)


def test_a_new_establishment_gets_the_next_number_and_every_unit_finds_it(office: Office) -> None:
    first = services.add_establishment(
        office.officer, Entry(" Nhà  nghỉ Hướng Dương ", "guest_house", phone="+84 912345678")
    )
    second = services.add_establishment(office.lead, Entry("Bar Trăng Rằm", "bar", office.east))
    assert int(second.number[2:]) == int(first.number[2:]) + 1
    found = services.open_establishment(office.health, services.find_number(office.health, first.number.lower()))
    assert (found.entry.name, found.entry.phone, found.state) == ("Nhà nghỉ Hướng Dương", "0912345678", State.ACTIVE)
    assert [hit.number for hit in queries.search_establishments(office.health, "huong duong")] == [first.number]
    assert [hit.number for hit in queries.search_establishments(office.viewer, second.number)] == [second.number]
    entry = last(office.lead)
    assert (entry.action, entry.subject) == ("establishments.add", f"establishments/{second.number}")
    assert entry.detail is not None and entry.detail["village_id"] == "Thôn Đông"


def test_a_change_of_name_and_owner_keeps_who_it_was_before(office: Office) -> None:
    number = added(office, "Karaoke Ánh Dương", owner="Đỗ Văn Cũ", phone="0912000111")
    changed = services.change_establishment(
        office.officer, number, 1, {"name": "Karaoke Sóng Vỗ", "owner": "Tạ Thị Mới"}, date(2026, 2, 1), "Đổi chủ"
    )
    detail = opened(office, number)
    assert (changed.version, detail.former_names) == (2, ("Karaoke Ánh Dương",))
    act = detail.history[0]
    assert (act.since, act.reason, act.by, act.undone) == (date(2026, 2, 1), "Đổi chủ", "Vũ Hải Nam", False)
    assert {(each.field, each.old, each.new) for each in act.changes} == {
        ("name", "Karaoke Ánh Dương", "Karaoke Sóng Vỗ"),
        ("owner", "Đỗ Văn Cũ", "Tạ Thị Mới"),
    }
    assert [hit.id for hit in queries.search_establishments(office.health, "anh duong")] == [number]
    assert queries.search_establishments(office.health, "Đỗ Văn Cũ") == []
    told = last(office.lead).detail
    assert told is not None and told["changes"] == {
        "name": ["Karaoke Ánh Dương", "Karaoke Sóng Vỗ"],
        "owner": ["Đỗ Văn Cũ", "Tạ Thị Mới"],
    }


def test_who_saves_an_older_version_is_shown_the_one_that_is_there(office: Office) -> None:
    number = added(office)
    services.change_establishment(office.lead, number, 1, {"note": "hẻm sau chợ"})
    with pytest.raises(Conflict) as caught:
        services.change_establishment(office.officer, number, 1, {"note": "khác"})
    theirs = caught.value.theirs
    assert isinstance(theirs, EstablishmentDetail) and theirs.entry.note == "hẻm sau chợ"


def test_saving_what_is_there_already_changes_nothing(office: Office) -> None:
    number = added(office, address="Số 3")
    before = last(office.lead)
    assert services.change_establishment(office.officer, number, 1, {"address": " Số  3 "}).version == 1
    assert last(office.lead) == before and opened(office, number).history == ()


def test_what_is_wrong_is_said_at_the_field_and_nothing_is_kept(office: Office) -> None:
    wrong = Entry(" ", "bordello", 9999, licence_issued_on=TODAY, licence_expires_on=TODAY - timedelta(days=1))
    with pytest.raises(Invalid) as caught:
        services.add_establishment(office.officer, wrong)
    assert set(caught.value.fields) == {"name", "type_code", "village_id", "licence_expires_on"}
    with pytest.raises(Invalid) as caught:  # one transaction: a wrong count keeps the premises out, too
        services.add_establishment(office.officer, Entry("Xoa bóp Phù Sa", "massage"), Counts(TODAY, 3, women=4))
    assert set(caught.value.fields) == {"women"}
    assert queries.search_establishments(office.officer, "Phù Sa") == []


def test_premises_close_and_open_again_and_the_past_stays_true(office: Office) -> None:
    number = added(office, "Karaoke Bến Nước", opened_on=date(2025, 6, 1))
    with pytest.raises(Invalid) as caught:
        services.close_establishment(office.officer, number, date(2025, 5, 31), "Trả giấy phép")
    assert set(caught.value.fields) == {"since"}
    services.close_establishment(office.officer, number, date(2025, 12, 20), "Trả giấy phép")
    assert (opened(office, number).state, opened(office, number).closed_on) == (State.CLOSED, date(2025, 12, 20))
    with pytest.raises(Refused):
        services.suspend_establishment(office.officer, number, TODAY, "Sửa chữa")
    services.reopen_establishment(office.lead, number, date(2026, 3, 1), "Hoạt động trở lại")
    assert opened(office, number).closed_on is None
    with office.health.read() as db:
        days = (date(2025, 5, 31), date(2025, 6, 1), date(2025, 12, 20), date(2025, 12, 21), date(2026, 3, 1))
        was_open = [number in {each.id for each in queries.active_on(db, day)} for day in days]
        years = [number in {each.id for each in queries.active_in_year(db, year)} for year in (2024, 2025, 2026)]
    assert was_open == [False, True, True, False, True]
    assert years == [False, True, True]


def test_ones_own_last_act_can_be_taken_back_once(office: Office) -> None:
    number = added(office, "Cà phê Mây Hồng")
    services.change_establishment(office.officer, number, 1, {"name": "Cà phê Gió Biển", "village_id": office.west})
    services.close_establishment(office.officer, number, TODAY, "Nghỉ kinh doanh")
    offered = opened(office, number).undoable
    assert offered is not None and opened_by(office.lead, number).undoable is None
    with pytest.raises(Conflict):
        services.undo_last(office.officer, number, offered.event_id - 1)
    with pytest.raises(Refused):
        services.undo_last(office.lead, number)
    services.undo_last(office.officer, number, offered.event_id)
    detail = opened(office, number)
    assert (detail.state, detail.closed_on, detail.undoable) == (State.ACTIVE, None, None)
    assert [(act.act, act.undone) for act in detail.history] == [("close", True), ("change", False)]
    with office.lead.read() as db:
        assert number in {each.id for each in queries.active_on(db, TODAY)}
    with pytest.raises(Refused):
        services.undo_last(office.officer, number)


def opened_by(session: Session, number: int) -> EstablishmentDetail:
    return services.open_establishment(session, number)


def test_the_latest_head_count_is_the_one_that_lists_show(office: Office) -> None:
    number = added(office, "Xoa bóp Hoa Sữa")
    services.set_count(office.officer, number, Counts(date(2026, 3, 1), 9, 6, 4, 2, 3))
    services.set_count(office.officer, number, Counts(date(2026, 1, 10), 5))
    services.set_count(office.officer, number, Counts(date(2026, 3, 1), 7, 5), CountSource.COUNTED)
    before = last(office.lead)
    services.set_count(office.officer, number, Counts(date(2026, 3, 1), 7, 5), CountSource.COUNTED)
    assert last(office.lead) == before  # carried twice, kept once
    with office.health.read() as db:
        brief = queries.brief(db, number)
    assert brief is not None and brief.workers == Counts(date(2026, 3, 1), 7, 5)
    counts = opened(office, number).counts
    assert [each.counts.total for each in counts] == [7, 9, 5]
    services.remove_count(office.officer, number, counts[0].id)
    with office.health.read() as db:
        again = queries.brief(db, number)
    assert again is not None and again.workers is not None and again.workers.total == 9
    with pytest.raises(NotFound):
        services.remove_count(office.officer, number, counts[0].id)
    with pytest.raises(Invalid) as caught:
        services.set_count(office.officer, number, Counts(TODAY + timedelta(days=1), 2, women=3, with_contract=-1))
    assert set(caught.value.fields) == {"counted_on", "women", "with_contract"}


def test_a_merged_duplicate_leads_to_the_premises_it_is(office: Office) -> None:
    stays, twin = added(office, "Karaoke Lam Giang"), added(office, "KARAOKE LAM GIANG 2")
    old = added(office, "Karaoke Giang")
    services_merging.merge_duplicate(office.lead, twin, old, "Tên cũ")
    services_merging.merge_duplicate(office.lead, stays, twin, "Nhập trùng")
    with office.health.read() as db:
        ids = {each: queries.same_premises(db, each) for each in (stays, twin, old)}
        found = queries.brief(db, old)
        active = {each.id for each in queries.active_on(db, TODAY)} & {stays, twin, old}
    assert set(ids.values()) == {frozenset({stays, twin, old})} and active == {stays}
    assert found is not None and found.id == stays
    assert [hit.id for hit in queries.search_establishments(office.health, "karaoke lam giang 2")] == [stays]
    assert [
        row.id
        for row in queries.list_establishments(office.health, EstablishmentFilter(text=opened(office, old).number)).rows
    ] == [stays]
    with pytest.raises(Refused):
        services.change_establishment(office.lead, twin, 2, {"note": "x"})
    with pytest.raises(Refused):
        services_merging.merge_duplicate(office.lead, twin, stays, "x")
    with pytest.raises(Invalid):
        services_merging.merge_duplicate(office.lead, stays, stays, "x")
    services.set_count(office.officer, twin, Counts(TODAY, 4))
    assert [each.counts.total for each in opened(office, stays).counts] == [4]
    services_merging.unmerge(office.officer, twin)
    assert (opened(office, twin).state, opened(office, twin).merged_into) == (State.ACTIVE, None)
    with office.health.read() as db:
        assert queries.same_premises(db, stays) == {stays}
        assert queries.same_premises(db, old) == {twin, old}
    assert [act.act for act in opened(office, twin).history] == ["unmerge", "merge"]


def test_a_village_that_is_renamed_is_searched_by_its_new_name(office: Office) -> None:
    village = shared.add_village(office.lead, "Thôn Cũ Kỹ")
    number = added(office, "Gội đầu Thu Vàng", village_id=village)
    shared.change_village(office.lead, village, "Thôn Tân Lập")
    assert [hit.id for hit in queries.search_establishments(office.health, "tân lập")] == [number]


# --- who may do it ---------------------------------------------------------------------------------------


def acts(number: int) -> dict[str, Callable[[Session], object]]:
    """What only the police's officers and leads do."""
    return {
        "add": lambda session: services.add_establishment(session, Entry("Karaoke Khác", "karaoke")),
        "change": lambda session: services.change_establishment(session, number, 1, {"note": "x"}),
        "close": lambda session: services.close_establishment(session, number, TODAY, "x"),
        "count": lambda session: services.set_count(session, number, Counts(TODAY, 1)),
        "merge": lambda session: services_merging.merge_duplicate(session, number, 1, "x"),
        "undo": lambda session: services.undo_last(session, number),
        "decide": lambda session: services_proposals.confirm_proposal(session, 1),
    }


def test_other_units_and_viewers_change_nothing_but_see_everything(office: Office) -> None:
    number = added(office, "Karaoke Trúc Xanh")
    for session in (office.health, office.viewer):
        for name, act in acts(number).items():
            with pytest.raises(Refused):
                act(session)
            assert opened(office, number).version == 1, name
        assert opened_by(session, number).entry.name == "Karaoke Trúc Xanh"
        assert opened_by(session, number).steps == ()
    assert {act.name for act in opened_by(office.health, number).acts} == {"propose_change", "propose_close"}
    assert opened_by(office.viewer, number).acts == ()
    with pytest.raises(Refused):
        services_proposals.propose_close(office.officer, number, TODAY, "x")


def test_what_was_searched_is_not_written_where_all_units_leads_read(office: Office) -> None:
    DESK.note_search(office.officer, "Nguyễn Thị Kín", 0)
    entry = last(office.lead)
    assert entry.action == "establishments.search" and "Kín" not in str(entry.detail)


def test_a_draft_is_its_typists_alone(office: Office) -> None:
    DESK.save_draft(office.health, "establishment", "", {"name": "Nhà nghỉ Hoa"})
    assert [draft.payload for draft in DESK.list_drafts(office.health)] == [{"name": "Nhà nghỉ Hoa"}]
    assert DESK.list_drafts(office.officer) == []
    DESK.delete_draft(office.health, "establishment", "")
    assert DESK.list_drafts(office.health) == []


# --- proposals -------------------------------------------------------------------------------------------


def test_a_proposed_establishment_stands_apart_until_the_police_confirm(office: Office) -> None:
    proposed = services_proposals.propose_establishment(
        office.health, Entry("Nhà nghỉ Đồng Xanh", "guest_house", office.east), "Gặp khi đi truyền thông"
    )
    number = proposed.establishment_id
    with office.officer.read() as db:
        assert number not in {each.id for each in queries.active_on(db, TODAY)}
        assert queries.count_open_proposals(db) == 1
    with pytest.raises(Refused):
        services.close_establishment(office.officer, number, TODAY, "x")
    (waiting,) = queries.open_proposals(office.officer)
    assert ("name", "", "Nhà nghỉ Đồng Xanh") in {(each.field, each.old, each.new) for each in waiting.changes}
    services_proposals.confirm_proposal(office.officer, waiting.id)
    detail = opened_by(office.health, number)
    assert detail.state is State.ACTIVE and detail.proposals[0].decided_by == "Vũ Hải Nam"
    with pytest.raises(Refused):
        services_proposals.decline_proposal(office.lead, waiting.id, "đã có")


def test_a_proposed_change_is_made_when_confirmed_and_not_before(office: Office) -> None:
    number = added(office, "Cà phê Ngọc Lan", address="Số 1")
    with pytest.raises(Invalid):
        services_proposals.propose_change(office.health, number, {"address": "Số 1"})
    services_proposals.propose_change(
        office.health, number, {"address": "Số 9", "village_id": office.west}, None, "Đã dời"
    )
    assert opened(office, number).entry.address == "Số 1"
    (waiting,) = queries.open_proposals(office.officer)
    assert {(each.field, each.old, each.new) for each in waiting.changes} == {
        ("address", "Số 1", "Số 9"),
        ("village_id", "", "Thôn Đoài"),
    }
    services_proposals.confirm_proposal(office.lead, waiting.id)
    detail = opened(office, number)
    assert (detail.entry.address, detail.village, detail.history[0].act) == ("Số 9", "Thôn Đoài", "confirm")
    assert detail.history[0].reason == "Đã dời"


def test_a_declined_proposal_says_why_to_those_who_made_it(office: Office) -> None:
    number = added(office, "Bar Hải Âu")
    with pytest.raises(Invalid) as caught:
        services_proposals.propose_close(office.health, number, TODAY + timedelta(days=2), " ")
    assert set(caught.value.fields) == {"closed_on", "note"}
    services_proposals.propose_close(office.health, number, TODAY, "Treo biển nghỉ")
    new = services_proposals.propose_establishment(office.health, Entry("Bar Không Có", "bar")).establishment_id
    for waiting in queries.open_proposals(office.lead):
        services_proposals.decline_proposal(office.lead, waiting.id, "Chỉ nghỉ một ngày")
    assert (opened(office, number).state, opened(office, new).state) == (State.ACTIVE, State.DECLINED)
    assert opened_by(office.health, number).proposals[0].reason == "Chỉ nghỉ một ngày"
    assert queries.search_establishments(office.health, "Bar Không Có") == []
    assert new not in {row.id for row in queries.list_establishments(office.health).rows}


def test_a_viewer_of_another_unit_proposes_nothing(office: Office) -> None:
    looking, office.health.account = office.health.account, replace(office.health.account, level=Level.VIEWER)
    try:
        with pytest.raises(Refused):
            services_proposals.propose_establishment(office.health, Entry("Nhà nghỉ Khác", "guest_house"))
    finally:
        office.health.account = looking
