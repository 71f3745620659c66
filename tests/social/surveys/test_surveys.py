"""Are surveys entered, found, changed and taken out without naming anybody?"""

from dataclasses import replace
from datetime import date

import pytest

from app.common.permissions import PERMISSIONS, may
from app.registry import queries as registry
from app.registry.services import change_item
from app.social.surveys import queries, services
from app.social.surveys.declared import SurveyFilter
from app.social.surveys.models import Sort
from app.social.surveys.terms import AgeBand, Difficulty, Sex
from app.social.surveys.values import Answers
from app.vault import audit
from app.vault.compartments import Compartment
from app.vault.errors import Conflict, Invalid, NotFound, Refused
from app.vault.session import Session
from tests.social.surveys.builders import ANSWERS, answers, entered, villages


def numbers(session: Session, where: SurveyFilter = queries.ALL, sort: Sort = Sort.NEWEST) -> list[str]:
    return [row.number for row in queries.list_surveys(session, where, sort).rows]


def test_a_survey_is_entered_opened_changed_and_put_in_the_bin(lead: Session) -> None:
    [near, far] = villages(lead)
    one = entered(lead, village_id=near)
    # Of a survey of last year only the quarter is known.
    two = entered(lead, surveyed_on=None, year=2025, quarter=4, village_id=far, needs=frozenset({"none"}), remark="")
    assert (one.number, two.number) == ("KS26-0001", "KS25-0001")

    detail = services.open_survey(lead, one.id)
    assert (detail.row.answers.year, detail.row.answers.quarter) == (2026, 1)
    assert detail.row.needs == ("Học nghề", "Vay vốn")
    assert (detail.row.village, detail.row.workplace_name) == ("Thôn Bến Đò", "Karaoke")
    changed = services.edit(lead, one.id, replace(detail.row.answers, sex=None, remark="Đổi ý."), detail.version)
    assert changed.version == 2
    with pytest.raises(Conflict):
        services.edit(lead, one.id, ANSWERS, detail.version)

    assert numbers(lead) == ["KS26-0001", "KS25-0001"]
    services.remove(lead, one.id)
    assert numbers(lead) == ["KS25-0001"]
    assert numbers(lead, SurveyFilter(in_bin=True)) == ["KS26-0001"]
    assert queries.search_surveys(lead, "đổi ý") == []
    with pytest.raises(Refused):
        services.remove(lead, one.id)
    with pytest.raises(Refused):
        services.edit(lead, one.id, ANSWERS)
    services.restore(lead, one.id)
    assert [hit.number for hit in queries.search_surveys(lead, "doi y")] == ["KS26-0001"]
    # A number is never given twice.
    services.remove(lead, one.id)
    assert entered(lead).number == "KS26-0002"
    with pytest.raises(NotFound):
        queries.find_number(lead, "KS26-0009")
    services.DESK.note_search(lead, "đổi ý", 1)
    with lead.read() as db:
        told = str(audit.entries(db, Compartment.SOCIAL, limit=200))
    assert "Đổi ý" not in told and "đổi ý" not in told and "Nhài" not in told


WRONG: tuple[tuple[dict[str, object], str], ...] = (
    ({"group": ""}, "group"),
    ({"group": "ai đó"}, "group"),
    ({"needs": frozenset()}, "needs"),
    ({"needs": frozenset({"none", "loan"})}, "needs"),
    ({"needs": frozenset({"gì đó"})}, "needs"),
    ({"surveyed_on": date(2026, 3, 12)}, "surveyed_on"),
    ({"surveyed_on": None}, "surveyed_on"),
    ({"surveyed_on": None, "year": 2027}, "year"),
    ({"surveyed_on": None, "year": 2026, "quarter": 2}, "quarter"),
    ({"surveyed_on": None, "year": 2025, "quarter": 5}, "quarter"),
    ({"workplace": "chợ"}, "workplace"),
    ({"village_id": 99}, "village_id"),
    ({"remark": "Gọi 0987 612 345"}, "remark"),
    ({"remark": "dài " * 100}, "remark"),
)


