"""Counselling by keyboard: the instruments by digits, the alert at once, what was done noted; nothing elsewhere."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from app.common.i18n import tr
from app.desktop.background import busy
from app.desktop.health.clients.declared import HEALTH_CLIENTS
from app.desktop.health.counselling.client_part import NEW_ACT
from app.desktop.health.counselling.danger import TITLE, contacts
from app.desktop.health.counselling.declared import COUNSELLING, COUNSELLING_FINDER
from app.desktop.health.counselling.instrument_field import InstrumentField
from app.desktop.health.counselling.score_side import ScoreSide
from app.desktop.health.counselling.work import COUNSELLING_WORK
from app.desktop.records.page import RecordsPage
from app.health.clients import services as clients
from app.health.counselling import queries, services
from app.health.counselling.rules import ACTS
from app.health.counselling.terms import CRISIS_CONTACTS
from app.health.counselling.values import NewSession, NewTaken
from app.health.instruments.catalogue import instruments
from app.registry import queries as registry
from app.registry import services as lists
from tests.desktop.health.clients.pages import At, Key, Modifier
from tests.desktop.walk import walk
from tests.health.builders import opened

TODAY = date(2026, 3, 11)
DANGER = NewTaken("phq9", (0,) * 8 + (1,))
TALK = NewSession(TODAY, 30, topics=("sti",), agreed="Hẹn gặp lại")


def form_of(here: Any) -> Any:
    """The form that covers the page."""
    return here.page.form().form


def typed(here: At, digits: str) -> None:
    for digit in digits:
        here.press(Qt.Key(ord(digit)))


def test_an_instrument_is_answered_by_digits_and_the_alert_stands_there_at_once(qtbot, changes, lead) -> None:
    client = opened(lead)
    here = At(qtbot, lead, changes)
    here.page.open(client.id)
    here.settle()
    here.page.act(client.id, NEW_ACT)
    here.settle()
    page: Any = here.page.form()
    assert walk(page) == []
    here.write("35")
    phq = page.form.field("phq9").editor
    assert isinstance(phq, InstrumentField)
    phq.begin.setFocus()
    here.press(Key.Key_Return)
    assert walk(page) == []
    side: Any = page.findChild(ScoreSide)
    typed(here, "21")
    assert "2/9" in side.scores[0].text() and phq.result().at_least == 3
    here.press(Key.Key_Up)  # the second answer was a slip
    here.press(Key.Key_Backspace)
    typed(here, "0000000")
    assert phq.danger.isHidden() and side.alert.isHidden()
    typed(here, "1")
    assert phq.danger.isVisible() and side.alert.isVisible()
    assert tr(TITLE) in phq.danger.words() and "115" in phq.danger.words()
    assert tr("{score} points: {band}", score=3, band=tr("Minimal")) in side.scores[0].text()
    typed(here, "2")  # how hard it makes life: no part of the score
    assert phq.value() == (2, 0, 0, 0, 0, 0, 0, 0, 1, 2)
    assert queries.count_sessions(lead) == 0
    here.do()
    (row,) = queries.list_sessions(lead).rows
    assert row.alert_open and row.minutes == 35
    assert clients.read_again(lead, client.id).urgent
    assert tr("Nobody has noted yet what was done.") in here.texts()
    assert row.number in here.texts()


def test_what_was_typed_stands_there_again_after_the_form_was_left(qtbot, changes, lead) -> None:
    client = opened(lead)
    here = At(qtbot, lead, changes)
    here.page.open(client.id)
    here.settle()
    here.page.act(client.id, NEW_ACT)
    here.settle()
    gad = form_of(here).field("gad7").editor
    gad.begin.setFocus()
    here.press(Key.Key_Return)
    typed(here, "123")
    here.press(Key.Key_Escape)
    here.settle()
    assert here.page.form() is None
    work = COUNSELLING_WORK.show(lead, COUNSELLING_WORK.read(lead))
    (line,) = work.drafts
    assert client.code in line.title and line.next is not None
    verb, values = line.next.lead.verb, line.next.lead.values
    getattr(here.page, verb)(*values)
    here.settle()
    assert form_of(here).field("gad7").editor.value() == (1, 2, 3, None, None, None, None, None)


class Register:
    """Somebody before the register of counselling."""

    def __init__(self, qtbot, session, changes) -> None:
        self.page = RecordsPage(session, changes, COUNSELLING)
        self._bot = qtbot
        qtbot.addWidget(self.page)
        self.page.resize(1366, 800)
        self.page.show()
        self.page.activateWindow()
        self.settle()

    def settle(self) -> None:
        QApplication.processEvents()
        self._bot.waitUntil(lambda: not busy(), timeout=20_000)
        QApplication.processEvents()

    def texts(self) -> str:
        found = self.page.detail.findChildren(QLabel)
        return "\n".join(each.text() for each in found if each.isVisibleTo(self.page))

    def dialog(self):
        from app.desktop.records.step_dialog import StepDialog

        return next(each for each in self.page.findChildren(StepDialog) if each.isVisible())


def test_an_open_alert_says_what_to_do_and_whom_the_office_would_call_until_it_is_noted(
    qtbot, changes, lead, viewer
) -> None:
    with lead.read() as db:
        item = registry.catalogue(db, CRISIS_CONTACTS)[0]
    lists.change_item(lead, CRISIS_CONTACTS, item.code, replace(item, name="Trưởng trạm 0900 000 111"))
    client = opened(lead)
    done = services.record_session(lead, client.id, replace(TALK, taken=(DANGER,)))
    here = Register(qtbot, lead, changes)
    here.page.open(done.id)
    here.settle()
    assert walk(here.page) == []
    assert "Trưởng trạm 0900 000 111" in here.texts() and tr(TITLE) in here.texts()
    work = COUNSELLING_WORK.show(lead, COUNSELLING_WORK.read(lead))
    assert [line.number for line in work.groups[0].lines] == [done.number] and work.late == 1
    first = HEALTH_CLIENTS.detail.open(lead, client.id).detail.next_step
    assert tr(first.label) == tr(ACTS["alert"].label)  # on the client's page it comes before everything else
    here.page.detail.take_next_step()
    here.settle()
    dialog = here.dialog()
    assert walk(dialog) == []
    dialog.form.set_values({"done": ""})
    dialog.form.save()
    here.settle()
    assert services.open_alerts(lead)
    dialog.form.field("done").editor.set_value("Ở cùng đến khi người nhà tới")
    dialog.form.save()
    here.settle()
    assert services.open_alerts(lead) == []
    assert tr(TITLE) not in here.texts() and "Ở cùng đến khi người nhà tới" in here.texts()
    assert COUNSELLING_WORK.show(lead, COUNSELLING_WORK.read(lead)).groups == []
    assert COUNSELLING_WORK.show(viewer, COUNSELLING_WORK.read(viewer)).groups == []


def test_a_session_is_corrected_with_its_reason_and_clashes_are_shown_side_by_side(qtbot, changes, lead) -> None:
    client = opened(lead)
    done = services.record_session(lead, client.id, TALK)
    with lead.at(lead.clock().replace(day=13)):
        here = Register(qtbot, lead, changes)
        here.page.open(done.id)
        here.settle()
        here.page.act(done.id, "correct")
        here.settle()
        form = form_of(here)
        assert set(form.draft()) >= {"reason", "topics", "phq9"}
        form.field("minutes").editor.set_value(45)
        form.save()
        here.settle()
        assert services.read_again(lead, done.id).facts.minutes == 30  # the reason is lacking
        form.field("reason").editor.set_value("Nhầm số phút")
        form.save()
        here.settle()
        assert services.read_again(lead, done.id).facts.minutes == 45
        assert "Nhầm số phút" in here.texts()


def test_the_list_and_the_search_hold_codes_alone_and_a_viewer_opens_nothing(qtbot, changes, lead, viewer) -> None:
    client = opened(lead)
    done = services.record_session(lead, client.id, replace(TALK, note="Điều riêng tư"))
    find: Any = COUNSELLING_FINDER.find(lead)
    hits = find(client.code, _NoProgress())
    assert [hit.title for hit in hits] == [done.number] and "Điều" not in str(hits)
    assert find("Điều riêng", _NoProgress()) == []
    here = Register(qtbot, viewer, changes)
    here.page.open(done.id)
    here.settle()
    assert here.page.detail.detail() is None and "Điều" not in here.texts()
    assert here.page.list.table.rows.rowCount() == 1
    assert contacts(lead)


class _NoProgress:
    def check(self) -> None:
        """Nobody stops it."""


@pytest.mark.parametrize("modifier", [Modifier.NoModifier, Modifier.KeypadModifier])
def test_digits_of_the_number_block_answer_too(qtbot, modifier) -> None:
    field = InstrumentField(instruments()["gad7"], ())
    qtbot.addWidget(field)
    field.show()
    field.unfold()
    qtbot.keyClick(field.rows[0], Key.Key_3, modifier)
    assert field.value() == (3, *([None] * 7))
