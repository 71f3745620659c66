"""What does the office of a unit put on its documents: the head, and its symbol behind the number?"""

from app.common.document_numbers import with_symbols
from app.common.papers import Office
from app.registry import queries
from app.vault.session import Work

DOTS = ".........."


def written(work: Work, seq: int, symbol: str) -> str:
    """A number with its symbol: 12/BB-CAX; a letter has the office's symbol alone (12/CAX)."""
    return with_symbols(f"{seq:02d}", symbol, queries.office(work.db, work.session.account.unit).symbol)


def blank(work: Work, symbol: str) -> str:
    """The place of a number that is written in by hand: ........../BB-CAX."""
    return with_symbols(DOTS, symbol, queries.office(work.db, work.session.account.unit).symbol)


def head(work: Work, otherwise: str) -> Office:
    """The issuing body as its lead filled it in; `otherwise` is its name until then."""
    office = queries.office(work.db, work.session.account.unit)
    name = office.name or otherwise
    return Office(office.superior, name, office.place, office.signer_title, office.signer_name)
