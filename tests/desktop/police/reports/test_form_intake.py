"""A report is taken in at the keyboard, told its limits while it is typed, and never half saved."""

from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import Qt

from app.desktop.records.fields import HourField, OrUnknown
from app.desktop.records.fields_more import EstablishmentField, FilesField
from app.police.reports import services
from app.police.reports.declared import ReportFilter
from app.police.reports.queries import list_reports
from app.police.reports.terms import Flag, ReporterForm, ReportKind
from app.police.reports.values import Changed
from app.registry import services as registry
from app.registry.establishments import services as premises
from app.registry.establishments.values import Entry
from app.vault.session import Session
from tests.desktop.police.reports.filling import Desk, Key, fill, focused, press, received, write
from tests.desktop.walk import walk


def test_a_report_is_taken_in_with_the_keyboard_alone(qtbot, officer: Session) -> None:
    desk = Desk(qtbot)
    form = desk.form(officer)
    done: list[Changed] = []
    form.saved.connect(done.append)
    with qtbot.waitActive(desk):
        desk.activateWindow()
    form.form.field("kind").widget.setFocus()
    press(Key.Key_Return)  # the first kind: a report of a crime
    write_over("5/3")
    press(Key.Key_Return)
    write_over("8h15")
    press(Key.Key_Return)
    press(Key.Key_Down)
    press(Key.Key_Return)
    press(Key.Key_Return)  # gives a name
    write("Nguyễn Thị Hòa")
    press(Key.Key_Return)
    press(Key.Key_Return)  # not “not known”
    write("0912 345 678")
    form.form.field("content").widget.setFocus()
    write("Thấy người lạ lôi kéo lao động nữ đi làm xa")
    press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert len(done) == 1
    detail = services.read_again(officer, done[0].report_id)
    assert detail.kind is ReportKind.CRIME_REPORT
    assert detail.received_on == date(2026, 3, 5)
    assert f"{detail.received_time:%H:%M}" == "08:15"
    assert detail.reporter is not None and detail.reporter.name == "Nguyễn Thị Hòa"
    assert detail.reporter.phone == "0912345678"
    assert detail.content == "Thấy người lạ lôi kéo lao động nữ đi làm xa"


def write_over(text: str) -> None:
    focused().selectAll()  # type: ignore[attr-defined]
    write(text)


def test_the_number_and_the_deadline_are_told_and_the_receipt_is_offered(qtbot, officer: Session) -> None:
    desk = Desk(qtbot)
    form = desk.form(officer)
    fill(form, kind="crime_report", source="phone", reporter_name="Vũ Thị Hạnh", content="Nghi có môi giới")
    assert form.save()
    desk.settle()
    assert desk.toast.isVisible()
    said = desk.toast._text.text()
    assert "001/2026/TB" in said and "31/03/2026" in said
    assert "In giấy biên nhận" in desk.toast._also.text()


def test_taking_it_back_puts_the_report_into_the_bin(qtbot, officer: Session) -> None:
    desk = Desk(qtbot)
    form = desk.form(officer)
    fill(form, kind="feedback", source="phone", reporter_form="anonymous", content="Quán mở quá giờ")
    form.save()
    desk.settle()
    desk.toast.undo()
    desk.settle()
    assert [row.number for row in list_reports(officer, ReportFilter(in_bin=True)).rows] == ["001/2026/PA"]


def test_the_limits_stand_beside_the_form_while_one_types(qtbot, officer: Session) -> None:
    desk = Desk(qtbot)
    form = desk.form(officer)
    assert "Chọn phân loại" in words_of(form.side)
    fill(form, kind="crime_report", received_on=date(2026, 3, 11))
    qtbot.waitUntil(lambda: "Thứ Ba, 31/03/2026" in words_of(form.side))
    assert "chưa kiểm chứng" in words_of(form.side)
    assert "Điều 147" in words_of(form.side)
    fill(form, kind="denunciation")
    qtbot.waitUntil(lambda: "30 ngày kể từ ngày thụ lý" in words_of(form.side))
    assert "31/03/2026" not in words_of(form.side)


def words_of(widget) -> str:
    from PySide6.QtWidgets import QLabel

    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisibleTo(widget))


def test_a_limit_that_reaches_an_unconfirmed_year_says_so(qtbot, officer: Session) -> None:
    desk = Desk(qtbot)
    from datetime import UTC

    with officer.at(datetime(2027, 3, 11, 2, tzinfo=UTC)):
        form = desk.form(officer)
        fill(form, kind="crime_report")
        qtbot.waitUntil(lambda: "2027 chưa được xác nhận" in words_of(form.side))


def test_a_report_that_reads_alike_is_shown_and_linked_when_asked(qtbot, officer: Session) -> None:
    earlier = received(officer)
    desk = Desk(qtbot)
    form = desk.form(officer)
    fill(form, kind="crime_report", source="phone", reporter_name="Lê Văn Đạo")
    fill(form, content="Nghi có môi giới ở nhà nghỉ Hoa Sen, tối qua")
    qtbot.waitUntil(lambda: earlier.number in words_of(form.side))
    form.entry.owner.side._links[earlier.id].setChecked(True)
    form.save()
    desk.settle()
    saved = services.read_again(officer, services.find_number(officer, "002/2026/TB"))
    assert [each.number for each in saved.links] == [earlier.number]


def test_the_same_phone_finds_the_earlier_call(qtbot, officer: Session) -> None:
    earlier = received(officer)
    desk = Desk(qtbot)
    form = desk.form(officer)
    fill(form, kind="crime_report", reporter_phone="0912 345 678")
    qtbot.waitUntil(lambda: earlier.number in words_of(form.side))
    assert "Cùng số điện thoại" in words_of(form.side)


