"""Villages, premises, catalogues, the office, the calendar and the time limits, as a lead keeps them."""

from dataclasses import replace
from datetime import date

import pytest

from app.common.deadlines import DayOff
from app.registry import queries, services
from app.registry.establishments import services as premises
from app.registry.establishments.values import Entry
from app.registry.queries import Day, Item, Office
from app.vault import audit
from app.vault.compartments import Compartment
from app.vault.errors import Invalid, NotFound, Refused
from app.vault.people import Unit
from app.vault.session import Session


def last(session: Session) -> audit.Entry:
    with session.read() as db:
        return audit.entries(db, Compartment.REGISTRY, limit=1)[0]


def test_a_new_vault_has_its_catalogues_calendar_and_rules(police_lead: Session) -> None:
    with police_lead.read() as db:
        assert {name: len(queries.catalogue(db, name)) > 3 for name in queries.CATALOGUES} == dict.fromkeys(
            queries.CATALOGUES, True
        )
        rules = queries.deadline_rules(db)
        calendar = queries.work_calendar(db)
    assert len(rules) > 10 and not any(rule.verified for rule in rules)
    assert calendar.is_confirmed(2026)
    assert not calendar.is_working(date(2026, 1, 2)) and calendar.is_working(date(2026, 1, 10))


def test_seeding_again_adds_nothing(police_lead: Session) -> None:
    with police_lead.read() as db:
        before = [len(queries.deadline_rules(db)), *(len(queries.catalogue(db, n)) for n in queries.CATALOGUES)]
    with police_lead.work(Compartment.REGISTRY) as work:
        services.seed(work)
    with police_lead.read() as db:
        after = [len(queries.deadline_rules(db)), *(len(queries.catalogue(db, n)) for n in queries.CATALOGUES)]
    assert after == before


def test_villages_sort_as_people_count_and_a_retired_one_stays_for_old_records(police_lead: Session) -> None:
    made = {name: services.add_village(police_lead, name) for name in ("Thôn 10", "Thôn 2", "Thôn Đình", "Thôn Dưới")}
    services.retire_village(police_lead, made["Thôn 2"])
    with police_lead.read() as db:
        assert [village.name for village in queries.villages(db)] == ["Thôn 10", "Thôn Dưới", "Thôn Đình"]
        assert queries.every_village(db)[0].name == "Thôn 2"
        assert queries.village_name(db, made["Thôn 2"]) == "Thôn 2"
    services.use_village_again(police_lead, made["Thôn 2"])
    with police_lead.read() as db:
        assert len(queries.villages(db)) == 4


def test_two_villages_cannot_have_one_name(police_lead: Session) -> None:
    services.add_village(police_lead, "Thôn Đông")
    with pytest.raises(Invalid):
        services.add_village(police_lead, " Thôn Đông ")
    with pytest.raises(Invalid):
        services.add_village(police_lead, " ")


def test_a_change_of_name_tells_old_and_new(police_lead: Session) -> None:
    village = services.add_village(police_lead, "Thôn Đông")
    services.change_village(police_lead, village, "Thôn Đông Hải")
    detail = last(police_lead).detail
    assert detail is not None
    assert detail["changes"] == {"name": ["Thôn Đông", "Thôn Đông Hải"]}


def test_saving_what_is_there_already_leaves_no_entry(police_lead: Session) -> None:
    village = services.add_village(police_lead, "Thôn Đông")
    services.add_item(police_lead, queries.SOURCES, "radio", "Đài truyền thanh")
    services.set_office(police_lead, Unit.POLICE, Office(name="CÔNG AN XÃ VĨNH AM"))
    before = last(police_lead)
    services.change_village(police_lead, village, " Thôn Đông ")
    services.change_item(police_lead, queries.SOURCES, "radio", Item("radio", " Đài truyền thanh ", True, "", False))
    services.set_office(police_lead, Unit.POLICE, Office(name=" CÔNG AN XÃ VĨNH AM "))
    assert last(police_lead) == before


def test_the_audit_tells_what_was_stored_not_what_was_typed(police_lead: Session) -> None:
    services.set_day(police_lead, Day(date(2026, 11, 20), False, " Nghi\u0309 bu\u0300 "))
    detail = last(police_lead).detail
    assert detail is not None and detail["changes"] == {"day": [None, [False, "Nghỉ bù"]]}


def test_an_officer_changes_nothing_of_it(police_officer: Session) -> None:
    with pytest.raises(Refused):
        services.add_village(police_officer, "Thôn Đông")
    with pytest.raises(Refused):
        services.confirm_year(police_officer, 2027)
    with pytest.raises(Refused):
        services.confirm_rule(police_officer, "crime_report.verify")


def test_premises_are_found_while_typing_without_marks(police_lead: Session) -> None:
    premises.add_establishment(police_lead, Entry("Nhà nghỉ Hướng Dương", "guest_house", address="Số 3"))
    premises.add_establishment(police_lead, Entry("Karaoke Sao Mai", "karaoke"))
    with police_lead.read() as db:
        assert [place.name for place in queries.establishments(db, "huong duong")] == ["Nhà nghỉ Hướng Dương"]
        assert queries.establishments(db, "100%") == []


