"""Nothing stored is lost by editing, nobody's changes are overwritten, and a new visit is typed in by keys alone."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.desktop.police.inspections.fields import PremisesField
from app.desktop.police.inspections.form import MinutesForm
from app.desktop.records.conflict import ConflictDialog
from app.police.inspections import services, services_findings
from app.police.inspections.terms import CheckResult, MemberRole, PresentRole, ReviewResult, State
from app.police.inspections.values import Check, Member, NewFinding, Present, Review
from app.registry import queries as registry
from tests.desktop.police.inspections.test_form import Typist, settle, shown
from tests.desktop.walk import walk
from tests.police.inspections.builders import NOTICE, finding, following, member, minutes, premises, ready, recorded

Key = Qt.Key


def measures_of(session) -> tuple[str, ...]:
    with session.read() as db:
        return tuple(each.code for each in registry.catalogue(db, registry.MEASURES))[:3]


def test_editing_one_field_leaves_everything_else_as_it_is_stored(qtbot, lead, officer) -> None:
    visit = ready(lead, officer, premises(lead))
    paper = minutes(
        team=(member(officer, MemberRole.LEADER), Member("Sáu", MemberRole.SECRETARY, "Văn hóa"), Member("Ba")),
        present=(
            Present(PresentRole.OWNER, "Hoàng Văn Định", note="có mặt từ đầu"),
            Present(PresentRole.WITNESS, "Lê Thị Hai", note="tổ trưởng dân phố"),
            Present(PresentRole.WITNESS, "Trần Văn Tư"),
            Present(PresentRole.WORKERS, count=3, note="ca tối"),
        ),
        checks=(Check("Sổ đăng ký lưu trú", CheckResult.NOT_MET, note="thiếu trang"),),
        findings=(NewFinding(NOTICE, "Dòng một\nDòng hai", measures_of(lead), date(2026, 3, 31), None, "ghi chú"),),
        owner_opinion="Nhất trí.\nSẽ khắc phục.",
    )  # fmt: skip
    services.record(officer, visit, paper)
    before = services.read_again(officer, visit).minutes()
    form = shown(qtbot, MinutesForm(officer, services.read_again(officer, visit)))
    form.page.save()
    settle(qtbot)
    assert services.read_again(officer, visit).version == 3  # nothing was changed
    form = shown(qtbot, MinutesForm(officer, services.read_again(officer, visit)))
    form.form.field("recommendations").editor.set_value("Niêm yết giá")
    assert form.page.save()
    settle(qtbot)
    after = services.read_again(officer, visit).minutes()
    assert after.recommendations == "Niêm yết giá"
    for name in ("team", "present", "checks", "findings", "owner_opinion", "head_count", "decision"):
        assert getattr(after, name) == getattr(before, name), name


def test_several_measures_are_chosen_line_by_line(qtbot, lead, officer) -> None:
    form = shown(qtbot, MinutesForm(officer, recorded(lead, officer, premises(lead), finding())))
    measures = form.findings.rows[0].measures
    first, second, _third = measures_of(lead)
    measures.lines[-1].set_value(first)
    measures.lines[-1].set_value(second)
    assert (measures.value(), len(measures.lines)) == ((first, second), 3)
    form.page.resize(1100, 2400)  # nothing scrolls: the walk looks at what is in view
    assert walk(form.page) == []
    measures.lines[0].set_value(None)
    assert measures.value() == (second,)


def test_what_a_follow_up_saw_is_kept_in_its_draft(qtbot, lead, officer) -> None:
    first = following(lead, officer, premises(lead), finding())
    services_findings.begin_follow_up(lead, first.id, date(2026, 3, 10))
    second = services.read_again(lead, first.id).follow_ups[0].id
    form = shown(qtbot, MinutesForm(lead, services.read_again(lead, second)))
    seen = (Review(first.findings[0].id, ReviewResult.PARTLY, "còn một phòng", date(2026, 4, 30)),)
    form.reviews.set_value(seen)  # type: ignore[union-attr]
    form.page.keeper.touch()
    form.page.draft()
    again = shown(qtbot, MinutesForm(lead, None, form.page.entry.drafts.read(lead)[0]))
    assert again.form.field("reviews").value() == seen


def test_two_people_editing_decide_side_by_side_also_from_a_stale_draft(qtbot, lead, officer) -> None:
    visit = recorded(lead, officer, premises(lead), finding()).id
    form = shown(qtbot, MinutesForm(officer, services.read_again(officer, visit)))
    form.form.field("conclusion").editor.set_value("Của tôi")
    form.form.field("note").editor.set_value("Ghi thêm")
    form.page.draft()
    now = services.read_again(lead, visit)
    services.edit_inspection(lead, visit, now.version, {"conclusion": "Của lãnh đạo", "recommendations": "Nhắc nhở"})
    kept = form.page.entry.drafts.read(officer)[0]
    again = shown(qtbot, MinutesForm(officer, services.read_again(officer, visit), kept))
    again.page.save()
    settle(qtbot)
    dialog = again.page.findChild(ConflictDialog)
    assert dialog._names == ["conclusion"]  # type: ignore[union-attr]
    dialog._mine.save(services.read_again(officer, visit).version, {"note": "Ghi thêm"})  # type: ignore[union-attr]
    after = services.read_again(officer, visit)
    assert (after.conclusion, after.recommendations, after.note) == ("Của lãnh đạo", "Nhắc nhở", "Ghi thêm")
    dialog.reject()  # type: ignore[union-attr]


def test_a_clean_visit_nobody_planned_takes_keys_alone(qtbot, lead, officer) -> None:
    for name in ("Karaoke Ánh Sao", "Nhà nghỉ Hoa Mai", "Nhà nghỉ Thanh Bình", "Khách sạn Sông Hồng"):
        premises(lead, name)
    form = shown(qtbot, MinutesForm(officer))
    assert walk(form.page) == []
    typist, saved = Typist(), []  # type: ignore[var-annotated]
    form.page.saved.connect(saved.append)

    def go_to(editor) -> None:
        for _ in range(30):
            if QApplication.focusWidget() in (editor, editor.focusProxy()):
                return
            typist.press(Key.Key_Tab)
        raise AssertionError("not reached by Tab")

    typist.write("2")  # the number of the premises; its letters do as well
    go_to(form.form.field("started").editor)
    assert form.checks.value()
    typist.write("7h")
    typist.press(Key.Key_Tab)
    typist.write("7h45")
    go_to(form.form.field("members").editor)
    typist.write("Sáu - Văn hóa")
    go_to(form.form.field("present_owner").editor)
    typist.press(Key.Key_Return)  # filled from the register; a line for one more, and on
    typist.press(Key.Key_Return)
    go_to(form.checks)
    typist.write("a")
    typist.press(Key.Key_Tab)
    for count in ("5", "3", "2", "5", "5"):
        typist.write(count)
        typist.press(Key.Key_Tab)
    typist.save()
    settle(qtbot)
    wrong = {name: form.form.box(name).error_text() for name in form.form.draft()}
    assert saved, {name: text for name, text in wrong.items() if text}
    detail = services.read_again(officer, saved[0].inspection_id)
    assert (detail.premises.name, detail.state) == ("Nhà nghỉ Hoa Mai", State.RECORDED)
    assert [each.name for each in detail.present] == ["Hoàng Văn Định"]
    assert {each.result for each in detail.checks} == {CheckResult.MET}
    assert typist.keys < 90


def test_premises_are_found_by_letters(qtbot, lead, officer) -> None:
    wanted = premises(lead, "Nhà nghỉ Hoa Mai")
    premises(lead, "Nhà nghỉ Thanh Bình")
    form = shown(qtbot, MinutesForm(officer))
    Typist().write("hoa m")
    assert form.form.field("premises").value() == wanted
    form.form.editor("premises", PremisesField).editingFinished.emit()
    assert form.form.editor("premises", PremisesField).text().endswith("Nhà nghỉ Hoa Mai")
