"""Which number does a document of the police get, and whose head does it carry? One register for every record type."""

from app.common.document_numbers import Register, stamp
from app.common.papers import Office
from app.police.models import DocumentNumber
from app.registry import office_papers
from app.registry.office_papers import blank, written
from app.vault.session import Work

__all__ = ["blank", "give", "head", "stamp", "written"]

REGISTER = Register(DocumentNumber)
give = REGISTER.give


def head(work: Work) -> Office:
    """The issuing body as its lead filled it in."""
    return office_papers.head(work, "Công an xã")
