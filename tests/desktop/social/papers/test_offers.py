"""Which papers a case offers (Ctrl+P), what a referral asks before its letter, a loan's letter; drawn by the app."""

from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from app.desktop import documents, documents_paint, documents_print
from app.desktop.documents import DocumentDialog
from app.desktop.records.step_dialog import StepDialog
from app.desktop.social.cases.declared import CASES
from app.desktop.social.loans.declared import LOANS
from app.social.cases.consents import record_consent
from app.social.papers.kinds import CONSENT, CONSENT_BLANK, NAMES, REFERRAL
from tests.desktop.documents import pdf_text
from tests.desktop.social.loans.pages import At, Key, Modifier
from tests.desktop.walk import walk
from tests.social.builders import UYEN, opened
from tests.social.loans.builders import application
from tests.social.papers.test_papers import TO_LENDER, TO_TRAINING, full


@pytest.fixture
def at(qtbot, changes):
    return lambda session: At(qtbot, session, changes, CASES)


def shown(page: QWidget, kind: Any) -> list[Any]:
    return [each for each in page.findChildren(kind) if each.isVisible()]


def test_a_case_offers_its_papers_by_keyboard_and_the_app_draws_them(at, lead) -> None:
    case_id = full(lead)
    here = at(lead)
    here.page.open(case_id)
    here.settle()
    assert walk(here.page) == []
    here.press(Key.Key_P, Modifier.ControlModifier)
    here.settle()
    (dialog,) = shown(here.page, DocumentDialog)
    assert walk(dialog) == []
    assert next(iter(dialog._offers)) == CONSENT and CONSENT_BLANK in dialog._offers and len(dialog._offers) == 5
    for key, offer in dialog._offers.items():
        (made,) = documents.made(offer)
        sheet = documents_print.read(made.word)
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in sheet.words()[0], key
    (made,) = documents.made(dialog.offer())
    said = pdf_text.text(documents_paint.pdf([documents_print.read(made.word)]))
    assert UYEN.real_name in said and f"Người in: {lead.account.full_name}" in said
    dialog.reject()
    here.settle()
    assert here.page.detail.detail().timeline[-1].action == "print"


def test_a_referral_asks_line_by_line_and_its_letter_holds_what_was_ticked(at, lead) -> None:
    case = opened(lead)
    here = at(lead)
    here.page.open(case.id)
    here.settle()
    acts = {each.name: each for each in here.page.detail.detail().acts}
    assert not acts["paper_referral"].allowed and acts["paper_copy"].allowed
    record_consent(lead, case.id, TO_TRAINING)
    here.page.refresh()
    here.settle()
    here.page.act(case.id, "paper_referral")
    here.settle()
    (dialog,) = shown(here.page, StepDialog)
    dialog.resize(760, 1100)
    assert walk(dialog) == []
    form = dialog.form
    assert form.field("addressee").value() == TO_TRAINING.recipient
    assert form.field("shared").value() == ()
    here.do()
    assert form.box("asked").error_text() and shown(here.page, StepDialog)
    form.field("asked").editor.set_value("Nhận học may")
    here.do()
    assert form.box("shared").error_text()
    form.field("shared").editor.boxes["name"].setChecked(True)
    here.do()
    (offered,) = shown(here.page, DocumentDialog)
    (made,) = documents.made(offered.offer())
    words = documents_print.read(made.word).words()[0]
    assert made.paper.template == REFERRAL and UYEN.real_name in words and "0987" not in words
    offered.reject()


def test_the_copy_asks_for_a_reason(at, lead) -> None:
    case = opened(lead)
    here = at(lead)
    here.page.open(case.id)
    here.settle()
    here.page.act(case.id, "paper_copy")
    here.settle()
    (dialog,) = shown(here.page, StepDialog)
    here.do()
    assert dialog.form.box("reason").error_text()
    here.write("Chị đề nghị tại trụ sở")
    here.do()
    (offered,) = shown(here.page, DocumentDialog)
    (made,) = documents.made(offered.offer())
    assert UYEN.real_name in documents_print.read(made.word).words()[0]
    offered.reject()


def test_a_loan_offers_its_letter(qtbot, changes, lead) -> None:
    case = opened(lead)
    record_consent(lead, case.id, TO_LENDER)
    loan = application(lead, case.id)
    here = At(qtbot, lead, changes)
    assert here.page._record is LOANS
    here.page.open(loan)
    here.settle()
    here.press(Key.Key_P, Modifier.ControlModifier)
    here.settle()
    (dialog,) = shown(here.page, DocumentDialog)
    assert walk(dialog) == [] and NAMES["loan_letter"] == dialog.offer().name
    (made,) = documents.made(dialog.offer())
    assert UYEN.real_name in documents_print.read(made.word).words()[0]
    dialog.reject()
