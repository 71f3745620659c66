"""What does `vault.json` hold, and is it whole?

The header is untrusted input: it is parsed strictly here, and what it claims is believed only after it was
verified against signed account records in the registry (`app.vault.records`). It names no person: slots and
grants carry random account ids, and which slot is whose is known only to the password that opens it.
"""

import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from app.vault.compartments import Compartment
from app.vault.errors import Damaged, NewerFormat, VaultMissing
from app.vault.folder import HEADER, environment, write_atomically
from app.vault.keys import Stretching, acceptable, canonical

FORMAT = 1
# A header is some kilobytes; anything much larger is not one.
LARGEST = 4 * 1024 * 1024
# Each kind of Argon2id parameters costs a run at every sign-in: today's, and those it replaces.
MOST_KINDS = 3
ID_BYTES = 16


@dataclass(frozen=True)
class Slot:
    """An account's private keys, wrapped by its password. `seen` remembers the ends of the audit chains."""

    id: str
    kdf: Stretching
    box: str
    seen: str = ""


@dataclass(frozen=True)
class Grant:
    """A compartment's key sealed to one account (or recovery code), signed by who granted it."""

    compartment: Compartment
    key: str
    to: str
    sealed: str
    by: str
    signature: str


@dataclass(frozen=True)
class RecoverySlot:
    """The private keys of a recovery code; one box for a whole code, three for pairs of envelopes."""

    compartment: Compartment
    id: str
    boxes: tuple[str, ...]


@dataclass(frozen=True)
class Header:
    """The whole of `vault.json`."""

    vault_id: str
    salt: str
    # The key each compartment answers to; two while a change of key is under way, the new one last.
    keys: dict[Compartment, tuple[str, ...]]
    slots: tuple[Slot, ...] = ()
    grants: tuple[Grant, ...] = ()
    recovery: tuple[RecoverySlot, ...] = ()
    format: int = field(default=FORMAT)
    # Slots set aside when somebody else gave the account new keys: the old password proves whose account it is.
    former: tuple[Slot, ...] = ()

    def slot(self, account: str) -> Slot | None:
        return next((slot for slot in self.slots if slot.id == account), None)

    def with_slot(self, slot: Slot) -> "Header":
        return replace(self, slots=(*(old for old in self.slots if old.id != slot.id), slot))

    def without_slot(self, account: str) -> "Header":
        return replace(
            self,
            slots=tuple(slot for slot in self.slots if slot.id != account),
            grants=tuple(grant for grant in self.grants if grant.to != account),
        )

    def with_slot_aside(self, account: str) -> "Header":
        """The account opens nothing any more, but its slot stays, to be opened by `app.vault.claims` alone."""
        kept = self.slot(account)
        return self.without_slot(account).with_former(account, replace(kept, seen="") if kept else None)

    def with_former(self, account: str, slot: Slot | None) -> "Header":
        """Another slot set aside for the account, or none."""
        others = tuple(old for old in self.former if old.id != account)
        return replace(self, former=(*others, slot) if slot else others)

    def granted(self, to: str) -> tuple[Grant, ...]:
        return tuple(grant for grant in self.grants if grant.to == to)


def grant_message(vault_id: str, grant: Grant) -> bytes:
    """What the signature of a grant covers."""
    return canonical(["grant", vault_id, grant.compartment, grant.key, grant.to, grant.sealed, grant.by])


def read(folder: Path) -> Header:
    """Parse the header of a vault and see that its files are there.

    Raises VaultMissing, NewerFormat, Damaged.
    """
    header = parsed(folder)
    for compartment in header.keys:
        if not (folder / compartment.file_name).is_file():
            raise VaultMissing(
                "The file {file} is missing from the vault. Nothing was changed. Restore the latest backup into"
                " another folder, or connect the disk that holds it.",
                file=compartment.file_name,
            )
    return header


def parsed(folder: Path) -> Header:
    """The header in a folder, whatever else lies there.

    Raises VaultMissing, NewerFormat, Damaged.
    """
    path = folder / HEADER
    try:
        if not path.is_file():
            raise VaultMissing(
                "There is no vault in {folder}. Choose the folder that holds vault.json, or create a new vault.",
                folder=str(folder),
            )
        if path.stat().st_size > LARGEST:
            raise damaged()
        raw = path.read_bytes()
    except OSError as error:
        raise environment(error, folder) from error
    try:
        data = json.loads(raw)
        found = data["format"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise damaged() from error
    if type(found) is int and found > FORMAT:
        raise NewerFormat(
            "This vault was written by a newer version of Nhịp Cầu. Nothing was changed. Install that version"
            " on this computer, then open the vault again."
        )
    try:
        return _parse(data)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise damaged() from error


def write(folder: Path, header: Header) -> None:
    """Replace the header whole or not at all."""
    write_atomically(folder / HEADER, json.dumps(asdict(header), indent=1).encode())


def damaged() -> Damaged:
    return Damaged(
        "The file vault.json is damaged, so the vault cannot be opened. Nothing was changed and the records"
        " are still encrypted on the disk. Restore the latest backup into another folder."
    )


def _parse(data: Any) -> Header:
    """The header from parsed JSON; any exception here means it is damaged."""
    if type(data["format"]) is not int or data["format"] != FORMAT:
        raise ValueError
    keys = {Compartment(name): tuple(map(_text, ids)) for name, ids in data["keys"].items()}
    if Compartment.REGISTRY not in keys or not all(1 <= len(ids) <= 2 for ids in keys.values()):
        raise ValueError
    slots = tuple(_slot(slot) for slot in data["slots"])
    if len({slot.kdf for slot in slots}) > MOST_KINDS or len({slot.id for slot in slots}) != len(slots):
        raise ValueError
    return Header(
        vault_id=_hexadecimal(data["vault_id"]),
        salt=_hexadecimal(data["salt"]),
        keys=keys,
        slots=slots,
        grants=tuple(
            Grant(
                Compartment(grant["compartment"]),
                *(_text(grant[name]) for name in ("key", "to", "sealed", "by", "signature")),
            )
            for grant in data["grants"]
        ),
        recovery=tuple(
            RecoverySlot(Compartment(slot["compartment"]), _text(slot["id"]), tuple(map(_text, slot["boxes"])))
            for slot in data["recovery"]
        ),
        former=tuple(_slot(slot) for slot in data.get("former", ())),
    )


def _slot(data: Any) -> Slot:
    numbers = [data["kdf"][name] for name in ("memory_kib", "iterations", "lanes")]
    kdf = Stretching(*numbers)
    if any(type(number) is not int for number in numbers) or not acceptable(kdf):
        raise ValueError
    return Slot(_text(data["id"]), kdf, _text(data["box"]), _text(data["seen"]))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    value.encode()  # half a surrogate pair is no text: it could neither be hashed nor written again
    return value


def _hexadecimal(value: object) -> str:
    if len(bytes.fromhex(_text(value))) != ID_BYTES:
        raise ValueError
    return str(value)
