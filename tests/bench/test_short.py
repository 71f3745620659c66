"""The benches in short: what they do is right; how long it takes is not asserted."""

import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication

from app.desktop.theme import install
from app.exchange.importing import Choices, plan_import, run_import
from app.kinds import importable
from app.police.reports import queries
from app.vault.session import Session
from tests.bench import exchange, import_register, lists
from tests.real_input.sheets import crime_register, line


def test_the_window_cancels_stores_and_undoes_an_import(
    qapp: QApplication, police_officer: Session, tmp_path: Path
) -> None:
    install(qapp, scheme="light", percent=100, language="vi")
    file = tmp_path / "so.xlsx"
    file.write_bytes(crime_register([line(number) for number in range(1, 1501)]))
    figures = import_register.measure(police_officer, file)
    assert (figures.after_cancel, figures.after_run, figures.after_undo) == (0, 1500, 0)
    assert all(stretch.ticks for stretch in figures.stretches if stretch.name in ("read", "store"))


def test_every_question_of_the_lists_is_answered(police_officer: Session) -> None:
    data = crime_register([line(number) for number in range(1, 50)])
    run_import(police_officer, plan_import(police_officer, importable("reports"), data), Choices())
    assert all(taken > 0 for taken in lists.measure(police_officer).values())


def test_exchange_and_entries_are_measured_beside_bare_tools(police_officer: Session, tmp_path: Path) -> None:
    figures = exchange.measure(police_officer, 300, tmp_path)
    written = load_workbook(tmp_path / "reports.xlsx").worksheets[0]
    assert written.max_row == 300 + 4
    assert set(figures.importing.bare) == {"openpyxl", "openpyxl read-only"}
    assert police_officer.account.full_name in str(written["A2"].value)
    assert queries.count_reports(police_officer) == 300
