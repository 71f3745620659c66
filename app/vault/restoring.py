"""How is a backup brought back, whole or one compartment of it?

Everything is prepared in a scratch folder: the backup's files are copied there and compared with their hashes, opened
with the keys of their day, brought to today's form, verified, and told of in their audit. Only then are the files as
they are kept as a backup of their own, and the prepared ones take their places at once (`app.vault.swapping`): a kill
before that changes nothing, a kill after it is finished by whoever opens the vault next.

One compartment gets today's key, so that it fits today's header and account records. Whole, the vault is that of the
day: with its accounts, its passwords and its keys.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.vault import access, backup, folder, header, integrity, judging, manifests, migrate, scratch, slots, swapping
from app.vault.audit import Head
from app.vault.backup import Backup
from app.vault.comparing import ends_of
from app.vault.compartments import OWNER, Compartment
from app.vault.copying import copy_opened, copy_unopened, wait_for_writers
from app.vault.engine import change_key
from app.vault.errors import AppError, Damaged, Environment, NotFound, Refused, VaultMissing
from app.vault.fetching import (
    OtherPassword,
    fetch,
    find,
    key_of_today,
    key_then,
    open_as_then,
    other_password,
    same_key,
    vault_in,
)
from app.vault.folder import HEADER
from app.vault.manifests import Manifest
from app.vault.returning import (
    ACTION,
    REVOKED,
    AccountThen,
    differing,
    own_to_withdraw,
    told,
    withdraw_again,
)
from app.vault.session import Session

__all__ = [
    "AccountThen",
    "OtherPassword",
    "Restored",
    "restore",
    "restore_damaged",
    "restore_into",
]
# What a service asks of whoever signed in to the backup, before anything is changed: raises Refused.
Allow = Callable[[Session], None]
ALL = frozenset(Compartment)


@dataclass(frozen=True)
class Restored:
    """What was restored. `kept` is the state before, None where there was none.

    `accounts` are those that the restored state knows otherwise than the state before: none when one part was restored.
    """

    backup: str
    folder: Path
    compartments: tuple[Compartment, ...]
    kept: Backup | None
    ends_before: Mapping[Compartment, Head]
    ends_after: Mapping[Compartment, Head]
    accounts: tuple[AccountThen, ...] = ()


@dataclass(frozen=True, repr=False)
class _Prepared:
    """What lies ready in the scratch folder, and whose keys may sign for the state that is kept."""

    names: Sequence[str]
    secrets: slots.SlotSecrets
    ends: Mapping[Compartment, Head]
    accounts: tuple[AccountThen, ...] = ()


def restore(
    session: Session, source: Path, only: Compartment | None = None, password_then: str | None = None
) -> Restored:
    """Bring a backup back into the session's vault. The session is closed as soon as files are to be replaced.

    Raises NotABackup, Damaged, OtherPassword, WrongPassword, Refused, DiskFull: the vault is then as it was.
    """
    chosen = find(session.vault.folder, str(source))
    why_not = judging.judge(session, chosen).why_not
    if why_not is not None:
        raise why_not
    manifest = manifests.read(chosen.folder)
    before = session.heads()
    place = session.vault.folder
    with _restoring(place) as prepared:
        if only is None:
            ready = _whole(prepared, place, chosen, manifest, session, session.account.user, password_then, before)
            parts = manifest.compartments
            _close(session)
        else:
            ready = _one(prepared, chosen, manifest, session, only, password_then, before)
            parts = (only,)
        kept = _put_in_place(place, prepared, ready)
    session.vault.header = header.read(place)
    told_before = {part: before[part] for part in parts if part in before}
    return Restored(chosen.folder.name, place, parts, kept, told_before, ready.ends, ready.accounts)


def restore_damaged(place: Path, source: Path, user: str, password: str, allow: Allow) -> Restored:
    """Bring a backup back whole where the vault cannot be opened or is gone, signing in to the backup.

    Raises as `restore`; Refused for whoever has no access in what is left of the vault.
    """
    return _by_password(place, find(place, str(source)), user, password, allow)


def restore_into(source: Path, target: Path, user: str, password: str, allow: Allow) -> Restored:
    """Bring a backup back whole as a vault of its own in a new or empty folder; everything else stays untouched.

    Raises as `restore`, and Environment when the folder is not empty.
    """
    chosen = find(source.parent, str(source))
    ours = {folder.LOCK}
    if target.is_dir() and any(
        each.name not in ours and not scratch.is_scratch(each.name) for each in target.iterdir()
    ):
        raise Environment(
            "The folder {folder} is not empty, so nothing was restored into it. Choose an empty folder or a new one.",
            folder=str(target),
        )
    return _by_password(target, chosen, user, password, allow)


def _by_password(place: Path, chosen: Backup, user: str, password: str, allow: Allow) -> Restored:
    manifest = manifests.read(chosen.folder)
    backup.refuse_as_vault(place)
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise folder.environment(error, place) from error
    folder.check(place)
    held = folder.lock(place)
    try:
        swapping.finish(place)
        scratch.clean_up(place)
        with _restoring(place) as prepared:
            ready = _whole(prepared, place, chosen, manifest, None, user, password, {}, allow)
            kept = _put_in_place(place, prepared, ready)
    finally:
        held.release()
    return Restored(chosen.folder.name, place, manifest.compartments, kept, {}, ready.ends)


def _close(session: Session) -> None:
    """From here on nobody is told that something was saved, and what is being saved comes to its end first."""
    place = session.vault.folder
    held = {part: session.compartment_key(part) for part in session.compartments}
    session.close()
    wait_for_writers(place, held)


@contextmanager
def _restoring(place: Path) -> Iterator[Path]:
    try:
        with scratch.scratch(place, scratch.RESTORING) as prepared:
            yield prepared
    except OSError as error:
        raise folder.environment(error, place) from error


def _whole(
    prepared: Path,
    place: Path,
    chosen: Backup,
    manifest: Manifest,
    session: Session | None,
    user: str,
    password_then: str | None,
    before: Mapping[Compartment, Head],
    allow: Allow = lambda _: None,
) -> _Prepared:
    """All files of a backup, and for what an erasure took out of it the same part as it is now."""
    fetch(chosen, manifest, prepared, manifest.files)
    found = header.parsed(prepared)
    for part in found.keys:
        if part.file_name not in manifest.files:
            _stand_in(prepared, place, chosen, manifest, found, part)
    _same_vault(place, found, None if session else user, password_then)
    today = slots.secrets_of(session) if session else None
    with vault_in(prepared, header.read(prepared)) as copy:
        then = open_as_then(copy, today, user, password_then, frozenset())
        try:
            allow(then)
            if session is None:
                _believe(then, chosen)
            ends = {**ends_of(chosen, manifest, []), **then.heads()}
            ends = {part: end for part, end in ends.items() if part in manifest.compartments}
            own = then.compartments & set(manifest.compartments)
            _bring_up_to_date(then, own)
            different = differing(session.directory, session.vault.header, then) if session else []
            again = own_to_withdraw(then, different)
            staying = {each for each, what in different if what == REVOKED} - {each.id for each in again}
            active_again = {each: then.directory.members[each].public.sign for each in sorted(staying)}
            _tell(then, own, chosen, manifest.compartments, before, ends, active_again)
            withdraw_again(then, again)
            accounts = told(session.directory, different, {each.id for each in again}) if session else ()
            secrets = slots.secrets_of(then)
        finally:
            then.close()
    names = [name for name in sorted(manifests.KNOWN) if (prepared / name).exists()]
    return _Prepared(names, secrets, ends, accounts)


def _believe(then: Session, chosen: Backup) -> None:
    """By the account records in the backup itself, for whoever has no others."""
    why_not = judging.judge(then, chosen).why_not
    if why_not is not None:
        raise why_not


def _same_vault(place: Path, found: header.Header, user: str | None, password: str | None) -> None:
    """Refuse a backup of another vault; and, with a user, somebody whose access was withdrawn since."""
    try:
        now = header.parsed(place)
    except (VaultMissing, Damaged):
        return  # nothing is left to compare with
    if now.vault_id != found.vault_id:
        raise Refused(
            "This backup belongs to another vault. Nothing was changed. Restore it into a new folder, or choose"
            " another backup."
        )
    if user is not None and password is not None:
        then = slots.open_slot(found, user, password)
        if then is not None and now.slot(then.account) is None:
            raise Refused(
                "Your access to this vault was withdrawn, or given to you later than this backup. Ask the lead of your"
                " unit to restore it."
            )


def _stand_in(
    prepared: Path, place: Path, chosen: Backup, manifest: Manifest, found: header.Header, part: Compartment
) -> None:
    """A part that an erasure took out of a backup, as it is now or in the newest backup that has it."""
    if part in manifest.replaced:
        others = [each.folder for each in backup.listed(chosen.folder.parent.parent)]
        for each in (place, *others):
            if (each / part.file_name).is_file() and _fits(each, found, part):
                copy_unopened(each, part.file_name, prepared)
                return
    raise Refused(
        "The file {file} is no longer in this backup, and no other fits to it. Nothing was changed. Restore single"
        " parts of it, or choose another backup.",
        file=part.file_name,
    )


def _fits(place: Path, found: header.Header, part: Compartment) -> bool:
    try:
        return same_key(header.parsed(place), found, part)
    except AppError:
        return False


def _one(
    prepared: Path,
    chosen: Backup,
    manifest: Manifest,
    session: Session,
    part: Compartment,
    password_then: str | None,
    before: Mapping[Compartment, Head],
) -> _Prepared:
    """One compartment under today's key, and today's registry with the word of it."""
    owner, vault, secrets = OWNER.get(part), session.vault, slots.secrets_of(session)
    if owner not in (None, session.account.unit):
        raise Refused("These records belong to another unit: its own lead restores them. Nothing was changed.")
    if part not in manifest.compartments:
        raise NotFound("This backup has no file {file}. Nothing was changed.", file=part.file_name)
    fetch(chosen, manifest, prepared, [n for n in manifest.files if n == HEADER or n.startswith(part.file_name)])
    today = key_of_today(session, part)
    with vault_in(prepared, header.parsed(prepared)) as copy:
        _same_vault(vault.folder, copy.header, None, None)
        people = [secrets] if password_then is None else [access.proven(copy, session.account.user, password_then)]
        old = key_then(copy, part, today, people)
    if old is None:
        raise other_password()
    if old != today:
        change_key(prepared, part, old, today)
    now, registry = session.directory, session.compartment_key(Compartment.REGISTRY)
    _close(session)
    names = [part.file_name]
    if part is not Compartment.REGISTRY:
        copy_opened(vault.folder, {Compartment.REGISTRY: registry}, prepared)
        names.append(Compartment.REGISTRY.file_name)
    (prepared / HEADER).write_bytes((vault.folder / HEADER).read_bytes())
    with vault_in(prepared, header.parsed(prepared)) as copy:
        then = access.session_for(copy, secrets, without=ALL - {Compartment.REGISTRY, part})
        try:
            if then.directory.head != now.head:
                raise Refused(
                    "Accounts or keys were changed after this backup, so the registry cannot go back alone: people"
                    " would be locked out. Nothing was changed. Restore the whole backup."
                )
            ends = {part: then.heads()[part]}
            _bring_up_to_date(then, {part})
            _tell(then, {part}, chosen, (part,), before, ends, {})
        finally:
            then.close()
    return _Prepared(names, secrets, ends)


def _bring_up_to_date(then: Session, parts: Iterable[Compartment]) -> None:
    """Verify a prepared copy and bring it to this version's form. Raises Damaged, MigrationFailed, NewerFormat."""
    place = then.vault.folder
    held = {part: then.compartment_key(part) for part in then.compartments}
    migrated = access.upgrade(then, migrate.due(place, held))
    if not integrity.verify_copy(then, parts).ok:
        raise Damaged(
            "The records in this backup do not verify: entries are missing or were changed, or pages are damaged."
            " Nothing was changed. Choose another backup."
        )
    access.cover_migrated(then, migrated)


