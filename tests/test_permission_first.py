"""Is permission asked before anything is read, checked or told? Every public service of every unit is called."""

import ast
from pathlib import Path

import pytest

import app.exchange
import app.health
import app.police
import app.registry
import app.social
from tests.conftest import SignIn
from tests.levels import answering

ROOT = Path(__file__).resolve().parents[1]

# Who works here is known to everybody who has signed in; what is possible is a question about the person alone; a
# draft is sealed to who typed it. What the vault says of itself (what was lost, whose keys are on loan, which backups
# there are) is told to everybody who opens it. No record is read by any of them.
OPEN = {
    "health.counselling.services": "counsellors",
    "police.inspections.detail": "names",
    "police.inspections.intake": "inspectors when_held",
    "police.reports.detail": "names",
    "police.reports.intake": "officers",
    "police.reports.sealing": "telling",
    # Nothing for whoever may not seal anew.
    "police.reports.services_seals": "unsigned waiting",
    "registry.accounts": "may_invite_again recoverable require_own_keys without_recovery",
    "registry.alarms": "losses lost_codes notices told",
    "registry.conditions": "village",
    "registry.elsewhere": "errand standing tell",
    "registry.establishments.detail": "names",
    "registry.establishments.rules": "possible_acts possible_steps",
    "registry.keys_in_words": ("loan_sentence mark_sentence marks_in_words news_sentence own_loan replaced_code"),
    "registry.safekeeping": ("all_backups back_up_at_leaving came_back find_backup newest_backup thin_out trial_due"),
    "social.cases.declared": "workers",
    "social.needs.services": "assessors",
    "social.support_services.services_desk": "list_drafts",
}


def test_who_may_do_nothing_is_refused_by_every_service_whatever_they_ask(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.common.permissions.PERMISSIONS", {})
    monkeypatch.setattr("app.common.permissions.UNITS", {})
    answered = answering(sign_in("dao.ngoc.lan"), app.police, app.registry, app.exchange, modules=())
    answered |= answering(sign_in("ly.thi.thom"), app.health, modules=())
    answered |= answering(sign_in("do.thi.uyen"), app.social, modules=())
    assert answered == {f"app.{place}.{name}" for place, names in OPEN.items() for name in names.split()}


def test_what_only_some_may_do_is_asked_before_anything_is_checked() -> None:
    """A second permission, for a part of what is asked, comes before the checks as well."""
    sources = {path: path.read_text(encoding="utf-8") for path in sorted((ROOT / "app").rglob("*.py"))}
    late = [
        f"{path.relative_to(ROOT)}:{function.name}"
        for path, source in sources.items()
        if "require(" in source and not {"desktop", "cli", "vault"} & set(path.parts)
        for function in ast.walk(ast.parse(source))
        if isinstance(function, ast.FunctionDef) and not function.name.startswith("_") and _asks_late(function)
    ]
    # That a kind has no export at all stands in its declaration; who restores is known once they have signed in.
    assert late == ["app/exchange/exporting.py:export_list", "app/registry/safekeeping.py:signed_in_to_restore"]


def _asks_late(function: ast.FunctionDef) -> bool:
    """Whether something that may read or raise stands before a question for permission."""
    begun = False
    for statement in function.body:
        if _calls(statement, "require"):
            if begun:
                return True
        elif _does_something(statement):
            begun = True
    return False


def _does_something(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.FunctionDef | ast.Import | ast.ImportFrom):
        return False
    return any(isinstance(node, ast.Call | ast.Raise) for node in ast.walk(statement))


def _calls(statement: ast.stmt, name: str) -> bool:
    return not isinstance(statement, ast.FunctionDef) and any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
        for node in ast.walk(statement)
    )
