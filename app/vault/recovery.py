"""How is a compartment opened again when every password to it is lost?

A recovery code is 128 random bits on paper. It wraps private keys of its own (an age identity and a signing key),
to which the compartment's key is sealed like to a person, so that the code keeps working when the key changes.
Split, three codes lie in three sealed envelopes and each *pair* of them wraps those keys: one envelope alone is
worth nothing. A code restores the access of one account of one unit, and that compartment only.
"""

import hashlib
import json
import secrets
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from itertools import combinations, permutations

from sqlalchemy.orm import Session as Orm

from app.vault import access, header, keys, membership, migrate, records, slots
from app.vault.compartments import OWNER, Compartment
from app.vault.engine import make_engine, translated
from app.vault.errors import Invalid, Refused
from app.vault.keys import CROCKFORD
from app.vault.people import Unit
from app.vault.session import Session, Vault

CODE_BYTES = 16
CODE_CHARS, CHECK_CHARS, GROUP = 26, 2, 4


class RecoveryForm(StrEnum):
    """One code, or three of which any two suffice."""

    WHOLE = "whole"
    TWO_OF_THREE = "two_of_three"


@dataclass(frozen=True, repr=False)
class RecoverySheet:
    """The code or codes of one compartment, to be printed and never stored."""

    compartment: Compartment
    codes: tuple[str, ...]


def spell(code: bytes) -> str:
    """128 bits as seven groups of four, the last two characters a check."""
    number = int.from_bytes(code)
    chars = "".join(CROCKFORD[(number >> (5 * place)) & 31] for place in reversed(range(CODE_CHARS)))
    text = chars + _check(chars)
    return "-".join(text[start : start + GROUP] for start in range(0, len(text), GROUP))


def read_code(text: str) -> bytes:
    """The code that was typed; forgiving about case, blanks, O for 0 and I or L for 1.

    Raises Invalid when it cannot be a code or the check characters say it was mistyped.
    """
    cleaned = keys.read_crockford(text)
    chars, check = cleaned[:CODE_CHARS], cleaned[CODE_CHARS:]
    if len(cleaned) != CODE_CHARS + CHECK_CHARS or set(cleaned) - set(CROCKFORD) or _check(chars) != check:
        raise Invalid(
            "This recovery code was not typed as printed: it has seven groups of four letters and digits."
            " Compare group by group with the sheet and try again. Nothing was changed."
        )
    number = 0
    for char in chars:
        number = number << 5 | CROCKFORD.index(char)
    return (number & ((1 << 128) - 1)).to_bytes(CODE_BYTES)


def _check(chars: str) -> str:
    digest = hashlib.sha256(chars.encode()).digest()
    return CROCKFORD[digest[0] & 31] + CROCKFORD[digest[1] & 31]


def issue(session: Session, compartment: Compartment, form: RecoveryForm) -> RecoverySheet:
    """Make a new recovery code; the one before stops working.

    Only the unit's lead may (the record's signature is checked against that); the audit tells that it was made.
    """
    private = keys.new_private_keys()
    authority = records.Authority(records.RECOVERY + secrets.token_hex(8), compartment, private.public)
    codes = tuple(secrets.token_bytes(CODE_BYTES) for _ in range(1 if form is RecoveryForm.WHOLE else 3))
    with session.work(Compartment.REGISTRY) as work:
        work.sign_record(records.authority_payload(authority))
        work.audit("recovery.issued", f"compartments/{compartment.value}", form=form.value)
    vault = session.vault
    found = vault.header
    boxes = tuple(
        keys.wrap(_wrapping_key(parts), _payload(private, session.anchor), _purpose(found, authority.id))
        for parts in ([codes] if form is RecoveryForm.WHOLE else combinations(codes, 2))
    )
    replaced = {slot.id for slot in found.recovery if slot.compartment is compartment}
    grants = tuple(
        membership.make_grant(session, part, session.compartment_key(part), authority.id, private.public.recipient)
        for part in sorted({compartment, Compartment.REGISTRY})
    )
    vault.save(
        replace(
            found,
            recovery=(
                *(slot for slot in found.recovery if slot.id not in replaced),
                header.RecoverySlot(compartment, authority.id, boxes),
            ),
            grants=(*(grant for grant in found.grants if grant.to not in replaced), *grants),
        )
    )
    return RecoverySheet(compartment, tuple(spell(code) for code in codes))


