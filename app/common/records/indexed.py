"""How is a type searched that has its words in the full-text index? Who types a whole number means that record."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm import Session as Orm

from app.common import search
from app.common.permissions import require
from app.common.records.declared import Searched
from app.vault.session import Session


@dataclass(frozen=True)
class Found:
    """A record found. `snippet` is a piece of its text; highlight it with app.common.text.highlight_spans."""

    kind: str
    id: int
    number: str
    snippet: str


@dataclass(frozen=True)
class Indexed:
    """A type's words in a unit's index; `numbered(db, typed)` are the ids that a whole number stands for."""

    kind: str
    schema: str | None
    id: InstrumentedAttribute[int]
    numbered: Callable[[Orm, str], Collection[int]]

    def searched(self, _session: Session, db: Orm, typed: str) -> Searched:
        """What the list asks: the record of a whole number, or else the words."""
        ids = self.numbered(db, typed)
        if ids:
            return Searched((self.id.in_(sorted(ids)),))
        return Searched(words=search.matching(db, self.schema, self.kind, typed))

    def find(self, session: Session, text: str, limit: int, first: Callable[[Orm, str], Found | None]) -> list[Found]:
        """Those with every word, exact marks first; `first` is whom the text names as a number."""
        require(session, "search")
        with session.read() as db:
            named = first(db, text)
            found = {named.id: named} if named is not None else {}
            for hit in search.find(db, self.schema, text, limit, self.kind):
                found.setdefault(int(hit.record_id), Found(self.kind, int(hit.record_id), hit.number, hit.snippet))
        return list(found.values())[:limit]
