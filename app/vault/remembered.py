"""Where are the ends of the chains remembered, and when?

Every place is a line of `SOURCES`: whoever adds one (a printed report, a package, another medium) writes a function
that gives the ends it remembers and adds it there; `app.vault.ends` does the comparing.

- **The account's slot** in `vault.json`: a box under the account's `seen_key`. Written at sign-in and -out, at each
  backup, and every few minutes while somebody works.
- **This computer**: a file of the person's state folder, one for each vault. A line is added after every transaction,
  so that a deleted write-ahead log is found whatever it held; the file is written anew with the slot. A line is a box
  under the same key: it says nothing to anybody else, and nobody else can write one that is believed. It tells apart
  in which folder the vault lay, so that opening an old copy somewhere else is no alarm.
- **The manifests of the backups**: signed ends of every unit that makes one. Of a chain only those are believed whose
  signer may open it.

Limits: whoever may write the state folder can delete the file (then the other places are left) or put an older one
back together with all the others (then nothing tells). A line that a power cut tore is skipped.
"""

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.vault import audit, backup, ends, keys, throttle
from app.vault.compartments import UNIT_COMPARTMENTS, Compartment
from app.vault.ends import Known, Source
from app.vault.errors import AppError, Environment
from app.vault.folder import write_atomically
from app.vault.records import Directory
from app.vault.tables import AUDIT

if TYPE_CHECKING:
    from app.vault.session import Session

FOLDER = "ends"
# Beside the ends: up to which account record the person was told the news.
TOLD = "told_records"
# How long somebody works before the slot is written again (seconds).
EVERY = 300.0
# A manifest is some kilobytes; of other folders with the same vault, the last few are kept.
LARGEST_MANIFEST = 1 << 20
MOST_COPIES = 8


def known(session: "Session") -> list[Known]:
    """Every end that any place remembers now."""
    return [each for source in SOURCES for each in source(session)]


def look(session: "Session") -> None:
    """At a sign-in, before anything is written: what is no longer there of what was known?

    Sets `remembered` (this sign-in overwrites what the account itself remembered), `losses` and `tampered`.
    """
    session.remembered = tuple(known(session))
    session.losses = ends.losses(session, session.remembered)
    lost = {loss.compartment for loss in ends.alarms(session.losses)}
    session.tampered = sorted(session.compartments if _wiped(session) else lost)


def losses(session: "Session") -> list[ends.Loss]:
    """What is no longer there now, of what was known before this visit and what is known by now."""
    return ends.losses(session, {*session.remembered, *known(session)})


def _wiped(session: "Session") -> bool:
    """Whether somebody wiped what the slot remembered: the audit knows a visit with the keys of today."""
    if session.seen:
        return False
    table = AUDIT[Compartment.REGISTRY]
    mine = (
        select(table.c.seq)
        .where(table.c.actor == session.account.id, table.c.action == "sign_in")
        .where(table.c.key == session.private.public.sign)
        .limit(1)
    )
    with session.read() as db:
        return db.execute(mine).first() is not None


def remember(session: "Session") -> None:
    """Write the ends as they are to the account's slot, and to this computer.

    Raises what a failed write of `vault.json` raises. That this computer could not keep them is no reason to stop:
    `session.not_remembered` then says why, and a verification tells it.
    """
    session.losses = losses(session)  # what was cut off since the sign-in must not be forgotten with it
    told = _told_now(session, session.compartments)
    _keep_on_computer(session, told)
    _keep_in_slot(session, told)


def note(session: "Session", compartment: Compartment) -> None:
    """After a transaction: note its end on this computer, and every few minutes remember all of them in the slot.

    Never raises for the environment: what was saved is saved.
    """
    try:
        where = _where(session)
        _added(where.file, where.line(session, _told_now(session, [compartment])))
        if time.monotonic() - session.remembered_at > EVERY:
            _keep_in_slot(session, _told_now(session, session.compartments))
    except (OSError, AppError) as error:
        session.not_remembered = _not_kept(error)


def _not_kept(error: OSError | AppError) -> Environment:
    reason = getattr(error.__cause__ or error, "strerror", None) or type(error).__name__
    return Environment(
        "How far the audit had come could not be kept ({reason}). What was saved is safe, but entries that are deleted"
        " afterwards may go unnoticed. Check the disk and the permissions of your settings' folder.",
        reason=reason,
    )


def _told_now(session: "Session", compartments: Iterable[Compartment]) -> bytes:
    """The ends as they are; and those that are gone, until somebody gives them up."""
    heads = ends.now(session, compartments)
    told: dict[str, object] = {chain: [head.seq, head.hash] for chain, head in heads.items()}
    lost = {loss.chain: loss.known for loss in ends.alarms(session.losses)}
    told["lost"] = {
        chain: [known.head.seq, known.head.hash, known.at.isoformat() if known.at else ""]
        for chain, known in lost.items()
    }
    told[TOLD] = session.told
    return keys.canonical({**told, "at": session.clock().isoformat()})


def _keep_in_slot(session: "Session", told: bytes) -> None:
    session.remembered_at = time.monotonic()
    session.vault.keep_seen(session.account.id, keys.wrap(session.seen_key, told, f"seen {session.account.id}"))


def _read(opened: bytes | None, source: Source) -> Iterator[Known]:
    """The ends in a box that was opened, those that were gone already first; none when it did not open."""
    told = json.loads(opened) if opened is not None else {}
    for chain, (number, digest, since) in told.get("lost", {}).items():
        yield Known(chain, audit.Head(number, digest), source, _moment(since))
    at = _moment(told.get("at"))
    for chain, head in ends.read_heads(told):
        yield Known(chain, head, source, at)


