"""The needs of a case on its page: assessed by keyboard alone, drawn before and now, corrected with a reason."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.desktop.social.cases.page import CasesPage
from app.desktop.social.needs.case_part import ReadAssessment, WhichAssessment
from app.desktop.social.needs.picture import Drawn, paint_needs
from app.desktop.social.needs.section import NeedsSection
from app.desktop.widgets.charts import style_on_paper
from app.desktop.widgets.toast import Toast
from app.social.cases.services import take_step
from app.social.masking import MASK
from app.social.needs import services
from app.social.needs.terms import Domain
from app.social.needs.values import DomainAnswer, NewAssessment
from tests.desktop.social.loans.pages import At, Key, Modifier
from tests.desktop.walk import walk
from tests.social.builders import TODAY, opened


class AtCases(At):
    """Somebody at the page of the cases."""

    def form(self) -> Any:
        """The form that covers the page."""
        return self.page.form()

    def __init__(self, qtbot, session, changes):
        self._bot = qtbot
        self.window = QWidget()
        self.page = CasesPage(session, changes, self.window)
        self.toast = Toast(self.window)
        qtbot.addWidget(self.window)
        self.window.resize(1366, 900)
        self.page.resize(1366, 900)
        self.window.show()
        self.window.activateWindow()
        self.settle()

    def section(self) -> NeedsSection:
        found = self.page.detail.findChild(NeedsSection)
        assert found is not None
        return found

    def act(self, case: int, name: str) -> None:
        """As from the menu “More”."""
        self.page.act(case, name)
        self.settle()


def shown_words(widget: QWidget) -> str:
    return " | ".join(each.text() for each in widget.findChildren(QLabel) if each.isVisibleTo(widget))


def test_needs_are_assessed_by_keyboard_alone_and_drawn_before_and_now(qtbot, changes, lead):
    case = opened(lead)
    first = NewAssessment(
        TODAY - timedelta(days=40), True, (DomainAnswer(Domain.SAFETY, 4), DomainAnswer(Domain.WORK, 2, "", 1))
    )
    services.assess(lead, case.id, first)
    here = AtCases(qtbot, lead, changes)
    here.page.open(case.id)
    here.settle()
    section = here.section()
    assert "Đã đánh giá một lần" in section.said.text()
    assert [each.words for each in section.picture.drawn()][:2] == ["2 · Vừa", "4 · Khẩn"]

    here.act(case.id, "needs_assess")
    form = here.form()
    assert walk(form) == []
    form.form.field("together").editor.setFocus()
    here.press(Key.Key_Space)
    form.form.field("safety").editor.setFocus()
    here.press(Key.Key_1)  # the digit chooses the step
    assert "lần trước" in shown_words(form.form.field("safety").editor)
    here.press(Key.Key_Return)
    here.write("2")
    here.press(Key.Key_Return)
    here.write("Đã ở chỗ an toàn.")
    form.form.field("work").editor.setFocus()
    here.press(Key.Key_3)
    here.press(Key.Key_Question, Modifier.ShiftModifier)
    assert form.form.field("work").editor.value() is None
    here.press(Key.Key_3)
    here.press(Key.Key_Return)
    here.write("2")  # the rank of another domain already
    here.do()
    assert "“Việc làm” trùng ưu tiên 2" in form.form.box("priority.work").error_text()
    form.form.field("priority.work").editor.setFocus()
    here.write("1")
    here.do()
    here.settle()

    needs = services.read_needs(lead, case.id)
    assert [each.assessed_on for each in needs.assessments] == [TODAY, first.assessed_on]
    lines = {each.label: (each.before, each.now, each.words) for each in section.picture.drawn()}
    assert lines["1. Việc làm"] == (2, 3, "2 → 3 · Xấu hơn")
    assert lines["2. An toàn"] == (4, 1, "4 → 1 · Tốt hơn")
    assert lines["Sức khỏe"] == (None, None, "? → ?")
    assert section.picture.keys() == ["trước, 30/01/2026", "nay, 11/03/2026"]
    assert section.picture.accessibleName().startswith("1. Việc làm: 2 → 3")
    assert "1 tốt hơn" in section.said.text() and "Đã ở chỗ an toàn." in shown_words(section.table)
    assert "Đã đánh giá nhu cầu" in shown_words(here.page.detail)  # what happened is told in words
    assert walk(here.page) == []


def test_one_of_several_assessments_is_corrected_with_a_reason_and_goes_on_from_its_draft(qtbot, changes, lead):
    case = opened(lead)
    for days in (40, 10):
        answers = (DomainAnswer(Domain.SAFETY, 2, "Chị Khuất Nghiêm Thục Uyển lo."),)
        services.assess(lead, case.id, NewAssessment(TODAY - timedelta(days=days), True, answers))
    here = AtCases(qtbot, lead, changes)
    here.page.open(case.id)
    here.settle()
    assert MASK in shown_words(here.section().table) and "Uyển" not in shown_words(here.section())

    here.act(case.id, "needs_correct")
    which = next(each for each in here.window.findChildren(WhichAssessment) if each.isVisible())
    assert walk(which) == []
    here.press(Key.Key_Down)  # the earlier one
    here.do()
    here.window.activateWindow()  # with no window manager nobody else does
    here.settle()
    form = here.form()
    assert form.form.draft()["facts.safety"] == "Chị Khuất Nghiêm Thục Uyển lo."  # as typed: whoever corrects sees it
    assert form.form.draft()["assessed_on"] == TODAY - timedelta(days=40)
    here.do()
    assert form.form.box("reason").error_text()
    form.form.field("safety").editor.setFocus()
    here.press(Key.Key_4)
    here.press(Key.Key_Escape)
    here.settle()

    here.act(case.id, "needs_correct")  # the draft says which
    form = here.form()
    assert form.form.draft()["safety"] == 4
    form.form.field("reason").editor.setFocus()
    here.write("Ghi nhầm mức.")
    here.do()
    here.settle()
    earlier = services.read_needs(lead, case.id).assessments[1]
    assert earlier.answers[0].level == 4 and [each.reason for each in earlier.corrections] == ["Ghi nhầm mức."]

    shown = ReadAssessment(here.window, earlier)
    shown.show()
    assert "Ghi nhầm mức." in shown_words(shown) and MASK in shown_words(shown)
    assert walk(shown) == []
    shown.close()


def test_that_nobody_asked_yet_is_said_and_a_worker_of_another_case_only_reads(qtbot, changes, lead, officer):
    case = opened(lead)
    take_step(lead, case.id, "assess")
    here = AtCases(qtbot, officer, changes)
    here.page.open(case.id)
    here.settle()
    assert "Chưa ghi lần đánh giá nhu cầu nào" in shown_words(here.section().notice)
    shown: Any = here.page.detail.detail()
    acts = {each.name: each.allowed for each in shown.acts}
    assert acts["needs_assess"] is False and "needs_correct" not in acts
    leads = AtCases(qtbot, lead, changes)
    leads.page.open(case.id)
    leads.settle()
    leads.page.step(case.id, "support")  # it is said there as well, and does not stand in the way
    leads.settle()
    assert "Chưa ghi lần đánh giá nhu cầu nào" in shown_words(leads.dialog())
    leads.do()
    leads.no_dialog()
    detail: Any = leads.page.detail.detail()
    assert detail.state.value == "supported"


def test_the_picture_reads_in_black_and_white():
    """Before is hollow, now is filled: the middle of the circles says so without a colour."""
    image = QImage(600, 120, QImage.Format.Format_Grayscale8)
    image.fill(QColor("white"))
    painter = QPainter(image)
    font = QFont(QApplication.font())
    lines = [Drawn("A", 4, 0, "4 → 0"), Drawn("B", None, 2, "2")]
    paint_needs(painter, QRectF(0, 0, 600, 120), lines, style_on_paper(font, 1.0), ("x", "y"))
    painter.end()
    row = 42 + 13
    dark = [x for x in range(0, 560) if image.pixelColor(x, row).lightness() < 90]
    # From the left: a full circle, the line with its arrow, then the rim of a hollow circle with white in it.
    assert dark and dark[-1] - dark[0] > 100
    gaps = [b - a for a, b in pairwise(dark)]
    assert gaps[1:12] == [1] * 11  # after the letter: the full circle
    assert [gap for gap in gaps if 6 <= gap <= 12] != []
