"""Which files are kept with a case, such as a signed consent form? Inside the compartment and never beside it.

A file tells who the person is: it is opened on the same terms, and its name is free text like any other.
"""

from dataclasses import replace

from app.common import attachments
from app.common.asking import needed
from app.common.attachments import OpenedAttachment
from app.common.i18n import N_
from app.common.permissions import require
from app.social import masking
from app.social.cases import record
from app.social.cases.changing import note_event, open_act
from app.social.cases.models import CaseAttachment
from app.social.cases.values import Changed
from app.vault.compartments import Compartment
from app.vault.errors import NotFound
from app.vault.session import Session, Work


def attach(session: Session, case_id: int, name: str, media_type: str, data: bytes) -> Changed:
    """Keep a file with a case; `file_id` says which it became.

    Raises Refused, Invalid when it is empty, too large, or a program.
    """
    with session.work(Compartment.SOCIAL) as work:
        change = open_act(work, case_id, "attach", "cases.edit")
        row = attachments.fill(work, CaseAttachment(case_id=case_id), name, media_type, data)
        work.db.add(row)
        work.db.flush()
        done = change.done("attach", "", {"file": row.name}, size=row.size)
        shown = masking.show(row.name, record.words_of(work.db, case_id), revealed=False)
        return attachments.told(replace(done, file_id=row.id), name, row, shown)


def detach(session: Session, case_id: int, attachment_id: int) -> Changed:
    """Take a file off a case; it can be put back."""
    return _mark(session, case_id, attachment_id, "detach")


def put_back(session: Session, case_id: int, attachment_id: int) -> Changed:
    """Put a file back that was taken off."""
    return _mark(session, case_id, attachment_id, "attach")


def _mark(session: Session, case_id: int, attachment_id: int, action: str) -> Changed:
    with session.work(Compartment.SOCIAL) as work:
        change = open_act(work, case_id, "attach", "cases.edit")
        row = _file(work, case_id, attachment_id)
        row.removed_at = work.now if action == "detach" else None
        return change.done(action, "", {"file": row.name})


def open_attachment(session: Session, case_id: int, attachment_id: int) -> OpenedAttachment:
    """A file of a case, in memory; on the same terms as seeing who the person is. Raises NotFound, Refused."""
    return _opened(session, case_id, attachment_id, "open_attachment", "")


def export_attachment(session: Session, case_id: int, attachment_id: int, purpose: str) -> OpenedAttachment:
    """A file's content, to be saved outside the vault, for a purpose that is kept. Raises Invalid without it."""
    return _opened(session, case_id, attachment_id, "export_attachment", purpose)


def _opened(session: Session, case_id: int, attachment_id: int, action: str, purpose: str) -> OpenedAttachment:
    require(session, "cases.reveal")
    if action == "export_attachment":
        purpose = needed(purpose, "reason")
    with session.work(Compartment.SOCIAL) as work:
        case = open_act(work, case_id, "reveal", "cases.reveal").case
        row = _file(work, case_id, attachment_id)
        note_event(work, case, action, purpose, {"file": row.name})
        return attachments.opened(row)


def _file(work: Work, case_id: int, attachment_id: int) -> CaseAttachment:
    row = work.db.get(CaseAttachment, attachment_id)
    if row is None or row.case_id not in record.same_case(work.db, case_id):
        raise NotFound(N_("There is no such file. It may have been removed."))
    return row
