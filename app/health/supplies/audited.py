"""How do the codes that the audit keeps of supplies read to people: actions, fields, values?"""

from app.common.i18n import N_
from app.common.references import Reference
from app.health.supplies.models import SupplyItem
from app.health.supplies.terms import FIELD_NAMES, LEVEL_NAMES, LOSS_NAMES, PURPOSE_NAMES, TYPE_NAMES
from app.vault.compartments import Compartment
from app.vault.session import Session

ACTIONS: dict[str, str] = {
    "supplies.add": N_("Added an item to the supplies"),
    "supplies.edit": N_("Changed an item of the supplies"),
    "supplies.receive": N_("Recorded supplies that came in"),
    "supplies.hand_out": N_("Recorded supplies that were handed out"),
    "supplies.session": N_("Recorded supplies handed out at a group session"),
    "supplies.destroy": N_("Wrote supplies off"),
    "supplies.count": N_("Recorded a count of supplies"),
    "supplies.retire": N_("Took an item of the supplies out of use"),
    "supplies.use_again": N_("Took an item of the supplies into use again"),
    "supplies.undo": N_("Took back the last act on an item of the supplies"),
    "supplies.search": N_("Searched the supplies"),
    "supplies.export": N_("Exported the supplies"),
    "supplies.print": N_("Printed the stock report"),
}

FIELDS: dict[str, str] = {
    **FIELD_NAMES,
    "session": N_("Group session"),
    "of": N_("Of the act"),
    "level": N_("How much is left"),
    "unused": N_("No longer used"),
}

VALUES: dict[str, str] = {
    str(code): name for names in (TYPE_NAMES, PURPOSE_NAMES, LOSS_NAMES) for code, name in names.items()
}

CODES: dict[str, dict[str, str]] = {
    "type": {str(code): name for code, name in TYPE_NAMES.items()},
    "level": {str(code): name for code, name in LEVEL_NAMES.items()},
    "document": {"stock_report": N_("Stock report")},
}


def _item(session: Session, key: str) -> str | None:
    if not key.isdigit() or Compartment.HEALTH not in session.compartments:
        return None
    with session.read() as db:
        row = db.get(SupplyItem, int(key))
        return row.name if row is not None else None


ITEM = Reference(_item, N_("(an item that is gone)"))
