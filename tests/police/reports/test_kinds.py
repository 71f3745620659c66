"""The kind `reports` as scripts and exports see it."""

import json
from datetime import date, datetime

import pytest

from app.common.dates import OFFICE_ZONE
from app.kinds import KINDS, importable, kind
from app.police.reports import services, services_limits, services_review
from app.police.reports.kinds import REPORTS_KIND
from app.police.reports.terms import Flag, ReportKind
from app.vault import audit
from app.vault.compartments import Compartment
from app.vault.errors import Invalid, Refused
from app.vault.session import Session
from tests.police.reports.builders import ANONYMOUS, closed, received, verifying

EXPORT = REPORTS_KIND.export
assert EXPORT is not None
list_documents, show_document = REPORTS_KIND.list, REPORTS_KIND.show
EXPORT_COLUMNS, export_rows, note_export = EXPORT.columns, EXPORT.rows, EXPORT.noted
CONTRACT = {"number", "kind", "state", "received_on", "content", "village", "due_on", "overdue"}


def test_a_list_has_what_the_contract_names_in_iso_and_codes(officer: Session) -> None:
    received(officer, flags=frozenset({Flag.CHILD}))
    (document,) = list_documents(officer, {}, None)
    assert set(document) >= CONTRACT
    assert (document["number"], document["kind"], document["state"]) == ("001/2026/TB", "crime_report", "received")
    assert (document["received_on"], document["due_on"]) == ("2026-03-11", "2026-03-31")
    assert (document["village"], document["overdue"], document["flags"]) == (None, False, ["child"])
    json.dumps(document)


def test_showing_tells_all_and_every_value_is_json(officer: Session) -> None:
    report = verifying(officer)
    document = show_document(officer, "1/2026/tb")
    assert set(document) >= CONTRACT
    assert document["number"] == report.number and document["next_step"] == "conclude"
    assert [each["action"] for each in document["timeline"]] == ["receive", "accept", "begin_verification"]
    assert {each["stage"] for each in document["deadlines"]} >= {"verify", "first_reply"}
    json.dumps(document)


def test_the_day_a_limit_was_met_is_the_offices_day(officer: Session) -> None:
    report = verifying(officer)
    reply = next(
        each for each in services.read_again(officer, report.report_id).deadlines if each.stage == "first_reply"
    )
    with officer.at(datetime(2026, 3, 13, 5, 30, tzinfo=OFFICE_ZONE)):  # still the 12th in UTC
        services_limits.record_done(officer, report.report_id, reply.id, "Đã trả lời")
    limits = show_document(officer, report.number)["deadlines"]
    assert [each["met_on"] for each in limits if each["stage"] == "first_reply"] == ["2026-03-13"]


def test_conditions_are_understood_as_typed(officer: Session) -> None:
    received(officer)
    closed(officer, kind=ReportKind.FEEDBACK)
    assert len(list_documents(officer, {"kind": "feedback,petition"}, None)) == 1
    assert len(list_documents(officer, {"state": "received", "from": "11/3/2026"}, None)) == 1
    assert len(list_documents(officer, {"officer": "vu.hai.nam"}, None)) == 1
    assert len(list_documents(officer, {"officer": "none"}, None)) == 1
    assert len(list_documents(officer, {"sort": "newest"}, 1)) == 1


@pytest.mark.parametrize(
    "wrong", [{"colour": "red"}, {"kind": "gossip"}, {"officer": "nobody"}, {"village": "Thôn Không Có"}]
)
def test_a_condition_that_means_nothing_is_refused(officer: Session, wrong: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        list_documents(officer, wrong, None)


def test_an_export_masks_has_real_dates_and_is_noted_with_its_hash(officer: Session) -> None:
    received(officer, ReportKind.DENUNCIATION)
    received(officer, reporter=ANONYMOUS)
    values = [[column.value(row) for column in EXPORT_COLUMNS] for row in export_rows(officer, {})]
    assert {line[3] for line in values} == {"Người tố cáo (đã niêm phong)", "Không nêu tên"}
    assert all(line[2] == date(2026, 3, 11) for line in values)
    with pytest.raises(Invalid):
        note_export(officer, {}, 2, "ab" * 32, " ")
    note_export(officer, {"kind": "denunciation"}, 2, "ab" * 32, "Báo cáo quý")
    with officer.read() as db:
        entry = audit.entries(db, Compartment.POLICE, limit=1)[0]
    assert entry.detail == {
        "filter": {"kind": "denunciation"},
        "count": 2,
        "sha256": "ab" * 32,
        "purpose": "Báo cáo quý",
    }


def test_a_viewer_exports_nothing(viewer: Session) -> None:
    with pytest.raises(Refused):
        export_rows(viewer, {})


def test_an_old_number_still_shows_the_report(officer: Session) -> None:
    report = received(officer).report_id
    services_review.reclassify(officer, report, ReportKind.FEEDBACK, "Là phản ánh")
    document = show_document(officer, "001/2026/TB")
    assert (document["number"], document["earlier_numbers"]) == ("001/2026/PA", ["001/2026/TB"])


def test_kinds_are_plural_nouns_and_an_unknown_one_is_refused() -> None:
    assert {"reports", "inspections", "establishments"} <= set(KINDS)
    # What nobody counts stands alone.
    assert all(name.endswith("s") for name in set(KINDS) - {"counselling"})
    assert importable("reports").kind == "reports"
    with pytest.raises(Invalid):
        kind("rumours")
