"""What can a person change of a visit to come? Its day and hours, team, decision and notes, all in one go."""

from collections.abc import Mapping
from typing import Any

from app.common.entered import known_names
from app.common.i18n import N_
from app.common.permissions import require
from app.police.inspections import intake, rules
from app.police.inspections.changing import Change, may_act, open_change
from app.police.inspections.detail import members_of
from app.police.inspections.intake import Wrong
from app.police.inspections.services import set_planned, set_team
from app.police.inspections.terms import State
from app.police.inspections.values import Changed, Decision
from app.vault.compartments import Compartment
from app.vault.errors import Invalid, Refused
from app.vault.session import Session

WHEN = ("planned_on", "planned_from", "planned_until")
WHO = ("team", "decision")
TEXTS = ("content", "note")


def edit_planned(session: Session, inspection_id: int, expected_version: int, changes: Mapping[str, Any]) -> Changed:
    """Change what is planned; nothing is recorded by it.

    `changes` maps names to new values: planned_on, planned_from, planned_until (who may put the visit off), team,
    decision (who may assign it), content, note. Raises Refused, Conflict, Invalid with an error for each field.
    """
    require(session, "inspections.record")
    if not changes.keys().isdisjoint(WHEN):
        require(session, "inspections.plan")
    if not changes.keys().isdisjoint(WHO):
        require(session, "inspections.assign")
    known_names(changes, (*WHEN, *WHO, *TEXTS))
    with session.work(Compartment.POLICE) as work:
        change = open_change(work, inspection_id, expected_version)
        may_act(change, "edit")
        if State(change.inspection.state) not in rules.AHEAD:
            raise Refused(N_("This cannot be done where the inspection stands now. Nothing was changed."))
        wrong = Wrong()
        _when(change, changes, wrong)
        _who(change, changes, wrong)
        intake.unless_wrong(wrong)
        for name in TEXTS:
            if name in changes:
                setattr(change.inspection, name, intake.tidy(changes[name]))
        return change.done("edit")


def _when(change: Change, changes: Mapping[str, Any], wrong: Wrong) -> None:
    inspection = change.inspection
    if not any(name in changes for name in WHEN):
        return
    may_act(change, "reschedule")
    day = changes.get("planned_on", inspection.planned_on)
    begins = changes.get("planned_from", intake.hour(inspection.planned_from))
    ends = changes.get("planned_until", intake.hour(inspection.planned_until))
    if day is None and inspection.planned_on is not None:
        wrong["planned_on"] = Invalid(rules.NEEDED)
    set_planned(inspection, day, begins, ends, wrong)
    intake.premises(change.work.db, inspection.establishment_id, day, "planned_on", wrong)


def _who(change: Change, changes: Mapping[str, Any], wrong: Wrong) -> None:
    inspection, session, db = change.inspection, change.work.session, change.work.db
    known = members_of(db, inspection.id)
    if "team" in changes or "decision" in changes:
        before = Decision(inspection.decision_number, inspection.decision_on)
        set_team(change, changes.get("team", known), changes.get("decision", before), wrong)
    elif known and any(name in changes for name in WHEN):
        intake.team(session, db, known, inspection.id, intake.span_of(inspection), wrong)
