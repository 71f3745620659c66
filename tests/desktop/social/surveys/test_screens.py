"""The needs surveys in a window: entered one after the other by keyboard, found, put in the bin; figures; import."""

from datetime import date
from typing import Any

from openpyxl import load_workbook
from PySide6.QtWidgets import QWidget

from app.desktop.background import Progress
from app.desktop.importing.page import COLUMNS, DONE, ImportPage
from app.desktop.records.leads import Lead
from app.desktop.records.page import RecordsPage
from app.desktop.screens import imports_of
from app.desktop.social.surveys.declared import SURVEY_FINDER, SURVEY_WORK, SURVEYS
from app.desktop.social.surveys.figures_export import INSIDE, ExportFigures
from app.desktop.social.surveys.figures_page import NeedsFigures
from app.desktop.theme import install
from app.desktop.widgets.toast import Toast
from app.registry.services import add_village
from app.social.surveys import queries, services
from app.social.surveys.declared import SurveyFilter
from app.social.surveys.figures import Where
from app.social.surveys.terms import Sex
from app.vault import audit
from app.vault.compartments import Compartment
from tests.desktop.social.loans.pages import At, Key, Modifier
from tests.desktop.walk import walk
from tests.social.surveys.builders import answers, entered, villages
from tests.social.surveys.sheets import row, workbook


class AtSurveys(At):
    """Somebody at the page of the surveys."""

    def form(self) -> Any:
        """The form that covers the page."""
        return self.page.form()

    def __init__(self, qtbot, session, changes):
        self._bot = qtbot
        self.window = QWidget()
        self.page = RecordsPage(session, changes, SURVEYS, self.window)
        self.toast = Toast(self.window)
        qtbot.addWidget(self.window)
        self.window.resize(1366, 900)
        self.page.resize(1366, 900)
        self.window.show()
        self.window.activateWindow()
        self.settle()


def test_surveys_are_entered_one_after_the_other_by_keyboard_alone(qtbot, changes, lead):
    villages(lead)
    here = AtSurveys(qtbot, lead, changes)
    here.press(Key.Key_N, Modifier.ControlModifier)
    here.settle()
    assert walk(here.page) == []
    here.press(Key.Key_Down)  # the first group
    here.press(Key.Key_Return)
    here.press(Key.Key_Space)  # the first village
    form = here.form()
    form.form.field("sex").editor.setFocus()
    here.press(Key.Key_Space)
    form.form.field("needs").editor.setFocus()
    here.press(Key.Key_1)
    here.press(Key.Key_3)
    form.form.field("remark").editor.setFocus()
    here.write("Gọi 0987 612 345")
    here.do()
    assert "số điện thoại" in form.form.box("remark").error_text()  # refused, and nothing is lost
    form.form.field("remark").editor.setFocus()
    here.write("Muốn học may.")
    here.do()

    qtbot.waitUntil(lambda: here.form() is not None and here.form() is not form, timeout=5_000)
    here.settle()
    following = here.form().form
    kept = following.draft()
    assert (kept["group"], kept["surveyor"], kept["surveyed_on"]) == (
        "establishment_workers", lead.account.full_name, date(2026, 3, 11),
    )  # fmt: skip
    assert (kept["needs"], kept["sex"], kept["remark"]) == (None, None, None)
    assert following.dirty() == set()
    here.press(Key.Key_2)  # the cursor stands at the needs
    here.do()
    qtbot.waitUntil(lambda: queries.count_surveys(lead) == 2, timeout=5_000)
    here.settle()
    here.press(Key.Key_Escape)
    here.settle()

    second, first = queries.list_surveys(lead).rows
    assert first.answers.needs == {"vocational_training", "loan"} and first.answers.sex is Sex.FEMALE
    assert first.village == second.village == "Thôn Bến Đò"
    assert second.answers.needs == {"job"}
    assert [each.number for each in here.page.list.table.rows.rows()] == [second.number, first.number]
    found = SURVEY_FINDER.find(lead)("học may", Progress(lambda *_told: None))
    assert [each.target for each in found] == [Lead("needs-surveys", "open", (first.id,))]


def test_a_survey_is_changed_and_goes_to_the_bin_and_back(qtbot, changes, lead):
    one = entered(lead)
    here = AtSurveys(qtbot, lead, changes)
    here.page.open(one.id)
    here.settle()
    here.page.edit(one.id)
    here.settle()
    form = here.form().form
    assert form.draft()["needs"] == answers().needs and form.dirty() == set()
    form.field("remark").editor.setFocus()
    here.write("Đổi ý.")
    here.press(Key.Key_Escape)  # kept as a draft, offered in the day's work
    here.settle()
    [line] = SURVEY_WORK.show(lead, SURVEY_WORK.read(lead)).drafts
    here.page.resume_draft(*line.lead.values)
    here.settle()
    here.do()
    here.settle()
    assert services.read_again(lead, one.id).row.answers.remark == "Đổi ý."

    here.page.act(one.id, "remove")
    here.settle()
    assert queries.count_surveys(lead) == 0
    here.page.show_filtered(SurveyFilter(in_bin=True))
    here.settle()
    here.page.act(one.id, "restore")
    here.settle()
    assert queries.count_surveys(lead) == 1
    assert walk(here.page) == []


