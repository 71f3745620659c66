"""Whose keys are whose, and who says so?

The registry's key is everybody's, so a row there proves nothing by itself. Accounts are therefore a chain of
signed records: each covers the one before and is signed by someone who was allowed to make it *at that point
of the chain*. The first is signed by the founder, whose public key every account carries inside its own
password-wrapped slot (`anchor`): neither header nor registry can be swapped for another vault's.
"""

import hashlib
import json
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session as Orm

from app.vault.compartments import OWNER, UNIT_COMPARTMENTS, Compartment
from app.vault.errors import NOT_TAKEN, Damaged, Forged
from app.vault.keys import PrivateKeys, PublicKeys, canonical, signed_by, user_key
from app.vault.people import Account, Level, Unit
from app.vault.tables import ACCOUNT_RECORDS

RECOVERY = "recovery:"


@dataclass(frozen=True)
class Member:
    """An account with every public key it ever had (the last is current) and who made it."""

    account: Account
    keys: tuple[PublicKeys, ...]
    created_by: str
    was_lead: bool
    # Signing keys made on somebody else's computer for an invitation: the inviter may have kept them, so they
    # serve to claim the account and prove nothing else.
    lent: frozenset[str] = frozenset()

    @property
    def public(self) -> PublicKeys:
        return self.keys[-1]


@dataclass(frozen=True)
class Authority:
    """The public side of a recovery code; may restore an account of the unit whose compartment it is."""

    id: str
    compartment: Compartment
    public: PublicKeys


@dataclass(frozen=True)
class Directory:
    """All members and recovery authorities of a vault, verified."""

    vault_id: str
    members: dict[str, Member]
    authorities: dict[str, Authority]
    head: str
    length: int
    # Which key each compartment answers to, by its id; two while a change of key is under way.
    key_ids: dict[Compartment, tuple[str, ...]] = field(default_factory=dict)

    def named(self, user: str) -> Member | None:
        wanted = user_key(user)
        return next((m for m in self.members.values() if user_key(m.account.user) == wanted), None)

    def leads(self, unit: Unit) -> list[Member]:
        return [m for m in self.active(unit) if m.account.level is Level.LEAD]

    def active(self, unit: Unit | None = None) -> list[Member]:
        return [m for m in self.members.values() if m.account.active and unit in (None, m.account.unit)]

    def holders(self, compartment: Compartment) -> list[Member]:
        """Everyone active who should hold a compartment's key."""
        return [m for m in self.active() if compartment in UNIT_COMPARTMENTS[m.account.unit]]

    def unclaimed(self, unit: Unit) -> bool:
        """Whether nobody of the unit ever signed in with a password of their own: its compartment is empty."""
        people = [m for m in self.members.values() if m.account.unit is unit]
        return all(keys.sign in member.lent for member in people for keys in member.keys)

    def authority(self, compartment: Compartment) -> Authority | None:
        return next((a for a in self.authorities.values() if a.compartment is compartment), None)

    def has_key(self, actor: str, sign: str) -> bool:
        """Whether this signing key is or was the actor's alone."""
        if actor.startswith(RECOVERY):
            authority = self.authorities.get(actor)
            return authority is not None and authority.public.sign == sign
        member = self.members.get(actor)
        return self.ever_had(actor, sign) and (member is None or sign not in member.lent)

    def ever_had(self, actor: str, sign: str) -> bool:
        """Whether this signing key is or was on record for the actor, one lent with an invitation included."""
        member = self.members.get(actor)
        return member is not None and any(keys.sign == sign for keys in member.keys)


def load(db: Orm, vault_id: str, anchor: str) -> Directory:
    """Read and verify every account record.

    Raises Forged at the first record that its signer was not allowed to make.
    """
    directory = Directory(vault_id, {}, {}, "", 0)
    rows = db.execute(select(ACCOUNT_RECORDS).order_by(ACCOUNT_RECORDS.c.seq)).all()
    for row in rows:
        try:
            payload = json.loads(row.payload)
            sound = (
                row.hash == _hash(row.payload)
                and payload["n"] == directory.length + 1 == row.seq
                and payload["previous"] == directory.head
                and payload["vault"] == vault_id
                and signed_by(payload["key"], _message(row.payload), row.signature)
            )
            if not sound:
                raise Forged(_FORGED)
            directory = replace(_applied(directory, payload, anchor), head=row.hash, length=directory.length + 1)
        except (KeyError, ValueError, TypeError) as error:
            raise Forged(_FORGED) from error
    if not directory.members:
        raise Forged(_FORGED)
    return directory


