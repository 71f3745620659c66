"""The plan on paper: its list and the annex from which an outsider redraws it."""

import hashlib
import io

from docx import Document

from app.exchange.word import word
from app.police.inspection_plans import papers, services
from app.police.inspection_plans.values import Wanted
from app.vault.session import Session
from tests.exchange.papers import text


def test_the_plan_is_printed_with_all_that_is_needed_to_redraw_it(lead: Session) -> None:
    made = services.draft_plan(lead, Wanted(2026, "VA-2026", "0.3"))
    paper = papers.plan_list(lead, made.plan_id)
    data = word(paper)
    said = text(data)
    assert "DỰ THẢO KẾ HOẠCH" in said and "VA-2026" in said and paper.copy == 1
    tables = Document(io.BytesIO(data)).tables
    annex = [[cell.text for cell in row.cells] for row in tables[3].rows][1:]
    assert len(annex) == paper.facts.active
    assert len(tables[1].rows) - 1 == paper.facts.chosen >= paper.facts.quota
    for row in annex:
        assert hashlib.sha256(f"VA-2026:{row[2]}".encode()).hexdigest().startswith(row[1])
    assert papers.plan_list(lead, made.plan_id).copy == 2
