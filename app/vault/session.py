"""What may a signed-in person read and write?

A `Session` holds the keys of one person and the one engine they open. Reading goes through `read()`, changing
through `work(compartment)`: one transaction that writes one compartment, with its audit entries in it.
`close()` forgets the keys.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session as Orm

from app.vault import audit, backup, header, keys, records
from app.vault.compartments import Compartment
from app.vault.engine import make_engine, translated
from app.vault.errors import NotForYou, Refused
from app.vault.people import Account

# Việt Nam keeps one zone without summer time.
OFFICE_ZONE = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")


# Beside the ends of the audit chains, an account remembers the end of the account records.
SEEN_RECORDS = "account_records"


class Vault:
    """A vault's folder, held by this process: its header and the lock on it."""

    def __init__(self, folder: Path, found: header.Header, lock: Any) -> None:
        self.folder = folder
        self.header = found
        self._lock = lock
        # Whether other accounts of this computer could open the files when this process took the vault.
        self.others_could_open = False

    def save(self, changed: header.Header) -> None:
        header.write(self.folder, changed)
        self.header = changed

    def close(self) -> None:
        self._lock.release()

    def __enter__(self) -> "Vault":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@dataclass
class Work:
    """One transaction on one compartment."""

    db: Orm
    session: "Session"
    compartment: Compartment
    now: datetime

    def audit(self, action: str, subject: str = "", **detail: object) -> None:
        """Append to the compartment's chain, in this transaction. Never pass sealed content in `detail`."""
        session = self.session
        audit.append(
            self.db,
            session.directory.vault_id,
            self.compartment,
            session.account.id,
            session.private,
            self.now,
            action,
            subject,
            detail,
        )

    def sign_record(self, content: dict[str, Any]) -> None:
        """Append a record to the chain of accounts, onto what the chain is now.

        Raises Forged when this person may not make it.
        """
        session = self.session
        known = records.load(self.db, session.directory.vault_id, session.anchor)
        session.directory = records.append(
            self.db, known, content, session.account.id, session.private, self.now, session.anchor
        )