_FORGED = (
    "The list of accounts in this vault was changed by someone who may not change it. The vault was not opened"
    " and nothing was changed. Keep the folder as it is and tell the lead of your unit; restore the latest backup"
    " into another folder."
)


def account_payload(account: Account, public: PublicKeys) -> dict[str, Any]:
    """The content of an account's record."""
    return {
        "type": "account",
        "account": account.id,
        "user": account.user,
        "full_name": account.full_name,
        "unit": account.unit.value,
        "level": account.level.value,
        "active": account.active,
        "invited": account.invited,
        "sign": public.sign,
        "recipient": public.recipient,
    }


def authority_payload(authority: Authority) -> dict[str, Any]:
    """The content of a recovery code's record."""
    return {
        "type": "recovery",
        "authority": authority.id,
        "compartment": authority.compartment.value,
        "sign": authority.public.sign,
        "recipient": authority.public.recipient,
    }


def keys_payload(compartment: Compartment, ids: tuple[str, ...]) -> dict[str, Any]:
    """The content of a record that says which key a compartment answers to (or which two, while it changes).

    Without it somebody whose access was withdrawn could put an old file back under a key of their own.
    """
    return {"type": "keys", "compartment": compartment.value, "keys": list(ids)}


def append(
    db: Orm,
    directory: Directory,
    content: dict[str, Any],
    by: str,
    keys: PrivateKeys,
    at: datetime,
    anchor: str,
) -> Directory:
    """Sign and store one record; returns the directory with it applied.

    Raises Forged when the signer is not allowed to make it, so that a bug cannot lock everybody out; Damaged when the
    file did not take it.
    """
    payload = canonical(
        {
            **content,
            "n": directory.length + 1,
            "previous": directory.head,
            "vault": directory.vault_id,
            "by": by,
            "key": keys.public.sign,
            "at": at.isoformat(timespec="seconds"),
        }
    ).decode()
    after = _applied(directory, json.loads(payload), anchor)
    row_hash, signature, table = _hash(payload), keys.signature(_message(payload)), ACCOUNT_RECORDS
    db.execute(insert(table).values(seq=directory.length + 1, payload=payload, signature=signature, hash=row_hash))
    stored = db.execute(
        select(table.c.payload, table.c.signature, table.c.hash).where(table.c.seq == directory.length + 1)
    ).one_or_none()
    if stored is None or tuple(stored) != (payload, signature, row_hash):
        raise Damaged(NOT_TAKEN)
    return replace(after, head=row_hash, length=directory.length + 1)


def _hash(payload: str) -> str:
    return hashlib.sha256(payload.encode()).hexdigest()


def _message(payload: str) -> bytes:
    return b"nhip-cau account record\0" + payload.encode()


def _applied(directory: Directory, payload: dict[str, Any], anchor: str) -> Directory:
    if payload["type"] == "keys":
        compartment = Compartment(payload["compartment"])
        if not _may_set_keys(directory, payload, compartment):
            raise Forged(_FORGED)
        return replace(directory, key_ids={**directory.key_ids, compartment: tuple(map(str, payload["keys"]))})
    public = PublicKeys(payload["sign"], payload["recipient"])
    if payload["type"] == "recovery":
        authority = Authority(payload["authority"], Compartment(payload["compartment"]), public)
        if not _may_set_recovery(directory, payload, authority):
            raise Forged(_FORGED)
        kept = {a.id: a for a in directory.authorities.values() if a.compartment is not authority.compartment}
        return replace(directory, authorities={**kept, authority.id: authority})
    account = Account(
        payload["account"],
        payload["user"],
        payload["full_name"],
        Unit(payload["unit"]),
        Level(payload["level"]),
        payload["active"],
        payload["invited"],
    )
    old = directory.members.get(account.id)
    if not (_may_write_account(directory, payload, account, old, anchor) and _keys_are_own(payload, account, old)):
        raise Forged(_FORGED)
    member = Member(
        account,
        (*old.keys, public) if old and old.public != public else (old.keys if old else (public,)),
        old.created_by if old else payload["by"],
        account.level is Level.LEAD or (old is not None and old.was_lead),
        (old.lent if old else frozenset()) | ({public.sign} if account.invited else set()),
    )
    return replace(directory, members={**directory.members, account.id: member})


