"""Is whatever a form edits compared when two people save, and kept in the audit?

The forms are built for records of a demo vault; their fields are asked of the form, not listed here.
"""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

import app.desktop
from app.audit_words.reading import Reader
from app.desktop.records.form_page import FormPage
from app.desktop.records.record_type import RecordType
from app.desktop.social.cases import versions as case_versions
from app.desktop.social.cases.form_parts import CASE_NAMES
from app.desktop.theme import install
from app.kinds import KINDS
from app.social.cases import services as cases
from app.social.cases.rules import ENDED
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


def record_types() -> list[tuple[Compartment, RecordType[Any, Any, Any, Any]]]:
    found = []
    for each in pkgutil.walk_packages(app.desktop.__path__, "app.desktop."):
        if each.name.endswith(".declared"):
            unit = each.name.split(".")[2]
            module = importlib.import_module(each.name)
            own = {id(v): v for v in vars(module).values() if isinstance(v, RecordType) and v.form is not None}
            found += [(Compartment(unit) if unit != "registry" else Compartment.REGISTRY, v) for v in own.values()]
    return found


ALL_TYPES = record_types()
# TODO
TYPES = [(part, record) for part, record in ALL_TYPES if record.key not in ("reports", "inspections")]
by_type = pytest.mark.parametrize(("part", "record"), TYPES, ids=[record.key for _part, record in TYPES])


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    install(qapp, scheme="light", percent=100, language="vi")


_BUILT: dict[str, list[tuple[FormPage, Any]]] = {}


def forms(session: Session, record: RecordType[Any, Any, Any, Any]) -> list[tuple[FormPage, Any]]:
    """A form that changes a record, for each kind of form and of record; built once for all tests."""
    if record.key not in _BUILT:
        _BUILT[record.key] = list(_forms(session, record))
    return _BUILT[record.key]


def _forms(session: Session, record: RecordType[Any, Any, Any, Any]) -> Iterator[tuple[FormPage, Any]]:
    seen, ended = set(), 0
    for row in record.list.page(session, record.list.everything, record.list.usual[1], None, 30).rows:
        number: int = getattr(row, "id", 0) or row.report_id
        detail = record.detail.detail_of(record.detail.read(session, number))
        if record.key == "cases" and detail.state in ENDED and not ended:
            ended = number
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
    kind = KINDS[record.key]
    columns = set(kind.row.__table__.columns.keys()) if kind.row is not None else set()
    for page, _detail in forms(leads[part], record):
        for name in (each.rpartition(".")[2] for each in page.form.draft()):
            if name in columns and name not in NOT_COMPARED:
                assert name not in kind.silent, name
                assert Reader(f"{kind.name}/1").field(name) != name


# --- earlier versions ----------------------------------------------------------------------------------------


def test_the_comparison_of_a_case_shows_all_that_its_form_edits() -> None:
    assert set(CASE_NAMES) - set(case_versions.FACT_NAMES) == set()
