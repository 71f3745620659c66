"""How does somebody come to hold a compartment's key, and how do they lose it?

Inviting makes a one-time password; at the first sign-in (`access.claim`) the person chooses a password, and both their
keys and (for a unit's first lead) the compartment's key are made anew, so that whoever invited them knows none of them.
Revoking changes the key of every compartment the person could open. These functions change header and records;
permission and audit are the business of `app.registry.accounts`, which calls them.
"""

import secrets
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from app.vault import backup, gaps, header, keys, migrate, records, slips, slots
from app.vault.compartments import OWNER, UNIT_COMPARTMENTS, Compartment
from app.vault.engine import change_key, create_file
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
    secrets: slots.SlotSecrets
    # Whether the keys until now were the person's own.
    owned: bool


def prepare(work: Work, account: Account) -> Prepared:
    """Sign a record that invites a new account, or an existing one anew after a lost password."""
    what = slots.new_secrets(account.id, work.session.anchor)
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
    slot = slots.make_slot(found, account.user, prepared.invitation.password, prepared.secrets)
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
        grants.append(make_grant(session, compartment, key, account.id, to))
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


def make_grant(session: Session, compartment: Compartment, key: bytes, to: str, recipient: str) -> header.Grant:
    """Seal a compartment's key to an account or recovery code and sign that it was this person who did."""
    return signed_grant(
        session.vault.header.vault_id, compartment, key, to, recipient, session.account.id, session.private
    )


def signed_grant(
    vault_id: str,
    compartment: Compartment,
    key: bytes,
    to: str,
    recipient: str,
    by: str,
    private: keys.PrivateKeys,
) -> header.Grant:
    content = {"vault": vault_id, "compartment": compartment.value, "key": key.hex(), "to": to}
    sealed = b64encode(keys.seal(keys.canonical(content), [recipient])).decode()
    grant = header.Grant(compartment, keys.key_id(key), to, sealed, by, "")
    return replace(grant, signature=private.signature(header.grant_message(vault_id, grant)))


def sign_new_keys(work: Work, account: Account, former: tuple[str, ...] = ()) -> slots.SlotSecrets:
    """New private keys for the person's own account, on record from here on; whoever made the old ones knows none."""
    session = work.session
    fresh = slots.new_secrets(account.id, session.anchor)
    what = replace(fresh, private=replace(fresh.private, former=former))
    work.sign_record(records.account_payload(account, what.private.public))
    session.private, session.account, session.seen_key = what.private, account, what.seen_key
    return what


def put_new_keys(session: Session, what: slots.SlotSecrets, password: str) -> None:
    """A slot under the new password and grants to the new keys, made by the person themselves."""
    vault, account = session.vault, session.account
    kept = tuple(g for g in vault.header.grants if g.to != account.id)
    own = tuple(
        make_grant(
            session,
            compartment,
            session.compartment_key(compartment),
            account.id,
            what.private.public.recipient,
        )
        for compartment in session.compartments
    )
    slot = slots.make_slot(vault.header, account.user, password, what)
    vault.save(replace(vault.header.with_slot(slot), grants=(*kept, *own)))


def record(work: Work, account: Account) -> None:
    """Sign a change of an existing account's name, level or being active; its keys stay."""
    public = work.session.directory.members[account.id].public
    work.sign_record(records.account_payload(account, public))


def drop(session: Session, account: str) -> None:
    """Change every key an account could open, and take its slot and grants out of the header.

    The slot goes last: as long as it is there, `finish_interrupted` knows that not every key was changed yet. It
    opens nothing, since the account's record says that it is withdrawn.
    """
    unit = session.directory.members[account].account.unit
    for compartment in sorted(UNIT_COMPARTMENTS[unit] & session.compartments):
        rekey(session, compartment)
    session.vault.save(session.vault.header.without_slot(account).with_former(account, None))


def finish_interrupted(session: Session) -> None:
    """End what a power cut left half-done and only a lead can sign: changes of key, withdrawals of access."""
    if session.account.level is not Level.LEAD or session.account.invited:
        return
    if session.directory.barred(session.account.id):
        return  # keys on loan sign none of this: another lead's will, or these once they were claimed
    own = [part for part in sorted(session.compartments) if OWNER.get(part) in (None, session.account.unit)]
    for compartment in own:
        ids = session.directory.key_ids.get(compartment, ())
        current = keys.key_id(session.compartment_key(compartment))
        if len(ids) > 1 and current == ids[0]:
            rekey(session, compartment)  # the file kept the old key, which somebody was to lose
        elif len(ids) > 1:
            with session.work(Compartment.REGISTRY) as work:
                work.sign_record(records.keys_payload(compartment, (current,)))
    found = session.vault.header
    for member in list(session.directory.members.values()):
        account = member.account
        left = found.slot(account.id) is not None or found.granted(account.id)
        if not account.active and account.unit is session.account.unit and left:
            drop(session, account.id)
    session.regranted = regrant(session)


def regrant(session: Session) -> list[str]:
    """Make the grants anew that are gone from the header: for accounts and recovery codes. Returns whose."""
    gone = gaps.of_lead(session).grants
    if not gone:
        return []
    recipients = {part: dict(_recipients(session, part)) for part, _ in gone}
    fresh = tuple(
        make_grant(session, part, session.compartment_key(part), to, recipients[part][to])
        for part, to in gone
        if to in recipients[part]
    )
    whose = sorted({grant.to for grant in fresh})
    with session.work(Compartment.REGISTRY) as work:
        work.audit("grants.put_back", compartments=sorted({grant.compartment for grant in fresh}), people=whose)
    session.vault.save(replace(session.vault.header, grants=(*session.vault.header.grants, *fresh)))
    return whose


def rekey(session: Session, compartment: Compartment) -> None:
    """Give a compartment a new key, for everyone who should hold it and its recovery code.

    Header and signed records carry the old and the new key until the file answers to the new, so that a kill at
    any moment leaves a vault that opens.
    """
    vault = session.vault
    old, new = session.compartment_key(compartment), keys.new_compartment_key()
    with session.work(Compartment.REGISTRY) as work:
        work.sign_record(records.keys_payload(compartment, (keys.key_id(old), keys.key_id(new))))
    fresh = tuple(
        make_grant(session, compartment, new, to, recipient) for to, recipient in _recipients(session, compartment)
    )
    vault.save(
        replace(
            vault.header,
            keys={**vault.header.keys, compartment: (keys.key_id(old), keys.key_id(new))},
            grants=(*vault.header.grants, *fresh),
        )
    )
    session.replace_key(compartment, old)  # closes every connection
    change_key(vault.folder, compartment, old, new)
    session.replace_key(compartment, new)
    with session.work(Compartment.REGISTRY) as work:
        work.sign_record(records.keys_payload(compartment, (keys.key_id(new),)))
        work.audit("compartment.rekeyed", f"compartments/{compartment.value}")
    slots.settle(vault, compartment, keys.key_id(new))


def _recipients(session: Session, compartment: Compartment) -> Iterable[tuple[str, str]]:
    for member in slips.holders(session, compartment):
        yield member.account.id, member.public.recipient
    for authority in session.directory.authorities.values():
        # Every recovery code also opens the registry, where the accounts are.
        if compartment in (authority.compartment, Compartment.REGISTRY):
            yield authority.id, authority.public.recipient
