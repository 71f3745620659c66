"""Who is at the door, and what may they open?

Signing in: the password opens one slot of the header, the slot's keys open the grants, the registry's signed
records say whether slot and grants are what they claim to be. Everything fails closed, and a wrong name reads
and takes as long as a wrong password.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sqlalchemy.orm import Session as Orm

from app.vault import (
    anchored,
    audit,
    backup,
    claims,
    ends,
    folder,
    gaps,
    header,
    keys,
    marks,
    membership,
    migrate,
    news,
    private_files,
    records,
    remembered,
    schema_made,
    scratch,
    slips,
    slots,
    swapping,
    unclaimed,
)
from app.vault.compartments import OWNER, UNIT_COMPARTMENTS, Compartment
from app.vault.engine import answers, make_engine, translated
from app.vault.errors import Damaged, Forged, Refused, WrongPassword
from app.vault.guard import Use
from app.vault.people import Level
from app.vault.session import Session, Vault
from app.vault.throttle import Throttle


class FirstSignIn(Refused):
    """The one-time password is right; the person must choose a password of their own before anything opens."""


def open_vault(place: Path) -> Vault:
    """Take a vault for this process; nothing is decrypted yet. A restore that was cut off is finished first.

    Raises VaultMissing, NetworkShare, ReadOnlyFolder, NewerFormat, Damaged, InUse, Environment for a backup's folder.
    """
    return taken(place, header.read)


def taken(place: Path, read: Callable[[Path], header.Header]) -> Vault:
    """Take a vault whose header is read so."""
    folder.check(place)
    backup.refuse_as_vault(place)
    if not (place / swapping.JOURNAL).exists():
        read(place)
    held = folder.lock(place)
    try:
        swapping.finish(place)
        scratch.clean_up(place)
        vault = Vault(place, read(place), held)
        vault.others_could_open = private_files.close_vault(place)
        return vault
    except BaseException:
        held.release()
        raise


def sign_in(vault: Vault, user: str, password: str, progress: schema_made.Progress = lambda *_: None) -> Session:
    """Open what this person may open; an older vault is backed up and brought up to date first.

    Raises WrongPassword, TooManyAttempts, FirstSignIn, Refused, Forged, Damaged, NewerFormat.
    """
    session = admit(vault, user, password)
    try:
        if session.account.invited:
            slips.check(session)
        gaps.require_own_grants(session)
        if session.account.invited:
            raise FirstSignIn("This is your first sign-in. Choose a password of your own to open your unit's records.")
        bring_up_to_date(session, progress)
        slot = vault.header.slot(session.account.id)
        if slot and slot.kdf != keys.Stretching():
            fresh = slots.make_slot(vault.header, user, password, slots.secrets_of(session), slot.seen)
            vault.save(vault.header.with_slot(fresh))
        welcome(session)
    except BaseException:
        session.close()
        raise
    return session


def welcome(session: Session) -> None:
    """The bookkeeping of every sign-in: attempts, the ends of the chains seen last, the audit."""
    failures = Throttle(session.vault.header.vault_id, session.account.user).succeeded()
    remembered.look(session)
    membership.finish_interrupted(session)
    unclaimed.clean_up(session)
    claims.records_of_today(session)
    slips.close_expired(session)
    session.news = news.since(session, session.told)
    if not session.news:
        session.told = session.directory.length
    with session.work(Compartment.REGISTRY) as work:
        # The number of account records, signed: whoever drops the newest one drops it from under this entry.
        work.audit("sign_in", wrong_passwords_before=failures, account_records=session.directory.length)
        if session.keys_put_back:
            work.audit("keys.put_back", compartments=[part.value for part in session.keys_put_back])
        if session.tampered:
            parts = [part.value for part in session.tampered]
            work.audit("tampering_seen", "", compartments=parts, **ends.as_detail(session.losses))
    with translated(session.vault.folder), session.read() as db:
        session.altered = anchored.altered(db)
    session.remember_heads()
    session.wrote = False


def admit(vault: Vault, user: str, password: str, use: Use = Use.RECORDS) -> Session:
    """A verified session, without the sign-in's bookkeeping: also for an invited account."""
    return session_for(vault, proven(vault, user, password), use)


def proven(vault: Vault, user: str, password: str) -> slots.SlotSecrets:
    """What the name and password open. Raises WrongPassword, TooManyAttempts."""
    throttle = Throttle(vault.header.vault_id, user)
    throttle.check()
    opened = (slots.open_slot(vault.header, user, spelt) for spelt in slips.spellings(password))
    what = next((found for found in opened if found is not None), None)
    if what is None:
        throttle.failed()
        raise WrongPassword(
            "The user name or the password is not right. Nothing was changed. Check Caps Lock and the typing"
            " method (Unikey), then try again."
        )
    return what


