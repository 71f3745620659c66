"""The lender's own schedule: typed, pasted from Excel, with what does not add up said at its line."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.desktop.records.drafts import from_plain, to_plain
from app.desktop.social.loans.schedule_entry import DAY, PRINCIPAL, WRONG, ScheduleEntry, pasted
from app.social.loans.schedule import Terms
from app.vault.errors import Invalid

TERMS = Terms(12_000_000, 660, date(2026, 1, 10), 12)
SHEET = (
    "Kỳ\tNgày\tGốc\tLãi\tDư nợ\n1\t10/06/2026\t5.000.000\t301.111\t7.000.000\n2\t10/12/2026\t7.000.000,00\t250.003\t0\n"
)


@pytest.fixture
def entry(qtbot):
    made = ScheduleEntry(TERMS)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_sheet_with_headings_and_numbers_of_periods_is_taken(entry) -> None:
    QApplication.clipboard().setText(SHEET)
    entry.table.setFocus()
    QTest.keyClick(entry.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert entry.value() == ((date(2026, 6, 10), 5_000_000, 301_111), (date(2026, 12, 10), 7_000_000, 250_003))
    assert "khớp" in entry.sum.text()
    assert pasted("không có số\n\n") == []


def test_what_lacks_is_said_while_it_is_typed_and_errors_stand_at_their_line(entry) -> None:
    entry.set_value(((date(2026, 6, 10), 5_000_000, 0), (date(2026, 6, 10), 6_500_000, 0)))
    assert "thiếu 500.000" in entry.sum.text()
    assert not entry.table.item(0, WRONG).text() and entry.table.item(1, WRONG).text()
    entry.table.item(1, DAY).setText("10/12")
    entry.table.item(1, PRINCIPAL).setText("8 triệu")
    assert entry.table.item(1, PRINCIPAL).text() == "8.000.000"
    assert "thừa 1.000.000" in entry.sum.text()


def test_what_is_not_understood_is_kept_in_a_draft_and_not_taken_for_a_value(entry) -> None:
    entry.set_value("10/06/2026\tnăm triệu\t0")
    with pytest.raises(Invalid):
        entry.value()
    assert entry.text() == "10/06/2026\tnăm triệu\t0"
    entry.set_value(((date(2026, 6, 10), 12_000_000, 5),))
    kept = from_plain(to_plain(entry.value()))
    entry.set_value(())
    entry.set_value(kept)
    assert entry.value() == ((date(2026, 6, 10), 12_000_000, 5),)
