"""Does a text that is kept for good name somebody? The purpose of an export and the reason of an erasure stand in the
audit in clear, and nothing takes them out again: a name there would keep its person from ever being erased.
"""

from sqlalchemy import select

from app.common.asking import wrong
from app.common.i18n import N_
from app.social.cases.models import Identity
from app.social.cases.record import person_of, words_of_person
from app.social.keeping.sweep import telling
from app.social.masking import holds_whole
from app.vault.errors import Invalid
from app.vault.session import Work

KEPT_FOR_GOOD = N_("This names a person whose case is here, and it is kept for good. Write it without the name.")


def names_nobody(work: Work, text: str, field: str = "purpose") -> None:
    """Raises Invalid at the field where a name, number or address of anybody on record stands in the text."""
    for row in work.db.scalars(select(Identity)):
        if holds_whole(text, telling(words_of_person(person_of(row)))):
            raise wrong({field: Invalid(KEPT_FOR_GOOD)})