def test_what_is_wrong_is_said_at_its_field(lead: Session) -> None:
    found = []
    for wrong, _field in WRONG:
        with pytest.raises(Invalid) as refused:
            services.enter(lead, replace(ANSWERS, **wrong))  # type: ignore[arg-type]
        found.append(set(refused.value.fields))
    assert found == [{field} for _wrong, field in WRONG]
    assert numbers(lead) == []


def test_the_list_is_narrowed_and_goes_on_page_by_page(lead: Session) -> None:
    [near, far] = villages(lead)
    entered(lead, village_id=near)
    entered(lead, group="unemployed_youth", sex=Sex.MALE, age_band=AgeBand.FROM_18, difficulty=Difficulty.NO)
    entered(lead, surveyed_on=None, year=2025, quarter=3, needs=frozenset({"job"}), workplace="", village_id=far)
    expected = {
        SurveyFilter(groups=frozenset({"unemployed_youth"})): ["KS26-0002"],
        SurveyFilter(needs=frozenset({"job", "housing"})): ["KS25-0001"],
        SurveyFilter(village_id=near): ["KS26-0001"],
        SurveyFilter(sexes=frozenset({Sex.MALE})): ["KS26-0002"],
        SurveyFilter(ages=frozenset({AgeBand.FROM_18})): ["KS26-0002"],
        SurveyFilter(difficulty=Difficulty.YES): ["KS26-0001", "KS25-0001"],
        SurveyFilter(workplaces=frozenset({"karaoke"})): ["KS26-0002", "KS26-0001"],
        SurveyFilter(year=2025, quarter=3): ["KS25-0001"],
        SurveyFilter(surveyed_from=date(2026, 1, 1)): ["KS26-0002", "KS26-0001"],
        SurveyFilter(surveyed_to=date(2025, 12, 31)): ["KS25-0001"],
        SurveyFilter(text="ks26-2"): ["KS26-0002"],
        SurveyFilter(text="cay gao"): ["KS25-0001"],
    }
    assert {where: numbers(lead, where) for where in expected} == expected
    assert {where: queries.count_surveys(lead, where) for where in expected} == {
        where: len(found) for where, found in expected.items()
    }
    assert numbers(lead, sort=Sort.NUMBER) == ["KS25-0001", "KS26-0001", "KS26-0002"]
    first = queries.list_surveys(lead, limit=2)
    rest = queries.list_surveys(lead, after=first.next, limit=2)
    assert [row.number for row in (*first.rows, *rest.rows)] == ["KS26-0002", "KS26-0001", "KS25-0001"]
    assert rest.next is None


def test_each_level_does_what_the_table_says(lead: Session, officer: Session, viewer: Session) -> None:
    one = entered(officer)
    assert numbers(viewer) == [one.number]
    assert services.choices(viewer).groups
    for refused in (
        lambda: services.enter(viewer, ANSWERS),
        lambda: services.open_survey(viewer, one.id),
        lambda: services.edit(viewer, one.id, ANSWERS),
        lambda: services.remove(viewer, one.id),
        lambda: services.restore(viewer, one.id),
    ):
        with pytest.raises(Refused):
            refused()
    ours = [action for action in PERMISSIONS if action.startswith(("needs-surveys.", "needs."))]
    assert [action for action in ours if not may(officer, action)] == []
    assert [action for action in ours if may(viewer, action)] == ["needs-surveys.list"]
    assert [each.allowed for each in services.open_survey(lead, one.id).acts] == [True, True]


def test_what_a_list_offers_no_more_stays_where_it_stands(lead: Session) -> None:
    one = entered(lead)
    with lead.read() as db:
        item = next(each for each in registry.catalogue(db, registry.NEED_KINDS) if each.code == "loan")
    change_item(lead, registry.NEED_KINDS, "loan", replace(item, active=False))
    with pytest.raises(Invalid):
        services.enter(lead, answers())
    services.edit(lead, one.id, answers(remark="Như cũ."))
    assert services.read_again(lead, one.id).row.needs == ("Học nghề", "Vay vốn")
    assert isinstance(services.read_again(lead, one.id).row.answers, Answers)
