"""Rows stored in bulk are what SQLAlchemy would have stored, and the audit covers them."""

import json
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import insert, text

from app.common.rows import insert_many
from app.police.reports.models import Report, ReportEvent
from app.vault import anchored
from app.vault.compartments import Compartment
from app.vault.session import Session
from tests.police.reports.builders import received

AT = datetime(2025, 3, 5, 14, 30, tzinfo=UTC)
EVENTS: list[dict[str, Any]] = [
    {
        "at": AT,
        "by": "somebody",
        "action": "import",
        "from_state": "",
        "to_state": "received",
        "note": note,
        "detail": {"paper": "014/TB", "Hòa": [1, None, True]},
        "before": before,
        "undone_at": undone,
    }
    for note, before, undone in (("", None, None), ("Đặng 'x'", {"day": "2025-03-05"}, AT))
]


def stored(session: Session, table: str) -> list[tuple[Any, ...]]:
    with session.read() as db:
        return [tuple(row)[1:] for row in db.execute(text(f"SELECT * FROM police.{table} ORDER BY id"))]


def test_rows_in_bulk_are_stored_as_one_by_one(police_officer: Session) -> None:
    report_id = received(police_officer).report_id
    lines = [{"report_id": report_id, **event} for event in EVENTS]
    with police_officer.work(Compartment.POLICE) as work:
        insert_many(work.db, ReportEvent, lines)
        for line in lines:
            work.db.execute(insert(ReportEvent).values(**line))
        work.audit("reports.import", "reports")
    in_bulk, one_by_one = stored(police_officer, "report_events")[-4:-2], stored(police_officer, "report_events")[-2:]
    assert in_bulk == one_by_one
    assert json.loads(next(value for value in in_bulk[0] if "paper" in str(value))) == EVENTS[0]["detail"]
    with police_officer.read() as db:
        assert not list(anchored.deviations(db, Compartment.POLICE))


def test_days_and_truths_of_a_report_are_stored_as_by_the_mapper(police_officer: Session) -> None:
    found = received(police_officer)
    with police_officer.work(Compartment.POLICE) as work:
        report = work.db.get_one(Report, found.report_id)
        again = {column.name: getattr(report, column.name) for column in Report.__table__.columns}
        again |= {"id": found.report_id + 1, "number": "x", "number_sort": "x", "due_on": date(2026, 1, 2)}
        insert_many(work.db, Report, [again])
        work.db.expire_all()
        read = work.db.get_one(Report, found.report_id + 1)
        assert {column.name: getattr(read, column.name) for column in Report.__table__.columns} == again
        work.audit("reports.import", "reports")
