"""Did a chain go back in time: which end was known, and what of it is no longer there?

An end is the number and hash of a chain's last entry. `app.vault.remembered` gathers the ends that several places
remember; here they are compared with the chains as they are now. An end that is older than the chain is fine: a kill
between saving and remembering loses no more than the memory.

**Given up on purpose.** Whoever puts an old state back says so in the registry's audit, before the sign-in's welcome
looks at the ends: action `vault.restored`, detail

    {"backup": NAME, "compartments": [COMPARTMENT …], "ends_before": {CHAIN: [NUMBER, HASH]}, "ends_after": {…}}

where CHAIN is a compartment's name or `account_records`. Ends of those compartments up to those numbers (any, where
the end before could not be read) that were known *before* that entry are then no alarm but a notice; ends known later
are not covered. The entry counts for a chain only if its signature holds and its signer was a lead of a unit that opens
the chain. An entry by somebody else explains a loss, it does not excuse it. `vault.loss_noted` is the same, by a lead
who takes note that entries will not come back.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session as Orm

from app.vault import audit
from app.vault.compartments import UNIT_COMPARTMENTS, Compartment
from app.vault.records import Directory
from app.vault.tables import ACCOUNT_RECORDS, AUDIT

if TYPE_CHECKING:
    from app.vault.session import Session, Work

# Beside the compartments' audits there is one more chain: the account records in the registry.
RECORDS = "account_records"
RESTORED, NOTED = "vault.restored", "vault.loss_noted"
GONE = "Entries from this number on are missing or were replaced: a backup or this computer had known them."
# SQLite's largest number: a larger one cannot be looked up.
LARGEST = 2**63 - 1
# A manifest tells its moment in whole seconds.
SECOND = timedelta(seconds=1)


class Source(StrEnum):
    """Which place remembers an end."""

    SLOT = "slot"  # the account's own, in vault.json
    COMPUTER = "computer"  # the person's state folder, for this folder of the vault
    COPY = "copy"  # the same, for another folder with the same vault: a copy, or the vault before it was moved
    BACKUP = "backup"  # a backup's signed manifest


# What only this account keeps, and what is brought up to date at each sign-in.
OWN = frozenset({Source.SLOT, Source.COMPUTER})


@dataclass(frozen=True)
class Known:
    """An end of one chain as one place remembers it. `name` and `by`: the backup, and the account that signed it."""

    chain: str
    head: audit.Head
    source: Source
    at: datetime | None = None
    name: str = ""
    by: str = ""

    @property
    def compartment(self) -> Compartment:
        """In whose file the chain lies."""
        return Compartment.REGISTRY if self.chain == RECORDS else Compartment(self.chain)


@dataclass(frozen=True)
class GivenUp:
    """A signed entry that says that ends were given up on purpose."""

    action: str
    by: str
    at: datetime
    backup: str
    compartments: frozenset[str]
    before: Mapping[str, int]

    def explains(self, known: Known) -> bool:
        """Whether it tells of this chain, and later than the end was known."""
        return known.compartment in self.compartments and (known.at is None or known.at <= self.at)

    def covers(self, known: Known, directory: Directory) -> bool:
        """Whether it gave this very end up, by somebody who may."""
        signer = directory.members.get(self.by)
        may = signer is not None and signer.was_lead and known.compartment in UNIT_COMPARTMENTS[signer.account.unit]
        return may and self.explains(known) and known.head.seq <= self.before.get(known.chain, LARGEST)


class What(StrEnum):
    """What a difference is: an alarm, or only worth a notice."""

    MISSING = "missing"
    GIVEN_UP = "given_up"
    OLDER_COPY = "older_copy"


@dataclass(frozen=True)
class Loss:
    """Entries of a chain that were known and are not there: those after `kept`, up to `known.head.seq`.

    `kept_at` is the moment of the last that is still there; None where there is none. `given_up` tells who went back,
    where an entry says so.
    """

    what: What
    chain: str
    kept: int
    kept_at: datetime | None
    known: Known
    given_up: GivenUp | None = None

    @property
    def compartment(self) -> Compartment:
        """In whose file the chain lies."""
        return self.known.compartment

    @property
    def first(self) -> int:
        """The number of the first entry that is missing."""
        return self.kept + 1

    @property
    def last(self) -> int:
        """The number of the last entry that was known."""
        return self.known.head.seq


def now(session: "Session", compartments: Iterable[Compartment]) -> dict[str, audit.Head]:
    """The ends as they are, of these compartments; with the registry's comes that of the account records."""
    with session.read() as db:
        heads = {part.value: audit.head(db, part) for part in compartments}
    if Compartment.REGISTRY.value in heads:
        heads[RECORDS] = audit.Head(session.directory.length, session.directory.head)
    return heads


def losses(session: "Session", known: Iterable[Known]) -> list[Loss]:
    """What is no longer there of the ends that are known, of every chain that this person opens."""
    by_chain: dict[str, list[Known]] = {}
    for each in known:
        by_chain.setdefault(each.chain, []).append(each)
    with session.read() as db:
        tables = {part.value: AUDIT[part] for part in sorted(session.compartments)} | {RECORDS: ACCOUNT_RECORDS}
        found = [
            _loss(db, session.directory, chain, table, by_chain[chain])
            for chain, table in tables.items()
            if chain in by_chain
        ]
    return [loss for loss in found if loss is not None]