def test_a_viewer_sees_the_list_and_the_figures_and_no_more(qtbot, changes, lead, viewer):
    entered(lead)
    here = AtSurveys(qtbot, viewer, changes)
    assert here.page.list.new_label == ""
    assert len(here.page.list.table.rows.rows()) == 1
    page = NeedsFigures(viewer, changes)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.shown, timeout=5_000):
        page.show()
    assert page.export.isHidden() and page.blocks["needs"].table.rows.rowCount() > 5


def test_figures_follow_a_need_and_leave_without_small_counts(qtbot, qapp, changes, lead, tmp_path):
    [near, far] = villages(lead)
    for at in range(10):  # so many that one types to search
        add_village(lead, f"Thôn {at}")
    for at in range(7):
        entered(lead, village_id=near if at < 5 else far, needs=frozenset({"loan"}))
    entered(lead, surveyed_on=None, year=2025, village_id=far, needs=frozenset({"job"}))
    page = NeedsFigures(lead, changes)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    with qtbot.waitSignal(page.shown, timeout=5_000):
        page.show()
    assert walk(page) == []
    cells = {line.name: line.cells for line in page.sections()[0].lines}
    assert cells["Vay vốn"] == ("7", "100 %", "0 %", "+100 điểm %")
    assert cells["Việc làm"] == ("0", "0 %", "100 %", "−100 điểm %")
    table = page.blocks["needs"].table
    loan = next(at for at, line in enumerate(table.rows.rows()) if line.key == "loan")
    table.setCurrentIndex(table.rows.index(loan, 0))
    by_village = {line.name: line.cells for line in page.blocks["village"].table.rows.rows()}
    assert by_village == {"Thôn Bến Đò": ("5", "5", "100 %"), "Thôn Cây Gạo": ("2", "2", "100 %")}
    assert [line.cells[0] for line in page.blocks["year"].table.rows.rows()] == ["0", "7"]

    # Typing the beginning of a name changes nothing; all of it narrows every table, in the other language as well.
    box: Any = page.village.focusProxy()
    box.setText("Thôn Cây")
    assert page.where() == Where(2026)
    box.setText("Thôn Cây Gạo")
    assert page.where() == Where(2026, None, far)
    assert {line.name: line.cells[0] for line in page.sections()[0].lines}["Vay vốn"] == "2"
    install(qapp, language="en")
    assert (page.where(), page.village.value()) == (Where(2026, None, far), far)
    page.village.set_value(-1)
    assert page.where() == Where(2026)
    install(qapp, language="vi")

    page.ask_export()
    dialog: Any = page.findChild(ExportFigures)
    assert walk(dialog) == []
    dialog.form.set_values({"purpose": "Gửi Sở"})
    with qtbot.waitSignal(dialog.exported, timeout=10_000):
        dialog.write(tmp_path / "ra ngoai.xlsx")
    values = [
        cell.value for line in load_workbook(tmp_path / "ra ngoai.xlsx").worksheets[0].iter_rows() for cell in line
    ]
    assert "<5" in values and 2 not in values and 7 not in values and "6–9" in values
    page.ask_export()
    dialog = [each for each in page.findChildren(ExportFigures) if each.isVisible()][-1]
    dialog.form.set_values({"purpose": "Họp đơn vị", "for_whom": INSIDE})
    with qtbot.waitSignal(dialog.exported, timeout=10_000):
        dialog.write(tmp_path / "trong.xlsx")
    values = [cell.value for line in load_workbook(tmp_path / "trong.xlsx").worksheets[0].iter_rows() for cell in line]
    assert 2 in values and "<5" not in values
    with lead.read() as db:
        noted = audit.entries(db, Compartment.SOCIAL, action="needs-surveys.export")
    assert [(entry.detail or {})["purpose"] for entry in noted] == ["Họp đơn vị", "Gửi Sở"]


def test_a_sheet_is_imported_and_taken_back_through_the_wizard(qtbot, lead, tmp_path):
    villages(lead)
    offered = imports_of(lead)
    kind = next(each.importing for each in offered if each.name == "needs-surveys")
    assert kind is not None
    page = ImportPage(lead, kind, offered=offered)
    qtbot.addWidget(page)
    page.resize(1130, 700)
    page.show()
    file = tmp_path / "khao sat.xlsx"
    file.write_bytes(workbook(row(1), row(2), row(3, group="")))
    page.read(file)
    qtbot.waitUntil(lambda: page.step() == COLUMNS, timeout=10_000)
    at = page.columns.default.findData("unemployed_youth")
    page.columns.default.setCurrentIndex(at)
    page.columns.default.activated.emit(at)
    qtbot.waitUntil(lambda: page._plan is not None and not page._plan.errors, timeout=10_000)
    page.columns.next.click()
    assert walk(page) == []
    with qtbot.waitSignal(page.changed, timeout=10_000) as changed:
        page.preview.go.click()
    assert (page.step(), changed.args) == (DONE, ["needs-surveys"])
    assert queries.count_surveys(lead) == 3
    with qtbot.waitSignal(page.changed, timeout=10_000):
        page._undo()
    assert queries.count_surveys(lead) == 0
