"""How does a vault come into being?

The founder is a unit's lead. The founder's compartment and the shared registry get their keys and recovery codes
at once; every other unit gets its compartment when its first lead is invited, and new keys when that lead signs in.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from sqlalchemy.orm import Session as Orm

from app.vault import access, folder, header, keys, membership, migrate, private_files, records, slots
from app.vault.compartments import UNIT_COMPARTMENTS, Compartment
from app.vault.engine import create_file, make_engine, translated
from app.vault.errors import Environment
from app.vault.people import Account, Level, Unit
from app.vault.session import Session, Vault


@dataclass(frozen=True)
class Founder:
    """Who creates the vault and leads a unit in it."""

    user: str
    full_name: str
    unit: Unit


def found_vault(place: Path, founder: Founder, password: str) -> Session:
    """Create a vault in a new or empty folder and sign its founder in; nothing is left behind on failure.

    Recovery codes are not made here: call `recovery.issue` for each compartment the founder holds.
    Raises Environment when a vault is there already, Invalid (weak password), DiskFull, ReadOnlyFolder.
    """
    slots.check_password(founder.user, password)
    made_folder = not place.exists()
    try:
        private_files.make_folder(place)
    except OSError as error:
        raise folder.environment(error, place) from error
    folder.check(place)
    names = [folder.HEADER, *(compartment.file_name for compartment in Compartment)]
    if any((place / name).exists() for name in names):
        raise Environment(
            "There already is a vault in {folder}. Nothing was changed. Open it, or choose an empty folder.",
            folder=str(place),
        )
    held = folder.lock(place)
    private_files.close_vault(place)
    try:
        vault = Vault(place, _build(place, founder, password), held)
        session = access.sign_in(vault, founder.user, password)
        for compartment in sorted(session.compartments):
            access.cover_what_stands(session, compartment)
        return session
    except BaseException:
        held.release()
        _clean_up(place, names)
        if made_folder and not any(place.iterdir()):
            place.rmdir()
        raise


def _build(place: Path, founder: Founder, password: str) -> header.Header:
    account = Account(str(uuid4()), founder.user.strip(), founder.full_name, founder.unit, Level.LEAD, True)
    what = slots.new_secrets(account.id)
    vault_id, salt = secrets.token_hex(16), secrets.token_hex(16)
    held: dict[Compartment, bytes] = {}
    for compartment in sorted(UNIT_COMPARTMENTS[founder.unit]):
        held[compartment] = keys.new_compartment_key()
        create_file(place, compartment, held[compartment])
        migrate.upgrade(place, {compartment: held[compartment]}, compartment)
    _first_records(place, held, vault_id, account, what)
    own = what.private.public.recipient
    grants = tuple(
        membership.signed_grant(vault_id, part, key, account.id, own, account.id, what.private)
        for part, key in held.items()
    )
    found = header.Header(vault_id, salt, {part: (keys.key_id(key),) for part, key in held.items()}, grants=grants)
    found = found.with_slot(slots.make_slot(found, account.user, password, what))
    header.write(place, found)
    return found


def _first_records(
    place: Path, held: dict[Compartment, bytes], vault_id: str, account: Account, what: slots.SlotSecrets
) -> None:
    engine = make_engine(place, {Compartment.REGISTRY: held[Compartment.REGISTRY]})
    try:
        with translated(place), Orm(engine.execution_options(begin="BEGIN IMMEDIATE")) as db:
            directory = records.Directory(vault_id, {}, {}, "", 0)
            contents = [records.account_payload(account, what.private.public)]
            contents += [records.keys_payload(part, (keys.key_id(key),)) for part, key in held.items()]
            for content in contents:
                now = datetime.now(UTC)
                directory = records.append(db, directory, content, account.id, what.private, now, what.anchor)
            db.commit()
    finally:
        engine.dispose()


def _clean_up(place: Path, names: list[str]) -> None:
    """Remove what this attempt made: the folder was empty of these names when it began."""
    for name in names:
        for path in (place / name, place / f"{name}-wal", place / f"{name}-shm", place / f"{name}.new"):
            path.unlink(missing_ok=True)
    (place / folder.LOCK).unlink(missing_ok=True)
