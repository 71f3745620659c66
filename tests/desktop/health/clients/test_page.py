"""From an anonymous first visit to linked care and the check after six months, by keyboard; nobody named unasked."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel

from app.common.i18n import tr
from app.desktop.health.care.steps import MEANINGS
from app.desktop.health.clients.declared import CLIENT_FINDER
from app.desktop.health.clients.finding import FindClient
from app.desktop.health.clients.work import CLIENT_WORK
from app.desktop.records.certificate import CertificateView
from app.desktop.widgets import AskReason, Banner
from app.health.appointments import services as appointments
from app.health.appointments.services import NewAppointment
from app.health.care import queries as care
from app.health.care import services as care_services
from app.health.care.terms import Kept
from app.health.care.values import CareFacts, NewCare
from app.health.clients import queries, services
from app.health.clients.consents import record_consent
from app.health.clients.terms import REFER_FACILITY, ConsentState, How, Source
from app.health.clients.values import NewConsent
from app.vault.errors import NotFound
from tests.desktop.health.clients.pages import At, Key, Modifier
from tests.desktop.walk import walk
from tests.health.builders import LAM, PHRASE, TODAY, opened

CLINIC = "Phòng khám Nguyệt Quế"


@pytest.fixture
def at(qtbot, changes):
    return lambda session: At(qtbot, session, changes)


def test_an_anonymous_visit_is_one_answer_and_the_code_stands_at_the_head(at, lead) -> None:
    here = at(lead)
    here.press(Key.Key_N, Modifier.ControlModifier)
    here.settle()
    assert walk(here.page) == []
    here.do()  # nothing is ticked beforehand: the answer is asked for
    assert queries.count_clients(lead) == 0 and here.page.form() is not None
    here.press(Key.Key_Space)
    here.do()
    (row,) = queries.list_clients(lead).rows
    detail = services.read_again(lead, row.id)
    assert (detail.person, detail.facts.source, detail.facts.first_on) == (type(LAM)(), Source.SELF, TODAY)
    assert detail.consents[0].how is How.ORAL
    assert here.page.detail.detail().code == row.code == here.page.detail.head.number.text()
    assert walk(here.page) == []

    here.do()  # the one button: arrange when the client comes again
    here.write("18/3/2026")
    here.do()
    here.no_dialog()
    assert services.read_again(lead, row.id).next_visit_on == TODAY + timedelta(7)
    assert here.page.detail.detail().next_step is None


def test_who_comes_back_is_found_by_card_or_phrase_and_a_mistyped_code_is_said_to_be_one(at, lead) -> None:
    client, _other = opened(lead, phrase=PHRASE), opened(lead)
    here = at(lead)
    here.press(Key.Key_R, Modifier.ControlModifier)
    assert walk(here.dialog(FindClient)) == []
    wrong = "2" if client.code[0] != "2" else "3"
    here.write(wrong + client.code[1:])
    here.press(Key.Key_Return)
    here.settle()
    assert (
        tr("This code is mistyped. Compare it with the card, character by character.")
        in here.dialog(FindClient).form.box("code").error_text()
    )
    here.press(Key.Key_A, Modifier.ControlModifier)
    here.press(Key.Key_Delete)
    here.press(Key.Key_Tab)
    here.write("con do sang ben vang")
    here.press(Key.Key_Return)
    here.no_dialog()
    assert here.page.detail.detail().id == client.id


def test_name_and_contact_are_masked_until_a_reason_was_given_and_again_after_a_lock(at, lead) -> None:
    client = opened(lead, LAM)
    here = at(lead)
    here.page.open(client.id)
    here.settle()
    for word in ("Thanh Lam", "0987"):
        assert word not in here.texts()
    here.page.detail.act("reveal")
    asked = here.dialog(AskReason)
    asked.reason.set_value("Nhắc hẹn")
    asked.do.click()
    here.settle()
    assert "Lữ Thị Thanh Lam" in here.texts()
    here.page.detail.cover_at_once()
    assert "Thanh Lam" not in here.texts()
    here.page.detail.cover()
    here.settle()
    assert "Thanh Lam" not in here.texts() and client.code in here.texts()


def test_a_referral_says_what_is_lacking_and_goes_on_to_the_check_after_six_months(at, lead) -> None:
    client = opened(lead)
    here = at(lead)
    here.page.open(client.id)
    here.settle()
    here.page.act(client.id, "care_refer")
    here.settle()
    dialog = here.dialog()
    assert walk(dialog) == []
    dialog.form.set_values({"service": "arv", "facility": CLINIC})
    here.do()
    assert dialog.isVisible() and care.of_client(lead, client.id).care == ()
    said = [each for each in dialog.findChildren(Banner) if each.isVisible()]
    assert len(said) == 1  # what the service refuses with stood among the facts already
    dialog.keep.setFocus()
    here.press(Key.Key_Return, Modifier.ControlModifier)  # it is done from the buttons, too
    here.settle()
    assert dialog.isVisible()
    dialog.reject()
    record_consent(lead, client.id, NewConsent(REFER_FACILITY, ConsentState.GIVEN, TODAY, How.ORAL, CLINIC))
    care_services.refer(lead, client.id, NewCare("arv", CLINIC))
    made = care.of_client(lead, client.id).care[0]
    care_services.take_step(lead, made.id, "arrive", CareFacts(TODAY))
    here.page.refresh()
    here.settle()
    assert tr("Linked to care") in here.texts() and CLINIC in here.texts()
    with lead.at(lead.clock() + timedelta(days=184)):
        work = CLIENT_WORK.show(lead, CLIENT_WORK.read(lead))
        group = next(each for each in work.groups if each.key == "clients_checks")
        assert [line.number for line in group.lines] == [client.code]
        here.page.refresh()
        here.settle()
        buttons = here.page.detail.findChildren(_button())
        (record,) = [each for each in buttons if each.text() == tr("Record the check") and each.isVisible()]
        record.setFocus()
        record.click()
        here.settle()
        asking = here.dialog()
        texts = {each.text() for each in asking.findChildren(QLabel) if each.isVisible()}
        assert {CLINIC, tr(MEANINGS["check"])} <= texts
        here.press(Key.Key_Space)
        here.do()
        assert care.of_client(lead, client.id).care[0].checks[0].kept is Kept.YES
        assert here.page.detail.isAncestorOf(here.window.focusWidget())  # the button is gone, the cursor is not


def _button() -> type:
    from PySide6.QtWidgets import QPushButton

    return QPushButton


def test_a_withdrawn_record_leaves_the_list_waits_for_the_lead_and_is_erased_by_its_code(qtbot, at, lead) -> None:
    client, other = opened(lead, LAM), opened(lead)
    here = at(lead)
    here.page.step(client.id, "withdraw")
    here.settle()
    here.do()
    here.no_dialog()
    assert [row.code for row in here.page.list.table.rows.rows()] == [other.code]
    work = CLIENT_WORK.show(lead, CLIENT_WORK.read(lead))
    assert [line.number for group in work.groups if group.key == "clients_erase" for line in group.lines] == [
        client.code
    ]
    here.page.act(client.id, "erase")
    here.settle()
    dialog = here.dialog()
    here.write(other.code)
    here.do()
    assert tr("This is not the code of the record that is open.") in dialog.form.box("code").error_text()
    here.write(client.code.lower())
    here.do()
    qtbot.waitUntil(lambda: here.window.findChild(CertificateView) is not None, timeout=20_000)
    certificate = here.window.findChild(CertificateView)
    assert client.code in [each.text() for each in certificate.findChildren(QLabel)]
    certificate.keep.click()
    assert here.page.detail.detail() is None
    with pytest.raises(NotFound):
        services.show_client(lead, client.id)


def test_no_line_of_the_days_work_and_no_hit_of_the_search_says_what_it_is_about(at, lead) -> None:
    client = opened(lead, LAM, note="Hỏi về xét nghiệm HIV", key_group="sells_sex")
    appointments.make(lead, client.id, NewAppointment(TODAY, "8:30", remind=True, note="Lấy kết quả HIV"))
    record_consent(lead, client.id, NewConsent(REFER_FACILITY, ConsentState.GIVEN, TODAY, How.ORAL, CLINIC))
    care_services.refer(lead, client.id, NewCare("arv", CLINIC))
    with lead.at(lead.clock() + timedelta(days=9)):
        work = CLIENT_WORK.show(lead, CLIENT_WORK.read(lead))
    said = repr(work)
    assert client.code in said and tr("Appointment") in said
    for word in ("HIV", "ARV", "arv", "kết quả", "Nguyệt Quế", "Lam", "0987", "sells_sex"):
        assert word not in said
    find = CLIENT_FINDER.find(lead)

    class Going:
        def check(self) -> None: ...

    assert [hit.title for hit in find(client.code[:4].lower(), Going())] == [client.code]  # type: ignore[arg-type]
    for words in ("lam", "hiv", "0987111222"):
        assert find(words, Going()) == []  # type: ignore[arg-type]


def test_a_viewer_sees_codes_and_opens_nothing(at, lead, viewer) -> None:
    client = opened(lead)
    here = at(viewer)
    assert [row.code for row in here.page.list.table.rows.rows()] == [client.code]
    here.page.open(client.id)
    here.settle()
    assert here.page.detail.detail() is None
    assert CLIENT_WORK.show(viewer, CLIENT_WORK.read(viewer)).groups == []
    assert here.page.list.new.isVisible() is False
