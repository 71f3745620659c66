"""Is whatever a form edits compared when two people save, kept in the audit, and in the person's own copy?

The forms are built for records of a demo vault; their fields are asked of the form, not listed here.
"""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

import app.desktop
from app.audit_words.reading import Reader
from app.desktop.police.inspections import versions as inspection_versions
from app.desktop.police.reports import detail_versions as report_versions
from app.desktop.records.form_page import FormPage
from app.desktop.records.record_type import RecordType
from app.desktop.records.versions import VersionCompare
from app.desktop.social.cases import versions as case_versions
from app.desktop.theme import install
from app.kinds import KINDS
from app.social.cases import services as cases
from app.social.cases.rules import ENDED
from app.social.loans.queries import LoanFilter, list_loans
from app.social.papers import filled_copy
from app.social.support_services import queries as support
from app.social.support_services.lives import LIVES
from app.vault.compartments import Compartment
from app.vault.errors import Refused
from app.vault.session import Session

# What a form asks beside the facts of a record, and why it is compared with nothing.
NOT_COMPARED: dict[str, str] = {
    "reason": "why it is changed, not what",
    "since": "from when the change holds, not what",
    "files": "added to the record one by one, never overwritten",
    "case": "which case it belongs to is not changed",
    "kind": "shown; classified again by a step of its own",
    "instance": "shown; follows from the kind",
    "officer": "shown; assigned by a step of its own",
    "sealed": "shown; sealed by a step of its own",
}
# What a form edits that the person's own copy does not say. Nothing yet.
NOT_IN_COPY: dict[str, str] = {}


def record_types() -> list[tuple[Compartment, RecordType[Any, Any, Any, Any]]]:
    found = []
    for each in pkgutil.walk_packages(app.desktop.__path__, "app.desktop."):
        if each.name.endswith(".declared"):
            unit = each.name.split(".")[2]
            module = importlib.import_module(each.name)
            own = {id(v): v for v in vars(module).values() if isinstance(v, RecordType) and v.form is not None}
            found += [(Compartment(unit) if unit != "registry" else Compartment.REGISTRY, v) for v in own.values()]
    return found


TYPES = record_types()
by_type = pytest.mark.parametrize(("part", "record"), TYPES, ids=[record.key for _part, record in TYPES])


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    install(qapp, scheme="light", percent=100, language="vi")


def forms(session: Session, record: RecordType[Any, Any, Any, Any]) -> Iterator[tuple[FormPage, Any]]:
    """A form that changes a record, for each kind of form and of record that the vault has."""
    seen = set()
    for row in record.list.page(session, record.list.everything, record.list.usual[1], None, 80).rows:
        number = getattr(row, "id", None) or getattr(row, "report_id", None)
        detail = record.detail.detail_of(record.detail.read(session, number))
        if record.key == "cases" and detail.state in ENDED:
            cases.reveal_identity(session, number, "Kiểm tra biểu mẫu")
            detail = cases.read_revealed(session, number)
        assert record.form is not None
        try:
            page = record.form(None, session, detail, None)  # type: ignore[arg-type]
        except Refused:
            continue  # of a loan that goes its way nothing is typed any more
        assert isinstance(page, FormPage)
        shape = (page.entry.draft_form, frozenset(page.form.draft()))
        if page.entry.mine is not None and shape not in seen:
            seen.add(shape)
            yield page, detail


def compared(page: FormPage, detail: Any) -> set[str]:
    """The fields of the form that a conflict shows: by the name, by the service's name, or as part of a whole."""
    assert page.entry.mine is not None
    mine = page.entry.mine(SimpleNamespace(theirs=detail))  # type: ignore[arg-type]
    found = set(mine.names)
    for name in mine.names:
        value = mine.before.get(name)
        if is_dataclass(value):
            found |= {part.name for part in fields(value)} | {f"{name}_{part.name}" for part in fields(value)}
    return found | {form for service, form in page.entry.field_of.items() if service in found}


@by_type
def test_a_conflict_compares_all_that_the_form_edits(
    leads: Mapping[Compartment, Session], part: Compartment, record: RecordType[Any, Any, Any, Any]
) -> None:
    built = 0
    for page, detail in forms(leads[part], record):
        built += 1
        known = compared(page, detail) | set(NOT_COMPARED)
        assert {
            name for name in page.form.draft() if name.rpartition(".")[2] not in known and name not in known
        } == set()
    assert built


@by_type
def test_the_audit_has_words_for_all_that_the_form_edits(
    leads: Mapping[Compartment, Session], part: Compartment, record: RecordType[Any, Any, Any, Any]
) -> None:
    reader = Reader(f"{record.key}/1")
    kind = KINDS[record.key.replace("health_clients", "health-clients").replace("health_sessions", "health-sessions")]
    columns = set(kind.row.__table__.columns.keys()) if kind.row is not None else set()
    for page, _detail in forms(leads[part], record):
        for name in (each.rpartition(".")[2] for each in page.form.draft()):
            if name in columns and name not in NOT_COMPARED:
                assert name not in kind.silent, name
                assert Reader(f"{kind.name}/1").field(name) != name
    assert reader is not None


# --- earlier versions ----------------------------------------------------------------------------------------


def test_every_comparison_of_versions_is_looked_at_here() -> None:
    using = {
        each.name
        for each in pkgutil.walk_packages(app.desktop.__path__, "app.desktop.")
        if "shots" not in each.name and VersionCompare in vars(importlib.import_module(each.name)).values()
    }
    assert {name.split(".")[3] for name in using if name.split(".")[2] in ("police", "social", "health")} == {
        "reports",
        "inspections",
        "cases",
    }