def _may_write_account(
    directory: Directory, payload: dict[str, Any], account: Account, old: Member | None, anchor: str
) -> bool:
    by, key = payload["by"], payload["key"]
    if not directory.members:  # the founder
        return by == account.id and key == payload["sign"] == anchor and account.level is Level.LEAD
    if by.startswith(RECOVERY):
        authority = directory.authorities.get(by)
        if authority is None or authority.public.sign != key or old is None:
            return False
        in_use = old.account.active and account.active
        return in_use and _restores(authority, account) and _same_office(old.account, account)
    signer = directory.members.get(by)
    if signer is None or not signer.account.active or signer.public.sign != key:
        return False
    if by == account.id:  # a person changes their own name or keys, never level or unit
        return old is not None and account.active and _same_office(old.account, account)
    if signer.account.level is not Level.LEAD or signer.account.invited:
        return False
    if old is None:
        first_lead = account.level is Level.LEAD and not directory.leads(account.unit)
        unused = directory.named(account.user) is None
        return unused and account.invited and (account.unit is signer.account.unit or first_lead)
    if account.invited and directory.unclaimed(account.unit):  # the first lead's invitation was lost
        return account.active and _same_office(old.account, account)
    same_unit = old.account.unit is account.unit is signer.account.unit
    return same_unit and old.account.user == account.user


def _keys_are_own(payload: dict[str, Any], account: Account, old: Member | None) -> bool:
    """Nobody puts keys they know in another's place unseen: such keys are marked as lent, for good."""
    if old is None:
        return True
    kept = old.public == PublicKeys(payload["sign"], payload["recipient"])
    known = {keys.sign for keys in old.keys} | {keys.recipient for keys in old.keys}
    fresh = not known & {payload["sign"], payload["recipient"]}
    if payload["by"] == account.id or payload["by"].startswith(RECOVERY):
        # Claiming or restoring an account makes new keys; a change of one's name keeps them.
        return fresh or (kept and account.invited == old.account.invited)
    if kept:  # a lead changes level or name, or revokes; taking somebody back goes through an invitation
        back = account.active and not old.account.active
        return not back and (account.invited == old.account.invited or not account.active)
    return fresh and account.invited and account.active


def _same_office(old: Account, new: Account) -> bool:
    return (old.unit, old.level, old.user) == (new.unit, new.level, new.user)


def _restores(authority: Authority, account: Account) -> bool:
    owner = OWNER.get(authority.compartment, Unit.COORDINATION)
    return account.unit is owner


def _may_set_keys(directory: Directory, payload: dict[str, Any], compartment: Compartment) -> bool:
    if not 1 <= len(payload["keys"]) <= 2 or not _is_claimed_lead(directory, payload):
        return False
    owner = OWNER.get(compartment)
    unit = directory.members[payload["by"]].account.unit
    return owner in (None, unit) or directory.unclaimed(owner)


def _is_claimed_lead(directory: Directory, payload: dict[str, Any]) -> bool:
    signer = directory.members.get(payload["by"])
    if signer is None or not signer.account.active or signer.public.sign != payload["key"]:
        return False
    return signer.account.level is Level.LEAD and not signer.account.invited


def _may_set_recovery(directory: Directory, payload: dict[str, Any], authority: Authority) -> bool:
    if not _is_claimed_lead(directory, payload):
        return False
    owner = OWNER.get(authority.compartment)
    unit = directory.members[payload["by"]].account.unit
    return owner in (None, unit) and authority.id.startswith(RECOVERY)
