"""Is a client expected, reminded only in a way they named, and does no line say what for?"""

from dataclasses import fields
from datetime import timedelta

import pytest

from app.health.appointments import services
from app.health.appointments.services import Expected, NewAppointment
from app.health.appointments.terms import AppointmentState
from app.health.clients.declared import ClientFilter
from app.health.clients.queries import list_clients
from app.health.clients.services import read_again
from app.health.clients.terms import SafeWay
from app.vault.errors import Invalid, Refused
from app.vault.session import Session
from tests.health.builders import TODAY, opened


def test_the_nearest_appointment_stands_in_the_list_and_goes_when_the_client_came(lead: Session) -> None:
    client = opened(lead)
    with pytest.raises(Invalid) as wrong:
        services.make(lead, client.id, NewAppointment(TODAY - timedelta(1)))
    assert set(wrong.value.fields) == {"on"}
    for days in (30, 7):
        services.make(lead, client.id, NewAppointment(TODAY + timedelta(days), "8:30", note="Lấy kết quả"))
    assert list_clients(lead).rows[0].next_visit_on == TODAY + timedelta(7)
    first, second = services.of_client(lead, client.id)
    services.move(lead, first.id, NewAppointment(TODAY + timedelta(2)))
    with lead.at(lead.clock() + timedelta(days=3)):
        assert [row.code for row in list_clients(lead, ClientFilter(late=True)).rows] == [client.code]
        assert [each.on for each in services.expected(lead, lead.today())] == [TODAY + timedelta(2)]
        services.end(lead, first.id, "came")
        with pytest.raises(Refused):
            services.end(lead, first.id, "missed")
    detail = read_again(lead, client.id)
    assert (detail.last_visit_on, detail.next_visit_on) == (TODAY + timedelta(3), second.on)
    assert services.of_client(lead, client.id)[-1].state is AppointmentState.KEPT


def test_a_reminder_is_only_for_whom_named_a_way_and_says_nothing(lead: Session) -> None:
    here = opened(lead, safe_way=SafeWay.HERE)
    with pytest.raises(Invalid) as wrong:
        services.make(lead, here.id, NewAppointment(TODAY, remind=True))
    assert set(wrong.value.fields) == {"remind"}
    client = opened(lead)
    services.make(lead, client.id, NewAppointment(TODAY + timedelta(1), remind=True, note="Xét nghiệm lại"))
    services.make(lead, client.id, NewAppointment(TODAY + timedelta(5), remind=True))
    [waiting] = services.to_remind(lead)
    assert (waiting.code, waiting.safe_when) == (client.code, "Sáng thứ bảy")
    assert "note" not in {each.name for each in fields(Expected)} and "Xét nghiệm" not in repr(waiting)
    services.remind(lead, waiting.appointment_id)
    assert services.to_remind(lead) == []
