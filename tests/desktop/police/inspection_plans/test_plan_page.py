"""The year's plan on its screen: drawn, approved, scheduled; what an officer and a viewer see of it."""

from collections.abc import Callable
from datetime import date

import pytest

from app.desktop.background import busy
from app.desktop.police.inspection_plans.asking import AskForm
from app.desktop.police.inspection_plans.page import PlanPage
from app.desktop.records.changes import Changes
from app.desktop.records.leads import Lead
from app.desktop.widgets import AskReason, Confirm
from app.police.inspection_plans import queries, services
from app.police.inspection_plans.terms import Ground, PlanState, Progress
from app.police.inspection_plans.values import Wanted
from app.police.inspections import services as inspections
from app.police.inspections.terms import State
from app.vault.session import Session
from tests.desktop.walk import walk
from tests.police.inspection_plans.conftest import commune_vault, enter, lead  # noqa: F401

YEAR = 2026
SEED = "2026123"


def settle(qtbot) -> None:
    qtbot.waitUntil(lambda: not busy(), timeout=20_000)


@pytest.fixture(autouse=True)
def quiet(qtbot):
    """No work of a test goes on into the next one's vault."""
    yield
    settle(qtbot)


@pytest.fixture
def page_of(qtbot) -> Callable[[Session], PlanPage]:
    def make(session: Session, go: Callable[[Lead], object] = lambda _where: None) -> PlanPage:
        page = PlanPage(session, Changes(), go)
        qtbot.addWidget(page)
        page.resize(1366, 700)
        page.show()
        settle(qtbot)
        return page

    return make


def asking(qtbot, page: PlanPage) -> AskForm:
    qtbot.waitUntil(lambda: any(each.isVisible() for each in page.findChildren(AskForm)), timeout=20_000)
    settle(qtbot)
    return next(each for each in page.findChildren(AskForm) if each.isVisible())


def fill(qtbot, page: PlanPage, **values: object) -> None:
    """Type into the dialog that is open, and do it; an error would keep it open."""
    dialog = asking(qtbot, page)
    dialog.form.set_values(values)
    assert walk(dialog) == []
    dialog.do.click()
    qtbot.waitUntil(lambda: not any(each.isVisible() for each in page.findChildren(AskForm)), timeout=20_000)
    settle(qtbot)


def names(page: PlanPage) -> set[str]:
    return {item.number for item in page.items.table.rows.rows()}


def test_a_plan_is_drawn_approved_and_scheduled(qtbot, page_of, lead) -> None:  # noqa: F811
    led: list[Lead] = []
    page = page_of(lead, led.append)
    assert page.stack.currentIndex() == 0
    page.ask_draw()
    dialog = asking(qtbot, page)
    assert dialog.weights.text() and dialog.change.isVisible()  # type: ignore[attr-defined]
    dialog.form.set_values({"share": "sometimes", "seed": ""})
    dialog.do.click()
    settle(qtbot)
    dialog.form.set_values({"seed": SEED, "year": "2029"})
    dialog.do.click()
    settle(qtbot)
    assert dialog.form.box("share").error_text() and dialog.form.box("year").error_text()
    assert not dialog.form.box("seed").error_text()
    fill(qtbot, page, share="40 %", seed=SEED, year="2026")
    plan = queries.current_plan(lead, YEAR)
    assert plan is not None and plan.state is PlanState.DRAFT
    assert {"CS001", "CS002"} <= names(page)
    assert walk(page) == []

    page.head.redraw.click()
    fill(qtbot, page, share="50 %", seed=SEED)
    assert len(names(page)) == plan.tally.total + 1
    page.head.verify.click()
    settle(qtbot)
    assert page.notice.isVisible() and "10" in page.notice.text()
    page.tabs.setCurrentIndex(2)
    assert SEED in page.drawn.steps.text() and len(page.drawn.draws.text().splitlines()) == 2
    assert walk(page) == []
    page.tabs.setCurrentIndex(0)

    page.head.approve.click()
    confirm = page.findChild(Confirm)
    assert confirm is not None
    confirm.do.click()
    settle(qtbot)
    assert queries.current_plan(lead, YEAR).state is PlanState.APPROVED  # type: ignore[union-attr]
    assert not page.head.redraw.isVisible() and page.head.add.isVisible()

    first = page.items.table.rows.rows()[0]
    page.items.table.choose(first.id)
    assert not page.items.team.isEnabled()  # no day yet
    page.items.schedule.click()
    fill(qtbot, page, planned_on=date(2026, 4, 7))
    item = page.items.table.current()
    assert (item.id, item.progress, item.planned_on) == (first.id, Progress.SCHEDULED, date(2026, 4, 7))
    later = page.items.table.rows.rows()[2]
    page.items.table.choose(later.id)
    page.items.schedule.click()
    fill(qtbot, page, planned_on=date(2026, 4, 8))
    page.items.table.choose(first.id)
    page.items.team.click()
    fill(
        qtbot,
        page,
        leader=lead.account.full_name,
        members="Đinh Thị Sáu - Trạm Y tế",
        decision_number="12/QĐ",
        decision_on=date(2026, 3, 10),
        also=(later.id,),
    )
    both = (item.inspection_id, page.items.table.rows.rows()[2].inspection_id)
    assert [inspections.read_again(lead, each).state for each in both] == [State.READY, State.READY]
    page.items.inspection.click()
    assert led == [Lead("inspections", "open", (item.inspection_id,))]

    other = page.items.table.rows.rows()[1]
    page.items.table.choose(other.id)
    page.items.put_off.click()
    fill(qtbot, page, reason="Đang sửa chữa")
    assert page.items.table.current().progress is Progress.PUT_OFF
    page.items.take_up.click()
    settle(qtbot)
    assert page.items.table.current().progress is Progress.NOT_SCHEDULED
    free = next(each for each in page._detail().candidates if each.candidate.number not in names(page))
    page.head.add.click()
    fill(qtbot, page, establishment=free.candidate.establishment_id, reason="Theo đề nghị của thôn")
    assert page.items.table.rows.rows()[-1].ground is Ground.ADDED
    assert walk(page) == []


