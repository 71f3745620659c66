"""What are the people of the demo called, and which phones do they have? Put together by chance; nobody's."""

import random

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
