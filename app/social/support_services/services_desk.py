"""What does a person keep at the desk for support services? Drafts sealed to them, filters; searches are noted."""

from sqlalchemy import select

from app.common.desk import Desk
from app.common.drafts import Draft
from app.social.cases.models import Case
from app.social.models import Draft as DraftRow
from app.social.models import SavedFilter
from app.social.support_services.terms import KIND
from app.vault.compartments import Compartment
from app.vault.session import Session

DESK = Desk(KIND, Compartment.SOCIAL, DraftRow, SavedFilter, typing="services.edit", listing="services.list")


def list_drafts(session: Session) -> list[Draft]:
    """This person's drafts, the latest first. One for a case that is shown no more (withdrawn, erased) is forgotten."""
    kept = DESK.list_drafts(session)
    with session.read() as db:
        shown = set(db.scalars(select(Case.id).where(Case.listed)))
    gone = [each for each in kept if (case := _case_of(each)) is not None and case not in shown]
    for each in gone:
        DESK.delete_draft(session, each.form, each.record_id)
    return [each for each in kept if each not in gone]


def _case_of(draft: Draft) -> int | None:
    """For which case something new was begun."""
    case = draft.payload.get("case") or [draft.payload.get("values", {}).get("case")]
    return int(case[0]) if isinstance(case[0], int) else None
