"""How does somebody come to hold a compartment's key, and how do they lose it?

Inviting makes a one-time password; at the first sign-in the person chooses a password, and both their keys and
(for a unit's first lead) the compartment's key are made anew, so that whoever invited them knows none of them.
Revoking changes the key of every compartment the person could open. These functions change header and records;
permission and audit are the business of `app.registry.accounts`, which calls them.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from app.vault import access, backup, gaps, header, keys, migrate, records, rekeying, slips
from app.vault.compartments import UNIT_COMPARTMENTS, Compartment
from app.vault.engine import create_file
from app.vault.errors import Refused
from app.vault.folder import environment
from app.vault.people import Account, Level
from app.vault.session import Session, Vault, Work


@dataclass(frozen=True, repr=False)
class Invitation:
    """An account and the one-time password to hand over on paper; the password is nowhere else."""

    account: Account
    password: str
    expires: datetime | None = None


@dataclass(frozen=True, repr=False)
class Prepared:
    """An invitation whose record is in the transaction; `publish` puts its slot and grants in the header."""

    invitation: Invitation
    secrets: access.SlotSecrets
    # Whether the keys until now were the person's own.
    owned: bool


def prepare(work: Work, account: Account) -> Prepared:
    """Sign a record that invites a new account, or an existing one anew after a lost password."""
    what = access.new_secrets(account.id, work.session.anchor)
    expires = slips.ends(work.db, work.now)
    before = work.session.directory.members.get(account.id)
    invited = replace(account, active=True, invited=True)
    work.sign_record(records.account_payload(invited, what.private.public, expires))
    owned = before is not None and before.owns(before.public.sign)
    return Prepared(Invitation(invited, slips.one_time_password(), expires), what, owned)


def publish(session: Session, prepared: Prepared) -> Invitation:
    """Put the invited account's slot and grants in the header; a unit's first lead gets a new compartment."""
    vault, account = session.vault, prepared.invitation.account
    found = set_slot_aside(vault.header, account.id, prepared.owned)
    slot = access.make_slot(found, account.user, prepared.invitation.password, prepared.secrets)
    grants = []
    fresh: dict[Compartment, bytes] = {}
    for compartment in UNIT_COMPARTMENTS[account.unit]:
        if compartment in session.compartments:
            key = session.compartment_key(compartment)
        elif compartment not in found.keys or session.directory.unclaimed(account.unit):
            set_aside(vault, compartment)
            key = fresh[compartment] = new_compartment(vault, compartment)
        else:
            continue  # somebody of that unit must grant it; the inviter does not hold it
        to = prepared.secrets.private.public.recipient
        grants.append(rekeying.make_grant(session, compartment, key, account.id, to))
    new_ids = {compartment: (keys.key_id(key),) for compartment, key in fresh.items()}
    with session.work(Compartment.REGISTRY) as work:
        for compartment, ids in new_ids.items():
            work.sign_record(records.keys_payload(compartment, ids))
    kept = tuple(grant for grant in found.grants if grant.compartment not in fresh)
    vault.save(replace(found.with_slot(slot), grants=(*kept, *grants), keys={**found.keys, **new_ids}))
    return prepared.invitation


def set_slot_aside(found: header.Header, account: str, owned: bool) -> header.Header:
    """The header without an account's slot; one that holds keys of the person's own is kept for `claims`."""
    return found.with_slot_aside(account) if owned else found.without_slot(account)


def set_aside(vault: Vault, compartment: Compartment) -> None:
    """Move the file of a unit that nobody has claimed out of the way; never delete it.

    It is there when the first lead's invitation was interrupted or lost. A forged header could pretend that, so
    whatever the file holds is kept among the backups.
    """
    path = vault.folder / compartment.file_name
    place = vault.folder / backup.FOLDER
    for file in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        if file.exists():
            try:
                place.mkdir(exist_ok=True)
                file.rename(place / f"{backup.UNCLAIMED}{secrets.token_hex(4)}-{file.name}")
            except OSError as error:
                raise environment(error, vault.folder) from error


def new_compartment(vault: Vault, compartment: Compartment) -> bytes:
    """A new encrypted file with the newest schema; returns its key."""
    key = keys.new_compartment_key()
    create_file(vault.folder, compartment, key)
    migrate.upgrade(vault.folder, {compartment: key}, compartment)
    return key


def claim(vault: Vault, user: str, one_time: str, password: str) -> Session:
    """First sign-in: choose a password; the keys that the inviter's computer made are replaced.

    An account that was in use before works with keys on loan from then on: see `claims`.
    Raises WrongPassword, Invalid (weak password), Refused when the account was claimed already or the slip is too old.
    """
    access.check_password(user, password)
    session = access.admit(vault, user, one_time)
    try:
        if not session.account.invited:
            raise Refused("This account already has a password of its own. Sign in with it.")
        slips.check(session)
        gaps.require_own_grants(session)
        migrated = access.migrate_held(session, lambda *_: None)
        own = replace(session.account, invited=False)
        with session.work(Compartment.REGISTRY) as work:
            what = sign_new_keys(work, own)
            work.audit("account.claimed", f"accounts/{own.user}")
        put_new_keys(session, what, password)
        access.audit_migrations(session, migrated)
        unit = own.unit
        first = own.level is Level.LEAD and len(session.directory.leads(unit)) == 1
        for compartment in session.compartments - {Compartment.REGISTRY}:
            unkeyed = session.directory.authority(compartment) is None
            if first and unkeyed and not session.directory.barred(own.id):
                rekeying.rekey(session, compartment)
                access.cover_what_stands(session, compartment)
        access.welcome(session)
    except BaseException:
        session.close()
        raise
    return session


def sign_new_keys(work: Work, account: Account, former: tuple[str, ...] = ()) -> access.SlotSecrets:
    """New private keys for the person's own account, on record from here on; whoever made the old ones knows none."""
    session = work.session
    fresh = access.new_secrets(account.id, session.anchor)
    what = replace(fresh, private=replace(fresh.private, former=former))
    work.sign_record(records.account_payload(account, what.private.public))
    session.private, session.account, session.seen_key = what.private, account, what.seen_key
    return what


def put_new_keys(session: Session, what: access.SlotSecrets, password: str) -> None:
    """A slot under the new password and grants to the new keys, made by the person themselves."""
    vault, account = session.vault, session.account
    kept = tuple(g for g in vault.header.grants if g.to != account.id)
    own = tuple(
        rekeying.make_grant(
            session,
            compartment,
            session.compartment_key(compartment),
            account.id,
            what.private.public.recipient,
        )
        for compartment in session.compartments
    )
    slot = access.make_slot(vault.header, account.user, password, what)
    vault.save(replace(vault.header.with_slot(slot), grants=(*kept, *own)))


def record(work: Work, account: Account) -> None:
    """Sign a change of an existing account's name, level or being active; its keys stay."""
    public = work.session.directory.members[account.id].public
    work.sign_record(records.account_payload(account, public))
