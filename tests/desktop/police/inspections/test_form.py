"""A clean inspection is typed in by keys alone; a finding opens where a row is not met; errors stand at the field."""

from datetime import date, time

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.desktop.background import busy
from app.desktop.police.inspections.form import MinutesForm
from app.desktop.police.inspections.versions import lines_of
from app.police.inspections import services
from app.police.inspections.terms import CheckResult, State
from tests.desktop.keyboard import type_text
from tests.police.inspections.builders import finding, following, plan, premises, ready

Key = Qt.Key


class Typist:
    """Types into whatever has the focus, and counts the keys."""

    def __init__(self) -> None:
        self.keys = 0

    def write(self, text: str) -> None:
        for letter in text:
            if letter.isascii():
                QTest.keyClicks(QApplication.focusWidget(), letter)  # type: ignore[arg-type]
            else:
                type_text(QApplication.focusWidget(), letter)  # type: ignore[arg-type]
            self.keys += 1

    def press(self, *keys: Key) -> None:
        for key in keys:
            QTest.keyClick(QApplication.focusWidget(), key)  # type: ignore[arg-type]
            self.keys += 1

    def save(self) -> None:
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Return, Qt.KeyboardModifier.ControlModifier)  # type: ignore[arg-type]
        self.keys += 2


def shown(qtbot, form: MinutesForm) -> MinutesForm:
    qtbot.addWidget(form.page)
    form.page.resize(1100, 700)
    with qtbot.waitActive(form.page):
        form.page.show()
        form.page.activateWindow()
    form.form.field(form.page.entry.first()).widget.setFocus()
    return form


def settle(qtbot) -> None:
    qtbot.waitUntil(lambda: not busy(), timeout=20_000)


def test_nothing_found_is_only_said_once_every_item_was_looked_at(qtbot, lead, officer) -> None:
    form = shown(qtbot, MinutesForm(officer, services.read_again(officer, ready(lead, officer, premises(lead)))))
    conclusion = form.form.field("conclusion").editor
    assert conclusion.value() is None

    form.checks.setFocus()
    QTest.keyClick(form.checks, Key.Key_A)
    assert conclusion.value() == "Tại thời điểm kiểm tra không phát hiện vi phạm."

    QTest.keyClick(form.checks, Key.Key_K)
    assert conclusion.value() is None


def test_a_clean_inspection_takes_keys_alone_and_less_than_two_minutes(qtbot, lead, officer) -> None:
    visit = ready(lead, officer, premises(lead))
    form = shown(qtbot, MinutesForm(officer, services.read_again(officer, visit)))
    typist, saved = Typist(), []  # type: ignore[var-annotated]
    form.page.saved.connect(saved.append)
    typist.write("20h")
    typist.press(Key.Key_Tab)
    typist.write("20h45")
    # leader, members, decision, its day, the owner
    for _ in range(20):
        if QApplication.focusWidget() is form.form.field("present_owner").widget:
            break
        typist.press(Key.Key_Tab)
    typist.write("Hoàng Văn Định")
    for _ in range(20):
        if QApplication.focusWidget() is form.checks:
            break
        typist.press(Key.Key_Tab)
    typist.write("a")
    typist.press(Key.Key_Tab)
    for count in ("5", "3", "2", "5", "5"):
        typist.write(count)
        typist.press(Key.Key_Tab)
    typist.save()
    settle(qtbot)
    assert [each.action for each in saved] == ["record"]
    detail = services.read_again(officer, visit)
    assert (detail.state, detail.started, detail.ended) == (State.RECORDED, time(20, 0), time(20, 45))
    assert detail.checks
    assert {each.result for each in detail.checks} == {CheckResult.MET}
    assert (detail.head_count.total, detail.head_count.residence_declared) == (5, 5)
    assert detail.present[0].name == "Hoàng Văn Định"
    assert detail.conclusion
    assert detail.inspected_on == date(2026, 3, 10)
    # At two keys a second: below the two minutes that are asked.
    print(f"keys: {typist.keys}")
    assert typist.keys < 120


def test_a_row_that_is_not_met_opens_its_finding_there(qtbot, lead, officer) -> None:
    visit = ready(lead, officer, premises(lead))
    form = shown(qtbot, MinutesForm(officer, services.read_again(officer, visit)))
    form.checks.setFocus()
    Typist().write("k")
    row = form.findings.rows[0]
    assert row.words.value() == form.checks.value()[0].text
    assert row.kind.isAncestorOf(QApplication.focusWidget())  # type: ignore[arg-type]
    assert form.form.field("conclusion").value() is None
    row.fix_by.set_value(date(2026, 3, 31))
    assert form.page.save()
    settle(qtbot)
    found = services.read_again(officer, visit).findings
    assert [(each.fix_by, bool(each.description)) for each in found] == [(date(2026, 3, 31), True)]


def test_what_is_wrong_stands_at_its_field_and_nothing_is_stored(qtbot, lead, officer) -> None:
    visit = ready(lead, officer, premises(lead))
    form = shown(qtbot, MinutesForm(officer, services.read_again(officer, visit)))
    form.form.set_values({"total": 3, "women": 5})
    form.page.save()
    settle(qtbot)
    assert form.form.box("women").error_text()
    assert services.read_again(officer, visit).state is State.READY


def test_an_unannounced_inspection_is_entered_from_its_paper(qtbot, officer, lead) -> None:
    place = premises(lead, "Karaoke Ánh Sao")
    form = shown(qtbot, MinutesForm(officer))
    saved = []  # type: ignore[var-annotated]
    form.page.saved.connect(saved.append)
    form.form.field("premises").editor.set_value(place)
    assert form.checks.value()
    form.form.set_values({"inspected_on": date(2026, 3, 10)})
    assert form.page.save()
    settle(qtbot)
    assert services.read_again(officer, saved[0].inspection_id).premises.name == "Karaoke Ánh Sao"


def test_a_draft_comes_back_with_its_checks_and_findings(qtbot, lead, officer) -> None:
    visit = ready(lead, officer, premises(lead))
    form = shown(qtbot, MinutesForm(officer, services.read_again(officer, visit)))
    form.checks.setFocus()
    Typist().write("k")
    form.page.draft()
    kept = form.page.entry.drafts.read(officer)[0]
    again = shown(qtbot, MinutesForm(officer, None, kept))
    assert again.checks.value() == form.checks.value()
    assert again.findings.value() == form.findings.value()


def test_a_locked_inspection_is_corrected_with_a_reason(qtbot, lead, officer) -> None:
    detail = following(lead, officer, premises(lead), finding())
    form = shown(qtbot, MinutesForm(lead, detail))
    form.form.set_values({"owner_opinion": "Nhất trí"})
    assert not form.page.save()
    form.form.set_values({"reason": "Ghi thiếu ý kiến"})
    assert form.page.save()
    settle(qtbot)
    corrected = services.read_again(lead, detail.id)
    assert (corrected.owner_opinion, len(corrected.versions)) == ("Nhất trí", 1)
    lines = lines_of(lead, corrected, corrected.versions[0].id)
    assert [(each.name, each.before, each.now) for each in lines] == [("owner_opinion", "", "Nhất trí")]


def test_a_planned_visit_offers_its_day(qtbot, lead) -> None:
    visit = plan(lead, premises(lead), date(2026, 3, 9)).inspection_id
    form = shown(qtbot, MinutesForm(lead, services.read_again(lead, visit)))
    assert form.form.field("inspected_on").value() == date(2026, 3, 9)
