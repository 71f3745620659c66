"""Who is a person to the vault: a unit, a level, and public keys."""

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """The offices of the commune that work in the app."""

    POLICE = "police"
    HEALTH = "health"
    SOCIAL = "social"
    COORDINATION = "coordination"


class Level(StrEnum):
    """What a person may do in the unit (design, *Levels*)."""

    VIEWER = "viewer"
    OFFICER = "officer"
    LEAD = "lead"


@dataclass(frozen=True)
class Account:
    """A person who signs in. `active` is false after access was revoked; the record stays, to verify old entries."""

    id: str
    user: str
    full_name: str
    unit: Unit
    level: Level
    active: bool
    # Invited with a one-time password and not yet signed in with a password of their own.
    invited: bool = False
