"""The opened report: who may open it and when, what can be done next, what is shown for a minute only."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from app.desktop.police.reports.declared import REPORT_PAGES
from app.desktop.police.reports.detail_head import DueLine
from app.desktop.police.reports.detail_reporter import ReporterFact
from app.desktop.police.reports.detail_versions import differences
from app.desktop.records.changes import Changes
from app.desktop.records.detail_files import FilesList, PictureView
from app.desktop.records.detail_pane import EMPTY, PAGE, WAITING, DetailPane
from app.desktop.records.leads import Lead
from app.desktop.records.versions import VersionCompare
from app.desktop.widgets import AskReason, privacy
from app.desktop.widgets.mask import MASK
from app.desktop.widgets.problem import Problem, present_with
from app.police.reports import services, services_files, services_review
from app.police.reports.lines import ReportRow
from app.police.reports.queries import list_reports
from app.police.reports.rules import StepFacts
from app.police.reports.terms import Flag, ReportKind
from app.police.reports.values import Changed, Reporter
from app.vault.session import Session
from tests.desktop.keyboard import type_text
from tests.desktop.police.reports.register import audited, child, detail_in, settled, shown
from tests.desktop.walk import walk
from tests.police.reports.builders import closed, received, verifying


def pane_of(qtbot: Any, session: Session, changes: Changes) -> DetailPane:
    pane = DetailPane(session, changes, REPORT_PAGES)
    shown(qtbot, pane)
    return pane


def opened(qtbot: Any, session: Session, changes: Changes, report_id: int) -> DetailPane:
    pane = pane_of(qtbot, session, changes)
    pane.open(report_id)
    settled(qtbot)
    return pane


def row_of(session: Session, report_id: int) -> ReportRow:
    return next(row for row in list_reports(session).rows if row.id == report_id)


def words(pane: DetailPane) -> list[str]:
    return [label.text() for label in pane.findChildren(QLabel) if label.isVisibleTo(pane)]


def link(pane: DetailPane, text: str) -> QPushButton:
    return next(made for made in pane.findChildren(QPushButton) if made.text() == text)


# --- opening ---------------------------------------------------------------------------------------------


def test_running_through_the_list_opens_nothing(qtbot, lead, changes) -> None:
    rows = [row_of(lead, received(lead).report_id) for _ in range(3)]
    pane = pane_of(qtbot, lead, changes)

    for row in rows:
        pane.rest_on(row)
    settled(qtbot)

    assert pane._stack.currentIndex() == WAITING
    assert audited(lead, "reports.open") == []


def test_resting_on_a_line_opens_that_one_and_is_audited(qtbot, lead, changes) -> None:
    rows = [row_of(lead, received(lead).report_id) for _ in range(3)]
    pane = pane_of(qtbot, lead, changes)
    for row in rows:
        pane.rest_on(row)

    qtbot.waitUntil(lambda: pane._stack.currentIndex() == PAGE)

    assert [entry.subject for entry in audited(lead, "reports.open")] == ["reports/003/2026/TB"]


def test_a_line_that_goes_away_before_it_was_opened_is_not_opened(qtbot, lead, changes) -> None:
    pane = pane_of(qtbot, lead, changes)
    pane.rest_on(row_of(lead, received(lead).report_id))

    pane.rest_on(None)

    assert pane._stack.currentIndex() == EMPTY
    assert not pane._rest.isActive()


def test_enter_opens_at_once_and_only_once(qtbot, lead, changes) -> None:
    report = received(lead).report_id
    pane = opened(qtbot, lead, changes, report)
    pane.open(report)
    settled(qtbot)

    changes.tell(None)
    settled(qtbot)

    assert len(audited(lead, "reports.open")) == 1


def test_a_viewer_is_told_who_may_open(qtbot, lead, viewer, changes) -> None:
    report = received(lead).report_id
    pane = opened(qtbot, viewer, changes, report)

    assert "Chỉ cán bộ và lãnh đạo đơn vị được mở hồ sơ" in words(pane)
    assert audited(lead, "reports.open") == []


# --- the page --------------------------------------------------------------------------------------------


def test_the_head_says_state_flags_limit_basis_and_that_nobody_verified_it(qtbot, lead, changes) -> None:
    report = received(lead, flags=frozenset({Flag.CHILD})).report_id
    head = opened(qtbot, lead, changes, report).head

    said = [label.text() for label in head.findChildren(QLabel) if label.isVisibleTo(head)]

    assert "001/2026/TB" in said
    assert "Liên quan trẻ em" in said
    assert "còn 20 ngày" in said
    assert child(head, DueLine).basis.text() == "Điều 147 Bộ luật Tố tụng hình sự 2015 · chưa\u00a0kiểm\u00a0chứng"


def test_the_next_step_is_one_button_by_mouse_and_by_keys(qtbot, lead, changes) -> None:
    report = received(lead).report_id
    pane = opened(qtbot, lead, changes, report)
    assert pane.head.step.text() == "Thụ lý"

    with qtbot.waitSignal(pane.step_chosen) as by_key:
        QTest.keyClick(pane, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(pane.step_chosen) as by_mouse:
        pane.head.step.click()

    assert by_key.args == by_mouse.args == [report, "accept"]


def test_a_step_that_is_not_this_persons_says_whose_it_is(qtbot, officer, colleague, changes) -> None:
    report = verifying(officer).report_id
    pane = opened(qtbot, colleague, changes, report)

    assert not pane.head.step.isEnabled()
    assert pane.head.why.text() == pane.head.step.accessibleDescription() != ""


def test_f2_edits_what_is_open_and_corrects_what_is_locked(qtbot, lead, changes) -> None:
    open_one, locked = received(lead).report_id, closed(lead).report_id
    pane = opened(qtbot, lead, changes, open_one)
    with qtbot.waitSignal(pane.edit_chosen):
        QTest.keyClick(pane, Qt.Key.Key_F2)

    pane.open(locked)
    settled(qtbot)
    with qtbot.waitSignal(pane.act_chosen) as told:
        QTest.keyClick(pane, Qt.Key.Key_F2)

    assert told.args == [locked, "correct"]


def test_the_menu_holds_the_other_steps_and_says_why_one_cannot_be_done(qtbot, officer, changes) -> None:
    report = verifying(officer).report_id
    pane = opened(qtbot, officer, changes, report)
    pane.head.menu.aboutToShow.emit()
    actions = {action.text().partition("\t")[0]: action for action in pane.head.menu.actions() if action.text()}

    assert not actions["Chuyển cơ quan có thẩm quyền…"].isEnabled()
    assert "lãnh đạo" in actions["Chuyển cơ quan có thẩm quyền…"].toolTip()
    assert actions["Sửa…"].isEnabled()
    assert "Hoàn tác: Bắt đầu xác minh 001/2026/TB" in actions


def test_an_open_page_follows_a_change_made_elsewhere(qtbot, lead, changes) -> None:
    report = received(lead).report_id
    pane = opened(qtbot, lead, changes, report)

    changes.tell(services.take_step(lead, report, "accept", StepFacts()))
    settled(qtbot)

    assert pane.head.step.text() == "Bắt đầu xác minh"


def test_the_last_act_can_be_taken_back(qtbot, lead, changes) -> None:
    report = verifying(lead).report_id
    pane = opened(qtbot, lead, changes, report)

    with qtbot.waitSignal(pane.changed) as told:
        assert pane.undo()
    changes.tell(told.args[0])
    settled(qtbot)

    assert pane.head.step.text() == "Bắt đầu xác minh"
    last = detail_in(pane).undoable
    assert last is not None and last.label == "Accept"


def test_it_can_be_used_without_a_mouse(qtbot, lead, changes) -> None:
    assert walk(opened(qtbot, lead, changes, received(lead, ReportKind.DENUNCIATION).report_id)) == []


# --- who reported ----------------------------------------------------------------------------------------


def denounced(session: Session) -> int:
    someone = Reporter(name="Trần Văn Kín", phone="0912000111")
    return received(session, ReportKind.DENUNCIATION, reporter=someone).report_id


def test_a_sealed_name_is_shown_for_a_reason_and_covered_again(qtbot, lead, changes) -> None:
    report = denounced(lead)
    pane = opened(qtbot, lead, changes, report)
    assert child(pane, ReporterFact).name.text() == MASK
    child(pane, ReporterFact).ask()
    asked = child(pane.window(), AskReason)
    type_text(asked.reason, "Mời lên làm việc")
    asked.do.click()
    settled(qtbot)
    assert child(pane, ReporterFact).name.text() == "Trần Văn Kín"
    assert any("0912" in text for text in words(pane))

    child(pane, ReporterFact)._minute.timeout.emit()

    assert child(pane, ReporterFact).name.text() == MASK
    assert not any("0912" in text for text in words(pane))
    assert [entry.detail for entry in audited(lead, "reports.reveal")] == [{"reason": "Mời lên làm việc"}]
    assert child(pane, ReporterFact)._minute.interval() == 60_000


def test_what_was_shown_does_not_stay_for_the_next_report(qtbot, lead, changes) -> None:
    first, other = denounced(lead), received(lead).report_id
    pane = opened(qtbot, lead, changes, first)
    child(pane, ReporterFact).reveal(first, "Mời lên làm việc")
    settled(qtbot)

    pane.open(other)
    settled(qtbot)
    pane.open(first)
    settled(qtbot)

    assert not child(pane, ReporterFact).revealed()


def test_hidden_names_are_hidden_on_the_page(qtbot, lead, changes) -> None:
    pane = opened(qtbot, lead, changes, received(lead).report_id)
    assert child(pane, ReporterFact).name.text() == "Nguyễn Thị Hòa"

    privacy().hide_names(True)

    assert not any("Nguyễn Thị Hòa" in text or "0900000001" in text for text in words(pane))


# --- files, versions, links --------------------------------------------------------------------------------


def picture() -> bytes:
    data = QByteArray()
    from PySide6.QtCore import QBuffer, QIODevice

    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(0xFF336699)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt wants text
    return bytes(data.data())


def test_a_picture_is_attached_looked_at_taken_off_and_put_back(qtbot, lead, changes, tmp_path: Path) -> None:
    report = received(lead).report_id
    pane = opened(qtbot, lead, changes, report)
    pane.changed.connect(changes.tell)
    file = tmp_path / "ảnh hiện trường.png"
    file.write_bytes(picture())
    child(pane, FilesList).attach(file)
    settled(qtbot)
    kept = detail_in(pane).attachments[0]
    assert kept.name == "ảnh hiện trường.png"

    child(pane, FilesList).view(kept.id)
    settled(qtbot)
    view = child(pane.window(), PictureView)
    assert view.picture.pixmap().width() == 40
    view.accept()
    child(pane, FilesList).take_off(kept.id)
    settled(qtbot)
    assert detail_in(pane).attachments == ()
    child(pane, FilesList)._put_back(report, kept.id)
    settled(qtbot)

    assert detail_in(pane).attachments[0].id == kept.id


def test_a_renamed_file_is_said_and_a_program_is_refused(qtbot, lead, changes, tmp_path: Path) -> None:
    report = received(lead).report_id
    pane = opened(qtbot, lead, changes, report)
    pane.changed.connect(changes.tell)
    heard: list[Changed] = []
    pane.changed.connect(heard.append)
    problems: list[Problem] = []
    present_with(problems.append)
    for name in ("ảnh\u202egnp.pdf", "ảnh.png.exe"):
        (tmp_path / name).write_bytes(picture())
        child(pane, FilesList).attach(tmp_path / name)
        settled(qtbot)
    assert [each.warning_values for each in heard] == [{"name": "ảnhgnp.pdf"}]
    assert "đuôi của chương trình (.exe)" in problems[0].text
    assert [each.name for each in detail_in(pane).attachments] == ["ảnhgnp.pdf"]


def test_a_picture_that_is_none_is_said_instead_of_shown(qtbot, lead, changes) -> None:
    report = received(lead).report_id
    services_files.attach(lead, report, "ảnh.png", "image/png", b"\x89PNG\r\n\x1a\n" + bytes(99))
    pane = opened(qtbot, lead, changes, report)
    child(pane, FilesList).view(detail_in(pane).attachments[0].id)
    settled(qtbot)
    view = child(pane.window(), PictureView)
    assert "Không hiển thị được" in view.picture.text()
    view.accept()


def test_a_copy_saved_elsewhere_leaves_its_purpose_in_the_audit(qtbot, lead, changes, tmp_path: Path) -> None:
    report = received(lead).report_id
    services_files.attach(lead, report, "đơn.pdf", "application/pdf", b"%PDF-1.7")
    pane = opened(qtbot, lead, changes, report)

    child(pane, FilesList).save(detail_in(pane).attachments[0].id, "Chuyển Viện kiểm sát", tmp_path / "đơn.pdf")
    settled(qtbot)

    assert (tmp_path / "đơn.pdf").read_bytes() == b"%PDF-1.7"
    purposes = [(entry.detail or {})["purpose"] for entry in audited(lead, "reports.export_attachment")]
    assert purposes == ["Chuyển Viện kiểm sát"]


def test_an_earlier_version_stands_beside_the_present_one(qtbot, lead, changes) -> None:
    report = closed(lead)
    detail = services.read_again(lead, report.report_id)
    services_review.correct(lead, detail.id, detail.version, {"content": "Nội dung đúng"}, "Ghi nhầm")
    pane = opened(qtbot, lead, changes, detail.id)

    link(pane, "So sánh").click()

    lines = [
        (line.name, line.before, line.now) for line in differences(lead, detail_in(pane).versions[0], detail_in(pane))
    ]
    assert lines == [("content", detail.content, "Nội dung đúng")]
    dialog = child(pane.window(), VersionCompare)
    assert walk(dialog) == []


def test_an_earlier_number_and_a_link_are_there(qtbot, lead, changes) -> None:
    first, other = received(lead).report_id, received(lead).report_id
    services_review.reclassify(lead, first, ReportKind.FEEDBACK, "Không có dấu hiệu tội phạm")
    services_review.link(lead, first, other, "Cùng một việc")
    pane = opened(qtbot, lead, changes, first)

    assert "001/2026/TB" in words(pane)
    with qtbot.waitSignal(pane.led) as told:
        link(pane, "002/2026/TB").click()
    assert told.args == [Lead("reports", "open", (other,))]
