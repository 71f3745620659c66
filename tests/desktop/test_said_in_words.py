"""Does every act that a person's screen can do have words, so that no code is ever shown for it?"""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app.common.i18n import tr
from app.desktop.health.clients.declared import HEALTH_CLIENTS
from app.desktop.health.counselling.declared import COUNSELLING
from app.desktop.health.group_sessions.declared import HEALTH_SESSIONS
from app.desktop.health.screenings.declared import SCREENINGS
from app.desktop.health.supplies.declared import SUPPLIES
from app.desktop.police.inspections.declared import INSPECTION_PAGES
from app.desktop.police.reports.declared import REPORT_PAGES
from app.desktop.registry.establishments.declared import ESTABLISHMENT_PAGES
from app.desktop.social.cases.declared import CASES
from app.desktop.social.loans.declared import LOANS
from app.desktop.social.support_services.declared import SERVICES
from app.desktop.social.surveys.declared import SURVEYS
from app.desktop.social.visits.declared import VISITS
from app.social.support_plans.audited import ACT_NAMES as PLAN_ACTS

APP = Path(__file__).resolve().parents[2] / "app"
TYPES = (
    (REPORT_PAGES, "police/reports", "receive"),
    (COUNSELLING, "health/counselling", "record"),
    (SCREENINGS, "health/screenings", "offer"),
    (INSPECTION_PAGES, "police/inspections", "assign_team"),
    (ESTABLISHMENT_PAGES, "registry/establishments", "close"),
    (CASES, "social/cases", "transfer"),
    (CASES, "social/keeping", "withdraw"),
    (LOANS, "social/loans", "pay"),
    (SimpleNamespace(action_words=PLAN_ACTS), "social/support_plans", "plan_agree"),
    (VISITS, "social/visits", "visit_missed"),
    (SURVEYS, "social/surveys", "enter"),
    (HEALTH_CLIENTS, "health/clients", "withdraw"),
    (HEALTH_CLIENTS, "health/appointments", "make"),
    (HEALTH_CLIENTS, "health/care", "check"),
    (SUPPLIES, "health/supplies", "receive"),
    (HEALTH_SESSIONS, "health/sessions", "remove"),
    (SERVICES, "social/support_services", "attend"),
)


def acts(folder: str) -> set[str]:
    """The names under which a package's services say that something was done."""
    text = "\n".join(file.read_text(encoding="utf-8") for file in (APP / folder).glob("*.py"))
    return set(re.findall(r'\.done\(\s*"([a-z_]+)"', text)) | set(re.findall(r'\baction="([a-z_]+)"', text))


@pytest.mark.parametrize(("record", "folder", "known"), TYPES)
def test_what_was_done_is_said_in_words(record: Any, folder: str, known: str) -> None:
    done = acts(folder) - {"undo"}

    assert known in done | set(record.action_words)
    assert {act for act in done if act not in record.action_words} == set()
    assert all(tr(words) != act for act, words in record.action_words.items())
