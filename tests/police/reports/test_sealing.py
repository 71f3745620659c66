"""A denouncer's identity: who can open it, and that it stands nowhere else."""

from pathlib import Path

import pytest
from sqlalchemy import text

from app.police.reports import kinds, queries, services, services_files, services_review
from app.police.reports.sealing import MASK
from app.police.reports.terms import ReportKind
from app.police.reports.values import Reporter
from app.vault.errors import Invalid, NotForYou, Refused
from app.vault.session import Session
from tests.police.reports.builders import ACCEPT, NAMED, received, verifying

SECRET = Reporter(name="Bùi Thị Ngọc Quyên", phone="0900044444", address="Ngõ 7, Thôn Bến")


def everything_stored(session: Session) -> str:
    """Every text of every table of the compartment, as a colleague with the same key could read it."""
    with session.read() as db:
        tables = db.scalars(text("SELECT name FROM police.sqlite_master WHERE type = 'table'")).all()
        rows = [db.execute(text(f'SELECT * FROM police."{name}"')).all() for name in tables]
    return repr(rows)


def denounced(session: Session) -> int:
    return received(session, ReportKind.DENUNCIATION, reporter=SECRET).report_id


def test_a_denouncers_name_stands_nowhere_in_the_compartment(officer: Session) -> None:
    denounced(officer)
    stored = everything_stored(officer)
    assert "Nhà nghỉ mở nhạc lớn" in stored
    assert not any(word in stored for word in ("Quyên", "quyen", "0900044444", "Ngõ 7", "ngo 7"))


def test_lists_search_and_scripts_show_a_mask(officer: Session) -> None:
    report = denounced(officer)
    row = queries.list_reports(officer).rows[0]
    assert (row.id, row.reporter, row.mask, row.reporter_sealed) == (report, "", MASK, True)
    assert queries.search_reports(officer, "Quyên") == []
    document = kinds.show_document(officer, row.number)
    assert (document["reporter"], document["reporter_sealed"]) == (None, True)


def test_the_recorder_and_the_lead_reveal_it_for_a_reason_and_a_colleague_cannot(
    officer: Session, lead: Session, colleague: Session
) -> None:
    report = denounced(officer)
    assert services.reveal_reporter(officer, report, "Cần gặp để làm rõ") == SECRET
    assert services.reveal_reporter(lead, report, "Kiểm tra hồ sơ") == SECRET
    with pytest.raises(NotForYou):
        services.reveal_reporter(colleague, report, "Tò mò")
    with pytest.raises(Invalid):
        services.reveal_reporter(lead, report, "  ")


def test_a_viewer_may_not_even_ask(officer: Session, viewer: Session) -> None:
    with pytest.raises(Refused):
        services.reveal_reporter(viewer, denounced(officer), "Muốn biết")


def test_each_reveal_stands_in_the_timeline_with_its_reason(officer: Session) -> None:
    report = denounced(officer)
    services.reveal_reporter(officer, report, "Cần gặp để làm rõ")
    last = services.read_again(officer, report).timeline[-1]
    assert (last.action, last.note) == ("reveal", "Cần gặp để làm rõ")


def test_a_new_officer_can_open_it_and_the_one_before_no_longer(
    officer: Session, lead: Session, colleague: Session
) -> None:
    report = denounced(officer)
    services.assign(lead, report, colleague.account.id)
    assert services.reveal_reporter(colleague, report, "Nhận hồ sơ") == SECRET
    with pytest.raises(NotForYou):
        services.reveal_reporter(officer, report, "Còn giữ hồ sơ cũ")


def test_becoming_a_denunciation_seals_the_reporter_and_wipes_what_was_kept_before(officer: Session) -> None:
    report = received(officer, reporter=SECRET)
    services.edit_report(officer, report.report_id, report.version, {"note": "đã gọi lại"})
    assert "Quyên" in everything_stored(officer)
    services_review.reclassify(officer, report.report_id, ReportKind.DENUNCIATION, "Nội dung là tố cáo")
    stored = everything_stored(officer)
    assert not any(word in stored for word in ("Quyên", "quyen", "0900044444", "Ngõ 7"))
    assert services.reveal_reporter(officer, report.report_id, "Cần gặp") == SECRET
    assert services.read_again(officer, report.report_id).undoable is None


def test_a_kind_that_need_not_be_sealed_can_be(officer: Session) -> None:
    report = received(officer, ReportKind.FEEDBACK, reporter=SECRET, sealed=True).report_id
    assert services.read_again(officer, report).reporter is None
    assert services.reveal_reporter(officer, report, "Cần gặp") == SECRET


def test_editing_other_facts_leaves_the_seal_and_editing_the_reporter_seals_anew(officer: Session) -> None:
    report = received(officer, ReportKind.DENUNCIATION, reporter=SECRET)
    done = services.edit_report(officer, report.report_id, report.version, {"note": "ghi chú"})
    assert services.reveal_reporter(officer, report.report_id, "Cần gặp") == SECRET
    services.edit_report(officer, report.report_id, done.version, {"reporter": NAMED})
    assert services.reveal_reporter(officer, report.report_id, "Cần gặp lại") == NAMED
    assert "Hòa" not in everything_stored(officer)


def test_undoing_an_edit_brings_no_old_seal_back(officer: Session) -> None:
    report = received(officer, ReportKind.DENUNCIATION, reporter=SECRET)
    services.edit_report(officer, report.report_id, report.version, {"note": "ghi chú"})
    services_review.undo_last(officer, report.report_id)
    assert services.reveal_reporter(officer, report.report_id, "Cần gặp") == SECRET


def test_a_receipt_leaves_the_name_out_unless_it_is_revealed_for_it(officer: Session) -> None:
    report = denounced(officer)
    assert services_files.print_receipt(officer, report).reporter == ""
    assert services_files.print_receipt(officer, report, "Giao cho người tố cáo").reporter == SECRET.name
    actions = [each.action for each in services.read_again(officer, report).timeline]
    assert actions.count("print") == 2


def test_an_accepted_denunciation_of_a_colleague_stays_closed_to_others(officer: Session, colleague: Session) -> None:
    report = verifying(officer, ReportKind.DENUNCIATION, reporter=SECRET).report_id
    with pytest.raises(NotForYou):
        services.reveal_reporter(colleague, report, "Xem giúp")


def test_who_took_it_in_loses_the_seal_to_who_accepts_it(officer: Session, colleague: Session) -> None:
    report = denounced(officer)
    with pytest.raises(NotForYou):  # accepting seals anew, which only who can open it can do
        services.take_step(colleague, report, "accept", ACCEPT)
    assert services.read_again(officer, report).state == "received"


def test_nothing_of_it_reaches_the_disk_in_the_open(officer: Session, vault_path: Path) -> None:
    denounced(officer)
    found = [path for path in vault_path.rglob("*") if path.is_file() and b"Quy\xc3\xaan" in path.read_bytes()]
    assert found == []
