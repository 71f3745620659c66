"""How is a type searched that has its words in the full-text index? Who types a whole number means that record."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm import Session as Orm

from app.common import search
from app.common.permissions import require
from app.common.text import fold
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

    def terms(self, _session: Session, db: Orm, typed: str) -> list[ColumnElement[bool]]:
        """What stands in the query of the list for a whole number."""
        ids = self.numbered(db, typed)
        return [self.id.in_(sorted(ids))] if ids else []

    def words(self, db: Orm, typed: str) -> search.Words | None:
        """What is searched for; None for nothing, and for a whole number."""
        if not fold(typed) or self.numbered(db, typed):
            return None
        return search.matching(db, self.schema, self.kind, typed)

    def find(self, session: Session, text: str, limit: int, first: Callable[[Orm, str], Found | None]) -> list[Found]:
        """Those with every word, exact marks first; `first` is whom the text names as a number."""
        require(session, "search")
        with session.read() as db:
            named = first(db, text)
            found = {named.id: named} if named is not None else {}
            for hit in search.find(db, self.schema, text, limit, self.kind):
                found.setdefault(int(hit.record_id), Found(self.kind, int(hit.record_id), hit.number, hit.snippet))
        return list(found.values())[:limit]