def _wrapping_key(codes: Sequence[bytes]) -> bytes:
    return keys.derive(b"".join(codes), f"recovery of {len(codes)}")


def _purpose(found: header.Header, authority: str) -> str:
    return f"recovery {found.vault_id} {authority}"


def _payload(private: keys.PrivateKeys, anchor: str) -> bytes:
    return keys.canonical({"sign": b64encode(private.sign).decode(), "identity": private.identity, "anchor": anchor})


def restore(vault: Vault, typed: Sequence[str], user: str, password: str) -> Session:
    """Give an account of the code's unit a new password and new keys, and sign in with them.

    `typed` is the whole code, or any two (or all) of the three envelopes' codes.
    Raises Invalid (mistyped code, weak password, one envelope only), Refused, Forged, SchemaChanged.
    """
    codes = [read_code(text) for text in typed]
    slots.check_password(user, password)
    slot, private, anchor = _opened(vault, codes)
    granted = slots.granted_keys(vault, slot.id, private)
    held = {part: key for part, by_id in granted.items() if (key := access.answering(vault, part, by_id)) is not None}
    if Compartment.REGISTRY not in held:
        raise slots.forged_key()
    migrate.due(vault.folder, held)  # what another tool changed is refused before anything is believed
    engine = make_engine(vault.folder, {Compartment.REGISTRY: held[Compartment.REGISTRY]})
    try:
        with translated(vault.folder), Orm(engine.execution_options(begin="BEGIN IMMEDIATE")) as db:
            directory = records.load(db, vault.header.vault_id, anchor)
            access.check_keys(directory, held)
            member = directory.named(user)
            authority = directory.authorities.get(slot.id)
            if authority is None or authority.public != private.public:
                raise slots.forged_key()
            owner = OWNER.get(slot.compartment, Unit.COORDINATION)
            if member is None or not member.account.active or member.account.unit is not owner:
                raise Refused(
                    "This recovery code restores accounts of another unit, or there is no such account."
                    " Check the user name and which sheet you took. Nothing was changed."
                )
            if not member.in_use:
                raise Refused(
                    "Nobody has signed in with this account yet, so there is nothing to restore. A lead can issue a"
                    " new one-time password under “Accounts”. Nothing was changed."
                )
            if not records.restores(directory, authority, member.account):
                raise Refused(
                    "This code was made before Coordination had a lead, and restores nobody. The code of the shared"
                    " register is Coordination's: take the sheet that its lead printed. Nothing was changed."
                )
            fresh_keys = slots.new_secrets(member.account.id, anchor)
            # What was sealed to the code's own keys stays readable to whoever it restored.
            what = replace(fresh_keys, private=replace(fresh_keys.private, former=(private.identity,)))
            account = replace(member.account, invited=False)
            payload = records.account_payload(account, what.private.public)
            records.append(db, directory, payload, slot.id, private, datetime.now(UTC), anchor)
            db.commit()
    finally:
        engine.dispose()
    found = membership.set_slot_aside(vault.header, account.id, member.owns(member.public.sign))
    grants = tuple(
        membership.signed_grant(
            found.vault_id, part, key, account.id, what.private.public.recipient, account.id, what.private
        )
        for part, by_id in granted.items()
        for key in by_id.values()
    )
    fresh = slots.make_slot(found, account.user, password, what)
    vault.save(replace(found.with_slot(fresh), grants=(*found.grants, *grants)))
    session = access.sign_in(vault, account.user, password)
    with session.work(Compartment.REGISTRY) as work:
        work.audit("recovery.used", f"compartments/{slot.compartment.value}")
    return session


def _opened(vault: Vault, codes: Sequence[bytes]) -> tuple[header.RecoverySlot, keys.PrivateKeys, str]:
    for slot in vault.header.recovery:
        for size in (1, 2):
            for parts in permutations(codes, size):
                for box in slot.boxes:
                    opened = keys.unwrap(_wrapping_key(parts), box, _purpose(vault.header, slot.id))
                    if opened is not None:
                        data = json.loads(opened)
                        return (
                            slot,
                            keys.PrivateKeys(b64decode(data["sign"]), data["identity"]),
                            data["anchor"],
                        )
    raise Invalid(
        "No compartment of this vault answers to this code. If it comes from a sealed envelope, the codes of two"
        " envelopes are needed; a code that was replaced no longer works. Nothing was changed."
    )
