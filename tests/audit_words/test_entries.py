"""Does whatever the audit keeps read in words: every entry of a demo vault, every column, code, list and action?

Nothing here is listed by hand: fields come from the tables, codes from the terms, actions from the services' source.
"""

import ast
import importlib
import json
import pkgutil
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import app
from app.audit_words.damage import damage_words
from app.audit_words.reading import Reader, action_name, detail_lines, subject_name
from app.audit_words.stored import TABLE_NAMES, table_name
from app.audit_words.tables import ACTION_NAMES, UNSHOWN
from app.common import i18n
from app.common.kinds import Kind
from app.common.references import Names
from app.kinds import KINDS
from app.registry import accounts, queries, services
from app.registry.references import VILLAGE, item
from app.vault.anchors import UNCOVERED
from app.vault.audit import Entry
from app.vault.compartments import Compartment
from app.vault.schema import Base
from app.vault.session import Session

ROOT = Path(app.__file__).parent
UNITS = ("police", "health", "social", "registry")
LANGUAGES = ("vi", "en")
CODE = re.compile(r"[a-z][a-z0-9]*(?:[_./][a-z0-9]+)*")
JOINED = re.compile(r"\b[a-z]+(?:_[a-z0-9]+)+\b")
DIGEST = re.compile(r"[0-9a-f]{64}")  # of a file: shown as such, to be compared
ACCOUNT = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-")
WITH_WORDS = [kind for kind in KINDS.values() if kind.row is not None]


def entries(leads: Mapping[Compartment, Session]) -> Iterator[tuple[Session, Entry]]:
    for part, session in leads.items():
        before: int | None = None
        while read := accounts.read_audit(session, part, before=before, limit=500):
            yield from ((session, entry) for entry in read)
            before = read[-1].seq


def codes_in(value: object) -> set[str]:
    """Every code that stands in a detail: names of fields, and values that are written like one."""
    if isinstance(value, dict):
        return {name for name in value if CODE.fullmatch(name)} | set().union(*map(codes_in, value.values()), set())
    if isinstance(value, list):
        return set().union(*map(codes_in, value), set())
    return {value} if isinstance(value, str) and CODE.fullmatch(value) and not DIGEST.fullmatch(value) else set()


def english_only() -> set[str]:
    """Words of the English texts that no Vietnamese text has."""
    texts = i18n.catalogue("vi")
    english, vietnamese = (
        set(re.findall(r"[A-Za-z]{4,}", " ".join(part).lower())) for part in (texts.keys(), texts.values())
    )
    return english - vietnamese


def lines_of(session: Session, entry: Entry, names: Names) -> list[str]:
    people = {account.id: account.full_name for account in session.accounts()}
    own = detail_lines(entry.detail, entry.subject, people, names)
    return [action_name(entry.action), subject_name(entry.subject, names), *own]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_of_a_demo_vault_reads_in_words(leads: Mapping[Compartment, Session], language: str) -> None:
    i18n.set_language(language)
    foreign = english_only() if language == "vi" else set()
    names = {session: Names(session) for session in {id(s): s for s in leads.values()}.values()}
    wrong: dict[str, str] = {}
    seen = 0
    for session, entry in entries(leads):
        seen += 1
        raw = codes_in({k: v for k, v in (entry.detail or {}).items() if k not in ("locked", "backup")})
        for line in lines_of(session, entry, names[session]):
            tokens = set(re.findall(r"[\w./]+", line))
            said = JOINED.findall(line) + ACCOUNT.findall(line)
            if language == "vi" and not entry.subject.startswith("accounts/"):
                said += sorted(raw & tokens) + sorted(foreign & set(re.findall(r"\b[a-z]{4,}\b", line)))
            if said:
                wrong.setdefault(f"{entry.action} {said}", line)
    assert seen > 1000
    assert wrong == {}


def test_no_entry_shows_the_id_that_a_field_refers_by(leads: Mapping[Compartment, Session]) -> None:
    shown, asked = [], 0
    for session, entry in entries(leads):
        names, reader_of = Names(session), entry.subject
        kind = KINDS.get(entry.subject.partition("/")[0])
        for name, value in referring(kind, entry.detail or {}):
            asked += 1
            words = Reader(reader_of, {}, names).shown(value, name)
            if words == str(value):
                shown.append((entry.action, name, value, words))
    assert asked > 100
    assert shown == []


