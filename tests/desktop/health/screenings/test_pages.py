"""A test by keyboard, from the offer to the result told; the result stands nowhere but behind an audited click."""

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from app.common.i18n import tr
from app.desktop.background import busy
from app.desktop.health.screenings.client_part import OFFER_ACT
from app.desktop.health.screenings.declared import SCREENING_FINDER, SCREENINGS
from app.desktop.health.screenings.result_view import ResultView
from app.desktop.health.screenings.work import SCREENING_WORK
from app.desktop.records.page import RecordsPage
from app.desktop.records.step_dialog import StepDialog
from app.desktop.widgets import privacy
from app.health.screenings import queries, services
from app.health.screenings.terms import HIV_REACTIVE, How, Result, Shown, ToldTo
from app.health.screenings.values import Asked, NewScreenings, StepFacts
from app.vault import audit
from app.vault.compartments import Compartment
from tests.desktop.health.clients.pages import At, Key
from tests.desktop.walk import walk
from tests.health.builders import opened

TODAY = date(2026, 3, 11)
LAB = "Viện Vệ sinh dịch tễ Trung ương"


class Register:
    """Somebody before the register of tests."""

    def __init__(self, qtbot, session, changes) -> None:
        self.session, self._bot = session, qtbot
        self.page = RecordsPage(session, changes, SCREENINGS)
        qtbot.addWidget(self.page)
        self.page.resize(1366, 800)
        self.page.show()
        self.page.activateWindow()
        self.settle()
        self.view = self.page.detail.findChild(ResultView)

    def settle(self) -> None:
        QApplication.processEvents()
        self._bot.waitUntil(lambda: not busy(), timeout=20_000)
        QApplication.processEvents()

    def open(self, test: int) -> None:
        self.page.open(test)
        self.settle()

    def texts(self) -> str:
        found = self.page.findChildren(QLabel)
        return "\n".join(each.text() for each in found if each.isVisibleTo(self.page))

    def ask(self, name: str) -> StepDialog:
        """The step's dialog, walked by keyboard."""
        test = self.page.detail.detail().id
        self.page.step(test, name)
        self.settle()
        dialog = next(each for each in self.page.findChildren(StepDialog) if each.isVisible())
        assert walk(dialog) == []
        return dialog

    def do(self, dialog: StepDialog, **values: object) -> None:
        for name, value in values.items():
            dialog.form.field(name).editor.set_value(value)
        dialog.form.save()
        self.settle()


@pytest.fixture
def here(qtbot, changes, lead) -> Register:
    return Register(qtbot, lead, changes)


def agreed(session, test: str = "hiv") -> int:
    client = opened(session)
    return services.offer(session, client.id, NewScreenings(TODAY, (Asked(test, How.ORAL),)))[0].id


def looks(session) -> int:
    with session.read() as db:
        return sum(entry.action == "screenings.look" for entry in audit.entries(db, Compartment.HEALTH, limit=300))


def test_each_test_is_asked_for_by_itself_and_nothing_is_ticked_beforehand(qtbot, changes, lead) -> None:
    client = opened(lead)
    at = At(qtbot, lead, changes)
    at.page.open(client.id)
    at.settle()
    at.page.act(client.id, OFFER_ACT)
    at.settle()
    dialog: Any = at.dialog(StepDialog)
    assert walk(dialog) == []
    answers = dialog.form.field("tests").editor.answers
    assert {box.currentIndex() for box in answers.values()} == {0}
    at.do()  # nobody was asked anything
    assert queries.count_screenings(lead) == 0 and dialog.isVisible()
    answers["hiv"].setFocus()
    at.press(Key.Key_Down)
    answers["syphilis"].setFocus()
    for _ in range(3):
        at.press(Key.Key_Down)
    at.do()
    at.no_dialog()
    states = {row.test: row.state for row in queries.of_client(lead, client.id)}
    assert states == {"HIV": Shown.CONSENTED, "Giang mai": Shown.REFUSED}
    assert tr("Agreed, no sample yet") in at.texts() and tr("Test refused") in at.texts()


