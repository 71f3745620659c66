"""How is a change to a service written? Versions compared, event noted, the case's timeline and the audit told.

What was typed never stands in the audit in clear: only under the key of the case (app.common.shredding).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.common.asking import unless
from app.common.i18n import N_
from app.common.permissions import require
from app.social.cases.changing import differences, note_event
from app.social.cases.models import Case
from app.social.support_services import record, rules
from app.social.support_services.detail import detail_of
from app.social.support_services.fields import TYPED
from app.social.support_services.models import Service, ServiceEvent
from app.social.support_services.terms import KIND, ServiceKind, State
from app.social.support_services.values import ServiceChanged
from app.vault.errors import Conflict
from app.vault.session import Work


@dataclass
class Change:
    """A change to one service under way, inside one transaction. `case` is the one it belongs to now."""

    work: Work
    service: Service
    case: Case
    before: dict[str, Any]
    undoable: bool = True

    def done(self, action: str, note: str = "", detail: Mapping[str, Any] | None = None) -> ServiceChanged:
        """Refresh what lists show, note the event, audit old → new. `detail` holds codes, days and numbers alone."""
        work, service, old = self.work, self.service, self.before.get("service", {})
        record.refresh(work.db, service)
        service.version += 1
        service.updated_at = work.now
        work.db.flush()
        after = record.snapshot(work.db, service)["service"]
        changed = {
            name: pair
            for name, pair in differences(old, after).items()
            if name not in record.SILENT and not (not old and pair[1] in (None, "", False))
        }
        typed = {name: changed.pop(name) for name in TYPED if name in changed}
        work.db.add(
            ServiceEvent(
                case_id=service.case_id,
                service_id=service.id,
                at=work.now,
                by=work.session.account.id,
                action=action,
                from_state=old.get("state", ""),
                to_state=service.state,
                note=note,
                detail=dict(detail or {}),
                before=self.before if self.undoable else None,
            )
        )
        codes: dict[str, Any] = {"case": self.case.code, **(detail or {})}
        if changed:
            codes["changes"] = changed
        if typed:
            codes["changed"] = sorted(typed)
        note_event(work, self.case, action, note, typed, kind=KIND, subject=record.subject(service), **codes)
        record.index_words(work.db, service, self.case)
        work.db.flush()
        return ServiceChanged(service.id, service.number, service.version, State(service.state), action)


def open_change(work: Work, service_id: int, expected_version: int | None = None) -> Change:
    """Load a service to change it. Raises NotFound, Conflict when somebody saved since that version was read."""
    service, case = record.find(work.db, service_id)
    if expected_version is not None and service.version != expected_version:
        raise Conflict(
            N_(
                "Somebody else has saved this support service meanwhile. Nothing was overwritten: compare both"
                " versions and decide."
            ),
            theirs=detail_of(work.session, work.db, service, case),
        )
    return Change(work, service, case, record.snapshot(work.db, service))


def open_step(work: Work, service_id: int, step: str, expected_version: int | None = None) -> Change:
    """Load a service to take a step of its life. Raises Refused, NotFound, Conflict."""
    require(work.session, "services.edit")
    change = open_change(work, service_id, expected_version)
    kind, state = ServiceKind(change.service.kind), State(change.service.state)
    unless(rules.why_not_step(kind, state, step, work.session.account, change.case.worker_id))
    return change


def open_act(
    work: Work, service_id: int, act: str, expected_version: int | None = None, permission: str = "services.edit"
) -> Change:
    """Load a service to do an act of the table to it. Raises Refused, NotFound, Conflict."""
    require(work.session, permission)
    change = open_change(work, service_id, expected_version)
    kind, state = ServiceKind(change.service.kind), State(change.service.state)
    unless(rules.why_not_act(kind, state, act, work.session.account, change.case.worker_id))
    return change
