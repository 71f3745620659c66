"""What becomes of a finding? Put right, handed over or dropped; and the follow-up inspection that looks again."""

from collections.abc import Sequence
from datetime import date, time

from app.common import entered
from app.common.dates import show_date
from app.common.i18n import N_
from app.common.permissions import require
from app.police.inspections import intake, rules, writing
from app.police.inspections.changing import Change, may_act, needed, open_change
from app.police.inspections.detail import members_of
from app.police.inspections.intake import IN_THE_FUTURE, Wrong
from app.police.inspections.models import Finding
from app.police.inspections.services import DECISION_NAMES, began, new_row, set_planned
from app.police.inspections.terms import FindingState, InspectionKind, State
from app.police.inspections.values import Changed, Decision, Member
from app.registry import choices
from app.registry import queries as registry
from app.vault.compartments import Compartment
from app.vault.errors import Invalid, NotFound, Refused
from app.vault.session import Session


def put_right(
    session: Session,
    inspection_id: int,
    finding_id: int,
    on: date,
    note: str = "",
    expected_version: int | None = None,
) -> Changed:
    """The premises have put a finding right, as shown outside of a follow-up inspection (papers brought in)."""
    require(session, "inspections.record")
    with session.work(Compartment.POLICE) as work:
        change = open_change(work, inspection_id, expected_version)
        finding = _open_finding(change, "put_right", finding_id)
        wrong, on = Wrong(), entered.day(on, "resolved_on")
        if on > session.today():
            wrong["resolved_on"] = Invalid(IN_THE_FUTURE)
        intake.not_before(on, finding.found_on, "resolved_on", wrong)
        intake.unless_wrong(wrong)
        return _resolve(change, finding, "put_right", FindingState.PUT_RIGHT, on, note)


def hand_over(
    session: Session,
    inspection_id: int,
    finding_id: int,
    authority: str,
    note: str = "",
    expected_version: int | None = None,
) -> Changed:
    """Another body goes on with a finding; which one (a code of the list of authorities, or its name)."""
    require(session, "inspections.record")
    with session.work(Compartment.POLICE) as work:
        change = open_change(work, inspection_id, expected_version)
        finding = _open_finding(change, "hand_over", finding_id)
        authority = needed(authority, "authority")
        if (why := choices.wrong_body(work.db, authority)) is not None:
            intake.unless_wrong({"authority": why})
        authority = registry.item_name(work.db, registry.AUTHORITIES, authority)
        note = " – ".join(part for part in (authority, intake.tidy(note)) if part)
        return _resolve(change, finding, "hand_over", FindingState.HANDED_OVER, session.today(), note)


def dismiss(
    session: Session, inspection_id: int, finding_id: int, reason: str, expected_version: int | None = None
) -> Changed:
    """A finding was none, says the lead, for a reason. Raises Refused while a sanction decision rests on it."""
    require(session, "inspections.close")
    with session.work(Compartment.POLICE) as work:
        change = open_change(work, inspection_id, expected_version)
        finding = _open_finding(change, "dismiss", finding_id)
        reason = needed(reason, "reason")
        if any(link["finding_id"] == finding_id for link in change.before["links"]):
            raise Refused(N_("A sanction decision rests on this finding. It cannot be dropped."))
        return _resolve(change, finding, "dismiss", FindingState.DISMISSED, session.today(), reason)


def _open_finding(change: Change, act: str, finding_id: int) -> Finding:
    may_act(change, act)
    finding = change.work.db.get(Finding, finding_id)
    if finding is None or finding.inspection_id != change.inspection.id:
        raise NotFound(N_("This inspection has no such finding. Nothing was changed."))
    if finding.state != FindingState.OPEN:
        raise Refused(N_("This finding is not open any more."))
    return finding


def _resolve(change: Change, finding: Finding, action: str, state: FindingState, on: date, note: str) -> Changed:
    finding.state, finding.resolved_on = state.value, on
    note = intake.tidy(note)
    if note:
        finding.note = " · ".join(part for part in (finding.note, note) if part)
    return change.done(action, note, finding=finding.seq)


def begin_follow_up(
    session: Session,
    inspection_id: int,
    planned_on: date | None,
    planned_from: time | None = None,
    planned_until: time | None = None,
    members: Sequence[Member] | None = None,
    decision: Decision | None = None,
    expected_version: int | None = None,
) -> Changed:
    """Plan the inspection that looks at the open findings again; what is returned is the new inspection.

    The team of the first one goes unless another is given, under the same decision. Raises Invalid, Refused while
    another follow-up is still to come.
    """
    require(session, "inspections.plan")
    with session.work(Compartment.POLICE) as work:
        db = work.db
        first = open_change(work, inspection_id, expected_version)
        first.undoable = False
        may_act(first, "begin_follow_up")
        old = first.inspection
        inspection, wrong = new_row(work, InspectionKind.FOLLOW_UP, State.READY), Wrong()
        if planned_on is None:
            wrong["planned_on"] = Invalid(rules.NEEDED)
        elif old.inspected_on is not None and planned_on < old.inspected_on:
            wrong["planned_on"] = Invalid(intake.BEFORE_THE_FINDING, day=show_date(old.inspected_on))
        set_planned(inspection, planned_on, planned_from, planned_until, wrong)
        place = intake.premises(db, old.establishment_id, planned_on, "planned_on", wrong)
        team = entered.rows(Member, members, "team") if members is not None else members_of(db, old.id)
        if members is not None:
            intake.more_than_a_leader(team, wrong)
        if decision is not None:
            decision = entered.typed(decision, DECISION_NAMES)
            if decision.on is not None and planned_on is not None and decision.on > planned_on:
                wrong["decision_on"] = Invalid(N_("The decision would be younger than the inspection."))
        if team:
            team = intake.team(session, db, team, None, intake.span_of(inspection), wrong)
        else:  # an imported visit has a team in words only: the lead assigns one
            inspection.state = State.PLANNED.value
        intake.unless_wrong(wrong)
        if place is not None:
            writing.premises(inspection, place)
        inspection.follow_up_of_id = old.id
        inspection.decision_number = decision.number if decision else old.decision_number
        inspection.decision_on = decision.on if decision else old.decision_on
        done = began(work, inspection, "plan", (planned_on or session.today()).year, team)
        first.done("follow_up", "", follow_up=inspection.number)
        return done
