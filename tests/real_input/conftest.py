"""Registers read and stored through the same two calls as window and verb, on a real encrypted vault."""

from collections.abc import Callable

import pytest

from app.common.imports import ImportPlan
from app.exchange.importing import Choices, ImportResult, plan_import, run_import
from app.kinds import importable
from app.police.reports import queries, services
from app.police.reports.values import ReportDetail
from app.vault.session import Session


@pytest.fixture
def officer(police_officer: Session) -> Session:
    return police_officer


Plan = Callable[[bytes], ImportPlan]
Run = Callable[..., ImportResult]
Opened = Callable[[], list[ReportDetail]]


@pytest.fixture
def plan(officer: Session) -> Plan:
    return lambda data: plan_import(officer, importable("reports"), data)


@pytest.fixture
def run(officer: Session, plan: Plan) -> Run:
    def stored(data: bytes, choices: Choices | None = None) -> ImportResult:
        return run_import(officer, plan(data), choices or Choices())

    return stored


@pytest.fixture
def opened(officer: Session) -> Opened:
    """Every stored report, opened, in the order of receipt."""

    def details() -> list[ReportDetail]:
        rows = sorted(queries.list_reports(officer).rows, key=lambda row: (row.received_on, row.number))
        return [services.open_report(officer, row.id) for row in rows]

    return details