def _moment(text: object) -> datetime | None:
    try:
        at = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return at if at.tzinfo else None


# --- the account's slot ---------------------------------------------------------------------------------------


def from_slot(session: "Session") -> Iterator[Known]:
    """What the account's own slot in `vault.json` remembers."""
    slot = session.vault.header.slot(session.account.id)
    if slot is not None and slot.seen:
        yield from _read(keys.unwrap(session.seen_key, slot.seen, f"seen {session.account.id}"), Source.SLOT)


def told_records(session: "Session") -> int | None:
    """Up to which account record this person was told the news; None where the slot does not say."""
    slot = session.vault.header.slot(session.account.id)
    opened = keys.unwrap(session.seen_key, slot.seen, f"seen {session.account.id}") if slot and slot.seen else None
    told = json.loads(opened).get(TOLD) if opened is not None else None
    return told if isinstance(told, int) else None


# --- this computer ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Where:
    """The file of a vault, and how a line of it names the account and the folder: so that neither can be read."""

    file: Path
    who: str
    folder: str

    def line(self, session: "Session", told: bytes) -> str:
        return f"{self.who} {self.folder} {keys.wrap(session.seen_key, told, self.purpose(self.folder))}\n"

    def purpose(self, folder: str) -> str:
        return f"ends {self.who} {folder}"


def _where(session: "Session") -> _Where:
    vault = session.vault
    place = os.path.normcase(vault.folder.resolve())
    return _Where(
        throttle.state_folder() / FOLDER / _named(vault.header.vault_id),
        _named(vault.header.vault_id, session.account.id),
        _named(vault.header.vault_id, place),
    )


def _named(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def from_computer(session: "Session") -> Iterator[Known]:
    """What this computer remembers of this account, of this folder and of others with the same vault."""
    where = _where(session)
    furthest: dict[tuple[Source, str], Known] = {}
    for folder, box in _own_lines(where):
        opened = keys.unwrap(session.seen_key, box, where.purpose(folder))
        for each in _read(opened, Source.COMPUTER if folder == where.folder else Source.COPY):
            before = furthest.get((each.source, each.chain))
            if before is None or before.head.seq <= each.head.seq:
                furthest[each.source, each.chain] = each
    yield from furthest.values()


def _own_lines(where: _Where) -> list[tuple[str, str]]:
    """Folder and box of each line of this account; a torn or strange line is none."""
    return [(parts[1], parts[2]) for parts in _lines(where.file) if len(parts) == 3 and parts[0] == where.who]


def _lines(file: Path) -> list[list[str]]:
    try:
        return [line.split() for line in file.read_text(encoding="ascii", errors="replace").splitlines()]
    except OSError:
        return []  # no file yet, or none that can be read: the other places are left


def _added(file: Path, line: str) -> None:
    """Not forced onto the disk: after a power cut the line may be missing, which costs memory and no alarm."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="ascii") as out:
        out.write("\n" + line)  # whatever a power cut left before it


def _keep_on_computer(session: "Session", told: bytes) -> None:
    """Write the file anew: this account's ends of this folder in one line, and what others keep there."""
    try:
        where = _where(session)
        lines = _lines(where.file)
        others = [" ".join(parts) + "\n" for parts in lines if len(parts) == 3 and parts[0] != where.who]
        copies = {folder: box for folder, box in _own_lines(where) if folder != where.folder}
        last = list(copies.items())[-MOST_COPIES:]
        own = [f"{where.who} {folder} {box}\n" for folder, box in last]
        where.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_atomically(where.file, "".join([*others, *own, where.line(session, told)]).encode())
        session.not_remembered = None
    except (OSError, AppError) as error:
        session.not_remembered = _not_kept(error)


# --- the backups -------------------------------------------------------------------------------------------------


def from_backups(session: "Session") -> Iterator[Known]:
    """What the manifests of the backups beside the vault remember."""
    for place in (session.vault.folder / backup.FOLDER).glob(f"*/{backup.MANIFEST}"):
        yield from of_manifest(place, session.directory)


def of_manifest(file: Path, directory: Directory) -> Iterator[Known]:
    """The ends in one backup's manifest, as far as they are believed: the signer's own, of chains they open.

    The backup's files are not read: a damaged backup is none to go back to, and what its manifest knew is true.
    """
    try:
        if file.stat().st_size > LARGEST_MANIFEST:
            return
        manifest = json.loads(file.read_bytes())
        content, signature = manifest["content"], manifest["signature"]
        by, key, at = str(content["by"]), str(content["key"]), _moment(content["made_at"])
        signed = keys.signed_by(key, b"nhip-cau backup\0" + keys.canonical(content), signature)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return  # no manifest; whether a backup can be relied on is the verification's to say
    member = directory.members.get(by)
    if not signed or member is None or not directory.has_key(by, key):
        return
    for chain, head in ends.read_heads(content.get("heads")):
        if chain in UNIT_COMPARTMENTS[member.account.unit]:
            yield Known(chain, head, Source.BACKUP, at, file.parent.name, by)


# --- all of them --------------------------------------------------------------------------------------------------

# Each gives what it remembers; the order is that in which they are asked.
SOURCES: tuple[Callable[["Session"], Iterable[Known]], ...] = (from_slot, from_computer, from_backups)
