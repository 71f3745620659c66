"""Does an Excel file of the station hold codes and numbers alone: no name, no contact, no result, whatever is known?"""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from app.exchange.excel_out import SheetColumn, table_to_xlsx
from app.health.appointments import services as appointments
from app.health.appointments.services import NewAppointment
from app.health.counselling import services as counselling
from app.health.counselling.values import NewSession
from app.health.group_sessions import services as sessions
from app.health.group_sessions.declared import SessionEntry
from app.health.group_sessions.terms import Audience, Form
from app.health.screenings import services as screenings
from app.health.screenings.terms import How, Result
from app.health.screenings.values import Asked, NewScreenings, StepFacts
from app.health.supplies import services as stock
from app.health.supplies.values import Receipt
from app.kinds import KINDS
from app.vault.compartments import Compartment
from app.vault.errors import Refused
from app.vault.session import Session
from tests.health.builders import LAM, TODAY, opened

HEALTH = sorted(name for name, kind in KINDS.items() if kind.compartment is Compartment.HEALTH)
SECRET = ("Lam", "0987", "111222", "chị gái", "riêng tư", "bí mật", "reactive", "positive", "phản ứng", "dương tính")
# Headings that would hold what must not leave the station.
FORBIDDEN = ("name of the client", "phone", "contact", "result", "confirmed", "topics", "score", "note")


@pytest.fixture
def known(lead: Session) -> Session:
    """Everything that the station may know of somebody."""
    client = opened(lead, LAM, note="điều riêng tư")
    appointments.make(lead, client.id, NewAppointment(date(2026, 3, 20), "8 giờ", note="bí mật"))
    counselling.record_session(lead, client.id, NewSession(TODAY, topics=("sti",), agreed="bí mật", note="riêng tư"))
    test = screenings.offer(lead, client.id, NewScreenings(TODAY, (Asked("syphilis", How.ORAL),), note="bí mật"))[0].id
    screenings.take_step(lead, test, "sample", StepFacts(sample_on=TODAY, place="Trạm"))
    screenings.take_step(lead, test, "result", StepFacts(result=Result.REACTIVE, result_on=TODAY))
    stock.receive(lead, 1, Receipt(TODAY, 10, "CDC", note="riêng tư"))
    sessions.add_session(lead, SessionEntry(TODAY, Form.TALK, Audience.COMMUNITY, "Nhà văn hóa", note="bí mật"))
    return lead


def test_no_export_of_the_station_holds_a_name_a_contact_or_a_result(known: Session, viewer: Session) -> None:
    assert {"health-clients", "counselling", "screenings", "supplies", "health-sessions"} <= set(HEALTH)
    for name in HEALTH:
        export = KINDS[name].export
        assert export is not None
        headings = [column.heading.lower() for column in export.columns]
        assert not [each for each in headings if each in FORBIDDEN], name
        rows = [[column.value(row) for column in export.columns] for row in export.rows(known, {})]
        assert rows, name
        columns = [SheetColumn(column.heading, column.width) for column in export.columns]
        page = load_workbook(io.BytesIO(table_to_xlsx(columns, rows, name).data)).worksheets[0]
        said = " ".join(str(cell.value) for line in page.iter_rows() for cell in line if cell.value is not None)
        assert not [secret for secret in SECRET if secret.casefold() in said.casefold()], name
        with pytest.raises(Refused):
            list(export.rows(viewer, {}))
