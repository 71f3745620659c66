"""What happened, who did it, and has anybody tampered with the account of it?

Every compartment has one chain. An entry is signed by the acting account and its hash covers the entry before,
so a colleague who holds the same compartment key can neither forge, alter, reorder nor drop entries in between.
Cutting off the end is seen as well by everyone who had seen more: each account keeps the ends it last saw inside
its own slot (`seen`), and every backup's signed manifest holds them.
What no offline chain can show: someone removing only entries of their own that nobody has seen yet.
"""

import hashlib
import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, String, Table, func, select, type_coerce
from sqlalchemy.orm import Session as Orm

from app.vault.anchors import Anchors
from app.vault.compartments import Compartment
from app.vault.errors import NOT_TAKEN, Damaged
from app.vault.keys import PrivateKeys, canonical, signed_by
from app.vault.records import Directory
from app.vault.tables import AUDIT

if TYPE_CHECKING:
    from app.vault.marks import Mark

START = "0" * 64
# Pages for reading and verifying: small enough to report progress, large enough not to matter.
PAGE = 1000
# Stands where somebody overwrote an entry's moment with something else.
NO_MOMENT = datetime.min.replace(tzinfo=UTC)
END_GONE = "The end of the chain that you saw earlier is gone: entries were cut off or replaced."

Progress = Callable[[int, int], None]


def no_progress(done: int, total: int) -> None:
    """For those who need not know how far it is."""


@dataclass(frozen=True)
class Entry:
    """One audit entry. `detail` is None when its text was purged (its hash stays in the chain)."""

    seq: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: dict[str, object] | None
    key: str = ""


@dataclass(frozen=True)
class Head:
    """The end of a chain: how many entries, and the hash of the last."""

    seq: int
    hash: str


@dataclass(frozen=True)
class Verification:
    """The outcome of reading a whole chain; `problems` are (entry number, English sentence).

    `marks` are no problems: entries whose keys prove less (`app.vault.marks`).
    """

    checked: int
    problems: list[tuple[int, str]] = field(default_factory=list)
    marks: list["Mark"] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.problems


def head(db: Orm, compartment: Compartment) -> Head:
    """The end of a compartment's chain."""
    table = AUDIT[compartment]
    row = db.execute(select(table.c.seq, table.c.hash).order_by(table.c.seq.desc()).limit(1)).first()
    return Head(row.seq, row.hash) if row else Head(0, START)


def newest_moments(db: Orm, compartment: Compartment, most: int = 200) -> list[datetime]:
    """When the newest entries were written, as they say: what is known of the time besides the clock."""
    table = AUDIT[compartment]
    query = select(type_coerce(table.c.at, String)).order_by(table.c.seq.desc()).limit(most)
    return [_read_moment(text) for text in db.scalars(query)]


def append(
    db: Orm,
    vault_id: str,
    compartment: Compartment,
    actor: str,
    keys: PrivateKeys,
    at: datetime,
    action: str,
    subject: str,
    detail: Mapping[str, object],
    anchors: Anchors | None = None,
    before: Head | None = None,
) -> Head:
    """Sign and store one entry, in the transaction of what it tells; `anchors` is what it says of the records.

    `before` is the end of the chain, where the caller knows it. Returns the new end. Raises Damaged when the file did
    not take it.
    """
    before = before or head(db, compartment)
    text = canonical(detail).decode()
    salt = secrets.token_hex(16)
    detail_hash = _detail_hash(salt, text)
    public = keys.public.sign
    digest = _entry_hash(
        vault_id,
        compartment,
        before.seq + 1,
        _moment(at),
        actor,
        action,
        subject,
        detail_hash,
        before.hash,
        public,
        *_covered(anchors.text, anchors.reference) if anchors else (),
    )
    signature = keys.signature(_message(digest))
    # Not through SQLAlchemy, whose part of an entry took longer than hashing, signing and storing it.
    raw: Any = db.connection().connection.dbapi_connection
    store, stored_as = _statements(compartment)
    raw.execute(
        store,
        {
            "seq": before.seq + 1,
            "at": _moment(at),
            "actor": actor,
            "action": action,
            "subject": subject,
            "detail": text,
            "salt": salt,
            "detail_hash": detail_hash,
            "previous": before.hash,
            "hash": digest,
            "key": public,
            "signature": signature,
            "anchors": anchors.text if anchors else None,
            "reference": 1 if anchors and anchors.reference else None,
        },
    )
    if raw.execute(stored_as, (before.seq + 1,)).fetchone() != (digest, signature):
        raise Damaged(NOT_TAKEN)
    return Head(before.seq + 1, digest)


def entries(
    db: Orm,
    compartment: Compartment,
    *,
    before: int | None = None,
    limit: int = 200,
    actor: str | None = None,
    action: str | None = None,
    subject: str | None = None,
) -> list[Entry]:
    """The newest entries first, from below `before` on (a page by key, not by offset)."""
    table = AUDIT[compartment]
    query = select(*_columns(table)).order_by(table.c.seq.desc()).limit(limit)
    if before is not None:
        query = query.where(table.c.seq < before)
    for column, value in ((table.c.actor, actor), (table.c.action, action), (table.c.subject, subject)):
        if value:
            query = query.where(column == value)
    return [_entry(row) for row in db.execute(query)]


def entry(db: Orm, compartment: Compartment, seq: int) -> Entry | None:
    """The entry of that number."""
    table = AUDIT[compartment]
    row = db.execute(select(*_columns(table)).where(table.c.seq == seq)).one_or_none()
    return _entry(row) if row else None


def _entry(row: Any) -> Entry:
    return Entry(row.seq, _read_moment(row.at), row.actor, row.action, row.subject, _read_detail(row.detail), row.key)