def test_who_may_not_is_told_why(qtbot, page_of, enter) -> None:  # noqa: F811
    officer = enter("officer")
    services.draft_plan(officer, Wanted(YEAR, SEED, "40 %"))
    page = page_of(officer)
    assert page.head.approve.isVisible() and not page.head.approve.isEnabled()
    assert page.head.approve.toolTip() and page.head.approve.toolTip() in page.head.why.text()
    assert page.head.redraw.isEnabled() and page.tabs.isTabVisible(1)
    page.ask_redraw()
    dialog = asking(qtbot, page)
    assert not dialog.change.isVisible()  # type: ignore[attr-defined]
    dialog.reject()

    viewer = page_of(enter("viewer"))
    assert names(viewer) == names(page)
    assert not viewer.make.isVisible() and not viewer.tabs.isTabVisible(1) and not viewer.tabs.isTabVisible(2)
    assert not any(each.isVisible() for each in viewer.head.buttons())
    assert not viewer.items.acts.isVisible() and walk(viewer) == []


def test_the_lead_changes_the_weights_from_the_draw(qtbot, page_of, lead) -> None:  # noqa: F811
    page = page_of(lead)
    page.ask_draw()
    dialog = asking(qtbot, page)
    dialog.change.click()  # type: ignore[attr-defined]
    weights = dialog.findChild(AskForm)
    weights.form.set_values({"risk_percent": 150, "reason": "Thử"})  # type: ignore[union-attr]
    weights.do.click()  # type: ignore[union-attr]
    settle(qtbot)
    assert weights.form.box("risk_percent").error_text()  # type: ignore[union-attr]
    weights.form.set_values({"risk_percent": 40})  # type: ignore[union-attr]
    weights.do.click()  # type: ignore[union-attr]
    settle(qtbot)
    assert queries.read_weights(lead).risk_percent == 40
    assert "40 %" in dialog.weights.text()  # type: ignore[attr-defined]
    dialog.reject()


def test_a_second_draft_can_only_take_the_place_of_the_plan(qtbot, page_of, lead) -> None:  # noqa: F811
    first = services.draft_plan(lead, Wanted(YEAR, SEED, "40 %")).plan_id
    services.approve(lead, first)
    second = services.draft_plan(lead, Wanted(YEAR, "7 4 1", "40 %")).plan_id
    page = page_of(lead)
    assert page._detail().id == first  # what is in force is shown first
    page.show_plan(second, YEAR)
    settle(qtbot)
    assert page.head.replace.isVisible() and not page.head.approve.isVisible()
    page.head.replace.click()
    asked = page.findChild(AskReason)
    asked.reason.set_value("Bốc lại trước người chứng kiến")
    asked.do.click()
    settle(qtbot)
    assert queries.current_plan(lead, YEAR).id == second  # type: ignore[union-attr]
    page.show_plan(first, YEAR)
    settle(qtbot)
    assert "Bốc lại trước người chứng kiến" in page.head.facts.text()
    assert not page.items.acts.isVisible() and page.head.print.isVisible()