def as_detail(found: Iterable[Loss]) -> dict[str, dict[str, str]]:
    """What the audit keeps of an alarm: which entries of which chain, and from where and when they were known."""
    lost = alarms(found)
    if not lost:
        return {}
    return {
        "missing": {loss.chain: f"{loss.first}–{loss.last}" for loss in lost},
        "known_from": {loss.chain: loss.known.name or loss.known.source.value for loss in lost},
        "known_at": {loss.chain: loss.known.at.isoformat() for loss in lost if loss.known.at},
    }


def alarms(found: Iterable[Loss]) -> list[Loss]:
    """Those that nobody gave up on purpose."""
    return [loss for loss in found if loss.what is What.MISSING]


def _loss(db: Orm, directory: Directory, chain: str, table: Table, known: list[Known]) -> Loss | None:
    numbers = {each.head.seq for each in known}
    rows = db.execute(select(table.c.seq, table.c.hash).where(table.c.seq.in_(numbers)))
    there = {audit.Head(row.seq, row.hash) for row in rows}
    gone = [each for each in known if each.head.seq and each.head not in there]
    if not gone:
        return None
    end = db.execute(select(func.max(table.c.seq))).scalar_one() or 0
    held = [head.seq for head in there & {each.head for each in known}]
    here = [each for each in gone if each.source is not Source.COPY]
    excuses = given_up(db, directory) if here else []
    unexcused = [each for each in here if not any(excuse.covers(each, directory) for excuse in excuses)]
    if unexcused:
        return _told(db, What.MISSING, chain, table, unexcused, held, end, excuses)
    if own := [each for each in here if each.source in OWN]:
        return _told(db, What.GIVEN_UP, chain, table, own, held, end, excuses)
    if copies := [each for each in gone if each.source is Source.COPY and each.head.seq > end]:
        return _told(db, What.OLDER_COPY, chain, table, copies, held, end, [])
    return None


def _told(
    db: Orm,
    what: What,
    chain: str,
    table: Table,
    gone: list[Known],
    held: list[int],
    end: int,
    excuses: list[GivenUp],
) -> Loss:
    furthest = max(gone, key=lambda each: (each.head.seq, each.source is Source.BACKUP))
    kept = min(end, furthest.head.seq - 1)
    if furthest.at is not None and "at" in table.c:
        # What was written after the end was known was written after it was lost: the chain went on from there.
        as_old = table.c.at <= furthest.at + SECOND
        kept = db.execute(select(func.max(table.c.seq)).where(table.c.seq <= kept, as_old)).scalar_one() or 0
    kept = max([kept, *(seq for seq in held if seq < furthest.head.seq)])
    reason = next((excuse for excuse in excuses if excuse.explains(furthest)), None)
    return Loss(what, chain, kept, _moment(db, table, kept), furthest, reason)


def _moment(db: Orm, table: Table, seq: int) -> datetime | None:
    if "at" not in table.c:
        return None
    try:
        return db.execute(select(table.c.at).where(table.c.seq == seq)).scalar_one_or_none()
    except ValueError:
        return None  # somebody wrote something else there; the verification of the chain says so


def given_up(db: Orm, directory: Directory) -> list[GivenUp]:
    """The entries that say that ends were given up, the newest first; those that are not sound are left out."""
    found = []
    for action in (RESTORED, NOTED):
        for entry in audit.sound(db, directory, Compartment.REGISTRY, action):
            detail = entry.detail or {}
            named, before = detail.get("compartments"), detail.get("ends_before")
            found.append(
                GivenUp(
                    action,
                    entry.actor,
                    entry.at,
                    str(detail.get("backup", "")),
                    frozenset(map(str, named)) if isinstance(named, list) else frozenset(),
                    {chain: head.seq for chain, head in read_heads(before)},
                )
            )
    return sorted(found, key=lambda each: each.at, reverse=True)


def read_heads(told: object) -> Iterator[tuple[str, audit.Head]]:
    """The ends in a document that somebody else may have written: what is none is left out."""
    for chain, head in told.items() if isinstance(told, dict) else ():
        match head:
            case [int(number), str(digest)] if type(number) is int and 0 <= number <= LARGEST:
                yield str(chain), audit.Head(number, digest)


def note_given_up(
    work: "Work",
    action: str,
    compartments: Iterable[Compartment],
    before: Mapping[str, audit.Head],
    after: Mapping[str, audit.Head],
    backup: str = "",
) -> None:
    """Say in the registry's audit that these ends are given up on purpose (`RESTORED` or `NOTED`)."""
    work.audit(
        action,
        backup=backup,
        compartments=sorted(part.value for part in compartments),
        ends_before={chain: [head.seq, head.hash] for chain, head in before.items()},
        ends_after={chain: [head.seq, head.hash] for chain, head in after.items()},
    )
