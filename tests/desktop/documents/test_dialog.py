"""The dialog for papers of any kind: which one, printed, or saved where the person chose."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrintPreviewDialog

from app.common.papers import Paper
from app.desktop import documents
from app.desktop.documents import Offer
from app.vault.errors import Refused
from tests.desktop.documents import pdf_text
from tests.desktop.police.reports.filling import Desk
from tests.desktop.walk import walk
from tests.exchange import inspection_facts as facts
from tests.exchange.papers import STAMP, of

MADE: list[str] = []


def paper(kind: str) -> list[Paper]:
    MADE.append(kind)
    given = facts.DECISION if kind == "decision" else facts.BLANK
    return [replace(of("decision" if kind == "decision" else "minutes", given), stamp=STAMP)]


def offers() -> list[Offer]:
    MADE.clear()
    return [
        Offer("minutes", "Inspection minutes", lambda _reason: paper("minutes")),
        Offer("decision", "Decision on the team", lambda _reason: paper("decision")),
    ]


def refused(_reason: str) -> list[Paper]:
    raise Refused("Only a lead may do this. Ask the lead of your unit.")


@pytest.fixture
def desk(qtbot) -> Desk:
    return Desk(qtbot)


def test_the_first_document_is_offered_and_the_preview_says_which_is_printed(desk: Desk) -> None:
    dialog = documents.ask(desk, "In văn bản: 001/2026/KT", offers())
    assert walk(dialog) == []
    dialog.form.set_values({"kind": "decision"})
    dialog.print.click()
    desk.settle()
    preview = desk.findChild(QPrintPreviewDialog)
    assert preview is not None and preview.windowTitle() == "In: Quyết định thành lập đoàn kiểm tra"
    assert MADE == ["decision"]
    preview.close()


def test_a_pdf_is_written_only_where_the_person_chose(desk: Desk, tmp_path: Path) -> None:
    dialog = documents.ask(desk, "", offers())
    made = documents.made(dialog.offer())
    target = tmp_path / made[0].paper.file_name("pdf")
    dialog.write(made, target, "pdf")
    desk.settle()
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["giay-to-01-2026.pdf"]
    said = pdf_text.text(target.read_bytes())
    assert "BIÊN BẢN KIỂM TRA" in said and "Nguyễn Văn Hùng" in said


def test_several_papers_go_into_one_folder_with_names_of_their_own(desk: Desk, tmp_path: Path) -> None:
    dialog = documents.ask(desk, "", offers())
    made = [*documents.made(dialog.offer()), *documents.made(dialog.offer())]
    dialog.write(made, tmp_path, "docx")
    desk.settle()
    assert sorted(each.name for each in tmp_path.glob("*.docx")) == ["giay-to-01-2026 (2).docx", "giay-to-01-2026.docx"]


def test_a_paper_that_cannot_be_made_is_said_in_the_dialog(desk: Desk) -> None:
    dialog = documents.ask(desk, "", [Offer("minutes", "Inspection minutes", refused)])
    dialog.pdf.click()
    desk.settle()
    assert dialog.isVisible() and dialog._notice.isVisible() and dialog.pdf.isEnabled()
    dialog.close()
