"""Which number does a document of the health station get, and whose head does it carry? One for every record type."""

from app.common.document_numbers import Register, stamp
from app.common.papers import Office
from app.health.models import DocumentNumber
from app.registry import office_papers
from app.registry.office_papers import blank, written
from app.vault.session import Work

__all__ = ["blank", "give", "head", "stamp", "written"]

REGISTER = Register(DocumentNumber)
give = REGISTER.give


def head(work: Work) -> Office:
    """The issuing body as its lead filled it in."""
    return office_papers.head(work, "Trạm Y tế xã")
