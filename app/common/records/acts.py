"""What can be done with a record that has no states: by whom, and only in the bin or only outside it?"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.common.i18n import N_
from app.common.permissions import refused_level
from app.common.steps import Possible
from app.vault.errors import AppError, Refused
from app.vault.people import Account

REMOVED = N_("The record was removed. The lead can restore it.")
NOT_REMOVED = N_("The record was not removed.")


@dataclass(frozen=True)
class Act:
    """One line of a type's table; `removed` says whether it is for records in the bin."""

    name: str
    permission: str
    label: str
    needs: tuple[str, ...] = ()
    removed: bool = False


def table(*acts: Act) -> Mapping[str, Act]:
    """The acts by their names."""
    return {act.name: act for act in acts}


def why_not(act: Act, who: Account, *, removed: bool) -> AppError | None:
    """Why this person cannot do the act now; None when they can."""
    if (refused := refused_level(who, act.permission)) is not None:
        return refused
    if act.removed != removed:
        return Refused(REMOVED if removed else NOT_REMOVED)
    return None


def offered(acts: Mapping[str, Act], who: Account, *, removed: bool) -> tuple[Possible, ...]:
    """Each act with why it cannot be done now."""
    return tuple(Possible(act.name, act.label, act.needs, why_not(act, who, removed=removed)) for act in acts.values())
