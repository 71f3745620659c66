"""What is read when premises are opened, off the window's thread: the register, duplicates, the police's lines?"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.common.i18n import N_
from app.common.permissions import may
from app.common.steps import Possible
from app.registry.establishments import figures, services
from app.registry.establishments.terms import HIDDEN, IN_USE
from app.registry.establishments.values import EstablishmentDetail, Namesake
from app.vault.people import Unit
from app.vault.session import Session

if TYPE_CHECKING:
    from app.desktop.registry.establishments.police_lines import PoliceLines

# What the police can print for premises, beside what the rules of the register offer.
BLANK_MINUTES = Possible("print", N_("Print blank minutes"), ())


@dataclass(frozen=True)
class Opened:
    """What the page shows. `police` is None for every other unit."""

    detail: EstablishmentDetail
    alike: tuple[Namesake, ...] = ()
    police: "PoliceLines | None" = None


def open_premises(session: Session, establishment_id: int) -> Opened:
    """Everything the page shows. Raises NotFound."""
    detail = services.open_establishment(session, establishment_id)
    alike = () if detail.state in HIDDEN else tuple(figures.likely_duplicates(session, detail.entry, detail.id))
    if session.account.unit is not Unit.POLICE or not may(session, "reports.open"):
        return Opened(detail, alike)
    if detail.state in IN_USE and may(session, "inspections.print"):
        detail = replace(detail, acts=(*detail.acts, BLANK_MINUTES))
    from app.desktop.registry.establishments import police_lines  # no other unit imports the police's modules

    return Opened(detail, alike, police_lines.read(session, establishment_id))
