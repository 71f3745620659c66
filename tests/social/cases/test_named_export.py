"""Names leave in an Excel file for a lead alone, for a reason, and each case's timeline tells of it."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from app.common.kinds import with_names
from app.exchange.exporting import export_list
from app.social.cases import services
from app.social.cases.kinds import CASES
from app.vault import audit
from app.vault.compartments import Compartment
from app.vault.errors import Invalid, Refused
from app.vault.session import Session
from tests.social.builders import opened


def texts(path: Path) -> str:
    sheet: Any = load_workbook(path).active
    return "\n".join(str(cell.value) for line in sheet.iter_rows() for cell in line if cell.value is not None)


def test_the_usual_export_names_nobody(lead: Session, tmp_path: Path) -> None:
    opened(lead)
    export_list(lead, CASES, {}, tmp_path / "ds.xlsx", "Báo cáo quý")
    assert "HT26-001" in texts(tmp_path / "ds.xlsx")
    assert "Uyển" not in texts(tmp_path / "ds.xlsx")


def test_a_lead_takes_names_out_for_a_reason_that_every_case_tells(lead: Session, tmp_path: Path) -> None:
    case = opened(lead)
    path = tmp_path / "ds.xlsx"
    with pytest.raises(Invalid):
        export_list(lead, with_names(CASES), {}, path, "  ")
    assert not path.exists()

    done = export_list(lead, with_names(CASES), {}, path, "Bàn giao cho chị Uyển ở Hội tỉnh")

    assert done.count == 1
    assert "Khuất Nghiêm Thục Uyển" in texts(path)
    assert "0987612345" in texts(path)
    told = services.read_again(lead, case.id).timeline[-1]
    assert told.action == "export_names"
    with lead.read() as db:
        entries = audit.entries(db, Compartment.SOCIAL, limit=50)
    assert {"cases.export_names"} <= {entry.action for entry in entries}
    assert "Uyển" not in str(entries)


def test_nobody_but_a_lead_may(officer: Session, lead: Session, tmp_path: Path) -> None:
    opened(officer)
    with pytest.raises(Refused):
        export_list(officer, with_names(CASES), {}, tmp_path / "ds.xlsx", "Vì cần")
    assert not (tmp_path / "ds.xlsx").exists()
