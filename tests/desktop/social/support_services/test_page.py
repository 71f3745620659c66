"""Support from the proposal to a job kept for six months, by keyboard alone; what is refused is said at its place."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QRadioButton
from sqlalchemy import func, select

from app.common.i18n import tr
from app.desktop.records.conflict import ConflictDialog
from app.desktop.records.leads import Lead
from app.desktop.social.support_services.declared import SERVICE_FINDER, SERVICES
from app.desktop.social.support_services.form import new_page
from app.desktop.social.support_services.form_layout import ROWS
from app.desktop.social.support_services.job_checks import JobChecks
from app.desktop.social.support_services.steps import FIELDS, also_of, needs_of
from app.desktop.social.support_services.work import SERVICE_WORK
from app.desktop.widgets import Banner
from app.social.cases.consents import record_consent
from app.social.cases.terms import ConsentState
from app.social.cases.values import NewConsent
from app.social.keeping.services import withdraw_case
from app.social.models import Draft
from app.social.support_services import queries, services
from app.social.support_services.acts import ACTS
from app.social.support_services.lives import LIVES
from app.social.support_services.terms import Due, ServiceKind, State
from app.social.support_services.values import StepFacts
from tests.desktop.social.loans.pages import At as Somebody
from tests.desktop.social.loans.pages import Key, Modifier
from tests.desktop.walk import walk
from tests.social.builders import UYEN
from tests.social.support_services.builders import agreed, at_work, proposed


@pytest.fixture
def at(qtbot, changes):
    return lambda session: Somebody(qtbot, session, changes, SERVICES)


def test_a_job_goes_from_the_search_to_six_months_kept_by_keyboard_alone(at, lead) -> None:
    agreed(lead)
    here = at(lead)
    here.press(Key.Key_N, Modifier.ControlModifier)
    here.settle()
    here.page.form().form.field("case").editor.setFocus()
    here.press(Key.Key_Space)  # the only case there is
    here.press(Key.Key_Return)
    for _ in range(5):  # counselling, legal aid, health, training, then a job
        here.press(Key.Key_Down)
    here.press(Key.Key_Return)
    assert walk(here.page) == []
    here.enter("Công nhân may", "6,5 triệu")
    here.do()
    (row,) = queries.list_services(lead).rows
    assert (row.kind, row.state, row.case) == (ServiceKind.JOB, State.SOUGHT, "HT26-001")

    here.do()  # the offer: the day, the employer
    assert walk(here.dialog()) == []
    here.enter("31/8/2025", "Xưởng may Hoàng Mai")
    here.do()
    here.no_dialog()
    here.do()  # the start: the day; the wage stands there as it was proposed
    here.write("31/8/2025")
    here.do()
    here.no_dialog()
    job = queries.read_service(lead, row.id)
    assert (job.state, job.facts.amount, job.row.due_for) == (State.PLACED, 6_500_000, Due.CHECK)
    assert here.page.findChild(JobChecks).isVisible()

    here.page.act(row.id, "check")  # as the line of the day's work does; six months are over, and are chosen
    here.settle()
    assert walk(here.dialog()) == []
    assert here.dialog().form.field("months").value() == 6
    here.press(Key.Key_Return)
    here.press(Key.Key_Space)  # still there
    here.do()
    here.no_dialog()
    job = queries.read_service(lead, row.id)
    assert (job.state, job.kept_months, job.row.due_on) == (State.KEPT, 6, date(2026, 8, 31))
    assert walk(here.page) == []


def test_a_missing_agreement_is_said_before_anybody_tries(at, lead) -> None:
    course = proposed(lead, agreed(lead, UYEN, "share_employer"), ServiceKind.TRAINING)
    here = at(lead)
    here.page.open(course)
    here.settle()
    step = here.page.detail.detail().next_step
    assert step.name == "enrol" and not step.allowed
    here.do()
    assert queries.read_service(lead, course).state is State.PROPOSED


def test_the_consent_of_whom_is_typed_is_looked_at_while_typing(at, lead) -> None:
    case = agreed(lead, UYEN, "share_employer")
    refused = NewConsent("share_employer", ConsentState.REFUSED, lead.today(), recipient="Quán Bà Lan")
    record_consent(lead, case, refused)
    job = proposed(lead, case, ServiceKind.JOB, provider="")
    here = at(lead)
    here.page.step(job, "offer")
    here.settle()
    from app.desktop.social.support_services.steps import about

    detail = here.page.detail.detail()
    bad, good = (
        about(lead, detail, "offer", {"provider": "Quán Bà Lan"}),
        about(lead, detail, "offer", {"provider": "X"}),
    )
    assert bad[0].tone is not good[0].tone
    here.enter("", "Quán Bà Lan")
    here.do()
    assert [each.text() for each in here.dialog().findChildren(Banner) if each.isVisible()] == [bad[0].text]
    assert queries.read_service(lead, job).state is State.SOUGHT


def test_a_lost_job_asks_for_its_day_and_reason_and_nothing_else_does(at, lead) -> None:
    job = at_work(lead, agreed(lead), date(2025, 12, 1))
    here = at(lead)
    here.page.act(job, "check")
    here.settle()
    form = here.dialog().form
    assert form.box("lost_on").isHidden() and form.box("reason").isHidden()
    form.field("answer").editor.set_value("no")
    assert form.box("lost_on").isVisibleTo(form)
    here.do()
    assert form.box("lost_on").error_text() and form.box("reason").error_text()
    form.set_values({"lost_on": date(2026, 2, 10), "reason": "Quán đóng cửa"})
    here.do()
    here.no_dialog()
    assert queries.read_service(lead, job).state is State.ENDED


def test_support_is_changed_before_and_corrected_after_and_taken_back(at, lead) -> None:
    aid = proposed(lead, agreed(lead), ServiceKind.HELP)
    here = at(lead)
    here.page.edit(aid)
    here.settle()
    form = here.page.form().form
    assert form.box("emergency_help.quantity").isHidden()
    form.set_values({"emergency_help.amount": 900_000})
    form.changed.emit()
    here.do()
    assert queries.read_service(lead, aid).facts.amount == 900_000
    services.take_step(lead, aid, "approve")
    here.page.open(aid)
    here.settle()
    here.page.refresh()
    here.settle()
    here.page.edit(aid)
    here.settle()
    form = here.page.form().form
    form.set_values({"emergency_help.amount": 800_000, "reason": "Nhập nhầm"})
    here.do()
    detail = queries.read_service(lead, aid)
    assert (detail.facts.amount, detail.versions[0].reason) == (800_000, "Nhập nhầm")
    here.page.open(aid)
    here.settle()
    here.page.undo()
    here.settle()
    assert queries.read_service(lead, aid).facts.amount == 900_000


def test_the_days_work_of_a_worker_is_their_own_and_leads_where_it_is_done(lead, officer, viewer) -> None:
    mine, theirs = agreed(officer), agreed(lead)
    job = at_work(officer, mine, date(2025, 12, 1))
    proposed(officer, mine, ServiceKind.HELP)
    letter = proposed(lead, theirs, ServiceKind.LEGAL_AID)
    services.take_step(lead, letter, "send", StepFacts(on=date(2026, 3, 1)))

    def lines(session):
        work = SERVICE_WORK.show(session, SERVICE_WORK.read(session))
        return {line.number: line for group in work.groups for line in group.lines}, work.late

    own, late = lines(officer)
    assert (set(own), late) == ({"DV26-001"}, 1)
    assert own["DV26-001"].next.lead == Lead("services", "act", (job, "check"))
    assert set(lines(lead)[0]) == {"DV26-001", "DV26-002", "DV26-003"}
    assert lines(viewer) == ({}, 0)
    (found,) = SERVICE_FINDER.find(lead)("dv26-3", type("P", (), {"check": lambda self: None})())
    assert found.target == Lead("services", "open", (letter,))
    by_kind = SERVICE_FINDER.find(lead)("giới thiệu việc làm", type("P", (), {"check": lambda self: None})())
    assert [each.target for each in by_kind] == [Lead("services", "open", (job,))]


def test_every_kind_has_its_fields_and_every_step_can_be_asked_for(lead) -> None:
    case = agreed(lead)
    for kind, life in LIVES.items():
        assert {name for row in ROWS[kind] for name in row} == set(life.facts)
        detail = queries.read_service(lead, proposed(lead, case, kind))
        for act in detail.acts:
            if act.name != "edit":
                assert set(needs_of(detail, act.name)) <= set(FIELDS)
        for (state, name), step in life.steps.items():
            assert tr(step.label) and tr(step.day)
            if state is life.start:
                assert {*needs_of(detail, name), *also_of(lead, detail, name)} <= set(FIELDS)
    assert {act.label for act in ACTS.values()}


def test_two_who_change_the_same_support_decide_side_by_side(qtbot, at, lead) -> None:
    course = proposed(lead, agreed(lead), ServiceKind.TRAINING)
    here = at(lead)
    here.page.edit(course)
    here.settle()
    form = here.page.form()
    facts = queries.facts_to_edit(lead, course)[0]
    services.edit_service(lead, course, replace(facts, subject="Nấu ăn", planned=30))
    form.form.set_values({"training.subject": "Làm tóc", "training.place": "Trụ sở xã"})
    form.save()
    here.settle()
    dialog = form.findChild(ConflictDialog)
    assert dialog._names == ["subject"]
    dialog.findChildren(QRadioButton)[0].click()  # mine
    with qtbot.waitSignal(form.saved, timeout=5000):
        dialog.accept()
    here.settle()
    facts = queries.facts_to_edit(lead, course)[0]
    assert (facts.subject, facts.place, facts.planned) == ("Làm tóc", "Trụ sở xã", 30)


def test_what_was_begun_is_offered_again_until_the_case_is_gone(at, lead) -> None:
    case = agreed(lead)
    here = at(lead)
    here.page.cover(form_page := new_page(here.page, lead, (case, "HT26-001")))
    form_page.form.set_values({"kind": ServiceKind.JOB, "job.subject": "Chị Uyển muốn làm may"})
    form_page.form.changed.emit()
    form_page.close_form()
    here.settle()
    (line,) = SERVICE_WORK.show(lead, SERVICE_WORK.read(lead)).drafts
    assert "Uyển" not in line.title + line.words
    here.page.resume_draft(*line.lead.values)
    here.settle()
    assert here.page.form().form.field("job.subject").value() == "Chị Uyển muốn làm may"
    here.page.form().close_form()
    here.settle()
    withdraw_case(lead, case, lead.today(), "Có đơn")
    assert SERVICE_WORK.show(lead, SERVICE_WORK.read(lead)).drafts == []
    with lead.read() as db:
        assert db.scalar(select(func.count()).select_from(Draft)) == 0
