"""Does the purpose of an export name a client? It stands in the audit, which holds codes and actions and is kept."""

from sqlalchemy import select

from app.common.asking import wrong
from app.common.i18n import N_
from app.common.text import fold, normal_phone
from app.health.clients.models import Identity
from app.vault.errors import Invalid
from app.vault.session import Work

KEPT_FOR_GOOD = N_("This names a client of the station, and it is kept for good. Write it without the name.")


def names_nobody(work: Work, text: str, field: str = "purpose") -> None:
    """Raises Invalid at the field where a client's whole name or phone stands in the text."""
    folded, digits = f" {fold(text)} ", "".join(filter(str.isdigit, normal_phone(text)))
    for row in work.db.scalars(select(Identity)):
        name, phone = fold(row.name), "".join(filter(str.isdigit, row.phone))
        if (" " in name and f" {name} " in folded) or (len(phone) >= 8 and phone in digits):
            raise wrong({field: Invalid(KEPT_FOR_GOOD)})
