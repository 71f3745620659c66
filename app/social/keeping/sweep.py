"""Is anything of a person left in the compartment? Every row of every table is read, of index and audit as well."""

import unicodedata
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session as Orm

from app.common.text import nfc, words
from app.social.cases.models import Identity
from app.social.cases.record import person_of, words_of_person
from app.social.masking import IdentityWords, holds_whole
from app.vault.schema_check import identifier

# Smaller things are looked at letter by letter; a larger file only as bytes.
_SMALL = 100_000
# A word or two of an address are many people's.
_PLACE_WORDS = 3


def telling(person: IdentityWords) -> IdentityWords:
    """Of what would give a person away, what can be nobody else's by chance: no single word, no short address."""
    return IdentityWords(
        tuple(name for name in person.names if len(words(name)) > 1),
        tuple(number for number in person.numbers if sum(letter.isdigit() for letter in number) >= 8),
        tuple(place for place in person.places if len(words(place)) >= _PLACE_WORDS and "," not in place),
    )


def but_others(db: Orm, person: IdentityWords) -> IdentityWords:
    """Without what other people have as well: a name of two people, one household's phone and address."""
    theirs: list[str] = []
    for row in db.scalars(select(Identity)):
        other = words_of_person(person_of(row))
        theirs += (*other.names, *other.numbers, *other.places)
    return IdentityWords(
        tuple(name for name in person.names if not _in(theirs, IdentityWords((name,)))),
        tuple(number for number in person.numbers if not _in(theirs, IdentityWords((), (number,)))),
        tuple(place for place in person.places if not _in(theirs, IdentityWords((), (), (place,)))),
    )


def _in(theirs: list[str], word: IdentityWords) -> bool:
    return any(holds_whole(each, word) for each in theirs)


def left(db: Orm, person: IdentityWords) -> dict[str, int]:
    """Table -> in how many of its rows something of the person stands."""
    found: dict[str, int] = {}
    exact = [form.encode() for name in person.names for form in (nfc(name), unicodedata.normalize("NFD", name))]
    for table in _tables(db):
        for row in db.execute(text(f'SELECT * FROM social."{table}"')):  # a name that `identifier` let through
            if any(_stands(value, person, exact) for value in row):
                found[table] = found.get(table, 0) + 1
    return found


def _tables(db: Orm) -> Iterator[str]:
    names = db.execute(
        text("SELECT name FROM social.sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")
    )
    yield from map(identifier, names.scalars().all())


def _stands(value: Any, person: IdentityWords, exact: list[bytes]) -> bool:
    if isinstance(value, str):
        return holds_whole(value, person)
    if not isinstance(value, bytes):
        return False
    if len(value) <= _SMALL and holds_whole(value.decode("utf-8", "ignore"), person):
        return True
    return any(form in value for form in exact)
