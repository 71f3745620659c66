"""How is a change to a client written? Versions compared, event noted, the audit told code and action alone.

Every service of the station that changes a client, or something that belongs to one (a counselling session, a test, a
referral), goes through `open_act` and `Change.done`, or through `note_event`. What changed stands in the client's
timeline, inside the record, and goes with it; the audit, which is never erased, says only who did what to which code.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.common.asking import unless
from app.common.i18n import N_
from app.common.permissions import require
from app.common.rows import columns
from app.common.text import nfc
from app.health.clients import record, rules
from app.health.clients.models import Client, ClientEvent, Identity
from app.health.clients.terms import KIND, State
from app.health.clients.values import Changed
from app.vault.errors import Conflict
from app.vault.session import Work

_SILENT = frozenset({"id", "version", "created_at", "updated_at", "due_sort", "rank", "listed"})


def stored(work: Work, client: Client) -> dict[str, Any]:
    """What stands in the record."""
    row = work.db.get(Identity, client.id)
    own = columns(row, frozenset({"client_id"})) if row is not None else {}
    return columns(client, _SILENT) | own


@dataclass
class Change:
    """A change to one client under way, inside one transaction."""

    work: Work
    client: Client
    before: dict[str, Any]

    def done(self, action: str, note: str = "", /, *, kind: str = KIND, subject: str = "") -> Changed:
        """Refresh what lists show, note the event with what changed, audit the action."""
        work, client = self.work, self.client
        record.refresh(client)
        client.version += 1
        client.updated_at = work.now
        work.db.flush()
        after = stored(work, client)
        old = {name: self.before.get(name) for name in after if self.before.get(name) != after[name]}
        note_event(
            work, client, action, note, kind=kind, from_state=str(self.before["state"]), before=old, subject=subject
        )
        record.index(work.db, client)
        work.db.flush()
        return Changed(client.id, client.code, client.version, State(client.state), action)


def note_event(
    work: Work,
    client: Client,
    action: str,
    note: str = "",
    /,
    *,
    kind: str = KIND,
    from_state: str = "",
    before: Mapping[str, Any] | None = None,
    subject: str = "",
) -> None:
    """A line in the client's timeline and its audit entry, for whatever belongs to a client.

    An event of another kind reads `<kind>.<action>`. Nothing but the code, or the `subject` with its own number, and
    the action reaches the audit.
    """
    work.db.add(
        ClientEvent(
            client_id=client.id,
            at=work.now,
            by=work.session.account.id,
            action=action if kind == KIND else f"{kind}.{action}",
            from_state=from_state or client.state,
            to_state=client.state,
            note=nfc(note).strip(),
            detail={},
            before=dict(before) if before else None,
        )
    )
    work.audit(f"{kind}.{action}", subject or record.subject(client))


def open_change(work: Work, client_id: int, expected_version: int | None = None) -> Change:
    """Load a client to change it. Raises NotFound, and Conflict when somebody saved since that version was read."""
    from app.health.clients.detail import detail_of

    client = record.find(work.db, client_id)
    if expected_version is not None and client.version != expected_version:
        raise Conflict(
            N_(
                "Somebody else has saved this client's record meanwhile. Nothing was overwritten: compare both versions"
                " and decide."
            ),
            theirs=detail_of(work.session, work.db, client),
        )
    return Change(work, client, stored(work, client))


def open_act(work: Work, client_id: int, act: str, permission: str, expected_version: int | None = None) -> Change:
    """Load a client to do an act of the table to it. Raises Refused, NotFound, Conflict."""
    require(work.session, permission)
    change = open_change(work, client_id, expected_version)
    unless(rules.why_not_act(State(change.client.state), act, work.session.account))
    return change
