"""How is a one-time password written and read, and until when is it good?

It is printed as three groups of four and read as leniently as a recovery code. The account record that invites
somebody states, signed, until when the slip is good. After that it is refused, and the next person to sign in takes
the unit's key from under it: whoever finds the paper then, with the folder and a tool of their own, opens the
registry at most.
"""

import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session as Orm

from app.vault import audit, keys
from app.vault.compartments import Compartment
from app.vault.directory import Member
from app.vault.errors import Refused
from app.vault.session import Session

GROUPS, GROUP = 3, 4
# From the issue of the slip. Records of older versions state no end: theirs counts from their own moment.
GOOD_FOR = timedelta(days=14)


def one_time_password() -> str:
    """60 random bits, readable on paper: three groups of four."""
    return _spelt("".join(secrets.choice(keys.CROCKFORD) for _ in range(GROUPS * GROUP)))


def spellings(typed: str) -> tuple[str, ...]:
    """What somebody may have meant: the text as it is, and as a one-time password if it can be one."""
    cleaned = keys.read_crockford(typed)
    if len(cleaned) != GROUPS * GROUP or set(cleaned) - set(keys.CROCKFORD):
        return (typed,)
    return tuple(dict.fromkeys((typed, _spelt(cleaned))))


def _spelt(chars: str) -> str:
    return "-".join(chars[at : at + GROUP] for at in range(0, len(chars), GROUP))


def now(db: Orm, clock: datetime) -> datetime:
    """The moment by this computer's clock, but never before the newest audit entry: setting it back gains nothing."""
    newest = audit.entries(db, Compartment.REGISTRY, limit=1)
    return max(clock, newest[0].at) if newest else clock


def ends(db: Orm, clock: datetime) -> datetime:
    """Until when a slip issued now is good."""
    return now(db, clock) + GOOD_FOR


def expired(member: Member, moment: datetime) -> bool:
    """Whether the account waits for a first sign-in whose one-time password is too old."""
    slip = member.slip
    return slip is not None and moment > (slip.until or slip.at + GOOD_FOR)


def check(session: Session) -> None:
    """Refuse an invited person whose slip is too old. Raises Refused."""
    member = session.directory.members[session.account.id]
    if not expired(member, _moment(session)):
        return
    if session.directory.unclaimed(session.account.unit):
        raise Refused(
            "This one-time password has expired. The lead of any unit can issue a new one under “Accounts”."
            " Nothing was changed."
        )
    raise Refused(
        "This one-time password has expired. The lead of your unit can issue a new one under “Accounts”."
        " Nothing was changed."
    )


def close_expired(session: Session) -> None:
    """Take the units' keys from under slips that are too old. The slot stays, so that it can say why it is refused."""
    vault, moment = session.vault, _moment(session)
    old = {m.account.id for m in session.directory.active() if expired(m, moment)}
    kept = tuple(g for g in vault.header.grants if g.to not in old or g.compartment is Compartment.REGISTRY)
    if len(kept) != len(vault.header.grants):
        vault.save(replace(vault.header, grants=kept))


def holders(session: Session, compartment: Compartment) -> list[Member]:
    """Everyone who is to get a compartment's new key: the unit's people, without those whose slip is too old."""
    moment = _moment(session)
    return [
        m
        for m in session.directory.holders(compartment)
        if compartment is Compartment.REGISTRY or not expired(m, moment)
    ]


def _moment(session: Session) -> datetime:
    with session.read() as db:
        return now(db, session.clock())
