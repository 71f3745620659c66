"""What may a signed-in person read and write?

A `Session` holds the keys of one person and the one engine they open. Reading goes through `read()`, changing
through `work(compartment)`: one transaction that writes one compartment, with its audit entries in it.
`close()` forgets the keys. In a rescue (`app.vault.rescue`) there is reading only.
"""

import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session as Orm

from app.vault import anchored, audit, backup, ends, header, keys, records, remembered, schema_check
from app.vault.anchors import Anchors, cover, tables_touched
from app.vault.compartments import Compartment
from app.vault.engine import make_engine, translated
from app.vault.errors import AppError, NotForYou, Refused, RescueOnly
from app.vault.guard import Use
from app.vault.people import Account, Level

if TYPE_CHECKING:
    from app.vault.news import News

# Việt Nam keeps one zone without summer time.
OFFICE_ZONE = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")


# The action of an entry for a change that no service told of.
UNTOLD = "records.changed"


class Vault:
    """A vault's folder, held by this process: its header and the lock on it."""

    def __init__(self, folder: Path, found: header.Header, lock: Any) -> None:
        self.folder = folder
        self.header = found
        self._lock = lock
        self._changing = threading.RLock()
        # Whether other accounts of this computer could open the files when this process took the vault.
        self.others_could_open = False

    def save(self, changed: header.Header) -> None:
        with self._changing:
            header.write(self.folder, changed)
            self.header = changed

    def keep_seen(self, account: str, box: str) -> None:
        """Put what an account remembers in its slot, beside whatever another thread changes in the header."""
        with self._changing:
            slot = self.header.slot(account)
            if slot is not None:
                self.save(self.header.with_slot(replace(slot, seen=box)))

    def close(self) -> None:
        self._lock.release()

    def __enter__(self) -> "Vault":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@dataclass(frozen=True)
class _Said:
    """An entry that waits for the end of its transaction."""

    actor: str
    private: keys.PrivateKeys
    action: str
    subject: str
    detail: dict[str, object]
    # Where it covers records that it did not change itself.
    anchors: Anchors | None = None


