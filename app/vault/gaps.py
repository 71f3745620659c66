"""Is everything in `vault.json` that the signed account records say must be there?

Whoever may write the folder can delete from the header what lets others in: a grant, a compartment's key id, a slot,
the place of a recovery code. The account records name who holds what, so that it is told or mended, never passed over:

- a **key id** that is gone or another's is put back by whoever holds the key that the records name;
- a **grant** that is gone stops its owner at the sign-in with the name of the file; the next sign-in of a lead who
  holds the key makes it anew, signed and audited;
- a **slot** or the place of a **recovery code** cannot be made anew without the password or code it was made with:
  leads are told to invite the person again, or to print a new code.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from app.vault import header, keys
from app.vault.compartments import OWNER, UNIT_COMPARTMENTS, Compartment
from app.vault.engine import answers
from app.vault.errors import Damaged
from app.vault.people import Level
from app.vault.records import Directory
from app.vault.session import Session, Vault


@dataclass(frozen=True)
class Gaps:
    """What is missing. A grant is named by its compartment and to whom it was; a code by its compartment."""

    keys: tuple[Compartment, ...]
    grants: tuple[tuple[Compartment, str], ...]
    slots: tuple[str, ...]
    codes: tuple[Compartment, ...]


def found_in(vault_header: header.Header, directory: Directory) -> Gaps:
    """Compare a header with the verified records."""
    given = {(grant.compartment, grant.to, grant.key) for grant in vault_header.grants}
    slots = {slot.id for slot in vault_header.slots}
    codes = {slot.id for slot in vault_header.recovery}
    return Gaps(
        tuple(part for part in sorted(directory.key_ids) if not _named(vault_header, directory, part)),
        tuple(
            (part, to)
            for part, ids in sorted(directory.key_ids.items())
            for to in _holders(directory, part)
            if to in slots | codes and not any((part, to, key) in given for key in ids)
        ),
        tuple(
            member.account.id
            for member in directory.active()
            if not member.account.invited and member.account.id not in slots
        ),
        tuple(sorted(each.compartment for each in directory.authorities.values() if each.id not in codes)),
    )


def _named(vault_header: header.Header, directory: Directory, part: Compartment) -> bool:
    return bool(set(vault_header.keys.get(part, ())) & set(directory.key_ids[part]))


def _holders(directory: Directory, part: Compartment) -> Iterator[str]:
    for member in directory.holders(part):
        yield member.account.id
    for authority in directory.authorities.values():
        if part in (authority.compartment, Compartment.REGISTRY):
            yield authority.id


def of_lead(session: Session) -> Gaps:
    """The gaps that are this lead's to mend: of the own unit and of the registry. None for anybody else."""
    account = session.account
    if account.level is not Level.LEAD or account.invited:
        return Gaps((), (), (), ())
    found = found_in(session.vault.header, session.directory)
    own = {part for part in session.compartments if OWNER.get(part) in (None, account.unit)}
    people = {member.account.id for member in session.directory.active(account.unit)}
    return Gaps(
        tuple(part for part in found.keys if part in own),
        tuple((part, to) for part, to in found.grants if part in own),
        tuple(each for each in found.slots if each in people),
        tuple(part for part in found.codes if part in own),
    )


def keys_not_named(
    vault: Vault, directory: Directory, granted: Mapping[Compartment, Mapping[str, bytes]]
) -> dict[Compartment, bytes]:
    """The keys of compartments that the header no longer names, but the records and this person's grants do."""
    found = {}
    for part, by_id in granted.items():
        for current in reversed(directory.key_ids.get(part, ())):
            key = by_id.get(current)
            if key is not None and not _named(vault.header, directory, part) and answers(vault.folder, part, key):
                found[part] = key
                break
    return found


def name_keys(vault: Vault, found: Mapping[Compartment, bytes]) -> None:
    """Put the ids of these keys back into the header."""
    ids = {part: (keys.key_id(key),) for part, key in found.items()}
    if ids:
        vault.save(replace(vault.header, keys={**vault.header.keys, **ids}))


def require_own_grants(session: Session) -> None:
    """Refuse a visit in which records of the person's unit would be missing without a word. Raises Damaged."""
    for part in sorted(UNIT_COMPARTMENTS[session.account.unit] - session.compartments):
        if part in session.directory.key_ids or (session.vault.folder / part.file_name).exists():
            raise Damaged(
                "Your key to {file} is missing from vault.json, although your unit's records are there: somebody"
                " deleted it. Nothing was changed. Ask a lead of your unit to sign in, which puts it back, then sign in"
                " again. If no lead can, use the recovery code or put vault.json of the latest backup back.",
                file=part.file_name,
            )


def told(session: Session) -> list[tuple[str, dict[str, str]]]:
    """Each gap as an English sentence with its values, of all compartments: the header lies open."""
    found = found_in(session.vault.header, session.directory)
    sentences = [("It does not name the key of {part}.", part) for part in found.keys]
    sentences += [
        ("A key to {part} that somebody should hold is missing. A lead's sign-in puts it back.", part)
        for part in dict.fromkeys(part for part, _ in found.grants)
    ]
    sentences += [("The recovery code of {part} no longer works: its place is gone.", part) for part in found.codes]
    members = session.directory.members
    return [(what, {"part": part.value}) for what, part in sentences] + [
        ("The account {user} can no longer sign in: its place is gone.", {"user": members[each].account.user})
        for each in found.slots
    ]