def correction_of(leads: Mapping[Compartment, Session], key: str) -> tuple[Session, FormPage, Any]:
    part, record = next((part, record) for part, record in TYPES if record.key == key)
    found = [(page, detail) for page, detail in forms(leads[part], record) if "reason" in page.form.draft()]
    return leads[part], *found[-1]


def test_the_comparison_of_a_case_shows_all_that_its_form_corrects(leads: Mapping[Compartment, Session]) -> None:
    session, page, detail = correction_of(leads, "cases")
    told = case_versions.facts_words(session, detail.facts) | case_versions.person_words(session, detail.person)
    assert set(page.form.draft()) - {"reason"} - set(told) == set()


def test_the_comparison_of_a_report_shows_all_that_its_form_corrects(leads: Mapping[Compartment, Session]) -> None:
    _session, page, detail = correction_of(leads, "reports")
    told = set(report_versions._record_of(detail)) & set(report_versions.LABELS)
    parts = {"village_id": "village_name", "establishment": "establishment_name", "flags": "child"}
    hidden = {"reporter_name", "reporter_phone", "reporter_address", "reporter_identity", "relayed_by"}
    asked = {parts.get(name, name) for name in page.form.draft()} - set(NOT_COMPARED) - hidden
    assert asked - told == set()


def test_the_comparison_of_minutes_shows_all_that_their_form_corrects(leads: Mapping[Compartment, Session]) -> None:
    _session, page, detail = correction_of(leads, "inspections")
    told = set(inspection_versions.parts(detail.minutes())) & set(inspection_versions.NAMES)
    assert set(page.form.draft()) - {"reason"} - told == set()


def test_a_comparison_of_reports_says_the_office_s_words(leads: Mapping[Compartment, Session]) -> None:
    session, _page, detail = correction_of(leads, "reports")
    version = SimpleNamespace(record={"decline_ground": "not_competent", "authority": "labour_body", "source": ""})
    declined = replace(detail, decline_ground="out_of_time", authority="", source="")
    lines = report_versions.differences(session, version, declined)  # type: ignore[arg-type]
    said = " ".join(f"{line.before} {line.now}" for line in lines)
    assert len(lines) >= 2
    assert "not_competent" not in said and "out_of_time" not in said and "labour_body" not in said


# --- the person's own copy -----------------------------------------------------------------------------------


def other(value: Any, hint: str) -> Any:
    """Another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int) or "int" in hint:
        return (value or 0) + 7
    if isinstance(value, date) or "date" in hint:
        return (value or date(2026, 1, 1)) + timedelta(days=40)
    return f"{value} khác"


def test_the_copy_says_every_fact_of_a_support_service(leads: Mapping[Compartment, Session]) -> None:
    session = leads[Compartment.SOCIAL]
    missing = set()
    rows = support.list_services(session, support.ServiceFilter(), support.Sort.NEWEST, None, 60).rows
    for row in rows:
        found = support.read_again(session, row.id)
        hints = {field.name: str(field.type) for field in fields(found.facts)}
        for name in LIVES[found.kind].facts:
            if name == "variety":
                continue  # told with the row that the list shows
            changed = replace(found.facts, **{name: other(getattr(found.facts, name), hints[name])})
            if filled_copy._service(replace(found, facts=changed)) == filled_copy._service(found):
                missing.add(name)
    assert rows
    assert missing - set(NOT_IN_COPY) == set()


def test_the_copy_says_all_that_the_form_of_a_case_edits(leads: Mapping[Compartment, Session]) -> None:
    session, page, detail = correction_of(leads, "cases")
    told = (*filled_copy.person_lines(detail), *filled_copy.case_lines(detail))
    for name in set(page.form.draft()) - {"reason"} - set(NOT_IN_COPY):
        assert _changed_in_copy(detail, name, told), name


def _changed_in_copy(detail: Any, name: str, told: tuple[Any, ...]) -> bool:
    kept: dict[str, Any] = {
        "village_id": {"village": "Thôn khác"},
        "flags": {"flags": frozenset() if detail.flags else frozenset({next(iter(type_of_flags()))})},
        "urgent": {"urgent": not detail.urgent},
    }
    if name in kept:
        now = replace(detail, **kept[name])
    elif name in {field.name for field in fields(detail.person)}:
        value = date(1990, 2, 3) if name == "birth" else "khác"
        now = replace(detail, person=replace(detail.person, **{name: value}))
    else:
        value = getattr(detail.facts, name)
        new = next(each for each in type(value) if each is not value) if name == "source" else _another(name, value)
        now = replace(detail, facts=replace(detail.facts, **{name: new}))
    return (*filled_copy.person_lines(now), *filled_copy.case_lines(now)) != told


def type_of_flags() -> Any:
    from app.social.cases.terms import Flag

    return Flag


def _another(name: str, value: Any) -> Any:
    if name == "sex":
        return "male" if value != "male" else "female"
    return other(value, "date" if name.endswith("_on") else "str")


def test_the_copy_says_all_that_a_loan_s_form_asks(leads: Mapping[Compartment, Session]) -> None:
    session = leads[Compartment.SOCIAL]
    record = next(record for _part, record in TYPES if record.key == "loans")
    (page, _detail), *_more = list(forms(session, record))
    asked = set(page.form.draft()) - set(NOT_COMPARED)
    row = list_loans(session, LoanFilter()).rows[0]
    from app.social.loans import queries as loans

    found = loans.read_again(session, row.id)
    before = filled_copy._loan(found)
    for name in asked - set(NOT_IN_COPY):
        if name == "programme":
            now = replace(found, row=replace(found.row, programme_name="Chương trình khác"))
        else:
            now = replace(found, **{name: other(getattr(found, name), "int" if "amount" in name else "str")})
        assert filled_copy._loan(now) != before, name