def session_for(
    vault: Vault, what: slots.SlotSecrets, use: Use = Use.RECORDS, without: frozenset[Compartment] = frozenset()
) -> Session:
    """Open everything granted to these keys but what is in `without`, and verify it; for a rescue without writing.

    Raises Refused when access was withdrawn, Forged when a signature does not hold, SchemaChanged, Damaged.
    """
    candidates = slots.granted_keys(vault, what.account, what.private)
    held = {
        compartment: key
        for compartment, by_id in candidates.items()
        if compartment not in without and (key := answering(vault, compartment, by_id, use)) is not None
    }
    if Compartment.REGISTRY not in held:
        raise Refused(
            "Your access to this vault was withdrawn, or your key to it was deleted from vault.json. Nothing was"
            " changed. Ask a lead of your unit: if it was deleted, the lead's next sign-in puts it back."
        )
    if use is Use.RECORDS:
        migrate.due(vault.folder, held)  # a changed or newer vault is refused before anything of it is believed
    engine = make_engine(vault.folder, {Compartment.REGISTRY: held[Compartment.REGISTRY]}, use)
    try:
        with translated(vault.folder), Orm(engine) as db:
            directory = records.load(db, vault.header.vault_id, what.anchor)
    finally:
        engine.dispose()
    member = directory.members.get(what.account)
    if member is None or member.public != what.private.public:
        raise Forged(
            "This account's keys are not the ones on record. The vault was not opened and nothing was changed."
            " Tell the lead of your unit; restore the latest backup into another folder."
        )
    if not member.account.active:
        raise _withdrawn()
    not_named = gaps.keys_not_named(vault, directory, candidates)
    held |= not_named
    check_keys(directory, held)
    _check_grants(vault, directory, member, held)
    # Only now: an unverified header makes nobody change anything.
    if use is Use.RECORDS:
        gaps.name_keys(vault, not_named)
    for compartment, key in held.items():
        if use is Use.RECORDS and len(vault.header.keys[compartment]) > 1:
            slots.settle(vault, compartment, keys.key_id(key))
    session = Session(vault, member.account, what.private, what.anchor, what.seen_key, held, directory, use)
    session.keys_put_back = sorted(not_named)
    return session


def check_keys(directory: records.Directory, held: dict[Compartment, bytes]) -> None:
    """Every key in use is the one that the signed records name for its compartment. Raises Forged."""
    for compartment, key in held.items():
        if keys.key_id(key) not in directory.key_ids.get(compartment, ()):
            raise slots.forged_key()


def _withdrawn() -> Refused:
    return Refused("Your access to this vault was withdrawn. Ask the lead of your unit to invite you again.")


def answering(vault: Vault, compartment: Compartment, by_id: dict[str, bytes], use: Use = Use.RECORDS) -> bytes | None:
    """The key the compartment's file answers to: the new one or the old after a change that was interrupted."""
    ids = vault.header.keys.get(compartment, ())
    for current in reversed(ids):
        key = by_id.get(current)
        if key is not None and answers(vault.folder, compartment, key, use):
            return key
    if any(current in by_id for current in ids):
        if not all(current in by_id for current in ids):
            return None  # the file has gone over to a key this account was not given
        raise Damaged(
            "The file {file} is damaged or belongs to another vault. Nothing was changed. Restore the latest"
            " backup into another folder and compare.",
            file=compartment.file_name,
        )
    return None


def _check_grants(
    vault: Vault, directory: records.Directory, member: records.Member, held: dict[Compartment, bytes]
) -> None:
    """Every grant in use was made by someone entitled to make it, for a compartment of the person's unit."""
    for grant in vault.header.granted(member.account.id):
        if grant.compartment not in held:
            continue
        signer = directory.members.get(grant.by)
        owner = OWNER.get(grant.compartment)
        # Who invited a unit's first lead granted the first key. That ends with the claim: afterwards a key from
        # outside the unit would be one that outsiders can open too.
        entitled = signer is not None and (
            grant.by == member.account.id
            or (member.slip is not None and grant.by == member.slip.by)
            or (signer.was_lead and owner in (None, signer.account.unit))
        )
        message = header.grant_message(vault.header.vault_id, grant)
        signed = signer is not None and any(
            keys.signed_by(k.sign, message, grant.signature) for k in signer.keys if k.sign not in signer.lent
        )
        inside = grant.compartment in UNIT_COMPARTMENTS[member.account.unit]
        if not (entitled and signed and inside):
            raise slots.forged_key()


def bring_up_to_date(session: Session, progress: schema_made.Progress) -> None:
    """Migrate the compartments this person opens, after a backup. A failure leaves them as they were."""
    audit_migrations(session, migrate_held(session, progress))


