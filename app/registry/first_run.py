"""How does an office begin? Vault, catalogues, office facts, recovery codes, invitations: one call.

The window's first-run wizard and the verb `init` both go through here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.registry import accounts, services
from app.vault import founding, membership, recovery
from app.vault.compartments import Compartment
from app.vault.people import Level, Unit
from app.vault.session import Session


@dataclass(frozen=True)
class OtherLead:
    """The lead of another unit, to be invited with a one-time password."""

    user: str
    full_name: str
    unit: Unit


@dataclass(frozen=True, repr=False)
class Beginning:
    """What the founder gets: a session, recovery sheets to print, invitations to hand over on paper."""

    session: Session
    sheets: tuple[recovery.RecoverySheet, ...]
    invitations: tuple[membership.Invitation, ...]


def begin(
    place: Path,
    founder: founding.Founder,
    password: str,
    form: recovery.RecoveryForm,
    others: Sequence[OtherLead] = (),
) -> Beginning:
    """Create a vault with its catalogues, make the founder's recovery codes, invite the other units' leads.

    Raises Environment, Invalid, DiskFull, ReadOnlyFolder; nothing is left behind when the vault could not be made.
    """
    session = founding.found_vault(place, founder, password)
    try:
        with session.work(Compartment.REGISTRY) as work:
            services.seed(work)
        sheets = tuple(recovery.issue(session, part, form) for part in accounts.without_recovery(session))
        invitations = tuple(
            accounts.invite(session, other.user, other.full_name, other.unit, Level.LEAD) for other in others
        )
    except BaseException:
        session.close()
        session.vault.close()
        raise
    return Beginning(session, sheets, invitations)
