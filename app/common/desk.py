"""What does a person keep at the desk for a record kind? Drafts sealed to them, filters of its list under a name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.common import drafts, saved_filters
from app.common.permissions import require
from app.common.record_tables import DraftTable, SavedFilterTable
from app.common.text import nfc
from app.vault.compartments import Compartment
from app.vault.session import Session


@dataclass(frozen=True)
class Desk:
    """The services of one kind; `typing` and `listing` are the permissions for its drafts and its filters."""

    kind: str
    compartment: Compartment
    draft: type[DraftTable]
    saved_filter: type[SavedFilterTable]
    typing: str
    listing: str
    # Whether the audit keeps the words of a search; where one box asks for people too, only that there was one.
    keeps_words: bool = False

    def save_draft(self, session: Session, form: str, record_id: str, payload: Mapping[str, Any]) -> int:
        """Keep what is being typed, sealed to this person alone; one draft for each form and record. Its id."""
        require(session, self.typing)
        with session.work(self.compartment) as work:
            return drafts.keep(work, self.draft, self.kind, form, record_id, payload)

    def delete_draft(self, session: Session, form: str, record_id: str) -> None:
        """Forget a draft: it was saved as a record, or the person threw it away."""
        with session.work(self.compartment) as work:
            drafts.forget(work, self.draft, self.kind, form, record_id)

    def list_drafts(self, session: Session) -> list[drafts.Draft]:
        """This person's drafts, the latest first; one that cannot be opened any more is left out."""
        with session.read() as db:
            return drafts.own(session, db, self.draft, self.kind)

    def save_filter(self, session: Session, name: str, values: Mapping[str, Any]) -> int:
        """Keep a filter of the list under a name; the same name again replaces it. Its id."""
        require(session, self.listing)
        with session.work(self.compartment) as work:
            return saved_filters.keep(work, self.saved_filter, self.kind, name, values)

    def delete_filter(self, session: Session, filter_id: int) -> None:
        """Forget a saved filter of one's own."""
        with session.work(self.compartment) as work:
            saved_filters.forget(work, self.saved_filter, filter_id)

    def list_filters(self, session: Session) -> list[saved_filters.SavedFilter]:
        """This person's saved filters by name."""
        require(session, self.listing)
        with session.read() as db:
            return saved_filters.own(session, db, self.saved_filter, self.kind)

    def note_search(self, session: Session, term: str, found: int) -> None:
        """Audit that somebody searched and how much was found; the words only where the kind keeps them.

        One search box asks every kind: a name that is looked for among the clients must not come to stand in the audit
        of whatever else was searched with it.
        """
        require(session, "search")
        term = nfc(term).strip()
        if term:
            with session.work(self.compartment) as work:
                told = {"term": term} if self.keeps_words else {}
                work.audit(f"{self.kind}.search", self.kind, **told, found=found)
