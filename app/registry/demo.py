"""Which villages and premises has the demo's commune? All invented; the same seed gives the same ones."""

import random

from app.registry import services
from app.registry.queries import Office
from app.vault.compartments import Compartment
from app.vault.people import Unit
from app.vault.session import Session

VILLAGES = (
    "Thôn Đông", "Thôn Đoài", "Thôn Thượng", "Thôn Hạ", "Thôn Trung", "Thôn Nội",
    "Thôn Bến", "Thôn Đình", "Thôn Chợ", "Thôn Cầu", "Thôn Mới", "Thôn Ngoài",
)  # fmt: skip
ESTABLISHMENTS = 60

# How many of each type, and what such premises are called.
_TYPES: tuple[tuple[str, int, str], ...] = (
    ("guest_house", 14, "Nhà nghỉ {}"),
    ("hotel", 4, "Khách sạn {}"),
    ("rented_apartment", 5, "Căn hộ cho thuê {}"),
    ("karaoke", 10, "Karaoke {}"),
    ("massage", 7, "Xoa bóp {}"),
    ("cafe", 10, "Cà phê {}"),
    ("hairdresser", 7, "Gội đầu {}"),
    ("bar", 2, "Bar {}"),
    ("other", 1, "Dịch vụ {}"),
)
_WORDS = (
    "Hương Sen", "Ánh Dương", "Sao Mai", "Bình Minh", "Hoàng Hôn", "Thanh Trà", "Hải Âu", "Mây Hồng", "Gió Biển",
    "Cây Bàng", "Hoa Sữa", "Phù Sa", "Lam Giang", "Trúc Xanh", "Bằng Lăng", "Ngọc Lan", "Cánh Buồm", "Đồng Xanh",
    "Vườn Nhãn", "Bến Nước", "Thu Vàng", "Hạ Long Nhỏ", "Sóng Vỗ", "Trăng Rằm",
)  # fmt: skip
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
    chance = random.Random(f"registry {seed}")
    villages = [services.add_village(session, name) for name in VILLAGES]
    with session.work(Compartment.REGISTRY) as work:
        for type_code, count, pattern in _TYPES:
            for word in chance.sample(_WORDS, count):
                street = chance.choice(("đường trục xã", "đường liên thôn", "ven quốc lộ", "khu chợ", "ngõ"))
                address = f"Số {chance.randrange(1, 180)}, {street}"
                place = (chance.choice(villages), address, person(chance), phone(chance))
                services.new_establishment(work, pattern.format(word), type_code, *place)
        work.audit("establishment.added", "establishments", count=ESTABLISHMENTS)
    office = Office(
        superior="CÔNG AN THÀNH PHỐ HẢI PHÒNG",
        name="CÔNG AN XÃ VĨNH AM",
        place="Vĩnh Am",
        signer_title="TRƯỞNG CÔNG AN XÃ",
        signer_name=session.account.full_name,
        symbol="CAX",
    )
    services.set_office(session, Unit.POLICE, office)
