"""Support on the page of a case: its section, the next step right there, new support, and what a reveal shows."""

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from app.common.i18n import tr
from app.desktop.background import busy
from app.desktop.records.step_dialog import StepDialog
from app.desktop.social.cases.page import CasesPage
from app.desktop.social.support_services.case_part import SERVICES_PART, CaseServices
from app.desktop.social.support_services.figures_page import FiguresPage
from app.social.support_services import queries, services_jobs
from app.social.support_services.terms import Answer, ServiceKind, State
from app.social.support_services.values import NewAnswer
from tests.desktop.walk import walk
from tests.social.support_services.builders import FACTORY, agreed, at_work, proposed


def settle(qtbot) -> None:
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not busy(), timeout=20_000)
    QApplication.processEvents()


@pytest.fixture
def opened(qtbot, changes):
    def open_(session, case):
        page = CasesPage(session, changes)
        qtbot.addWidget(page)
        page.resize(1366, 900)
        page.show()
        page.open(case)
        settle(qtbot)
        return page

    return open_


def texts(widget) -> str:
    found = [each.text() for each in (*widget.findChildren(QLabel), *widget.findChildren(QPushButton))]
    return " | ".join(found)


def test_support_stands_on_the_page_of_its_case_and_goes_on_from_there(qtbot, opened, lead) -> None:
    case = agreed(lead)
    job, aid = at_work(lead, case, date(2025, 12, 1)), proposed(lead, case, ServiceKind.HELP)
    page = opened(lead, case)
    section = page.findChild(CaseServices)
    said = texts(section)
    assert "DV26-001" in said and tr("At work") in said and FACTORY not in said
    asks = {each.accessibleName(): each for each in section.findChildren(QPushButton)}
    asks[f"{tr('Approve the help')}: DV26-002"].click()
    settle(qtbot)
    dialog = page.findChild(StepDialog)
    with qtbot.waitSignal(dialog.asking.done, timeout=5000):
        assert dialog.form.save()
    settle(qtbot)
    assert queries.read_service(lead, aid).state is State.APPROVED
    assert tr("Help approved") in texts(page.findChild(CaseServices))
    assert any("DV26-001" in name and tr("Record whether the job is kept") in name for name in asks)
    services_jobs.answer_check(lead, job, NewAnswer(3, Answer.YES, date(2026, 3, 1)))
    page.refresh()
    settle(qtbot)
    assert tr("Record whether the job is kept") not in texts(page.findChild(CaseServices))
    assert walk(page) == []


def test_new_support_begins_at_the_case_and_needs_no_code(qtbot, opened, lead) -> None:
    case = agreed(lead)
    page = opened(lead, case)
    page.act(case, "service_new")
    settle(qtbot)
    form = page.form()
    assert walk(form) == []
    form.form.set_values({"kind": ServiceKind.PAPERS, "papers.variety": "identity"})
    form.entry.adapt()
    with qtbot.waitSignal(form.saved, timeout=5000):
        form.save()
    settle(qtbot)
    (row,) = queries.list_services(lead).rows
    assert (row.kind, row.case_id) == (ServiceKind.PAPERS, case)
    assert row.number in texts(page.findChild(CaseServices))


def test_another_workers_case_offers_no_support_and_a_viewer_none(lead, officer, viewer) -> None:
    from app.social.cases.services import show_case

    case = agreed(lead)
    (offered,) = SERVICES_PART.offered(officer, show_case(officer, case), ())
    assert offered.why_not is not None
    assert SERVICES_PART.offered(viewer, show_case(lead, case), ()) == ()
    assert SERVICES_PART.read(viewer, case) == ()


def test_the_figures_of_a_year_are_drawn_and_copied(qtbot, changes, lead) -> None:
    at_work(lead, agreed(lead), date(2025, 12, 1))
    page = FiguresPage(lead, changes)
    qtbot.addWidget(page)
    page.resize(1366, 900)
    page.show()
    page.year.set_value(2025)
    settle(qtbot)
    assert [stack.total for stack in page.chart.stacks()] == [0] * 11 + [1]
    assert tr("Job placement") in page.chart.accessibleName()
    assert page.chart.heightForWidth(400) > page.chart.heightForWidth(1200)
    page.copy_tables()
    copied = QApplication.clipboard().text()
    assert f"{tr('Job placement')}\t1\t1\t0\t1\t0" in copied
    assert walk(page) == []
