"""What somebody lives by: entered, narrowed, told to scripts, exported, imported, audited, in the person's own copy."""

import pytest

from app.audit_words.reading import detail_lines
from app.common import i18n
from app.common.references import Names
from app.exchange import importing
from app.kinds import KINDS
from app.social.cases import queries, services
from app.social.cases.declared import OCCUPATION_NAMES, CaseFacts, Occupation
from app.social.cases.imports import CASE_IMPORT
from app.social.cases.queries import CaseFilter
from app.social.papers.filled_copy import case_lines
from app.vault import audit
from app.vault.compartments import Compartment
from app.vault.errors import Invalid
from app.vault.session import Session
from tests.social.builders import FACTS, opened
from tests.social.cases.test_imports import HEADINGS, book, case_of, row

CASES = KINDS["cases"]


def occupation_of(session: Session, case_id: int) -> Occupation | None:
    return services.read_again(session, case_id).facts.occupation


def test_not_known_is_an_answer_and_not_asked_is_none(lead: Session) -> None:
    unknown, not_asked = opened(lead, occupation=Occupation.UNKNOWN), opened(lead)
    assert occupation_of(lead, unknown.id) is Occupation.UNKNOWN
    assert occupation_of(lead, not_asked.id) is None
    assert CASES.show(lead, unknown.code)["occupation"] == "unknown"
    assert CASES.show(lead, not_asked.code)["occupation"] is None
    found = CASES.list(lead, {"occupation": "unknown"}, None)
    assert [(each["code"], each["occupation"]) for each in found] == [(unknown.code, "unknown")]


def test_an_occupation_of_no_list_is_refused(lead: Session) -> None:
    with pytest.raises(Invalid) as wrong:
        opened(lead, occupation="astronaut")
    assert "occupation" in wrong.value.fields
    with pytest.raises(Invalid):
        CASES.list(lead, {"occupation": "astronaut"}, None)
    assert queries.count_cases(lead) == 0


def test_a_list_is_narrowed_to_some_occupations_and_the_filter_is_kept(lead: Session) -> None:
    cases = [opened(lead, occupation=each) for each in (Occupation.FARMER, Occupation.TRADER, Occupation.STUDENT)]
    where = CaseFilter(occupations=frozenset({Occupation.FARMER, Occupation.STUDENT}))
    assert CaseFilter.from_json(where.to_json()) == where
    assert {each.id for each in queries.list_cases(lead, where).rows} == {cases[0].id, cases[2].id}


def test_an_export_has_it_in_words(lead: Session) -> None:
    opened(lead, occupation=Occupation.SERVICE_STAFF)
    assert CASES.export is not None
    (column,) = (each for each in CASES.export.columns if each.heading == "Occupation")
    (line,) = CASES.export.rows(lead, {})
    i18n.set_language("vi")
    assert column.value(line) == "Nhân viên cơ sở dịch vụ"


def test_a_change_stands_in_the_audit_in_words_and_can_be_taken_back(lead: Session) -> None:
    case = opened(lead, occupation=Occupation.FARMER)
    told = {name: getattr(FACTS, name) for name in FACTS.__dataclass_fields__}
    services.edit_case(lead, case.id, CaseFacts(**(told | {"occupation": Occupation.UNKNOWN})))
    with lead.read() as db:
        entry = audit.entries(db, Compartment.SOCIAL, action="cases.edit")[0]
    assert entry.detail is not None and entry.detail["changes"] == {"occupation": ["farmer", "unknown"]}
    i18n.set_language("vi")
    assert "Nghề nghiệp: Nông dân → Không rõ nghề nghiệp" in "\n".join(
        detail_lines(entry.detail, entry.subject, {}, Names(lead))
    )
    services.undo_last(lead, case.id)
    assert occupation_of(lead, case.id) is Occupation.FARMER


def test_the_version_before_a_correction_keeps_it(lead: Session) -> None:
    case = opened(lead, occupation=Occupation.HOMEMAKER)
    services.correct_case(lead, case.id, FACTS, None, "Nhập nhầm")
    (version,) = services.read_again(lead, case.id).versions
    assert version.facts.occupation is Occupation.HOMEMAKER


def test_the_persons_own_copy_tells_it(lead: Session) -> None:
    detail = services.read_again(lead, opened(lead, occupation=Occupation.FACTORY_WORKER).id)
    assert ("Nghề nghiệp", "Công nhân") in [(line.label, line.value) for line in case_lines(detail)]


@pytest.mark.parametrize(
    ("cell", "stored"),
    [
        ("Làm ruộng", "farmer"),
        ("Nông dân", "farmer"),
        ("NV quán karaoke", "service_staff"),
        ("Thất nghiệp", "none"),
        ("chưa rõ", "unknown"),
        ("Thợ xây", "other"),
        ("", ""),
    ],
)
def test_a_register_tells_it_in_its_own_words(lead: Session, cell: str, stored: str) -> None:
    headings = (*HEADINGS, "Nghề nghiệp")
    made = importing.plan_import(lead, CASE_IMPORT, book(headings, (*row("Lường Thị Bưởi"), cell)))
    assert made.errors == ()
    importing.run_import(lead, made, importing.Choices())
    assert case_of(lead, "Lường Thị Bưởi").occupation == stored


def test_every_occupation_has_its_words() -> None:
    assert set(OCCUPATION_NAMES) == set(Occupation)
