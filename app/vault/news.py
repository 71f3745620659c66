"""What was signed about accounts and codes since this person was last told?

Each account remembers, inside its own slot, up to which record it was told (`Session.told`): a restore, a new code
or a new lead is told to everybody once, at their next sign-in, whoever did it and whoever it concerns.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.vault import records
from app.vault.compartments import Compartment
from app.vault.directory import RECOVERY, Member
from app.vault.people import Account, Level
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
    return [item for step in steps for item in _items(step)]


def _items(step: records.Step) -> Iterator[News]:
    payload, by = step.payload, step.payload["by"]
    at = datetime.fromisoformat(payload["at"])
    if payload["type"] == "recovery":
        yield News(NewsKind.NEW_CODE, at, None, by, Compartment(payload["compartment"]))
    elif payload["type"] == "claim":
        yield News(NewsKind.CLAIMED, at, step.after.members[payload["account"]].account, by)
    elif payload["type"] == "account":
        old, new = step.before.members.get(payload["account"]), step.after.members[payload["account"]]
        if by.startswith(RECOVERY):
            yield News(NewsKind.RESTORED, at, new.account, by, step.before.authorities[by].compartment)
        elif old is not None:
            yield from _changed(at, by, old, new)
        elif new.account.level is Level.LEAD:
            yield News(NewsKind.NEW_LEAD, at, new.account, by)


def _changed(at: datetime, by: str, old: Member, new: Member) -> Iterator[News]:
    if new.account.level is Level.LEAD and old.account.level is not Level.LEAD:
        yield News(NewsKind.NEW_LEAD, at, new.account, by)
    if not old.in_use:
        return
    if new.account.invited and new.public != old.public:
        yield News(NewsKind.NEW_SLIP, at, new.account, by)
    if old.account.invited and not new.account.invited and new.account.active:
        yield News(NewsKind.TAKEN_UP, at, new.account, by)
