"""Are the station's papers offered as a person may have them, and do our own pages say what the Word files say?"""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.desktop import documents_print
from app.desktop.documents import DocumentDialog, made
from app.desktop.health.papers import client_part, offers
from app.desktop.health.supplies.page import SuppliesPage
from app.health.appointments import services as appointments
from app.health.appointments.services import NewAppointment
from app.health.clients.services import read_again
from app.health.papers import services as papers
from app.health.screenings import services as screenings
from app.health.screenings.terms import How, Result
from app.health.screenings.values import Asked, NewScreenings, StepFacts
from app.health.supplies import services as stock
from app.health.supplies.values import Receipt
from tests.desktop.health.stock.test_supplies import key, settle
from tests.health.builders import LAM, TODAY, opened


def words_of(offer) -> str:
    """What our own pages of the paper say."""
    (paper,) = made(offer)
    return "\n".join(documents_print.read(paper.word).words())


def test_what_a_client_can_have_is_offered_and_each_page_has_the_code_alone(qtbot, lead, viewer):
    client = opened(lead, LAM)
    appointments.make(lead, client.id, NewAppointment(date(2026, 3, 20), "8 giờ 30"))
    test = screenings.offer(lead, client.id, NewScreenings(TODAY, (Asked("hiv", How.ORAL),)))[0].id
    screenings.take_step(lead, test, "sample", StepFacts(sample_on=TODAY, place="Trạm"))
    screenings.take_step(lead, test, "result", StepFacts(result=Result.REACTIVE, result_on=TODAY))
    detail, can = read_again(lead, client.id), papers.printable(lead, client.id)
    dialog = offers.choose(None, lead, detail, can)  # type: ignore[arg-type]
    assert dialog is not None
    qtbot.addWidget(dialog)
    kinds = [each.split("/")[0] for each in dialog._offers]
    assert kinds == ["card", "appointment", "test_consent", "blank_test_consent", "result_slip"]
    for offer in dialog._offers.values():
        words = words_of(offer)
        assert (client.code in words) == (offer.key != papers.BLANK_CONSENT)
        assert "Lam" not in words and "0987" not in words
    assert "có phản ứng sàng lọc, chuyển khẳng định" in words
    possible = client_part.PAPERS_PART.offered(lead, detail, can)
    assert [each.name for each in possible] == ["print"]
    assert client_part.PAPERS_PART.offered(viewer, detail, replace(can, card=False)) == ()


def test_the_stock_report_is_printed_from_the_list_with_ctrl_p(qtbot, lead, viewer, changes):
    stock.receive(lead, 1, Receipt(date(2026, 2, 1), 1200, "CDC", "A", date(2027, 4, 1)))
    page = SuppliesPage(lead, changes)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    settle(qtbot)
    key(qtbot, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    (dialog,) = page.findChildren(DocumentDialog)
    assert len(dialog._offers) == 12 and next(iter(dialog._offers)) == "2026-03"
    assert "Bao cao su nam" in words_of(dialog._offers["2026-02"])
    dialog.reject()
    looking = SuppliesPage(viewer, changes)
    qtbot.addWidget(looking)
    assert not any(action.shortcut().toString() == "Ctrl+P" for action in looking.actions())
