"""Withdrawal and erasure: reached by a lead's keys, certified, finished after a power cut; the office's own years."""

from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from app.desktop.records.certificate import CertificateView
from app.desktop.social.cases.caseload import CaseloadPage
from app.desktop.social.cases.keeping import KeepingPage
from app.desktop.social.cases.work import CASE_WORK
from app.kinds import finish_work
from app.social.cases import queries, services
from app.social.cases.queries import CaseFilter
from app.social.cases.terms import State
from app.social.keeping import erasure
from app.social.keeping import services as keeping
from tests.desktop.social.cases.keys import Ctrl, Key, dialog_of, gone, press, settle, tab_to, write
from tests.desktop.walk import walk
from tests.social.builders import opened


def button_of(page: QWidget, name: str) -> QPushButton:
    """The button with this spoken name."""
    return next(each for each in page.findChildren(QPushButton) if each.accessibleName() == name)


@pytest.fixture
def shown(qtbot, changes, lead):
    def make(page_type):
        page = page_type(lead, changes)
        qtbot.addWidget(page)
        page.resize(1100, 700)
        page.show()
        settle(qtbot)
        page.activateWindow()
        page.focusNextChild()
        return page

    return make


def test_a_withdrawn_case_is_found_and_erased_by_the_lead_and_certified(qtbot, page_of, shown, lead) -> None:
    case, other = opened(lead), opened(lead)
    page = page_of(lead)
    page.open(case.id)
    settle(qtbot)
    page.step(case.id, "withdraw")
    dialog = dialog_of(qtbot, page)
    assert walk(dialog) == [] and "26/03/2026" in " ".join(fact.text for fact in dialog._steps.about(
        lead, dialog._detail, "withdraw", dialog.form.draft()))  # fmt: skip
    press(Key.Key_Return, Ctrl)
    gone(qtbot, page)
    assert [row.id for row in page.list.table.rows.rows()] == [other.id]

    waiting = shown(KeepingPage)
    leads: list[Any] = []
    waiting.led.connect(leads.append)
    assert walk(waiting) == []
    tab_to(button_of(waiting, f"Mở: {case.code}"))
    press(Key.Key_Space)
    assert [(lead_.place, lead_.verb, lead_.values) for lead_ in leads] == [("cases", "open", (case.id,))]
    line = CASE_WORK.show(lead, CASE_WORK.read(lead)).groups[0].lines[0]
    assert line.title == case.code and line.next is not None and line.next.lead.values == (case.id, "erase")

    page.activateWindow()
    page.list.table.setFocus()
    page.open(case.id)
    settle(qtbot)
    press(Key.Key_Return, Ctrl)  # what a withdrawn case waits for
    dialog = dialog_of(qtbot, page)
    assert walk(dialog) == []
    write(dialog.form.field("reason").widget, "Người được hỗ trợ đã rút lại đồng ý")
    press(Key.Key_Return, Ctrl)
    gone(qtbot, page)
    qtbot.waitUntil(lambda: page.window().findChild(CertificateView) is not None, timeout=20_000)
    certificate = page.window().findChild(CertificateView)
    assert certificate is not None and walk(certificate) == []
    certificate.accept()
    settle(qtbot)
    assert page.detail.detail() is None
    waiting.refresh()
    settle(qtbot)
    assert button_of(waiting, f"Xem: {case.code}") and erasure.certificates(lead)[0].finished


def test_an_erasure_that_was_cut_off_is_finished_when_the_lead_signs_in(
    lead, officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = opened(lead)

    def cut(*_: object) -> None:
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr("app.common.compacting.compact", cut)
        with pytest.raises(OSError):
            erasure.erase_case(lead, case.id, "Theo đề nghị")
    assert not erasure.certificates(lead)[0].finished
    finish_work(officer)
    assert not erasure.certificates(lead)[0].finished
    finish_work(lead)
    assert erasure.certificates(lead)[0].finished


def test_the_years_are_set_where_they_stand(qtbot, shown, lead) -> None:
    page = shown(KeepingPage)
    tab_to(button_of(page, "Đặt…: Hồ sơ hỗ trợ"))
    press(Key.Key_Space)
    dialog = dialog_of(qtbot, page)
    assert walk(dialog) == []
    write(dialog.form.field("years").widget, "5")
    write(dialog.form.field("basis").widget, "Quyết định của đơn vị")
    press(Key.Key_Return, Ctrl)
    gone(qtbot, page)
    from app.social.keeping import retention

    years = {each.record_kind: each.years for each in retention.schedule(lead)}
    assert years == {"cases": 5, "loans": None, "services": None, "visits": None}


def test_the_caseload_leads_to_the_cases_that_it_counts(qtbot, shown, page_of, lead, officer) -> None:
    opened(lead)
    theirs = opened(lead)
    services.transfer_case(lead, theirs.id, officer.account.id)
    page = shown(CaseloadPage)
    assert [bar.value for bar in page.chart.bars()] == [1, 1] and walk(page) == []
    leads: list[Any] = []
    page.led.connect(leads.append)
    tab_to(button_of(page, f"{officer.account.full_name}: Hồ sơ đang mở: 1"))
    press(Key.Key_Space)
    (where,) = leads[0].values
    assert where == CaseFilter(worker_id=officer.account.id, open_only=True)
    assert [row.id for row in queries.list_cases(lead, where).rows] == [theirs.id]
    own = page_of(officer)
    assert [row.id for row in own.list.table.rows.rows()] == [theirs.id]
    own.list.clear_filters()
    settle(qtbot)
    assert own.list.table.rows.rowCount() == 2


def test_what_is_kept_by_law_is_listed_and_waits_for_no_erasure(lead) -> None:
    case, held = opened(lead), opened(lead)
    keeping.withdraw_case(lead, case.id, lead.today())
    keeping.explain_kept(lead, case.id, "Chứng từ của Thục Uyển phải giữ 10 năm")
    keeping.hold(lead, held.id, "Đang giải quyết khiếu nại")
    kept = keeping.kept(lead)
    assert [(each.code, each.held) for each in kept] == [(case.code, False), (held.code, True)]
    assert "Uyển" not in kept[0].reason and keeping.to_erase(lead) == []
    detail = services.show_case(lead, case.id)
    assert detail.state is State.WITHDRAWN and detail.next_step is None
