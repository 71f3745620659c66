"""What was signed about accounts and codes since this person was last told?

Each account remembers, inside its own slot, up to which record it was told (`Session.told`): a restore, a new code
or a new lead is told to everybody once, at their next sign-in, whoever did it and whoever it concerns.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.vault import records
from app.vault.compartments import OWNER, Compartment
from app.vault.directory import RECOVERY, Authority, Directory, Member
from app.vault.people import Account, Level, Unit
from app.vault.session import Session


class NewsKind(StrEnum):
    RESTORED = "restored"  # with a recovery code
    NEW_SLIP = "new_slip"  # a one-time password for an account that is in use: its password ended
    TAKEN_UP = "taken_up"  # and somebody signed in with it
    CLAIMED = "claimed"  # keys on loan are the person's own again
    NEW_LEAD = "new_lead"
    NEW_CODE = "new_code"


@dataclass(frozen=True)
class News:
    """What happened, when, whom it concerns (None: a code), who did it (an account's or a code's id), whose code."""

    kind: NewsKind
    at: datetime
    account: Account | None
    by: str
    compartment: Compartment | None = None


def since(session: Session, told: int) -> list[News]:
    """The news of the records after number `told`, but what the person did themselves."""
    if told >= session.directory.length:
        return []
    with session.read() as db:
        steps = [
            step
            for step in records.replayed(db, session.directory.vault_id, session.anchor)
            if step.payload["n"] > told and step.payload["by"] != session.account.id
        ]
    return [item for step in steps for item in _items(step, session.account)]


def _items(step: records.Step, reader: Account) -> Iterator[News]:
    """What a record is to this reader. A unit's first lead and first code are how it begins, and no news."""
    payload, by = step.payload, step.payload["by"]
    at = datetime.fromisoformat(payload["at"])
    if payload["type"] == "recovery":
        part = Compartment(payload["compartment"])
        replaced = step.before.authority(part)
        if replaced is not None and (_of_owner(step.before, replaced) or replaced.issued_by == reader.id):
            yield News(NewsKind.NEW_CODE, at, None, by, part)
    elif payload["type"] == "claim":
        yield News(NewsKind.CLAIMED, at, step.after.members[payload["account"]].account, by)
    elif payload["type"] == "account":
        old, new = step.before.members.get(payload["account"]), step.after.members[payload["account"]]
        if by.startswith(RECOVERY):
            yield News(NewsKind.RESTORED, at, new.account, by, step.before.authorities[by].compartment)
        elif old is not None:
            yield from _changed(at, by, old, new)
        elif new.account.level is Level.LEAD and step.before.leads(new.account.unit):
            yield News(NewsKind.NEW_LEAD, at, new.account, by)


def _of_owner(directory: Directory, code: Authority) -> bool:
    """Whether the code was its unit's own; the founder's of the registry only waits for Coordination."""
    return directory.members[code.issued_by].account.unit is OWNER.get(code.compartment, Unit.COORDINATION)


def _changed(at: datetime, by: str, old: Member, new: Member) -> Iterator[News]:
    if new.account.level is Level.LEAD and old.account.level is not Level.LEAD:
        yield News(NewsKind.NEW_LEAD, at, new.account, by)
    if not old.in_use:
        return
    if new.account.invited and new.public != old.public:
        yield News(NewsKind.NEW_SLIP, at, new.account, by)
    if old.account.invited and not new.account.invited and new.account.active:
        yield News(NewsKind.TAKEN_UP, at, new.account, by)
