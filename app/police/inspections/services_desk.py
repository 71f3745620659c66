"""What does a person keep at the desk? Drafts sealed to their own account, saved filters, searches noted."""

from collections.abc import Mapping
from typing import Any

from app.common import drafts, saved_filters
from app.common.permissions import require
from app.common.text import nfc
from app.police.inspections.terms import KIND
from app.police.models import Draft, SavedFilter
from app.vault.compartments import Compartment
from app.vault.session import Session


def save_draft(session: Session, form: str, record_id: str, payload: Mapping[str, Any]) -> int:
    """Keep what is being typed, sealed to this person alone; one draft for each form and record. Its id."""
    require(session, "inspections.record")
    with session.work(Compartment.POLICE) as work:
        return drafts.keep(work, Draft, KIND, form, record_id, payload)


def delete_draft(session: Session, form: str, record_id: str) -> None:
    """Forget a draft: it was saved as a record, or the person threw it away."""
    with session.work(Compartment.POLICE) as work:
        drafts.forget(work, Draft, KIND, form, record_id)


def list_drafts(session: Session) -> list[drafts.Draft]:
    """This person's drafts, the latest first; one that cannot be opened any more is left out."""
    with session.read() as db:
        return drafts.own(session, db, Draft, KIND)


def save_filter(session: Session, name: str, values: Mapping[str, Any]) -> int:
    """Keep a filter of the list under a name; the same name again replaces it. Its id."""
    require(session, "inspections.list")
    with session.work(Compartment.POLICE) as work:
        return saved_filters.keep(work, SavedFilter, KIND, name, values)


def delete_filter(session: Session, filter_id: int) -> None:
    """Forget a saved filter of one's own."""
    with session.work(Compartment.POLICE) as work:
        saved_filters.forget(work, SavedFilter, filter_id)


def list_filters(session: Session) -> list[saved_filters.SavedFilter]:
    """This person's saved filters by name."""
    require(session, "inspections.list")
    with session.read() as db:
        return saved_filters.own(session, db, SavedFilter, KIND)


def note_search(session: Session, term: str, found: int) -> None:
    """Audit the term that a person settled on, not each key."""
    require(session, "search")
    term = nfc(term).strip()
    if term:
        with session.work(Compartment.POLICE) as work:
            work.audit("inspections.search", KIND, term=term, found=found)
