"""How do plans appear to scripts and in the audit? The kind `plans` as it is registered: listed and shown."""

from collections.abc import Mapping
from typing import Any

from app.common import conditions
from app.common.i18n import N_
from app.common.kinds import Document, Kind
from app.common.permissions import require
from app.police.inspection_plans import audited, queries
from app.police.inspection_plans.changing import KIND
from app.police.inspection_plans.services_review import find_number, open_plan
from app.police.inspection_plans.terms import PlanState
from app.police.inspection_plans.values import ItemRow, PlanRow
from app.vault.compartments import Compartment
from app.vault.session import Session

CONDITIONS: dict[str, str] = {
    "year": N_("a year in four digits"),
    "state": N_("draft, approved, replaced"),
}


def list_documents(session: Session, texts: Mapping[str, str], limit: int | None) -> list[Document]:
    """The plans that the conditions let through."""
    require(session, "plans.list")
    conditions.known(texts, CONDITIONS)
    states = conditions.codes(PlanState, texts, "state")
    found = queries.list_plans(session, conditions.year(texts, "year"))
    return [_document(plan) for plan in found if not states or plan.state in states][:limit]


def _document(plan: PlanRow) -> Document:
    return {
        "number": plan.number,
        "year": plan.year,
        "state": plan.state.value,
        "drawn_on": plan.drawn_on.isoformat(),
        "share": str(plan.share),
        "active": plan.active,
        "quota": plan.quota,
        "items": plan.tally.total,
        "done": plan.tally.done,
        "scheduled": plan.tally.scheduled,
        "not_scheduled": plan.tally.not_scheduled,
        "late": plan.tally.late,
        "put_off": plan.tally.put_off,
    }


def show_document(session: Session, number: str) -> Document:
    """A plan with its premises and all that its draw needs; the opening is audited."""
    plan = open_plan(session, find_number(session, number))
    return {
        "number": plan.number,
        "year": plan.year,
        "state": plan.state.value,
        "drawn_on": plan.drawn_on.isoformat(),
        "share": str(plan.share),
        "seed": plan.seed,
        "weights": plan.weights.to_json(),
        "active": plan.active,
        "quota": plan.quota,
        "approved_by": plan.approved_by or None,
        "approved_at": plan.approved_at.isoformat() if plan.approved_at else None,
        "items": [_item(item) for item in plan.items],
        "candidates": [
            {
                "establishment": each.candidate.number,
                "lot": each.lot,
                "lot_order": each.lot_order,
                "last_inspected_on": _day(each.candidate.last_inspected_on),
                "score": each.score,
                "ground": each.ground.value if each.ground else None,
            }
            for each in plan.candidates
        ],
        "version": plan.version,
    }


def _item(item: ItemRow) -> Document:
    return {
        "establishment": item.number,
        "name": item.name,
        "ground": item.ground.value,
        "score": item.score,
        "lot_order": item.lot_order,
        "reason": item.reason or None,
        "planned_month": item.planned_month,
        "planned_on": _day(item.planned_on),
        "inspection": item.inspection_number or None,
        "inspected_on": _day(item.inspected_on),
        "progress": item.progress.value,
    }


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


PLANS = Kind(
    name=KIND,
    label=N_("Inspection plans"),
    compartment=Compartment.POLICE,
    conditions=CONDITIONS,
    list=list_documents,
    show=show_document,
    search=lambda session, text: [],  # a plan is found by its year
    importing=None,
    export=None,
    one=N_("Inspection plan"),
    fields=audited.FIELDS,
    values=audited.VALUES,
    actions=audited.ACTIONS,
    codes=audited.CODES,
)