def _tell(
    then: Session,
    parts: Iterable[Compartment],
    chosen: Backup,
    restored: Sequence[Compartment],
    before: Mapping[Compartment, Head],
    after: Mapping[Compartment, Head],
    active_again: Mapping[str, str],
) -> None:
    """In the registry, which everybody reads, and in each compartment of this person: why the chain is shorter."""
    detail: dict[str, object] = {
        "backup": chosen.folder.name,
        "compartments": [part.value for part in restored],
        "ends_before": {part.value: [end.seq, end.hash] for part, end in before.items() if part in restored},
        "ends_after": {part.value: [end.seq, end.hash] for part, end in after.items()},
    }
    for part in sorted({Compartment.REGISTRY, *parts}):
        more = {"active_again": dict(active_again)} if part is Compartment.REGISTRY and active_again else {}
        with then.work(part) as work:
            work.audit(ACTION, "", **detail, **more)


def _put_in_place(place: Path, prepared: Path, ready: _Prepared) -> Backup | None:
    """Keep what is there, then replace it at once."""
    there = {name for name in manifests.KNOWN if (place / name).exists()}
    kept = None
    if there:
        signer = ready.secrets
        kept = backup.set_aside(place, signer.account, signer.private, datetime.now(UTC), backup.BEFORE_RESTORE)
    whole = HEADER in ready.names
    gone = sorted(name for name in there - set(ready.names) if whole and name.endswith(".db"))
    swapping.swap(place, prepared, ready.names, gone)
    return kept
