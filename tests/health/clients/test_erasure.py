"""Does a withdrawn record go with all that belongs to it, and does every table of the station say what stays?"""

from datetime import date, timedelta

import pytest
from sqlalchemy import UniqueConstraint, text

import app.kinds  # noqa: F401  every unit's tables
from app.health.appointments import services as appointments
from app.health.appointments.services import NewAppointment
from app.health.care import services as care
from app.health.care.terms import PartnerChoice
from app.health.care.values import NewCare
from app.health.clients import erasure, queries, services
from app.health.clients.erasure import OF_CLIENTS
from app.health.clients.values import StepFacts
from app.vault.errors import Invalid, NotFound, Refused
from app.vault.schema import Base
from app.vault.session import Session
from tests.health.builders import LAM, PHRASE, TODAY, opened

TABLES = [table for table in Base.metadata.sorted_tables if table.schema == "health"]
WORDS = ("Thanh Lam", "0987111222", "Zalo của chị", "Hai con nhỏ", "Đi khám lại", "ghi chú riêng")


def everything(session: Session) -> str:
    """Every row of every table of the compartment, as text."""
    with session.read() as db:
        names = db.execute(text("SELECT name FROM health.sqlite_master WHERE type = 'table'")).scalars().all()
        return "".join(str(db.execute(text(f'SELECT * FROM health."{name}"')).all()) for name in names)


def test_withdrawal_takes_the_record_from_every_list_and_begins_the_fifteen_days(
    lead: Session, officer: Session
) -> None:
    client = opened(lead, LAM)
    assert erasure.withdraw(officer, client.id, TODAY).action == "withdraw"
    assert services.read_again(lead, client.id).erase_by == date(2026, 3, 26)
    assert queries.list_clients(lead).rows == () and queries.find_clients(lead, client.code) == []
    assert {each.state.value for each in services.read_again(lead, client.id).consents} == {"withdrawn"}
    with pytest.raises(Refused):
        services.take_step(lead, client.id, "pause", StepFacts())
    with pytest.raises(Refused):
        erasure.to_erase(officer)
    with lead.at(lead.clock() + timedelta(days=16)):
        assert [(each.code, each.late) for each in erasure.to_erase(lead)] == [(client.code, True)]


def test_nothing_but_what_figures_count_is_left(lead: Session, officer: Session) -> None:
    client, other = opened(lead, LAM, PHRASE, note="Hai con nhỏ"), opened(lead, note="Người khác")
    appointments.make(lead, client.id, NewAppointment(TODAY, note="Đi khám lại"))
    care.refer(lead, client.id, NewCare("contraception", note="ghi chú riêng"))
    care.choose_partner(lead, client.id, PartnerChoice.SELF)
    services.DESK.save_draft(lead, "edit", str(client.id), {"note": "đang gõ"})
    lead.back_up("by_hand")
    assert all(word in everything(lead) for word in WORDS)
    with pytest.raises(Refused):
        erasure.erase_client(officer, client.id, client.code)
    with pytest.raises(Invalid):
        erasure.erase_client(lead, client.id, other.code)
    done = erasure.erase_client(lead, client.id, client.code)
    left = everything(lead)
    assert [word for word in WORDS if word in left] == [] and "Người khác" in left
    assert done.counts.keys() >= {"identities", "phrases", "appointments", "care", "client_events", "consents"}
    assert len(done.backups) == 1 and len(erasure.backups_to_replace(lead)) == 1
    with pytest.raises(NotFound):
        services.show_client(lead, client.id)
    with lead.read() as db:
        rows = db.execute(text("SELECT service, state, note, facility FROM health.care")).all()
        assert [tuple(row) for row in rows] == [("contraception", "in_care", "", "")]
        assert db.execute(text("SELECT count(*) FROM health.drafts")).scalar_one() == 0


def test_every_table_that_points_at_a_client_is_reached_and_says_what_stays(lead: Session) -> None:
    client = opened(lead)
    with lead.read() as db:
        reached = OF_CLIENTS.belonging(db, [client.id])
    assert {table for table in TABLES if "client_id" in table.columns} <= set(reached)
    for table in TABLES:
        figures = table.info.get("figures", frozenset())
        assert figures <= set(table.columns.keys()), table.name
        emptied = {name for name, _ in OF_CLIENTS.emptied(table, figures)} if figures else set()
        alone = [each for each in table.constraints if isinstance(each, UniqueConstraint)]
        assert not [each for each in alone if {column.name for column in each.columns} <= emptied], table.name