@dataclass
class Work:
    """One transaction on one compartment."""

    db: Orm
    session: "Session"
    compartment: Compartment
    now: datetime
    _said: list[_Said] = field(default_factory=list)

    def audit(self, action: str, subject: str = "", **detail: object) -> None:
        """Append to the compartment's chain, in this transaction. Never pass sealed content in `detail`.

        The entry is written at the transaction's end, since it covers the records as they stand then.
        """
        session = self.session
        self._said.append(_Said(session.account.id, session.private, action, subject, detail))

    def audit_what_stands(self, action: str, leave: frozenset[tuple[str, str]]) -> None:
        """Cover every record that stands otherwise than its last entry knew it, in entries of their own.

        At a migration, whose changes no other entry covers; `leave` are those that were not as signed before it.
        """
        first = audit.head(self.db, self.compartment).seq + len(self._said) + 1
        for said in anchored.cover_all(self.db, self.compartment, first, leave):
            self.audit(action, count=len(said.records))
            self._said[-1] = replace(self._said[-1], anchors=said.anchors())

    def finish(self) -> None:
        """Write the entries; the last one covers every record that the transaction touched.

        A change that no service told of gets an entry all the same. Raises Damaged when the file did not take it.
        """
        self.db.flush()
        changed = tables_touched(self.db)
        if changed and not self._said:
            self.audit(UNTOLD, tables=changed)
        if not self._said:
            return
        end = audit.head(self.db, self.compartment)
        if changed:
            covered = cover(self.db, self.compartment, end.seq + len(self._said))
            self._said[-1] = replace(self._said[-1], anchors=covered)
        for said in self._said:
            end = audit.append(
                self.db,
                self.session.directory.vault_id,
                self.compartment,
                said.actor,
                said.private,
                self.now,
                said.action,
                said.subject,
                said.detail,
                said.anchors,
                end,
            )
        self.db.info.pop("reference", None)  # whoever goes on in this transaction asks anew what is signed

    def sign_record(
        self, content: dict[str, Any], by: str | None = None, signing: keys.PrivateKeys | None = None
    ) -> None:
        """Append a record to the chain of accounts, onto what the chain is now; signed by the person, or by `by`.

        Raises Forged when they may not make it.
        """
        session = self.session
        by, signing = by or session.account.id, signing or session.private
        known = records.load(self.db, session.directory.vault_id, session.anchor)
        session.directory = records.append(self.db, known, content, by, signing, self.now, session.anchor)


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
        use: Use = Use.RECORDS,
    ) -> None:
        self.vault = vault
        self.account = account
        self.private = private
        self.anchor = anchor
        self.directory = directory
        self.seen_key = seen_key
        self.use = use
        # In a rescue: what was changed with another tool.
        self.changes: Mapping[Compartment, tuple[schema_check.Change, ...]] = {}
        self._keys = dict(compartment_keys)
        # One to read with; for each compartment that is written one whose connections note what is written.
        self._engines: dict[Compartment | None, Engine] = {}
        self._clock: datetime | None = None
        self.wrote = False
        # Reference data as it was signed, as far as it was read.
        self.reference: anchored.Reference | None = None
        # Tables of reference data that another tool changed; what was signed is used instead.
        self.altered: list[str] = []
        # The backup made before this sign-in migrated something; the audit hears of it afterwards.
        self.before_migration: backup.Backup | None = None
        # Compartments whose audit chain lost entries that were known, and which ones (`app.vault.remembered.look`).
        self.tampered: list[Compartment] = []
        self.losses: list[ends.Loss] = []
        # What was known before this visit; why the ends could not be kept on this computer; when they were kept last.
        self.remembered: tuple[ends.Known, ...] = ()
        self.not_remembered: AppError | None = None
        # What was gone from the header and put back at this sign-in: keys' ids of compartments, somebody's grants.
        self.keys_put_back: list[Compartment] = []
        self.regranted: list[str] = []
        self.remembered_at = time.monotonic()
        # What was signed about accounts since the person was last told, and up to which record that was.
        self.news: list[News] = []
        self.told = directory.length
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

        Raises Refused when this person holds no key for it, RescueOnly, and SchemaChanged when another program changed
        a file's schema meanwhile.
        """
        self._require(compartment)
        self.require_writable()
        known = self.directory
        try:
            with translated(self.vault.folder), self._connect("BEGIN IMMEDIATE", compartment) as db:
                event.listen(db, "before_flush", _one_compartment(compartment))
                with db.begin():
                    db.connection()  # the transaction begins here, not at the first statement
                    work = Work(db, self, compartment, self.clock())
                    yield work
                    work.finish()
        except BaseException:
            self.directory = known  # an account record that was undone with the transaction
            raise
        self.wrote = True
        remembered.note(self, compartment)

    @property
    def in_rescue(self) -> bool:
        """Whether the vault is open read-only, because another tool changed a file of it."""
        return self.use is Use.RESCUE

    def require_writable(self) -> None:
        """Raises RescueOnly in a rescue, where nothing at all is written."""
        if self.in_rescue:
            raise self.damage()

    def damage(self) -> RescueOnly:
        """In a rescue: what was changed, and what that means."""
        return RescueOnly(
            "{file} was changed with another tool ({what}), so the vault is open read-only for rescue: nothing is"
            " saved, and what it shows may be incomplete. Restore the latest backup into another folder and work"
            " there.",
            file=", ".join(compartment.file_name for compartment in self.changes),
            what=schema_check.named(change for each in self.changes.values() for change in each),
        )

    def _require(self, compartment: Compartment) -> None:
        if not self._keys:
            raise Refused("The vault is locked. Sign in again; nothing was lost.")
        if compartment not in self._keys:
            raise Refused(
                "These records belong to another unit. Your account holds no key for them, and neither does any"
                " administrator. Ask that unit for a referral."
            )

    def _connect(self, begin: str, writes: Compartment | None = None) -> Orm:
        if not self._keys:
            raise Refused("The vault is locked. Sign in again; nothing was lost.")
        if writes not in self._engines:
            self._engines[writes] = make_engine(self.vault.folder, self._keys, self.use)
        engine = self._engines[writes].execution_options(begin=begin, writes=writes)
        return Orm(engine, expire_on_commit=False, info={"session": self})

    def _dispose(self) -> None:
        for engine in self._engines.values():
            engine.dispose()
        self._engines.clear()

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
        heads = {each.chain: each.head for each in remembered.from_slot(self)}
        told = remembered.told_records(self)
        if told is None and ends.RECORDS in heads:  # written by an older version
            told = heads[ends.RECORDS].seq
        if told is not None:
            self.told = told
        return {part: heads[part] for part in Compartment if part in heads}, heads.get(ends.RECORDS)

    def remember_heads(self) -> None:
        """Keep the ends of the chains inside this account's own slot, and on this computer."""
        self.require_writable()
        remembered.remember(self)

    def news_read(self) -> None:
        """The person has been told: the same is not said again."""
        self.news, self.told = [], self.directory.length
        self.remember_heads()

    def back_up(self, reason: str) -> backup.Backup:
        """Copy the vault's files into `backups/` with a signed manifest, and say so in the audit.

        Of a backup before a migration the audit hears after it: its tables may still be of an older form.
        """
        self.require_writable()
        if self.account.level is Level.VIEWER and reason != backup.MIGRATION:
            raise Refused("A viewer’s backup would not count: officers and leads of each unit make them.")
        made = backup.make(self.vault.folder, self._keys, self.account.id, self.private, datetime.now(UTC), reason)
        if reason == backup.MIGRATION:
            self.before_migration = made
        else:
            self.audit_backup(made)
            self.remember_heads()
        return made

    def audit_backup(self, made: backup.Backup) -> None:
        """In the registry, which everybody holds: every file is copied, of units that are locked as well."""
        with self.work(Compartment.REGISTRY) as work:
            work.audit("backup.made", made=made.made_at.isoformat(timespec="seconds"), reason=made.reason)

    def sign_out(self) -> None:
        """Write the end of the visit to the audit, remember the chains' ends, forget the keys."""
        if not self._keys:
            return
        if self.in_rescue:
            self.close()
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
        self.use, self.changes = fresh.use, fresh.changes
        self.wrote, self.tampered = fresh.wrote, fresh.tampered
        self.reference, self.altered = fresh.reference, fresh.altered
        self.news, self.told = fresh.news, fresh.told
        self.seen, self.seen_records = fresh.seen, fresh.seen_records
        self.losses, self.remembered = fresh.losses, fresh.remembered
        self.not_remembered, self.remembered_at = fresh.not_remembered, fresh.remembered_at
        self.keys_put_back, self.regranted = fresh.keys_put_back, fresh.regranted
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
