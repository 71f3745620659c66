"""What goes in and out of an inspection as files? Photos and scanned pages, kept inside the compartment."""

from app.common import attachments
from app.common.asking import needed
from app.common.attachments import OpenedAttachment
from app.common.i18n import N_
from app.common.permissions import require
from app.police.inspections.changing import may_act, open_change
from app.police.inspections.models import InspectionAttachment
from app.police.inspections.record import find, subject
from app.police.inspections.terms import KIND
from app.police.inspections.values import Changed
from app.vault.compartments import Compartment
from app.vault.errors import NotFound
from app.vault.session import Session, Work


def attach(session: Session, inspection_id: int, name: str, media_type: str, data: bytes) -> Changed:
    """Keep a photo or a page with an inspection. Raises Invalid when empty, too large, or a program."""
    require(session, "inspections.record")
    with session.work(Compartment.POLICE) as work:
        change = open_change(work, inspection_id)
        change.undoable = False
        may_act(change, "attach")
        row = attachments.fill(work, InspectionAttachment(inspection_id=inspection_id), name, media_type, data)
        work.db.add(row)
        work.db.flush()
        done = change.done("attach", "", attachment=row.id, size=row.size, sha256=row.sha256)
        return attachments.told(done, name, row)


def detach(session: Session, inspection_id: int, attachment_id: int) -> Changed:
    """Take a file off an inspection; it can be put back."""
    require(session, "inspections.record")
    with session.work(Compartment.POLICE) as work:
        change = open_change(work, inspection_id)
        change.undoable = False
        may_act(change, "attach")
        row = _attachment(work, inspection_id, attachment_id)
        row.removed_at = work.now
        return change.done("detach", "", attachment=row.id, sha256=row.sha256)


def put_back(session: Session, inspection_id: int, attachment_id: int) -> Changed:
    """Put a file back that was taken off."""
    require(session, "inspections.record")
    with session.work(Compartment.POLICE) as work:
        change = open_change(work, inspection_id)
        change.undoable = False
        may_act(change, "attach")
        row = _attachment(work, inspection_id, attachment_id)
        row.removed_at = None
        return change.done("attach", "", attachment=row.id, sha256=row.sha256)


def open_attachment(session: Session, inspection_id: int, attachment_id: int) -> OpenedAttachment:
    """A file's content, in memory; the opening is audited."""
    require(session, "inspections.open")
    with session.work(Compartment.POLICE) as work:
        row = _attachment(work, inspection_id, attachment_id)
        inspection = find(work.db, inspection_id)
        work.audit(f"{KIND}.open_attachment", subject(inspection), attachment=row.id, sha256=row.sha256)
        return attachments.opened(row)


def export_attachment(session: Session, inspection_id: int, attachment_id: int, purpose: str) -> OpenedAttachment:
    """A file's content, to be saved outside the vault; what for is kept in the audit. Raises Invalid without it."""
    require(session, "inspections.open")
    with session.work(Compartment.POLICE) as work:
        row = _attachment(work, inspection_id, attachment_id)
        purpose = needed(purpose, "reason")
        work.audit(
            f"{KIND}.export_attachment",
            subject(find(work.db, inspection_id)),
            attachment=row.id,
            sha256=row.sha256,
            purpose=purpose,
        )
        return attachments.opened(row)


def _attachment(work: Work, inspection_id: int, attachment_id: int) -> InspectionAttachment:
    row = work.db.get(InspectionAttachment, attachment_id)
    if row is None or row.inspection_id != inspection_id:
        raise NotFound(N_("This inspection has no such file."))
    return row
