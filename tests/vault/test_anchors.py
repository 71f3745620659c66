"""Is a record that another tool changed found, told, and never used where it is a rule?"""

from datetime import date

import pytest

from app.registry import alarms, queries, services
from app.vault import anchored, audit, integrity
from app.vault.compartments import Compartment
from app.vault.session import Session
from tests.attack import tool
from tests.conftest import SignIn
from tests.police.reports.builders import received

REGISTRY, POLICE = Compartment.REGISTRY, Compartment.POLICE


def changed(session: Session, part: Compartment, *statements: str) -> None:
    tool.sql(session.vault.folder, part, session.compartment_key(part), *statements)


def problems(session: Session, part: Compartment) -> list[integrity.Problem]:
    return [problem for problem in integrity.verify(session).problems if problem.where == part.value]


def test_records_that_nobody_touched_verify(police_lead: Session) -> None:
    received(police_lead)
    assert integrity.verify(police_lead).ok


def test_a_changed_report_is_named_with_the_entry_that_knew_it(police_lead: Session) -> None:
    report = received(police_lead)
    changed(police_lead, POLICE, "UPDATE reports SET content = 'khác'")
    (found,) = problems(police_lead, POLICE)
    with police_lead.read() as db:
        entry = audit.entry(db, POLICE, found.entry or 0)
    assert entry is not None and (entry.action, entry.subject) == ("reports.receive", f"reports/{report.number}")
    assert str(found).startswith("reports 1 differs from what entry")


def test_a_removed_row_and_an_added_one_are_told(police_lead: Session) -> None:
    services.add_village(police_lead, "Thôn Thượng")
    changed(police_lead, REGISTRY, "DELETE FROM villages", "INSERT INTO villages VALUES (77, 'x', 'x', 1, '')")
    told = " ".join(map(str, problems(police_lead, REGISTRY)))
    assert "villages 77 stands in no entry" in told and "is gone: removed with another tool" in told


def test_whoever_saves_over_a_changed_row_does_not_make_it_true(police_lead: Session) -> None:
    village = services.add_village(police_lead, "Thôn Thượng")
    changed(police_lead, REGISTRY, "UPDATE villages SET note = 'khác'")
    services.retire_village(police_lead, village)
    (found,) = problems(police_lead, REGISTRY)
    assert "saved over a record that somebody had changed" in str(found)


def test_the_signed_time_limit_is_used_and_everybody_is_told(police_lead: Session, sign_in: SignIn) -> None:
    with police_lead.read() as db:
        true = queries.deadline_rules(db)
    changed(
        police_lead,
        REGISTRY,
        "UPDATE deadline_rules SET rule = json_set(rule, '$.length', 900)",
        "DELETE FROM calendar_days WHERE day = '2026-09-02'",
    )
    officer = sign_in("vu.hai.nam")
    with officer.read() as db:
        assert queries.deadline_rules(db) == true
        assert not queries.work_calendar(db).is_working(date(2026, 9, 2))
    assert officer.altered == ["calendar_days", "deadline_rules"]
    assert "thời hạn" in alarms.notices(officer)[0]


def test_a_rule_changed_through_the_app_is_used_at_once_and_afterwards(police_lead: Session, sign_in: SignIn) -> None:
    services.set_day(police_lead, queries.Day(date(2027, 3, 3), False, "Nghỉ"))
    for session in (police_lead, sign_in("vu.hai.nam")):
        with session.read() as db:
            assert queries.Day(date(2027, 3, 3), False, "Nghỉ") in queries.calendar_days(db, 2027)
    services.clear_day(police_lead, date(2027, 3, 3))
    with police_lead.read() as db:
        assert date(2027, 3, 3) not in [day.day for day in queries.calendar_days(db, 2027)]
    assert integrity.verify(police_lead).ok


def test_what_a_transaction_changed_itself_it_reads(police_lead: Session) -> None:
    from app.registry.models import CalendarDay

    with police_lead.work(REGISTRY) as work:
        work.db.add(CalendarDay(day=date(2027, 4, 4), working=True, label="bù"))
        work.db.flush()
        assert date(2027, 4, 4) in [day.day for day in queries.calendar_days(work.db, 2027)]
        work.audit("calendar.changed", "calendar/2027-04-04")


def test_an_entry_that_the_rules_rest_on_and_was_changed_stops_their_use(police_lead: Session) -> None:
    from app.vault.errors import Damaged

    changed(police_lead, REGISTRY, "UPDATE audit_entries SET anchors = replace(anchors, '20', '90') WHERE reference")
    police_lead.reference = None
    with police_lead.read() as db, pytest.raises(Damaged):
        queries.deadline_rules(db)


def test_a_change_that_no_service_told_of_gets_an_entry(police_lead: Session) -> None:
    village = services.add_village(police_lead, "Thôn Thượng")
    with police_lead.work(REGISTRY) as work:
        work.db.connection().exec_driver_sql("UPDATE villages SET note = 'x' WHERE id = ?", (village,))
    with police_lead.read() as db:
        (last,) = audit.entries(db, REGISTRY, limit=1)
    assert (last.action, last.detail) == ("records.changed", {"tables": ["villages"]})
    assert integrity.verify(police_lead).ok


def test_nothing_in_the_chain_tells_who_an_erased_row_was(police_lead: Session) -> None:
    """The digest is made with a secret of the row's own; the secret goes with the row."""
    village = services.add_village(police_lead, "Thôn Thượng")
    kept = secret(police_lead, village)
    services.change_village(police_lead, village, "Thôn Hạ")
    assert secret(police_lead, village) != kept  # the former digest can no longer be tried out
    with police_lead.work(REGISTRY) as work:
        work.db.connection().exec_driver_sql("DELETE FROM villages WHERE id = ?", (village,))
        work.audit("village.removed", f"villages/{village}")
    assert secret(police_lead, village) is None
    assert integrity.verify(police_lead).ok


def secret(session: Session, village: int) -> object:
    rows = tool.sql(
        session.vault.folder,
        REGISTRY,
        session.compartment_key(REGISTRY),
        "SELECT secret FROM record_anchors WHERE name = 'villages' AND key = ?",
        values=(str(village),),
    )
    return rows[0][0] if rows else None


def test_what_was_changed_before_a_migration_is_not_signed_by_it(police_lead: Session) -> None:
    services.add_village(police_lead, "Thôn Thượng")
    services.add_village(police_lead, "Thôn Hạ")
    changed(police_lead, REGISTRY, "UPDATE villages SET note = 'khác' WHERE id = 1")
    with police_lead.read() as db:
        leave = anchored.not_as_signed(db, REGISTRY)
    assert leave == {("villages", "1")}
    changed(police_lead, REGISTRY, "UPDATE villages SET name = name || ' 2'")  # what a migration might do
    with police_lead.work(REGISTRY) as work:
        work.audit_what_stands("records.covered", leave)
    assert [str(problem).split(" differs")[0] for problem in problems(police_lead, REGISTRY)] == ["villages 1"]