def audit_migrations(session: Session, migrated: dict[Compartment, frozenset[tuple[str, str]]]) -> None:
    """Say in the audit what was migrated, and cover the records as they stand after it, except those named."""
    if session.before_migration is not None:
        session.audit_backup(session.before_migration)
        session.before_migration = None
    cover_migrated(session, migrated)


def cover_migrated(session: Session, migrated: dict[Compartment, frozenset[tuple[str, str]]]) -> None:
    """Say in each compartment that it was migrated, and cover the records as they stand after it."""
    for compartment, not_as_signed in migrated.items():
        with session.work(compartment) as work:
            work.audit("migrated", to=migrate.newest(compartment))
            work.audit_what_stands("records.covered", not_as_signed)


def cover_what_stands(session: Session, compartment: Compartment) -> None:
    """Cover in the audit what a new compartment was made with."""
    with session.work(compartment) as work:
        work.audit_what_stands("records.covered", frozenset())


def migrate_held(session: Session, progress: schema_made.Progress) -> dict[Compartment, frozenset[tuple[str, str]]]:
    """The compartments that were migrated, after a backup; nothing is said in the audit yet.

    With each the rows that were not as the audit knew them: the migration makes no truth of them.
    """
    held = {compartment: session.compartment_key(compartment) for compartment in session.compartments}
    old = migrate.due(session.vault.folder, held)
    if old:
        session.back_up(backup.MIGRATION)
    return upgrade(session, old, progress)


def upgrade(
    session: Session, old: list[Compartment], progress: schema_made.Progress = lambda *_: None
) -> dict[Compartment, frozenset[tuple[str, str]]]:
    """Migrate these compartments; with each the rows that were not as the audit knew them before."""
    held = {compartment: session.compartment_key(compartment) for compartment in session.compartments}
    found = {}
    for compartment in old:
        with session.read() as db:
            found[compartment] = anchored.not_as_signed(db, compartment)
        migrate.upgrade(session.vault.folder, held, compartment, progress)
    return found


def change_password(session: Session, user: str, old: str, new: str) -> None:
    """Wrap the person's own keys with a new password. Raises WrongPassword, Invalid."""
    session.require_writable()
    vault = session.vault
    throttle = Throttle(vault.header.vault_id, user)
    throttle.check()
    found = slots.open_slot(vault.header, user, old)
    if found is None or found.account != session.account.id:
        throttle.failed()
        raise WrongPassword("The current password is not right. Your password was not changed.")
    slots.check_password(user, new)
    slot = vault.header.slot(session.account.id)
    vault.save(vault.header.with_slot(slots.make_slot(vault.header, user, new, found, slot.seen if slot else "")))
    with session.work(Compartment.REGISTRY) as work:
        work.audit("password_changed")


def verify_chain(
    session: Session, compartment: Compartment, progress: audit.Progress = audit.no_progress
) -> audit.Verification:
    """Read and check a whole audit chain of a compartment this person may open."""
    session.compartment_key(compartment)
    lost = [loss for loss in ends.alarms(remembered.losses(session)) if loss.compartment is compartment]
    with session.read() as db:
        now = records.load(db, session.directory.vault_id, session.anchor)
        # What was seen before this visit: the visit itself has moved it on. An end given up on purpose is no fault.
        result = audit.verify(db, now, compartment, session.seen.get(compartment) if lost else None, progress)
        result = replace(result, marks=marks.of_chain(db, now, compartment))
    if lost and audit.END_GONE not in [what for _, what in result.problems]:
        result.problems.extend((loss.first, ends.GONE) for loss in lost)
    return result


def claim(vault: Vault, user: str, one_time: str, password: str) -> Session:
    """First sign-in: choose a password; the keys that the inviter's computer made are replaced.

    An account that was in use before works with keys on loan from then on: see `claims`.
    Raises WrongPassword, Invalid (weak password), Refused when the account was claimed already or the slip is too old.
    """
    slots.check_password(user, password)
    session = admit(vault, user, one_time)
    try:
        if not session.account.invited:
            raise Refused("This account already has a password of its own. Sign in with it.")
        slips.check(session)
        gaps.require_own_grants(session)
        migrated = migrate_held(session, lambda *_: None)
        own = replace(session.account, invited=False)
        with session.work(Compartment.REGISTRY) as work:
            what = membership.sign_new_keys(work, own)
            work.audit("account.claimed", f"accounts/{own.user}")
        membership.put_new_keys(session, what, password)
        audit_migrations(session, migrated)
        unit = own.unit
        first = own.level is Level.LEAD and len(session.directory.leads(unit)) == 1
        for compartment in session.compartments - {Compartment.REGISTRY}:
            unkeyed = session.directory.authority(compartment) is None
            if first and unkeyed and not session.directory.barred(own.id):
                membership.rekey(session, compartment)
                cover_what_stands(session, compartment)
        welcome(session)
    except BaseException:
        session.close()
        raise
    return session