def test_only_a_denunciation_or_a_complaint_asks_for_a_respondent(qtbot, officer: Session) -> None:
    form = Desk(qtbot).form(officer)
    fill(form, kind="denunciation", respondent_name="Trần Văn Bình")
    assert form.form.box("respondent_name").isVisibleTo(form)
    fill(form, kind="crime_report")
    assert not form.form.box("respondent_name").isVisibleTo(form)
    fill(form, kind="complaint")
    assert form.form.draft()["respondent_name"] == "Trần Văn Bình"  # what was typed is still there


def test_a_respondent_typed_under_another_kind_is_not_stored(qtbot, officer: Session) -> None:
    desk = Desk(qtbot)
    form = desk.form(officer)
    fill(form, kind="denunciation", respondent_name="Trần Văn Bình")
    fill(form, kind="feedback", source="post", reporter_name="Vũ Thị Hạnh", content="Quán mở quá giờ")
    form.save()
    desk.settle()
    assert services.read_again(officer, 1).respondent is None


def test_a_denunciation_says_beforehand_who_will_be_able_to_open_the_seal(qtbot, officer: Session) -> None:
    form = Desk(qtbot).form(officer)
    fill(form, kind="denunciation")
    notice = form.entry.owner.layout.seal_notice
    assert notice.isVisibleTo(form)
    assert "Vũ Hải Nam" in notice.text() and "Đào Ngọc Lân" in notice.text()
    fill(form, reporter_form=ReporterForm.ANONYMOUS)
    assert not notice.isVisibleTo(form)


def test_what_is_missing_is_said_under_its_field_and_nothing_is_stored(qtbot, officer: Session) -> None:
    desk = Desk(qtbot)
    form = desk.form(officer)
    fill(form, kind="crime_report")
    assert not form.save()
    desk.settle()
    assert form.form.box("content").error_text()
    assert form.form.box("source").error_text()
    assert form.form.summary.isVisibleTo(form)
    assert not list_reports(officer).rows


def test_an_incomplete_report_is_kept_and_marked(qtbot, officer: Session) -> None:
    desk = Desk(qtbot)
    form = desk.form(officer)
    fill(form, kind="feedback")
    assert form.save(incomplete=True)
    desk.settle()
    assert services.read_again(officer, 1).incomplete


def test_even_an_incomplete_report_has_a_kind(qtbot, officer: Session) -> None:
    form = Desk(qtbot).form(officer)
    assert not form.save(incomplete=True)
    assert form.form.box("kind").error_text()


def test_not_known_is_stored_as_such(qtbot, officer: Session) -> None:
    desk = Desk(qtbot)
    form = desk.form(officer)
    fill(form, kind="crime_report", source="phone", content="Nghi có môi giới")
    form.form.editor("reporter_name", OrUnknown).unknown.setChecked(True)
    assert form.save()
    desk.settle()
    assert "reporter_name" in services.read_again(officer, 1).unknown


def test_an_odd_phone_is_a_warning_and_no_refusal(qtbot, officer: Session) -> None:
    desk = Desk(qtbot)
    form = desk.form(officer)
    fill(form, kind="crime_report", source="phone", content="Nghi có môi giới", reporter_name="Hạnh")
    fill(form, reporter_phone="12345")
    assert "12345" in form.form.editor("reporter_phone", OrUnknown)._warning.text()
    assert form.save()
    desk.settle()


def test_premises_of_the_register_bring_their_village_along(qtbot, lead: Session) -> None:
    village = registry.add_village(lead, "Thôn Đông")
    added = premises.add_establishment(lead, Entry("Nhà nghỉ Hoa Sen", "guest_house", village, "Đường liên xã"))
    number = added.establishment_id
    form = Desk(qtbot).form(lead)
    form.form.editor("establishment", EstablishmentField).edit.setText("nha nghi hoa sen")
    form.form.editor("establishment", EstablishmentField)._settle()
    assert form.form.draft()["establishment"] == (number, "Nhà nghỉ Hoa Sen")
    assert form.form.draft()["village_id"] == village
    assert form.form.draft()["address"] == "Đường liên xã"


def test_files_are_kept_with_the_report(qtbot, officer: Session, tmp_path: Path) -> None:
    photo = tmp_path / "anh.jpg"
    photo.write_bytes(b"JFIF")
    desk = Desk(qtbot)
    form = desk.form(officer)
    fill(form, kind="feedback", source="post", reporter_form="anonymous", content="Quán mở quá giờ", flags=["child"])
    files = form.form.field("files").editor
    assert isinstance(files, FilesField)
    files.take([str(photo)])
    form.save()
    desk.settle()
    detail = services.read_again(officer, 1)
    assert [each.name for each in detail.attachments] == ["anh.jpg"]
    assert detail.flags == {Flag.CHILD}


def test_hours_are_read_as_people_write_them(qtbot) -> None:
    field = HourField()
    qtbot.addWidget(field)
    for typed, meant in (("14h30", "14:30"), ("8", "08:00"), ("1430", "14:30"), ("8 giờ 15", "08:15")):
        field.setText(typed)
        field.tidy()
        assert field.text() == meant


def test_the_form_can_be_walked_without_a_mouse(qtbot, officer: Session) -> None:
    desk = Desk(qtbot)
    form = desk.form(officer)
    fill(form, kind="complaint")
    assert walk(desk) == []
