"""Whose keys are whose, and who says so?

The registry's key is everybody's, so a row there proves nothing by itself. Accounts are therefore a chain of
signed records: each covers the one before and is signed by someone who was allowed to make it *at that point
of the chain*. The first is signed by the founder, whose public key every account carries inside its own
password-wrapped slot (`anchor`): neither header nor registry can be swapped for another vault's.

Keys that somebody else could have made are *on loan* until their owner claimed them (`app.vault.claims`). Records
say under which rules they were made: those of older vaults are judged as they were then, and after the first one
under today's rules no record under older ones is believed.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session as Orm

from app.vault.compartments import OWNER, Compartment
from app.vault.directory import RECOVERY, Authority, Directory, Loan, Member, Slip
from app.vault.errors import NOT_TAKEN, Damaged, Forged
from app.vault.keys import PrivateKeys, PublicKeys, canonical, signed_by
from app.vault.people import Account, Level, Unit
from app.vault.tables import ACCOUNT_RECORDS

# 1: as first released. 2: the registry's code is Coordination's, keys on loan bind nobody else.
RULES = 2

__all__ = [  # what records add up to is imported from here as well
    "RECOVERY",
    "RULES",
    "Authority",
    "Directory",
    "Loan",
    "Member",
    "Slip",
    "Step",
    "account_payload",
    "append",
    "authority_payload",
    "claim_payload",
    "keys_payload",
    "load",
    "replayed",
    "restores",
    "rules_payload",
]


def load(db: Orm, vault_id: str, anchor: str) -> Directory:
    """Read and verify every account record.

    Raises Forged at the first record that its signer was not allowed to make.
    """
    directory = Directory(vault_id, {}, {}, "", 0)
    for step in replayed(db, vault_id, anchor):
        directory = step.after
    if not directory.members:
        raise Forged(_FORGED)
    return directory


@dataclass(frozen=True)
class Step:
    """One record, and who was who before and after it."""

    payload: dict[str, Any]
    before: Directory
    after: Directory


def replayed(db: Orm, vault_id: str, anchor: str) -> Iterator[Step]:
    """The records one by one, each verified. Raises Forged."""
    directory = Directory(vault_id, {}, {}, "", 0)
    for row in db.execute(select(ACCOUNT_RECORDS).order_by(ACCOUNT_RECORDS.c.seq)).all():
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
            after = replace(_applied(directory, payload, anchor), head=row.hash, length=directory.length + 1)
        except (KeyError, ValueError, TypeError) as error:
            raise Forged(_FORGED) from error
        yield Step(payload, directory, after)
        directory = after


_FORGED = (
    "The list of accounts in this vault was changed by someone who may not change it. The vault was not opened"
    " and nothing was changed. Keep the folder as it is and tell the lead of your unit; restore the latest backup"
    " into another folder."
)


def account_payload(account: Account, public: PublicKeys, expires: datetime | None = None) -> dict[str, Any]:
    """The content of an account's record; `expires` is the end of an invitation."""
    until = {"expires": expires.isoformat(timespec="seconds")} if expires else {}
    return {
        **until,
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


def claim_payload(account: str, sign: str) -> dict[str, Any]:
    """The content of a record that makes a key on loan its owner's: signed with an older key of their own, or by a
    lead of another unit who had the person before them.
    """
    return {"type": "claim", "account": account, "sign": sign}


def rules_payload() -> dict[str, Any]:
    """The content of a record that puts today's rules in force in an older vault."""
    return {"type": "rules"}


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
            "rules": RULES,
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
    rules = payload.get("rules", 1)
    if not directory.rules <= rules <= RULES:
        raise Forged(_FORGED)
    if rules > directory.rules:
        directory = replace(directory, rules=rules, rules_from=payload["n"])
    if payload["type"] == "rules":
        if not _is_active(directory, payload):
            raise Forged(_FORGED)
        return directory
    if payload["type"] == "keys":
        compartment = Compartment(payload["compartment"])
        if not _may_set_keys(directory, payload, compartment):
            raise Forged(_FORGED)
        return replace(directory, key_ids={**directory.key_ids, compartment: tuple(map(str, payload["keys"]))})
    if payload["type"] == "claim":
        return _claimed(directory, payload)
    public = PublicKeys(payload["sign"], payload["recipient"])
    if payload["type"] == "recovery":
        authority = Authority(payload["authority"], Compartment(payload["compartment"]), public, payload["by"], rules)
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
    member = _member(directory, payload, account, public, old)
    return replace(directory, members={**directory.members, account.id: member})


def _member(
    directory: Directory, payload: dict[str, Any], account: Account, public: PublicKeys, old: Member | None
) -> Member:
    """The account as it stands after its record."""
    at = _moment(payload["at"])
    expires = payload.get("expires")
    slip = Slip(payload["by"], at, _moment(expires) if expires else None) if account.invited else None
    if old is None:
        lent = frozenset({public.sign}) if account.invited else frozenset()
        return Member(account, (public,), payload["by"], account.level is Level.LEAD, lent, {}, at, slip)
    changed = replace(old, account=account, was_lead=old.was_lead or account.level is Level.LEAD)
    if old.public == public:
        return changed if account.invited else replace(changed, slip=None)
    loan = None if account.invited else _loan(directory, payload, old, at)
    return replace(
        changed,
        keys=(*old.keys, public),
        lent=old.lent | ({public.sign} if account.invited else set()),
        loans={**old.loans, **({public.sign: loan} if loan else {})},
        since=at,
        slip=slip,
    )


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone")
    return moment


def _loan(directory: Directory, payload: dict[str, Any], old: Member, at: datetime) -> Loan | None:
    """Whether somebody else could have made an account's new keys: who, and since when."""
    by, key = payload["by"], payload["key"]
    if by.startswith(RECOVERY):
        return Loan(at, by, directory.authorities[by].compartment)
    if key in old.loans:  # whoever could use the keys before could have made these
        return old.loans[key]
    if key in old.lent and old.in_use:  # the first sign-in of an account that was its owner's already
        return Loan(at, old.slip.by if old.slip else "")
    return None


def _claimed(directory: Directory, payload: dict[str, Any]) -> Directory:
    member = directory.members[payload["account"]]
    sign, by, key = payload["sign"], payload["by"], payload["key"]
    by_owner = by == member.account.id and member.owns(key)
    by_witness = any(m.account.id == by and m.public.sign == key for m in directory.witnesses(member.account.unit))
    current = member.account.active and not member.account.invited and member.public.sign == sign
    if not (current and member.loan and (by_owner or by_witness)):
        raise Forged(_FORGED)
    loans = {name: loan for name, loan in member.loans.items() if name != sign}
    return replace(directory, members={**directory.members, member.account.id: replace(member, loans=loans)})


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
        in_use = old.account.active and account.active and (old.in_use or directory.rules < 2)
        return in_use and restores(directory, authority, account) and _same_office(old.account, account)
    signer = directory.members.get(by)
    if signer is None or not signer.account.active or signer.public.sign != key:
        return False
    if by == account.id:  # a person changes their own name or keys, never level or unit
        return old is not None and account.active and _same_office(old.account, account)
    if not _is_claimed_lead(directory, payload):
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


def restores(directory: Directory, authority: Authority, account: Account) -> bool:
    """Whether a code restores accounts of this unit: of its own, and the registry's when Coordination issued it.

    One of an older vault that somebody else issued goes on until Coordination makes its own: it may be the only one.
    """
    owner = OWNER.get(authority.compartment, Unit.COORDINATION)
    issuer = directory.members[authority.issued_by].account.unit
    return account.unit is owner and (issuer is owner or authority.rules < 2)


def _may_set_keys(directory: Directory, payload: dict[str, Any], compartment: Compartment) -> bool:
    if not 1 <= len(payload["keys"]) <= 2 or not _is_claimed_lead(directory, payload):
        return False
    owner = OWNER.get(compartment)
    unit = directory.members[payload["by"]].account.unit
    return owner in (None, unit) or directory.unclaimed(owner)


def _is_active(directory: Directory, payload: dict[str, Any]) -> bool:
    signer = directory.members.get(payload["by"])
    return signer is not None and signer.account.active and signer.public.sign == payload["key"]


def _is_claimed_lead(directory: Directory, payload: dict[str, Any]) -> bool:
    """A lead who has claimed the account; since rules 2 not with keys on loan that somebody could confirm."""
    if not _is_active(directory, payload):
        return False
    account = directory.members[payload["by"]].account
    bound = directory.rules < 2 or not directory.barred(account.id)
    return account.level is Level.LEAD and not account.invited and bound


def _may_set_recovery(directory: Directory, payload: dict[str, Any], authority: Authority) -> bool:
    """The unit's own lead; for the registry Coordination's, as soon as Coordination has one."""
    if not _is_claimed_lead(directory, payload) or not authority.id.startswith(RECOVERY):
        return False
    owner = OWNER.get(authority.compartment)
    unit = directory.members[payload["by"]].account.unit
    if owner is None:
        return unit is Unit.COORDINATION or directory.rules < 2 or directory.unclaimed(Unit.COORDINATION)
    return owner is unit
