"""May an entry of the shared lists be chosen now: an item of a catalogue, a village, the name of another body?

What a record has already (`kept`) stays, also when the list uses it no longer. Each answer is None or the sentence
that stands at the field.
"""

import re

from sqlalchemy.orm import Session as Orm

from app.common.i18n import N_
from app.registry import queries
from app.registry.models import Village
from app.vault.errors import AppError, Invalid

OTHER = "other"
USED_NO_LONGER = N_("“{name}” is used no longer. Choose another entry of the list.")
# What a person writes has blanks or marks; this is a code of a list, mistyped or of another office.
_A_CODE = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)+")


def wrong_item(db: Orm, catalogue: str, code: str, kept: str = "") -> AppError | None:
    """Why an entry of a catalogue cannot be chosen. An empty code is for the caller to judge."""
    if not code or code == kept:
        return None
    item = next((each for each in queries.whole_catalogue(db, catalogue) if each.code == code), None)
    if item is None:
        return Invalid(N_("“{code}” is not on the office's list. Choose an entry of the list."), code=code)
    return None if item.active else Invalid(USED_NO_LONGER, name=item.name)


def wrong_body(db: Orm, named: str, kept: str = "") -> AppError | None:
    """Why this cannot be another body: one of the list of authorities, or one called by its name."""
    if named == kept:
        return None
    if named == OTHER:
        return Invalid(N_("Enter what the receiving authority is called."))
    known = {each.code for each in queries.whole_catalogue(db, queries.AUTHORITIES)}
    return wrong_item(db, queries.AUTHORITIES, named) if named in known or _A_CODE.fullmatch(named) else None


def wrong_village(db: Orm, village_id: int | None, kept: int | None = None) -> AppError | None:
    """Why a village cannot be chosen."""
    if village_id is None:
        return None
    village = db.get(Village, village_id)
    if village is None:
        return Invalid(N_("That village is not on the office's list."))
    return None if village.active or village_id == kept else Invalid(USED_NO_LONGER, name=village.name)
