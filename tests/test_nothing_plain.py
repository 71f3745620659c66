"""Does anything that was typed reach the disk unencrypted, or a denouncer's name the compartment unsealed?

Canary strings go through every act on a report; then every file that could hold them is read byte by byte: the
vault with its logs and backups, the temporary folder, the working folder, what this process has open.
"""

import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.exchange.importing import Choices, plan_import, run_import
from app.kinds import importable
from app.police.reports import services, services_files, services_limits
from app.police.reports.declared import DESK, ReportFilter
from app.police.reports.queries import count_reports, list_reports, search_reports
from app.police.reports.rules import StepFacts
from app.police.reports.terms import Classification, ReportKind
from app.police.reports.values import NewReport, Place, Reporter, Respondent
from app.vault.engine import connect
from app.vault.session import Session
from tests.desktop.importing.register import line, register

NAME, PHONE, ADDRESS = "Chim Yến Phụng Hoàng", "0987654321", "Ngõ Bồ Câu Trắng 77"
RELAY, RESPONDENT = "Đà Điểu Xám", "Kền Kền Vương"
CONTENT, NOTE, RESULT, REASON = "sơn ca hót lúc nửa đêm", "gõ kiến mun", "cú mèo kết luận", "bìm bịp hỏi lý do"
FILE_NAME, FILE_TEXT, DRAFT, TERM = "hoa-mi.txt", b"Hoa mi trong tep dinh kem", "chào mào viết dở", "vàng anh"
ROW = "chích chòe trong sổ Excel"
CANARIES = (NAME, PHONE, ADDRESS, RELAY, RESPONDENT, CONTENT, NOTE, RESULT, REASON, FILE_NAME, DRAFT, TERM, ROW)


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files would go, and the working folder."""
    place = tmp_path / "scratch"
    place.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(place))
    monkeypatch.setattr("tempfile.tempdir", str(place))
    monkeypatch.chdir(place)
    return place


def live_a_report(session: Session) -> int:
    """Everything that can be done with a report, with canaries everywhere."""
    new = NewReport(
        ReportKind.DENUNCIATION,
        date(2026, 11, 2),
        CONTENT,
        source="in_person",
        reporter=Reporter(name=NAME, phone=PHONE, address=ADDRESS),
        respondent=Respondent(RESPONDENT, "Ngõ 3"),
        place=Place(address=ADDRESS),
        note=NOTE,
    )
    report = services.receive_report(session, new).report_id
    services_files.attach(session, report, FILE_NAME, "text/plain", FILE_TEXT)
    DESK.save_draft(session, "report", str(report), {"content": DRAFT, "reporter_name": NAME})
    services.open_report(session, report)
    services.reveal_reporter(session, report, REASON)
    version = services.take_step(session, report, "accept", StepFacts(officer_id=session.account.id)).version
    version = services.take_step(session, report, "begin_verification", StepFacts(), version).version
    facts = StepFacts(verification_result=RESULT, classification=Classification.UNFOUNDED)
    services.take_step(session, report, "conclude", facts, version)
    services_limits.escalate(session, report, NOTE)
    services_files.print_receipt(session, report, REASON)
    search_reports(session, TERM)
    DESK.note_search(session, TERM, 0)
    list_reports(session, ReportFilter(text=CONTENT))
    return report


def bring_in_a_register(session: Session) -> None:
    plan = plan_import(session, importable("reports"), register([line(1, date(2025, 3, 5), ROW)]))
    assert run_import(session, plan, Choices()).added == 1


def spellings(text: str) -> tuple[bytes, ...]:
    return tuple(text.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))


def files(*folders: Path) -> Iterator[tuple[str, bytes]]:
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file():
                yield path.name, path.read_bytes()


def open_files() -> Iterator[tuple[str, bytes]]:
    """What this process has open, deleted files too; pipes and devices have no content to read."""
    for entry in Path("/proc/self/fd").iterdir():
        try:
            target = os.readlink(entry)
            # Files alone, of /dev/shm too, where the tests' vaults may lie: reading a device would never end.
            if target.startswith("/") and not target.startswith("/proc/") and os.path.isfile(target):
                yield target, entry.read_bytes()
        except OSError:
            continue  # the descriptor of the listing itself


def found_in(places: Iterator[tuple[str, bytes]]) -> list[tuple[str, str]]:
    wanted = [(text, spelled) for text in CANARIES for spelled in spellings(text)]
    wanted.append(("attachment", FILE_TEXT))
    return [(name, text) for name, data in places for text, spelled in wanted if spelled in data]


def test_nothing_typed_reaches_the_disk_unencrypted(police_lead: Session, vault_path: Path, scratch: Path) -> None:
    live_a_report(police_lead)
    bring_in_a_register(police_lead)
    assert found_in(files(vault_path, scratch)) == []  # while the write-ahead log is full
    police_lead.back_up("by_hand")
    police_lead.sign_out()
    assert found_in(files(vault_path, scratch)) == []


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_nothing_typed_is_in_a_file_that_the_process_has_open(police_lead: Session, scratch: Path) -> None:
    live_a_report(police_lead)
    bring_in_a_register(police_lead)
    assert count_reports(police_lead) == 2
    opened = dict(open_files())
    assert any(name.endswith("police.db") for name in opened)  # the search looks where it should
    assert found_in(iter(opened.items())) == []


def test_the_search_for_canaries_finds_one_that_is_there(scratch: Path) -> None:
    (scratch / "leak.txt").write_text(f"…{CONTENT}…", encoding="utf-16-le")
    assert found_in(files(scratch)) == [("leak.txt", CONTENT)]


def test_a_denouncer_is_nowhere_in_the_unlocked_compartment_but_under_the_seal(
    police_officer: Session, vault_path: Path
) -> None:
    live_a_report(police_officer)
    keys = {part: police_officer.compartment_key(part) for part in police_officer.compartments}
    raw = connect(vault_path, keys)
    cells = 0
    for schema in ("main", "police"):
        for (table,) in raw.execute(f"SELECT name FROM {schema}.sqlite_master WHERE type = 'table'").fetchall():
            for row in raw.execute(f'SELECT * FROM {schema}."{table}"'):
                for cell in row:
                    cells += 1
                    data = cell if isinstance(cell, bytes) else str(cell).encode()
                    assert not any(text.encode() in data for text in (NAME, PHONE)), f"{schema}.{table}"
    raw.close()
    assert cells > 500