def test_a_test_is_carried_from_its_sample_to_the_result_told(here, lead) -> None:
    test = agreed(lead)
    here.page.refresh()
    here.open(test)
    assert walk(here.page) == []
    here.do(here.ask("sample"))
    assert here.page.detail.detail().state is Shown.WAITING
    dialog = here.ask("result")
    assert Result.POSITIVE not in {choice.value for choice in dialog.form.field("result").editor._face._choices}
    here.do(dialog, result=Result.REACTIVE)
    assert here.page.detail.detail().state is Shown.WAITING

    dialog = here.ask("result")  # the same step asks for the laboratory now
    assert tr(HIV_REACTIVE) in "\n".join(each.text() for each in dialog.findChildren(QLabel))
    here.do(dialog, result=Result.POSITIVE, lab="Phòng khám tư", lab_number="7")
    assert dialog.isVisible() and dialog.form.box("lab").error_text()
    here.do(dialog, lab=LAB)
    assert here.page.detail.detail().state is Shown.READY

    dialog = here.ask("tell")
    here.do(dialog)
    assert dialog.form.box("counselled").error_text()  # a result for HIV is told with counselling
    here.do(dialog, counselled=True)
    assert here.page.detail.detail().state is Shown.TOLD
    here.page.detail.take_next_step()
    here.settle()
    here.do(next(each for each in here.page.findChildren(StepDialog) if each.isVisible()))
    assert services.read_again(lead, test).state is Shown.CLOSED
    told = services.look(lead, test).tellings
    assert [(each.told_to, each.counselled) for each in told] == [(ToldTo.CLIENT, True)]


def test_a_result_is_hidden_until_it_is_looked_at_and_covered_again(here, lead) -> None:
    test, other = agreed(lead), agreed(lead)
    facts = StepFacts(sample_on=TODAY, place="Trạm Y tế", result=Result.REACTIVE, result_on=TODAY)
    services.take_step(lead, test, "result", facts)
    here.page.refresh()
    here.open(test)
    reactive = tr(HIV_REACTIVE)
    assert reactive not in here.texts() and here.view.is_covered()
    before = looks(lead)
    here.view.show_it.setFocus()
    here._bot.keyClick(here.view.show_it, Key.Key_Return)
    here.settle()
    assert looks(lead) == before + 1
    assert reactive in here.texts() and tr("Tell the result of the screening") in _buttons(here)
    assert walk(here.page) == []
    here._bot.keyClick(here.view.hide_it, Key.Key_Return)
    assert reactive not in here.texts()

    assert here.view.show_it.hasFocus()

    here.view.look()
    here.settle()
    here.open(other)
    assert reactive not in here.texts() and here.view.is_covered()
    here.open(test)
    here.view.look()
    here.settle()
    privacy().hide_names(True)
    assert reactive not in here.texts()
    privacy().hide_names(False)
    assert here.view.is_covered()
    assert looks(lead) == before + 3


def _buttons(here: Register) -> str:
    from PySide6.QtWidgets import QPushButton

    return "\n".join(each.text() for each in here.page.findChildren(QPushButton) if each.isVisibleTo(here.page))


def test_the_day_and_the_search_name_codes_and_steps_and_no_result(here, lead, viewer) -> None:
    waits, reactive, ready = agreed(lead), agreed(lead), agreed(lead, "syphilis")
    sample = StepFacts(sample_on=TODAY, place="Trạm Y tế")
    for test in (waits, reactive, ready):
        services.take_step(lead, test, "sample", sample)
    result = StepFacts(result=Result.REACTIVE, result_on=TODAY)
    for test in (reactive, ready):
        services.take_step(lead, test, "result", result)
    with lead.at(lead.clock() + timedelta(days=2)):
        work = SCREENING_WORK.show(lead, SCREENING_WORK.read(lead))
        groups = {group.key: group for group in work.groups}
        assert {line.number for line in groups["tests_to_tell"].lines} == {"XN26-003"}
        awaited = {line.number: line for line in groups["tests_awaited"].lines}
        assert set(awaited) == {"XN26-001", "XN26-002"}
        # Two that wait for different things read alike, but for their codes.
        first, second = (awaited[number] for number in ("XN26-001", "XN26-002"))
        assert (first.words, first.chip) == (second.words, second.chip)
        assert first.next is not None and second.next is not None and first.next.label == second.next.label
    assert SCREENING_WORK.show(viewer, SCREENING_WORK.read(viewer)).groups == []
    find: Any = SCREENING_FINDER.find(lead)
    for words in ("HIV", "reactive", "phản ứng", tr(HIV_REACTIVE)):
        assert find(words, _NoProgress()) == []
    assert [hit.title for hit in find("XN26-002", _NoProgress())] == ["XN26-002"]
    here.page.refresh()
    here.settle()
    assert "phản ứng" not in here.texts()


class _NoProgress:
    def check(self) -> None:
        """Nobody stops it."""


def test_the_last_step_is_taken_back_with_ctrl_z(here, lead) -> None:
    test = agreed(lead)
    services.take_step(lead, test, "sample", StepFacts(sample_on=TODAY, place="Trạm Y tế"))
    here.page.refresh()
    here.open(test)
    here.page.undo()
    here.settle()
    assert services.read_again(lead, test).state is Shown.CONSENTED