def signed_anchors(db: Orm, directory: Directory, compartment: Compartment, seq: int) -> str | None:
    """What an entry says of records, if the entry is as it was signed; else None."""
    table = AUDIT[compartment]
    row = db.execute(select(*_columns(table)).where(table.c.seq == seq)).one_or_none()
    if row is None or any(_faults(_Row(**row._mapping), directory, compartment)):
        return None
    return str(row.anchors)


def sound(db: Orm, directory: Directory, compartment: Compartment, action: str) -> list[Entry]:
    """The entries of one action whose hash and signature hold, the oldest first."""
    table = AUDIT[compartment]
    query = select(*_columns(table)).where(table.c.action == action).order_by(table.c.seq)
    rows = [_Row(**row._mapping) for row in db.execute(query)]
    return [_entry(row) for row in rows if not any(_faults(row, directory, compartment))]


def verify(
    db: Orm,
    directory: Directory,
    compartment: Compartment,
    seen: Head | None = None,
    progress: Progress = no_progress,
) -> Verification:
    """Read a whole chain: numbers, links, hashes, signatures, and the end this account has seen before."""
    table = AUDIT[compartment]
    total = db.execute(select(func.count()).select_from(table)).scalar_one()
    problems: list[tuple[int, str]] = []
    previous, number, found_seen = START, 0, seen is None or seen.seq == 0
    for row in _rows(db, compartment):
        number += 1
        if row.seq != number or row.previous != previous:
            problems.append((row.seq, "An entry before this one is missing or was moved."))
            number = row.seq
        problems += [(row.seq, problem) for problem in _faults(row, directory, compartment)]
        if seen and row.seq == seen.seq:
            found_seen = row.hash == seen.hash
        previous = row.hash
        if row.seq % PAGE == 0:
            progress(row.seq, total)
    if not found_seen:
        problems.append((number, END_GONE))
    progress(total, total)
    return Verification(total, problems)


@cache
def _statements(compartment: Compartment) -> tuple[str, str]:
    """What stores an entry, and what asks for its hash and signature as they were stored."""
    names = [column.name for column in AUDIT[compartment].c]
    table = f"{compartment.prefix}audit_entries"
    return (
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(f':{name}' for name in names)})",
        f"SELECT hash, signature FROM {table} WHERE seq = ?",
    )


def _columns(table: Table) -> list[ColumnElement[Any]]:
    """The moment as the text that was signed: what somebody wrote into the file need not be a moment."""
    return [type_coerce(column, String) if column is table.c.at else column for column in table.c]


def _read_moment(text: object) -> datetime:
    try:
        return datetime.fromisoformat(str(text))
    except ValueError:
        return NO_MOMENT


def _read_detail(text: str | None) -> dict[str, object] | None:
    try:
        found = json.loads(text or "null")
    except ValueError:
        return None  # shown as gone; the verification says that it was changed
    return found if isinstance(found, dict) else None


def _rows(db: Orm, compartment: Compartment) -> Iterator["_Row"]:
    table = AUDIT[compartment]
    last = 0
    page = select(*_columns(table)).order_by(table.c.seq).limit(PAGE)
    while rows := db.execute(page.where(table.c.seq > last)).all():
        for row in rows:
            yield _Row(**row._mapping)
        last = rows[-1].seq


@dataclass(frozen=True)
class _Row:
    seq: int
    at: str
    actor: str
    action: str
    subject: str
    detail: str | None
    salt: str
    detail_hash: str
    previous: str
    hash: str
    key: str
    signature: str
    anchors: str | None
    reference: bool | None


def _faults(row: _Row, directory: Directory, compartment: Compartment) -> Iterator[str]:
    digest = _entry_hash(
        directory.vault_id,
        compartment,
        row.seq,
        row.at,
        row.actor,
        row.action,
        row.subject,
        row.detail_hash,
        row.previous,
        row.key,
        *_covered(row.anchors, row.reference),
    )
    if digest != row.hash:
        yield "The entry was changed after it was written."
    if row.detail is None:
        yield "The text of the entry is gone."
    elif _detail_hash(row.salt, row.detail) != row.detail_hash:
        yield "The text of the entry was changed after it was written."
    if not directory.has_key(row.actor, row.key):
        yield "The entry is signed with a key that is not the acting account's."
    elif not signed_by(row.key, _message(row.hash), row.signature):
        yield "The signature of the entry is wrong."
    elif row.action == "sign_in" and _records_then(row.detail) > directory.length:
        yield "There are fewer account records now than when this entry was written: the newest were dropped."


def _records_then(detail: str | None) -> int:
    """How many account records there were when somebody signed in."""
    try:
        told = json.loads(detail or "{}").get("account_records", 0)
    except (ValueError, AttributeError):
        return 0  # reported already: its text does not match its hash
    return told if isinstance(told, int) else 0


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="microseconds")


def _covered(anchors: str | None, reference: object) -> tuple[str, ...]:
    """What an entry's hash covers beside; nothing for an entry without records, so that older ones stay as they are."""
    if anchors is None:
        return ()
    return (hashlib.sha256(anchors.encode()).hexdigest(), "reference" if reference else "")


def _detail_hash(salt: str, text: str) -> str:
    return hashlib.sha256(f"{salt}\0{text}".encode()).hexdigest()


def _entry_hash(vault_id: str, compartment: Compartment, *parts: object) -> str:
    return hashlib.sha256(canonical(["audit", vault_id, compartment.value, *map(str, parts)])).hexdigest()


def _message(digest: str) -> bytes:
    return b"nhip-cau audit entry\0" + digest.encode()
