"""Is each choice of an entry one of its list? A window offers no other; a verb or an import may bring plain text.

An entry's enums are annotations, which Python does not check: `state is State.GIVEN` is false for the text "given", so
that a rule on it would be passed over. Every service that takes such an entry makes its choices members first. How an
entry is read by its annotations stands in `entered`; here an error is named as the forms of health and social name it.
"""

from typing import TypeVar

from app.common import entered
from app.common.entered import member as one_of
from app.common.i18n import N_
from app.vault.errors import AppError

NOT_LISTED = N_("Choose from the list.")

Entry = TypeVar("Entry")


def chosen(entry: Entry) -> Entry:
    """The entry with its values in their types, also in the entries that it holds.

    Raises Invalid, naming each field that is wrong: of an entry inside by its own name, of a row by the list's.
    """
    wrong: dict[str, AppError] = {}
    made = entered.read(entry, wrong)
    found: dict[str, AppError] = {}
    for path, why in wrong.items():
        found.setdefault(_field(path), why)
    entered.unless_wrong(found)
    return made


def _field(path: str) -> str:
    parts = path.split(".")
    row = next((place for place, part in enumerate(parts) if part.isdigit()), len(parts))
    return parts[row - 1]


__all__ = ["NOT_LISTED", "chosen", "one_of"]
