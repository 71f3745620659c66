"""Do proposals, merges, changes and drafts go their whole way on the screen, for each unit that takes part?"""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QRadioButton

from app.common.i18n import tr
from app.desktop.background import busy
from app.desktop.documents import DocumentDialog
from app.desktop.records.conflict import ConflictDialog
from app.desktop.records.page import RecordsPage
from app.desktop.records.step_dialog import StepDialog
from app.desktop.registry.establishments.counts import CountsTable
from app.desktop.registry.establishments.declared import ESTABLISHMENT_PAGES
from app.desktop.registry.establishments.form import form_page
from app.desktop.widgets.mask import privacy
from app.police.reports import services as reports
from app.police.reports.terms import ReportKind
from app.police.reports.values import NewReport, Place
from app.registry.establishments import queries, services
from app.registry.establishments.declared import DESK, EstablishmentFilter
from app.registry.establishments.terms import ProposalState, State
from app.registry.establishments.values import Counts, Entry
from app.vault.people import Level
from tests.clocked import MORNING
from tests.desktop.walk import walk
from tests.police.inspections.builders import plan


@pytest.fixture
def health(health_lead):
    health_lead.account = replace(health_lead.account, level=Level.OFFICER)
    with health_lead.at(MORNING):
        yield health_lead


def opened(qtbot, session, changes, premises):
    page = RecordsPage(session, changes, ESTABLISHMENT_PAGES)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    page.open(premises)
    settle(qtbot)
    assert page.detail.detail().id == premises
    return page


def settle(qtbot):
    qtbot.waitUntil(lambda: not busy(), timeout=20_000)


def does(qtbot, page, name, **values):
    """Take a step or an act as the page's menu does."""
    detail = page.detail.detail()
    page.step(detail.id, name)
    dialog = page.findChild(StepDialog)
    dialog.form.set_values(values)
    with qtbot.waitSignal(dialog.asking.done, timeout=5000):
        assert dialog.form.save(), dialog.form.errors()
    dialog.deleteLater()
    settle(qtbot)


def karaoke(session, name="Karaoke Sao Mai", **more):
    return services.add_establishment(session, Entry(name, "karaoke", **more)).establishment_id


def _noise(session, premises):
    place = Place(establishment_id=premises)
    return NewReport(ReportKind.DENUNCIATION, session.today(), "Mở nhạc to", place=place, incomplete=True)


def fill_and_save(qtbot, page, **values):
    form = page.form()
    form.form.set_values(values)
    with qtbot.waitSignal(form.saved, timeout=5000) as saved:
        form.save()
    settle(qtbot)
    return saved.args[0]


def test_what_another_unit_proposes_is_confirmed_or_declined_by_the_police(qtbot, officer, health, changes):
    theirs = RecordsPage(health, changes, ESTABLISHMENT_PAGES)
    qtbot.addWidget(theirs)
    theirs.new()
    good = fill_and_save(qtbot, theirs, name="Nhà nghỉ Hoa Ban", type_code="guest_house")
    theirs.new()
    bad = fill_and_save(qtbot, theirs, name="Nhà nghỉ Không Có", type_code="guest_house")
    page = opened(qtbot, officer, changes, good.establishment_id)
    assert page.detail.detail().next_step.name == "confirm"
    assert walk(page) == []
    does(qtbot, page, "confirm")
    assert page.detail.detail().state is State.ACTIVE
    assert page.detail.detail().next_step is None
    page.open(bad.establishment_id)
    settle(qtbot)
    does(qtbot, page, "decline", reason="Không có cơ sở này")
    assert page.detail.detail().proposals[0].reason == "Không có cơ sở này"
    assert [row.name for row in queries.list_establishments(health).rows] == ["Nhà nghỉ Hoa Ban"]


