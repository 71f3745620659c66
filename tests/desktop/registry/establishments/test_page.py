"""Does the register of establishments list, open, count and add?"""

from datetime import date

from app.desktop.records.page import RecordsPage
from app.desktop.records.step_dialog import StepDialog
from app.desktop.registry.establishments.declared import ESTABLISHMENT_PAGES
from app.desktop.registry.establishments.form import form_page
from app.desktop.registry.establishments.sections import facts_of
from app.desktop.registry.establishments.steps import do
from app.registry.establishments import queries, services
from app.registry.establishments.values import Counts, Entry
from tests.desktop.walk import walk


def _premises(session):
    made = services.add_establishment(session, Entry("Karaoke Sao Mai", "karaoke", owner="Lê Văn Bình"))
    services.set_count(session, made.establishment_id, Counts(date(2026, 3, 1), 6, women=None, with_contract=0))
    services.set_count(session, made.establishment_id, Counts(date(2026, 3, 2), 7, women=4))
    return made.establishment_id


def test_premises_are_listed_opened_and_walked(qtbot, officer, changes):
    premises = _premises(officer)
    page = RecordsPage(officer, changes, ESTABLISHMENT_PAGES)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    page.open(premises)
    qtbot.waitUntil(lambda: (open_ := page.detail.detail()) is not None and open_.id == premises, timeout=5000)
    assert walk(page) == []
    assert dict(facts_of(page.detail.detail(), officer.today()))["Owner"] == "Lê Văn Bình"


def test_premises_are_added_in_the_form(qtbot, officer):
    page = form_page(None, officer, None, None)
    qtbot.addWidget(page)
    page.form.set_values({"name": "Nhà nghỉ Hoa Ban", "type_code": "karaoke"})
    with qtbot.waitSignal(page.saved, timeout=5000):
        page.save()
    assert [row.name for row in queries.list_establishments(officer).rows] == ["Nhà nghỉ Hoa Ban"]


def test_a_step_closes_premises(officer):
    premises = _premises(officer)
    seen = services.open_establishment(officer, premises)
    do(officer, seen, "close", {"since": officer.today(), "reason": "Nghỉ hẳn"})
    assert services.open_establishment(officer, premises).closed_on == officer.today()


def test_a_head_count_is_asked_for_in_five_numbers(qtbot, officer):
    detail = services.open_establishment(officer, _premises(officer))
    assert ESTABLISHMENT_PAGES.steps is not None
    dialog = StepDialog(None, officer, detail, "count", ESTABLISHMENT_PAGES.steps)
    qtbot.addWidget(dialog)
    assert {"total", "women", "from_elsewhere", "with_contract", "residence_declared"} <= set(dialog.form.draft())
