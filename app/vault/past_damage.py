"""How does a lead come in to restore when files of the vault are missing or damaged?"""

from pathlib import Path

from app.vault import access, header, slots
from app.vault.compartments import Compartment
from app.vault.errors import Damaged, Environment
from app.vault.session import Session, Vault


def open_to_restore(place: Path) -> Vault:
    """Take a vault for this process even if files of it are missing. Raises what `access.open_vault` raises."""
    return access.taken(place, header.parsed)


def sign_in_to_restore(vault: Vault, user: str, password: str) -> Session:
    """A verified session even if a file of the person's own unit is damaged; nothing is written or migrated.

    Raises what a sign-in raises; Damaged and Forged when not even the registry can be believed: `restore_damaged`.
    """
    what = access.proven(vault, user, password)
    granted = slots.granted_keys(vault, what.account, what.private)
    hurt = frozenset(part for part, by_id in granted.items() if not _opens(vault, part, by_id))
    session = access.session_for(vault, what, without=hurt - {Compartment.REGISTRY})
    if session.account.invited:
        session.close()
        raise access.FirstSignIn(
            "This is your first sign-in. Choose a password of your own to open your unit's records."
        )
    return session


def _opens(vault: Vault, part: Compartment, by_id: dict[str, bytes]) -> bool:
    try:
        return access.answering(vault, part, by_id) is not None
    except (Damaged, Environment):
        return False