class Session:
    """A person who has signed in."""

    def __init__(
        self,
        vault: Vault,
        account: Account,
        private: keys.PrivateKeys,
        anchor: str,
        seen_key: bytes,
        compartment_keys: Mapping[Compartment, bytes],
        directory: records.Directory,
    ) -> None:
        self.vault = vault
        self.account = account
        self.private = private
        self.anchor = anchor
        self.directory = directory
        self.seen_key = seen_key
        self._keys = dict(compartment_keys)
        self._engine: Engine | None = None
        self._clock: datetime | None = None
        self.wrote = False
        # Compartments whose audit chain lost entries that this account had seen.
        self.tampered: list[Compartment] = []
        # The ends of the chains as this account last saw them, before this visit; empty when there is no memory.
        self.seen, self.seen_records = self._seen()

    # --- time ---------------------------------------------------------------------------------------

    def clock(self) -> datetime:
        """The moment, in UTC."""
        return self._clock or datetime.now(UTC)

    def today(self) -> date:
        """The date in the office's zone."""
        return self.clock().astimezone(OFFICE_ZONE).date()

    @contextmanager
    def at(self, moment: datetime) -> Iterator[None]:
        """Work as if it were another moment: for demo data and tests."""
        before, self._clock = self._clock, moment.astimezone(UTC)
        try:
            yield
        finally:
            self._clock = before

    # --- reading and writing ------------------------------------------------------------------------

    @property
    def compartments(self) -> frozenset[Compartment]:
        return frozenset(self._keys)

    def compartment_key(self, compartment: Compartment) -> bytes:
        """The key of a compartment this person may open. Raises Refused."""
        self._require(compartment)
        return self._keys[compartment]

    def replace_key(self, compartment: Compartment, key: bytes) -> None:
        """From now on the compartment answers to this key."""
        self._dispose()
        self._keys[compartment] = key

    @contextmanager
    def read(self) -> Iterator[Orm]:
        """A consistent view of everything this person may open. Writing through it is a bug."""
        with translated(self.vault.folder), self._connect("BEGIN") as db:
            yield db
            db.rollback()

    @contextmanager
    def work(self, compartment: Compartment) -> Iterator[Work]:
        """One transaction that writes one compartment: committed at the end, undone on any error.

        Raises Refused when this person holds no key for it.
        """
        self._require(compartment)
        known = self.directory
        try:
            with translated(self.vault.folder), self._connect("BEGIN IMMEDIATE") as db:
                event.listen(db, "before_flush", _one_compartment(compartment))
                with db.begin():
                    yield Work(db, self, compartment, self.clock())
        except BaseException:
            self.directory = known  # an account record that was undone with the transaction
            raise
        self.wrote = True

    def _require(self, compartment: Compartment) -> None:
        if not self._keys:
            raise Refused("The vault is locked. Sign in again; nothing was lost.")
        if compartment not in self._keys:
            raise Refused(
                "These records belong to another unit. Your account holds no key for them, and neither does any"
                " administrator. Ask that unit for a referral."
            )

    def _connect(self, begin: str) -> Orm:
        if not self._keys:
            raise Refused("The vault is locked. Sign in again; nothing was lost.")
        if self._engine is None:
            self._engine = make_engine(self.vault.folder, self._keys)
        return Orm(self._engine.execution_options(begin=begin), expire_on_commit=False)

    def _dispose(self) -> None:
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    # --- people and sealing -------------------------------------------------------------------------

    def accounts(self) -> list[Account]:
        """Everyone who has or had an account, as the verified records say."""
        return [member.account for member in self.directory.members.values()]

    def reload_directory(self, db: Orm) -> None:
        """Read the account records anew after one was added."""
        self.directory = records.load(db, self.vault.header.vault_id, self.anchor)
        self.account = self.directory.members[self.account.id].account

    def seal(self, data: bytes, to: Iterable[str], recoverable: Compartment | None = None) -> bytes:
        """Encrypt to the given account ids; not even other holders of the compartment key can open it.

        With `recoverable`, whoever is restored by that compartment's recovery code can open it too: without it the
        last lead's lost password would bury the content.
        """
        people = [self.directory.members[account].public.recipient for account in to]
        authority = self.directory.authority(recoverable) if recoverable else None
        return keys.seal(data, [*people, authority.public.recipient] if authority else people)

    def unseal(self, sealed: bytes) -> bytes:
        """Open what was sealed to this account. Raises NotForYou."""
        opened = self.private.open(sealed) if self._keys else None
        if opened is None:
            raise NotForYou(
                "This was sealed to other people. Only the assigned officer and the lead can open it;"
                " ask the lead to assign the report to you."
            )
        return opened

    # --- the ends of the chains, and leaving --------------------------------------------------------

    def heads(self) -> dict[Compartment, audit.Head]:
        """The ends of the audit chains as they are now."""
        with self.read() as db:
            return {compartment: audit.head(db, compartment) for compartment in self._keys}

    def _seen(self) -> tuple[dict[Compartment, audit.Head], audit.Head | None]:
        slot = self.vault.header.slot(self.account.id)
        opened = keys.unwrap(self.seen_key, slot.seen, f"seen {self.account.id}") if slot and slot.seen else None
        if opened is None:
            return {}, None
        heads = {name: audit.Head(*head) for name, head in json.loads(opened).items()}
        records_end = heads.pop(SEEN_RECORDS, None)
        return {Compartment(name): head for name, head in heads.items()}, records_end

    def remember_heads(self) -> None:
        """Keep the ends of the chains inside this account's own slot."""
        slot = self.vault.header.slot(self.account.id)
        if slot is None:
            return
        heads = {name.value: [head.seq, head.hash] for name, head in self.heads().items()}
        heads[SEEN_RECORDS] = [self.directory.length, self.directory.head]
        box = keys.wrap(self.seen_key, keys.canonical(heads), f"seen {self.account.id}")
        self.vault.save(self.vault.header.with_slot(replace(slot, seen=box)))

    def back_up(self, reason: str) -> backup.Backup:
        """Copy the vault's files into `backups/` with a signed manifest, and say so in the audit.

        Of a backup before a migration the audit hears after it: its tables may still be of an older form.
        """
        heads = {name.value: (head.seq, head.hash) for name, head in self.heads().items()}
        made = backup.make(
            self.vault.folder, self._keys, self.account.id, self.private, datetime.now(UTC), reason, heads
        )
        if reason != backup.MIGRATION:
            self.audit_backup(made)
        return made

    def audit_backup(self, made: backup.Backup) -> None:
        """In the registry, which everybody holds: every file is copied, of units that are locked as well."""
        with self.work(Compartment.REGISTRY) as work:
            work.audit("backup.made", made=made.made_at.isoformat(timespec="seconds"), reason=made.reason)

    def sign_out(self) -> None:
        """Write the end of the visit to the audit, remember the chains' ends, forget the keys."""
        if not self._keys:
            return
        try:
            with self.work(Compartment.REGISTRY) as work:
                work.audit("sign_out")
            self.remember_heads()
        finally:
            self.close()

    def resume(self, fresh: "Session") -> None:
        """Take up the keys of a new sign-in by the same account: after a lock, whoever holds this session goes on."""
        if fresh.account.id != self.account.id or fresh.vault.header.vault_id != self.vault.header.vault_id:
            raise Refused("The vault is locked. Sign in again; nothing was lost.")
        self._dispose()
        self.vault, self.account, self.directory = fresh.vault, fresh.account, fresh.directory
        self.private, self.anchor, self.seen_key = fresh.private, fresh.anchor, fresh.seen_key
        self.wrote, self.tampered = fresh.wrote, fresh.tampered
        self.seen, self.seen_records = fresh.seen, fresh.seen_records
        self._keys = dict(fresh._keys)
        fresh.close()

    def close(self) -> None:
        """Close every connection and forget the keys, without writing anything."""
        self._dispose()
        self._keys.clear()
        self.private = keys.PrivateKeys(b"", "")
        self.seen_key = b""


def _one_compartment(compartment: Compartment) -> Any:
    """A listener that refuses objects of another compartment: a commit is never half done across files."""

    def check(db: Orm, _context: object, _instances: object) -> None:
        for item in (*db.new, *db.dirty, *db.deleted):
            if item.__table__.schema != compartment.schema:
                raise RuntimeError(f"{type(item).__name__} is not in {compartment}")

    return check
