"""What stands in the day's work of each unit, and does a half-written proposal go on from there?"""

from datetime import timedelta
from typing import Any

from app.desktop import screens
from app.desktop.records.page import RecordsPage
from app.desktop.registry.establishments.declared import ESTABLISHMENT_PAGES
from app.desktop.registry.establishments.work import ESTABLISHMENT_WORK
from app.desktop.today.page import TodayPage
from app.registry.establishments import services, services_proposals
from app.registry.establishments.declared import DESK
from app.registry.establishments.values import Entry
from tests.clocked import MORNING
from tests.desktop.registry.establishments.test_stories import settle
from tests.desktop.walk import walk


def shown(session):
    return ESTABLISHMENT_WORK.show(session, ESTABLISHMENT_WORK.read(session))


def by_key(session):
    return {group.key: [line.number for line in group.lines] for group in shown(session).groups}


def test_the_police_see_what_waits_and_which_papers_end(officer, health_lead):
    today = officer.today()
    for name, ends in (("Hết hạn", -1), ("Sắp hết", 30), ("Còn lâu", 31)):
        services.add_establishment(officer, Entry(name, licence_expires_on=today + timedelta(days=ends)))
    with health_lead.at(MORNING):
        services_proposals.propose_establishment(health_lead, Entry("Nhà nghỉ Hoa Ban"))
    assert by_key(officer) == {
        "establishment_proposals": ["CS004"],
        "establishments_expired": ["CS001"],
        "establishments_ending": ["CS002"],
    }
    assert shown(officer).due == 1


def test_another_unit_has_a_day_too(qtbot, officer, health_lead, changes):
    with health_lead.at(MORNING):
        mine = services_proposals.propose_establishment(health_lead, Entry("Nhà nghỉ Hoa Ban"))
        proposal = services.open_establishment(officer, mine.establishment_id).proposals[0]
        services_proposals.decline_proposal(officer, proposal.id, "Đã có trong sổ")
        DESK.save_draft(health_lead, "establishment", "new-1", {"values": {"name": "Quán Gió"}, "number": ""})
        assert "today" in [screen.key for screen in screens.for_session(health_lead)]
        page = TodayPage(health_lead, changes, screens.parts(health_lead, screens.WORK))
        qtbot.addWidget(page)
        page.show()
        settle(qtbot)
        assert len(page.lines()) == 2
        assert walk(page) == []
        assert by_key(health_lead) == {"establishment_decisions": ["CS001"]}
        assert "Đã có trong sổ" in shown(health_lead).groups[0].lines[0].words
        lead = shown(health_lead).drafts[0].lead
        records = RecordsPage(health_lead, changes, ESTABLISHMENT_PAGES)
        qtbot.addWidget(records)
        getattr(records, lead.verb)(*lead.values)
        form: Any = records.form()
        assert form.form.draft()["name"] == "Quán Gió"
        settle(qtbot)
    with health_lead.at(MORNING + timedelta(days=15)):
        assert by_key(health_lead) == {}
