"""Which words do the supplies know: types of items, movements, purposes, reasons, and what each is called?"""

from datetime import date
from enum import StrEnum

from app.common.i18n import N_

KIND = "supplies"
# So many days before its end a batch stands in the day's work.
SOON = 60
# The end of what does not expire, for lists that sort by it.
NEVER = date.max
MOST = 10_000_000


class SupplyType(StrEnum):
    """What kind of thing an item is; several items may be of one type."""

    CONDOM = "condom"
    LUBRICANT = "lubricant"
    NEEDLES = "needles"
    LEAFLET = "leaflet"
    SELF_TEST = "self_test"
    OTHER = "other"


TYPE_NAMES: dict[SupplyType, str] = {
    SupplyType.CONDOM: N_("Condoms"),
    SupplyType.LUBRICANT: N_("Lubricant"),
    SupplyType.NEEDLES: N_("Needles and syringes"),
    SupplyType.LEAFLET: N_("Leaflets"),
    SupplyType.SELF_TEST: N_("Self-test kits"),
    SupplyType.OTHER: N_("Other supplies"),
}


class Purpose(StrEnum):
    """Where things were handed out. Who got them is never noted, nor a code."""

    STATION = "station"
    OUTREACH = "outreach"
    SESSION = "session"
    FACILITY = "facility"
    OTHER = "other"


PURPOSE_NAMES: dict[Purpose, str] = {
    Purpose.STATION: N_("At the station"),
    Purpose.OUTREACH: N_("On outreach, by collaborators"),
    Purpose.SESSION: N_("At a group session"),
    Purpose.FACILITY: N_("To another facility"),
    Purpose.OTHER: N_("Elsewhere"),
}


class Loss(StrEnum):
    """Why things left the stock without being handed out."""

    EXPIRED = "expired"
    DAMAGED = "damaged"
    RECALLED = "recalled"
    LOST = "lost"


LOSS_NAMES: dict[Loss, str] = {
    Loss.EXPIRED: N_("Past its date"),
    Loss.DAMAGED: N_("Damaged"),
    Loss.RECALLED: N_("Recalled"),
    Loss.LOST: N_("Missing"),
}


class Level(StrEnum):
    """What the list can be narrowed to."""

    LOW = "low"
    OUT = "out"
    EXPIRING = "expiring"
    EXPIRED = "expired"


LEVEL_NAMES: dict[Level, str] = {
    Level.LOW: N_("Running low"),
    Level.OUT: N_("None left"),
    Level.EXPIRING: N_("Expires within 60 days"),
    Level.EXPIRED: N_("Past its date, still in stock"),
}

ACT_NAMES: dict[str, str] = {
    "add": N_("Item added"),
    "edit": N_("Item changed"),
    "receive": N_("Came in"),
    "hand_out": N_("Handed out"),
    "session": N_("Handed out at a group session"),
    "destroy": N_("Written off"),
    "count": N_("Counted"),
    "retire": N_("Taken out of use"),
    "use_again": N_("Taken into use again"),
    "undo": N_("Undone"),
}

# What movements are asked beside the fields of the item.
MOVE_NAMES: dict[str, str] = {
    "on": N_("Day"),
    "quantity": N_("Quantity"),
    "lot": N_("Lot number"),
    "expires_on": N_("Use by"),
    "batch": N_("Batch"),
    "source": N_("Supplied by"),
    "document": N_("Delivery note or minutes"),
    "purpose": N_("Handed out where"),
    "people": N_("To how many people"),
    "loss": N_("Why written off"),
    "counted": N_("Counted quantity"),
    "reason": N_("Reason"),
}

# What the audit says of each act.
AUDITED: dict[str, str] = {
    "add": N_("Added an item to the supplies"),
    "edit": N_("Changed an item of the supplies"),
    "receive": N_("Recorded supplies that came in"),
    "hand_out": N_("Recorded supplies that were handed out"),
    "session": N_("Recorded supplies handed out at a group session"),
    "destroy": N_("Wrote supplies off"),
    "count": N_("Recorded a count of supplies"),
    "retire": N_("Took an item of the supplies out of use"),
    "use_again": N_("Took an item of the supplies into use again"),
    "undo": N_("Took back the last act on an item of the supplies"),
    "search": N_("Searched the supplies"),
    "export": N_("Exported the supplies"),
    "print": N_("Printed the stock report"),
}


def show_number(seq: int) -> str:
    """How an item's number is written: VT01."""
    return f"VT{seq:02d}"