def test_a_catalogue_entry_is_added_renamed_and_put_out_of_use(police_lead: Session) -> None:
    services.add_item(police_lead, queries.SOURCES, "radio", "Đài truyền thanh")
    with pytest.raises(Invalid):
        services.add_item(police_lead, queries.SOURCES, "radio", "Đài")
    services.change_item(police_lead, queries.SOURCES, "radio", Item("radio", "Đài truyền thanh xã", False, "", True))
    with police_lead.read() as db:
        assert "radio" not in {item.code for item in queries.catalogue(db, queries.SOURCES)}
        assert queries.item_name(db, queries.SOURCES, "radio") == "Đài truyền thanh xã"
        assert queries.item_name(db, queries.SOURCES, "tự ghi") == "tự ghi"


def test_an_entry_says_when_its_law_is_in_force_and_what_else_is_known(
    police_lead: Session,
) -> None:
    range_of_fine = {"fine_from": 2_000_000, "fine_to": 4_000_000}
    since, until = date(2025, 12, 15), date(2027, 6, 30)
    services.add_item(police_lead, queries.VIOLATION_KINDS, "own_entry", "Gây ồn", "Điều 8", since, None, range_of_fine)
    with police_lead.read() as db:
        (item,) = [each for each in queries.catalogue(db, queries.VIOLATION_KINDS) if each.code == "own_entry"]
        assert (item.in_force_from, item.in_force_to, item.facts) == (since, None, range_of_fine)
        days = (date(2025, 12, 14), since)
        found = [{each.code for each in queries.in_force(db, queries.VIOLATION_KINDS, day)} for day in days]
    assert ["own_entry" in codes for codes in found] == [False, True]
    services.change_item(police_lead, queries.VIOLATION_KINDS, "own_entry", replace(item, in_force_to=until))
    detail = last(police_lead).detail
    assert detail is not None and detail["changes"] == {"in_force_to": [None, "2027-06-30"]}
    with pytest.raises(Invalid) as caught:
        services.change_item(
            police_lead, queries.VIOLATION_KINDS, "own_entry", replace(item, in_force_to=date(2025, 1, 1))
        )
    assert set(caught.value.fields) == {"in_force_to"}


def test_an_offices_facts_are_its_own_leads(police_lead: Session, health_lead: Session) -> None:
    services.set_office(police_lead, Unit.POLICE, Office(name="CÔNG AN XÃ VĨNH AM", symbol="CAX"))
    with health_lead.read() as db:
        assert queries.office(db, Unit.POLICE).symbol == "CAX"
        assert queries.office(db, Unit.HEALTH) == Office()
    with pytest.raises(Refused):
        services.set_office(health_lead, Unit.POLICE, Office(name="khác"))


def test_a_day_put_off_by_hand_counts_and_can_be_taken_back(police_lead: Session) -> None:
    services.set_day(police_lead, Day(date(2026, 11, 20), False, "Nghỉ bù"))
    with police_lead.read() as db:
        assert not queries.work_calendar(db).is_working(date(2026, 11, 20))
        assert Day(date(2026, 11, 20), False, "Nghỉ bù") in queries.calendar_days(db, 2026)
    services.clear_day(police_lead, date(2026, 11, 20))
    with police_lead.read() as db:
        assert queries.work_calendar(db).is_working(date(2026, 11, 20))


def test_a_year_is_confirmed_by_somebody(police_lead: Session) -> None:
    services.confirm_year(police_lead, 2028)
    with police_lead.read() as db:
        assert queries.work_calendar(db).is_confirmed(2028)
    assert last(police_lead).subject == "calendar/2028"


def test_a_limit_in_a_new_form_begins_on_its_day_and_the_old_one_ends_the_day_before(police_lead: Session) -> None:
    with police_lead.read() as db:
        old = next(rule for rule in queries.deadline_rules(db) if rule.code == "crime_report.verify")
    services.change_deadline_rule(police_lead, replace(old, length=15, in_force_from=date(2026, 7, 1)))
    with police_lead.read() as db:
        forms = [rule for rule in queries.deadline_rules(db) if rule.code == old.code]
    assert [(rule.length, rule.in_force_to) for rule in forms] == [(20, date(2026, 6, 30)), (15, None)]


def test_a_limit_of_no_length_or_basis_is_refused(police_lead: Session) -> None:
    with police_lead.read() as db:
        rule = queries.deadline_rules(db)[0]
    for wrong in (replace(rule, length=0), replace(rule, basis=" "), replace(rule, in_force_from=date(1990, 1, 1))):
        with pytest.raises(Invalid):
            services.change_deadline_rule(police_lead, wrong)


def test_the_office_marks_what_it_has_checked(police_lead: Session) -> None:
    services.confirm_rule(police_lead, "crime_report.verify")
    with police_lead.read() as db:
        marked = {rule.code for rule in queries.deadline_rules(db) if rule.verified}
    assert marked == {"crime_report.verify"}
    services.doubt_rule(police_lead, "crime_report.verify")
    with pytest.raises(NotFound):
        services.confirm_rule(police_lead, "no.such.rule")


def test_the_setting_for_days_off_is_kept(police_lead: Session) -> None:
    services.set_day_off(police_lead, DayOff.SAME_DAY)
    with police_lead.read() as db:
        assert queries.day_off(db) is DayOff.SAME_DAY