def test_a_proposed_change_and_closing_are_decided_where_the_premises_stand(qtbot, officer, health, changes):
    premises = karaoke(officer)
    theirs = opened(qtbot, health, changes, premises)
    theirs.edit(premises)
    fill_and_save(qtbot, theirs, owner="Lò Thị Én", reason="Đổi chủ")
    does(qtbot, theirs, "propose_close", closed_on=health.today(), note="Trả mặt bằng")
    page = opened(qtbot, officer, changes, premises)
    waiting = {each.kind: each.id for each in page.detail.detail().proposals}
    does(qtbot, page, "confirm", proposal=waiting["change"])
    assert page.detail.detail().entry.owner == "Lò Thị Én"
    does(qtbot, page, "confirm")  # the only one left is chosen already
    assert page.detail.detail().state is State.CLOSED
    assert {each.state for each in page.detail.detail().proposals} == {ProposalState.CONFIRMED}
    refused = {act.name: act.allowed for act in page.detail.detail().acts}
    assert refused["confirm"] is refused["decline"] is False


def test_a_duplicate_is_merged_and_taken_out_again(qtbot, officer, changes):
    stays, double = karaoke(officer), karaoke(officer, "KARAOKE SAO MAI", owner="Lê Văn Bình")
    page = opened(qtbot, officer, changes, stays)
    does(qtbot, page, "merge", duplicate="cs2", reason="Nhập hai lần")
    assert [each.id for each in page.detail.detail().merged] == [double]
    page.open(double)
    settle(qtbot)
    does(qtbot, page, "unmerge")
    assert page.detail.detail().state is State.ACTIVE


def test_two_who_change_the_same_premises_decide_side_by_side(qtbot, officer, colleague, changes):
    premises = karaoke(officer, phone="0912345678")
    page = opened(qtbot, officer, changes, premises)
    page.edit(premises)
    services.change_establishment(colleague, premises, 1, {"name": "Karaoke Ánh Trăng", "address": "Số 1"})
    form = page.form()
    form.form.set_values({"name": "Karaoke Trăng Non", "reason": "Đổi tên"})
    form.save()
    settle(qtbot)
    dialog = form.findChild(ConflictDialog)
    assert dialog._names == ["name"]
    dialog.findChildren(QRadioButton)[0].click()  # mine
    with qtbot.waitSignal(form.saved, timeout=5000):
        dialog.accept()
    settle(qtbot)
    entry = services.open_establishment(officer, premises).entry
    assert (entry.name, entry.address) == ("Karaoke Trăng Non", "Số 1")


def test_a_draft_is_compared_with_the_version_on_which_it_began(qtbot, officer, colleague, changes):
    premises = karaoke(officer)
    page = opened(qtbot, officer, changes, premises)
    page.edit(premises)
    page.form().form.set_values({"owner": "Lê Văn Bình"})
    page.form().keeper.touch()
    page.form().close_form()
    settle(qtbot)
    services.change_establishment(colleague, premises, 1, {"address": "Số 1"})
    draft = DESK.list_drafts(officer)[0]
    page.resume_draft(draft)
    form = page.form()
    form.save()
    settle(qtbot)
    dialog = form.findChild(ConflictDialog)
    assert dialog._names == []  # the address is only theirs; nothing of it was typed here
    with qtbot.waitSignal(form.saved, timeout=5000):
        dialog.accept()
    settle(qtbot)
    entry = services.open_establishment(officer, premises).entry
    assert (entry.owner, entry.address) == ("Lê Văn Bình", "Số 1")
    assert DESK.list_drafts(officer) == []


def test_the_police_are_led_to_reports_and_inspections_of_the_premises(qtbot, lead, health, viewer, changes):
    premises = karaoke(lead)
    report = reports.receive_report(lead, _noise(lead, premises))
    visit = plan(lead, premises, date(2026, 3, 20))
    page = opened(qtbot, lead, changes, premises)
    went = []
    page.led.connect(lambda to: went.append((to.place, to.values)))
    for each in page.detail.findChildren(QAbstractButton):
        if each.text() in (report.number, visit.number):
            each.click()
    assert set(went) == {("reports", (report.report_id,)), ("inspections", (visit.inspection_id,))}
    assert ESTABLISHMENT_PAGES.detail.open(health, premises).police is None
    assert ESTABLISHMENT_PAGES.detail.open(viewer, premises).police is None


