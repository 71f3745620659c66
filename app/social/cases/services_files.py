"""Which files are kept with a case, such as a signed consent form? Inside the compartment and never beside it."""

from app.common import attachments
from app.common.i18n import N_
from app.common.permissions import require
from app.social.cases import record
from app.social.cases.changing import note_event, open_act
from app.social.cases.models import CaseAttachment
from app.vault.compartments import Compartment
from app.vault.errors import NotFound
from app.vault.session import Session


def attach(session: Session, case_id: int, name: str, media_type: str, data: bytes) -> int:
    """Keep a file with a case; its id. Raises Refused, Invalid."""
    with session.work(Compartment.SOCIAL) as work:
        change = open_act(work, case_id, "attach", "cases.edit")
        row = attachments.fill(work, CaseAttachment(case_id=case_id), name, media_type, data)
        work.db.add(row)
        change.done("attach", "", {"file": row.name}, size=row.size)
        return row.id


def open_attachment(session: Session, attachment_id: int) -> attachments.OpenedAttachment:
    """A file of a case, in memory; on the same terms as seeing who the person is. Raises NotFound, Refused."""
    require(session, "cases.reveal")
    with session.work(Compartment.SOCIAL) as work:
        row = work.db.get(CaseAttachment, attachment_id)
        if row is None:
            raise NotFound(N_("There is no such file. It may have been removed."))
        case = open_act(work, row.case_id, "reveal", "cases.reveal").case
        note_event(work, record.find(work.db, case.id), "open_attachment", "", {"file": row.name})
        return attachments.OpenedAttachment(row.name, row.media_type, row.data)
