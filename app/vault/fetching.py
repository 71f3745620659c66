"""How is a backup opened without being touched? Its files are copied, compared, opened with the keys of their day."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.vault import access, backup, folder, header, manifests, slots
from app.vault.backup import Backup
from app.vault.compartments import Compartment
from app.vault.copying import copied
from app.vault.engine import answers
from app.vault.errors import Forged, NotFound, Refused
from app.vault.manifests import Manifest
from app.vault.session import Session, Vault


class OtherPassword(Refused):
    """The backup answers to keys of its day: ask for the password of that day, and call again with it."""


def find(vault_folder: Path, named: str) -> Backup:
    """The backup of that name in a vault's folder, or in the folder of that path, whatever it is called there.

    Raises NotFound, NotABackup.
    """
    for place in (vault_folder / backup.FOLDER / named, Path(named)):
        if (place / backup.MANIFEST).is_file():
            manifest = manifests.read(place)
            return Backup(place.resolve(), manifest.made_at, manifest.reason)
    raise NotFound(
        "There is no backup {name}. Nothing was changed. Give the name of one that is listed, or the path of its"
        " folder.",
        name=named,
    )


def fetch(chosen: Backup, manifest: Manifest, target: Path, names: Collection[str]) -> None:
    """Copy these files of a backup, each as its manifest says. Raises Damaged and the environment's errors."""
    for name in names:
        try:
            found = copied(chosen.folder / name, target / name)
        except FileNotFoundError as error:
            raise backup.damaged(chosen) from error
        except OSError as error:
            raise folder.environment(error, target) from error
        if found != manifest.files[name]:
            raise backup.damaged(chosen)


@contextmanager
def vault_in(place: Path, found: header.Header) -> Iterator[Vault]:
    """A copy as a vault, as long as it takes to look into it."""
    held = folder.lock(place)
    try:
        yield Vault(place, found, held)
    finally:
        held.release()


def open_as_then(
    copy: Vault, today: slots.SlotSecrets | None, user: str, password_then: str | None, without: frozenset[Compartment]
) -> Session:
    """Sign in to a copy with the keys of today where they are those of its day, else with the password of that day.

    Raises OtherPassword, WrongPassword, TooManyAttempts, Refused, Forged, Damaged.
    """
    if password_then is not None:
        session = access.session_for(copy, access.proven(copy, user, password_then), without=without)
    elif (found := _with_keys_of_today(copy, today, without)) is not None:
        session = found
    else:
        raise other_password()
    if session.account.invited:
        session.close()
        raise Refused(
            "On the day of this backup you had not chosen a password of your own yet, so you cannot bring it back."
            " Ask a lead who worked in the vault that day. Nothing was changed."
        )
    return session


def _with_keys_of_today(
    copy: Vault, today: slots.SlotSecrets | None, without: frozenset[Compartment]
) -> Session | None:
    if today is not None:
        with suppress(Refused, Forged):  # other keys on record then: the password of that day opens them
            return access.session_for(copy, today, without=without)
    return None


def other_password() -> OtherPassword:
    return OtherPassword(
        "Your keys of today do not open this backup: it is from before they were made. Type the password that you had"
        " on the day of the backup. Nothing was changed."
    )


def key_then(copy: Vault, part: Compartment, today: bytes, people: Collection[slots.SlotSecrets]) -> bytes | None:
    """The key to which a compartment's file in a copy answers: today's, or one granted in the header of its day."""
    granted = [slots.granted_keys(copy, each.account, each.private).get(part, {}) for each in people]
    candidates = [today, *(key for by_id in granted for key in by_id.values())]
    return next((key for key in dict.fromkeys(candidates) if answers(copy.folder, part, key)), None)


def key_of_today(session: Session, part: Compartment) -> bytes:
    """The key of a compartment that this person may open, even when its file is damaged. Raises Refused, Forged."""
    if part not in session.compartments:
        vault = session.vault
        granted = slots.granted_keys(vault, session.account.id, session.private).get(part, {})
        for current in reversed(vault.header.keys.get(part, ())):
            if current in granted:
                access.check_keys(session.directory, {part: granted[current]})
                return granted[current]
    return session.compartment_key(part)


def same_key(one: header.Header, other: header.Header, part: Compartment) -> bool:
    """Whether a compartment's file fits both headers."""
    return bool(set(one.keys.get(part, ())) & set(other.keys.get(part, ())))
