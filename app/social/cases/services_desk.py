"""What does a person keep at the desk? Drafts sealed to their own account, saved filters, searches noted."""

from app.common.desk import Desk
from app.common.permissions import require
from app.common.text import nfc
from app.social.cases import queries
from app.social.cases.terms import KIND
from app.social.models import Draft, SavedFilter
from app.vault.compartments import Compartment
from app.vault.session import Session

DESK = Desk(KIND, Compartment.SOCIAL, Draft, SavedFilter, typing="cases.intake", listing="cases.list")
save_draft, delete_draft, list_drafts = DESK.save_draft, DESK.delete_draft, DESK.list_drafts
save_filter, delete_filter, list_filters = DESK.save_filter, DESK.delete_filter, DESK.list_filters


def note_search(session: Session, term: str, found: int) -> None:
    """Audit the term that a person settled on; it may be a name, so it stands under the keys of the cases found."""
    require(session, "search")
    if nfc(term).strip():
        with session.work(Compartment.SOCIAL) as work:
            hits = queries.hits(session, work.db, term)
            queries.note_term(work, hits, term, found)
