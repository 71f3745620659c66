"""Which villages has the demo's commune, and what are people called? All invented; the same seed gives the same.

Its premises are in `establishments/demo.py`.
"""

import random

from app.registry import services
from app.registry.queries import Office
from app.vault.people import Unit
from app.vault.session import Session

VILLAGES = (
    "Thôn Đông", "Thôn Đoài", "Thôn Thượng", "Thôn Hạ", "Thôn Trung", "Thôn Nội",
    "Thôn Bến", "Thôn Đình", "Thôn Chợ", "Thôn Cầu", "Thôn Mới", "Thôn Ngoài",
)  # fmt: skip
# Those in use; beside them there are some that closed, were merged, or are only proposed.
ESTABLISHMENTS = 60

FAMILY = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Dương", "Lương", "Đinh", "Mai", "Tạ",
)  # fmt: skip
MIDDLE = ("Văn", "Thị", "Đức", "Minh", "Thu", "Hữu", "Ngọc", "Thanh", "Quang", "Kim", "Xuân", "Bích")
GIVEN = (
    "An", "Bình", "Chi", "Dung", "Duyên", "Đạt", "Giang", "Hà", "Hạnh", "Hiền", "Hòa", "Huệ", "Khánh", "Lan", "Linh",
    "Loan", "Mạnh", "Nga", "Nhung", "Oanh", "Phúc", "Quyên", "Sơn", "Tâm", "Thảo", "Thủy", "Trung", "Tuyết", "Vân",
)  # fmt: skip


def person(chance: random.Random) -> str:
    """A name put together by chance; it is nobody's."""
    return f"{chance.choice(FAMILY)} {chance.choice(MIDDLE)} {chance.choice(GIVEN)}"


def phone(chance: random.Random) -> str:
    """A number of a range that no operator gives out (0900 0…)."""
    return f"09000{chance.randrange(100_000):05d}"


def fill(session: Session, seed: int) -> None:
    """Villages, premises and the facts of the office, in a new vault."""
    from app.registry.establishments import demo as establishments

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
