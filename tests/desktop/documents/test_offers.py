"""Which papers an inspection offers on the screen, made by its services and drawn by the app."""

from app.desktop import documents, documents_print
from app.desktop.police.inspections import papers
from app.police.inspections import services
from app.vault.session import Session
from tests.clocked import lead  # noqa: F401
from tests.desktop.police.reports.filling import Desk
from tests.police.inspections.builders import following, premises, ready


def test_an_inspection_offers_the_papers_of_its_time(qtbot, lead: Session) -> None:  # noqa: F811
    desk = Desk(qtbot)
    visit = services.read_again(lead, ready(lead, lead, premises(lead)))
    dialog = papers.choose(desk, lead, visit)
    assert dialog is not None and list(dialog._offers) == [papers.BLANK, papers.DECISION]
    (blank,) = documents.made(dialog.offer())
    pages = documents_print.read(blank.word).words()
    assert "BIÊN BẢN KIỂM TRA" in pages[0] and "NGƯỜI LẬP BIÊN BẢN" in pages[-1]
    dialog.close()

    held = following(lead, lead, premises(lead, "Nhà nghỉ Hoa Sen"))
    letter = papers.one(desk, lead, held, papers.LETTER)
    (made,) = documents.made(letter.offer())
    assert "Nhà nghỉ Hoa Sen" in documents_print.read(made.word).words()[0]
    letter.close()

    forms = papers.blank_forms(desk, lead, [visit.premises.id, held.premises.id])
    found = documents.made(forms.offer())
    assert [each.paper.facts.premises.name for each in found] == ["Nhà nghỉ Thanh Bình", "Nhà nghỉ Hoa Sen"]
    forms.close()