def referring(kind: Kind | None, detail: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The fields that refer to another record, with the id as it is stored."""
    references = kind.references if kind is not None else {}
    for name, value in detail.items():
        if isinstance(value, dict):
            yield from referring(kind, value)
        for each in value if isinstance(value, list) else [value]:
            if name in references and (isinstance(each, int) or (isinstance(each, str) and each.isdigit())):
                yield name, each


@pytest.mark.parametrize("kind", WITH_WORDS, ids=lambda kind: kind.name)
def test_every_audited_column_has_words(kind: Kind) -> None:
    assert kind.row is not None
    told = set(kind.row.__table__.columns.keys()) - kind.silent - UNSHOWN
    reader = Reader(f"{kind.name}/1")
    for language in LANGUAGES:
        i18n.set_language(language)
        assert {name for name in told if reader.field(name) == name} == set()


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_every_condition_that_an_export_is_audited_with_has_words(kind: Kind) -> None:
    reader = Reader(f"{kind.name}/1")
    assert {name for name in kind.conditions if name != "sort" and reader.field(name) == name} == set()


def modules(named: str) -> list[ModuleType]:
    found = [each.name for each in pkgutil.walk_packages(app.__path__, "app.") if each.name.endswith(f".{named}")]
    return [importlib.import_module(name) for name in found if name.split(".")[1] in UNITS]


def test_every_table_of_codes_names_the_whole_enumeration() -> None:
    missing = []
    for terms in modules("terms"):
        for name, table in vars(terms).items():
            if name.endswith("_NAMES") and isinstance(table, dict) and table:
                first = next(iter(table))
                if isinstance(first, StrEnum):
                    missing += [f"{terms.__name__}.{name}: {each}" for each in type(first) if each not in table]
    assert missing == []


def test_every_code_of_a_catalogue_that_a_field_refers_to_has_its_name(leads: Mapping[Compartment, Session]) -> None:
    session = leads[Compartment.REGISTRY]
    names, asked = Names(session), 0
    with session.read() as db:
        lists = {name: queries.whole_catalogue(db, name) for name in queries.CATALOGUES}
    for kind in KINDS.values():
        for field, reference in kind.references.items():
            for name, entries_of in lists.items():
                if reference is item(name):
                    for each in entries_of:
                        asked += 1
                        assert Reader(f"{kind.name}/1", {}, names).shown(each.code, field) == each.name
    assert asked > 50


def test_what_is_gone_is_said_in_words(leads: Mapping[Compartment, Session]) -> None:
    names = Names(leads[Compartment.POLICE])
    detail = {"changes": {"village_id": [999_999, 1], "officer_id": ["0" * 8 + "-0000-0000-0000-" + "0" * 12, None]}}
    assert detail_lines(detail, "reports/001/2026/TB", {}, names) == [
        "Thôn: (thôn không còn trong danh sách) → " + (VILLAGE.name(leads[Compartment.POLICE], "1") or ""),
        "Cán bộ phụ trách: (tài khoản không còn trong kho) → (trống)",
    ]


# --- actions -----------------------------------------------------------------------------------------------


def audited_by(tree: ast.Module, module: ModuleType) -> Iterator[str]:
    """The actions that calls of `….audit(action, …)` name outright."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "audit":
            found = _text(node.args[0], module) if node.args else None
            if found is not None:
                yield found


def _text(node: ast.expr, module: ModuleType) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.Name):
        value = getattr(module, node.id, None)
        return value if isinstance(value, str) else None
    if isinstance(node, ast.JoinedStr):
        parts = [_text(p.value if isinstance(p, ast.FormattedValue) else p, module) for p in node.values]
        return None if None in parts else "".join(part or "" for part in parts)
    return None


def acts_of(tree: ast.Module) -> Iterator[str]:
    """The acts that a service says it did: `change.done("close")`, `note_event(work, case, "reveal")`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in ("done", "note_event"):
                yield from (
                    arg.value
                    for arg in node.args[:3]
                    if isinstance(arg, ast.Constant) and isinstance(arg.value, str) and CODE.fullmatch(arg.value)
                )


def test_every_action_that_a_service_audits_has_words() -> None:
    found: dict[str, str] = {}
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if parts[0] in ("desktop", "cli") or path.name in ("__main__.py", "entry.py"):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if "audit(" in path.read_text(encoding="utf-8"):
            module = importlib.import_module(".".join(("app", *(p for p in parts if p != "__init__"))))
            found |= {action: str(path) for action in audited_by(tree, module)}
        if parts[0] in UNITS:
            for act in acts_of(tree):
                bare = re.sub(r"^(plan|visit)_", "", act)
                if not any(code.endswith((f".{act}", f".{bare}")) for code in ACTION_NAMES):
                    found[act] = str(path)
    assert len(found) > 60
    assert {action: path for action, path in found.items() if action not in ACTION_NAMES} == {}


# --- verification --------------------------------------------------------------------------------------------


def test_every_table_that_the_audit_covers_has_words() -> None:
    tables = {table.name for table in Base.metadata.tables.values()} - set(UNCOVERED)
    assert tables - set(TABLE_NAMES) == set()
    assert {name for name in tables if table_name(name) == name} == set()


def test_a_row_changed_with_another_tool_is_named_by_its_number(leads: Mapping[Compartment, Session]) -> None:
    session = leads[Compartment.POLICE]
    from app.vault import anchored

    values = {
        "table": "reports",
        "key": "1",
        "entry": 7,
        "action": "reports.close",
        "subject": "villages/1",
        "when": "2026-11-30T04:56+00:00",
    }
    said = damage_words(anchored.CHANGED, values, session, Compartment.POLICE)
    assert re.search(r"Tin, đơn|Tin báo", said) and re.search(r"\d{3}/20\d\d/", said)
    assert not {"reports", "reports.close", "villages/1"} & set(re.findall(r"[\w./]+", said))
    assert "Thôn" in said and "30/11/2026" in said


def test_a_village_in_the_restore_review_is_called_by_its_name(police_lead: Session) -> None:
    services.add_village(police_lead, "Thôn Hạ")
    entry = next(e for e in accounts.read_audit(police_lead, Compartment.REGISTRY) if e.action == "village.added")
    assert subject_name(entry.subject, Names(police_lead)) == "Thôn Hạ"
    assert json.dumps(entry.detail, ensure_ascii=False) == '{"name": "Thôn Hạ"}'
