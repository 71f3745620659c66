"""Which villages has the demo's commune? All invented; the same seed gives the same.

Its premises are in `establishments/demo.py`, names of people in `demo_people.py`.
"""

from app.registry import services
from app.registry.establishments import demo as establishments
from app.registry.queries import Office
from app.vault.people import Unit
from app.vault.session import Session

VILLAGES = (
    "Thôn Đông", "Thôn Đoài", "Thôn Thượng", "Thôn Hạ", "Thôn Trung", "Thôn Nội",
    "Thôn Bến", "Thôn Đình", "Thôn Chợ", "Thôn Cầu", "Thôn Mới", "Thôn Ngoài",
)  # fmt: skip
# Those in use; beside them there are some that closed, were merged, or are only proposed.
ESTABLISHMENTS = 60


def fill(session: Session, seed: int) -> None:
    """Villages, premises and the facts of the office, in a new vault."""
    villages = [services.add_village(session, name) for name in VILLAGES]
    establishments.fill(session, seed, villages)
    office = Office(
        superior="CÔNG AN THÀNH PHỐ HẢI PHÒNG",
        name="CÔNG AN XÃ VĨNH AM",
        place="Vĩnh Am",
        signer_title="TRƯỞNG CÔNG AN XÃ",
        signer_name=session.account.full_name,
        symbol="CAX",
    )
    services.set_office(session, Unit.POLICE, office)
