"""How is a backup brought back, whole or one compartment of it? (functions follow)"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.vault.audit import Head
from app.vault.backup import Backup
from app.vault.compartments import Compartment
from app.vault.errors import Refused
from app.vault.session import Session, Vault


class OtherPassword(Refused):
    """The backup's keys are those of its day, and the person's keys of today do not open it: ask for the password that
    the person had then, and call again with `password_then`."""


@dataclass(frozen=True)
class AccountThen:
    """An account that the restored state knows otherwise than the state before."""

    user: str
    full_name: str
    what: str  # a key of CHANGES: "revoked_since", "password_since", "unknown_then", "changed_since"


@dataclass(frozen=True)
class Restored:
    """What was restored. `kept` is the state before, None when there was none (a new folder)."""

    backup: str
    folder: Path
    compartments: tuple[Compartment, ...]
    kept: Backup | None
    ends_before: Mapping[Compartment, Head]
    ends_after: Mapping[Compartment, Head]
    accounts: tuple[AccountThen, ...]
    # Sentences (English) about what a verification of the restored records found; empty when all is well.
    problems: tuple[str, ...]


def sign_in_to_restore(vault: Vault, user: str, password: str) -> Session:
    """A verified session though files of the person's own unit are damaged; nothing is written or migrated.

    Raises what a sign-in raises; Damaged when even the registry does not open: then `restore_damaged`.
    """
    raise NotImplementedError


def restore(
    session: Session, source: Path, only: Compartment | None = None, password_then: str | None = None
) -> Restored:
    """Bring a backup back into the session's vault, whole or one compartment. The session is closed by it."""
    raise NotImplementedError


def restore_damaged(place: Path, source: Path, user: str, password: str) -> Restored:
    """Bring a backup back whole where the vault cannot be opened (or is not there), signing in to the backup."""
    raise NotImplementedError


def restore_into(source: Path, target: Path, user: str, password: str) -> Restored:
    """Bring a backup back whole as a vault of its own in a new or empty folder; the original stays untouched."""
    raise NotImplementedError
