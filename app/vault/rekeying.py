"""How does a compartment get another key, and who is given it? Grants, changes of key, what a power cut left of them.

It lies under signing in, which ends what was left half-done.
"""

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import replace

from app.vault import gaps, header, keys, records, slips
from app.vault.compartments import OWNER, UNIT_COMPARTMENTS, Compartment
from app.vault.engine import change_key
from app.vault.people import Level
from app.vault.session import Session, Vault


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
    settle(vault, compartment, keys.key_id(new))


def _recipients(session: Session, compartment: Compartment) -> Iterable[tuple[str, str]]:
    for member in slips.holders(session, compartment):
        yield member.account.id, member.public.recipient
    for authority in session.directory.authorities.values():
        # Every recovery code also opens the registry, where the accounts are.
        if compartment in (authority.compartment, Compartment.REGISTRY):
            yield authority.id, authority.public.recipient


def settle(vault: Vault, compartment: Compartment, current: str) -> None:
    """The file answers to this key: forget the other one of a change of key."""
    found = vault.header
    vault.save(
        replace(
            found,
            keys={**found.keys, compartment: (current,)},
            grants=tuple(g for g in found.grants if g.compartment is not compartment or g.key == current),
        )
    )
