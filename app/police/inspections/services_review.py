"""What can a person set right? Correct locked minutes, bin and restore, undo."""

from collections.abc import Mapping
from typing import Any

from app.common.asking import needed
from app.common.i18n import N_
from app.common.permissions import require
from app.police.inspections import writing
from app.police.inspections.changing import may_act, open_change
from app.police.inspections.detail import detail_of, last_act
from app.police.inspections.models import InspectionEvent, InspectionVersion
from app.police.inspections.record import find, put_back, refresh
from app.police.inspections.services import write_changes
from app.police.inspections.services_counts import carried_along
from app.police.inspections.terms import State
from app.police.inspections.values import Changed
from app.vault.compartments import Compartment
from app.vault.errors import Conflict, Refused
from app.vault.session import Session


def correct(
    session: Session, inspection_id: int, expected_version: int, changes: Mapping[str, Any], reason: str
) -> Changed:
    """Change locked minutes, for a reason; the version before is kept with it. `changes` as for edit_inspection.

    A closed inspection that has an open finding again goes back to those to be put right.
    """
    require(session, "inspections.correct")
    with session.work(Compartment.POLICE) as work:
        change = open_change(work, inspection_id, expected_version)
        inspection = change.inspection
        may_act(change, "correct")
        reason = needed(reason, "reason")
        work.db.add(
            InspectionVersion(
                inspection_id=inspection.id,
                version=inspection.version,
                at=work.now,
                by=session.account.id,
                reason=reason,
                record=change.before,
            )
        )
        write_changes(change, changes)
        refresh(work.db, inspection)
        if inspection.open_findings and inspection.state == State.CLOSED:
            inspection.state, inspection.closed_at = State.FOLLOWING.value, None
        done = change.done("correct", reason)
    return carried_along(session, done)


def remove(session: Session, inspection_id: int, reason: str, expected_version: int | None = None) -> Changed:
    """Move an inspection to the bin, from where it can be restored; its number stays given.

    What a follow-up saw does not count any more while it is there.
    """
    require(session, "inspections.remove")
    with session.work(Compartment.POLICE) as work:
        change = open_change(work, inspection_id, expected_version)
        inspection = change.inspection
        may_act(change, "remove")
        inspection.removed_reason = needed(reason, "reason")
        writing.withdraw_reviews(work, inspection)
        inspection.removed, inspection.removed_at = True, work.now
        done = change.done("remove", inspection.removed_reason)
    return carried_along(session, done)


def restore(session: Session, inspection_id: int) -> Changed:
    """Take an inspection out of the bin."""
    require(session, "inspections.remove")
    with session.work(Compartment.POLICE) as work:
        change = open_change(work, inspection_id)
        inspection = change.inspection
        may_act(change, "restore")
        inspection.removed, inspection.removed_at, inspection.removed_reason = False, None, ""
        inspection.carried_at = None
        writing.apply_reviews(work, inspection)
        done = change.done("restore")
    return carried_along(session, done)


def undo_last(session: Session, inspection_id: int, event_id: int | None = None) -> Changed:
    """Take back the person's own last act on the inspection, if nothing came after it.

    Both stay in the timeline. `event_id` is the act the person saw offered; another one in its place is a Conflict.
    Raises Refused when the last act is somebody else's or cannot be taken back.
    """
    require(session, "inspections.record")
    with session.work(Compartment.POLICE) as work:
        inspection = find(work.db, inspection_id)
        last: InspectionEvent | None = last_act(work.db, inspection_id)
        if last is None or (event_id is not None and last.id != event_id):
            raise Conflict(
                N_("Something else happened to this inspection meanwhile, so nothing was undone."),
                theirs=detail_of(session, work.db, inspection),
            )
        if last.by != session.account.id:
            raise Refused(N_("The last act on this inspection is somebody else's. Only they can undo it."))
        if last.before is None:
            raise Refused(N_("This act cannot be undone."))
        change = open_change(work, inspection_id)
        change.undoable = False
        reviews = last.before["reviews"] != change.before["reviews"]
        binned = last.before["inspection"]["removed"] != inspection.removed
        if reviews or binned:
            writing.withdraw_reviews(work, inspection)
        put_back(work.db, inspection, last.before)
        if (reviews or binned) and not inspection.removed:
            writing.apply_reviews(work, inspection)
        last.undone_at = work.now
        done = change.done("undo", "", of=last.action, event=last.id)
    return carried_along(session, done)
