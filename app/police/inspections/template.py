"""Which items does the checklist for premises have on a day? The office's list, by type of establishment."""

from datetime import date

from sqlalchemy.orm import Session as Orm

from app.police.inspections.terms import CheckResult
from app.police.inspections.values import Check
from app.registry import queries as registry


def checklist(db: Orm, type_code: str, on: date) -> tuple[Check, ...]:
    """The items for premises of a type whose law is in force that day, nothing checked yet."""
    return tuple(
        Check(item.name, CheckResult.NOT_CHECKED, item.code, item.basis)
        for item in registry.in_force(db, registry.CHECKLIST_ITEMS, on)
        if not item.facts.get("types") or type_code in item.facts["types"]
    )
