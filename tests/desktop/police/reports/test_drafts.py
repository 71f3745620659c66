"""What is typed is kept: every few seconds, at lock, at close; sealed; offered again; gone once it is saved."""

import pytest
from PySide6.QtWidgets import QApplication

from app.common.drafts import Draft
from app.desktop.police.reports import drafts
from app.desktop.records.drafts import NOT_KNOWN, from_plain, to_plain
from app.desktop.records.fields import OrUnknown
from app.desktop.widgets import DateField
from app.police.reports import services
from app.police.reports.declared import DESK
from app.vault.session import Session
from tests.desktop.police.reports.filling import Desk, Key, fill, press, received, write


def kept(session: Session) -> list[Draft]:
    return DESK.list_drafts(session)


def test_what_is_typed_is_kept_off_the_windows_thread(qtbot, officer: Session) -> None:
    desk = Desk(qtbot)
    form = desk.form(officer)
    fill(form, kind="denunciation", content="Đang gõ dở", received_time=None)
    with qtbot.waitSignal(form.keeper.kept):
        form.keeper.keep()
    assert [each.payload["values"]["content"] for each in kept(officer)] == ["Đang gõ dở"]


def test_the_clock_runs_only_while_something_is_unkept(qtbot, officer: Session) -> None:
    desk = Desk(qtbot)
    form = desk.form(officer)
    assert not form.keeper._clock.isActive()
    fill(form, content="Đang gõ")
    assert form.keeper._clock.isActive() and form.keeper._clock.interval() == 5000
    form.keeper.keep()
    desk.settle()
    form.keeper.keep()
    assert not form.keeper._clock.isActive()


def test_at_lock_it_is_kept_before_the_keys_go(qtbot, officer: Session) -> None:
    form = Desk(qtbot).form(officer)
    fill(form, content="Chưa kịp lưu")
    form.draft()
    assert [each.payload["values"]["content"] for each in kept(officer)] == ["Chưa kịp lưu"]


def test_the_desk_keeps_an_open_form_by_itself(qtbot, qapp: QApplication, officer: Session, tmp_path) -> None:
    from app.desktop.desk import Desk as Application
    from app.desktop.settings.preferences import Preferences
    from app.desktop.shell import MainWindow
    from app.desktop.widgets.panes import UiState

    window = MainWindow(UiState(tmp_path))
    qtbot.addWidget(window)
    application = Application(Preferences(UiState(tmp_path)), window, qapp)
    try:
        form = Desk(qtbot).form(officer)
        fill(form, content="Chưa kịp lưu")
        application.keep_drafts()
        assert len(kept(officer)) == 1
    finally:
        application.setParent(None)
        application.deleteLater()


def test_a_locked_session_is_not_written_to_and_nothing_is_complained_about(qtbot, officer: Session) -> None:
    form = Desk(qtbot).form(officer)
    fill(form, content="Gõ trước khi khóa")
    form.draft()
    officer.close()
    form.draft()
    form.keeper.keep()


def test_a_draft_goes_on_where_it_stopped(qtbot, officer: Session) -> None:
    desk = Desk(qtbot)
    form = desk.form(officer)
    fill(form, kind="complaint", instance=2, reporter_name="Vũ Thị Hạnh", flags=["child"], content="Dở dang")
    form.form.editor("reporter_phone", OrUnknown).unknown.setChecked(True)
    form.form.editor("received_on", DateField).edit.setText("31/2")
    form.draft()
    again = desk.form(officer, draft=kept(officer)[0])
    first, second = form.form.draft(), again.form.draft()
    assert {name: value for name, value in second.items() if value != first[name]} == {}
    assert second["received_on"] == "31/2"  # not understood, and not lost


def test_saving_from_a_draft_leaves_none_behind(qtbot, officer: Session) -> None:
    desk = Desk(qtbot)
    form = desk.form(officer)
    fill(form, kind="feedback", source="post", reporter_form="anonymous", content="Quán mở quá giờ")
    form.draft()
    form.save()
    desk.settle()
    form.keeper.draft()
    assert kept(officer) == []


def test_esc_keeps_the_draft_and_closes(qtbot, officer: Session) -> None:
    desk = Desk(qtbot)
    form = desk.form(officer)
    with qtbot.waitActive(desk):
        desk.activateWindow()
    form.form.field("content").widget.setFocus()
    write("Điện thoại reo")
    with qtbot.waitSignal(form.closed):
        press(Key.Key_Escape)
    desk.settle()
    assert [each.payload["values"]["content"] for each in kept(officer)] == ["Điện thoại reo"]


def test_what_is_thrown_away_can_be_taken_back(qtbot, officer: Session) -> None:
    desk = Desk(qtbot)
    form = desk.form(officer)
    fill(form, content="Bỏ nhầm")
    form.draft()
    form.discard()
    desk.settle()
    assert kept(officer) == []
    desk.toast.undo()
    desk.settle()
    assert [each.payload["values"]["content"] for each in kept(officer)] == ["Bỏ nhầm"]


def test_two_new_reports_have_two_drafts(qtbot, officer: Session) -> None:
    desk = Desk(qtbot)
    for content in ("Việc thứ nhất", "Việc thứ hai"):
        form = desk.form(officer)
        fill(form, content=content)
        form.draft()
    assert len(kept(officer)) == 2


def test_a_colleague_sees_no_draft_of_mine(qtbot, officer: Session, colleague: Session) -> None:
    form = Desk(qtbot).form(officer)
    fill(form, content="Của tôi")
    form.draft()
    assert kept(colleague) == []


def test_a_draft_of_an_edit_compares_when_the_report_was_saved_since(qtbot, lead: Session, colleague: Session) -> None:
    from app.desktop.records.conflict import ConflictDialog

    detail = received(lead)
    desk = Desk(qtbot)
    form = desk.form(lead, detail)
    fill(form, content="Bản nháp của tôi")
    form.draft()
    services.edit_report(colleague, detail.id, detail.version, {"content": "Đã lưu trước", "note": "Đã gọi lại"})
    again = desk.form(lead, draft=kept(lead)[0])
    again.save()
    desk.settle()
    assert services.read_again(lead, detail.id).content == "Đã lưu trước"
    dialog = again.findChild(ConflictDialog)
    assert dialog is not None
    assert not dialog.do.isEnabled()  # the content waits for a decision
    dialog.compare._groups["content"].button(0).setChecked(True)
    dialog.do.click()
    desk.settle()
    saved = services.read_again(lead, detail.id)
    assert (saved.content, saved.note) == ("Bản nháp của tôi", "Đã gọi lại")


@pytest.mark.parametrize(
    ("form", "values", "said"),
    [
        (drafts.NEW, {"kind": "denunciation", "content": "Nghi có môi giới"}, "Tố cáo, chưa lưu"),
        (drafts.EDIT, {"content": "Sửa"}, "Đang sửa 014/2026/TB"),
        (drafts.STEP + "conclude", {}, "014/2026/TB"),
    ],
)
def test_a_draft_says_what_it_is(officer: Session, form: str, values: dict[str, str], said: str) -> None:
    DESK.save_draft(officer, form, "1", {"values": values, "number": "014/2026/TB"})
    assert said in drafts.words(kept(officer)[0])[0]


def test_values_come_back_as_they_went(officer: Session) -> None:
    from datetime import date, time

    for value in (date(2026, 3, 5), time(8, 15), NOT_KNOWN, "không rõ", None, 3, True):
        assert from_plain(to_plain(value)) == value
