"""The demo's year: every state, nothing of a real person, the same seed the same records, an audit that holds."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from app.police.reports import demo, queries
from app.police.reports.kinds import REPORTS_KIND
from app.police.reports.terms import State
from app.registry import demo as shared
from app.registry import queries as registry
from app.vault import access
from app.vault.compartments import Compartment
from app.vault.session import Session
from tests.conftest import PASSWORD

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def filled(ready_vault: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Filled once for this file; its last test fills it anew."""
    place = tmp_path_factory.mktemp("demo") / "vault"
    shutil.copytree(ready_vault, place)
    with access.open_vault(place) as vault:
        lead = access.admit(vault, "dao.ngoc.lan", PASSWORD)
        with lead.at(NOW):
            shared.fill(lead, 7)
            demo.fill(lead, 120, 7)
            yield lead
        lead.close()


def test_a_year_has_every_state_and_some_of_everything_to_do(filled: Session) -> None:
    documents = REPORTS_KIND.list(filled, {}, None)
    assert {document["state"] for document in documents} == {state.value for state in State}
    assert {document["kind"] for document in documents} == {
        "crime_report", "denunciation", "complaint", "petition", "feedback",
    }  # fmt: skip
    assert len(documents) >= 115 and any(document["overdue"] for document in documents)
    work = queries.worklist(filled)
    assert work.overdue and work.waiting_for_me and work.escalated
    with filled.read() as db:
        assert (len(registry.villages(db)), len(registry.establishments(db, limit=100))) == (12, 60)


def test_numbers_go_on_by_the_day_of_receipt_and_the_audit_holds(filled: Session) -> None:
    crimes = REPORTS_KIND.list(filled, {"kind": "crime_report", "sort": "number"}, None)
    years = {number[-7:-3] for number in (document["number"] for document in crimes)}
    assert years == {"2025", "2026"}
    assert len({document["number"] for document in crimes}) == len(crimes)
    assert access.verify_chain(filled, Compartment.POLICE).ok


def test_steps_follow_one_another_in_time(filled: Session) -> None:
    for document in REPORTS_KIND.list(filled, {"state": "closed"}, 20):
        moments = [each["at"] for each in REPORTS_KIND.show(filled, document["number"])["timeline"]]
        assert moments == sorted(moments) and moments[-1] < NOW.isoformat()


def test_the_same_seed_gives_the_same_records(filled: Session) -> None:
    first = REPORTS_KIND.list(filled, {}, None)
    with filled.work(Compartment.POLICE) as work:
        for table in ("reports", "report_numbers", "import_batches", "search_rows", "search"):
            work.db.execute(text(f"DELETE FROM police.{table}"))
    demo.fill(filled, 120, 7)
    assert REPORTS_KIND.list(filled, {}, None) == first
