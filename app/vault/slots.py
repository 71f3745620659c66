"""What does a password open, and what do those keys: an account's slot, the grants of the header?"""

import json
import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass, replace

from app.vault import header, keys
from app.vault.compartments import Compartment
from app.vault.errors import Forged, Invalid
from app.vault.session import Session, Vault

SHORTEST_PASSWORD = 10
TOO_COMMON = frozenset({"1234567890", "0123456789", "matkhau123", "password123", "qwertyuiop", "congan1234"})


@dataclass(frozen=True, repr=False)
class SlotSecrets:
    """What a password protects: an account's private keys, the founder's public key, the key of `seen`."""

    account: str
    private: keys.PrivateKeys
    anchor: str
    seen_key: bytes


def check_password(user: str, password: str) -> None:
    """Refuse a password that is quickly guessed. Raises Invalid."""
    weak = (
        len(password) < SHORTEST_PASSWORD
        or password.casefold() in TOO_COMMON
        or len(set(password)) < 5
        or (len(user) > 2 and keys.user_key(user) in password.casefold())
    )
    if weak:
        raise Invalid(
            "This password is too easy to guess. Use at least {shortest} characters, for example four words"
            " that do not belong together, without your user name.",
            shortest=SHORTEST_PASSWORD,
        )


def make_slot(found: header.Header, user: str, password: str, what: SlotSecrets, seen: str = "") -> header.Slot:
    """Wrap an account's keys with a password, under the strongest parameters in use today."""
    kdf = keys.Stretching()
    payload = keys.canonical(
        {
            "account": what.account,
            "sign": b64encode(what.private.sign).decode(),
            "identity": what.private.identity,
            "former": list(what.private.former),
            "anchor": what.anchor,
            "seen_key": b64encode(what.seen_key).decode(),
        }
    )
    key = keys.stretch(password, user, bytes.fromhex(found.salt), kdf)
    return header.Slot(what.account, kdf, keys.wrap(key, payload, _slot_purpose(found, what.account)), seen)


def new_secrets(account: str, anchor: str | None = None) -> SlotSecrets:
    """Fresh keys for an account; without an anchor it is the founder, who is the anchor."""
    private = keys.new_private_keys()
    return SlotSecrets(account, private, anchor or private.public.sign, secrets.token_bytes(32))


def _slot_purpose(found: header.Header, account: str) -> str:
    return f"slot {found.vault_id} {account}"


def open_slot(found: header.Header, user: str, password: str) -> SlotSecrets | None:
    """The keys of the account that this name and password open, or None."""
    salt = bytes.fromhex(found.salt)
    # Without any slot the work is done all the same: how long it takes says nothing.
    for kdf in dict.fromkeys(slot.kdf for slot in found.slots) or {keys.Stretching(): None}:
        key = keys.stretch(password, user, salt, kdf)
        for slot in found.slots:
            if slot.kdf != kdf:
                continue
            opened = keys.unwrap(key, slot.box, _slot_purpose(found, slot.id))
            if opened is not None:
                data = json.loads(opened)
                private = keys.PrivateKeys(b64decode(data["sign"]), data["identity"], tuple(data.get("former", ())))
                return SlotSecrets(slot.id, private, data["anchor"], b64decode(data["seen_key"]))
    return None


def secrets_of(session: Session) -> SlotSecrets:
    return SlotSecrets(session.account.id, session.private, session.anchor, session.seen_key)


def forged_key() -> Forged:
    """What to say when header and signed records disagree about a key."""
    return Forged(
        "A key in vault.json was put there by someone who may not grant it. The vault was not opened and"
        " nothing was changed. Tell the lead of your unit; restore the latest backup into another folder."
    )


def granted_keys(vault: Vault, to: str, private: keys.PrivateKeys) -> dict[Compartment, dict[str, bytes]]:
    """The keys granted to an account or a recovery code, by their ids: two while one is being changed."""
    found: dict[Compartment, dict[str, bytes]] = {}
    for grant in vault.header.granted(to):
        key = opened_grant(vault.header, grant, private)
        if key is not None:
            found.setdefault(grant.compartment, {})[grant.key] = key
    return found


def opened_grant(found: header.Header, grant: header.Grant, private: keys.PrivateKeys) -> bytes | None:
    """The compartment key of a grant; None when it was made for another vault, place or person."""
    try:
        opened = private.open(b64decode(grant.sealed, validate=True))
        data = json.loads(opened or b"{}")
        right = [data["vault"], data["compartment"], data["to"]] == [
            found.vault_id,
            grant.compartment.value,
            grant.to,
        ]
        key = bytes.fromhex(data["key"])
    except (ValueError, KeyError, TypeError):
        return None
    return key if right and keys.key_id(key) == grant.key else None


def settle(vault: Vault, compartment: Compartment, current: str) -> None:
    """The file answers to this key: forget the other one of a change of key."""
    found = vault.header
    vault.save(
        replace(
            found,
            keys={**found.keys, compartment: (current,)},
            grants=tuple(g for g in found.grants if g.compartment is not compartment or g.key == current),
        )
    )
