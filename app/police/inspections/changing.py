"""How is a change to an inspection written? Versions compared, event noted, old and new audited, words indexed.

Every service that changes an inspection goes through `open_change` and `Change.done`, so that no change is without
its line in the timeline, its audit entry and its row in the search index.
"""

from dataclasses import dataclass, field
from typing import Any

from app.common.asking import unless
from app.common.i18n import N_
from app.common.records.fields import Audit
from app.police.inspections import intake, rules
from app.police.inspections.declared import INSPECTIONS
from app.police.inspections.detail import detail_of
from app.police.inspections.models import Inspection, InspectionEvent
from app.police.inspections.record import (
    compared,
    find,
    index_words,
    refresh,
    snapshot,
    standing,
    subject,
    words,
)
from app.police.inspections.terms import HEAD_COUNT, KIND, State
from app.police.inspections.values import Changed
from app.vault.errors import Conflict, Invalid
from app.vault.session import Work


@dataclass
class Change:
    """A change to one inspection under way, inside one transaction."""

    work: Work
    inspection: Inspection
    before: dict[str, Any]
    words_before: str
    # Acts that cannot be taken back leave no snapshot.
    undoable: bool = True
    # Allowed, but worth a word: English source text and its values.
    warning: str = ""
    warning_values: dict[str, object] = field(default_factory=dict)

    def warn(self, sentence: str, /, **values: object) -> None:
        """Tell who did it; the first warning is the one that is shown."""
        if not self.warning:
            self.warning, self.warning_values = sentence, values

    def done(self, action: str, note: str = "", /, **detail: Any) -> Changed:
        """Refresh what lists show, note the event, audit old → new, index the words."""
        work, inspection, db = self.work, self.inspection, self.work.db
        refresh(db, inspection)
        inspection.version += 1
        inspection.updated_at = work.now
        after = snapshot(db, inspection)
        old, new = self.before["inspection"], after["inspection"]
        told = INSPECTIONS.audited[Audit.CLEAR]
        changes = {name: [old[name], new[name]] for name in new if name in told and old[name] != new[name]}
        parts_before, parts_after = compared(self.before), compared(after)
        changes |= {
            name: [parts_before[name], parts_after[name]]
            for name in parts_after
            if parts_before[name] != parts_after[name]
        }
        if any(old[name] != new[name] for name in (*HEAD_COUNT, "inspected_on")):
            inspection.carried_at = None
        db.add(
            InspectionEvent(
                inspection_id=inspection.id,
                at=work.now,
                by=work.session.account.id,
                action=action,
                from_state=old["state"],
                to_state=inspection.state,
                note=note,
                detail={**detail, "changed": sorted(changes)},
                before=self.before if self.undoable else None,
            )
        )
        work.audit(f"{KIND}.{action}", subject(inspection), changes=changes, note=note, **detail)
        if words(db, inspection) != self.words_before or action in ("remove", "restore", "undo"):
            index_words(db, inspection)
        db.flush()
        return Changed(
            inspection.id,
            inspection.number,
            inspection.version,
            State(inspection.state),
            action,
            self.warning,
            self.warning_values,
        )


def open_change(work: Work, inspection_id: int, expected_version: int | None = None) -> Change:
    """Load an inspection to change it.

    Raises NotFound, and Conflict (with the record as it is now) when somebody saved since that version was read.
    """
    inspection = find(work.db, inspection_id)
    if expected_version is not None and inspection.version != expected_version:
        raise Conflict(
            N_(
                "Somebody else has saved this inspection meanwhile. Nothing was overwritten: compare both versions and"
                " decide."
            ),
            theirs=detail_of(work.session, work.db, inspection),
        )
    return Change(work, inspection, snapshot(work.db, inspection), words(work.db, inspection))


def take(change: Change, name: str) -> rules.Step:
    """The step that this person may take now. Raises Refused."""
    stand = standing(change.work.db, change.inspection)
    unless(rules.why_not_step(stand, name, change.work.session.account))
    return rules.TRANSITIONS[stand.state, name]


def may_act(change: Change, name: str) -> None:
    """Raises Refused unless this person may do the act now."""
    unless(rules.why_not_act(standing(change.work.db, change.inspection), name, change.work.session.account))


def needed(text: str, name: str) -> str:
    """A text that the act cannot do without, tidied. Raises Invalid."""
    text = intake.tidy(text)
    if not text:
        raise Invalid(intake.NOT_SAVED, {name: Invalid(rules.NEEDED)})
    return text
