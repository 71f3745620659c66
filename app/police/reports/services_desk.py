"""What does a person keep at the desk? Drafts sealed to their own account, saved filters, searches noted."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.common.i18n import N_
from app.common.permissions import require
from app.common.text import nfc
from app.police.reports.models import Draft, SavedFilter
from app.police.reports.values import Draft as ShownDraft
from app.police.reports.values import SavedFilter as ShownFilter
from app.vault.compartments import Compartment
from app.vault.errors import Invalid, NotForYou
from app.vault.session import Session


def save_draft(session: Session, form: str, record_id: str, payload: Mapping[str, Any]) -> int:
    """Keep what is being typed, sealed to this person alone; one draft for each form and record. Its id.

    Not audited: nothing of the office's records has changed, and it happens every few seconds.
    """
    require(session, "reports.receive")
    sealed = session.seal(json.dumps(payload, ensure_ascii=False).encode(), [session.account.id])
    with session.work(Compartment.POLICE) as work:
        row = work.db.scalar(
            select(Draft).where(Draft.owner == session.account.id, Draft.form == form, Draft.record_id == record_id)
        )
        if row is None:
            row = Draft(owner=session.account.id, form=form, record_id=record_id, sealed=sealed, updated_at=work.now)
            work.db.add(row)
        row.sealed, row.updated_at = sealed, work.now
        work.db.flush()
        return row.id


def delete_draft(session: Session, form: str, record_id: str) -> None:
    """Forget a draft: it was saved as a record, or the person threw it away."""
    with session.work(Compartment.POLICE) as work:
        for row in work.db.scalars(
            select(Draft).where(Draft.owner == session.account.id, Draft.form == form, Draft.record_id == record_id)
        ):
            work.db.delete(row)


def list_drafts(session: Session) -> list[ShownDraft]:
    """This person's drafts, the latest first; one that cannot be opened any more is left out."""
    found = []
    with session.read() as db:
        query = select(Draft).where(Draft.owner == session.account.id).order_by(Draft.updated_at.desc())
        for row in db.scalars(query):
            try:
                payload = json.loads(session.unseal(row.sealed))
            except NotForYou:  # sealed to keys this account had before it was invited anew
                continue
            found.append(ShownDraft(row.id, row.form, row.record_id, row.updated_at, payload))
    return found


def save_filter(session: Session, name: str, values: Mapping[str, Any]) -> int:
    """Keep a filter of the list under a name; the same name again replaces it. Its id."""
    require(session, "reports.list")
    name = nfc(name).strip()
    if not name:
        raise Invalid(N_("Enter a name for the filter."))
    with session.work(Compartment.POLICE) as work:
        row = work.db.scalar(
            select(SavedFilter).where(SavedFilter.owner == session.account.id, SavedFilter.name == name)
        )
        if row is None:
            row = SavedFilter(owner=session.account.id, name=name, filter=dict(values))
            work.db.add(row)
        row.filter = dict(values)
        work.db.flush()
        return row.id


def delete_filter(session: Session, filter_id: int) -> None:
    """Forget a saved filter of one's own."""
    with session.work(Compartment.POLICE) as work:
        row = work.db.get(SavedFilter, filter_id)
        if row is not None and row.owner == session.account.id:
            work.db.delete(row)


def list_filters(session: Session) -> list[ShownFilter]:
    """This person's saved filters by name."""
    require(session, "reports.list")
    with session.read() as db:
        rows = db.scalars(select(SavedFilter).where(SavedFilter.owner == session.account.id).order_by(SavedFilter.name))
        return [ShownFilter(row.id, row.name, row.filter) for row in rows]


def note_search(session: Session, term: str, found: int) -> None:
    """Audit the term that a person settled on, not each key."""
    require(session, "search")
    term = nfc(term).strip()
    if term:
        with session.work(Compartment.POLICE) as work:
            work.audit("reports.search", "reports", term=term, found=found)