def test_the_police_print_blank_minutes_for_premises(qtbot, officer, viewer, health, changes):
    premises = karaoke(officer)
    page = opened(qtbot, officer, changes, premises)
    page.detail.act("print")
    settle(qtbot)
    page.findChild(DocumentDialog).reject()
    for session in (viewer, health):
        assert "print" not in {act.name for act in ESTABLISHMENT_PAGES.detail.open(session, premises).detail.acts}


def test_the_list_is_narrowed_to_a_type_and_the_history_says_from_when_until_when(qtbot, officer, changes):
    premises = karaoke(officer, owner="Lê Văn Bình")
    services.add_establishment(officer, Entry("Nhà nghỉ Hoa Ban", "guest_house"))
    for version, (owner, since) in enumerate((("Lò Thị Én", date(2026, 1, 5)), ("Vàng A Của", date(2026, 2, 6))), 1):
        services.change_establishment(officer, premises, version, {"owner": owner}, since)
    where = EstablishmentFilter(type_code="karaoke")
    assert EstablishmentFilter.from_json(where.to_json()) == where
    page = opened(qtbot, officer, changes, premises)
    page.show_filtered(where)
    settle(qtbot)
    assert page.list.table.rows.row(0).id == premises
    assert queries.count_establishments(officer, where) == 1
    told = " ".join(each.text() for each in page.detail.findChildren(QLabel))
    assert "(từ 05/01/2026 đến 06/02/2026)" in told


def test_head_counts_stand_in_a_table(qtbot, officer, changes):
    premises = karaoke(officer)
    services.set_count(officer, premises, Counts(date(2026, 3, 2), 7, women=4, from_elsewhere=0))
    page = opened(qtbot, officer, changes, premises)
    table = page.detail.findChild(CountsTable)
    told = [each.text() for each in table.findChildren(QLabel)]
    assert {"02/03/2026", "7", "4", "0"} < set(told)
    assert told.count(tr("not known")) == 2
    does(qtbot, page, "count", total="8", women="5")
    assert page.detail.detail().counts[0].counts.total == 8


def test_who_runs_the_place_is_hidden_with_the_names(qtbot, officer, changes):
    premises = karaoke(officer, owner="Lê Văn Bình", phone="0912345678")
    services.change_establishment(officer, premises, 1, {"owner": "Lò Thị Én"})
    page = opened(qtbot, officer, changes, premises)
    told = lambda: " ".join(each.text() for each in page.detail.findChildren(QLabel) if each.isVisibleTo(page))  # noqa: E731
    assert "Lò Thị Én" in told()
    privacy().hide_names(True)
    settle(qtbot)
    assert not any(each in told() for each in ("Lê Văn Bình", "Lò Thị Én", "0912345678"))


def test_a_viewer_looks_and_changes_nothing(qtbot, officer, viewer, changes):
    premises = karaoke(officer)
    page = opened(qtbot, viewer, changes, premises)
    assert page.detail.detail().acts == page.detail.detail().steps == ()
    assert not page.list.new_label
    page.edit(premises)
    assert walk(page) == []


def test_a_refused_proposal_says_why_at_the_field(qtbot, health, officer):
    form = form_page(None, health, services.open_establishment(health, karaoke(officer)), None)
    qtbot.addWidget(form)
    form.form.set_values({"cert_issued_on": date(2026, 3, 1), "cert_expires_on": date(2026, 2, 1)})
    form.save()
    settle(qtbot)
    assert form.form.box("cert_expires_on").error_text()
    assert form.form.box("cert_issued_on").error_text() == ""
