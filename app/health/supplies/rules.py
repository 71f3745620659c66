"""What can be done with an item of the supplies, by whom, and what does it need? Pure decisions on plain data.

Taking things off the books without handing them out (writing off, counting anew) is the lead's, who answers for the
stock. A movement names nobody and no code: beside a client's code, a day and an amount would tell whoever reads the
stock book who came when and for what, and the stock needs the amount alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.common.i18n import N_
from app.common.permissions import LEVEL_NAMES, PERMISSIONS
from app.health.supplies.terms import Purpose
from app.vault.errors import AppError, Invalid, Refused
from app.vault.people import Account, Level


@dataclass(frozen=True)
class Act:
    """One line of the table; `permission` says who may, `active` whether it is for items in use (None: for all)."""

    name: str
    permission: str
    label: str
    needs: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    active: bool | None = True
    stocked: bool = False


ACTS: Mapping[str, Act] = {
    act.name: act
    for act in (
        Act("hand_out", "supplies.hand_out", N_("Hand out"), ("quantity", "on", "purpose"),
            ("batch_to_take", "people", "note"), stocked=True),
        Act("receive", "supplies.receive", N_("Record what was received"), ("quantity", "on", "source"),
            ("lot", "expires_on", "document", "note")),
        Act("destroy", "supplies.destroy", N_("Write off"), ("batch", "quantity", "on", "loss"),
            ("document", "note"), active=None, stocked=True),
        Act("count", "supplies.count", N_("Record a count"), ("batch", "counted", "on", "reason"), active=None),
        Act("edit", "supplies.items", N_("Edit")),
        Act("retire", "supplies.items", N_("Take out of use"), ("reason",)),
        Act("use_again", "supplies.items", N_("Take into use again"), active=False),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """What the rules ask of an item: whether it is in use, how much there is, whether it ever had a batch."""

    active: bool
    left: int
    batches: int


def why_not(name: str, item: Standing, who: Account) -> AppError | None:
    """Why this person cannot do the act now; None when they can."""
    act = ACTS[name]
    levels = PERMISSIONS[act.permission]
    if who.level not in levels:
        needed = next((level for level in Level if level in levels), Level.LEAD)
        return Refused(
            N_("Your account may not do this: it needs the level “{needed}”. Ask the lead of your unit."),
            needed=LEVEL_NAMES[needed],
        )
    if act.active is True and not item.active:
        return Refused(N_("This item is used no longer. The lead can take it into use again."))
    if act.active is False and item.active:
        return Refused(N_("This item is in use already."))
    if act.stocked and not item.left:
        return Refused(N_("There is none left of this item. Record what was received first."))
    if name == "count" and not item.batches:
        return Refused(N_("Nothing was ever received of this item. Record what was received first."))
    if name == "retire" and item.left:
        return Refused(N_("There is still some of this item. Hand it out or write it off first."))
    return None


def why_not_for(purpose: Purpose) -> AppError | None:
    """Why nothing is handed out by itself for this purpose; None when it can be."""
    if purpose is not Purpose.SESSION:
        return None
    # With the numbers of the session, which takes it back when it is corrected.
    return Invalid(N_("What a group session hands out is entered with the session."))
